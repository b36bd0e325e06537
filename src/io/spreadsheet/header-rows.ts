/**
 * Where the header of a table stands and what its columns are called. Above it may be a title and lines such as 单位：人; it may
 * have several rows with groups over their columns, merged in workbooks, left blank to the right in text files.
 */

import { isKnownHeader } from "../tables/column-names.ts";
import type { CellGrid, CellValue } from "../tables/source-layer.ts";
import type { MergedAreas } from "./merged-areas.ts";
import { isDataNumber, isFilled, isLabelled, namesTotal } from "./row-meanings.ts";

/** Rows of a grid, zero-based, both within; `last` < `first` where no row is a header. */
export interface HeaderRange {
  readonly first: number;
  readonly last: number;
}

/** A header is looked for in so many rows. */
const EXAMINED_ROWS = 100;
const MOST_HEADER_ROWS = 5;
const SAMPLED_ROWS = 300;
/** A name as databases give them. */
const GIVEN_NAME = /^[a-z_]\w*$/i;

/** How many cells a row of the table usually has: three quarters of the rows have at most so many. */
export function usualWidth(grid: CellGrid): number {
  const step = Math.max(1, Math.floor(grid.rows.length / SAMPLED_ROWS));
  const counts: number[] = [];
  for (let row = 0; row < grid.rows.length; row += step) {
    const count = filledCells(grid, row).length;
    if (count > 0) counts.push(count);
  }
  counts.sort((a, b) => a - b);
  return counts[Math.min(counts.length - 1, Math.floor(0.75 * counts.length))] ?? 0;
}

/** Columns of a row that hold something. */
export function filledCells(grid: CellGrid, row: number): number[] {
  const filled: number[] = [];
  const cells = grid.rows[row] ?? [];
  for (let column = 0; column < cells.length; column++) if (isFilled(cells[column])) filled.push(column);
  return filled;
}

/** Finds the header. `firstRow` is where the table may begin: no row above it is looked at. */
export function findHeader(grid: CellGrid, merged: MergedAreas, width: number, firstRow = 0): HeaderRange {
  const limit = Math.min(grid.rows.length, firstRow + EXAMINED_ROWS);
  let first = firstRow;
  while (first < limit && !mayBeginTable(grid, merged, width, first)) first++;
  if (first >= limit) return { first: 0, last: -1 };
  if (!isHeaderLike(grid, first) && !hasKnownName(grid, first)) return { first, last: first - 1 };
  const above = first - 1;
  if (above >= firstRow && isGroupRow(grid, above, first)) first = above;
  return { first, last: extendHeader(grid, merged, first) };
}

function mayBeginTable(grid: CellGrid, merged: MergedAreas, width: number, row: number): boolean {
  const filled = filledCells(grid, row);
  if (filled.length === 0) return false;
  if (width < 2) return true;
  if (filled.length < 2) return false;
  const cells = grid.rows[row] ?? [];
  if (2 * filled.filter((column) => isLabelled(cells[column] ?? null)).length >= filled.length) return false;
  let covered = filled.length;
  for (const area of merged.startingAt(row)) if (isFilled(cells[area.left])) covered += area.right - area.left;
  return covered >= Math.max(2, width / 2);
}

/** Texts without a number that a header would not have. */
function isHeaderLike(grid: CellGrid, row: number): boolean {
  const cells = grid.rows[row] ?? [];
  const filled = filledCells(grid, row);
  return filled.length > 0 && filled.every((column) => !isDataNumber(cells[column]));
}

/** Whether a cell is called as columns are: 名称, 经度, id. Then numbers beside it are names too, as minutes or months are. */
export function hasKnownName(grid: CellGrid, row: number): boolean {
  return (grid.rows[row] ?? []).some(isKnownCell);
}

function isKnownCell(cell: CellValue | undefined): boolean {
  return typeof cell === "string" && cell.trim().length > 1 && cell.length <= 20 && isKnownHeader(cell);
}

