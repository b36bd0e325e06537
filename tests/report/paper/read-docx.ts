/** A Word document read back: paragraphs with their styles, tables as rows of texts. */
import { strFromU8, unzipSync } from "fflate";
import sax from "sax";

export interface ReadTable {
  readonly rows: readonly (readonly string[])[];
  /** How many rows repeat on every page, and how many may be broken between pages. */
  readonly headerRows: number;
  readonly breakableRows: number;
}

export interface ReadPicture {
  readonly altText: string;
  readonly widthMm: number;
}

export interface ReadDocument {
  readonly paragraphs: readonly { readonly style: string; readonly text: string }[];
  readonly tables: readonly ReadTable[];
  readonly pictures: readonly ReadPicture[];
  /** All text, paragraphs and cells, a line each, with plain spaces between thousands. */
  readonly text: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
}

const EMU_PER_MM = 36_000;

/** Throws for XML that is not well formed. */
export function readDocx(bytes: Uint8Array): ReadDocument {
  const files = unzipSync(bytes);
  const paragraphs: { style: string; text: string }[] = [];
  const tables: { rows: string[][]; headerRows: number; breakableRows: number }[] = [];
  const pictures: { altText: string; widthMm: number }[] = [];
  const lines: string[] = [];
  let [style, text, inTable, isText, isWhole, extent] = ["", "", false, false, false, 0];
  const parser = sax.parser(true);
  parser.onopentag = (tag) => {
    const { name, attributes } = tag as sax.Tag;
    if (name === "w:tbl") {
      inTable = true;
      tables.push({ rows: [], headerRows: 0, breakableRows: 0 });
    }
    const table = tables.at(-1);
    if (name === "w:tr") {
      table?.rows.push([]);
      isWhole = false;
    }
    if (name === "w:tblHeader" && table) table.headerRows++;
    if (name === "w:cantSplit") isWhole = true;
    if (name === "w:tc") table?.rows.at(-1)?.push("");
    if (name === "w:p") [style, text] = ["", ""];
    if (name === "w:pStyle") style = attributes["w:val"] ?? "";
    if (name === "w:t") isText = true;
    if (name === "wp:extent") extent = Number(attributes.cx);
    if (name === "wp:docPr") pictures.push({ altText: attributes.descr ?? "", widthMm: extent / EMU_PER_MM });
  };
  parser.ontext = (more) => {
    if (isText) text += more.replaceAll("\u202f", " ");
  };
  parser.onclosetag = (name) => {
    if (name === "w:t") isText = false;
    if (name === "w:tbl") inTable = false;
    if (name === "w:tr" && !isWhole) tables[tables.length - 1]!.breakableRows++;
    if (name !== "w:p") return;
    lines.push(text);
    const row = inTable ? tables.at(-1)?.rows.at(-1) : undefined;
    if (row) row[row.length - 1] += text;
    else paragraphs.push({ style, text });
  };
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(strFromU8(files["word/document.xml"] ?? new Uint8Array())).close();
  return { paragraphs, tables, pictures, text: lines.join("\n"), files };
}
