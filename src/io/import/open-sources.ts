/**
 * Files as they were brought → what they hold: layers of shapes and sheets, and files that are something whole (a study, an OSM
 * extract, a raster, a plan). Nothing is decided here; what cannot be read is told with its file.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { gunzipBounded, isGzip } from "../archive/bounded-gzip.ts";
import { gatherBeside, type RasterBeside } from "../raster/raster-beside.ts";
import { isHtmlWithTable } from "../spreadsheet/detect-html.ts";
import { joinSheets } from "../spreadsheet/join-sheets.ts";
import { readDelimited } from "../spreadsheet/read-delimited.ts";
import { listTables, type SheetTable } from "../spreadsheet/split-tables.ts";
import { type CellLayer, type SourceLayer, titleOfSource } from "../tables/source-layer.ts";
import { isSpreadsheetXml } from "../workbook/detect-spreadsheet-xml.ts";
import { nameForeignWorkbook } from "../workbook/foreign-workbook.ts";
import { detectFormat, READABLE_FORMATS } from "./detect-format.ts";
import { archiveOf, isFound, listUnread, unfoldFiles } from "./unfold-files.ts";

export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Text encoding, where the user says so ("utf-8", "gb18030"). */
  readonly encoding?: string;
}

/** A file that is no table. */
export interface WholeFile {
  readonly file: SourceFile;
  readonly format: "study" | "osm-pbf" | "osm-xml" | "geotiff" | "plan";
  /** Of a raster: the files that stand beside it. */
  readonly beside?: RasterBeside;
}

export interface OpenedSources {
  /** In the order of the files. */
  readonly layers: readonly SourceLayer[];
  readonly wholes: readonly WholeFile[];
  /** What kept a file from being read; what is wrong with a layer stands with the layer. */
  readonly issues: readonly Issue[];
  /** Files of which nothing could be read. */
  readonly unread: readonly string[];
}

/** The column, from 0, that an issue of a cell names by its letter; -1 where it names none. */
function columnOfIssue({ field = "" }: Issue): number {
  return /^[A-Z]{1,3}$/.test(field)
    ? [...field].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1
    : -1;
}

/** A layer for each table of a sheet; what was noticed about single cells or rows goes with their table. */
function divideSheet(sheet: CellLayer): readonly CellLayer[] {
  const tables = listTables(sheet.grid);
  if (tables.length === 1) return [sheet];
  const tableOf = (issue: Issue): number => {
    const { row } = issue;
    if (typeof row !== "number") return 0;
    const first = Math.max(
      0,
      tables.findIndex(({ grid }) => row <= grid.rows.length),
    );
    // Tables beside the first one that reaches so far begin in columns behind it.
    let found = first;
    for (let next = first + 1; (tables[next]?.firstColumn ?? 0) > 0; next++)
      if ((tables[next] as SheetTable).firstColumn <= columnOfIssue(issue)) found = next;
    return found;
  };
  return tables.map(({ grid }, table): CellLayer => {
    const name = table === 0 ? sheet.name : `${sheet.name === "" ? "" : `${sheet.name} `}(${table + 1})`;
    const layer = titleOfSource({ ...sheet, name });
    const own = sheet.issues.filter((issue) => tableOf(issue) === table).map((issue) => ({ ...issue, layer }));
    const details = { what: "several-tables", count: tables.length };
    const told: Issue[] = table === 0 ? [{ code: "assumed", severity: "warning", layer, field: "sheet", details }] : [];
    return { ...sheet, name, grid, issues: [...told, ...own] };
  });
}

/** How sheets are kept in a file. */
type SheetFormat = "xlsx" | "csv" | "html" | "xml";

/** Why a file is not read though its content is wanted. */
const CONVERTIBLE = new Set(["save-as-xlsx", "protected", "unpack-first", "osm-change", "osm-other", "overpass-json"]);

/** Whether a file that is not read was meant to hold data, as its content or its name says. */
function isWanted({ what = "", expected = "" }: Readonly<Record<string, string | number>>): boolean {
  return CONVERTIBLE.has(String(what)) || (expected !== "" && what !== "no-workbook");
}

const NO_BYTES = new Uint8Array(0);

class Opener {
  readonly layers: SourceLayer[] = [];
  readonly wholes: WholeFile[] = [];
  readonly issues: Issue[] = [];
  readonly unread: string[] = [];
  /** Files of a folder that are no data. */
  readonly passedOver: string[] = [];
  private readonly control: WorkControl;

  constructor(control: WorkControl) {
    this.control = control;
  }

  /** What lies in a folder beside the data is no fault: pictures and letters are listed, what could be read in another form is told. */
  private refuse(issue: Omit<Issue, "severity">): void {
    const { layer, code, details } = issue;
    if (!isFound(layer) || code !== "unknown-format") {
      this.issues.push({ ...issue, severity: "error" });
      this.unread.push(layer);
    } else if (isWanted(details ?? {})) this.issues.push({ ...issue, severity: "warning" });
    else this.passedOver.push(layer);
  }

  /** What a gzipped file holds, under its own name; a file that cannot be unpacked stays as it is and is told then. */
  async unpack(file: SourceFile): Promise<SourceFile> {
    if (!isGzip(file.bytes)) return file;
    const unpacked = await gunzipBounded(file.bytes, this.control);
    if (unpacked !== null) return { ...file, bytes: unpacked };
    this.issues.push({ code: "truncated-file", severity: "error", layer: file.name, details: { format: "gzip" } });
    this.unread.push(file.name);
    return { ...file, bytes: NO_BYTES };
  }

