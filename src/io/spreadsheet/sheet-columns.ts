/**
 * The columns of a found table: their text as it stands, and their values where they are numbers, shares or yes and no. Codes
 * keep their zeros. Cells that do not fit their column stay as text and are named with their rows; nothing is made up.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { breathe } from "../breathe.ts";
import { joinDivisionCode } from "../tables/column-content.ts";
import { hasMeaning } from "../tables/column-names.ts";
import type { Column } from "../tables/feature-table.ts";
import { readGroupHeader } from "../tables/group-headers.ts";
import { IssueList, shown } from "../tables/labelled-table.ts";
import type { CellGrid, CellValue } from "../tables/source-layer.ts";
import { parsePair } from "./angle-text.ts";
import type { FoundTable } from "./find-table.ts";
import { joinAngles } from "./join-angles.ts";
import { type Amount, meansNothing, parseAmount } from "./number-text.ts";
import { namesPart, plainText } from "./row-meanings.ts";
import { readScaledUnit, scaleByTen, withoutUnit } from "./scaled-units.ts";

export type ColumnKind = "empty" | "code" | "number" | "share" | "yes-no" | "date" | "text";

export interface SheetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** From the header, a row of units or what stands behind the numbers (300人); the plain one of 万人; "" where none is said. */
  readonly unit: string;
  /** Cells as text, blanks at both ends taken off, "" where there is none; merged cells say the same in each row. */
  readonly texts: readonly string[];
  /** The values: `Double` for numbers and shares (0–1; NaN where there is none), `Bool`, else `String` (null where there is none). */
  readonly values: Column;
}

export interface SheetColumns {
  /** Those of the table in their order, then angles put together of several columns. */
  readonly columns: readonly SheetColumn[];
  /** Rows as whoever opens the file counts them, from 1. */
  readonly labels: Uint32Array;
}

/** A column is one of numbers where so many of its cells are; the others are named. */
const NUMBER_SHARE = 0.9;
/** In a sample a column must look like numbers before all of it is read. */
const LEAST_SAMPLED_SHARE = 0.6;
const SAMPLED_CELLS = 1000;
const ISO_DAY = /^\d{4}-\d\d-\d\d(T|$)/;
const CELLS_A_BREATH = 200_000;
const CODE_NAME =
  /(编码|代码|编号|证号|卡号|账号|邮编|邮政编码|电话|手机|传真|区划|身份证|信用|^(gb|adcode|citycode|zip|postcode|phone|tel|fid|gid|uid|osm_?id)$|code$|(^|[^a-z])id$)/i;
const ROUNDED_CODE = /^\d(\.\d+)?E\+(0?[5-9]|[1-3]\d)$/i;
/** A double has no more exact digits. */
const MOST_DIGITS = 15;

/**
 * Reads the columns. Issues of `layer`: numbers that are approximate or not readable, merged cells taken for each of their rows
 * (`assumed`, `bad-value`), names that were made. Throws AnalysisError("cancelled").
 */
