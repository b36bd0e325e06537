/**
 * p-median: the sites from which people have the least to walk in sum (Hakimi 1964; ReVelle and Swain 1970). An
 * answer comes at once; a bound then closes on it while it is bettered, until it is proven, good enough, or time is up.
 */

import { findCover } from "../center/p-center-cover.ts";
import type { ProgramSolver } from "../integer-program.ts";
import type { MergedDemand } from "../merge-demand.ts";
import { createAnswer, serveDemand, sumServed } from "../serve-demand.ts";
import { checkLimits, explainShortfall } from "../site-needs.ts";
import { checkSiting, createSitingFault } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions, type SitingStep } from "../siting-steps.ts";
import { coverAtPrices } from "./cover-at-prices.ts";
import { foldStanding } from "./fold-standing.ts";
import { chooseValuer, keepChoice, seatChoiceOf } from "./p-median-capacity.ts";
import { createMedianInstance, type MedianInstance, mergeReachable } from "./p-median-instance.ts";
import { MedianState } from "./p-median-interchange.ts";
import { decideByLevels } from "./p-median-levels.ts";
import { type Incumbent, type MedianNode, NEAREST } from "./p-median-node.ts";
import { searchTree } from "./p-median-tree.ts";

/** Of the time left, what the solver may take; the tree has the rest. */
const SOLVER_SHARE = 0.5;

/** Of the time left, how long covers are looked for in which nobody walks farther than their price. */
const COVER_SHARE = 0.3;

/** A p-median question that has been checked and made ready. */
export interface ReadyMedian {
  readonly problem: SitingProblem;
  readonly merged: MergedDemand;
  readonly instance: MedianInstance;
  readonly unreachable: Int32Array;
  /** 1 for fixed sites. */
  readonly status: Int8Array;
}

/** @throws AnalysisError where the question has no answer whatever is chosen. */
export function readyMedian(problem: SitingProblem): ReadyMedian {
  const unreachable = checkSiting(problem);
  const merged = mergeReachable(problem);
  checkLimits(problem, merged);
  const status = new Int8Array(problem.rows.siteCount);
  for (const site of problem.fixedSites) status[site] = 1;
  return { problem, merged, instance: createMedianInstance(problem, merged), unreachable, status };
}

/**
 * @param solver decides what bound and branches leave open where that is little, and finds the fewest sites that would do where those asked for cannot serve everybody.
 * @throws AnalysisError `siting-impossible` where no answer serves all demand that is within reach.
 */
export function* solvePMedianInSteps(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  const { unservedCost } = problem;
  if (unservedCost === undefined || problem.capacity !== null) return yield* serveEverybody(problem, solver, options);
  yield { stage: "reducing", best: null };
  const { problem: folded, unfold } = foldStanding(problem, unservedCost, checkSiting(problem));
  const steps = serveEverybody(folded, solver, options);
  for (;;) {
    const step = steps.next();
    if (step.done) return unfold(step.value);
    yield { ...step.value, best: step.value.best && unfold(step.value.best) };
  }
}

function* serveEverybody(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  const deadline = createDeadline(options);
  yield { stage: "reducing", best: null };
  const ready = readyMedian(problem);
  const { instance, status } = ready;
  const incumbent: Incumbent = { cost: Infinity, sites: null };
  yield* findFirst(ready, solver, incumbent, deadline);
  let bound = sumCheapest(instance);
  yield { stage: "searching", best: answerMedian(ready, incumbent, bound) };
  const valuer = chooseValuer(instance, NEAREST);
  const decide = function* (open: MedianInstance, root: MedianNode): Generator<void, boolean> {
    if (instance.capacity !== null) return false;
    const { gap, isStopped } = options;
    const stops = isStopped ? { isStopped } : {};
    const until = (1 - COVER_SHARE) * deadline.secondsLeft();
    yield* coverAtPrices(valuer, open, root, incumbent, {
      solver,
      isOver: () => deadline.isOver() || deadline.secondsLeft() < until,
      secondsLeft: () => Math.max(0, deadline.secondsLeft() - until),
      ...stops,
    });
    if (solver === null || deadline.isOver()) return false;
    yield;
    const timeLimitSeconds = SOLVER_SHARE * deadline.secondsLeft();
    return decideByLevels(valuer, open, root, incumbent, solver, { timeLimitSeconds, gap, ...stops });
  };
  const limits = { isOver: deadline.isOver, mostNodes: Infinity, gap: options.gap, decide };
  const tree = searchTree(valuer, instance, incumbent, status.slice(), limits);
  for (;;) {
    const step = tree.next();
    if (step.done) return answerMedian(ready, incumbent, Math.max(bound, step.value));
    bound = Math.max(bound, step.value.bound);
    yield { stage: step.value.stage, best: answerMedian(ready, incumbent, bound) };
  }
}

