/** A siting question from its first answer to its near-equal ones and its curve, in steps. */
import { type CurvePoint, measureCoverCurve } from "./cover-curve.ts";
import type { ProgramSolver } from "./integer-program.ts";
import { type Alternative, listAlternatives } from "./list-alternatives.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";
import { SITING_SOLVERS } from "./siting-solvers.ts";
import type { SitingOptions, SitingStep } from "./siting-steps.ts";

export interface SitingWork {
  readonly answer: SitingAnswer;
  readonly alternatives: readonly Alternative[];
  /** Covered people by number of sites; null for models that do not count them. */
  readonly curve: readonly CurvePoint[] | null;
}

const ALTERNATIVES = 3;
/** Least seconds that near-equal answers are looked for after a long proof. */
const LEAST_SECONDS = 3;

/** @throws AnalysisError `siting-impossible`, `bad-parameter`. */
export function* workOnSiting(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingWork> {
  const solveInSteps = SITING_SOLVERS[problem.model];
  const begun = options.now();
  const answer = yield* solveInSteps(problem, solver, options);
  yield { stage: "proving", best: answer };
  const countsPeople = problem.model === "set-cover" || problem.model === "max-coverage";
  const curve = countsPeople && problem.capacity === null ? measureCoverCurve(problem) : null;
  const left = Math.max(LEAST_SECONDS, options.timeLimitSeconds - (options.now() - begun));
  const alternatives = countsPeople
    ? listAlternatives(problem, answer, ALTERNATIVES, solver, { ...options, timeLimitSeconds: left })
    : [];
  return { answer, alternatives, curve };
}
