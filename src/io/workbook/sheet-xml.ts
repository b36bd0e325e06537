/** A sheet as XML, a piece at a time, so that a long table is never held as one text. */
import { isDay } from "../../core/model/calendar-day.ts";
import type { StyleTable } from "./cell-styles.ts";
import type { CellKind, CellTone, CellValue, NotesSheet, TableSheet } from "./spreadsheet.ts";
import { cellText } from "./xml-text.ts";

/** Where a table's header stands: below its title and basis, or first where it has none. */
export function headerRow({ title }: Pick<TableSheet, "title">): number {
  return title === null ? 1 : 3;
}

const NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const FORMULA_START = /^[=+\-@\t\r]/;
const DAY_MILLISECONDS = 86_400_000;
/** Days of spreadsheets count from here. */
const FIRST_DAY = Date.UTC(1899, 11, 30);
const TITLE_HEIGHT = 28;
const BASIS_HEIGHT = 18;
const HEADER_HEIGHT = 34;
const LINE_HEIGHT = 16;
const MOST_LINES = 12;
/** In the numbers that printers give to paper. */
const A4 = 9;
const A3 = 8;
/** In characters: what is wider would be too small to read on A4. */
const WIDEST_ON_A4 = 220;
/** Room for the button of the filter. */
const FILTER_WIDTH = 4;

