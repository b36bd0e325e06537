/** `minsheng convert`: the coordinates of a table or of a GeoJSON into another system, all else as it is. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { BadDataError } from "../core/errors.ts";
import { BD09, GCJ02, isInChina } from "../io/crs/china-offsets.ts";
import { tellApproximate } from "../io/crs/choose-system.ts";
import { type CsvConversion, CsvConverter } from "../io/crs/convert-csv.ts";
import { convertGeojson, listUnreachable } from "../io/crs/convert-geojson.ts";
import type { CoordinateSystem } from "../io/crs/coordinate-system.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { findCoordinateSystem } from "../io/crs/find-coordinate-system.ts";
import { projectTable } from "../io/crs/project-table.ts";
import { decodeText } from "../io/tables/decode-text.ts";
import { IssueList } from "../io/tables/labelled-table.ts";
import { readGeojson } from "../io/vector/geojson.ts";
import { type Command, UsageError } from "./command.ts";
import { convertToFlatGeobuf } from "./convert-flatgeobuf.ts";
import { optionValue, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { readAsUtf8, readEncoding, statedEncoding } from "./read-as-utf8.ts";
import { streamOutputs } from "./stream-output.ts";
import { tellIssues } from "./tell-issues.ts";
import { outputProblems, writeOutputs } from "./write-outputs.ts";

const HELP = `minsheng convert IN.csv|IN.geojson --from SYSTEM --to SYSTEM --out OUT

Moves the coordinates of a table or a GeoJSON from one coordinate system into another. All other cells and properties stay as they
are, byte for byte; the output is UTF-8. Into OUT.fgb both are written as FlatGeobuf, with typed columns and the system in the file. In tables decimal numbers are read, full-width ones too, and degrees-minutes-seconds (113°17′35.2″, 东经113度17分35.2秒).
Degrees are written to 1e-9, metres to 1e-6.

  --from SYSTEM            the system that the file's numbers are in
  --to SYSTEM              the system to write
  --x COLUMN --y COLUMN    the columns of longitude or easting, and of latitude or northing
                           (default: lon, lng, 经度, x, easting … and lat, 纬度, y, northing …)
  --encoding ENCODING      utf-8, gb18030, gbk or gb2312 (default: detected)
  --out OUT                the file to write: in the format of the input, or OUT.fgb
  --force                  replace an existing output
  --json                   print one JSON object: rows, systems, columns, encoding, issues

SYSTEM is one of ${KNOWN_SYSTEMS.replace(", local", "")}.
GCJ-02 and BD-09 are undone by iteration to 1e-11°; outside China they have no offset. Beijing 1954 and Xi'an 1980 are approximate: see the note
that the command prints.
Exit: 0 done, 2 bad usage or bad input (every row that cannot be moved is named, and nothing is written).
`;

const FLATGEOBUF_NAME = /\.fgb$/i;
const GEOJSON_NAME = /\.(geojsonl?|geojsons|ndjson|json)$/i;
/** Longer texts than this cannot be held. */
const MOST_GEOJSON_BYTES = 400_000_000;

const OPTIONS = {
  from: { kind: "text" },
  to: { kind: "text" },
  x: { kind: "text" },
  y: { kind: "text" },
  encoding: { kind: "text" },
  out: { kind: "text" },
  force: { kind: "flag" },
} as const;

interface Request {
  readonly path: string;
  readonly out: string;
  readonly encoding: string | null;
  readonly conversion: CsvConversion;
}

function systemOption(parsed: ParsedArguments, name: "from" | "to", problems: string[]): CoordinateSystem | null {
  const text = optionValue(parsed, name);
  const system = text === null ? null : findCoordinateSystem(text);
  if (text === null) problems.push(`--${name} SYSTEM is missing.`);
  else if (!system) problems.push(`--${name} ${text} is not known. Known: ${KNOWN_SYSTEMS.replace(", local", "")}.`);
  return system;
}

function requestOf(parsed: ParsedArguments, problems: string[]): Request | null {
  const [path, ...others] = parsed.files.map((file) => file.path);
  if (path === undefined) problems.push("Name the table: IN.csv.");
  else if (!existsSync(path)) problems.push(`${path} does not exist.`);
  else if (!statSync(path).isFile()) problems.push(`${path} is no file.`);
  if (others.length > 0) problems.push(`One table only; also given: ${others.join(", ")}.`);
  const columnsGiven = ["x", "y"].filter((name) => optionValue(parsed, name) !== null);
  if (path !== undefined && GEOJSON_NAME.test(path) && columnsGiven.length > 0)
    problems.push(`--${columnsGiven.join(", --")}: a GeoJSON has no columns of coordinates.`);
  const [from, to] = [systemOption(parsed, "from", problems), systemOption(parsed, "to", problems)];
  const out = optionValue(parsed, "out");
  if (out === null) problems.push("--out OUT is missing.");
  else if (path !== undefined && resolve(out) === resolve(path))
    problems.push(`${out} is the input; choose another output.`);
  else problems.push(...outputProblems([out], parsed.flags.has("force")));
  const text = optionValue(parsed, "encoding");
  const encoding = text === null ? null : statedEncoding(text);
  if (text !== null && encoding === null)
    problems.push(`--encoding ${text} is not known. Known: utf-8, gb18030, gbk, gb2312.`);
  if (path === undefined || out === null || !from || !to) return null;
  const columns = { xColumn: optionValue(parsed, "x"), yColumn: optionValue(parsed, "y") };
  return { path, out, encoding, conversion: { from, to, ...columns } };
}

