/** `minsheng compare`: scenarios of a study against one of them, as the page compares them: who gains, who loses. */
import { AnalysisSession } from "../core/analysis-session.ts";
import type { Issue } from "../core/errors.ts";
import { BASELINE_NAME, findScenario } from "../core/model/scenario.ts";
import type { Study } from "../core/model/study.ts";
import { judgedTargets } from "../core/plan/judged-targets.ts";
import { compareScenarios, type ScenarioComparison, type SideToCompare } from "../core/questions/compare-scenarios.ts";
import { ScenarioSessions } from "../core/scenario/scenario-sessions.ts";
import {
  COMPARISON_FILES,
  type ComparisonToWrite,
  comparedCommunitiesCsv,
  comparedDistrictsCsv,
  comparedTargetsCsv,
} from "../io/outputs/comparison-csv.ts";
import { type Command, UsageError } from "./command.ts";
import { describeEditIssue } from "./describe-edit-issue.ts";
import { optionValue, optionValues, parseArguments } from "./parse-arguments.ts";
import { missingFromStudy, missingScenarios, parametersOf, RUN_HELP, RUN_OPTIONS } from "./run-options.ts";
import { loadAskedStudy, outFolder, outPaths, studyArgument, tellStages } from "./study-input.ts";
import { writeOutputs } from "./write-outputs.ts";

const HELP = `minsheng compare STUDY --service ID --scenario A --scenario B … --out DIR

Scenarios of a study side by side: who gains cover by a service and who loses it, and what becomes of the plan's targets.
The files are those of the comparison in the page, to the last byte, over all communities of the study.
STUDY is a .mscircle file, a study folder, or a shipped study: datong.

  --service ID             whose cover is compared
  --scenario NAME          a scenario of the study (repeatable): the first is what the others are held against;
                           ${BASELINE_NAME} is the study as it is. One alone is held against ${BASELINE_NAME}
  --out DIR                folder for ${COMPARISON_FILES.districts}, ${COMPARISON_FILES.communities},
                           ${COMPARISON_FILES.targets}. gained and lost are counted home by home and never
                           set off against each other; people of estates that one side alone has are neither
${RUN_HELP}
  --force                  replace existing outputs
  --json                   print one JSON object: parameters, what each scenario changes, files

Exit: 0 done, 1 the analysis could not be done, 2 bad usage or bad input.
`;

const OPTIONS = {
  out: { kind: "text" },
  ...RUN_OPTIONS,
  service: { kind: "text" },
  scenario: { kind: "text", repeatable: true },
  force: { kind: "flag" },
} as const;

/** Names of the sides, the reference first. */
function namesOfSides(given: readonly string[], problems: string[]): readonly string[] {
  const twice = given.filter((name, at) => given.indexOf(name) !== at);
  for (const name of new Set(twice)) problems.push(`--scenario ${name} is given more than once.`);
  if (given.length === 0) {
    problems.push(`Name at least one --scenario; it is held against ${BASELINE_NAME}, the study as it is.`);
  }
  if (given.length === 1 && given[0] === BASELINE_NAME) {
    problems.push(`${BASELINE_NAME} alone has nothing to be compared with; name another --scenario.`);
  }
  return given.length === 1 ? [BASELINE_NAME, ...given] : given;
}

function openSides(study: Study, base: AnalysisSession, names: readonly string[]): SideToCompare[] {
  const sessions = new ScenarioSessions(base);
  return names.map((name) => {
    const scenario = findScenario(study.scenarios, name);
    if (!scenario) return { id: null, name: null, session: base, issues: [] };
    return { ...sessions.open(scenario), id: scenario.id, name: scenario.name };
  });
}

function describeComparison({ sides, changes }: ScenarioComparison, names: readonly string[]): string {
  return changes
    .map(({ sideIndex, total, targets }) => {
      const turned = targets.filter(({ isTurned }) => isTurned).length;
      const round = (people: number): string => people.toFixed(0);
      const moved = total.arrivedCovered - total.departedCovered;
      const estates = moved === 0 ? "" : `, 迁入 moved in ${round(moved)}`;
      return `  ${sides[sideIndex]?.name ?? BASELINE_NAME} ← ${names[0]}: 新增 gained ${round(total.gained)}, 失去 lost ${round(total.lost)}${estates}; ${turned} targets turned\n`;
    })
    .join("");
}

export const compareCommand: Command = {
  summary: "holds scenarios of a study against one another: who gains, who loses",
  help: HELP,
  run: async (args, terminal) => {
    const parsed = parseArguments(args, OPTIONS);
    const problems = [...parsed.problems];
    const argument = studyArgument(parsed, problems);
    const out = outFolder(parsed, problems);
    const paths = outPaths(out, Object.values(COMPARISON_FILES), parsed, problems);
    const serviceId = optionValue(parsed, "service");
    if (serviceId === null) problems.push("--service ID is missing.");
    const parameters = parametersOf(parsed, problems);
    const names = namesOfSides(optionValues(parsed, "scenario"), problems);
    const issues: Issue[] = [];
    const loaded = await loadAskedStudy(argument, null, problems, issues);
    if (loaded) {
      problems.push(...missingFromStudy(loaded.study, parameters), ...missingScenarios(loaded.study, names));
    }
    if (problems.length > 0 || issues.length > 0 || !loaded || serviceId === null || out === null) {
      throw new UsageError(problems, issues);
    }

    const { study } = loaded;
    const base = new AnalysisSession(study);
    const sides = openSides(study, base, names);
    for (const issue of sides.flatMap((side) => side.issues)) terminal.err(describeEditIssue(issue));
    const question = { serviceId, communityIndexes: null, edits: study.edits };
    const steps = compareScenarios(base, sides, parameters, question);
    const tellStage = tellStages(terminal);
    let step = steps.next();
    while (!step.done) {
      tellStage(step.value);
      step = steps.next();
    }
    const comparison = step.value;
    const written: ComparisonToWrite = {
      comparison,
      study,
      scenarios: study.scenarios,
      targets: judgedTargets(study, study.edits),
      passShare: parameters.passShare,
      snapRadiusMetres: parameters.snapRadiusMetres,
      areaId: "all",
      kind: "all",
      communityIndexes: Array.from({ length: study.communities.count }, (_, index) => index),
    };
    const texts = [comparedDistrictsCsv(written), comparedCommunitiesCsv(written), comparedTargetsCsv(written)];
    const encoder = new TextEncoder();
    await writeOutputs(paths.map((path, at) => ({ path, bytes: encoder.encode(texts[at]) })));
    return {
      json: {
        command: "compare",
        out,
        files: paths,
        service: serviceId,
        parameters,
        reference: names[0],
        scenarios: comparison.changes.map(({ sideIndex, total, targets }) => ({
          name: names[sideIndex],
          ...total,
          targetsTurned: targets.filter(({ isTurned }) => isTurned).map(({ targetId }) => targetId),
          issues: comparison.sides[sideIndex]?.issues,
        })),
        demandUnit: study.demand.unit,
        demonstration: study.demonstration,
      },
      text: `${study.title.zh} ${study.title.en}\n${study.demonstration ? "演示数据 demonstration data: simulated, not surveyed\n" : ""}${describeComparison(comparison, names)}${paths.join("\n")}\n`,
    };
  },
};
