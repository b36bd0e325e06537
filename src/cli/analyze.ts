/** `minsheng analyze`: a study → coverage of every community and the plan's targets, as files. */
import { join } from "node:path";
import { measureAccess } from "../core/access/measure-access.ts";
import type { AnalysisResult } from "../core/analysis-result.ts";
import { AnalysisSession } from "../core/analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../core/coverage/coverage-result.ts";
import type { Issue } from "../core/errors.ts";
import type { DemandUnit } from "../core/model/demand.ts";
import type { AnalysisParameters } from "../core/model/parameters.ts";
import { BASELINE_NAME } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { listProblems } from "../core/plan/ledger/ledger.ts";
import { listSnaps } from "../core/questions/list-snaps.ts";
import { runAnalysis } from "../core/run-analysis.ts";
import { writeRunFiles } from "../io/outputs/run-files.ts";
import { snapsCsv } from "../io/outputs/snaps-csv.ts";
import { type Command, UndoneError, UsageError } from "./command.ts";
import { describeEditIssue } from "./describe-edit-issue.ts";
import { describeDoubtfulSystems } from "./describe-origins.ts";
import { optionValue, type ParsedArguments, parseArguments } from "./parse-arguments.ts";
import { missingFromStudy, missingScenarios, parametersOf, RUN_HELP, RUN_OPTIONS } from "./run-options.ts";
import { loadAskedStudy, outFolder, outPaths, studyArgument, tellStages } from "./study-input.ts";
import { tellIssues } from "./tell-issues.ts";
import { underScenario } from "./under-scenario.ts";
import { writeOutputs } from "./write-outputs.ts";

const OUTPUTS = [
  "communities.csv",
  "targets.csv",
  "scoreboard.csv",
  "ledger.csv",
  "assumptions.csv",
  "communities.fgb",
  "run.json",
] as const;
const SNAPS = "snaps.csv";
const ACCESS_OUTPUTS = ["access.csv", "catchments.csv"] as const;

const HELP = `minsheng analyze STUDY --out DIR

Who reaches which service in time, community by community, and which of the plan's targets hold.
STUDY is a .mscircle file, a study folder, or a shipped study: datong.

  --out DIR                folder for ${OUTPUTS.join(", ")}
                           ledger.csv: every unit that does not meet a target, with people by group, cause, proposed
                           measure, responsible unit, and the status and note kept in the study
${RUN_HELP}
  --service ID             only this service (repeatable); default: every service with a circle
  --scenario NAME          a scenario of the study (default ${BASELINE_NAME}: the study as it is); every output
                           says it, run.json with its edits
  --plan FILE              judge by the targets of this plan.json (as saved by the page) in the place of the study's own,
                           with the norms of capacity and the readings that it sets
  --snaps                  also write ${SNAPS}: the street of every home and facility, or why it has none
  --access                 also ${ACCESS_OUTPUTS.join(" and ")}: backup, capacity, floating catchments, people served, over
                           capacity and not covered by community, people by facility; equity in run.json
  --force                  replace existing outputs
  --json                   print one JSON object: parameters, services, targets, files

Exit: 0 done, 1 the analysis could not be done, 2 bad usage or bad input.
`;

const OPTIONS = {
  out: { kind: "text" },
  ...RUN_OPTIONS,
  service: { kind: "text", repeatable: true },
  scenario: { kind: "text" },
  plan: { kind: "text" },
  snaps: { kind: "flag" },
  access: { kind: "flag" },
  force: { kind: "flag" },
} as const;

/** What the arguments ask of the study that it does not have. */
function studyProblems(study: Study, parsed: ParsedArguments, parameters: AnalysisParameters): string[] {
  return [
    ...missingFromStudy(study, parameters),
    ...missingScenarios(study, [optionValue(parsed, "scenario") ?? BASELINE_NAME]),
  ];
}

