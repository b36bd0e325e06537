/**
 * A worksheet's XML → its cells and merged areas. Formulas are never computed: the value that was saved with them counts, and
 * where none was saved or it is an error the cell is empty and named. Addresses are checked, so that a cell far out costs nothing.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { type IssueList, shown } from "../tables/labelled-table.ts";
import { type CellGrid, type CellValue, type MergedCells, MOST_CELLS, MOST_COLUMNS } from "../tables/source-layer.ts";
import type { XmlAttributes } from "../xml/xml-attributes.ts";
import { formatCell, PLAIN_FORMAT } from "./cell-formats.ts";
import { parseXml } from "./parse-xml.ts";
import { unescapeText, type Workbook } from "./workbook-parts.ts";

/** As spreadsheets have them. */
const MOST_SHEET_ROWS = 1_048_576;
const MOST_MERGES = 200_000;
/** As far as a double holds whole numbers; spreadsheets keep fifteen digits and write zeros for the rest. */
const LARGEST_EXACT = 1e15;
const NO_CELLS: readonly CellValue[] = Object.freeze([]);

/** Reads the sheet as far as it goes: what is wrong with single cells or the rest of the sheet is an issue of `layer`. */
export async function readSheetCells(
  part: Uint8Array,
  book: Workbook,
  layer: string,
  issues: IssueList,
  control: WorkControl = {},
): Promise<CellGrid> {
  const sheet = new SheetReader(book, layer, issues);
  try {
    await parseXml(part, layer, sheet, control);
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    for (const issue of error.issues) issues.add(issue);
  }
  return sheet.finish();
}

class SheetReader {
  private readonly rows: (readonly CellValue[])[] = [];
  private readonly merges: MergedCells[] = [];
  private cells: CellValue[] = [];
  private slotCount = 0;
  private rowIndex = -1;
  private columnIndex = -1;
  private hiddenRows = 0;
  private firstHiddenRow = 0;
  private type = "";
  private style = -1;
  private value = "";
  private hasValue = false;
  private hasFormula = false;
  private takes = false;
  private phonetic = 0;
  private readonly book: Workbook;
  private readonly layer: string;
  private readonly issues: IssueList;

  constructor(book: Workbook, layer: string, issues: IssueList) {
    this.book = book;
    this.layer = layer;
    this.issues = issues;
  }

  readonly open = (name: string, attributes: XmlAttributes): void => {
    if (name === "c") this.openCell(attributes);
    else if (name === "v" || (name === "t" && this.phonetic === 0)) {
      this.takes = true;
      this.hasValue = true;
    } else if (name === "f") this.hasFormula = true;
    else if (name === "rPh") this.phonetic++;
    else if (name === "row") this.openRow(attributes);
    else if (name === "mergeCell") this.addMerge(attributes.get("ref") ?? "");
  };

  readonly close = (name: string): void => {
    if (name === "c") this.closeCell();
    else if (name === "v" || name === "t") this.takes = false;
    else if (name === "rPh") this.phonetic--;
    else if (name === "row") this.closeRow();
  };

  readonly listens = (): boolean => this.takes;

  readonly text = (text: string): void => {
    this.value += text;
  };

  finish(): CellGrid {
    const { rows, merges, layer, issues } = this;
    if (this.cells.length > 0) this.closeRow();
    while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
    if (this.hiddenRows > 0) {
      const details = { what: "hidden-rows", count: this.hiddenRows };
      issues.warn("assumed", layer, { row: this.firstHiddenRow, field: "rows", details });
    }
    return { rows, merges };
  }

  private openRow(attributes: XmlAttributes): void {
    const r = attributes.get("r");
    const hidden = attributes.get("hidden");
    const stated = r === undefined ? this.rowIndex + 1 : Number(r) - 1;
    const isFit = Number.isInteger(stated) && stated > this.rowIndex && stated < MOST_SHEET_ROWS;
    if (!isFit)
      this.issues.error("bad-value", this.layer, {
        row: this.rowIndex + 2,
        field: "row",
        value: shown(r),
        details: { what: "address" },
      });
    this.rowIndex = isFit ? stated : Math.min(this.rowIndex + 1, MOST_SHEET_ROWS - 1);
    this.columnIndex = -1;
    this.cells = [];
    if (hidden === "1" || hidden === "true") {
      if (this.hiddenRows++ === 0) this.firstHiddenRow = this.rowIndex + 1;
    }
  }

