/**
 * The sheet behind a native chart, which office programs open under “edit data”: names of series in the first row, a
 * category a row, numbers as numbers and every name as text, so that none becomes a formula.
 */
import { strToU8 } from "fflate";
import { cleanText } from "./fit-slide-text.ts";
import { zipFixed } from "./repack-slides.ts";

export interface ChartSheet {
  /** Names, or the numbers of an axis. */
  readonly categories: readonly (string | number)[];
  /** null: an empty cell. */
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly isShare: boolean;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";

export function writeChartSheet(sheet: ChartSheet, date: string): Uint8Array {
  const files: readonly (readonly [string, string])[] = [
    [
      "[Content_Types].xml",
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
    ],
    [
      "_rels/.rels",
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      "xl/workbook.xml",
      `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    [
      "xl/_rels/workbook.xml.rels",
      `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    ],
    ["xl/styles.xml", stylesXml(sheet.isShare)],
    ["xl/worksheets/sheet1.xml", sheetXml(sheet)],
  ];
  return zipFixed(
    files.map(([name, text]) => [name, strToU8(XML + text)] as const),
    date,
  );
}

function stylesXml(isShare: boolean): string {
  const code = isShare ? "0.0%" : "#,##0";
  return `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="${code}"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Microsoft YaHei"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf numFmtId="164" applyNumberFormat="1" xfId="0"/></cellXfs></styleSheet>`;
}

function sheetXml({ categories, series }: ChartSheet): string {
  const header = series.map(({ name }, at) => textCell(at + 1, 1, name)).join("");
  const rows = categories.map((category, row) => {
    const numbers = series.map(({ values }, at) => numberCell(at + 1, row + 2, values[row] ?? null)).join("");
    const first =
      typeof category === "number" ? `<c r="A${row + 2}"><v>${category}</v></c>` : textCell(0, row + 2, category);
    return `<row r="${row + 2}">${first}${numbers}</row>`;
  });
  return `<worksheet xmlns="${MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/></cols><sheetData><row r="1">${textCell(0, 1, "")}${header}</row>${rows.join("")}</sheetData></worksheet>`;
}

function textCell(column: number, row: number, text: string): string {
  return `<c r="${columnName(column)}${row}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cleanText(text))}</t></is></c>`;
}

function numberCell(column: number, row: number, value: number | null): string {
  return value === null || !Number.isFinite(value)
    ? ""
    : `<c r="${columnName(column)}${row}" s="1"><v>${value}</v></c>`;
}

/** 0 → A, 26 → AA. */
function columnName(column: number): string {
  const rest = Math.floor(column / 26) - 1;
  return (rest < 0 ? "" : columnName(rest)) + String.fromCharCode(65 + (column % 26));
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
