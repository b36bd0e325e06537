/** `minsheng site`: what to build where, on a study or on a matrix of costs. */
import { AnalysisError } from "../core/errors.ts";
import { readEquityWork } from "../core/questions/siting/pose-equity.ts";
import type { PosedSiting } from "../core/questions/siting/pose-siting.ts";
import { type CurvePoint, findSitesForTarget, measureCoverCurve } from "../core/siting/cover/cover-curve.ts";
import { listNearEqual } from "../core/siting/list-near-equal.ts";
import { measurePlaceCurve } from "../core/siting/places/place-curve.ts";
import type { SitingAnswer, SitingProblem } from "../core/siting/siting-problem.ts";
import { SITING_SOLVERS } from "../core/siting/siting-solvers.ts";
import { createDeadline, type SitingOptions } from "../core/siting/siting-steps.ts";
import { IssueList } from "../io/tables/labelled-table.ts";
import { loadHighsSolver } from "../worker/highs-solver.ts";
import { type Command, type Terminal, UndoneError, UsageError } from "./command.ts";
import { describeSitingFault } from "./describe-siting.ts";
import { optionValue, parseArguments } from "./parse-arguments.ts";
import { describeSited, type Sited, servedCsv, siteJson } from "./site-answer.ts";
import { SITE_HELP } from "./site-help.ts";
import { readMatrix, readSiteFigures, type SiteInputs } from "./site-inputs.ts";
import { type SiteOptions, siteOptions, workOptions } from "./site-options.ts";
import { readKeptQuestion } from "./site-question.ts";
import { readStudySites } from "./site-study.ts";
import { TRAVEL_OPTIONS } from "./travel-options.ts";
import { outputProblems, writeOutputs } from "./write-outputs.ts";

const MATRIX_OPTIONS = ["costs", "demand", "cost-column"] as const;
const STUDY_OPTIONS = [
  "service",
  "candidates",
  "exclude",
  "grid-metres",
  "crs",
  "cutoff-minutes",
  "profile",
  "speed",
  "group",
] as const;

const OPTIONS = {
  model: { kind: "text" },
  ...Object.fromEntries([...MATRIX_OPTIONS, ...STUDY_OPTIONS].map((name) => [name, { kind: "text" }] as const)),
  ...TRAVEL_OPTIONS,
  replace: { kind: "flag" },
  sites: { kind: "text" },
  new: { kind: "text" },
  cutoff: { kind: "text" },
  fixed: { kind: "text" },
  capacity: { kind: "text" },
  "capacity-each": { kind: "text" },
  "site-costs": { kind: "text" },
  "site-cost": { kind: "text" },
  budget: { kind: "text" },
  backup: { kind: "text" },
  unserved: { kind: "text" },
  alternatives: { kind: "text" },
  curve: { kind: "flag" },
  target: { kind: "text" },
  gap: { kind: "text" },
  "time-limit": { kind: "text" },
  question: { kind: "text" },
  out: { kind: "text" },
  force: { kind: "flag" },
} as const;

/** Everything that the arguments name, as a question; throws UsageError with every fault of arguments and files. */
async function readProblem(args: readonly string[]): Promise<{
  readonly inputs: SiteInputs;
  readonly problem: SitingProblem;
  readonly options: SiteOptions;
  readonly out: string | null;
  /** Of a question that a study keeps. */
  readonly posed?: PosedSiting;
}> {
  const parsed = parseArguments(args, OPTIONS);
  const problems = [...parsed.problems];
  const issues = new IssueList();
  const options = optionValue(parsed, "question") === null ? siteOptions(parsed, problems) : null;
  const out = optionValue(parsed, "out");
  if (out !== null) problems.push(...outputProblems([out], parsed.flags.has("force")));
  const name = optionValue(parsed, "question");
  const [study, ...others] = parsed.files.map(({ path }) => path);
  if (others.length > 0) problems.push(`One study only; also given: ${others.join(", ")}.`);
  if (name !== null) return await readQuestion(parsed, study, name, problems, issues, out);
  const given = (name: string): boolean => optionValue(parsed, name) !== null;
  const misplaced = (study === undefined ? STUDY_OPTIONS : MATRIX_OPTIONS).filter(given);
  for (const name of misplaced)
    problems.push(
      study === undefined
        ? `--${name} needs a study: minsheng site STUDY …`
        : `--${name} belongs to a matrix; a study has its own.`,
    );
  if (study === undefined && parsed.flags.has("replace"))
    problems.push("--replace needs a study: minsheng site STUDY …");
  if (study === undefined && options?.model !== "p-median" && options?.model !== "p-center" && !given("cutoff"))
    problems.push("--cutoff C is missing: the largest cost that covers, in the unit of the costs.");
  const inputs =
    study === undefined
      ? await readMatrix(parsed, problems, issues)
      : await readStudySites(study, parsed, problems, issues);
  const siteIds = inputs?.siteIds ?? [];
  const capacity = inputs
    ? await readSiteFigures(parsed, { file: "capacity", each: "capacity-each" }, siteIds, problems, issues)
    : null;
  const siteCosts = inputs
    ? await readSiteFigures(parsed, { file: "site-costs", each: "site-cost" }, siteIds, problems, issues)
    : null;
  const fixedSites = inputs && options ? listFixed(inputs, options, parsed.flags.has("replace"), problems) : [];
  if (problems.length > 0 || issues.hasErrors || !inputs || !options) throw new UsageError(problems, issues.all());
  const studyCutoff = inputs.facts.cutoffSeconds;
  const problem: SitingProblem = {
    model: options.model,
    rows: inputs.rows,
    people: inputs.people,
    fixedSites: Int32Array.from(fixedSites).sort(),
    sites: options.newSites === null ? options.sites : fixedSites.length + options.newSites,
    cutoff: typeof studyCutoff === "number" ? studyCutoff : options.cutoff,
    capacity,
    budget: siteCosts !== null && options.budget !== null ? { siteCosts, total: options.budget } : null,
    ...(options.unservedCost === null ? {} : { unservedCost: options.unservedCost }),
    ...(options.timesCovered > 1 ? { timesCovered: options.timesCovered } : {}),
  };
  return { inputs, problem, options, out };
}

