/**
 * Web pages that are called .xls, as systems of government offices export them → one layer of cells for each table. Merged cells are told by
 * colspan and rowspan. Tables that only lay out a page have nothing of their own and are left.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { breathe } from "../breathe.ts";
import { IssueList } from "../tables/labelled-table.ts";
import {
  type CellLayer,
  type CellValue,
  type MergedCells,
  MOST_CELLS,
  MOST_COLUMNS,
  titleOfSource,
} from "../tables/source-layer.ts";
import { MOST_ROWS } from "./delimited-scanner.ts";
import { type DetectedEncoding, detectEncoding } from "./detect-encoding.ts";
import { type HtmlVisitor, scanHtml } from "./html-scanner.ts";
import { noteEncoding } from "./read-delimited.ts";

const FORMAT = "HTML";
const MOST_TABLES = 50;
/** Tables within tables. */
const MOST_DEPTH = 64;
const MOST_BYTES = 256 * 1024 * 1024;
const EXAMINED = 4096;
/** What may be a number shown with fewer digits; a code keeps its zeros. */
const ROUNDED = /^[-+]?(?!0\d)[\d,]*\.?\d+%?$/;

function isNumber(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text));
}

/** One table while it is read; tables may stand within cells of others. */
class TableReader {
  readonly rows: CellValue[][] = [];
  readonly merges: MergedCells[] = [];
  /** The row, from 0, before which each column is covered by an area from above. */
  private readonly coveredTo: number[] = [];
  private column = 0;
  private text: string | null = null;
  private span: readonly [columns: number, rows: number] = [1, 1];
  private exact = "";
  /** Cells that were written, covered or passed over: a page of a few letters may claim millions. */
  private cells = 0;

  private count(cells: number): void {
    this.cells += cells;
    if (this.cells > MOST_CELLS) throw new RangeError("cells");
  }

  openRow(): void {
    this.closeRow();
    this.rows.push([]);
    this.column = 0;
  }

  /** @param exact the number that the cell shows rounded, as the program wrote it; "" where it wrote none. */
  openCell(columns: number, rows: number, exact: string): void {
    this.closeCell();
    if (this.rows.length === 0) this.openRow();
    const before = this.column;
    while ((this.coveredTo[this.column] ?? 0) >= this.rows.length) this.column++;
    this.count(this.column - before);
    this.text = "";
    this.exact = exact;
    this.span = [columns, rows];
  }

  add(text: string): void {
    if (this.text !== null) this.text += text;
  }

  closeCell(): void {
    if (this.text === null) return;
    const [columns, rows] = this.span;
    const row = this.rows.at(-1) as CellValue[];
    const [left, right] = [this.column, Math.min(MOST_COLUMNS, this.column + columns) - 1];
    const text = plainCell(this.text);
    this.text = null;
    if (left >= MOST_COLUMNS) return;
    if (text !== "") {
      while (row.length < left) row.push(null);
      row[left] = ROUNDED.test(text) && isNumber(this.exact) ? Number(this.exact) : text;
      this.count(left + 1);
    }
    if (columns > 1 || rows > 1) {
      const top = this.rows.length - 1;
      this.merges.push({ top, left, bottom: top + rows - 1, right });
      this.count(right - left);
      for (let column = left; column <= right; column++) this.coveredTo[column] = top + rows;
    }
    this.column = right + 1;
  }

  closeRow(): void {
    this.closeCell();
    if (this.rows.length > MOST_ROWS) throw new RangeError("rows");
  }

  /** The table's cells; merged areas end where its rows do. */
  finish(): CellLayer["grid"] {
    this.closeRow();
    const last = this.rows.length - 1;
    const merges = this.merges.map((area) => ({ ...area, bottom: Math.min(area.bottom, last) }));
    return { rows: this.rows, merges: merges.filter(({ top, left, bottom, right }) => bottom > top || right > left) };
  }
}

/** Line breaks of a page are blanks; those that it shows are `\n`. */
function plainCell(text: string): string {
  return text
    .replace(/[ \t\r\n\u00a0]+/g, " ")
    .replace(/ ?\u2028 ?/g, "\n")
    .trim();
}

function spanOf(attributes: ReadonlyMap<string, string>, name: string, most: number): number {
  const span = Math.floor(Number(attributes.get(name) ?? 1));
  return span >= 1 ? Math.min(span, most) : 1;
}

