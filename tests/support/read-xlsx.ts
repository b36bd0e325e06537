/** An XLSX file read back: each sheet as rows of cells, with what a reader would make of them. */
import { strFromU8, unzipSync } from "fflate";
import sax from "sax";

export interface ReadCell {
  /** `n` is a number, `inlineStr` a text. */
  readonly type: string;
  readonly text: string;
  readonly format: string;
  readonly isQuoted: boolean;
  readonly hasFormula: boolean;
}

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly ReadonlyMap<string, ReadCell>[];
  readonly filter: string;
  readonly frozenRows: number;
}

interface Style {
  readonly format: string;
  readonly isQuoted: boolean;
}

/** Throws for XML that is not well formed. */
function parse(xml: string, open: (tag: sax.Tag) => void, text: (text: string) => void, close: (name: string) => void) {
  const parser = sax.parser(true);
  parser.onopentag = (tag) => open(tag as sax.Tag);
  parser.ontext = text;
  parser.onclosetag = close;
  parser.onerror = (error) => {
    throw error;
  };
  parser.write(xml).close();
}

function readStyles(xml: string): Style[] {
  const codes = new Map([
    ["0", "General"],
    ["2", "0.00"],
    ["3", "#,##0"],
    ["49", "@"],
  ]);
  const styles: Style[] = [];
  let inside = false;
  parse(
    xml,
    ({ name, attributes }) => {
      if (name === "numFmt") codes.set(attributes.numFmtId ?? "", attributes.formatCode ?? "");
      if (name === "cellXfs") inside = true;
      if (name === "xf" && inside)
        styles.push({ format: codes.get(attributes.numFmtId ?? "") ?? "", isQuoted: attributes.quotePrefix === "1" });
    },
    () => {},
    (name) => {
      if (name === "cellXfs") inside = false;
    },
  );
  return styles;
}

function readSheet(name: string, xml: string, styles: readonly Style[]): ReadSheet {
  const rows: Map<string, ReadCell>[] = [];
  let [filter, frozenRows, text] = ["", 0, ""];
  let cell: { column: string; type: string; style: Style } | null = null;
  let hasFormula = false;
  parse(
    xml,
    ({ name: tag, attributes }) => {
      if (tag === "row") rows.push(new Map());
      if (tag === "pane") frozenRows = Number(attributes.ySplit);
      if (tag === "autoFilter") filter = attributes.ref ?? "";
      if (tag === "f") hasFormula = true;
      if (tag !== "c") return;
      const column = (attributes.r ?? "").replace(/\d+$/, "");
      cell = { column, type: attributes.t ?? "n", style: styles[Number(attributes.s)] as Style };
      [text, hasFormula] = ["", false];
    },
    (more) => {
      text += more;
    },
    (tag) => {
      if (tag !== "c" || !cell) return;
      if (text !== "") rows.at(-1)?.set(cell.column, { type: cell.type, text, ...cell.style, hasFormula });
      cell = null;
    },
  );
  return { name, rows, filter, frozenRows };
}

export function readXlsx(bytes: Uint8Array): ReadSheet[] {
  const files = unzipSync(bytes);
  const read = (path: string): string => strFromU8(files[path] ?? new Uint8Array());
  for (const path of Object.keys(files))
    if (/\.(xml|rels)$/.test(path))
      parse(
        read(path),
        () => {},
        () => {},
        () => {},
      );
  const styles = readStyles(read("xl/styles.xml"));
  const names: string[] = [];
  parse(
    read("xl/workbook.xml"),
    ({ name, attributes }) => {
      if (name === "sheet") names.push(attributes.name ?? "");
    },
    () => {},
    () => {},
  );
  return names.map((name, index) => readSheet(name, read(`xl/worksheets/sheet${index + 1}.xml`), styles));
}

/** A table's rows by header, cells that are empty left out. */
export function tableOf({ rows }: ReadSheet): ReadonlyMap<string, ReadCell>[] {
  const [, , header = new Map<string, ReadCell>(), ...body] = rows;
  const names = new Map([...header].map(([column, { text }]) => [column, text.replace("\n", "")]));
  return body.map((row) => new Map([...row].map(([column, cell]) => [names.get(column) ?? column, cell])));
}
