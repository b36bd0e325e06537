/** `minsheng convert`: the coordinates of a table into another system, all else as it is. */
import { createReadStream, existsSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { BadDataError } from "../core/errors.ts";
import { BD09, GCJ02 } from "../io/crs/china-offsets.ts";
import { tellApproximate } from "../io/crs/choose-system.ts";
import { type CsvConversion, CsvConverter } from "../io/crs/convert-csv.ts";
import type { CoordinateSystem } from "../io/crs/coordinate-system.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { findCoordinateSystem } from "../io/crs/find-coordinate-system.ts";
import { IssueList } from "../io/tables/labelled-table.ts";
import { type Command, UsageError } from "./command.ts";
import { describeIssue } from "./describe-issue.ts";
import { optionValue, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { readAsUtf8, readEncoding, statedEncoding } from "./read-as-utf8.ts";
import { streamOutputs } from "./stream-output.ts";
import { outputProblems } from "./write-outputs.ts";

const HELP = `minsheng convert IN.csv --from SYSTEM --to SYSTEM --out OUT.csv

Moves the coordinates of a table from one coordinate system into another. All other cells stay as they are, byte for byte; the
output is UTF-8. Decimal numbers are read, full-width ones too, and degrees-minutes-seconds (113°17′35.2″, 东经113度17分35.2秒).
Degrees are written to 1e-9, metres to 1e-6.

  --from SYSTEM            the system that the file's numbers are in
  --to SYSTEM              the system to write
  --x COLUMN --y COLUMN    the columns of longitude or easting, and of latitude or northing
                           (default: lon, lng, 经度, x, easting … and lat, 纬度, y, northing …)
  --encoding ENCODING      utf-8, gb18030, gbk or gb2312 (default: detected)
  --out OUT.csv            the file to write
  --force                  replace an existing output
  --json                   print one JSON object: rows, systems, columns, encoding, issues

SYSTEM is one of ${KNOWN_SYSTEMS.replace(", local", "")}.
GCJ-02 and BD-09 are undone by iteration to 1e-11°; outside China they have no offset. Beijing 1954 and Xi'an 1980 are approximate: see the note
that the command prints.
Exit: 0 done, 2 bad usage or bad input (every row that cannot be moved is named, and nothing is written).
`;

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
  const [from, to] = [systemOption(parsed, "from", problems), systemOption(parsed, "to", problems)];
  const out = optionValue(parsed, "out");
  if (out === null) problems.push("--out OUT.csv is missing.");
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

async function convertTable({ path, out, encoding, conversion }: Request, issues: IssueList) {
  const layer = basename(path);
  const used = encoding ?? (await readEncoding(createReadStream(path, { highWaterMark: 1 << 20 })));
  return streamOutputs([out], async ([output]) => {
    const converter = new CsvConverter(conversion, layer, issues, (bytes) => output?.write(bytes));
    const chunks = createReadStream(path, { highWaterMark: 1 << 20 });
    const isText = await readAsUtf8(chunks, used, (chunk) => converter.push(chunk));
    if (isText) converter.finish();
    else issues.error("unreadable-file", layer, { field: "encoding", value: used, details: { format: "CSV" } });
    const { outsideCount, rowCount } = converter;
    if (outsideCount > 0 && [conversion.from, conversion.to].some(isShifted)) {
      const details = { what: "outside-china", count: outsideCount, total: rowCount };
      issues.warn("assumed", layer, { field: "datum", details });
    }
    if (issues.hasErrors) throw new BadDataError(issues.all());
    return { rows: rowCount, columns: converter.columnNames, encoding: used };
  });
}

export const convertCommand: Command = {
  summary: "moves the coordinates of a table into another coordinate system",
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
    const { rows, columns, encoding } = await convertTable(request, issues);
    for (const issue of issues.all()) terminal.err(describeIssue(issue));
    const [x, y] = columns ?? ["", ""];
    const systems = { from: { id: from.id, title: from.title }, to: { id: to.id, title: to.title } };
    return {
      json: { command: "convert", in: path, out, rows, ...systems, columns: { x, y }, encoding, issues: issues.all() },
      text: `${rows} 行 rows, ${x} / ${y} → ${out}\n`,
    };
  },
};
