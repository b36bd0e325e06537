/** Further columns of a demand table: a variable to rank people by, and groups to compare. */
import type { IdTable } from "./access-tables.ts";
import { type IssueList, shown } from "./labelled-table.ts";
import { parseDecimal } from "./parse-decimal.ts";

/** The numbers of a column; an empty cell is NaN (not ranked), anything else that is no number an issue. */
export function readRanks(
  table: IdTable,
  column: number,
  name: string,
  layer: string,
  issues: IssueList,
): Float64Array {
  return Float64Array.from(table.texts[column] ?? [], (text, index) => {
    if (text === "") return Number.NaN;
    const value = parseDecimal(text);
    if (!Number.isFinite(value)) {
      const details = { expected: "0.5, -3, 1e6 …" };
      issues.error("bad-value", layer, { row: table.rows[index], field: name, value: shown(text), details });
    }
    return value;
  });
}

/** Groups of a column numbered in the order in which they appear; an empty cell is a group like others. */
export function numberGroups(table: IdTable, column: number): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(table.texts[column] ?? [], (text) => {
    const index = known.get(text) ?? known.size;
    known.set(text, index);
    return index;
  });
}
