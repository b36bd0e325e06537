/**
 * Where in a sheet its table is: the header, the rows of data, and every other row with the reason why it is none. Told by
 * what the rows look like; each part can be set by hand instead.
 */
import type { CellGrid, CellValue } from "../tables/source-layer.ts";
import { columnName } from "../workbook/sheet-cells.ts";
import {
  filledCells,
  findHeader,
  type HeaderRange,
  hasKnownName,
  headerPath,
  headerText,
  usualWidth,
} from "./header-rows.ts";
import { MergedAreas } from "./merged-areas.ts";
import {
  beginsNote,
  isDataNumber,
  isFilled,
  isLabelled,
  isListHeading,
  marksExample,
  marksPage,
  namesPart,
  namesSex,
  namesTotal,
  numbersColumns,
  plainText,
  unitIn,
  unitOfHeader,
} from "./row-meanings.ts";
import { statedPeopleUnit } from "./scaled-units.ts";

export type SkipReason =
  /** Above the table, or such a line again at a page break. */
  | "title"
  | "blank"
  | "units"
  | "column-numbers"
  /** 合计, 小计, averages. */
  | "total"
  /** Counted in the row above it: 其中：女. */
  | "part"
  | "repeated-header"
  /** A lone merged or numbered cell over the rows below it. */
  | "group-heading"
  | "note"
  /** A row of a form that only shows how it is filled in. */
  | "example"
  /** Not among the rows that were set by hand. */
  | "outside";

/** Rows as whoever opens the file counts them, from 1, both within. */
export interface SkippedRows {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly reason: SkipReason;
}

export interface TableColumn {
  /** Zero-based, in the grid. */
  readonly columnIndex: number;
  /** Unique: groups and name joined (位置 › 经度), the column's letter where it has none, ` (2)` behind one that was there before. */
  readonly name: string;
  /** Why the name is not the header's own. */
  readonly renamed: "" | "unnamed" | "duplicate";
  /** From the header's brackets or a row of units; "" where none is said. */
  readonly unit: string;
}

export interface FoundTable {
  /** From 1; empty where the table has no header. */
  readonly headerRows: readonly number[];
  /** `guessed`: nothing but its place tells the header, or that there is none, from data; somebody should look. */
  readonly headerBasis: "stated" | "told" | "guessed";
  readonly columns: readonly TableColumn[];
  /** Zero-based, in the grid. */
  readonly dataRows: Uint32Array;
  readonly skipped: readonly SkippedRows[];
  /** The unit that a line above the header states for people (单位：万人); "" where none does. */
  readonly peopleUnit: string;
  /** The column (its place in `columns`) that only counts the rows, as 序号 does; -1 where there is none. */
  readonly countingColumn: number;
}

/** What a person says about the table; rows from 1. Whatever is left out is found. */
export interface TableSettings {
  /** Empty: the table has no header. */
  readonly headerRows?: readonly number[];
  readonly firstRow?: number;
  readonly lastRow?: number;
  /** Rows that are data whatever they look like. */
  readonly keptRows?: readonly number[];
  /** Rows that are none, besides those that are found. */
  readonly leftOutRows?: readonly number[];
}

const SAMPLED_ROWS = 2000;
const MOST_STATED_HEADER_ROWS = 20;

