/**
 * p-center: the sites from which the farthest have the least to walk (Hakimi 1964). The answer is one of the
 * costs: they are halved by asking whether so many sites can cover everybody within one (Minieka 1970; Daskin 1995),
 * each question proven one way or the other, so the bound and the answer meet.
 */
import { cutRows } from "../../access/cost-rows.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { answerMedian, findFirst, type ReadyMedian, readyMedian } from "../median/p-median.ts";
import { seatChoiceOf } from "../median/p-median-capacity.ts";
import { createCoverInstance } from "../median/p-median-instance.ts";
import type { Incumbent } from "../median/p-median-node.ts";
import { createAnswer, findFarthest, serveDemand } from "../serve-demand.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions, type SitingStep } from "../siting-steps.ts";
import { type CoverFound, findCover } from "./p-center-cover.ts";
import { solveCenterWithPlaces } from "./p-center-places.ts";
import { findLeastRadius, listRadii, placeOf } from "./p-center-radii.ts";

/**
 * @param solver asked how few sites cover within a radius, where exchanges do not find so few; and as for the p-median.
 * @throws AnalysisError `siting-impossible` where no answer serves all demand that is within reach.
 */
export function* solvePCenterInSteps(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  if (problem.capacity !== null && problem.sites !== null && problem.budget === null)
    return yield* solveCenterWithPlaces(problem, solver, options);
  const deadline = createDeadline(options);
  yield { stage: "reducing", best: null };
  const ready = readyMedian(problem);
  const incumbent: Incumbent = { cost: Infinity, sites: null };
  yield* findFirst(ready, solver, incumbent, deadline);
  const radii = listRadii(ready.merged.rows);
  let chosen = answerMedian(ready, incumbent, -Infinity).chosen;
  let high = findFeasible(ready, radii, chosen, 0, radii.length - 1);
  let low = placeOf(radii, findLeastRadius(ready.merged.rows));
  const answer = (): SitingAnswer => answerCenter(ready, chosen, radii[high] as number, radii[low] as number);
  yield { stage: "searching", best: answer() };
  for (let share = FIRST_SHARE; low < high && !deadline.isOver(); share *= 2) {
    // Walks that could not be decided in their share of the time are asked again with a larger one.
    for (let from = low; from < high && !deadline.isOver(); ) {
      const middle = (from + high) >> 1;
      const left = deadline.secondsLeft();
      const until = Math.max(0, Math.min((1 - share) * left, left - LEAST_SECONDS));
      const isOver = (): boolean => deadline.isOver() || deadline.secondsLeft() < until;
      const secondsLeft = (): number => Math.max(0, deadline.secondsLeft() - until);
      const cover = askRadius(ready, radii[middle] as number, solver, { isOver, secondsLeft });
      let step = cover.next();
      for (; !step.done; step = cover.next()) yield { stage: "proving", best: answer() };
      const found: CoverFound = step.value;
      if (found.sites) {
        chosen = found.sites;
        high = findFeasible(ready, radii, chosen, from, middle);
      } else {
        if (found.isImpossible) low = middle + 1;
        from = middle + 1;
      }
      yield { stage: "proving", best: answer() };
      const { gap } = answer();
      if (options.gap > 0 && gap <= options.gap) return answer();
    }
  }
  return answer();
}

/** Of the time left, what a walk is asked for first; and so many seconds at least, if there are so many. */
const FIRST_SHARE = 0.2;
const LEAST_SECONDS = 1;

function askRadius(
  { merged, instance }: ReadyMedian,
  radius: number,
  solver: ProgramSolver | null,
  { isOver, secondsLeft }: ReturnType<typeof createDeadline>,
) {
  const { fixedSites, count, siteCosts, budget, capacity } = instance;
  const { people } = merged;
  return findCover(
    { rows: cutRows(merged.rows, radius), people, capacity, fixedSites, count, siteCosts, budget, solver, secondsLeft },
    isOver,
  );
}

/** The place of the smallest radius, from `low` to `high`, within which these sites serve everybody; `high` is known to do. */
function findFeasible(ready: ReadyMedian, radii: Float64Array, chosen: Int32Array, low: number, high: number): number {
  const { problem, merged, instance } = ready;
  if (instance.capacity === null) {
    const { costs } = serveDemand(problem, chosen);
    return placeOf(radii, findFarthest(problem, costs));
  }
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    const rows = cutRows(merged.rows, radii[middle] as number);
    const cover = createCoverInstance(rows, merged.people, instance.capacity, instance);
    const choice = seatChoiceOf(cover);
    choice.reset(chosen);
    if (choice.isShort) from = middle + 1;
    else to = middle;
  }
  return to;
}

function answerCenter(
  { problem, instance, unreachable }: ReadyMedian,
  chosen: Int32Array,
  radius: number,
  bound: number,
) {
  const servedBy = instance.capacity ? null : serveDemand(problem, chosen).servedBy;
  return createAnswer(chosen, radius, bound, unreachable, servedBy);
}
