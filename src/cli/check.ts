/** `minsheng check`: what is wrong, or may be, with a study's data, before anything is analysed. */
import { join } from "node:path";
import { AnalysisSession } from "../core/analysis-session.ts";
import type { Issue } from "../core/errors.ts";
import { DEFAULT_PARAMETERS } from "../core/model/parameters.ts";
import { BASELINE_NAME, findScenario } from "../core/model/scenario.ts";
import { checkStudy } from "../core/questions/check-up/check-study.ts";
import { CHECK_IDS, type Finding } from "../core/questions/check-up/finding.ts";
import { applyScenario } from "../core/scenario/apply-scenario.ts";
import { checkDatums } from "../io/crs/check-datums.ts";
import { findingCsv, findingFileName } from "../io/outputs/check-up-csv.ts";
import { type Command, UsageError } from "./command.ts";
import { describeEditIssue } from "./describe-edit-issue.ts";
import { describeFinding } from "./describe-finding.ts";
import { describeOrigins } from "./describe-origins.ts";
import { loadStudy, studyExists } from "./load-study.ts";
import { optionValue, parseArguments } from "./parse-arguments.ts";
import { missingScenarios, readOrCollect } from "./run-options.ts";
import { folderProblems, outputProblems, writeOutputs } from "./write-outputs.ts";

const HELP = `minsheng check STUDY [--out DIR]

A check-up of a study's data before any analysis: entries made twice, facilities outside the study, far from any street, on cut-off
streets or behind a barrier, capacity that is missing or absurd, layers in another coordinate system, homes and people that no
community has, totals and age groups that do not add up, communities without people, streets or outline, gaps in the street network.
Nothing is changed. Places are attached to streets within ${DEFAULT_PARAMETERS.snapRadiusMetres} m, as in a run.
STUDY is a .mscircle file, a study folder, or a shipped study: datong.

  --out DIR                also write one table for each check that found something: check-….csv
  --scenario NAME          the study as this scenario of it makes it (default ${BASELINE_NAME}), for instance one of corrections
  --force                  replace existing outputs; tables of an earlier check that found what this one does not are removed
  --json                   print one JSON object: every finding with its items

Exit: 0 done, whatever was found; 2 bad usage or bad input.
`;

const OPTIONS = {
  out: { kind: "text" },
  scenario: { kind: "text" },
  force: { kind: "flag" },
} as const;

/** Runs all steps. */
function finish(steps: Generator<unknown, readonly Finding[]>): readonly Finding[] {
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

export const checkCommand: Command = {
  summary: "checks a study's data before any analysis",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const [argument, ...others] = parsed.files.map(({ path }) => path);
    const out = optionValue(parsed, "out");
    if (argument === undefined) problems.push("Name a study: a .mscircle file, or datong.");
    else if (!studyExists(argument)) problems.push(`${argument} does not exist and is no shipped study.`);
    if (others.length > 0) problems.push(`One study only; also given: ${others.join(", ")}.`);
    const possible = out === null ? [] : CHECK_IDS.map((id) => join(out, findingFileName({ id })));
    if (out !== null) {
      problems.push(...folderProblems(out), ...outputProblems(possible, parsed.flags.has("force")));
    }
    const issues: Issue[] = [];
    const loaded =
      argument !== undefined && studyExists(argument) ? await readOrCollect(() => loadStudy(argument), issues) : null;
    const scenarioName = optionValue(parsed, "scenario") ?? BASELINE_NAME;
    if (loaded) problems.push(...missingScenarios(loaded.study, [scenarioName]));
    if (problems.length > 0 || issues.length > 0 || !loaded) throw new UsageError(problems, issues);

    const scenario = findScenario(loaded.study.scenarios, scenarioName);
    const applied = scenario ? applyScenario(loaded.study, scenario) : { study: loaded.study, issues: [] };
    for (const issue of applied.issues) terminal.err(describeEditIssue(issue));
    const { study } = applied;
    terminal.err("checking …\n");
    const findings = finish(checkStudy(new AnalysisSession(study), DEFAULT_PARAMETERS, [checkDatums]));
    const found = findings.filter(({ state }) => state === "found");
    const files =
      out === null
        ? []
        : found.map((finding) => ({
            path: join(out, findingFileName(finding)),
            bytes: new TextEncoder().encode(findingCsv(study, finding)),
          }));
    const paths = files.map(({ path }) => path);
    // What an earlier check found and this one does not is no longer so.
    const stale = possible.filter((path) => !paths.includes(path));
    await writeOutputs(files, stale);
    const note = study.demonstration ? "演示数据 demonstration data: simulated, not surveyed\n" : "";
    const lines = findings.map((finding) => `${describeFinding(finding, study.demand.unit)}\n`).join("");
    const head = `${study.title.zh} ${study.title.en}${scenario ? ` · ${scenario.name}` : ""}\n${note}`;
    const sum = `检查 ${findings.length} 项，发现问题 ${found.length} 项。 ${found.length} of ${findings.length} checks found something.\n`;
    return {
      json: {
        command: "check",
        study: study.id,
        scenario: scenarioName,
        snapRadiusMetres: DEFAULT_PARAMETERS.snapRadiusMetres,
        found: found.length,
        files: paths,
        origins: study.origins,
        findings,
      },
      text: `${head}${describeOrigins(study.origins)}${lines}${sum}${paths.map((path) => `${path}\n`).join("")}`,
    };
  },
};
