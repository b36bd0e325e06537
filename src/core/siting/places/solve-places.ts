/**
 * Cover where sites can take so many people and no more. Maximal cover serves the most people, set cover opens as few sites as
 * give a place to everybody within reach. People are divisible: those of one point may go to several sites.
 */
import { assignPlaces } from "../../access/assign-places.ts";
import { cutRows } from "../../access/cost-rows.ts";
import { AnalysisError } from "../../errors.ts";
import { BestAnswer } from "../best-answer.ts";
import type { CoverModel } from "../cover/cover-model.ts";
import type { ChoiceLimits } from "../cover/cover-search.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { checkSiting, createSitingFault, nameDemand } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import {
  createDeadline,
  type SitingOptions,
  type SitingStage,
  type SitingStep,
  type SolveInSteps,
} from "../siting-steps.ts";
import { PlaceBound } from "./place-bound.ts";
import { MOST_GREEDY_PAIRS, PlaceCover } from "./place-cover.ts";
import { PlaceFlow } from "./place-flow.ts";
import { buildPlaceModel, dropReplaced, type PlaceModel } from "./place-parts.ts";
import { writePlaces } from "./place-program.ts";
import { PlaceSearch } from "./place-search.ts";

const MOST_STEPS = 400;
const STEPS_BETWEEN = 50;
const MOST_ROUNDS = 30;
const MOST_PROGRAM_PAIRS = 400_000;

/**
 * Both models with capacities; throws as they do without.
 * @param reach finds the fewest sites that reach everybody, places or not: where a set cover begins, and its first bound.
 */
export function* solvePlacesInSteps(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
  reach: SolveInSteps | null,
): Generator<SitingStep, SitingAnswer> {
  if ((problem.timesCovered ?? 1) !== 1)
    throw new AnalysisError("bad-parameter", { field: "timesCovered", value: String(problem.timesCovered) });
  const unreachable = checkSiting(problem);
  yield { stage: "reducing", best: null };
  const whole = buildPlaceModel(problem);
  const best = new BestAnswer(problem, unreachable);
  if (problem.model === "set-cover") yield* coverEverybody(problem, whole, best, solver, options, reach);
  else yield* serveMost(problem, dropReplaced(whole), best, solver, options);
  return best.answer() as SitingAnswer;
}

