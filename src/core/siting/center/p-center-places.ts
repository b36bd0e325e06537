/**
 * p-center with places: the least longest walk within which so many sites give everybody a place. Walks are halved; each is asked
 * for the fewest sites that seat everybody within it (`PlaceCover`), with what sites reach without places as the first bound. What
 * neither exchanges nor prices decide is asked again with more effort, in small questions of the tree.
 */
import { cutRows } from "../../access/cost-rows.ts";
import { solveSetCoverInSteps } from "../cover/solve-set-cover.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { mergeReachable, readLimits } from "../median/p-median-instance.ts";
import type { MergedDemand } from "../merge-demand.ts";
import { PlaceCover } from "../places/place-cover.ts";
import { PlaceFlow } from "../places/place-flow.ts";
import { buildPlaceModel, type PlaceModel } from "../places/place-parts.ts";
import { PlaceSearch } from "../places/place-search.ts";
import { createAnswer } from "../serve-demand.ts";
import { countSitesWithPlaces } from "../site-needs.ts";
import { checkSiting, createSitingFault } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions, type SitingStage, type SitingStep } from "../siting-steps.ts";
import { findCover } from "./p-center-cover.ts";
import { findLeastRadius, listRadii } from "./p-center-radii.ts";
import { keepSites, narrowSeated } from "./seated-radius.ts";

/** With more pairs the tree takes too long for a single question. */
const MOST_TREE_PAIRS = 30_000;
const MOST_ROUNDS = 7;
const FIRST_PRICE_STEPS = 25;
const FIRST_PATIENCE = 8;
/** Pairs of a part that the solver is asked about. */
const MOST_PROVEN_PAIRS = 60_000;
const FIRST_SOLVER_SECONDS = 1;

type Deadline = ReturnType<typeof createDeadline>;

/** What is known of one walk limit. */
interface Verdict {
  /** Sites that seat everybody, fixed ones included; null where none were found. */
  readonly sites: readonly number[] | null;
  readonly isImpossible: boolean;
  /** The fewest found and the least that can do, whatever was asked for; null where no number is enough. */
  readonly needed: number | null;
  readonly least: number;
  readonly cover: PlaceCover | null;
}

interface Question {
  readonly problem: SitingProblem;
  /** Demand and pairs within the longest walk of all. */
  readonly merged: MergedDemand;
  readonly count: number;
  readonly solver: ProgramSolver | null;
  readonly options: SitingOptions;
  readonly deadline: Deadline;
}

/**
 * For a number of sites with capacities and no budget.
 * @throws AnalysisError `siting-impossible`: `sites-too-few` with how many would do, `capacity-too-small`, `time-too-short`.
 */
export function* solveCenterWithPlaces(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  const deadline = createDeadline(options);
  const unreachable = checkSiting(problem);
  yield { stage: "reducing", best: null };
  const merged = mergeReachable(problem);
  yield { stage: "reducing", best: null };
  const count = problem.sites as number;
  const question: Question = { problem, merged, count, solver, options, deadline };
  const radii = listRadii(merged.rows, findLeastRadius(merged.rows));
  let low = 0;
  yield { stage: "reducing", best: null };
  const last = radii.length - 1;
  const first = yield* inSteps("searching", () => null, seatWithinAll(question, radii[last] as number));
  if (first.sites === null) throw yield* inSteps("searching", () => null, explainShort(question, first));
  let chosen = Int32Array.from(first.sites);
  let high = last;
  const answer = (): SitingAnswer =>
    createAnswer(chosen, radii[high] as number, radii[low] as number, unreachable, null);
  const isDone = (): boolean => low >= high || deadline.isOver() || (options.gap > 0 && answer().gap <= options.gap);
  function* take(sites: readonly number[], within: number): Generator<SitingStep, void> {
    chosen = Int32Array.from(sites);
    high = within;
    high = yield* inSteps("searching", answer, narrowSeated(problem, merged, radii, chosen, low, high));
  }
  yield* take(first.sites, last);
  const isSmall = merged.rows.costs.length <= MOST_TREE_PAIRS;
  for (let round = 0; round < MOST_ROUNDS && !isDone(); round++) {
    // Whatever is below `tried` is impossible, or was not decided in this round.
    let tried = low;
    while (tried < high && !isDone()) {
      const middle = (tried + high) >> 1;
      const radius = radii[middle] as number;
      const asked =
        round > 0 && isSmall ? askTree(question, radius) : seatWithin(question, radius, { round, start: chosen });
      const { sites, isImpossible } = yield* inSteps("searching", answer, asked);
      if (sites !== null) yield* take(sites, middle);
      else {
        tried = middle + 1;
        if (isImpossible) low = tried;
      }
      yield { stage: "proving", best: answer() };
    }
  }
  return answer();
}

