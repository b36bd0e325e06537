/** `minsheng import`: files of any readable kind → one study file. */
import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Progress } from "../core/analysis-result.ts";
import { dayOf } from "../core/model/calendar-day.ts";
import { MOST_FOLDER_FILES } from "../core/model/folder-entries.ts";
import type { Study } from "../core/model/study.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { findCoordinateSystem } from "../io/crs/find-coordinate-system.ts";
import { type ImportFile, type ImportResult, importFiles } from "../io/import/import-files.ts";
import { TEMPLATE_IDS, templateName, writeTemplate } from "../io/import/import-templates.ts";
import type { JoiningByService } from "../io/import/join-facilities.ts";
import { isLayerRole, type LayerRole } from "../io/roles/detect-roles.ts";
import { parseRoster, ROSTER_PATH, type Roster } from "../io/roster/roster-file.ts";
import { isServiceId, KNOWN_SERVICE_IDS } from "../io/services/known-services.ts";
import { writeStudyFile } from "../io/study/study-file.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { describeControls, readControlOptions } from "./control-options.ts";
import { listFolder } from "./list-folder.ts";
import { loadStudy, studyFolder } from "./load-study.ts";
import {
  type GivenFile,
  numberOption,
  optionValue,
  optionValues,
  type ParsedArguments,
  parseArguments,
} from "./parse-arguments.ts";
import { statedEncoding } from "./read-as-utf8.ts";
import { isGeodatabaseFolder, readImportFiles } from "./read-import-files.ts";
import { tellIssues } from "./tell-issues.ts";
import { outputProblems, writeOutputs } from "./write-outputs.ts";

const HELP = `minsheng import FILE|FOLDER… --out STUDY.mscircle
minsheng import --template facilities|communities [--out FORM.xlsx|FORM.csv]

Builds a study from .osm.pbf / .osm, .shp (its parts beside it, or zipped), .gpkg, .gdb (the folder, or zipped), .fgb, .geojson, .kml, .kmz, .gpx, .tab, .mif, .dxf, .csv, .xlsx,
a GeoTIFF of heights or of people (.tif), a plan.json, and .mscircle or a shipped study (datong) as a base to add to.
Of a folder, or an archive of tables, all files are taken; what is no data there is listed, not refused.
Formats are told by content, layers by their shapes and columns. Lists without coordinates are matched to the communities that their rows name.

  --out STUDY.mscircle     the file to write
  --template FORM          writes a form to fill in and imports nothing: a list of facilities, or people by community
                           (without --out under its own name, ${templateName("facilities", "xlsx")}, here)
  --as ROLE                streets | communities (areas, or points that get cells) | facilities:SERVICE | demand | barriers |
                           boundary | people (totals by community, no positions) | buildings | elevation | street-blocks | units |
                           context (the last three as \`export\` writes them) | population | population:count | population:density (repeatable).
                           With as many --as as files the n-th belongs to the n-th file, else each to the file before it
  --add SERVICE            adds brought facilities of that service to those of the base; without it they take their place (repeatable)
  --skip-duplicates        of added facilities leaves out those that are probably there: same name within 50 m
  --ages AGES              whose people a raster counts: all, 0-2, 60+, 60-64, f 60-64 …; of several bands one after the other, - leaves
                           one out (all,0-2,60+,-). Told by names where it is left away (repeatable, belongs to files as --as does)
  --admin-level N          which admin_level of an OSM file are the communities (default: the deepest that divides the streets)
  --control-total N        people of the whole study, or of a group (60+=640901), to compare with (repeatable)
  --scale-to-control       scales people to the control totals instead of only telling the difference
  --control-source TEXT    where the control totals are from, and --control-date TEXT of which day or year; kept and printed with each.
                           TEXT is of all totals, 60+=TEXT of one group's (repeatable)
  --sum-sexes              adds up columns of men and women where a table has none of both
  --crs CRS                coordinate system of a layer whose file names none, or a wrong one (repeatable, belongs to files as --as does):
                           ${KNOWN_SYSTEMS.replace(", local", "")}
  --accept-likely          places rows of a list at the community that is likely too, not only where it is certain
  --skip-faulty            leaves out, and lists, rows that lie nowhere or outside the study, instead of refusing the import. Facilities
                           without a position that name their community stand there in any case
  --encoding ENCODING      utf-8, gb18030, gbk or gb2312 for CSV and GeoJSON (default: detected)
  --id ID  --title TITLE   name of the study (default: the first file's)
  --force                  replace an existing output
  --json                   print one JSON object: the summary of files, layers and issues

Services known by name: ${KNOWN_SERVICE_IDS.join(", ")}.
Exit: 0 done, 2 bad usage or bad input (every issue is listed).
`;

