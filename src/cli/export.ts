/** `minsheng export`: layers of a study → one file in any format and coordinate system. */
import { AnalysisSession } from "../core/analysis-session.ts";
import type { Issue } from "../core/errors.ts";
import { BASELINE_NAME } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { runAnalysis } from "../core/run-analysis.ts";
import { KNOWN_SYSTEMS } from "../io/crs/epsg-systems.ts";
import { type ExportRequest, exportLayers } from "../io/export/export-layers.ts";
import { describeNotice, WHOLE_FILE } from "../io/export/export-notice.ts";
import {
  EXPORT_FORMAT_NAMES,
  EXPORT_FORMATS,
  type ExportLayerId,
  exportEnding,
  formatOfName,
  shiftOf,
} from "../io/export/export-request.ts";
import { findExportSystem } from "../io/export/find-export-system.ts";
import { listExportLayers } from "../io/export/layer-table.ts";
import { describeRunAssumptions } from "../io/outputs/assumptions-csv.ts";
import { type Command, UsageError } from "./command.ts";
import { describeEditIssue } from "./describe-edit-issue.ts";
import { loadStudy, studyExists } from "./load-study.ts";
import { optionValue, optionValues, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import {
  missingFromStudy,
  missingScenarios,
  parametersOf,
  RUN_HELP,
  RUN_OPTIONS,
  readOrCollect,
} from "./run-options.ts";
import { tellIssues } from "./tell-issues.ts";
import { underScenario } from "./under-scenario.ts";
import { outputProblems, writeOutputs } from "./write-outputs.ts";

const ENDINGS = EXPORT_FORMATS.map((format) => `.${format}`).join(" ");

const HELP = `minsheng export STUDY --layer LAYER --out FILE

A layer of a study as a file for other programs. STUDY is a .mscircle file, a study folder, or a shipped study: datong.

  --layer LAYER            streets | street-blocks | communities | units | demand | facilities:SERVICE | barriers |
                           context | boundary (repeatable; \`all\`: every layer there is)
  --out FILE               ${ENDINGS} (a zipped shapefile): the ending chooses the format.
                           Several layers: .gpkg, .xlsx, .zip, or .geojson.zip .fgb.zip .csv.zip with a file each
  --crs CRS                the file's coordinate system (default EPSG:4326): EPSG codes, gcj02, bd09, +proj=…;
                           a file in GCJ-02 or BD-09 has to say so in its name: FILE.gcj02.geojson
  --columns A,B            only these columns of the one layer (a mark of simulated data and the scenario stay)
  --coverage               join a run's coverage to the communities: people, share, median time, verdict by service
  --scenario NAME          the layers as a scenario makes them (default ${BASELINE_NAME}: the study as it is)
  --service ID             of the run: only this service (repeatable)
${RUN_HELP}
  --force                  replace an existing output
  --json                   print one JSON object: layers with rows and columns, system, what the format could not carry

Axes are x (longitude, easting) before y (latitude, northing) in every format. What a format cannot carry is said on stderr.
Exit: 0 done, 2 bad usage or bad input.
`;

const OPTIONS = {
  layer: { kind: "text", repeatable: true },
  out: { kind: "text" },
  crs: { kind: "text" },
  columns: { kind: "text" },
  coverage: { kind: "flag" },
  scenario: { kind: "text" },
  service: { kind: "text", repeatable: true },
  ...RUN_OPTIONS,
  force: { kind: "flag" },
} as const;

const OPTIONS_OF_RUNS = ["service", ...Object.keys(RUN_OPTIONS)];

/** The layers asked for, each once; unknown ones join the problems. */
function layersOf(study: Study, asked: readonly string[], problems: string[]): ExportLayerId[] {
  const known = listExportLayers(study);
  if (asked.includes("all")) return known.filter((layer) => layer !== "boundary");
  return [...new Set(asked)].flatMap((layer) => {
    const found = known.find((each) => each === layer);
    if (found) return [found];
    problems.push(`--layer ${layer} is not in the study, or is empty. Its layers: ${known.join(", ")}.`);
    return [];
  });
}

/** What is wrong with the arguments alone. */
function argumentProblems(parsed: ParsedArguments, out: string | null, crs: string): string[] {
  const problems: string[] = [];
  if (optionValues(parsed, "layer").length === 0) problems.push("--layer LAYER is missing.");
  if (out === null) problems.push("--out FILE is missing.");
  else {
    problems.push(...outputProblems([out], parsed.flags.has("force")));
    if (formatOfName(out) === null) problems.push(`--out ${out}: the ending names no format. Endings: ${ENDINGS}.`);
    const shift = shiftOf(crs);
    if (shift !== "" && !out.toLowerCase().replaceAll("-", "").includes(shift))
      problems.push(
        `--out ${out}: a file in ${crs} says so in its name, e.g. ${out.replace(/\.([^.]*)$/, `.${shift}.$1`)}.`,
      );
  }
  if (findExportSystem(crs) === null) problems.push(`--crs ${crs} is unknown. Known: ${KNOWN_SYSTEMS}.`);
  if (!parsed.flags.has("coverage")) {
    const idle = parsed.options.filter(({ name }) => OPTIONS_OF_RUNS.includes(name)).map(({ name }) => `--${name}`);
    if (idle.length > 0) problems.push(`${[...new Set(idle)].join(", ")} say nothing without --coverage.`);
  }
  return problems;
}

export const exportCommand: Command = {
  summary: "writes layers of a study as GeoJSON, FlatGeobuf, GeoPackage, shapefile, CSV or XLSX",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    const out = optionValue(parsed, "out");
    const crs = optionValue(parsed, "crs") ?? "EPSG:4326";
    const problems = [...parsed.problems, ...argumentProblems(parsed, out, crs)];
    const [argument, ...others] = parsed.files.map(({ path }) => path);
    if (argument === undefined) problems.push("Name a study: a .mscircle file, or datong.");
    if (others.length > 0) problems.push(`One study only; also given: ${others.join(", ")}.`);
    const parameters = parametersOf(parsed, problems);
    if (argument !== undefined && !studyExists(argument))
      problems.push(`${argument} does not exist and is no shipped study.`);
    const issues: Issue[] = [];
    const loaded =
      argument !== undefined && studyExists(argument) ? await readOrCollect(() => loadStudy(argument), issues) : null;
    const { format = null, isZipped = false } = (out === null ? null : formatOfName(out)) ?? {};
    const scenarioName = optionValue(parsed, "scenario");
    if (loaded) {
      problems.push(...missingScenarios(loaded.study, [scenarioName ?? BASELINE_NAME]));
      if (parsed.flags.has("coverage")) problems.push(...missingFromStudy(loaded.study, parameters));
    }
    const made = loaded && problems.length === 0 ? underScenario(loaded.study, scenarioName) : null;
    const layers = made ? layersOf(made.study, optionValues(parsed, "layer"), problems) : [];
    const columns =
      optionValue(parsed, "columns")
        ?.split(",")
        .map((name) => name.trim()) ?? null;
    if (layers.length > 1) {
      if (columns) problems.push("--columns is for one --layer.");
      const ending = format && exportEnding(format, true);
      if (format && !isZipped && ending !== format)
        problems.push(
          `One ${EXPORT_FORMAT_NAMES[format]} file holds one layer; several go into .gpkg, .xlsx, or a zip of files: --out ${out}.zip.`,
        );
    }
    const isJoined = parsed.flags.has("coverage");
    if (made && isJoined && !layers.includes("communities")) problems.push("--coverage needs --layer communities.");
    if (problems.length > 0 || issues.length > 0 || !made || out === null || format === null)
      throw new UsageError(problems, issues);

    const { study, scenario } = made;
    terminal.err(tellIssues(loaded?.warnings ?? []));
    for (const issue of scenario?.issues ?? []) terminal.err(describeEditIssue(issue));
    const request: ExportRequest = { layers, format, isZipped, system: crs, columns, coverage: null };
    const coverage = (): ExportRequest["coverage"] => {
      const result = runAnalysis(study, parameters, new AnalysisSession(study));
      return { result, assumptions: describeRunAssumptions(study, result) };
    };
    const steps = exportLayers(study, isJoined ? { ...request, coverage: coverage() } : request);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const { bytes, notices, rows } = step.value;
    await writeOutputs([{ path: out, bytes }]);
    for (const notice of notices) {
      const { zh, en } = describeNotice(notice);
      terminal.err(
        `提示 note: ${notice.layer === WHOLE_FILE ? "全部图层 all layers" : notice.layer}\n  ${zh}\n  ${en}\n`,
      );
    }
    const system = findExportSystem(crs);
    const lines = rows.map(({ layer, rows: count }) => `  ${layer}: ${count}\n`).join("");
    const mark = study.demonstration ? "演示数据 demonstration data: simulated, not surveyed\n" : "";
    return {
      json: { command: "export", out, format: EXPORT_FORMAT_NAMES[format], crs: system?.id, layers: rows, notices },
      text: `${study.title.zh} → ${out}\n${mark}坐标系 Coordinate system: ${system?.title}\n${lines}`,
    };
  },
};