function* inSteps<T>(
  stage: SitingStage,
  best: () => SitingAnswer | null,
  steps: Generator<void, T>,
): Generator<SitingStep, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { stage, best: best() };
  }
}

/** Within the longest walk of all: until there is an answer, or it is known that there is none. */
function* seatWithinAll(question: Question, radius: number): Generator<void, Verdict> {
  const found = yield* seatWithin(question, radius, null);
  if (found.sites !== null || found.isImpossible || question.merged.rows.costs.length > MOST_TREE_PAIRS) return found;
  const { sites, isImpossible } = yield* askTree(question, radius);
  return { ...found, sites, isImpossible };
}

/**
 * The fewest sites that seat everybody within a walk, until they are known to be enough or too many.
 * @param effort how much is tried; null: until there is an answer, or it is known that there is none.
 */
function* seatWithin(
  { problem, merged, count, solver, options, deadline }: Question,
  radius: number,
  effort: { readonly round: number; readonly start: Int32Array } | null,
): Generator<void, Verdict> {
  const { rows, people } = merged;
  const fixedCount = problem.fixedSites.length;
  const within: SitingProblem = { ...problem, rows, people, model: "set-cover", cutoff: radius, sites: null };
  const reach = yield* reachWithin(within, solver, options, deadline);
  const isShort = reach.bound > count;
  if (isShort && effort !== null)
    return { sites: null, isImpossible: true, needed: null, least: reach.bound, cover: null };
  const place = buildPlaceModel(within);
  yield;
  const cover = new PlaceCover(place);
  yield;
  const leastByPlaces = countSitesWithPlaces(problem, place.model.weights);
  const tell = (): Verdict => {
    const needed = cover.isSeated ? fixedCount + cover.count : null;
    const least = Math.max(reach.bound, fixedCount + cover.bound, leastByPlaces);
    const isEnough = needed !== null && needed <= count;
    const sites = isEnough ? fillUp(problem, place, cover.listSites(), count) : null;
    return { sites, isImpossible: cover.isImpossible || (!isEnough && least > count), needed, least, cover };
  };
  const isDecided = (): boolean => {
    const { sites, isImpossible } = tell();
    return sites !== null || isImpossible;
  };
  for (const _ of cover.startFrom(reach.chosen, reach.gap === 0)) {
    yield;
    if (cover.isSeated && fixedCount + cover.count <= count) break;
    if (effort !== null && deadline.isOver()) return tell();
  }
  if (isDecided()) return tell();
  for (const _ of effort === null ? [] : cover.startFrom(effort.start, false)) {
    yield;
    if (deadline.isOver()) return tell();
  }
  if (isDecided()) return tell();
  for (let round = effort?.round ?? 0; round < MOST_ROUNDS; round++) {
    const times = 2 ** round;
    for (const part of cover.listOpen()) {
      for (const steps of [
        part.chooseFreely(),
        part.tighten(times * FIRST_PRICE_STEPS),
        part.shrink(times * FIRST_PATIENCE),
      ]) {
        for (const _ of steps) {
          yield;
          if (deadline.isOver()) return tell();
        }
        if (isDecided()) return tell();
      }
      const timeLimitSeconds = Math.min(times * FIRST_SOLVER_SECONDS, deadline.secondsLeft());
      if (solver === null || part.isProven || part.pairCount > MOST_PROVEN_PAIRS || !(timeLimitSeconds > 0)) continue;
      part.prove(solver, { ...options, timeLimitSeconds });
      yield;
      if (isDecided()) return tell();
    }
    if (effort !== null) break;
  }
  return tell();
}