/** Tables of a page in the order in which they begin. */
class PageReader implements HtmlVisitor {
  readonly tables: TableReader[] = [];
  private readonly stack: TableReader[] = [];

  get isWithin(): boolean {
    return this.stack.length > 0;
  }

  readonly open = (name: string, attributes: ReadonlyMap<string, string>): void => {
    const table = this.stack.at(-1);
    if (name === "table") {
      if (this.stack.length >= MOST_DEPTH) throw new RangeError("depth");
      const inner = new TableReader();
      this.stack.push(inner);
      if (this.tables.length < MOST_TABLES) this.tables.push(inner);
    } else if (name === "tr") table?.openRow();
    else if (name === "td" || name === "th")
      table?.openCell(
        spanOf(attributes, "colspan", MOST_COLUMNS),
        spanOf(attributes, "rowspan", MOST_ROWS),
        attributes.get("x:num") || attributes.get("sdval") || "",
      );
    else if (name === "br") table?.add("\u2028");
  };

  readonly close = (name: string): void => {
    const table = this.stack.at(-1);
    if (name === "table") {
      table?.closeRow();
      this.stack.pop();
    } else if (name === "tr") table?.closeCell();
    else if (name === "td" || name === "th") table?.closeCell();
  };

  readonly text = (text: string): void => {
    this.stack.at(-1)?.add(text);
  };
}

/** What the letters prove counts more than what the page says of them. */
function tellEncoding(bytes: Uint8Array, stated: string | undefined): DetectedEncoding | null {
  const detected = detectEncoding(bytes, stated);
  if (detected?.certainty === "certain" || detected?.certainty === "stated") return detected;
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, EXAMINED));
  const declared = /<meta[^>]{1,200}charset\s*=\s*["']?([\w-]{2,20})/i.exec(start)?.[1];
  return (declared === undefined ? null : detectEncoding(bytes, declared)) ?? detected;
}

/**
 * Reads the tables of a page. A table that breaks off keeps the rows before the break and an error among its issues.
 * @throws BadDataError (empty-file, unreadable-file, too-large), AnalysisError("cancelled")
 */
export async function readHtml(
  bytes: Uint8Array,
  file: string,
  stated: string | undefined,
  control: WorkControl = {},
): Promise<readonly CellLayer[]> {
  const refuse = (code: Issue["code"], details: NonNullable<Issue["details"]>): never => {
    throw new BadDataError([{ code, severity: "error", layer: file, details }]);
  };
  if (bytes.length > MOST_BYTES) refuse("too-large", { format: FORMAT, limit: MOST_BYTES });
  const detected = tellEncoding(bytes, stated) ?? refuse("unreadable-file", { format: FORMAT, what: "encoding" });
  const html = new TextDecoder(detected.encoding).decode(bytes.subarray(detected.markLength));
  const page = new PageReader();
  let isWhole = false;
  try {
    const steps = scanHtml(html, page);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done) {
        isWhole = step.value;
        break;
      }
      control.onProgress?.({ stage: "reading", done: step.value, total: html.length });
      await breathe(control);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    if (error.message === "depth") refuse("unreadable-file", { format: FORMAT });
    const isRows = error.message === "rows";
    refuse("too-large", { unit: isRows ? "rows" : "cells", limit: isRows ? MOST_ROWS : MOST_CELLS });
  }
  const isBroken = !isWhole || page.isWithin;
  const grids = page.tables.map((table) => table.finish());
  const filled = grids.filter(({ rows }) => rows.filter((row) => row.length > 0).length > 1);
  const kept = filled.length > 0 ? filled : grids.filter(({ rows }) => rows.some((row) => row.length > 0));
  if (kept.length === 0 && !isBroken) refuse("empty-file", { format: FORMAT, rows: 0 });
  if (kept.length === 0) refuse("truncated-file", { format: FORMAT });
  return kept.map((grid, place): CellLayer => {
    const name = kept.length === 1 ? "" : `(${place + 1})`;
    const description = { file, name, format: FORMAT, encoding: detected.encoding };
    const issues = new IssueList();
    if (place === 0) noteEncoding(detected, titleOfSource({ ...description, issues: [] }), issues);
    if (isBroken && place === kept.length - 1)
      issues.error("truncated-file", titleOfSource({ ...description, issues: [] }), { details: { format: FORMAT } });
    return { kind: "cells", ...description, issues: issues.all(), grid };
  });
}