const UNIT_NAMES: Readonly<Record<DemandUnit, string>> = {
  people: "人 people",
  "residential-floor-m2": "住宅建筑面积 m² of residential floor (not people)",
  "residential-street-m": "居住街道米 metres of residential street (not people)",
};

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function describeResult(study: Study, result: AnalysisResult, files: readonly string[]): string {
  const lines = result.services.map((coverage) => {
    const title = study.services.find(({ id }) => id === coverage.serviceId)?.title;
    const people = sum(coverage.people);
    const share = people > 0 ? `${((100 * sum(coverage.peopleCovered)) / people).toFixed(1)} %` : "–";
    const met = coverage.verdicts.filter((verdict) => verdict === VERDICT_MET).length;
    const tested = met + coverage.verdicts.filter((verdict) => verdict === VERDICT_NOT_MET).length;
    const minutes = coverage.cutoffSeconds / 60;
    return `  ${title?.zh ?? ""} ${coverage.serviceId}: ${share} of ${study.demand.unit === "people" ? coverage.groupId : study.demand.unit} within ${minutes} min (${coverage.profileId}); ${met} of ${tested} communities met\n`;
  });
  const verdicts = new Map<string, number>();
  for (const { verdict } of result.targets) verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
  const targets =
    verdicts.size === 0
      ? ""
      : `目标 Targets: ${[...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join(", ")}\n`;
  const note = study.demonstration ? "演示数据 demonstration data: simulated, not surveyed\n" : "";
  const scenario = study.scenarioName === undefined ? "" : `方案 Scenario: ${study.scenarioName}\n`;
  const head = `${study.title.zh} ${study.title.en}\n${scenario}${note}`;
  const rests = `需求单位 Demand unit: ${UNIT_NAMES[study.demand.unit]}\n${describeDoubtfulSystems(study.origins)}`;
  return `${head}${rests}${lines.join("")}${targets}${files.join("\n")}\n`;
}

export const analyzeCommand: Command = {
  summary: "tests every community and the plan's targets",
  help: HELP,
  run: async (args, terminal) => {
    const started = performance.now();
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const argument = studyArgument(parsed, problems);
    const withSnaps = parsed.flags.has("snaps");
    const withAccess = parsed.flags.has("access");
    const names = [...OUTPUTS, ...(withSnaps ? [SNAPS] : []), ...(withAccess ? ACCESS_OUTPUTS : [])];
    const out = outFolder(parsed, problems);
    const paths = outPaths(out, names, parsed, problems);
    const parameters = parametersOf(parsed, problems);
    const issues: Issue[] = [];
    const planPath = optionValue(parsed, "plan");
    const loaded = await loadAskedStudy(argument, planPath, problems, issues);
    if (loaded) problems.push(...studyProblems(loaded.study, parsed, parameters));
    if (problems.length > 0 || issues.length > 0 || !loaded) throw new UsageError(problems, issues);

    const { hashes, warnings } = loaded;
    terminal.err(tellIssues(warnings));
    const { study, scenario } = underScenario(loaded.study, optionValue(parsed, "scenario"));
    for (const issue of scenario?.issues ?? []) terminal.err(describeEditIssue(issue));
    const read = performance.now();
    const onProgress = tellStages(terminal);
    const session = new AnalysisSession(study);
    const result = runAnalysis(study, parameters, session, { onProgress });
    if (result.services.length === 0)
      throw new UndoneError(
        "研究中没有可分析的设施。 The study has no facilities to analyse; add some with minsheng import.",
      );
    if (withAccess) terminal.err("access …\n");
    const access = withAccess ? { access: measureAccess(session, result) } : {};
    const analysed = performance.now();
    const ledger = listProblems(session, study.edits, result.targets, parameters);
    const listed = performance.now();
    const timings = {
      readMilliseconds: Math.round(read - started),
      analyseMilliseconds: Math.round(analysed - read),
      ledgerMilliseconds: Math.round(listed - analysed),
    };
    const files = await writeRunFiles(study, result, {
      inputs: hashes,
      timings,
      ledger,
      ...access,
      ...(scenario ? { scenario } : {}),
    });
    if (withSnaps) {
      const text = snapsCsv(study, listSnaps(session, parameters));
      files.push({ name: SNAPS, bytes: new TextEncoder().encode(text) });
    }
    await writeOutputs(files.map(({ name, bytes }) => ({ path: join(out ?? "", name), bytes })));
    const run: unknown = JSON.parse(new TextDecoder().decode(files.find(({ name }) => name === "run.json")?.bytes));
    return {
      json: {
        command: "analyze",
        out,
        files: paths,
        run,
        targets: result.targets.map(({ targetId, verdict, share, reason }) => ({ targetId, verdict, share, reason })),
      },
      text: describeResult(study, result, paths),
    };
  },
};
