/**
 * fields.csv beside a shapefile that the product exported: its fields under the names that they had before these were cut to ten letters.
 * A legend that does not know every field of the table is that of another one and changes nothing.
 */
import { cellText, scanBareRecords } from "../tables/csv-cells.ts";
import type { Column } from "../tables/feature-table.ts";

export const LEGEND_FILE = "fields.csv";
/** A shapefile has 255 fields at most. */
const MOST_BYTES = 1 << 20;
const HEADER = "field,name,type,width,decimals";
const MARK_BYTES = 3;

/** Whether a file of that name is such a legend. */
export function isLegend(name: string, bytes: Uint8Array): boolean {
  if (!new RegExp(`(^|[\\\\/])${LEGEND_FILE}$`, "i").test(name) || bytes.length > MOST_BYTES) return false;
  return new TextDecoder().decode(bytes.subarray(0, HEADER.length + MARK_BYTES)).startsWith(HEADER);
}

/** Names by field. */
function readLegend(bytes: Uint8Array): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const scanner = scanBareRecords((record) => {
    const [field, name] = [cellText(record, 0), cellText(record, 1)];
    // A name that a spreadsheet would run has an apostrophe before it.
    if (record.row > 1 && field !== "" && name !== "") names.set(field, name.replace(/^'(?=[=+\-@\t\r])/, ""));
  });
  scanner.push(bytes);
  scanner.finish();
  return names;
}

/** The columns under the names of the legend. */
export function renameByLegend(columns: readonly Column[], legend: Uint8Array | undefined): readonly Column[] {
  if (!legend) return columns;
  const names = readLegend(legend);
  const renamed = columns.map((column) => names.get(column.name));
  if (renamed.some((name) => name === undefined) || new Set(renamed).size < renamed.length) return columns;
  return columns.map((column, index) => ({ ...column, name: renamed[index] as string }));
}