/** Finds the table of a sheet; no columns and no rows where the sheet has none. */
export function findTable(grid: CellGrid, settings: TableSettings = {}): FoundTable {
  const merged = new MergedAreas(grid);
  const width = usualWidth(grid);
  const header = settings.headerRows
    ? statedHeader(settings.headerRows, grid.rows.length)
    : findHeader(grid, merged, width);
  const first = settings.firstRow === undefined ? header.last + 1 : settings.firstRow - 1;
  const last = Math.min(grid.rows.length, settings.lastRow ?? grid.rows.length) - 1;
  const names = readNames(grid, merged, header);
  const sorter = new RowSorter(grid, merged, header, width, settings);
  const dataRows = sorter.sort(Math.max(0, first), last);
  const columns = nameColumns(grid, names, dataRows, sorter.units);
  return {
    headerRows: header.last < header.first ? [] : rangeOf(header.first + 1, header.last + 1),
    headerBasis: settings.headerRows ? "stated" : isToldApart(grid, header, dataRows) ? "told" : "guessed",
    columns,
    dataRows,
    skipped: sorter.skipped,
    peopleUnit: statedPeopleUnit(grid, header.first),
    countingColumn: findCountingColumn(grid, columns, dataRows),
  };
}

/** Whether the header has a name that columns have, or numbers stand under words; where there is none, whether data have numbers. */
function isToldApart(grid: CellGrid, header: HeaderRange, dataRows: Uint32Array): boolean {
  if (header.last < header.first) return true;
  if (rangeOf(header.first, header.last).some((row) => hasKnownName(grid, row))) return true;
  return dataRows.subarray(0, SAMPLED_ROWS).some((row) => (grid.rows[row] ?? []).some(isDataNumber));
}

