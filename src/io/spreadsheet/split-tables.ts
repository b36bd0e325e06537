/**
 * Several tables on one sheet, one below the other or side by side → a grid for each, so that none is read under another's header. A table ends where blank
 * rows are followed by a header of other names with data below it; its notes, and the titles above the next header, stay with their own.
 */
import type { CellGrid, CellValue } from "../tables/source-layer.ts";
import { filledCells, findHeader, type HeaderRange, hasKnownName, usualWidth } from "./header-rows.ts";
import { MergedAreas } from "./merged-areas.ts";
import { isDataNumber, isFilled, plainText } from "./row-meanings.ts";
import { splitColumns } from "./split-columns.ts";

const MOST_TABLES = 20;
/** Blocks between blank rows that are looked at; a sheet of more is a list with gaps. */
const MOST_BLOCKS = 400;
const EXAMINED_ROWS = 30;
const NO_CELLS: readonly CellValue[] = Object.freeze([]);

/** Rows from the first to before the last. */
interface Block {
  readonly first: number;
  readonly end: number;
}

function blocksOf(grid: CellGrid): Block[] | null {
  const blocks: Block[] = [];
  let first = -1;
  for (let row = 0; row <= grid.rows.length; row++) {
    const isBlank = !(grid.rows[row] ?? NO_CELLS).some(isFilled);
    if (!isBlank && first < 0) first = row;
    if (isBlank && first >= 0) {
      blocks.push({ first, end: row });
      first = -1;
      if (blocks.length > MOST_BLOCKS) return null;
    }
  }
  return blocks;
}

/** The grid's rows of a block, at their places; all others are empty. */
function cutOut({ rows, merges }: CellGrid, { first, end }: Block): CellGrid {
  return {
    rows: Array.from({ length: end }, (_, row) => (row < first ? NO_CELLS : (rows[row] ?? NO_CELLS))),
    merges: merges.filter(({ top, bottom }) => top >= first && bottom < end),
  };
}

interface Headed {
  readonly block: Block;
  readonly names: readonly string[];
}

/** The block with its header's names; null where it has no header of two names and more, with data of another kind below. */
function readHead(grid: CellGrid, block: Block): Headed | null {
  const own = cutOut(grid, block);
  const header = findHeader(own, new MergedAreas(own), usualWidth(own), block.first);
  if (header.last < header.first || header.last + 1 >= block.end) return null;
  const names = namesOf(own, header);
  return names.length >= 2 && isTold(own, header, block) ? { block, names } : null;
}

function namesOf(grid: CellGrid, { first, last }: HeaderRange): string[] {
  const names: string[] = [];
  for (let row = first; row <= last; row++)
    for (const column of filledCells(grid, row)) names.push(`${column} ${plainText(grid.rows[row]?.[column])}`);
  return names;
}

function isTold(grid: CellGrid, { first, last }: HeaderRange, { end }: Block): boolean {
  for (let row = first; row <= last; row++) if (hasKnownName(grid, row)) return true;
  for (let row = last + 1; row < Math.min(end, last + EXAMINED_ROWS); row++)
    if ((grid.rows[row] ?? []).some(isDataNumber)) return true;
  return false;
}

/** Whether most names of two headers stand in the same columns: then one is the other's repetition. */
function isRepeated(one: Headed, other: Headed): boolean {
  const known = new Set(one.names);
  return 2 * other.names.filter((name) => known.has(name)).length >= Math.min(one.names.length, other.names.length);
}

/** The tables of a sheet from top to bottom, each with its rows at their places; the grid itself where it is one table. */
export function splitTables(grid: CellGrid): readonly CellGrid[] {
  const blocks = blocksOf(grid);
  if (blocks === null || blocks.length < 2) return [grid];
  const tables: Block[] = [];
  let current: Headed | null = null;
  let first = blocks[0]?.first ?? 0;
  /** Where lines above the next header began: a title belongs to the table below it. */
  let titlesFrom = -1;
  for (const block of blocks) {
    const head = readHead(grid, block);
    if (head === null) {
      const isTitle = block.end - block.first <= 2 && filledCells(grid, block.first).length === 1;
      titlesFrom = isTitle && titlesFrom < 0 ? block.first : isTitle ? titlesFrom : -1;
      continue;
    }
    if (current !== null && !isRepeated(current, head)) {
      const start = titlesFrom >= 0 ? titlesFrom : block.first;
      tables.push({ first, end: start });
      first = start;
    }
    current = current !== null && isRepeated(current, head) ? current : head;
    titlesFrom = -1;
    if (tables.length >= MOST_TABLES - 1) break;
  }
  if (tables.length === 0) return [grid];
  return [...tables, { first, end: grid.rows.length }].map((block) => cutOut(grid, block));
}

/** A table of a sheet; its cells stand at their places in the sheet. */
export interface SheetTable {
  readonly grid: CellGrid;
  /** Its first column; tables that lie below each other have the same. */
  readonly firstColumn: number;
}

/** All tables of a sheet, top to bottom and left to right. */
export function listTables(grid: CellGrid): readonly SheetTable[] {
  return splitTables(grid).flatMap((part): readonly SheetTable[] => {
    const parts = splitColumns(part);
    return parts.map((own, place) => ({ grid: own, firstColumn: place === 0 ? 0 : firstColumnOf(own) }));
  });
}

function firstColumnOf({ rows }: CellGrid): number {
  let first = Number.POSITIVE_INFINITY;
  for (const cells of rows) {
    const own = cells.findIndex(isFilled);
    if (own >= 0) first = Math.min(first, own);
  }
  return first;
}