function* serveMost(
  problem: SitingProblem,
  { model, places, isFixed, limits }: PlaceModel,
  best: BestAnswer,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, void> {
  const deadline = createDeadline(options);
  const isDone = (): boolean => best.isKnown && (best.gap <= options.gap || deadline.isOver());
  const flow = new PlaceFlow(model, places);
  const search = new PlaceSearch(flow, limits, isFixed);
  let kept: number[] = [];
  const offer = (): void => {
    const sites = search.listNew();
    const chosen = completePlaces(
      problem,
      sites.map((site) => model.siteOf[site] as number),
    );
    if (best.offer(chosen, measureAnswer(model, places, chosen))) kept = sites;
  };
  best.tighten(flow.totalPeople);
  for (const byCost of limits.costs === null ? [false] : [false, true]) {
    search.reset([]);
    for (const _ of search.addGreedily(byCost)) {
      yield { stage: "searching", best: best.answer() };
      if (deadline.isOver()) break;
    }
    offer();
  }
  yield { stage: "searching", best: best.answer() };
  search.reset(kept);
  for (const _ of search.exchange(MOST_ROUNDS)) {
    if (deadline.isOver()) break;
    yield { stage: "searching", best: best.answer() };
  }
  offer();
  const bound = new PlaceBound(model, places, limits, isFixed);
  for (let step = 1; step <= MOST_STEPS && !bound.isSettled && !isDone(); step++) {
    const shares = bound.improve(best.objective);
    best.tighten(bound.bound);
    yield { stage: "bounding", best: best.answer() };
    if (step % STEPS_BETWEEN !== 0 || limits.costs !== null) continue;
    search.reset(Array.from(shares, (_, site) => site).filter((site) => shares[site] === 1));
    for (const _ of search.exchange(1)) {
      if (deadline.isOver()) break;
      yield { stage: "searching", best: best.answer() };
    }
    offer();
  }
  if (isDone() || solver === null || model.rowSites.length > MOST_PROGRAM_PAIRS) return;
  yield { stage: "proving", best: best.answer() };
  const { program, unit } = writePlaces(model, places, isFixed, withFixed(limits, isFixed), "people");
  const answer = solver(program, { ...options, timeLimitSeconds: deadline.secondsLeft() });
  if (answer.values !== null) {
    const { values } = answer;
    search.reset(
      Array.from(isFixed, (_, site) => site).filter((site) => isFixed[site] === 0 && (values[site] as number) > 0.5),
    );
    const spent = search.listNew().reduce((sum, site) => sum + (limits.costs?.[site] ?? 0), 0);
    if (spent <= limits.total * (1 + 1e-12)) offer();
  }
  if (Number.isFinite(answer.bound)) best.tighten(Math.max(best.objective, answer.bound * unit));
}

/** Steps of the prices in a part, exchanges there that may bring nothing (twice as many each time), and how often both are taken up again. */
const PRICE_STEPS = 300;
const PATIENCE = 60;
const MOST_EFFORTS = 5;
/** Share of the time after which whom sites reach without places is left. */
const REACH_SHARE = 0.25;

function* coverEverybody(
  problem: SitingProblem,
  place: PlaceModel,
  best: BestAnswer,
  solver: ProgramSolver | null,
  options: SitingOptions,
  solveReach: SolveInSteps | null,
): Generator<SitingStep, void> {
  const deadline = createDeadline(options);
  const { fixedSites } = problem;
  const hasBudget = place.limits.costs !== null;
  if (hasBudget) checkPlaces(problem);
  yield { stage: "reducing", best: null };
  const cover = new PlaceCover(place);
  const offer = (): void => {
    if (cover.isSeated) best.offer([...fixedSites, ...cover.listSites()], fixedSites.length + cover.count);
    best.tighten(fixedSites.length + cover.bound);
  };
  // The first answer is owed even where no time is given, if it takes little.
  const isOwed = cover.parts.every((part) => part.pairCount <= MOST_GREEDY_PAIRS);
  const isOver = (): boolean => (best.isKnown || !isOwed) && deadline.isOver();
  const isDone = (): boolean => isOver() || (best.isKnown && best.gap <= options.gap);
  function* work(stage: SitingStage, steps: Generator<void>): Generator<SitingStep> {
    for (const _ of steps) {
      yield { stage, best: best.answer() };
      if (isOver()) break;
    }
    offer();
  }
  for (const byCost of hasBudget ? [false, true] : [false])
    for (const part of cover.parts)
      if (hasBudget || part.pairCount <= MOST_GREEDY_PAIRS) yield* work("searching", part.choose([], byCost));
  if (cover.isImpossible) checkPlaces(problem);
  if (solveReach !== null && !hasBudget && !isDone()) {
    const limited = { ...options, gap: 0, timeLimitSeconds: REACH_SHARE * deadline.secondsLeft() };
    const reach = yield* reachEverybody(problem, best, (free) => solveReach(free, solver, limited));
    yield* work("searching", cover.startFrom(reach.chosen, reach.gap === 0));
    if (cover.isImpossible) checkPlaces(problem);
  }
  for (let round = 0; round < MOST_EFFORTS && !isDone(); round++) {
    for (const part of cover.listOpen()) {
      if (isDone()) break;
      yield* work("bounding", part.tighten(PRICE_STEPS));
      if (!hasBudget) yield* work("searching", part.shrink(PATIENCE * 2 ** round));
    }
    for (const part of solver === null || round > 0 ? [] : cover.listOpen()) {
      if (isDone()) break;
      yield { stage: "proving", best: best.answer() };
      const told = part.prove(solver as ProgramSolver, { ...options, timeLimitSeconds: deadline.secondsLeft() });
      if (told === "infeasible" && !part.isSeated)
        throw createSitingFault("budget-too-small", { total: place.limits.total, people: sumPeople(place) });
      offer();
    }
  }
  if (!best.isKnown) throw createSitingFault("time-too-short");
  if (problem.sites !== null && best.objective > problem.sites)
    throw createSitingFault("sites-too-few", {
      sites: problem.sites,
      needed: best.objective,
      least: Math.ceil(best.bound - 1e-6),
      people: sumPeople(place),
    });
}

/** Sites that reach everybody, places or not; soon found, and no fewer give places to all. */
function* reachEverybody(
  problem: SitingProblem,
  best: BestAnswer,
  solve: (free: SitingProblem) => Generator<SitingStep, SitingAnswer>,
): Generator<SitingStep, SitingAnswer> {
  const steps = solve({ ...problem, model: "set-cover", capacity: null, sites: null });
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { stage: "searching", best: best.answer() };
  }
}

function sumPeople({ model }: PlaceModel): number {
  return model.weights.reduce((sum, weight) => sum + weight, 0);
}

/** @throws AnalysisError where all sites together have no place for everybody within reach. */
function checkPlaces({ rows, people, cutoff, capacity }: SitingProblem): void {
  const within = cutRows(rows, cutoff as number);
  const wanted = people.reduce((sum, count) => sum + count, 0);
  const room = (capacity as Float64Array).map((places) => Math.min(places, wanted));
  const { served, overCapacity, notCovered } = assignPlaces(within, people, room);
  const least = 1e-9 * wanted;
  const short = Array.from(overCapacity, (_, demand) => demand).filter(
    (demand) => (overCapacity[demand] as number) > least,
  );
  if (short.length === 0) return;
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  throw createSitingFault("capacity-too-small", {
    ...nameDemand(short, people),
    places: total(served),
    people: wanted - total(notCovered),
  });
}

function withFixed(limits: ChoiceLimits, isFixed: Uint8Array): ChoiceLimits {
  const fixedCount = isFixed.reduce((sum, fixed) => sum + fixed, 0);
  return { ...limits, most: limits.most + fixedCount };
}

/** People with a place, counted afresh so that equal choices have equal figures. */
function measureAnswer(model: CoverModel, places: Float64Array, chosen: Iterable<number>): number {
  const flow = new PlaceFlow(model, places);
  const open = new Set(chosen);
  model.siteOf.forEach((site, place) => {
    if (open.has(site)) flow.open(place);
  });
  return flow.measureServed();
}

/** The fixed sites, those found, and where a number is asked for without a budget, the first others up to it. */
function completePlaces({ rows, fixedSites, sites, budget }: SitingProblem, found: Iterable<number>): number[] {
  const chosen = new Set([...fixedSites, ...found]);
  if (sites !== null && budget === null)
    for (let site = 0; site < rows.siteCount && chosen.size < sites; site++) chosen.add(site);
  return [...chosen].sort((a, b) => a - b);
}
