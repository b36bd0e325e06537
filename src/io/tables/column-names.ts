/**
 * Which column of a table has which meaning: the one that was decided about, else the one whose header says so. Headers are compared in
 * lower case, full-width letters made plain, blanks, underscores and hyphens left out.
 */
import { GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import { HEADERS, type Meaning, RUNNING_NUMBER_HEADERS } from "./column-headers.ts";
import type { Column, FeatureTable } from "./feature-table.ts";
import { GROUP_COLUMNS } from "./group-columns.ts";
import { readGroupHeader } from "./group-headers.ts";

export type ColumnMeaning = Meaning | `group:${Exclude<GroupId, "all">}`;

/** A header as it is compared. */
export function plainHeader(name: string): string {
  return name
    .normalize("NFKC")
    .replace(/[\s_\-\uFEFF]/g, "")
    .toLowerCase();
}

const PLAIN_NAMES = new Map<Meaning, readonly string[]>(
  (Object.entries(HEADERS) as [Meaning, readonly string[]][]).map(([meaning, names]) => [
    meaning,
    names.map(plainHeader),
  ]),
);

/** Headers that name the facility of a row: `卫生室名称`; such a column goes before one that names its community. */
const FACILITY_NAME = /(院|园|校|学|室|站|所|中心|馆|堂|场|店|点|处|厅|机构|企业|公司)(\([^()]{1,6}\))?名称$/;
const COMMUNITY_NAMES: ReadonlySet<string> = new Set(
  HEADERS.name.slice(HEADERS.name.indexOf("社区名称"), HEADERS.name.indexOf("行政区名称")).map(plainHeader),
);
const RUNNING_NUMBERS: ReadonlySet<string> = new Set(RUNNING_NUMBER_HEADERS.map(plainHeader));

/** The columns about which nothing was decided. */
function undecided({ columns }: Pick<FeatureTable, "columns">): readonly Column[] {
  return columns.some(({ meaning }) => meaning !== undefined)
    ? columns.filter(({ meaning }) => meaning === undefined)
    : columns;
}

/** The column with that meaning: what was decided, else the first name in the list that the table has; null where there is none. */
export function columnFor(table: Pick<FeatureTable, "columns">, meaning: Meaning): Column | null {
  const decided = table.columns.find((column) => column.meaning === meaning);
  if (decided) return decided;
  const columns = undecided(table);
  const plain = columns.map((column) => plainHeader(column.name));
  for (const name of PLAIN_NAMES.get(meaning) ?? []) {
    const index = plain.indexOf(name);
    if (index >= 0 && meaning === "name" && COMMUNITY_NAMES.has(name)) {
      const facility = plain.findIndex((header) => FACILITY_NAME.test(header));
      if (facility >= 0) return columns[facility] ?? null;
    }
    if (index >= 0) return columns[index] ?? null;
  }
  return meaning === "name" ? (columns[plain.findIndex((header) => FACILITY_NAME.test(header))] ?? null) : null;
}

/** All columns whose headers are names of a meaning, in the order in which they would be taken. */
export function columnChoices(table: Pick<FeatureTable, "columns">, meaning: Meaning): readonly Column[] {
  const columns = undecided(table);
  return (PLAIN_NAMES.get(meaning) ?? []).flatMap((name) =>
    columns.filter((column) => plainHeader(column.name) === name),
  );
}

/** Whether a header only numbers rows or features. */
export function isRunningNumber(header: string): boolean {
  return RUNNING_NUMBERS.has(plainHeader(header));
}

/** Whether a header is one of the names that the meaning has. */
export function hasMeaning(header: string, meaning: Meaning): boolean {
  return PLAIN_NAMES.get(meaning)?.includes(plainHeader(header)) ?? false;
}

/** Whether two headers are the same name. */
export function isSameHeader(one: string, other: string): boolean {
  return plainHeader(one) === plainHeader(other);
}

/** Whether a header is one of the names of any meaning. */
export function isKnownHeader(header: string): boolean {
  const plain = plainHeader(header);
  return [...PLAIN_NAMES.values()].some((names) => names.includes(plain));
}

/** Names to show when a column is missing. */
export function exampleNames(meaning: Meaning): string {
  return HEADERS[meaning].slice(0, 8).join(", ");
}

/** All columns that could be people of a group, the one that is taken first: the model's own names, then the headers of planners. */
export function groupColumnChoices(table: Pick<FeatureTable, "columns">): ReadonlyMap<GroupId, readonly Column[]> {
  const found = new Map<GroupId, Column[]>();
  const put = (groupId: GroupId, column: Column): void => {
    const columns = found.get(groupId) ?? [];
    found.set(groupId, columns);
    if (!columns.includes(column)) columns.push(column);
  };
  const all = columnFor(table, "people");
  if (all) put("all", all);
  for (const groupId of GROUP_IDS) {
    if (groupId === "all") continue;
    for (const column of table.columns) if (column.meaning === `group:${groupId}`) put(groupId, column);
  }
  const columns = undecided(table);
  for (const groupId of GROUP_IDS) {
    const own = [GROUP_COLUMNS[groupId], groupId].map(plainHeader);
    if (groupId === "all") continue;
    for (const column of columns) if (own.includes(plainHeader(column.name))) put(groupId, column);
  }
  // Who lives somewhere is looked for before who is registered there.
  const areRegistered = ({ name }: Column): boolean => name.includes("户籍");
  for (const column of columns.toSorted((a, b) => Number(areRegistered(a)) - Number(areRegistered(b)))) {
    const header = readGroupHeader(column.name);
    if (header?.sex === "") put(header.groupId, column);
  }
  return found;
}

/** Columns with people by group: `age_60`, `60+`, `60岁及以上` … and the total. */
export function groupColumns(table: Pick<FeatureTable, "columns">): ReadonlyMap<GroupId, Column> {
  return new Map([...groupColumnChoices(table)].flatMap(([groupId, [first]]) => (first ? [[groupId, first]] : [])));
}

/** The column that is found under a meaning, people of a group among them; null where none is. */
export function columnOfMeaning(table: Pick<FeatureTable, "columns">, meaning: ColumnMeaning): Column | null {
  const groupId = GROUP_IDS.find((one) => meaning === `group:${one}`);
  return groupId === undefined ? columnFor(table, meaning as Meaning) : (groupColumns(table).get(groupId) ?? null);
}
