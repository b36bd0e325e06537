/**
 * Answers nearly as good as the best, with other sites: for each new site the best that exchanges find without it, then,
 * where these are too few, what the solver finds once all known answers are cut off. For covers without capacities.
 */

import { countCovered } from "../best-answer.ts";
import type { ProgramSolver } from "../integer-program.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions } from "../siting-steps.ts";
import type { CoverModel } from "./cover-model.ts";
import { restrictModel } from "./cover-model.ts";
import { type SiteCut, writeMaxCover } from "./cover-program.ts";
import { type ChoiceLimits, CoverState } from "./cover-search.ts";
import { buildOpenModel, completeSites, isAffordable, limitsOf } from "./solve-max-cover.ts";

export interface Alternative {
  /** Open sites, fixed ones included, ascending. */
  readonly chosen: Int32Array;
  readonly objective: number;
  /** How much worse than the best answer, as a share of it. */
  readonly worseBy: number;
}

/** How much worse an answer may be to count as nearly equal. */
export const MOST_WORSE = 0.01;
const EXCHANGE_ROUNDS = 10;
const MOST_PROGRAM_PAIRS = 1_000_000;

/** At most `count` of them, the best first; fewer where time is up or no more exist. */
export function listAlternatives(
  problem: SitingProblem,
  answer: SitingAnswer,
  count: number,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Alternative[] {
  if (problem.capacity !== null || count === 0) return [];
  const isSetCover = problem.model === "set-cover";
  const open = buildOpenModel(problem, isSetCover);
  // In set cover nobody weighs more than anybody else: all must be covered.
  const model = isSetCover ? { ...open, weights: open.weights.map(() => 1), basePeople: 0 } : open;
  const fixed = new Set(problem.fixedSites);
  const placeOf = new Map(Array.from(model.siteOf, (site, place) => [site, place]));
  const own = [...answer.chosen].flatMap((site) => (fixed.has(site) ? [] : [placeOf.get(site) as number]));
  const limits = isSetCover
    ? { ...limitsOf({ ...problem, sites: null }, model), most: own.length }
    : limitsOf(problem, model);
  const known = new Map<string, Alternative>();
  const bestKey = [...answer.chosen].join(" ");
  const offer = (places: readonly number[]): boolean => {
    const sites = places.map((place) => model.siteOf[place] as number);
    const chosen = completeSites(problem, sites);
    const key = chosen.join(" ");
    if (key === bestKey || known.has(key) || !isAffordable(problem, chosen)) return false;
    if (isSetCover && !isComplete(model, places)) return false;
    const objective = isSetCover ? chosen.length : countCovered(problem, chosen);
    const apart = isSetCover ? objective - answer.objective : answer.objective - objective;
    const worseBy = Math.max(0, apart / Math.max(answer.objective, 1e-12));
    if (worseBy > MOST_WORSE) return false;
    known.set(key, { chosen: Int32Array.from(chosen), objective, worseBy });
    return true;
  };
  const deadline = createDeadline(options);
  for (const out of own) {
    if (deadline.isOver()) break;
    offer(exchangeWithout(model, limits, own, out));
  }
  const isCuttable = solver !== null && model.rowSites.length <= MOST_PROGRAM_PAIRS;
  while (isCuttable && known.size < count && !deadline.isOver()) {
    const cuts = [answer.chosen, ...[...known.values()].map(({ chosen }) => chosen)].map((chosen): SiteCut => {
      const sites = [...chosen].flatMap((site) => (fixed.has(site) ? [] : [placeOf.get(site) as number]));
      return { sites, most: sites.length - 1 };
    });
    const program = writeMaxCover(model, limits, cuts);
    const { values } = solver(program, { timeLimitSeconds: deadline.secondsLeft(), gap: MOST_WORSE / 10 });
    if (values === null) break;
    const places = Array.from(model.siteOf, (_, place) => place).filter((place) => (values[place] as number) > 0.5);
    if (!offer(places)) break;
  }
  const inOrder = [...known.values()].sort((a, b) => a.worseBy - b.worseBy || compareSites(a.chosen, b.chosen));
  return inOrder.slice(0, count);
}

function isComplete({ classCount, needs, rowStarts, rowSites }: CoverModel, places: readonly number[]): boolean {
  const isOpen = new Set(places);
  for (let index = 0; index < classCount; index++) {
    let found = 0;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++)
      if (isOpen.has(rowSites[at] as number)) found++;
    if (found < (needs[index] as number)) return false;
  }
  return true;
}

/** The answer without one of its sites, filled up and improved by exchanges. */
function exchangeWithout(model: CoverModel, limits: ChoiceLimits, own: readonly number[], out: number): number[] {
  const isClosed = new Uint8Array(model.siteOf.length);
  isClosed[out] = 1;
  const rest = restrictModel(model, new Uint8Array(model.siteOf.length), isClosed).model;
  const places = Array.from(model.siteOf, (_, place) => place).filter((place) => place !== out);
  const costs = limits.costs === null ? null : Float64Array.from(places, (place) => limits.costs?.[place] as number);
  const state = new CoverState(rest, { ...limits, costs });
  const shifted = (place: number): number => (place > out ? place - 1 : place);
  state.reset(own.filter((place) => place !== out).map(shifted));
  for (const _ of state.addGreedily(costs !== null));
  for (const _ of state.exchange(EXCHANGE_ROUNDS));
  return state.list().map((place) => places[place] as number);
}

function compareSites(a: Int32Array, b: Int32Array): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const apart = (a[at] as number) - (b[at] as number);
    if (apart !== 0) return apart;
  }
  return a.length - b.length;
}