export async function readSheetColumns(
  grid: CellGrid,
  table: FoundTable,
  layer: string,
  issues: IssueList,
  control: WorkControl = {},
): Promise<SheetColumns> {
  const labels = table.dataRows.map((row) => row + 1);
  const below = fillMergedDown(grid, table, layer, issues);
  const columns: SheetColumn[] = [];
  const taken = new Set(table.columns.map(({ name }) => name));
  const step = Math.max(1, Math.floor(CELLS_A_BREATH / Math.max(1, labels.length)));
  for (const [place, { columnIndex, name, renamed, unit }] of table.columns.entries()) {
    if (place % step === 0) {
      control.onProgress?.({ stage: "reading", done: place, total: table.columns.length });
      await breathe(control);
    }
    if (renamed !== "")
      issues.warn("assumed", layer, {
        row: table.headerRows.at(-1) ?? 1,
        field: name,
        details: { what: `${renamed}-column` },
      });
    const merged = below.get(columnIndex);
    const cells: CellValue[] = new Array(labels.length);
    for (let index = 0; index < labels.length; index++) {
      const row = table.dataRows[index] as number;
      const cell = merged?.get(row) ?? grid.rows[row]?.[columnIndex] ?? null;
      // The first place below a total is written 其中：南关街道.
      cells[index] = place < 2 && namesPart(cell) ? String(cell).replace(/^\s*其中\s*[:：]\s*/, "") : cell;
    }
    fillDittos(cells, name, layer, issues);
    const own = unit === "" && isOfPeople(name) ? table.peopleUnit : unit;
    const column = readColumn(name, own, cells, labels, layer, issues);
    columns.push(column.unit === own ? column : renameScaled(column, taken));
  }
  const joined = joinAngles(columns);
  for (const { name } of joined) issues.warn("assumed", layer, { field: name, details: { what: "joined-angle" } });
  return { columns: [...columns, ...joined], labels };
}