  /** Files that hold shapes are taken; the others are answered. */
  async takeShapes(files: readonly SourceFile[]): Promise<readonly SourceFile[]> {
    if (files.length === 0) return [];
    const { readVectorLayers } = await import("../vector/read-vector-layers.ts");
    const { groups, others } = await readVectorLayers(files, this.control);
    for (const { file, layers, issues } of groups) {
      this.layers.push(...layers);
      this.issues.push(...issues);
      if (layers.length === 0) this.unread.push(file);
    }
    return others;
  }

  async takeOther(file: SourceFile, beside?: RasterBeside): Promise<void> {
    const { name, bytes } = file;
    if (isHtmlWithTable(bytes)) return await this.takeSheets(file, "html");
    if (isSpreadsheetXml(bytes)) return await this.takeSheets(file, "xml");
    const foreign = nameForeignWorkbook(bytes);
    if (foreign) {
      const details = { found: foreign.found, what: foreign.what, expected: "Excel (.xlsx)" };
      return this.refuse({ code: "unknown-format", layer: name, details });
    }
    const detected = detectFormat(name, bytes);
    if (detected.kind === "truncated")
      return this.refuse({ code: "truncated-file", layer: name, details: { format: detected.name } });
    if (detected.kind === "unknown") {
      const { found, expected, what } = detected;
      if (found === "text" && /\.xls[xmb]?$/i.test(name))
        return this.refuse({ code: "unknown-format", layer: name, details: { found, what: "text-in-xlsx" } });
      return this.refuse({
        code: "unknown-format",
        layer: name,
        details: { found, expected, readable: READABLE_FORMATS, ...(what === undefined ? {} : { what }) },
      });
    }
    const { format } = detected;
    if (format === "xlsx" || format === "csv") return await this.takeSheets(file, format);
    if (format !== "flatgeobuf" && format !== "geojson")
      this.wholes.push({ file, format, ...(format === "geotiff" && beside ? { beside } : {}) });
    else this.refuse({ code: "unknown-format", layer: name, details: { found: "JSON", readable: READABLE_FORMATS } });
  }

  private async readSheets({ name, bytes, encoding }: SourceFile, format: SheetFormat): Promise<readonly CellLayer[]> {
    const { control } = this;
    if (format === "xlsx")
      return await (await import("../workbook/read-workbook.ts")).readWorkbook(bytes, name, control);
    if (format === "xml")
      return await (await import("../workbook/read-spreadsheet-xml.ts")).readSpreadsheetXml(bytes, name, control);
    if (format === "html")
      return await (await import("../spreadsheet/read-html.ts")).readHtml(bytes, name, encoding, control);
    return await readDelimited(bytes, name, encoding === undefined ? {} : { encoding }, control);
  }

  private async takeSheets(file: SourceFile, format: SheetFormat): Promise<void> {
    const { name } = file;
    try {
      const sheets = await this.readSheets(file, format);
      this.layers.push(...joinSheets(sheets.flatMap(divideSheet)));
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      this.issues.push(...error.issues);
      this.unread.push(name);
    }
  }
}

/** A layer of a file that was unpacked belongs to its archive; one that lay in a folder is told apart from one that was named. */
function nameAsFound(layer: SourceLayer): SourceLayer {
  if (!isFound(layer.file)) return layer;
  const inner = archiveOf(layer.file);
  if (inner === null) return { ...layer, isFound: true };
  const name = [inner.path, layer.name].filter((part) => part !== "").join(" › ");
  return { ...layer, isFound: true, file: inner.archive, name };
}

/** Opens all files; formats are told by content. Throws AnalysisError("cancelled"). */
export async function openSources(files: readonly SourceFile[], control: WorkControl = {}): Promise<OpenedSources> {
  const opener = new Opener(control);
  const { files: unfolded, issues } = await unfoldFiles(files, control);
  opener.issues.push(...issues);
  const filled: SourceFile[] = [];
  for (const file of unfolded) if (file.bytes.length > 0) filled.push(await opener.unpack(file));
  for (const { name, bytes } of unfolded) {
    if (bytes.length > 0) continue;
    if (isFound(name)) {
      opener.passedOver.push(name);
      continue;
    }
    opener.issues.push({ code: "empty-file", severity: "error", layer: name });
    opener.unread.push(name);
  }
  const { beside, others: opened } = gatherBeside(filled.filter(({ bytes }) => bytes.length > 0));
  const isWhole = ({ name, bytes }: SourceFile): boolean => {
    const detected = detectFormat(name, bytes);
    return detected.kind === "readable" && !["flatgeobuf", "geojson", "csv", "xlsx"].includes(detected.format);
  };
  const others = await opener.takeShapes(opened.filter((file) => !isWhole(file)));
  for (const file of [...opened.filter(isWhole), ...others]) await opener.takeOther(file, beside.get(file));
  const orderOf = new Map(files.map(({ name }, index) => [name, index]));
  const place = ({ file }: SourceLayer): number => orderOf.get(file) ?? files.length;
  opener.issues.push(...listUnread(opener.passedOver));
  const layers = opener.layers.map(nameAsFound).toSorted((a, b) => place(a) - place(b));
  return { layers, wholes: opener.wholes, issues: opener.issues, unread: opener.unread };
}
