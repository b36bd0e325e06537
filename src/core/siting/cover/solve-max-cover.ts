/**
 * Maximal cover: with so many sites, or so much money, the most people within the cutoff (Church & ReVelle 1974).
 * Reduction, greedy choice and exchanges give an answer at once; a Lagrangian bound closes on it and finds further answers;
 * what it leaves open is decided by the solver, or divided by sites where it is much.
 */

import { BestAnswer, countCovered } from "../best-answer.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { solvePlacesInSteps } from "../places/solve-places.ts";
import { checkSiting } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions, type SitingStep } from "../siting-steps.ts";
import { CoverBound } from "./cover-bound.ts";
import { kickCover } from "./cover-kicks.ts";
import { buildCoverModel, type CoverModel, listCoverRows, restrictModel } from "./cover-model.ts";
import { startFrom, writeMaxCover } from "./cover-program.ts";
import { type ChoiceLimits, CoverState } from "./cover-search.ts";
import { searchCoverTree } from "./cover-tree.ts";
import { findSmallCover } from "./find-small-cover.ts";
import { createLeastGain } from "./least-gain.ts";
import { dropDominatedSites } from "./reduce-model.ts";

/** Steps of the bound at most; it has settled long before on most questions. */
const MOST_STEPS = 1500;
/** Steps between two answers made from the bound's prices, and rounds of exchanges for each. */
const STEPS_BETWEEN = 25;
const ROUNDS_BETWEEN = 2;
const MOST_ROUNDS = 60;
/** Kicks in a row without a better answer after which the search gives way to the solver. */
const KICKS_WITHOUT_GAIN = 200;
/** With less left open the solver proves the answer sooner than kicks better it. */
const LEAST_GAP_KICKED = 0.005;
/** Parts divided before the solver is asked where much is left open. */
const MOST_PARTS = 5000;
/** Where little is left open: pairs looked through by all parts together, for each step of their prices. */
const FEW_PAIRS = 2_000_000;
/** Of the time left, how long is asked whether everybody can be covered. */
const ALL_SHARE = 0.5;
/** A share of all people that is rounding. */
const ROUNDING = 1e-12;
/** Larger programs would take more memory than a page has. */
const MOST_PROGRAM_PAIRS = 3_000_000;

/** The model of a cover problem without capacity: fixed sites taken out, the rest as it stands. */
export function buildOpenModel(problem: SitingProblem, atMostReached: boolean): CoverModel {
  const { rows, people, fixedSites, timesCovered = 1 } = problem;
  const raw = listCoverRows(rows, people, problem.cutoff as number, timesCovered, atMostReached);
  const siteOf = Int32Array.from({ length: rows.siteCount }, (_, site) => site);
  const whole = buildCoverModel(raw, siteOf, 0);
  if (fixedSites.length === 0) return whole;
  const isFixed = new Uint8Array(rows.siteCount);
  for (const site of fixedSites) isFixed[site] = 1;
  return restrictModel(whole, isFixed, new Uint8Array(rows.siteCount)).model;
}

/** What may be opened beside the fixed sites; money by site of the model. */
export function limitsOf({ sites, fixedSites, budget }: SitingProblem, { siteOf }: CoverModel): ChoiceLimits {
  return {
    most: sites === null ? siteOf.length : sites - fixedSites.length,
    costs: budget === null ? null : Float64Array.from(siteOf, (site) => budget.siteCosts[site] as number),
    total: budget?.total ?? Infinity,
  };
}

/** An answer of the problem: the fixed sites, those found, and where a number is asked for without a budget, the first others up to it. */
export function completeSites(problem: SitingProblem, found: Iterable<number>): number[] {
  const { rows, fixedSites, sites, budget, model } = problem;
  const chosen = new Set([...fixedSites, ...found]);
  if (sites !== null && budget === null && model === "max-coverage")
    for (let site = 0; site < rows.siteCount && chosen.size < sites; site++) chosen.add(site);
  return [...chosen].sort((a, b) => a - b);
}

/** Whether the new sites of an answer cost no more than the budget, to the last bits. */
export function isAffordable({ budget, fixedSites }: SitingProblem, chosen: readonly number[]): boolean {
  if (budget === null) return true;
  const isFixed = new Set(fixedSites);
  const spent = chosen.reduce((sum, site) => (isFixed.has(site) ? sum : sum + (budget.siteCosts[site] as number)), 0);
  return spent <= budget.total * (1 + 1e-12);
}

