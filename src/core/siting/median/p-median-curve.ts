/** What each further site is worth: the best answer for every number of sites, one after the other. */
import type { ProgramSolver } from "../integer-program.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { finishSiting, type SitingOptions, type SolveInSteps } from "../siting-steps.ts";

export interface CurvePoint {
  readonly sites: number;
  readonly answer: SitingAnswer;
}

/**
 * @param from, to numbers of sites, both included; at least the fixed ones are counted.
 * @param options hold for each number of sites by itself.
 * @throws AnalysisError as `solve` does, for the first number that has no answer.
 */
export function* traceSitesCurve(
  solve: SolveInSteps,
  problem: SitingProblem,
  [from, to]: readonly [from: number, to: number],
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<CurvePoint, CurvePoint[]> {
  const points: CurvePoint[] = [];
  for (let sites = Math.max(from, problem.fixedSites.length, 1); sites <= to; sites++) {
    if (options.isStopped?.()) break;
    const point = { sites, answer: finishSiting(solve({ ...problem, sites }, solver, options)) };
    points.push(point);
    yield point;
  }
  return points;
}
