/** XML spreadsheets of Excel 2003 (called .xml or .xls), as many systems still export them → one layer of cells for each sheet that has any. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import { IssueList, shown } from "../tables/labelled-table.ts";
import {
  type CellLayer,
  type CellValue,
  type MergedCells,
  MOST_CELLS,
  MOST_COLUMNS,
  titleOfSource,
} from "../tables/source-layer.ts";
import type { XmlAttributes } from "../xml/xml-attributes.ts";
import { type CellFormat, customFormat, formatCell, PLAIN_FORMAT } from "./cell-formats.ts";
import { parseXml } from "./parse-xml.ts";
import { columnName, plainDay } from "./sheet-cells.ts";

const FORMAT = "XML 2003";
const MOST_ROWS = 1_048_576;
const MOST_MERGES = 200_000;
const MOST_SHEETS = 1000;
const MOST_STYLES = 100_000;

interface Sheet {
  readonly name: string;
  readonly rows: CellValue[][];
  readonly merges: MergedCells[];
  readonly issues: IssueList;
  isHidden: boolean;
}

function wholeNumber(text: string | undefined, without: number): number {
  const number = text === undefined ? without : Number(text);
  return Number.isInteger(number) && number >= 0 ? number : without;
}

class SpreadsheetReader {
  readonly sheets: Sheet[] = [];
  private readonly formats = new Map<string, CellFormat>();
  private styleId = "";
  private sheet: Sheet | null = null;
  private row = -1;
  private column = -1;
  /** Columns that the cell's merged area covers besides its own. */
  private beyond = 0;
  private layer = "";
  private style = "";
  private type = "";
  private text = "";
  private takes = false;
  private comments = 0;
  private isVisible = false;
  private cells = 0;
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  readonly open = (name: string, attributes: XmlAttributes): void => {
    if (name === "Style") this.styleId = attributes.get("ss:ID") ?? "";
    else if (name === "NumberFormat" && this.formats.size < MOST_STYLES)
      this.formats.set(this.styleId, customFormat(attributes.get("ss:Format") ?? ""));
    else if (name === "Worksheet") this.openSheet(attributes.get("ss:Name") ?? "");
    else if (name === "Row") this.openRow(attributes);
    else if (name === "Cell") this.openCell(attributes);
    else if (name === "Comment") this.comments++;
    else if (name === "Data" && this.comments === 0) {
      this.type = attributes.get("ss:Type") ?? "String";
      this.text = "";
      this.takes = true;
    } else if (name === "Visible") {
      this.isVisible = true;
      this.text = "";
    }
  };

  readonly close = (name: string): void => {
    if (name === "Comment") this.comments--;
    else if (name === "Data" && this.takes) {
      this.takes = false;
      this.put();
    } else if (name === "Cell") {
      // A merged area takes up the columns that it covers, whether or not anything stands in it.
      this.column += this.beyond;
      this.beyond = 0;
    } else if (name === "Visible") {
      this.isVisible = false;
      if (this.sheet && /hidden/i.test(this.text)) this.sheet.isHidden = true;
    } else if (name === "Worksheet") this.sheet = null;
  };

  readonly data = (text: string): void => {
    if (this.takes || this.isVisible) this.text += text;
  };

  private openSheet(name: string): void {
    const title = titleOfSource({ file: this.file, name, format: FORMAT, encoding: "", issues: [] });
    this.sheet = { name: name.slice(0, 200), rows: [], merges: [], issues: new IssueList(), isHidden: false };
    if (this.sheets.length < MOST_SHEETS) this.sheets.push(this.sheet);
    this.row = -1;
    this.layer = title;
  }

  private openRow(attributes: XmlAttributes): void {
    const stated = wholeNumber(attributes.get("ss:Index"), this.row + 2) - 1;
    this.row = stated > this.row && stated < MOST_ROWS ? stated : this.row + 1;
    this.column = -1;
    if (this.row >= MOST_ROWS) this.refuse("rows", MOST_ROWS);
  }

  private openCell(attributes: XmlAttributes): void {
    const stated = wholeNumber(attributes.get("ss:Index"), this.column + 2) - 1;
    this.column = stated > this.column ? stated : this.column + 1;
    this.style = attributes.get("ss:StyleID") ?? "";
    const across = wholeNumber(attributes.get("ss:MergeAcross"), 0);
    const down = wholeNumber(attributes.get("ss:MergeDown"), 0);
    const left = this.column;
    const right = left + across;
    if ((across > 0 || down > 0) && right < MOST_COLUMNS && this.row >= 0 && this.row + down < MOST_ROWS) {
      const { merges = [] } = this.sheet ?? {};
      if (merges.length < MOST_MERGES) merges.push({ top: this.row, left, bottom: this.row + down, right });
    }
    this.beyond = across;
  }

  private put(): void {
    const { sheet, row, column } = this;
    if (!sheet || row < 0 || column >= MOST_COLUMNS) return;
    const value = this.readValue(sheet, column);
    if (value === null || value === "") return;
    while (sheet.rows.length <= row) sheet.rows.push([]);
    const cells = sheet.rows[row] as CellValue[];
    this.cells += column + 1 - Math.min(cells.length, column);
    if (this.cells > MOST_CELLS) this.refuse("cells", MOST_CELLS);
    while (cells.length < column) cells.push(null);
    cells[column] = value;
  }

  private readValue({ issues }: Sheet, column: number): CellValue {
    const { type, text } = this;
    const tell = (what: string): null => {
      issues.warn("bad-value", this.layer, {
        row: this.row + 1,
        field: columnName(column),
        value: shown(text),
        details: { what },
      });
      return null;
    };
    if (type === "Number") {
      const number = Number(text);
      if (text.trim() === "" || !Number.isFinite(number)) return tell("number");
      const format = this.formats.get(this.style) ?? PLAIN_FORMAT;
      return format.kind === "padded" ? formatCell(number, format, false) : number;
    }
    if (type === "DateTime") return plainDay(text);
    if (type === "Boolean") return text.trim() === "1";
    return type === "Error" ? tell("formula-error") : text;
  }

  private refuse(unit: "rows" | "cells", limit: number): never {
    throw new BadDataError([{ code: "too-large", severity: "error", layer: this.layer, details: { unit, limit } }]);
  }
}