/** @throws AnalysisError `siting-impossible` with its cause, `bad-parameter`. */
export function* solveMaxCoverInSteps(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  if (problem.capacity !== null) return yield* solvePlacesInSteps(problem, solver, options, null);
  const unreachable = checkSiting(problem);
  const deadline = createDeadline(options);
  const best = new BestAnswer(problem, unreachable);
  yield { stage: "reducing", best: null };
  const model = dropDominatedSites(buildOpenModel(problem, false), problem.budget?.siteCosts ?? null);
  const limits = limitsOf(problem, model);
  const gain = createLeastGain(model);
  const finish = (): SitingAnswer => best.answer() as SitingAnswer;
  const isDone = (): boolean => best.isKnown && (best.gap <= options.gap || deadline.isOver());

  const state = new CoverState(model, limits);
  /** The model's sites of the best answer. */
  let kept: number[] = [];
  const offer = (): boolean => {
    const sites = state.list();
    const chosen = completeSites(
      problem,
      sites.map((site) => model.siteOf[site] as number),
    );
    const isBetter = best.offer(chosen, countCovered(problem, chosen));
    if (isBetter) kept = sites;
    return isBetter;
  };
  for (const byCost of limits.costs === null ? [false] : [false, true]) {
    state.reset([]);
    for (const _ of state.addGreedily(byCost)) {
      yield { stage: "searching", best: best.answer() };
      if (deadline.isOver() && best.isKnown) return finish();
    }
    offer();
  }
  best.tighten(gain.lower(boundPlainly(model, limits)));
  state.reset(kept);
  yield { stage: "searching", best: best.answer() };
  if (isDone()) return finish();
  for (const _ of state.exchange(MOST_ROUNDS)) {
    if (deadline.isOver()) break;
    yield { stage: "searching", best: best.answer() };
  }
  offer();
  const counts = state.counts.slice();
  const bound = new CoverBound(model, limits, counts);
  for (let step = 1; step <= MOST_STEPS && !bound.isSettled && !isDone(); step++) {
    const shares = bound.improve(best.objective);
    best.tighten(gain.lower(bound.bound));
    yield { stage: "bounding", best: best.answer() };
    if (step % STEPS_BETWEEN !== 0 || isDone()) continue;
    state.reset(affordShares(shares, limits));
    for (const _ of state.addGreedily(limits.costs !== null)) if (deadline.isOver()) break;
    for (const _ of state.exchange(ROUNDS_BETWEEN)) {
      if (deadline.isOver()) break;
      yield { stage: "searching", best: best.answer() };
    }
    offer();
  }
  if (!isDone() && limits.costs === null)
    yield* coverEverybody(problem, model, limits.most, best, solver, deadline, options);
  if (isDone()) return finish();
  const { isOut } = bound.findDecided(gain.better(best.objective));
  const patience = best.gap > LEAST_GAP_KICKED ? KICKS_WITHOUT_GAIN : 0;
  for (const _ of kickCover(state, kept, isOut, patience, offer)) {
    if (isDone()) return finish();
    yield { stage: "searching", best: best.answer() };
  }
  const openCount = Math.min(limits.most, model.siteOf.length);
  const isMuch = solver === null || best.gap > LEAST_GAP_KICKED;
  if (limits.costs === null && openCount > 0 && openCount < model.siteOf.length) {
    const tree = searchCoverTree(model, openCount, bound.bestPrices, {
      isOver: deadline.isOver,
      known: () => best.objective,
      isNear: (people) => people - best.objective <= options.gap * best.objective,
      mostParts: solver === null ? Infinity : isMuch ? MOST_PARTS : Math.floor(FEW_PAIRS / model.rowSites.length),
      isSettled: !isMuch,
      offer: (sites) => {
        state.reset(sites);
        offer();
        for (const _ of state.exchange(ROUNDS_BETWEEN));
        offer();
      },
    });
    for (;;) {
      const step = tree.next();
      best.tighten(Math.max(gain.lower(step.value), best.objective));
      if (step.done || isDone()) break;
      yield { stage: "proving", best: best.answer() };
    }
  }
  if (solver === null || isDone()) return finish();
  yield { stage: "proving", best: best.answer() };
  prove({ model, limits, bound, best, kept, problem }, solver, {
    ...options,
    timeLimitSeconds: deadline.secondsLeft(),
  });
  return finish();
}

/**
 * Where the bound leaves room for nothing but everybody, that is a question of its own: whether so many sites cover all. Exchanges
 * that weigh who is hard to cover answer it where those that count people come to rest.
 */
