/**
 * What databases say of a field beside its name: an alias for people, and the words that its codes stand for (coded-value domains). Both
 * take the place of names and codes that tell nothing, and are told. Codes that are numbers of divisions or people (six digits and more)
 * stay, as other tables name them; their words stand beside them.
 */
import type { AttributeValue } from "../../core/model/facility.ts";
import { isKnownHeader, isSameHeader } from "../tables/column-names.ts";
import { attributeAt, type Column } from "../tables/feature-table.ts";
import { readGroupHeader } from "../tables/group-headers.ts";
import type { IssueList } from "../tables/labelled-table.ts";

export interface StatedField {
  readonly name: string;
  /** "" where there is none. */
  readonly alias: string;
  /** Words by code; null where the field has none. */
  readonly words: ReadonlyMap<string, string> | null;
}

const LONGEST_ALIAS = 60;
const NAMED = 5;
const LONG_CODE = /^\d{6,}$/;
/** Behind the name of a column that holds the words of another. */
const WORDS_ENDING = "（域值）";

function textOf(value: AttributeValue): string {
  return value === null ? "" : String(value).trim();
}

interface Replaced {
  readonly values: readonly AttributeValue[];
  /** Codes that the list does not have. */
  readonly unknown: readonly string[];
}

/** Names as issues list them. */
function listNames(names: readonly string[]): string {
  return names.slice(0, NAMED).join(", ") + (names.length > NAMED ? " …" : "");
}

/** A column with its codes in words; null where most of its values are no codes of the list, which then is not what it says of them. */
function replaceCodes(column: Column, words: ReadonlyMap<string, string>): Replaced | null {
  const unknown = new Set<string>();
  const isWord = new Set(words.values());
  let [fitting, others] = [0, 0];
  const values = Array.from({ length: column.values.length }, (_, row): AttributeValue => {
    const text = textOf(attributeAt(column, row));
    const word = words.get(text) ?? (isWord.has(text) ? text : undefined);
    if (text === "") return null;
    if (word === undefined) {
      others++;
      unknown.add(text);
    } else fitting++;
    return word ?? text;
  });
  return fitting < others ? null : { values, unknown: [...unknown] };
}

/** A column of codes as it is to be read: in words, or with its words beside it. */
function columnsInWords(
  column: Column,
  words: ReadonlyMap<string, string>,
  layer: string,
  issues: IssueList,
): readonly Column[] {
  const replaced = replaceCodes(column, words);
  const tell = (what: string, unknown: readonly string[]): void =>
    issues.warn("assumed", layer, {
      field: column.name,
      value: listNames(unknown).slice(0, 80),
      details: { what, count: unknown.length },
    });
  if (!replaced) {
    tell("codes-left", []);
    return [column];
  }
  if (replaced.unknown.length > 0) tell("codes-unknown", replaced.unknown);
  const inWords: Column = { name: column.name, type: "String", values: replaced.values };
  if (![...words.keys()].every((code) => LONG_CODE.test(code))) return [inWords];
  return [column, { ...inWords, name: column.name + WORDS_ENDING }];
}

/** Whether a name is neither known as a header nor in words. */
function tellsNothing(name: string): boolean {
  return !isKnownHeader(name) && readGroupHeader(name) === null && !/\p{Script=Han}/u.test(name);
}

/** Whether an alias says to people what a column is. */
function tells(alias: string): boolean {
  return alias.length <= LONGEST_ALIAS && (/\p{Script=Han}/u.test(alias) || isKnownHeader(alias));
}

/** New names by field: aliases that no other column has. */
function chooseAliases(columns: readonly Column[], fields: readonly StatedField[]): ReadonlyMap<string, string> {
  const wanted = fields.filter(({ name, alias }) => alias !== "" && tellsNothing(name) && tells(alias));
  const isTaken = ({ name, alias }: StatedField): boolean =>
    columns.some((column) => column.name !== name && isSameHeader(column.name, alias)) ||
    wanted.some((other) => other.name !== name && isSameHeader(other.alias, alias));
  return new Map(wanted.filter((field) => !isTaken(field)).map(({ name, alias }) => [name, alias]));
}

/** The columns as their fields are described; what was put in the place of names and codes goes to `issues`. */
export function nameFields(
  columns: readonly Column[],
  fields: readonly StatedField[],
  layer: string,
  issues: IssueList,
): readonly Column[] {
  const own = new Map(fields.map((field) => [field.name, field]));
  const aliases = chooseAliases(columns, fields);
  const present = columns.filter(({ name }) => aliases.has(name));
  const inWords: string[] = [];
  const named = columns.flatMap((column): readonly Column[] => {
    const words = own.get(column.name)?.words ?? null;
    const renamed = { ...column, name: aliases.get(column.name) ?? column.name };
    if (words === null || words.size === 0) return [renamed];
    const read = columnsInWords(renamed, words, layer, issues);
    if (read.length > 1 || read[0] !== renamed) inWords.push(renamed.name);
    return read;
  });
  const tell = (what: string, names: readonly string[]): void => {
    if (names.length === 0) return;
    const details = { what, count: names.length, names: listNames(names) };
    issues.warn("assumed", layer, { field: "columns", details });
  };
  tell(
    "aliases-used",
    present.map(({ name }) => `${name} → ${aliases.get(name)}`),
  );
  tell("codes-in-words", inWords);
  return named;
}