/**
 * Reads such a spreadsheet; a file that breaks off keeps what stands before the break, with an error at its last sheet.
 * @throws BadDataError (empty-file, truncated-file, unreadable-file, too-large), AnalysisError("cancelled")
 */
export async function readSpreadsheetXml(
  bytes: Uint8Array,
  file: string,
  control: WorkControl = {},
): Promise<readonly CellLayer[]> {
  const reader = new SpreadsheetReader(file);
  let fault: BadDataError | null = null;
  try {
    await parseXml(bytes, file, { open: reader.open, close: reader.close, text: reader.data }, control);
  } catch (error) {
    if (!(error instanceof BadDataError)) throw error;
    fault = error;
  }
  const filled = reader.sheets.filter(({ rows }) => rows.length > 0);
  if (filled.length === 0)
    throw (
      fault ??
      new BadDataError([{ code: "empty-file", severity: "error", layer: file, details: { format: FORMAT, rows: 0 } }])
    );
  return filled.map(({ name, rows, merges, issues, isHidden }, place): CellLayer => {
    const description = { file, name, format: FORMAT, encoding: "" };
    const layer = titleOfSource({ ...description, issues: [] });
    if (isHidden) issues.warn("assumed", layer, { field: "sheet", details: { what: "hidden-sheet" } });
    if (fault && place === filled.length - 1) for (const issue of fault.issues) issues.add({ ...issue, layer });
    return { kind: "cells", ...description, issues: issues.all(), grid: { rows, merges } };
  });
}
