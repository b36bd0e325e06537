/**
 * How many sites give how many people a place: for each number from the fixed ones on, those served by a choice that grows one
 * site at a time, and the proven most. The prices found for some numbers bound all others too.
 */
import type { CurvePoint } from "../cover/cover-curve.ts";
import { checkSiting } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { PlaceBound } from "./place-bound.ts";
import { PlaceFlow } from "./place-flow.ts";
import { buildPlaceModel, dropReplaced } from "./place-parts.ts";
import { PlaceSearch } from "./place-search.ts";

/** Numbers of sites for which prices are found: each so many times the last. */
const ANCHOR_GROWTH = 1.6;
const BOUND_STEPS = 50;
const ROUNDING = 1e-9;

/**
 * Up to the number that gives everybody a place who can have one, or as far as time reaches; budgets do not count. Pauses often.
 * @param answer to the question itself: it is a point of the curve, where no budget limits it proven as far as it is.
 */
export function* measurePlaceCurve(
  problem: SitingProblem,
  answer: SitingAnswer,
  isOver: () => boolean,
): Generator<void, CurvePoint[]> {
  const free: SitingProblem = { ...problem, model: "max-coverage", sites: problem.rows.siteCount, budget: null };
  checkSiting(free);
  const { model, places, isFixed, limits } = dropReplaced(buildPlaceModel(free));
  const flow = new PlaceFlow(model, places);
  const search = new PlaceSearch(flow, limits, isFixed);
  search.reset([]);
  const fixedCount = problem.fixedSites.length;
  const start = flow.measureServed();
  yield;
  let isWhole = true;
  for (const _ of search.addGreedily(false)) {
    yield;
    if (!isOver()) continue;
    isWhole = false;
    break;
  }
  const people = [start, ...search.servedAfter];
  const most = people.length - 1;
  const all = isWhole ? (people[most] as number) : flow.totalPeople;
  const own = answer.chosen.length - fixedCount;
  const served = problem.model === "set-cover" ? all : answer.objective;
  if (own <= most) people[own] = Math.max(people[own] as number, served);
  for (let sites = 1; sites <= most; sites++)
    people[sites] = Math.max(people[sites] as number, people[sites - 1] as number);
  const byCount = new Float64Array(most + 1).fill(Infinity);
  byCount[0] = start;
  for (let anchor = 1; anchor <= most; anchor = Math.max(anchor + 1, Math.floor(anchor * ANCHOR_GROWTH))) {
    const bound = new PlaceBound(model, places, { most: anchor, costs: null, total: Infinity }, isFixed);
    bound.byCount = byCount;
    for (let step = 0; step < BOUND_STEPS && !bound.isSettled; step++) {
      if (isOver()) break;
      bound.improve(people[anchor] as number);
      yield;
    }
  }
  if (own <= most && problem.model === "max-coverage" && problem.budget === null)
    byCount[own] = Math.min(byCount[own] as number, answer.bound);
  const last = people.findIndex((count) => count >= all * (1 - ROUNDING));
  return people.slice(0, last < 0 ? undefined : last + 1).map((count, sites) => ({
    sites: fixedCount + sites,
    people: count,
    bound: Math.max(count, Math.min(all, byCount[sites] as number)),
  }));
}