/** A row of a few group names right above the header that was found, in a file without merged cells. */
function isGroupRow(grid: CellGrid, row: number, below: number): boolean {
  const filled = filledCells(grid, row);
  const cells = grid.rows[row] ?? [];
  if (filled.length < 2 || !isHeaderLike(grid, row)) return false;
  if (filled.some((column) => /[:：]/.test(String(cells[column])))) return false;
  const startBelow = filledCells(grid, below)[0] ?? 0;
  return startBelow > (filled[0] ?? 0) || filled.every((column) => isFilled(grid.rows[below]?.[column]));
}

function extendHeader(grid: CellGrid, merged: MergedAreas, first: number): number {
  let last = first;
  while (last + 1 < grid.rows.length && last - first + 1 < MOST_HEADER_ROWS) {
    const deepest = merged.startingAt(last).reduce((most, { bottom }) => Math.max(most, bottom), last);
    const reach = Math.min(deepest, grid.rows.length - 1);
    const next = last + 1;
    if (reach > last && reach - first < MOST_HEADER_ROWS) last = reach;
    else if (isHeaderLike(grid, next) && continuesHeader(grid, merged, last)) last = next;
    else break;
  }
  return last;
}

/** Whether the row after `row` names the columns of its groups. */
function continuesHeader(grid: CellGrid, merged: MergedAreas, row: number): boolean {
  const cells = grid.rows[row] ?? [];
  const below = grid.rows[row + 1] ?? [];
  const filledBelow = filledCells(grid, row + 1);
  if (filledBelow.some((column) => namesTotal(below[column])) && filledBelow.length < 2) return false;
  if (merged.startingAt(row).some((area) => area.right > area.left && isFilled(cells[area.left]))) return true;
  const filled = filledCells(grid, row);
  // Below the names in words there may be those that a database gave, but not below such names.
  const areGiven = 2 * filled.filter((column) => GIVEN_NAME.test(String(cells[column]))).length > filled.length;
  if (!areGiven && filledBelow.filter((column) => isKnownCell(below[column])).length >= 2) return true;
  const start = filled[0] ?? 0;
  const hasNew = filledBelow.some((column) => column > start && !isFilled(cells[column]));
  if (!hasNew) return false;
  if (!isFilled(below[start])) return filled.length > 1;
  const after = grid.rows[row + 2] ?? [];
  const numbers = filledBelow.filter((column) => isDataNumber(after[column])).length;
  return 2 * numbers >= filledBelow.length;
}

/** A header as people read it: line breaks and runs of blanks are one blank, none between Chinese characters. */
export function headerText(value: CellValue | undefined): string {
  if (!isFilled(value)) return "";
  return String(value)
    .replace(/[\s\u3000\uFEFF]+/g, " ")
    .trim()
    .replace(/(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])/g, "");
}

/** The names over a column from the group down, each once. */
export function headerPath(grid: CellGrid, merged: MergedAreas, header: HeaderRange, column: number): string[] {
  const path: string[] = [];
  for (let row = header.first; row <= header.last; row++) {
    const own = headerText(merged.valueAt(row, column, header.first));
    const text = own === "" ? groupOver(grid, merged, header, row, column) : own;
    if (text !== "" && text !== path.at(-1)) path.push(text);
  }
  return path;
}

/** Where groups are not merged: the name to the left, if it has a name of a column below it. */
function groupOver(grid: CellGrid, merged: MergedAreas, header: HeaderRange, row: number, column: number): string {
  if (row === header.last || !hasNameBelow(grid, header, row, column)) return "";
  for (let left = column - 1; left >= 0; left--) {
    if (!isFilled(grid.rows[row]?.[left])) {
      if (!hasNameBelow(grid, header, row, left)) return "";
      continue;
    }
    if (!hasNameBelow(grid, header, row, left) || merged.areaOver(row, left, header.first)) return "";
    return headerText(grid.rows[row]?.[left]);
  }
  return "";
}

function hasNameBelow(grid: CellGrid, header: HeaderRange, row: number, column: number): boolean {
  for (let below = row + 1; below <= header.last; below++) if (isFilled(grid.rows[below]?.[column])) return true;
  return false;
}