function rangeOf(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Rows that the sheet does not have are not meant; all between the first and the last are. */
function statedHeader(rows: readonly number[], rowCount: number): HeaderRange {
  const known = rows.filter((row) => Number.isInteger(row) && row >= 1 && row <= rowCount);
  if (known.length === 0) return { first: 0, last: -1 };
  const first = Math.min(...known) - 1;
  return { first, last: Math.min(Math.max(...known) - 1, first + MOST_STATED_HEADER_ROWS - 1) };
}

/** Sorts rows into data and others, top to bottom. */
class RowSorter {
  readonly skipped: SkippedRows[] = [];
  readonly units = new Map<number, string>();
  private readonly titles = new Set<string>();
  private readonly headerCells: readonly string[][];
  private readonly kept: ReadonlySet<number>;
  private readonly leftOut: ReadonlySet<number>;
  private readonly grid: CellGrid;
  private readonly merged: MergedAreas;
  private readonly header: HeaderRange;
  private readonly width: number;

  constructor(grid: CellGrid, merged: MergedAreas, header: HeaderRange, width: number, settings: TableSettings) {
    this.grid = grid;
    this.merged = merged;
    this.header = header;
    this.width = width;
    this.kept = new Set(settings.keptRows);
    this.leftOut = new Set(settings.leftOutRows);
    this.headerCells = rangeOf(header.first, header.last).map((row) => (grid.rows[row] ?? []).map(plainText));
  }

  /** Answers the rows of data between two rows; all others are skipped with their reasons. */
  sort(first: number, last: number): Uint32Array {
    const { grid, header } = this;
    const data = new Uint32Array(Math.max(0, last - first + 1));
    let count = 0;
    let isUnderHeader = header.last >= header.first;
    let hasEnded = false;
    const lastFull = this.findLastFullRow(last);
    for (let row = 0; row < grid.rows.length; row++) {
      if (row >= header.first && row <= header.last) continue;
      if (row < first || row > last) {
        this.skipOutside(row, row < header.first);
        continue;
      }
      const reason = this.reasonAt(row, isUnderHeader, hasEnded);
      if (reason === null) {
        data[count++] = row;
        isUnderHeader = false;
      } else {
        hasEnded ||= (reason === "note" || reason === "blank") && row > lastFull;
        this.skip(row, reason);
      }
    }
    return data.slice(0, count);
  }

  /** The last row that has half of what a row usually has: what stands lower may be notes. */
  private findLastFullRow(last: number): number {
    const least = Math.max(2, this.width / 2);
    for (let row = last; row >= 0; row--) {
      const filled = filledCells(this.grid, row);
      if (filled.length >= least && !beginsNote(this.grid.rows[row]?.[filled[0] as number])) return row;
    }
    return -1;
  }

  private skipOutside(row: number, isAbove: boolean): void {
    const filled = filledCells(this.grid, row);
    if (isAbove) for (const column of filled) this.titles.add(plainText(this.grid.rows[row]?.[column]));
    this.skip(row, filled.length === 0 ? "blank" : isAbove ? "title" : "outside");
  }

  private skip(row: number, reason: SkipReason): void {
    const before = this.skipped.at(-1);
    if (before?.reason === reason && before.lastRow === row)
      this.skipped[this.skipped.length - 1] = { ...before, lastRow: row + 1 };
    else this.skipped.push({ firstRow: row + 1, lastRow: row + 1, reason });
  }

  /** Why a row is no data; null where it is. `hasEnded`: the table is over, and a lone cell is a note. */
  private reasonAt(row: number, isUnderHeader: boolean, hasEnded: boolean): SkipReason | null {
    if (this.kept.has(row + 1)) return null;
    if (this.leftOut.has(row + 1)) return "outside";
    const cells = this.grid.rows[row] ?? [];
    let [first, second, third, count] = [-1, -1, -1, 0];
    for (let column = 0; column < cells.length && count < 4; column++) {
      if (!isFilled(cells[column])) continue;
      if (count === 0) first = column;
      else if (count === 1) second = column;
      else if (count === 2) third = column;
      count++;
    }
    if (count === 0) return "blank";
    if (namesTotal(cells[first]) || (second >= 0 && namesTotal(cells[second]))) return "total";
    if (third >= 0 && namesTotal(cells[third]) && typeof cells[second] !== "string") return "total";
    if (this.isPart(row, typeof cells[first] === "string" ? cells[first] : cells[second])) return "part";
    if (marksExample(cells[first]) || (second >= 0 && marksExample(cells[second]))) return "example";
    if (isUnderHeader) {
      if (this.takeUnits(row)) return "units";
      if (this.numbersColumns(row)) return "column-numbers";
    }
    if (this.repeatsHeader(row, first)) return "repeated-header";
    if (beginsNote(cells[first]) && this.isLineOfLabels(row)) return "note";
    if (count <= 2 && marksPage(cells[first])) return "title";
    if (count > 3 || (this.width < 2 && !beginsNote(cells[first]))) return null;
    if (beginsNote(cells[first]) && count <= Math.max(1, this.width / 2)) return "note";
    if (count > 1) return null;
    if (this.titles.has(plainText(cells[first]))) return "title";
    if (this.width < 3) return null;
    if (hasEnded) return "note";
    const isMerged = this.merged.startingAt(row).some(({ left, right }) => left <= first && right > left);
    return isMerged || isListHeading(cells[first]) ? "group-heading" : null;
  }

  /** 其中 right below a total names the first of its places; below a place, or before 男 and 女, what is counted there already. */
  private isPart(row: number, name: CellValue | undefined): boolean {
    const before = this.skipped.at(-1);
    const above = before?.lastRow === row ? before.reason : null;
    if (namesPart(name)) return above !== "total" || namesSex(name);
    return above === "part" && namesSex(name);
  }

  /** 填表人：… 审核：… side by side: as many cells with a label as without. */
  private isLineOfLabels(row: number): boolean {
    const cells = this.grid.rows[row] ?? [];
    const filled = filledCells(this.grid, row);
    return 2 * filled.filter((column) => isLabelled(cells[column] ?? null)).length >= filled.length;
  }

  private takeUnits(row: number): boolean {
    const cells = this.grid.rows[row] ?? [];
    const filled = filledCells(this.grid, row);
    if (!filled.every((column) => unitIn(cells[column]) !== "")) return false;
    for (const column of filled) {
      const unit = unitIn(cells[column]);
      if (/[^\-—/]/.test(unit) && unit !== "单位") this.units.set(column, unit);
    }
    return true;
  }

  /** A row of plain numbers counts as one only where what stands below is of another kind. */
  private numbersColumns(row: number): boolean {
    const { rows } = this.grid;
    const filled = filledCells(this.grid, row);
    const cells = filled.map((column) => rows[row]?.[column] ?? null);
    if (!numbersColumns(cells)) return false;
    if (cells.some((cell) => !/^\d+$/.test(plainText(cell)))) return true;
    return filled.length > 3 && filled.some((column) => /[^\d.]/.test(plainText(rows[row + 1]?.[column])));
  }

  private repeatsHeader(row: number, first: number): boolean {
    const cells = this.grid.rows[row] ?? [];
    const start = plainText(cells[first]);
    return this.headerCells.some((header) => {
      if (header[first] !== start || isFirstElsewhere(header, first)) return false;
      return filledCells(this.grid, row).every((column) => header[column] === plainText(cells[column]));
    });
  }
}

/** Whether the header has a cell before `column`: a row that begins later is not its repetition. */
function isFirstElsewhere(header: readonly string[], column: number): boolean {
  for (let left = 0; left < column; left++) if (header[left] !== "") return true;
  return false;
}

/** Header names by column; columns without one are left out. */
function readNames(grid: CellGrid, merged: MergedAreas, header: HeaderRange): ReadonlyMap<number, readonly string[]> {
  const names = new Map<number, readonly string[]>();
  let width = 0;
  for (let row = header.first; row <= header.last; row++) width = Math.max(width, grid.rows[row]?.length ?? 0);
  for (let column = 0; column < width; column++) {
    const path = headerPath(grid, merged, header, column);
    if (path.length > 0) names.set(column, path);
  }
  return names;
}

function nameColumns(
  grid: CellGrid,
  names: ReadonlyMap<number, readonly string[]>,
  dataRows: Uint32Array,
  units: ReadonlyMap<number, string>,
): TableColumn[] {
  const filled = new Set(names.keys());
  for (const row of dataRows) {
    const cells = grid.rows[row] ?? [];
    for (let column = 0; column < cells.length; column++)
      if (cells[column] !== null && !filled.has(column) && isFilled(cells[column])) filled.add(column);
  }
  const taken = new Set<string>();
  return [...filled]
    .sort((a, b) => a - b)
    .map((columnIndex) => {
      const path = names.get(columnIndex) ?? [];
      const own = path.join(" › ");
      const wanted = own === "" ? columnName(columnIndex) : own;
      let name = wanted;
      for (let count = 2; taken.has(name); count++) name = `${wanted} (${count})`;
      taken.add(name);
      const renamed = own === "" ? "unnamed" : name === own ? "" : "duplicate";
      const unit = units.get(columnIndex) ?? path.map(unitOfHeader).findLast((found) => found !== "") ?? "";
      return { columnIndex, name, renamed, unit };
    });
}

const COUNTING_NAMES = /^(序号?|顺序号|行号|编?号|no\.?|nr\.?|#|index|sn|[a-z]{1,2})$/i;

function findCountingColumn(grid: CellGrid, columns: readonly TableColumn[], dataRows: Uint32Array): number {
  const sample = dataRows.subarray(0, SAMPLED_ROWS);
  return columns.findIndex(({ name, columnIndex, renamed }, place) => {
    if (place > 2 || sample.length < 2) return false;
    if (renamed !== "unnamed" && !COUNTING_NAMES.test(plainText(headerText(name)))) return false;
    let [steps, before, seen] = [0, Number.NaN, 0];
    for (const row of sample) {
      const text = plainText(grid.rows[row]?.[columnIndex]);
      if (!/^\d{1,7}$/.test(text) || (text.length > 1 && text.startsWith("0"))) continue;
      seen++;
      const value = Number(text);
      if (value === before + 1 || value === 1) steps++;
      before = value;
    }
    return seen >= 0.8 * sample.length && steps >= 0.8 * seen;
  });
}