const OPTIONS = {
  out: { kind: "text" },
  template: { kind: "text" },
  as: { kind: "text", repeatable: true },
  ages: { kind: "text", repeatable: true },
  "admin-level": { kind: "text" },
  crs: { kind: "text", repeatable: true },
  encoding: { kind: "text", repeatable: true },
  "control-total": { kind: "text", repeatable: true },
  "scale-to-control": { kind: "flag" },
  "control-source": { kind: "text", repeatable: true },
  "control-date": { kind: "text", repeatable: true },
  add: { kind: "text", repeatable: true },
  "skip-duplicates": { kind: "flag" },
  "sum-sexes": { kind: "flag" },
  "accept-likely": { kind: "flag" },
  "skip-faulty": { kind: "flag" },
  id: { kind: "text" },
  title: { kind: "text" },
  force: { kind: "flag" },
} as const;

/** What the user said of which file with a repeatable option, by the file's place. */
function valuesOfFiles(parsed: ParsedArguments, name: string, problems: string[]): (string | undefined)[] {
  const given = parsed.options.filter((option) => option.name === name);
  const values: (string | undefined)[] = parsed.files.map(() => undefined);
  given.forEach(({ value, index }, nth) => {
    const before = parsed.files.findLastIndex((file: GivenFile) => file.index < index);
    const row = given.length === parsed.files.length ? nth : Math.max(0, before);
    if (values[row] !== undefined)
      problems.push(`--${name} ${value}: ${parsed.files[row]?.path} has one already (${values[row]}).`);
    values[row] = value;
  });
  return values;
}

/** Which role the user gave to which file, by the file's place. */
function rolesOfFiles(parsed: ParsedArguments, problems: string[]): (LayerRole | undefined)[] {
  return valuesOfFiles(parsed, "as", problems).map((value) => {
    if (value === undefined || isLayerRole(value)) return value;
    problems.push(
      `--as ${value} is no role. Roles: streets, communities, facilities:SERVICE, demand, barriers, boundary, people, buildings, elevation, population, street-blocks, units, context.`,
    );
    return undefined;
  });
}

/** Which coordinate system the user stated for which file. */
function systemsOfFiles(parsed: ParsedArguments, problems: string[]): (string | undefined)[] {
  const systems = valuesOfFiles(parsed, "crs", problems);
  for (const crs of systems) {
    if (crs !== undefined && !findCoordinateSystem(crs))
      problems.push(`--crs ${crs} is not known. Known: ${KNOWN_SYSTEMS.replace(", local", "")}.`);
  }
  for (const [row, { path }] of parsed.files.entries()) {
    if (systems[row] !== undefined && studyFolder(path) !== null)
      problems.push(`--crs ${systems[row]}: ${path} is a study and brings its own coordinate system.`);
  }
  return systems;
}

function encodingOf(parsed: ParsedArguments, problems: string[]): string | undefined {
  const [stated, ...others] = optionValues(parsed, "encoding").map((text) => ({
    text,
    encoding: statedEncoding(text) ?? undefined,
  }));
  for (const one of stated ? [stated, ...others] : []) {
    if (!one.encoding) problems.push(`--encoding ${one.text} is not known. Known: utf-8, gb18030, gbk, gb2312.`);
  }
  return stated?.encoding;
}

/** Services whose brought facilities join those of the base. */
function joiningOf(parsed: ParsedArguments, problems: string[]): JoiningByService {
  const skips = parsed.flags.has("skip-duplicates");
  const added = optionValues(parsed, "add");
  if (skips && added.length === 0) problems.push("--skip-duplicates needs an --add SERVICE.");
  for (const id of added) if (!isServiceId(id)) problems.push(`--add ${id} is no service. Write --add kindergarten.`);
  return Object.fromEntries(added.map((id) => [id, skips ? "add-new" : "add"]));
}

/** A folder of files, neither a study nor a geodatabase. */
function isFolder(path: string): boolean {
  const isDirectory = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isDirectory && studyFolder(path) === null && !isGeodatabaseFolder(path);
}

/** What is said of a file cannot be meant for a whole folder of them. */
function tellFolders(parsed: ParsedArguments, option: string, values: readonly unknown[], problems: string[]): void {
  for (const [row, { path }] of parsed.files.entries())
    if (values[row] !== undefined && isFolder(path))
      problems.push(`--${option} stands behind the folder ${path}: name the file that it is of.`);
}