/** An answer that serves everybody: by exchange, else by asking whether any does. The p-center has no use for a small sum of walks. */
export function* findFirst(
  { problem, merged, instance, status, unreachable }: ReadyMedian,
  solver: ProgramSolver | null,
  incumbent: Incumbent,
  { isOver, secondsLeft }: ReturnType<typeof createDeadline>,
): Generator<SitingStep> {
  const valuer = chooseValuer(instance, NEAREST);
  const isByExchange = problem.model !== "p-center";
  // The first answer is owed even where no time is given.
  if (instance.capacity && isByExchange)
    yield* choosePlacesFirst({ problem, merged, instance, status, unreachable }, incumbent, isOver);
  else if (isByExchange) valuer.offer(instance, status, problem.fixedSites, incumbent, () => false);
  if (incumbent.sites && servesAll(instance, incumbent.sites)) return;
  const { fixedSites, count, siteCosts, budget, capacity } = instance;
  const limits = { fixedSites, count, siteCosts, budget };
  const { rows, people } = merged;
  // Whoever cannot be reached with so many sites has no place there either, and that is soon known.
  if (capacity) {
    const reach = findCover({ rows, people, capacity: null, ...limits, solver, secondsLeft }, isOver);
    let step = reach.next();
    for (; !step.done; step = reach.next()) yield { stage: "searching", best: null };
    if (step.value.isImpossible) throw explainShortfall(problem, merged, solver, secondsLeft());
  }
  const cover = findCover({ rows, people, capacity, ...limits, solver, secondsLeft }, isOver);
  for (;;) {
    const step = cover.next();
    if (!step.done) {
      yield { stage: "searching", best: null };
      continue;
    }
    const { sites, isImpossible } = step.value;
    if (isImpossible) throw explainShortfall(problem, merged, solver, secondsLeft());
    if (sites === null) throw createSitingFault("time-too-short");
    incumbent.cost = Infinity;
    valuer.offer(instance, status, sites, incumbent, () => !isByExchange);
    return;
  }
}

/** Exchanges of the first answer: each lets people move. */
const FIRST_TRIALS = 400;

/** An answer at once, then bettered by exchanges. */
function* choosePlacesFirst(ready: ReadyMedian, incumbent: Incumbent, isOver: () => boolean): Generator<SitingStep> {
  const { instance, status } = ready;
  const choice = seatChoiceOf(instance);
  choice.reset(instance.fixedSites);
  for (const _ of choice.addGreedily(status)) yield { stage: "searching", best: null };
  keepChoice(choice, incumbent);
  const isAnswer = incumbent.sites !== null && servesAll(instance, incumbent.sites);
  const best = isAnswer ? answerMedian(ready, incumbent, sumCheapest(instance)) : null;
  yield { stage: "searching", best };
  for (const _ of choice.exchange(status, FIRST_TRIALS)) {
    if (isOver()) break;
    yield { stage: "searching", best };
  }
  choice.settle();
  keepChoice(choice, incumbent);
}

function servesAll(instance: MedianInstance, sites: Int32Array): boolean {
  if (instance.mayLeaveOut) return true;
  if (instance.capacity) {
    const choice = seatChoiceOf(instance);
    choice.reset(sites);
    return !choice.isShort;
  }
  return !new MedianState(instance, sites).first.includes(-1);
}

/** Nobody can walk less than to the cheapest of all sites. */
function sumCheapest({ demandCount, starts, costs, unserved }: MedianInstance): number {
  let sum = 0;
  for (let demand = 0; demand < demandCount; demand++)
    sum +=
      starts[demand] === starts[demand + 1]
        ? (unserved[demand] as number)
        : Math.min(unserved[demand] as number, costs[starts[demand] as number] as number);
  return sum * (1 - 1e-12);
}

/** The answer that the best sites so far are. */
export function answerMedian(ready: ReadyMedian, incumbent: Incumbent, bound: number): SitingAnswer {
  const { problem, instance, unreachable } = ready;
  const chosen = incumbent.sites as Int32Array;
  if (instance.capacity)
    return createAnswer(chosen, incumbent.cost, roundUp(bound, incumbent.cost, false), unreachable, null);
  const { servedBy, costs } = serveDemand(problem, chosen);
  const objective = sumServed(problem, costs);
  return createAnswer(chosen, objective, roundUp(bound, incumbent.cost, instance.isWhole), unreachable, servedBy);
}

/** A bound on whole numbers is a whole number; one at the cost that was found is the proof. */
function roundUp(bound: number, cost: number, isWhole: boolean): number {
  if (bound >= cost) return Infinity;
  return isWhole ? Math.ceil(bound - 1e-4) : bound;
}
