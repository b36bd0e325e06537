/**
 * Cover where sites can take so many people and no more. Maximal cover serves the most people, set cover opens as few sites as
 * give a place to everybody within reach. People are divisible: those of one point may go to several sites.
 */
import { assignPlaces } from "../../access/assign-places.ts";
import { cutRows } from "../../access/cost-rows.ts";
import { AnalysisError } from "../../errors.ts";
import { BestAnswer } from "../best-answer.ts";
import { buildCoverModel, type CoverModel, listCoverRows, restrictModel } from "../cover/cover-model.ts";
import type { ChoiceLimits } from "../cover/cover-search.ts";
import { findDominatedSites } from "../cover/reduce-model.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { checkSiting, createSitingFault, nameDemand } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions, type SitingStep } from "../siting-steps.ts";
import { PlaceBound } from "./place-bound.ts";
import { PlaceFlow } from "./place-flow.ts";
import { writePlaces } from "./place-program.ts";
import { PlaceSearch } from "./place-search.ts";

const MOST_STEPS = 400;
const STEPS_BETWEEN = 50;
const MOST_ROUNDS = 30;
const MOST_PROGRAM_PAIRS = 400_000;

interface PlaceModel {
  readonly model: CoverModel;
  readonly places: Float64Array;
  readonly isFixed: Uint8Array;
  /** For the sites that are not fixed. */
  readonly limits: ChoiceLimits;
}

/** Demand merged by the sites within reach; sites that nobody needs left out: empty ones, and those that a larger one with room for all stands for. */
function buildPlaceModel(problem: SitingProblem): PlaceModel {
  const { rows, people, fixedSites, sites, budget } = problem;
  const capacity = problem.capacity as Float64Array;
  const raw = listCoverRows(rows, people, problem.cutoff as number, 1, true);
  const siteOf = Int32Array.from({ length: rows.siteCount }, (_, site) => site);
  const whole = buildCoverModel(raw, siteOf, 0);
  const fixed = new Set(fixedSites);
  const costs = budget
    ? Float64Array.from(siteOf, (site) => (fixed.has(site) ? 0 : (budget.siteCosts[site] as number)))
    : null;
  const roomForAll = Uint8Array.from(siteOf, (site) => {
    let covered = 0;
    for (let at = whole.columnStarts[site] as number; at < (whole.columnStarts[site + 1] as number); at++)
      covered += whole.weights[whole.columnClasses[at] as number] as number;
    return (capacity[site] as number) >= covered ? 1 : 0;
  });
  const isDropped = findDominatedSites(whole, costs, roomForAll).map((mark, site) => (fixed.has(site) ? 0 : mark));
  const { model } = isDropped.includes(1)
    ? restrictModel(whole, new Uint8Array(siteOf.length), isDropped)
    : { model: whole };
  const isFixed = Uint8Array.from(model.siteOf, (site) => (fixed.has(site) ? 1 : 0));
  return {
    model,
    places: Float64Array.from(model.siteOf, (site) => capacity[site] as number),
    isFixed,
    limits: {
      most: sites === null || problem.model === "set-cover" ? model.siteOf.length : sites - fixedSites.length,
      costs: costs === null ? null : Float64Array.from(model.siteOf, (site) => costs[site] as number),
      total: budget?.total ?? Infinity,
    },
  };
}

/** Both models with capacities; throws as they do without. */
export function* solvePlacesInSteps(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  if ((problem.timesCovered ?? 1) !== 1)
    throw new AnalysisError("bad-parameter", { field: "timesCovered", value: String(problem.timesCovered) });
  const unreachable = checkSiting(problem);
  yield { stage: "reducing", best: null };
  const built = buildPlaceModel(problem);
  const best = new BestAnswer(problem, unreachable);
  if (problem.model === "set-cover") yield* coverEverybody(problem, built, best, solver, options);
  else yield* serveMost(problem, built, best, solver, options);
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

function* coverEverybody(
  problem: SitingProblem,
  { model, places, isFixed, limits }: PlaceModel,
  best: BestAnswer,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, void> {
  const deadline = createDeadline(options);
  checkPlaces(problem);
  const fixedCount = problem.fixedSites.length;
  const flow = new PlaceFlow(model, places);
  const search = new PlaceSearch(flow, limits, isFixed);
  let kept: number[] = [];
  const offer = (): void => {
    if (!flow.isComplete) return;
    const sites = search.listNew();
    if (
      best.offer(
        [...problem.fixedSites, ...sites.map((site) => model.siteOf[site] as number)],
        fixedCount + sites.length,
      )
    )
      kept = sites;
  };
  for (const byCost of limits.costs === null ? [false] : [false, true]) {
    search.reset([]);
    for (const _ of search.addGreedily(byCost)) yield { stage: "searching", best: best.answer() };
    search.dropSuperfluous();
    offer();
  }
  yield { stage: "searching", best: best.answer() };
  best.tighten(fixedCount);
  // One site fewer, and exchanges until all have a place again; as long as that succeeds.
  while (best.isKnown && kept.length > 0 && !deadline.isOver()) {
    const fewer = new PlaceSearch(flow, { ...limits, most: kept.length - 1 }, isFixed);
    fewer.reset(kept.slice(0, -1));
    for (const _ of fewer.exchange(MOST_ROUNDS)) {
      if (deadline.isOver()) break;
      yield { stage: "searching", best: best.answer() };
    }
    const before = kept.length;
    offer();
    if (kept.length === before) break;
  }
  if (best.isKnown && limits.costs === null) {
    let sites = kept.length;
    while (sites > 0 && !deadline.isOver()) {
      // Where even the best choice of one site fewer leaves people without a place, none fewer will do.
      const bound = new PlaceBound(model, places, { ...limits, most: sites - 1 }, isFixed);
      const short = flow.totalPeople * (1 - 1e-9);
      for (let step = 0; step < MOST_STEPS && !bound.isSettled && bound.bound >= short; step++) {
        bound.improve(flow.totalPeople);
        yield { stage: "bounding", best: best.answer() };
        if (deadline.isOver()) break;
      }
      if (bound.bound < short) break;
      sites--;
    }
    best.tighten(fixedCount + sites);
  }
  const isProven = best.isKnown && best.gap <= options.gap;
  if (!isProven && solver !== null && !deadline.isOver() && model.rowSites.length <= MOST_PROGRAM_PAIRS) {
    yield { stage: "proving", best: best.answer() };
    const { program } = writePlaces(model, places, isFixed, withFixed(limits, isFixed), "sites");
    const answer = solver(program, { ...options, timeLimitSeconds: deadline.secondsLeft() });
    if (answer.status === "infeasible" && !best.isKnown)
      throw createSitingFault("budget-too-small", { total: limits.total, people: flow.totalPeople });
    const { values } = answer;
    if (values !== null) {
      search.reset(
        Array.from(isFixed, (_, site) => site).filter((site) => isFixed[site] === 0 && (values[site] as number) > 0.5),
      );
      offer();
    }
    if (Number.isFinite(answer.bound)) best.tighten(Math.min(best.objective, Math.ceil(answer.bound - 1e-6)));
  }
  if (!best.isKnown) throw createSitingFault("time-too-short");
  if (problem.sites !== null && best.objective > problem.sites)
    throw createSitingFault("sites-too-few", {
      sites: problem.sites,
      needed: best.objective,
      least: Math.ceil(best.bound - 1e-6),
      people: flow.totalPeople,
    });
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