/** All files of a folder that are not named themselves. */
async function readFolder(
  folder: string,
  given: ReadonlySet<string>,
  encoding: string | undefined,
): Promise<ImportFile[]> {
  const listed = (listFolder(folder) ?? []).filter(({ path }) => !given.has(path));
  return await Promise.all(
    listed.map(async ({ path, name, mayBeData }) => ({
      name,
      bytes: mayBeData ? new Uint8Array(await readFile(path)) : new Uint8Array(0),
      encoding,
    })),
  );
}

interface Inputs {
  readonly files: ImportFile[];
  readonly base: Study | undefined;
}

async function readInputs(
  parsed: ParsedArguments,
  roles: readonly (LayerRole | undefined)[],
  systems: readonly (string | undefined)[],
  ages: readonly (string | undefined)[],
  encoding: string | undefined,
): Promise<Inputs> {
  const files: ImportFile[] = [];
  let base: Study | undefined;
  const given = new Set(parsed.files.map(({ path }) => join(path)));
  for (const [row, { path }] of parsed.files.entries()) {
    if (studyFolder(path) !== null) base = (await loadStudy(path)).study;
    else if (isFolder(path)) files.push(...(await readFolder(path, given, encoding)));
    else {
      const [main, ...parts] = await readImportFiles(path, given);
      if (main) files.push({ ...main, as: roles[row], crs: systems[row], ages: ages[row], encoding });
      files.push(...parts.map((part) => ({ ...part, encoding })));
    }
  }
  return { files, base };
}

const STAGE_WORDS: Readonly<Partial<Record<Progress["stage"], string>>> = {
  reading: "读取 reading",
  assembling: "组成研究 assembling",
};

const QUIET_MILLISECONDS = 5000;

/** A line for each quarter of what takes long, and one whenever nothing was said for five seconds: of what is done at once nothing is said. */
function tellProgress(terminal: Terminal): (progress: Progress) => void {
  let stageNow = "";
  let quarter = 0;
  let said = performance.now();
  const start = said;
  return ({ stage, done, total }) => {
    const percent = Math.floor((100 * done) / Math.max(1, total));
    const reached = Math.floor(percent / 25);
    if (stage !== stageNow || reached < quarter) quarter = reached;
    stageNow = stage;
    const now = performance.now();
    if (now - start < 1000 || (reached === quarter && now - said < QUIET_MILLISECONDS)) return;
    quarter = reached;
    said = now;
    terminal.err(`  ${STAGE_WORDS[stage] ?? stage} ${percent} %\n`);
  };
}

const ROSTER_FILE = fileURLToPath(new URL(`../../${ROSTER_PATH}`, import.meta.url));

/** The shipped roster of communities; null where it is not there. */
async function loadRoster(): Promise<Roster | null> {
  return existsSync(ROSTER_FILE) ? parseRoster(new Uint8Array(await readFile(ROSTER_FILE))) : null;
}

function describeSummary(result: ImportResult, out: string): string {
  const { summary, study } = result;
  const files = summary.files.map(
    ({ name, format, roles, features, datum, encoding, ages = "" }) =>
      `  ${name}: ${[format, roles.join(", "), ages, `${features} features`, datum, encoding].filter((part) => part !== "").join("; ")}\n`,
  );
  const systems = summary.systems.map(
    ({ layer, systems: weighed, proposed, sureness }) =>
      `  ${layer}: ${weighed.map(({ id, medianMetres }) => `${id} ${medianMetres?.toFixed(0) ?? "≥ 1000"} m`).join(", ")} → ${proposed || "?"} (${sureness})\n`,
  );
  const weighed =
    systems.length === 0
      ? ""
      : `坐标系（到最近道路的中位距离） Systems (median distance to the nearest street)\n${systems.join("")}`;
  const layers = Object.entries(summary.layers).map(([layer, count]) => `  ${layer}: ${count}\n`);
  const demand = `  demand unit: ${summary.demandUnit}, total ${summary.demandTotal.toFixed(1)}; points in no community: ${summary.demandOutside}\n`;
  const controls = describeControls(summary.people);
  return `${study.title.zh} → ${out}\n文件 Files\n${files.join("")}${weighed}图层 Layers\n${layers.join("")}${demand}${controls}`;
}