/** A question that the study keeps; only how long and how far it is worked on is said beside it. */
async function readQuestion(
  parsed: ReturnType<typeof parseArguments>,
  study: string | undefined,
  name: string,
  problems: string[],
  issues: IssueList,
  out: string | null,
): ReturnType<typeof readProblem> {
  const mayBeside = ["question", "time-limit", "gap", "alternatives", "out"];
  for (const option of parsed.options)
    if (!mayBeside.includes(option.name))
      problems.push(`--${option.name} is of no use with --question, which says all.`);
  for (const flag of ["replace", "curve"])
    if (parsed.flags.has(flag)) problems.push(`--${flag} is of no use with --question, which says all.`);
  if (study === undefined) problems.push("--question needs a study: minsheng site STUDY --question NAME");
  const kept = study === undefined ? null : await readKeptQuestion(study, name, problems, issues);
  const options = kept && workOptions(parsed, kept.question.form, problems);
  if (problems.length > 0 || issues.hasErrors || !kept || !options) throw new UsageError(problems, issues.all());
  const { inputs, posed } = kept;
  return { inputs, problem: posed.problem, options, out, posed };
}

/** The fixed sites: those that stand already unless they may be replaced, and those named. */
function curveOf(problem: SitingProblem, answer: SitingAnswer, options: SitingOptions): readonly CurvePoint[] {
  if (problem.capacity === null) return measureCoverCurve(problem);
  const steps = measurePlaceCurve(problem, answer, createDeadline(options).isOver);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function listFixed(inputs: SiteInputs, options: SiteOptions, mayReplace: boolean, problems: string[]): number[] {
  const fixed = new Set(mayReplace ? [] : inputs.standing);
  const places = new Map(inputs.siteIds.map((id, site) => [id, site]));
  const unknown: string[] = [];
  for (const id of options.fixed) {
    const site = places.get(id);
    if (site === undefined) unknown.push(id);
    else fixed.add(site);
  }
  if (unknown.length > 0)
    problems.push(
      `--fixed ${unknown.join(",")}: no site has ${unknown.length === 1 ? "this id" : "these ids"}. ${inputs.siteIds.length} sites are known (${inputs.siteIds.slice(0, 5).join(", ")}, …).`,
    );
  return [...fixed];
}

const STAGES = {
  reducing: "化简 reducing",
  searching: "搜索 searching",
  bounding: "定界 bounding",
  proving: "证明 proving",
} as const;

async function solve(
  { inputs, problem, options, posed }: Awaited<ReturnType<typeof readProblem>>,
  terminal: Terminal,
): Promise<Sited> {
  const solveInSteps = SITING_SOLVERS[problem.model];
  const solver = await loadHighsSolver();
  const started = performance.now();
  const now = (): number => performance.now() / 1000;
  const asked: SitingOptions = { timeLimitSeconds: options.timeLimitSeconds, gap: options.gap, now };
  const secondsSince = (): number => (performance.now() - started) / 1000;
  let stage = "";
  const steps = solveInSteps(problem, solver, asked);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    const { stage: next, best } = step.value;
    if (next === stage) continue;
    stage = next;
    const known = best === null ? "" : `: ${best.objective} (gap ${(100 * best.gap).toFixed(2)} %)`;
    terminal.err(`${STAGES[next]}${known} …\n`);
  }
  const answer = step.value;
  const seconds = secondsSince();
  const left = (): SitingOptions => ({
    ...asked,
    timeLimitSeconds: Math.max(1, options.timeLimitSeconds - secondsSince()),
  });
  const alternatives = listNearEqual(problem, answer, options.alternatives, solver, left());
  const curve = options.withCurve ? curveOf(problem, answer, left()) : null;
  const people = problem.people.reduce((sum, count) => sum + count, 0);
  const target =
    curve === null || options.target === null
      ? null
      : { share: options.target, sites: findSitesForTarget(curve, options.target * people, problem, solver, left()) };
  if (!posed?.equity) return { inputs, problem, answer, seconds, alternatives, curve, target };
  // Told in seconds, on the walks as they are.
  const { sites, equity } = posed;
  const told = readEquityWork(equity, { answer, alternatives, curve: null });
  const plain = { ...problem, rows: sites.rows, cutoff: sites.limitSeconds };
  return { inputs, problem: plain, ...told, seconds, curve, target };
}

export const siteCommand: Command = {
  summary: "says what to build where: set cover, maximal cover, p-median, p-center",
  help: SITE_HELP,
  run: async (args, terminal) => {
    terminal.err("reading …\n");
    const read = await readProblem(args);
    let sited: Sited;
    try {
      sited = await solve(read, terminal);
    } catch (error) {
      if (!(error instanceof AnalysisError) || error.code !== "siting-impossible") throw error;
      throw new UndoneError(describeSitingFault(error, read.inputs));
    }
    if (read.out !== null) await writeOutputs([{ path: read.out, bytes: new TextEncoder().encode(servedCsv(sited)) }]);
    return { json: { ...siteJson(sited), out: read.out }, text: describeSited(sited) };
  },
};
