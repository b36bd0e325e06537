/**
 * A spreadsheet as the bytes of an XLSX file (ECMA-376, transitional). Rows are deflated as they are made, so that hundreds
 * of thousands of them need no more memory than their file; the same data give the same bytes on every machine. Texts stand
 * in their cells (`inlineStr`), numbers are written as they are held.
 */
import { strToU8 } from "fflate";
import type { Progress } from "../../core/analysis-result.ts";
import { ZipWriter } from "../archive/zip-writer.ts";
import { StyleTable } from "./cell-styles.ts";
import { filterRange, headerRow, notesXml, tableXml } from "./sheet-xml.ts";
import type { NotesSheet, Spreadsheet, TableSheet } from "./spreadsheet.ts";
import { escapeXml } from "./xml-text.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml";
/** Zips hold local time: these are its parts, the same in every time zone. */
/** How much text is gathered before it is deflated. */
const PIECE_LENGTH = 1 << 17;
/** How often progress is told. */
const ROWS_A_STEP = 2000;

interface WrittenSheet {
  readonly sheet: TableSheet | NotesSheet;
  /** Of its table, null for a page of notes. */
  readonly rowCount: number | null;
}

/** Writes the file in steps; each is a number of rows. */
export function* writeSpreadsheet(spreadsheet: Spreadsheet): Generator<Progress, Uint8Array<ArrayBuffer>> {
  const { sheets } = spreadsheet;
  const file = new TextZip();
  const styles = new StyleTable();
  const written: WrittenSheet[] = [];
  file.add("[Content_Types].xml", contentTypesXml(sheets.length));
  file.add("_rels/.rels", ROOT_RELATIONS);
  file.add("docProps/core.xml", corePropertiesXml(spreadsheet));
  file.add("docProps/app.xml", APP_PROPERTIES);
  for (const [index, sheet] of sheets.entries()) {
    yield { stage: "writing", done: index, total: sheets.length };
    const path = `xl/worksheets/sheet${index + 1}.xml`;
    const isFirst = index === 0;
    if (!("columns" in sheet)) {
      file.add(path, notesXml(sheet, styles, isFirst, spreadsheet.mark));
      written.push({ sheet, rowCount: null });
      continue;
    }
    const entry = file.open(path);
    const pieces = tableXml(sheet, styles, isFirst, spreadsheet.mark);
    for (let count = 1; ; count++) {
      const piece = pieces.next();
      if (piece.done) {
        written.push({ sheet, rowCount: piece.value });
        break;
      }
      entry.write(piece.value);
      if (count % ROWS_A_STEP === 0) yield { stage: "writing", done: index, total: sheets.length };
    }
    entry.close();
  }
  file.add("xl/styles.xml", styles.toXml());
  file.add("xl/workbook.xml", workbookXml(written));
  file.add("xl/_rels/workbook.xml.rels", workbookRelations(sheets.length));
  return file.end();
}

/** Texts into a zip. */
class TextZip {
  private readonly zip = new ZipWriter();

  add(name: string, content: string): void {
    const entry = this.open(name);
    entry.write(content);
    entry.close();
  }

  open(name: string): { write(text: string): void; close(): void } {
    const entry = this.zip.open(name);
    let waiting = "";
    return {
      write: (text) => {
        waiting += text;
        if (waiting.length < PIECE_LENGTH) return;
        entry.push(strToU8(waiting), false);
        waiting = "";
      },
      close: () => entry.push(strToU8(waiting), true),
    };
  }

  end(): Uint8Array<ArrayBuffer> {
    return this.zip.end();
  }
}

function contentTypesXml(sheetCount: number): string {
  const overrides = Array.from(
    { length: sheetCount },
    (_, index) =>
      `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`,
  );
  return `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>${overrides.join("")}<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`;
}

const ROOT_RELATIONS = `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/><Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="${OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>`;
const APP_PROPERTIES = `${HEAD}<Properties xmlns="${OFFICE}/extended-properties"><Application>Minsheng Circle</Application></Properties>`;

function corePropertiesXml({ title, author, date }: Spreadsheet): string {
  const day = `${date}T00:00:00Z`;
  return `${HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator><dc:language>zh-CN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified></cp:coreProperties>`;
}

function workbookXml(written: readonly WrittenSheet[]): string {
  const sheets = written.map(
    ({ sheet: { name } }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const names = written.flatMap(({ sheet, rowCount }, index): string[] => {
    if (rowCount === null || !("columns" in sheet)) return [];
    const quoted = `'${escapeXml(sheet.name.replaceAll("'", "''"))}'`;
    const range = filterRange(sheet, rowCount).replace(/([A-Z]+)(\d+)/g, "$$$1$$$2");
    return [
      `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${quoted}!${range}</definedName>`,
      `<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quoted}!$1:$${headerRow(sheet)}</definedName>`,
    ];
  });
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="14000"/></bookViews><sheets>${sheets.join("")}</sheets><definedNames>${names.join("")}</definedNames></workbook>`;
}

function workbookRelations(sheetCount: number): string {
  const sheets = Array.from(
    { length: sheetCount },
    (_, index) =>
      `<Relationship Id="rId${index + 1}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join("")}<Relationship Id="rId${sheetCount + 1}" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`;
}
