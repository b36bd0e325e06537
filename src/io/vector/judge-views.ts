/**
 * Which views of a database may be run. SQLite answers a view within one call that nothing interrupts, so what might never end is
 * not run at all: recursion (any WITH), tables joined without a condition, queries of many parts. What remains may still be
 * slow, by the square of the rows of a table, but ends.
 */
import { readSchema, type SchemaEntry } from "./sqlite-schema.ts";

/** Queries and joins of a view together with those of the views that it uses. */
const MOST_PARTS = 16;

const TOKENS =
  /'[^']*'|"(?:[^"])*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*(?:\*\/|$)|[\p{L}_][\p{L}\p{N}_$]*|==|[=,()]/gu;
/** Words that end the list of tables behind FROM. */
const CLAUSES = new Set(["where", "group", "order", "having", "limit", "union", "except", "intersect", "window", "on"]);

interface ViewParts {
  readonly isRecursive: boolean;
  readonly selects: number;
  readonly joins: number;
  readonly conditions: number;
  /** Every word in it that may name a table, in small letters, as often as it stands there. */
  readonly names: readonly string[];
}

function partsOf(sql: string): ViewParts {
  const names: string[] = [];
  let [isRecursive, selects, joins, conditions] = [false, 0, 0, 0];
  /** For each bracket that is open, whether it is in a list of tables. */
  const lists = [false];
  const setList = (isList: boolean): void => {
    lists[lists.length - 1] = isList;
  };
  for (const [token] of sql.matchAll(TOKENS)) {
    const word = token.toLowerCase();
    if (/^(--|\/\*|')/.test(token)) continue;
    if (/^["`[]/.test(token)) names.push(word.slice(1, -1));
    else if (token === "(") lists.push(lists.at(-1) === true);
    else if (token === ")" && lists.length > 1) lists.pop();
    else if (token === ",") joins += lists.at(-1) ? 1 : 0;
    else if (token === "=" || token === "==" || word === "using" || word === "natural") conditions++;
    else if (word === "with") isRecursive = true;
    else if (word === "join") joins++;
    else if (word === "from") setList(true);
    else if (word === "select") {
      selects++;
      setList(false);
    } else if (CLAUSES.has(word)) setList(false);
    else names.push(word);
  }
  return { isRecursive, selects, joins, conditions, names };
}

/** The views that might never end, with where their statements stand. */
export function findEndlessViews(bytes: Uint8Array): readonly SchemaEntry[] {
  const views = readSchema(bytes).filter(({ type }) => type === "view");
  const parts = new Map(views.map(({ name, sql }) => [name.toLowerCase(), partsOf(sql)]));
  const counts = new Map<string, number>();
  const countOf = (name: string): number => {
    const known = counts.get(name);
    const own = parts.get(name);
    if (known !== undefined || !own) return known ?? 0;
    // A view that leads back to itself counts as one without end.
    counts.set(name, Number.POSITIVE_INFINITY);
    const isEndless = own.isRecursive || own.joins > own.conditions;
    let count = isEndless ? Number.POSITIVE_INFINITY : own.selects + own.joins;
    for (const used of own.names) if (used !== name) count += countOf(used);
    counts.set(name, count);
    return count;
  };
  return views.filter(({ name }) => countOf(name.toLowerCase()) > MOST_PARTS);
}

/** A text in the encoding of the database, filled up with blanks; null where it does not fit. */
function encodeStatement(text: string, room: number, encoding: number): Uint8Array | null {
  if (encoding !== 2 && encoding !== 3) {
    const bytes = new TextEncoder().encode(text);
    if (bytes.length > room) return null;
    const filled = new Uint8Array(room).fill(0x20);
    filled.set(bytes);
    return filled;
  }
  if (2 * text.length > room) return null;
  const filled = new Uint8Array(room);
  const view = new DataView(filled.buffer);
  const units = text.padEnd(room >> 1);
  for (let at = 0; at < room >> 1; at++) view.setUint16(2 * at, units.charCodeAt(at), encoding === 2);
  return filled;
}

/** A copy of the database in which these views select nothing but one empty value; null where one leaves no room for that. */
export function disarmViews(bytes: Uint8Array, views: readonly SchemaEntry[]): Uint8Array | null {
  const copy = bytes.slice();
  for (const { name, spans } of views) {
    const room = spans.reduce((sum, [from, to]) => sum + to - from, 0);
    const statement = `CREATE VIEW "${name.replaceAll('"', '""')}" AS SELECT NULL`;
    const written = encodeStatement(statement, room, copy[59] ?? 1);
    if (!written) return null;
    let at = 0;
    for (const [from, to] of spans) {
      copy.set(written.subarray(at, at + to - from), from);
      at += to - from;
    }
  }
  return copy;
}