/** Marks that say the same as the cell above. */
const DITTO = /^\s*(?:〃|〞|″|”|"|''|同上|同前)\s*$/;

/** Writes out in place of ditto marks what they stand for. */
function fillDittos(cells: CellValue[], name: string, layer: string, issues: IssueList): void {
  let count = 0;
  for (let index = 1; index < cells.length; index++) {
    const cell = cells[index];
    if (typeof cell !== "string" || cell.length > 8 || !DITTO.test(cell)) continue;
    cells[index] = cells[index - 1] ?? null;
    count++;
  }
  if (count > 0) issues.warn("assumed", layer, { field: name, details: { what: "ditto-marks", count } });
}

function isOfPeople(name: string): boolean {
  return readGroupHeader(name.split("›").at(-1) ?? "") !== null;
}

/** The column under its header without a unit that no longer is that of its numbers: 总人口（万人） → 总人口. */
function renameScaled(column: SheetColumn, taken: Set<string>): SheetColumn {
  const plain = withoutUnit(column.name);
  const name = taken.has(plain) && plain !== column.name ? `${plain}（${column.unit}）` : plain;
  taken.add(name);
  return { ...column, name, values: { ...column.values, name } };
}

/** What stands in cells below the first of a merged area, by column and row. */
function fillMergedDown(
  grid: CellGrid,
  table: FoundTable,
  layer: string,
  issues: IssueList,
): ReadonlyMap<number, ReadonlyMap<number, CellValue>> {
  const below = new Map<number, Map<number, CellValue>>();
  const names = new Map(table.columns.map(({ columnIndex, name }) => [columnIndex, name]));
  const first = table.dataRows[0] ?? 0;
  // Areas do not overlap; where a file says that they do, what goes beyond the sheet is left.
  let room = table.dataRows.length * Math.max(1, table.columns.length);
  const isData = new Uint8Array(grid.rows.length);
  for (const row of table.dataRows) isData[row] = 1;
  for (const { top, left, bottom } of grid.merges) {
    const value = grid.rows[top]?.[left] ?? null;
    if (bottom === top || top < first || value === null || !names.has(left)) continue;
    const rows = below.get(left) ?? new Map<number, CellValue>();
    for (let row = top + 1; row <= Math.min(bottom, grid.rows.length - 1) && room > 0; row++, room--)
      if (isData[row] === 1) rows.set(row, value);
    if (rows.size > 0) below.set(left, rows);
  }
  for (const [columnIndex, rows] of below)
    issues.warn("assumed", layer, {
      field: names.get(columnIndex) ?? "",
      details: { what: "merged-cells", count: rows.size },
    });
  return below;
}

/** The values that a column of cells of that name is read as. */
export function readCells(name: string, cells: readonly CellValue[]): Column {
  const labels = Uint32Array.from(cells, (_, row) => row);
  return readColumn(name, "", cells, labels, "", new IssueList()).values;
}

/** True and false as cells or as programs write them in text; null for anything else. */
function readYesNo(cell: CellValue): boolean | null {
  if (typeof cell === "boolean") return cell;
  return cell === "true" || cell === "TRUE" ? true : cell === "false" || cell === "FALSE" ? false : null;
}

function readColumn(
  name: string,
  unit: string,
  cells: readonly CellValue[],
  labels: Uint32Array,
  layer: string,
  issues: IssueList,
): SheetColumn {
  const texts: string[] = cells.map(cellAsText);
  const asText = (kind: ColumnKind): SheetColumn => {
    const values = texts.map((text) => text || null);
    return { name, kind, unit, texts, values: { name, type: "String", values } };
  };
  if (texts.every((text) => text === "" || meansNothing(text))) return asText("empty");
  if (CODE_NAME.test(plainText(name).split("›").at(-1) ?? "")) {
    for (const [index, text] of texts.entries()) texts[index] = joinDivisionCode(text);
    dropRoundedCodes(name, texts, labels, layer, issues);
    return asText("code");
  }
  if (cells.every((cell, index) => readYesNo(cell) !== null || texts[index] === "")) {
    const values = cells.map(readYesNo);
    return { name, kind: "yes-no", unit, texts, values: { name, type: "Bool", values } };
  }
  if (texts.every((text) => text === "" || ISO_DAY.test(text))) return asText("date");
  if (!isNumeric(cells, texts, Math.max(1, Math.floor(cells.length / SAMPLED_CELLS)), LEAST_SAMPLED_SHARE))
    return asText("text");
  const numbers = readNumbers(cells, texts);
  if (numbers.hasCode) return asText("code");
  if (numbers.read < NUMBER_SHARE * numbers.present) return asText("text");
  const isOfPositions = hasMeaning(name, "lon") || hasMeaning(name, "lat");
  const kind = 2 * numbers.shares >= numbers.read ? "share" : "number";
  for (const [index, amount] of numbers.written) {
    const place = { row: labels[index] as number, field: name, value: shown(texts[index]) };
    // A pair of coordinates that was pasted into one of two cells is read with the positions.
    if (amount === null && isOfPositions && parsePair(texts[index] ?? "") !== null) continue;
    if (amount === null) issues.warn("bad-value", layer, { ...place, details: { what: "number" } });
    else if (amount.isShare !== (kind === "share") && amount.value !== 0) {
      // 12 among percentages may be 12 % or 1200 %.
      numbers.values[index] = Number.NaN;
      issues.warn("bad-value", layer, { ...place, details: { what: "share" } });
    } else if (amount.isApproximate) issues.warn("assumed", layer, { ...place, details: { what: "approximate" } });
  }
  const scaled = kind === "number" ? readScaledUnit(unit) : null;
  if (scaled) {
    for (let index = 0; index < numbers.values.length; index++) {
      const amount = numbers.written.get(index);
      if (amount?.isScaled || (amount && amount.unit !== "" && amount.unit !== unit)) continue;
      numbers.values[index] = scaleByTen(numbers.values[index] as number, scaled.exponent);
    }
    const details = { what: "scaled-unit", unit, plain: scaled.unit, factor: 10 ** scaled.exponent };
    issues.warn("assumed", layer, { field: name, details });
  }
  const stated = scaled?.unit ?? unit;
  const written = unitsOf(numbers);
  const others = written.filter((other) => other !== stated);
  const own = stated === "" && others.length === 1 ? (others[0] ?? "") : stated;
  if (others.some((other) => other !== own))
    issues.warn("bad-value", layer, {
      field: name,
      value: shown([stated, ...others].filter(Boolean).join(", ")),
      details: { what: "units" },
    });
  return { name, kind, unit: own, texts, values: { name, type: "Double", values: numbers.values } };
}

/** Codes that a spreadsheet wrote as 1.40202E+11 have lost their last digits: such a cell is told and counts as empty. */
function dropRoundedCodes(name: string, texts: string[], labels: Uint32Array, layer: string, issues: IssueList): void {
  for (const [index, text] of texts.entries()) {
    if (!ROUNDED_CODE.test(text)) continue;
    texts[index] = "";
    const place = { row: labels[index] as number, field: name, value: shown(text) };
    issues.warn("bad-value", layer, { ...place, details: { what: "code-rounded" } });
  }
}

function unitsOf({ written }: ReadNumbers): readonly string[] {
  const units = new Set<string>();
  for (const amount of written.values()) if (amount !== null && amount.unit !== "") units.add(amount.unit);
  return [...units];
}

/** Whether so large a share of every `step`-th cell are numbers. */
function isNumeric(cells: readonly CellValue[], texts: readonly string[], step: number, least: number): boolean {
  let [present, numbers] = [0, 0];
  for (let index = 0; index < cells.length; index += step) {
    const text = texts[index] as string;
    if (text === "" || meansNothing(text)) continue;
    present++;
    if (typeof cells[index] === "number" || parseAmount(text) !== null) numbers++;
  }
  return numbers >= least * present;
}

interface ReadNumbers {
  readonly values: Float64Array;
  readonly present: number;
  readonly read: number;
  readonly shares: number;
  readonly hasCode: boolean;
  /** Cells that are more or less than a plain number, by place; null where they are none. */
  readonly written: ReadonlyMap<number, Amount | null>;
}

function readNumbers(cells: readonly CellValue[], texts: readonly string[]): ReadNumbers {
  const values = new Float64Array(texts.length).fill(Number.NaN);
  const written = new Map<number, Amount | null>();
  let [present, read, shares] = [0, 0, 0];
  for (let index = 0; index < texts.length; index++) {
    const cell = cells[index];
    if (typeof cell === "number") {
      values[index] = cell;
      present++;
      read++;
      continue;
    }
    const text = texts[index] as string;
    if (text === "" || meansNothing(text)) continue;
    if (isCodeText(text)) return { values, present, read, shares, hasCode: true, written };
    present++;
    const amount = parseAmount(text);
    if (amount !== null) {
      read++;
      values[index] = amount.value;
      if (amount.isShare) shares++;
      if (amount.unit === "" && !amount.isApproximate && !amount.isShare && !amount.isScaled) continue;
    }
    written.set(index, amount);
  }
  if (shares > 0) addPlainNumbers(values, cells, written);
  return { values, present, read, shares, hasCode: false, written };
}

/** Where a column has percentages, its plain numbers are told too: they may be either. What a workbook formats as percent is a share. */
function addPlainNumbers(values: Float64Array, cells: readonly CellValue[], written: Map<number, Amount | null>): void {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (written.has(index) || Number.isNaN(value) || (typeof cells[index] === "number" && Math.abs(value) <= 1))
      continue;
    written.set(index, { value, unit: "", isApproximate: false, isShare: false, isScaled: false });
  }
}

/** Text of a cell: `="0012"` and `'0012` are what spreadsheets write to keep zeros, `'=1+1` what keeps them from running it. */
function cellAsText(cell: CellValue): string {
  if (cell === null) return "";
  if (typeof cell !== "string") return String(cell);
  const text = cell.trim();
  const first = text.charCodeAt(0);
  if (first === 61) return /^="([^"]*)"$/.exec(text)?.[1] ?? text;
  return first === 39 && /^'+[=+\-@\t\r\d０-９]/.test(text) ? text.slice(1) : text;
}

/** A leading zero or more digits than a number keeps. */
function isCodeText(text: string): boolean {
  const plain = text.charCodeAt(0) > 0x7f ? text.normalize("NFKC") : text;
  return /^0\d/.test(plain) || (plain.length > MOST_DIGITS && /^\d+$/.test(plain));
}
