/** A siting question from its first answer to its near-equal ones and its curve, in steps. */
import { AnalysisError } from "../errors.ts";
import { type CurvePoint, measureCoverCurve } from "./cover/cover-curve.ts";
import type { Alternative } from "./cover/list-alternatives.ts";
import type { ProgramSolver } from "./integer-program.ts";
import { listNearEqual } from "./list-near-equal.ts";
import { traceSitesCurve } from "./median/p-median-curve.ts";
import { measurePlaceCurve } from "./places/place-curve.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";
import { SITING_SOLVERS } from "./siting-solvers.ts";
import { createDeadline, type SitingOptions, type SitingStep } from "./siting-steps.ts";

/** What so many sites reach: people covered, Σ people × cost, or (p-center) the largest cost. */
export interface WorthOfSites {
  /** Sites, fixed ones included. */
  readonly sites: number;
  /** Of the answer that was found. */
  readonly value: number;
  /** No choice of so many sites does better. */
  readonly bound: number;
}

export interface SitingWork {
  readonly answer: SitingAnswer;
  readonly alternatives: readonly Alternative[];
  /** By number of sites; null for the p-center with capacities, where everybody must have a place, and where only a budget says how many. */
  readonly curve: readonly WorthOfSites[] | null;
}

const ALTERNATIVES = 3;
/** Least seconds that near-equal answers are looked for after a long proof; those of a curve that takes long. */
const LEAST_SECONDS = 3;
const CURVE_SECONDS = 12;
/** Points of the p-median's curve: evenly up to twice as many new sites as were asked for. */
const CURVE_POINTS = 10;
const CURVE_GAP = 0.002;

/** @throws AnalysisError `siting-impossible`, `bad-parameter`. */
export function* workOnSiting(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingWork> {
  const begun = options.now();
  const answer = yield* SITING_SOLVERS[problem.model](problem, solver, options);
  yield { stage: "proving", best: answer };
  const left = Math.max(LEAST_SECONDS, options.timeLimitSeconds - (options.now() - begun));
  const alternatives = listNearEqual(problem, answer, ALTERNATIVES, solver, { ...options, timeLimitSeconds: left });
  yield { stage: "proving", best: answer };
  return { answer, alternatives, curve: yield* measureCurve(problem, answer, solver, options) };
}

function* measureWithPlaces(
  problem: SitingProblem,
  answer: SitingAnswer,
  options: SitingOptions,
): Generator<SitingStep, readonly CurvePoint[]> {
  const { isOver } = createDeadline({ ...options, timeLimitSeconds: CURVE_SECONDS });
  const steps = measurePlaceCurve(problem, answer, isOver);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { stage: "proving", best: answer };
  }
}

function* measureCurve(
  problem: SitingProblem,
  answer: SitingAnswer,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, readonly WorthOfSites[] | null> {
  if (problem.model === "p-median" || problem.model === "p-center") return measureWalkCurve(problem, solver, options);
  const points =
    problem.capacity === null ? measureCoverCurve(problem) : yield* measureWithPlaces(problem, answer, options);
  return points.map((point) => ({ sites: point.sites, value: point.people, bound: point.bound }));
}

function measureWalkCurve(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): readonly WorthOfSites[] | null {
  const { model, sites, fixedSites, rows, budget, capacity, unservedCost } = problem;
  if (sites === null || budget !== null) return null;
  if (model === "p-median" ? unservedCost === undefined : capacity !== null) return null;
  const asked = sites - fixedSites.length;
  const most = rows.siteCount - fixedSites.length;
  const numbers = Array.from({ length: CURVE_POINTS + 1 }, (_, step) => Math.round((2 * asked * step) / CURVE_POINTS));
  const end = options.now() + CURVE_SECONDS;
  const points: WorthOfSites[] = [];
  // Where so few sites have no answer, fewer have none either.
  const order = [...new Set(numbers)].sort((a, b) => (model === "p-center" ? b - a : a - b));
  for (const added of order) {
    const each = fixedSites.length + added;
    if (added > most || each === 0) continue;
    const begun = options.now();
    const limits = { ...options, gap: CURVE_GAP, timeLimitSeconds: Math.max(0, (end - begun) / 2) };
    try {
      for (const { answer } of traceSitesCurve(SITING_SOLVERS[model], problem, [each, each], solver, limits))
        points.push({ sites: each, value: answer.objective, bound: answer.bound });
    } catch (error) {
      if (error instanceof AnalysisError && error.code === "siting-impossible") break;
      throw error;
    }
    const now = options.now();
    // Another point takes about as long as the last.
    if (now + (now - begun) > end) break;
  }
  return points.sort((a, b) => a.sites - b.sites);
}