/** The fewest sites that reach everybody, places or not. */
function* reachWithin(
  within: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
  deadline: Deadline,
): Generator<void, SitingAnswer> {
  const timeLimitSeconds = Math.max(1, REACH_SHARE * deadline.secondsLeft());
  const steps = solveSetCoverInSteps({ ...within, capacity: null }, solver, { ...options, gap: 0, timeLimitSeconds });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield;
  }
}

/** Share of the time left for one question without places. */
const REACH_SHARE = 0.25;

/** As many sites as are asked for: those found, then those that reach most people. */
function fillUp({ fixedSites }: SitingProblem, place: PlaceModel, found: readonly number[], count: number): number[] {
  const chosen = new Set([...fixedSites, ...found]);
  const { siteOf, weights, columnStarts, columnClasses } = place.model;
  const reached = Float64Array.from(siteOf, (_, site) => {
    let people = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
      people += weights[columnClasses[at] as number] as number;
    return people;
  });
  const order = Array.from(siteOf.keys()).sort((a, b) => (reached[b] as number) - (reached[a] as number) || a - b);
  for (const site of order) if (chosen.size < count) chosen.add(siteOf[site] as number);
  for (let site = 0; chosen.size < count; site++) chosen.add(site);
  return [...chosen].sort((a, b) => a - b);
}

/** The tree's word on one walk limit. */
function* askTree({ problem, merged, count, solver, deadline }: Question, radius: number): Generator<void, Verdict> {
  const { capacity } = problem;
  const limits = { ...readLimits(problem), count };
  const rows = cutRows(merged.rows, radius);
  const question = { rows, people: merged.people, capacity, ...limits, solver, secondsLeft: deadline.secondsLeft };
  const { sites, isImpossible } = yield* findCover(question, deadline.isOver);
  return { sites: sites && Array.from(sites), isImpossible, needed: null, least: 0, cover: null };
}

/** Why so many sites do not seat everybody within the longest walk: how many people go without, and how many sites would do. */
function* explainShort({ problem, merged, count }: Question, found: Verdict): Generator<void, Error> {
  const { rows, people } = merged;
  const all = people.reduce((sum, part) => sum + part, 0);
  const within: SitingProblem = { ...problem, rows, people };
  if (found.cover?.isImpossible) {
    const { model, places } = buildPlaceModel(within);
    const flow = new PlaceFlow(model, places);
    flow.openAll(model.siteOf.keys());
    return createSitingFault("capacity-too-small", { places: flow.measureServed(), people: all });
  }
  const { needed, least, cover } = found;
  if (needed === null || cover === null) return createSitingFault("time-too-short");
  if (!found.isImpossible) return createSitingFault("time-too-short", { sites: count, needed });
  // Of the sites that would do, those by which most have a place.
  const enough = [...problem.fixedSites, ...cover.listSites()].sort((a, b) => a - b);
  const { model, places, isFixed, limits } = buildPlaceModel({
    ...within,
    rows: keepSites(rows, Int32Array.from(enough)),
  });
  const search = new PlaceSearch(new PlaceFlow(model, places), limits, isFixed);
  search.reset([]);
  yield* search.addGreedily(false);
  const unplaced = all - search.flow.measureServed();
  return createSitingFault("sites-too-few", {
    sites: count,
    needed,
    least: Math.min(least, needed),
    people: all,
    unplaced,
  });
}