/** Whether a system's positions are those of web maps. */
function isShifted({ id }: CoordinateSystem): boolean {
  return [GCJ02.id, BD09.id].some((shifted) => id.split(":").includes(shifted));
}

/** Tells how many positions had no offset because they lie outside China, where the systems are shifted ones. */
function tellOutside(
  { from, to }: CsvConversion,
  layer: string,
  outside: number,
  total: number,
  issues: IssueList,
): void {
  if (outside === 0 || ![from, to].some(isShifted)) return;
  issues.warn("assumed", layer, { field: "datum", details: { what: "outside-china", count: outside, total } });
}

interface Converted {
  readonly rows: number;
  readonly columns: readonly [x: string, y: string] | null;
  readonly encoding: string;
}

async function convertLayer({ path, out, encoding, conversion }: Request, issues: IssueList): Promise<Converted> {
  const layer = basename(path);
  const { from, to } = conversion;
  const bytes = new Uint8Array(await readFile(path));
  if (bytes.length > MOST_GEOJSON_BYTES) {
    const details = { limit: MOST_GEOJSON_BYTES };
    issues.error("too-large", layer, { details });
    throw new BadDataError(issues.all());
  }
  const decoded = decodeText(bytes, encoding ?? undefined);
  if (!decoded) issues.error("unreadable-file", layer, { field: "encoding", details: { format: "GeoJSON" } });
  const labelled = decoded && readGeojson(decoded.text, layer, issues);
  if (!labelled || !decoded) throw new BadDataError(issues.all());
  const projected = projectTable(labelled, from, issues);
  for (const { row, lon, lat } of listUnreachable(projected, to)) {
    const details = { what: "outside-system", crs: to.id };
    issues.error("bad-coordinate", layer, { row: labelled.labels[row], value: `${lon}, ${lat}`, details });
  }
  if (issues.hasErrors) throw new BadDataError(issues.all());
  const { coordinates, count } = projected.table;
  let outside = 0;
  for (let at = 0; at < coordinates.length; at += 2)
    if (!isInChina(coordinates[at] as number, coordinates[at + 1] as number)) outside++;
  tellOutside(conversion, layer, outside, coordinates.length / 2, issues);
  await writeOutputs([{ path: out, bytes: new TextEncoder().encode(convertGeojson(decoded.text, conversion)) }]);
  return { rows: count, columns: null, encoding: decoded.encoding };
}

async function convertToFile({ path, out, encoding, conversion }: Request, issues: IssueList): Promise<Converted> {
  const converted = await convertToFlatGeobuf({ path, encoding, ...conversion }, issues);
  const { rows, columns, positions, outside } = converted;
  tellOutside(conversion, basename(path), outside, positions, issues);
  await writeOutputs([{ path: out, bytes: converted.bytes }]);
  return { rows, columns, encoding: converted.encoding };
}

/** How the output's ending, then the input's, want it. */
function converterOf({ path, out }: Request): typeof convertTable {
  if (FLATGEOBUF_NAME.test(out)) return convertToFile;
  return GEOJSON_NAME.test(path) ? convertLayer : convertTable;
}

async function convertTable({ path, out, encoding, conversion }: Request, issues: IssueList): Promise<Converted> {
  const layer = basename(path);
  const used = encoding ?? (await readEncoding(createReadStream(path, { highWaterMark: 1 << 20 })));
  return streamOutputs([out], async ([output]) => {
    const converter = new CsvConverter(conversion, layer, issues, (bytes) => output?.write(bytes));
    const chunks = createReadStream(path, { highWaterMark: 1 << 20 });
    const isText = await readAsUtf8(chunks, used, (chunk) => converter.push(chunk));
    if (isText) converter.finish();
    else issues.error("unreadable-file", layer, { field: "encoding", value: used, details: { format: "CSV" } });
    const { outsideCount, rowCount } = converter;
    tellOutside(conversion, layer, outsideCount, rowCount, issues);
    if (issues.hasErrors) throw new BadDataError(issues.all());
    return { rows: rowCount, columns: converter.columnNames, encoding: used };
  });
}

export const convertCommand: Command = {
  summary: "moves the coordinates of a table or a GeoJSON into another coordinate system, as it is or as FlatGeobuf",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const request = requestOf(parsed, problems);
    if (problems.length > 0 || request === null) throw new UsageError(problems);
    const { path, out, conversion } = request;
    const { from, to } = conversion;
    const issues = new IssueList();
    for (const system of [from, to]) tellApproximate({ system }, basename(path), issues);
    terminal.err(`坐标 coordinates ${from.id} (${from.title}) → ${to.id} (${to.title})\n`);
    const { rows, columns, encoding } = await converterOf(request)(request, issues);
    terminal.err(tellIssues(issues.all()));
    const [x, y] = columns ?? ["", ""];
    const moved = columns ? `${rows} 行 rows, ${x} / ${y}` : `${rows} 个要素 features`;
    const systems = { from: { id: from.id, title: from.title }, to: { id: to.id, title: to.title } };
    return {
      json: {
        command: "convert",
        in: path,
        out,
        rows,
        ...systems,
        columns: columns && { x, y },
        encoding,
        issues: issues.all(),
      },
      text: `${moved} → ${out}\n`,
    };
  },
};
