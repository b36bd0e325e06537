/**
 * A layer as CSV: UTF-8 with a mark, which lets spreadsheets read Chinese, positions first, then its columns. Numbers have all
 * their digits; text that a spreadsheet would run is guarded, and said.
 */
import { strToU8 } from "fflate";
import type { Progress } from "../../core/analysis-result.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { type CsvCell, formatCsv, guardText, isFormula } from "../tables/csv-writer.ts";
import { attributeAt, type Column, type FeatureTable } from "../tables/feature-table.ts";
import { exactNumber } from "../tables/plain-csv.ts";
import { checkReadBack } from "./check-read-back.ts";
import type { ExportNotice } from "./export-notice.ts";
import { NoticeList } from "./notice-list.ts";
import { shapeColumns, systemColumn } from "./shape-columns.ts";
import { columnNames } from "./unique-names.ts";

const MARK = "\uFEFF";
const ROWS_A_STEP = 2000;

/** From so many on a whole number without a point would be taken for a code. */
const LONGEST_WHOLE = 1e15;

/** A number with all its digits and its sign, with a point where it has more digits than codes are told by. */
function numberCell(value: number): string {
  if (Object.is(value, -0)) return "-0";
  const text = exactNumber(value);
  return Math.abs(value) >= LONGEST_WHOLE && !text.includes("e") ? `${text}.0` : text;
}

function cellOf(column: Column, row: number, name: string, notices: NoticeList): CsvCell {
  const value = attributeAt(column, row);
  if (value === null) return "";
  if (typeof value === "number") return { number: numberCell(value) };
  if (typeof value === "boolean") return String(value);
  if (value === "") notices.count("empty-is-null", name);
  else if (isFormula(value)) notices.count("formula-guarded", name);
  return value;
}

/** Writes in steps. */
export function* writeLayerCsv(
  table: FeatureTable,
  layer: string,
  system: CoordinateSystem,
): Generator<Progress, { readonly bytes: Uint8Array; readonly notices: readonly ExportNotice[] }> {
  const notices = new NoticeList(layer);
  const shapes = shapeColumns(table, system);
  const own = table.columns.map(({ name }) => name);
  const crs = [systemColumn(shapes) ?? []].flat();
  const names = columnNames(own, [...shapes.names, ...crs]);
  notices.renamed(names, own);
  checkReadBack(table, names, notices, (value) => {
    if (typeof value === "number") return numberCell(value);
    return typeof value === "boolean" ? String(value) : guardText(value);
  });
  const pieces = [MARK, formatCsv([...shapes.names, ...names, ...crs], [])];
  for (let first = 0; first < table.count; first += ROWS_A_STEP) {
    yield { stage: "writing", done: first, total: table.count };
    const rows: CsvCell[][] = [];
    for (let row = first; row < Math.min(table.count, first + ROWS_A_STEP); row++) {
      const placed = shapes
        .cellsAt(row)
        .map((text, index): CsvCell => (shapes.areNumbers[index] ? { number: text } : text));
      rows.push([
        ...placed,
        ...table.columns.map((column, index) => cellOf(column, row, names[index] as string, notices)),
        ...crs.map(() => system.id),
      ]);
    }
    // The rows alone: their header stands at the head of the file.
    pieces.push(formatCsv([], rows).slice(1));
  }
  return { bytes: strToU8(pieces.join("")), notices: notices.all() };
}
