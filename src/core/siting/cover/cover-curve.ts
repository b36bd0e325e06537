/**
 * How many sites reach how many people: for each number of sites from the fixed ones on, the people that a good answer covers and
 * the proven most. Answers grow one site at a time and are improved by exchanges at some numbers; one set of prices
 * bounds all numbers at once, and several sets together bound them closely.
 */

import type { ProgramSolver } from "../integer-program.ts";
import { checkSiting } from "../siting-faults.ts";
import type { SitingProblem } from "../siting-problem.ts";
import { finishSiting, type SitingOptions } from "../siting-steps.ts";
import { CoverBound } from "./cover-bound.ts";
import { CoverState } from "./cover-search.ts";
import { dropDominatedSites } from "./reduce-model.ts";
import { buildOpenModel, solveMaxCoverInSteps } from "./solve-max-cover.ts";

export interface CurvePoint {
  /** Sites, fixed ones included. */
  readonly sites: number;
  /** People covered by the answer that was found. */
  readonly people: number;
  /** No choice of so many sites covers more. */
  readonly bound: number;
}

/** Numbers of sites at which the answer is improved and prices are found: every one up to ten, then ever sparser. */
const ANCHOR_GROWTH = 1.25;
const BOUND_STEPS = 200;
const EXCHANGE_ROUNDS = 6;

/** The curve up to the number that covers everybody within reach; budgets do not count. For problems without capacities. */
export function measureCoverCurve(problem: SitingProblem): CurvePoint[] {
  const unlimited = { ...problem, sites: problem.rows.siteCount, budget: null, capacity: null };
  checkSiting(unlimited);
  const model = dropDominatedSites(buildOpenModel(unlimited, false), null);
  const fixedCount = problem.fixedSites.length;
  const count = model.siteOf.length;
  const people: number[] = [model.basePeople];
  const state = new CoverState(model, { most: count, costs: null, total: Infinity });
  for (const _ of state.addGreedily(false)) people.push(model.basePeople + state.measureCovered());
  const most = people.length - 1;
  const order = greedyOrder(model, count);
  const bounds = new Float64Array(most + 1).fill(Infinity);
  for (let anchor = 1; anchor <= most; anchor = Math.max(anchor + 1, Math.floor(anchor * ANCHOR_GROWTH))) {
    const limits = { most: anchor, costs: null, total: Infinity };
    const here = new CoverState(model, limits);
    here.reset(order.slice(0, anchor));
    for (const _ of here.exchange(EXCHANGE_ROUNDS));
    people[anchor] = Math.max(people[anchor] as number, model.basePeople + here.measureCovered());
    const bound = new CoverBound(model, limits, here.counts);
    for (let step = 0; step < BOUND_STEPS && !bound.isSettled; step++) bound.improve(people[anchor] as number);
    bound.listBoundsByCount(most).forEach((value, sites) => {
      if (value < (bounds[sites] as number)) bounds[sites] = value;
    });
  }
  bounds[0] = model.basePeople;
  const all = Math.max(...people.slice(-1));
  for (let sites = 1; sites <= most; sites++)
    people[sites] = Math.max(people[sites] as number, people[sites - 1] as number);
  return people.map((covered, sites) => ({
    sites: fixedCount + sites,
    people: covered,
    bound: Math.max(covered, Math.min(all, bounds[sites] as number)),
  }));
}

function greedyOrder(model: CoverState["model"], most: number): number[] {
  const state = new CoverState(model, { most, costs: null, total: Infinity });
  const order: number[] = [];
  const known = new Set<number>();
  for (const _ of state.addGreedily(false)) {
    for (const site of state.list()) {
      if (known.has(site)) continue;
      known.add(site);
      order.push(site);
    }
  }
  return order;
}

/** The least sites that could reach a number of people, and how many are known to; Infinity where none can. */
export interface SitesForTarget {
  readonly atLeast: number;
  readonly enough: number;
}

/** Reads the curve, then asks for exact answers between the two numbers until they meet or time is up. */
export function findSitesForTarget(
  curve: readonly CurvePoint[],
  people: number,
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): SitesForTarget {
  const wanted = people * (1 - 1e-12);
  let atLeast = curve.find(({ bound }) => bound >= wanted)?.sites ?? Infinity;
  let enough = curve.find((point) => point.people >= wanted)?.sites ?? Infinity;
  const end = options.now() + options.timeLimitSeconds;
  while (atLeast < enough && atLeast >= 1 && options.now() < end) {
    const asked = { ...problem, model: "max-coverage" as const, sites: atLeast, budget: null };
    const timeLimitSeconds = end - options.now();
    const answer = finishSiting(solveMaxCoverInSteps(asked, solver, { ...options, gap: 0, timeLimitSeconds }));
    if (answer.objective >= wanted) enough = atLeast;
    else if (answer.bound < wanted) atLeast++;
    else break;
  }
  return { atLeast, enough };
}