  private closeRow(): void {
    if (this.cells.length === 0) return;
    this.slotCount += this.cells.length;
    if (this.slotCount > MOST_CELLS) {
      const details = { unit: "cells", limit: MOST_CELLS };
      this.cells = [];
      throw new BadDataError([
        { code: "too-large", severity: "error", layer: this.layer, row: this.rowIndex + 1, details },
      ]);
    }
    while (this.rows.length < this.rowIndex) this.rows.push(NO_CELLS);
    this.rows[this.rowIndex] = this.cells;
    this.cells = [];
  }

  private openCell(attributes: XmlAttributes): void {
    const address = attributes.find("r");
    const stated = address < 0 ? this.columnIndex + 1 : columnAt(attributes, address);
    const isFit = stated > this.columnIndex && stated < MOST_COLUMNS;
    if (!isFit) this.report("column", attributes.get("r") ?? "", "address");
    this.columnIndex = isFit ? stated : this.columnIndex + 1;
    this.type = attributes.get("t") ?? "n";
    this.style = Number(attributes.get("s") ?? -1);
    this.value = "";
    this.hasValue = false;
    this.hasFormula = false;
  }

  private closeCell(): void {
    if (!this.hasValue) {
      if (this.hasFormula) this.report(columnName(this.columnIndex), "", "formula-not-computed");
      return;
    }
    const value = this.readValue();
    if (value === null || value === "" || this.columnIndex >= MOST_COLUMNS) return;
    // A cell far to the right pads its row with empty ones; rows are counted with them.
    while (this.cells.length < this.columnIndex) this.cells.push(null);
    this.cells[this.columnIndex] = value;
  }

  private readValue(): CellValue {
    const { type, value, book } = this;
    switch (type) {
      case "s": {
        const text = /^\s*\d+\s*$/.test(value) ? book.texts[Number(value)] : undefined;
        if (text === undefined) this.report(columnName(this.columnIndex), value, "text-missing");
        return text ?? null;
      }
      case "str":
      case "inlineStr":
        return unescapeText(value);
      case "d":
        return plainDay(value);
      case "b":
        return value.trim() === "1" || value.trim() === "true";
      case "e":
        this.report(columnName(this.columnIndex), value, "formula-error");
        return null;
      default:
        return this.readNumber(value.trim());
    }
  }

  private readNumber(text: string): CellValue {
    if (text === "") return null;
    const number = Number(text);
    if (!Number.isFinite(number)) {
      this.report(columnName(this.columnIndex), text, "number");
      return null;
    }
    if (Number.isInteger(number) && Math.abs(number) >= LARGEST_EXACT)
      this.report(columnName(this.columnIndex), text, "digits-lost");
    return formatCell(number, this.book.formats[this.style] ?? PLAIN_FORMAT, this.book.is1904);
  }

  private report(field: string, value: string, what: string): void {
    this.issues.warn("bad-value", this.layer, {
      row: this.rowIndex + 1,
      field,
      value: shown(value),
      details: { what },
    });
  }

  private addMerge(ref: string): void {
    const area = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref);
    if (!area || this.merges.length >= MOST_MERGES) return;
    const [left, right] = [columnOf(area[1] as string), columnOf(area[3] as string)].sort((a, b) => a - b);
    const [top, bottom] = [Number(area[2]) - 1, Number(area[4]) - 1].sort((a, b) => a - b);
    if (left === undefined || right === undefined || top === undefined || bottom === undefined) return;
    if (top < 0 || right >= MOST_COLUMNS || bottom >= MOST_SHEET_ROWS) return;
    this.merges.push({ top, left, bottom, right });
  }
}

/** A day or moment as ISO text: some programs write days as moments, 2024-05-01T00:00:00.000Z. */
export function plainDay(text: string): string {
  return text.trim().replace(/(?:T00:00:00)?(?:\.0+)?Z?$/, "");
}

/** The column, from 0, of an attribute that is an address such as `BC12`; -1 where there is none. No text is made: every cell has one. */
function columnAt({ bytes, valueStarts, valueEnds }: XmlAttributes, attribute: number): number {
  const start = valueStarts[attribute] as number;
  const end = Math.min(valueEnds[attribute] as number, start + 4);
  let column = 0;
  for (let at = start; at < end; at++) {
    const letter = (bytes[at] as number) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** The column, from 0, of letters such as `BC`. */
function columnOf(letters: string): number {
  let column = 0;
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64;
  return column - 1;
}

/** A … Z, AA … of a column from 0. */
export function columnName(index: number): string {
  let name = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}
