/**
 * CSV → a table of points. Text is UTF-8 (with or without a mark) or, where the
 * bytes are not valid UTF-8, GB18030, which holds GBK and GB2312. Cells stay
 * text, so `0012` keeps its zeros. Every row that cannot be placed is reported.
 */
import Papa from "papaparse";
import { columnFor, exampleNames } from "./column-names.ts";
import { type Column, GeometryCollector, tableOfPoints } from "./feature-table.ts";
import { readGroupHeader } from "./group-headers.ts";
import { type IssueList, type LabelledTable, shown } from "./labelled-table.ts";

export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
}

/** Decodes text of unknown encoding, or of a stated one; null where the bytes are no such text. */
export function decodeText(bytes: Uint8Array, stated?: string): DecodedText | null {
  const candidates = stated ? [stated] : bytes[0] === 0xff && bytes[1] === 0xfe ? ["utf-16le"] : ["utf-8", "gb18030"];
  for (const encoding of candidates) {
    try {
      return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
    } catch {
      // The next candidate may fit.
    }
  }
  return null;
}

/** A number as people write it: full-width digits, blanks, a degree sign; NaN for anything else. */
function parseNumber(text: string): number {
  const plain = text
    .normalize("NFKC")
    .trim()
    .replace(/[°度]$/, "");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}

/** Columns whose every cell is a plain number become numbers; codes with leading zeros stay text. */
function typedColumn(name: string, cells: readonly string[]): Column {
  const present = cells.filter((cell) => cell !== "");
  const numeric =
    present.length > 0 &&
    present.every((cell) => !/^[+-]?0\d/.test(cell) && cell.length < 16 && !Number.isNaN(parseNumber(cell)));
  if (!numeric) return { name, type: "String", values: cells.map((cell) => (cell === "" ? null : cell)) };
  return {
    name,
    type: "Double",
    values: Float64Array.from(cells, (cell) => (cell === "" ? Number.NaN : parseNumber(cell))),
  };
}

/** A list of people by community: rows without positions, every cell as text. */
function listWithoutPlaces(
  layer: string,
  encoding: string,
  columns: readonly Column[],
  rows: readonly { readonly label: number }[],
): LabelledTable {
  const geometry = new GeometryCollector();
  for (const _ of rows) geometry.add(null);
  return { layer, format: "CSV", encoding, table: geometry.toTable(columns), labels: rows.map(({ label }) => label) };
}

/** Reads a CSV file with columns for longitude and latitude, or a list of people by community without them. Faults go to `issues`; null where nothing can be read. */
export function readCsv(bytes: Uint8Array, layer: string, issues: IssueList, encoding?: string): LabelledTable | null {
  const decoded = decodeText(bytes, encoding);
  if (!decoded) {
    issues.error("unreadable-file", layer, {
      field: "encoding",
      value: encoding ?? "UTF-8, GB18030",
      details: { format: "CSV" },
    });
    return null;
  }
  const parsed = Papa.parse<string[]>(decoded.text.replace(/^\uFEFF/, ""), { header: false, dynamicTyping: false });
  for (const error of parsed.errors) {
    if (error.type !== "Quotes") continue;
    issues.error("bad-value", layer, { row: (error.row ?? 0) + 1, field: "quotes", value: shown(error.message) });
  }
  const [header, ...body] = parsed.data;
  const rows = body.flatMap((cells, index) =>
    cells.some((cell) => cell.trim() !== "") ? [{ cells, label: index + 2 }] : [],
  );
  if (!header || header.every((name) => name.trim() === "") || rows.length === 0) {
    issues.error("empty-file", layer, { details: { format: "CSV", rows: 0 } });
    return null;
  }
  for (const { cells, label } of rows) {
    const extra = cells.slice(header.length).some((cell) => cell.trim() !== "");
    if (extra)
      issues.error("bad-value", layer, {
        row: label,
        field: "columns",
        value: String(cells.length),
        details: { expected: header.length },
      });
  }
  const text: Column[] = header.map((name, index) => ({
    name: name.trim(),
    type: "String",
    values: rows.map(({ cells }) => (cells[index] ?? "").trim()),
  }));
  const lon = columnFor({ columns: text }, "lon");
  const lat = columnFor({ columns: text }, "lat");
  if (!lon && !lat && text.some(({ name }) => readGroupHeader(name) !== null))
    return listWithoutPlaces(layer, decoded.encoding, text, rows);
  if (!lon) issues.error("missing-column", layer, { row: 1, field: "lon", details: { names: exampleNames("lon") } });
  if (!lat) issues.error("missing-column", layer, { row: 1, field: "lat", details: { names: exampleNames("lat") } });
  if (!lon || !lat) return null;
  // Nothing in a table says which datum it is in; Amap and Baidu shift theirs by hundreds of metres.
  issues.warn("assumed", layer, { field: "datum", value: "WGS84", details: { what: "datum" } });
  const coordinates = new Float64Array(2 * rows.length);
  rows.forEach(({ label }, row) => {
    const [x, y] = [String(lon.values[row] ?? ""), String(lat.values[row] ?? "")];
    coordinates[2 * row] = parseNumber(x);
    coordinates[2 * row + 1] = parseNumber(y);
    for (const [column, value] of [[lon, x] as const, [lat, y] as const]) {
      if (!Number.isNaN(parseNumber(value))) continue;
      issues.error("bad-coordinate", layer, { row: label, field: column.name, value: shown(value) });
    }
  });
  const columns = text
    .filter((column) => column !== lon && column !== lat)
    .map((column) => {
      const cells = Array.from(column.values, String);
      return column === columnFor({ columns: text }, "id")
        ? { ...column, values: cells }
        : typedColumn(column.name, cells);
    });
  return {
    layer,
    format: "CSV",
    encoding: decoded.encoding,
    table: { ...tableOfPoints(coordinates, columns, "", ""), crsCode: 0 },
    labels: rows.map(({ label }) => label),
  };
}
