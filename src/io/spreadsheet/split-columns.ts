/**
 * Tables that lie side by side on a sheet → a grid for each. They are told by a header that begins anew: all its names again in the same order
 * (a long list set in two or three columns), or the name of a place or facility again behind an empty column.
 */
import type { CellGrid, CellValue } from "../tables/source-layer.ts";
import { findHeader, type HeaderRange, headerPath, usualWidth } from "./header-rows.ts";
import { MergedAreas } from "./merged-areas.ts";
import { isFilled, plainText } from "./row-meanings.ts";

const MOST_PARTS = 12;
const MOST_EXAMINED_COLUMNS = 400;
/** Names of what a row is about: only one of them begins a table. */
const NAME = /(名称|名字|姓名|学校|校名|园名|站名|社区|村|居委会|街道|乡镇|机构|设施|地名|^name)$/i;

interface HeaderCell {
  readonly column: number;
  readonly name: string;
}

/** Columns from the first to before the last. */
interface Span {
  readonly start: number;
  readonly end: number;
}

function headerCells(grid: CellGrid, merged: MergedAreas, header: HeaderRange): HeaderCell[] {
  let width = 0;
  for (let row = header.first; row <= header.last; row++) width = Math.max(width, grid.rows[row]?.length ?? 0);
  const cells: HeaderCell[] = [];
  for (let column = 0; column < Math.min(width, MOST_EXAMINED_COLUMNS); column++) {
    const name = plainText(headerPath(grid, merged, header, column).at(-1));
    if (name !== "") cells.push({ column, name });
  }
  return cells;
}

/** Where all names of a header come again in their order; null where they do not. */
function repetitionsOf(cells: readonly HeaderCell[]): readonly Span[] | null {
  for (let parts = 2; parts <= Math.min(MOST_PARTS, cells.length / 2); parts++) {
    const length = cells.length / parts;
    if (!Number.isInteger(length)) continue;
    const own = cells.slice(0, length);
    if (!own.some(({ name }) => NAME.test(name)) || new Set(own.map(({ name }) => name)).size < length) continue;
    if (!cells.every(({ name }, place) => name === own[place % length]?.name)) continue;
    return Array.from({ length: parts }, (_, part) => ({
      start: part === 0 ? 0 : (cells[part * length] as HeaderCell).column,
      end: cells[(part + 1) * length]?.column ?? Number.POSITIVE_INFINITY,
    }));
  }
  return null;
}

/** Whether a column holds nothing from the header down. */
function isEmptyBelow({ rows }: CellGrid, column: number, first: number): boolean {
  for (let row = first; row < rows.length; row++) if (isFilled(rows[row]?.[column])) return false;
  return true;
}

/** Where behind an empty column a name comes again that stood before it; null where none does. */
function gapsIn(grid: CellGrid, cells: readonly HeaderCell[], header: HeaderRange): readonly Span[] | null {
  const starts: number[] = [];
  let known = new Set<string>();
  let hasGap = false;
  for (const [place, { column, name }] of cells.entries()) {
    const before = cells[place - 1]?.column ?? column - 1;
    if (column > before + 1 && isEmptyBelow(grid, column - 1, header.first)) hasGap = true;
    if (hasGap && NAME.test(name) && known.has(name)) {
      // The table began where the empty column ended: 序号 may stand before the name.
      let start = place;
      while (start > 0 && (cells[start - 1] as HeaderCell).column === (cells[start] as HeaderCell).column - 1) start--;
      starts.push((cells[start] as HeaderCell).column);
      known = new Set();
      hasGap = false;
    }
    known.add(name);
  }
  if (starts.length === 0 || starts.length >= MOST_PARTS) return null;
  return [0, ...starts].map((start, part) => ({ start, end: starts[part] ?? Number.POSITIVE_INFINITY }));
}

function cutColumns({ rows, merges }: CellGrid, { start, end }: Span): CellGrid {
  const empty: readonly CellValue[] = new Array<CellValue>(start).fill(null);
  const cut = rows.map((cells): readonly CellValue[] => {
    const own = cells.slice(start, end);
    return own.some((cell) => cell !== null) ? [...empty, ...own] : [];
  });
  while (cut.length > 0 && cut.at(-1)?.length === 0) cut.pop();
  return { rows: cut, merges: merges.filter(({ left, right }) => left >= start && right < end) };
}

/** The tables of a grid from left to right, rows and columns at their places; the grid itself where it is one table. */
export function splitColumns(grid: CellGrid): readonly CellGrid[] {
  const merged = new MergedAreas(grid);
  const header = findHeader(grid, merged, usualWidth(grid));
  if (header.last < header.first) return [grid];
  const cells = headerCells(grid, merged, header);
  const spans = repetitionsOf(cells) ?? gapsIn(grid, cells, header);
  return spans === null ? [grid] : spans.map((span) => cutColumns(grid, span));
}
