/** Small workbooks as other programs write them: zips of XML with shared texts, styles, merged areas and whatever a test wants. */
import { strToU8, zipSync } from "fflate";
import { columnName } from "../../../src/io/workbook/sheet-cells.ts";

/** `xml` is a whole `<c>` element; anything else is written as its type says. */
export type WrittenCell = string | number | boolean | null | { readonly xml: string };

export interface WrittenSheet {
  readonly name: string;
  readonly rows: readonly (readonly WrittenCell[])[];
  /** `A1:C1` … */
  readonly merges?: readonly string[];
  readonly state?: string;
  /** Put before `</worksheet>`, or in place of the whole part. */
  readonly part?: string;
}

export interface WrittenWorkbook {
  readonly sheets: readonly WrittenSheet[];
  /** Format codes of the styles 1, 2, 3 …; style 0 is plain. */
  readonly formats?: readonly string[];
  readonly is1904?: boolean;
  readonly extra?: Readonly<Record<string, Uint8Array>>;
}

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships";

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

export function writeXlsx({ sheets, formats = [], is1904 = false, extra = {} }: WrittenWorkbook): Uint8Array {
  const texts = new Map<string, number>();
  const files: Record<string, Uint8Array> = {};
  sheets.forEach((sheet, index) => {
    files[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(sheet.part ?? sheetXml(sheet, texts));
  });
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state ? ` state="${state}"` : ""} r:id="rId${index + 1}"/>`,
  );
  files["xl/workbook.xml"] = strToU8(
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${list.join("")}</sheets></workbook>`,
  );
  const relations = sheets.map(
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  files["xl/_rels/workbook.xml.rels"] = strToU8(
    `<Relationships xmlns="${PACKAGE}">${relations.join("")}<Relationship Id="t" Type="${OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="s" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  files["_rels/.rels"] = strToU8(
    `<Relationships xmlns="${PACKAGE}"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  files["xl/sharedStrings.xml"] = strToU8(
    `<sst xmlns="${MAIN}" count="99999999" uniqueCount="99999999">${[...texts.keys()].map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`).join("")}</sst>`,
  );
  const codes = formats.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${escapeXml(code)}"/>`);
  const styles = formats.map((_, index) => `<xf numFmtId="${200 + index}"/>`);
  files["xl/styles.xml"] = strToU8(
    `<styleSheet xmlns="${MAIN}"><numFmts>${codes.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join("")}</cellXfs></styleSheet>`,
  );
  return zipSync({ ...files, ...extra });
}

function sheetXml({ rows, merges = [] }: WrittenSheet, texts: Map<string, number>): string {
  const body = rows.map((cells, row) => {
    const written = cells.map((cell, column) => cellXml(cell, `${columnName(column)}${row + 1}`, texts));
    return `<row r="${row + 1}">${written.join("")}</row>`;
  });
  const areas = merges.map((ref) => `<mergeCell ref="${ref}"/>`).join("");
  return `<worksheet xmlns="${MAIN}"><sheetData>${body.join("")}</sheetData><mergeCells>${areas}</mergeCells></worksheet>`;
}

function cellXml(cell: WrittenCell, address: string, texts: Map<string, number>): string {
  if (cell === null) return "";
  if (typeof cell === "object") return cell.xml;
  if (typeof cell === "number") return `<c r="${address}"><v>${cell}</v></c>`;
  if (typeof cell === "boolean") return `<c r="${address}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (!texts.has(cell)) texts.set(cell, texts.size);
  return `<c r="${address}" t="s"><v>${texts.get(cell)}</v></c>`;
}