/** Writes a form to fill in; nothing is imported. */
async function writeForm(parsed: ParsedArguments): Promise<Awaited<ReturnType<Command["run"]>>> {
  const problems = [...parsed.problems];
  const wanted = optionValue(parsed, "template");
  const id = TEMPLATE_IDS.find((known) => known === wanted);
  if (!id) problems.push(`--template ${wanted} is no form. Forms: ${TEMPLATE_IDS.join(", ")}.`);
  const out = optionValue(parsed, "out") ?? templateName(id ?? "facilities", "xlsx");
  const format = out.toLowerCase().endsWith(".csv") ? "csv" : "xlsx";
  if (!/\.(csv|xlsx)$/i.test(out)) problems.push(`--out ${out}: a form is written as .xlsx or .csv.`);
  for (const { path } of parsed.files) problems.push(`--template reads no files: ${path}.`);
  for (const { name } of parsed.options)
    if (name !== "template" && name !== "out") problems.push(`--${name} has no meaning with --template.`);
  problems.push(...outputProblems([out], parsed.flags.has("force")));
  if (problems.length > 0 || !id) throw new UsageError(problems);
  await writeOutputs([{ path: out, bytes: writeTemplate(id, format) }]);
  return { json: { command: "import", template: id, out }, text: `${templateName(id, format)} → ${out}\n` };
}

export const importCommand: Command = {
  summary: "builds a study from files of OSM, shapes, sheets and rasters",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    if (optionValue(parsed, "template") !== null) return await writeForm(parsed);
    const problems = [...parsed.problems];
    const force = parsed.flags.has("force");
    const out = optionValue(parsed, "out");
    if (parsed.files.length === 0) problems.push("Name at least one file to import.");
    if (out === null) problems.push("--out STUDY.mscircle is missing.");
    else problems.push(...outputProblems([out], force));
    const adminLevel = numberOption(parsed, "admin-level", { above: 0, atMost: 15 }, problems);
    if (adminLevel !== null && !Number.isInteger(adminLevel)) problems.push("--admin-level must be a whole number.");
    const roles = rolesOfFiles(parsed, problems);
    const systems = systemsOfFiles(parsed, problems);
    const ages = valuesOfFiles(parsed, "ages", problems);
    const encoding = encodingOf(parsed, problems);
    for (const [option, values] of Object.entries({ as: roles, crs: systems, ages }))
      tellFolders(parsed, option, values, problems);
    const control = readControlOptions(parsed, problems);
    const joining = joiningOf(parsed, problems);
    const folders = parsed.files.filter(({ path }) => studyFolder(path) !== null);
    if (folders.length > 1) problems.push("Only one study can be the base.");
    for (const { path } of parsed.files) {
      if (studyFolder(path) !== null) continue;
      if (!existsSync(path)) problems.push(`${path} does not exist.`);
      else if (isFolder(path) && listFolder(path) === null)
        problems.push(`${path} holds more than ${MOST_FOLDER_FILES} files; name a folder within it.`);
    }
    if (problems.length > 0 || out === null) throw new UsageError(problems);

    const { files, base } = await readInputs(parsed, roles, systems, ages, encoding);
    const title = optionValue(parsed, "title");
    for (const { path } of parsed.files)
      if (studyFolder(path) === null) terminal.err(`读取 reading ${basename(path)}\n`);
    const options = {
      adminLevel,
      base,
      control,
      joining,
      loadRoster,
      importedOn: dayOf(new Date()),
      sumSexes: parsed.flags.has("sum-sexes"),
      ofAll: {
        ...(parsed.flags.has("accept-likely") ? { acceptLikely: true } : {}),
        ...(parsed.flags.has("skip-faulty") ? { leaveOutFaulty: true } : {}),
      },
      id: optionValue(parsed, "id") ?? undefined,
      title: title === null ? undefined : { zh: title, en: title },
    };
    const result = await importFiles(files, options, { onProgress: tellProgress(terminal) });
    await writeOutputs([{ path: out, bytes: await writeStudyFile(result.study) }]);
    terminal.err(tellIssues(result.issues));
    for (const id of Object.keys(joining))
      if (!result.summary.files.some(({ roles: taken }) => taken.includes(`facilities:${id}`)))
        terminal.err(`提示 note: --add ${id}\n  没有导入这类设施。\n  No facilities of that service were brought.\n`);
    return {
      json: {
        command: "import",
        out,
        study: { id: result.study.id, title: result.study.title },
        ...result.summary,
        issues: result.issues,
      },
      text: describeSummary(result, out),
    };
  },
};
