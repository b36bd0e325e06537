/** Sheets drawn as text: a line a row, `|` between cells, numbers as numbers, nothing for empty cells. */
import { type FoundTable, findTable, type TableSettings } from "../../../src/io/spreadsheet/find-table.ts";
import { readSheetColumns, type SheetColumns } from "../../../src/io/spreadsheet/sheet-columns.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import type { CellGrid, CellValue, MergedCells } from "../../../src/io/tables/source-layer.ts";

/** `merges` as spreadsheets write them: `A1:C1`, single letters only. */
export function drawGrid(text: string, merges: readonly string[] = []): CellGrid {
  const rows = text
    .replace(/^\n/, "")
    .replace(/\n *$/, "")
    .split("\n")
    .map((line) => (line.trim() === "" ? [] : line.split("|").map((cell) => drawCell(cell.trim()))));
  return { rows, merges: merges.map(drawMerge) };
}

function drawCell(text: string): CellValue {
  if (text === "") return null;
  if (/^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return Number(text);
  // A text of digits is drawn in quotes.
  return text.replace(/^"(.*)"$/, "$1");
}

function drawMerge(ref: string): MergedCells {
  const [, left, top, right, bottom] = /^([A-Z])(\d+):([A-Z])(\d+)$/.exec(ref) ?? [];
  const column = (letter = "A"): number => letter.charCodeAt(0) - 65;
  return { left: column(left), top: Number(top) - 1, right: column(right), bottom: Number(bottom) - 1 };
}

/** A table as a test compares it: rows from 1, skipped rows as `3-4 title`. */
export function describeTable(table: FoundTable) {
  return {
    header: table.headerRows,
    names: table.columns.map(({ name }) => name),
    rows: [...table.dataRows].map((row) => row + 1),
    skipped: table.skipped.map(({ firstRow, lastRow, reason }) =>
      firstRow === lastRow ? `${firstRow} ${reason}` : `${firstRow}-${lastRow} ${reason}`,
    ),
  };
}

export interface ReadGrid extends SheetColumns {
  readonly table: FoundTable;
  readonly issues: IssueList;
}

/** The columns of the table that is found in a grid. */
export async function readGrid(grid: CellGrid, settings: TableSettings = {}): Promise<ReadGrid> {
  const issues = new IssueList();
  const table = findTable(grid, settings);
  return { ...(await readSheetColumns(grid, table, "表", issues)), table, issues };
}