/** A … Z, AA … of a column from 0. */
function columnName(index: number): string {
  let name = "";
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** The cells of a table with its header, $A$3:$F$20, for the filter; rows are counted as they are written. */
export function filterRange(sheet: Pick<TableSheet, "columns" | "title">, rowCount: number): string {
  const first = headerRow(sheet);
  return `A${first}:${columnName(Math.max(0, sheet.columns.length - 1))}${first + rowCount}`;
}

/** What stands at the foot of printed pages, and that a page is as wide as the sheet. */
function pageXml(mark: string, widths: readonly number[]): string {
  const left = mark === "" ? "" : `&amp;L${cellText(mark.replaceAll("&", "&&"))}`;
  return [
    '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="${sum(widths) > WIDEST_ON_A4 ? A3 : A4}" orientation="landscape" fitToWidth="1" fitToHeight="0"/>`,
    `<headerFooter><oddFooter>${left}&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>`,
  ].join("");
}

function beginXml(isFirst: boolean, pane: string, columns: readonly number[]): string {
  const widths = columns.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return [
    `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${NAMESPACE}">`,
    '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>',
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ""} showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews>`,
    `<sheetFormatPr defaultRowHeight="${LINE_HEIGHT}"/>`,
    `<cols>${widths.join("")}</cols><sheetData>`,
  ].join("");
}

/**
 * Yields the XML of a table and returns how many rows it has.
 * @param isFirst whether the file opens with this sheet
 */
export function* tableXml(
  { title, basis, columns, rows, frozenColumns }: TableSheet,
  styles: StyleTable,
  isFirst: boolean,
  mark: string,
): Generator<string, number> {
  const header = headerRow({ title });
  const topLeft = `${columnName(frozenColumns)}${header + 1}`;
  const split = frozenColumns > 0 ? ` xSplit="${frozenColumns}"` : "";
  const active = frozenColumns > 0 ? "bottomRight" : "bottomLeft";
  const pane = `<pane${split} ySplit="${header}" topLeftCell="${topLeft}" activePane="${active}" state="frozen"/><selection pane="${active}" activeCell="${topLeft}" sqref="${topLeft}"/>`;
  const plain = { tone: "plain", isQuoted: false } as const;
  const headings = columns.map((column) => (title === null ? column.header : breakHeader(column.header)));
  const widths = columns.map(({ width }, index) => Math.max(width, widthOf(headings[index] as string) + FILTER_WIDTH));
  const long = [...columns.keys()].filter((index) => columns[index]?.kind === "long");
  yield beginXml(isFirst, pane, widths);
  if (title !== null) {
    yield rowXml(1, TITLE_HEIGHT, textCell("A1", title, styles.numberOf({ ...plain, kind: "title" })));
    yield rowXml(2, BASIS_HEIGHT, textCell("A2", basis, styles.numberOf({ ...plain, kind: "basis" })));
  }
  const headers = columns.map(({ kind }, index) => {
    const isText = typeof kind === "string" && (kind === "text" || kind === "long" || kind === "date");
    const style = styles.numberOf({ ...plain, kind: isText ? "header" : "header-number" });
    return textCell(`${columnName(index)}${header}`, headings[index] as string, style);
  });
  yield rowXml(header, HEADER_HEIGHT, headers.join(""));
  const names = columns.map((_, index) => columnName(index));
  const heightOf = (row: unknown): number => {
    const lines = long.map((index) => linesOf(String(columns[index]?.value(row) ?? ""), widths[index] as number));
    return Math.min(MOST_LINES, Math.max(...lines)) * LINE_HEIGHT + 2;
  };
  let count = 0;
  for (const row of rows) {
    count++;
    const at = header + count;
    let cells = "";
    for (let index = 0; index < columns.length; index++) {
      const { kind, value, tone } = columns[index] as TableSheet["columns"][number];
      const kindHere = typeof kind === "function" ? kind(row) : kind;
      cells += cellXml(`${names[index]}${at}`, value(row), kindHere, tone?.(row) ?? "plain", styles);
    }
    yield long.length === 0 ? `<row r="${at}">${cells}</row>` : rowXml(at, heightOf(row), cells);
  }
  const range = filterRange({ columns, title }, count);
  yield `</sheetData><autoFilter ref="${range}"/>${pageXml(mark, widths)}</worksheet>`;
  return count;
}

/** The XML of a page of names and values. */
export function notesXml({ title, sections }: NotesSheet, styles: StyleTable, isFirst: boolean, mark: string): string {
  const widths = [28, 70, 70];
  const look = (kind: "title" | "heading" | "name" | "note", text: string): number =>
    styles.numberOf({ kind, tone: "plain", isQuoted: FORMULA_START.test(text) });
  const lines: string[] = [rowXml(1, TITLE_HEIGHT, textCell("A1", title, look("title", title)))];
  let at = 1;
  for (const { heading, rows } of sections) {
    at += 2;
    const cells = widths.map((_, index) => {
      const text = index === 0 ? heading : "";
      return textCell(`${columnName(index)}${at}`, text, look("heading", text));
    });
    lines.push(rowXml(at, 24, cells.join("")));
    for (const row of rows) {
      at++;
      const texts = widths.map((_, index) => row[index] ?? "");
      const height = Math.max(...texts.map((text, index) => linesOf(text, widths[index] as number))) * LINE_HEIGHT + 4;
      const written = texts.map((text, index) =>
        textCell(`${columnName(index)}${at}`, text, look(index === 0 ? "name" : "note", text)),
      );
      lines.push(rowXml(at, Math.min(400, height), written.join("")));
    }
  }
  return `${beginXml(isFirst, "", widths)}${lines.join("")}</sheetData>${pageXml(mark, widths)}</worksheet>`;
}

/** How many lines a text takes in a column. */
function linesOf(text: string, width: number): number {
  return text.split("\n").reduce((lines, line) => lines + Math.max(1, Math.ceil(widthOf(line) / width)), 0);
}

/** In characters, a Chinese one as wide as two digits; of the longest line. */
function widthOf(text: string): number {
  let [width, longest] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    width = code === 10 ? 0 : width + (code > 0x2fff ? 2.05 : 1.05);
    longest = Math.max(longest, width);
  }
  return longest;
}

/** 参评社区 over （个）. */
function breakHeader(header: string): string {
  const at = header.indexOf("（");
  return at > 2 && header.length > 6 ? `${header.slice(0, at)}\n${header.slice(at)}` : header;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rowXml(at: number, height: number, cells: string): string {
  return `<row r="${at}" ht="${height}" customHeight="1">${cells}</row>`;
}

function textCell(reference: string, text: string, style: number): string {
  if (text === "") return `<c r="${reference}" s="${style}"/>`;
  return `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text)}</t></is></c>`;
}

function cellXml(reference: string, value: CellValue, kind: CellKind, tone: CellTone, styles: StyleTable): string {
  if (kind === "date" && typeof value === "string") {
    const style = styles.numberOf({ kind: isDay(value) ? "date" : "text", tone, isQuoted: false });
    if (!isDay(value)) return textCell(reference, value, style);
    return `<c r="${reference}" s="${style}"><v>${(Date.parse(`${value}T00:00:00Z`) - FIRST_DAY) / DAY_MILLISECONDS}</v></c>`;
  }
  if (typeof value === "string") {
    const isQuoted = FORMULA_START.test(value);
    return textCell(reference, value, styles.numberOf({ kind: kind === "long" ? "long" : "text", tone, isQuoted }));
  }
  if (typeof value === "boolean") {
    const style = styles.numberOf({ kind: "text", tone, isQuoted: false });
    return `<c r="${reference}" s="${style}" t="b"><v>${value ? 1 : 0}</v></c>`;
  }
  const number = value === null ? "" : typeof value === "object" ? value.number : writeNumber(value);
  const style = styles.numberOf({ kind, tone, isQuoted: false });
  return number === "" ? `<c r="${reference}" s="${style}"/>` : `<c r="${reference}" s="${style}"><v>${number}</v></c>`;
}

/** Nothing where there is no number: an empty cell, never 0. */
function writeNumber(value: number): string {
  return Number.isFinite(value) ? String(value) : "";
}