function* coverEverybody(
  problem: SitingProblem,
  model: CoverModel,
  most: number,
  best: BestAnswer,
  solver: ProgramSolver | null,
  { isOver, secondsLeft }: ReturnType<typeof createDeadline>,
  { isStopped }: SitingOptions,
): Generator<SitingStep> {
  const all = model.weights.reduce((sum, weight) => sum + weight, model.basePeople);
  const fewest = model.weights.reduce((least, weight) => Math.min(least, weight), Infinity);
  const lessThanAll = (all - fewest) * (1 + ROUNDING);
  if (!(best.bound > lessThanAll)) return;
  const until = (1 - ALL_SHARE) * secondsLeft();
  const steps = findSmallCover({ ...model, basePeople: 0 }, most, {
    solver,
    isOver: () => isOver() || secondsLeft() < until,
    secondsLeft: () => Math.max(0, secondsLeft() - until),
    ...(isStopped ? { isStopped } : {}),
  });
  let step = steps.next();
  for (; !step.done; step = steps.next()) yield { stage: "searching", best: best.answer() };
  const { sites, isImpossible } = step.value;
  if (sites !== null) {
    const chosen = completeSites(problem, sites);
    const covered = countCovered(problem, chosen);
    best.offer(chosen, covered);
    best.tighten(covered);
  } else if (isImpossible) best.tighten(Math.max(best.objective, lessThanAll));
}

/** Everybody who can be covered at all, or as many as the largest sites cover if nobody were counted twice. */
function boundPlainly(model: CoverModel, { most }: ChoiceLimits): number {
  const { siteOf, weights, columnStarts, columnClasses } = model;
  const sizes = Float64Array.from(siteOf, (_, site) => {
    let sum = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
      sum += weights[columnClasses[at] as number] as number;
    return sum;
  });
  const largest = sizes.sort().reverse().slice(0, Math.max(0, most));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    model.basePeople +
    Math.min(
      all,
      largest.reduce((sum, size) => sum + size, 0),
    )
  );
}

/** Sites that are wanted whole, as far as number and money go. */
function affordShares(shares: Float64Array, { most, costs, total }: ChoiceLimits): number[] {
  const sites: number[] = [];
  let spent = 0;
  for (let site = 0; site < shares.length && sites.length < most; site++) {
    if ((shares[site] as number) < 1) continue;
    const cost = costs?.[site] ?? 0;
    if (spent + cost > total) continue;
    sites.push(site);
    spent += cost;
  }
  return sites;
}

interface OpenProof {
  readonly problem: SitingProblem;
  readonly model: CoverModel;
  readonly limits: ChoiceLimits;
  readonly bound: CoverBound;
  readonly best: BestAnswer;
  /** The model's sites of the best answer. */
  readonly kept: readonly number[];
}

/** Lets the solver decide what the bound left open, beginning with the best answer. */
function prove(proof: OpenProof, solver: ProgramSolver, options: SitingOptions): void {
  const { problem, model, limits, bound, best, kept } = proof;
  const gain = createLeastGain(model);
  const { isIn, isOut } = bound.findDecided(gain.better(best.objective));
  const restricted = restrictModel(model, isIn, isOut).model;
  const decided = model.siteOf.filter((_, site) => isIn[site] === 1);
  const open = dropDominatedSites(restricted, problem.budget?.siteCosts ?? null);
  if (open.rowSites.length > MOST_PROGRAM_PAIRS) return;
  const openLimits = { ...limitsOf(problem, open), most: limits.most - decided.length };
  const program = writeMaxCover(open, openLimits);
  const place = new Map(Array.from(open.siteOf, (site, index) => [site, index]));
  const known = kept.flatMap((site) => place.get(model.siteOf[site] as number) ?? []);
  const target = Math.max(best.objective - open.basePeople, 1e-9);
  const answer = solver(program, {
    timeLimitSeconds: options.timeLimitSeconds,
    // The solver's gap is of the people it is left to decide, ours of all.
    gap: (options.gap * best.objective) / target,
    start: startFrom(open, known, program.objective.length),
    ...(options.isStopped ? { isStopped: options.isStopped } : {}),
  });
  const { values } = answer;
  if (values !== null) {
    const found = open.siteOf.filter((_, index) => (values[index] as number) > 0.5);
    const chosen = completeSites(problem, [...decided, ...found]);
    if (isAffordable(problem, chosen)) best.offer(chosen, countCovered(problem, chosen));
  }
  if (Number.isFinite(answer.bound)) best.tighten(Math.max(best.objective, gain.lower(open.basePeople + answer.bound)));
}
