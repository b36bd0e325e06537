/**
 * Why sites cannot serve everybody within the limits asked for, and what would do: the fewest sites, or the
 * smallest budget, that reach all demand that can be reached at all.
 */
import type { AnalysisError } from "../errors.ts";
import type { IntegerProgram, ProgramSolver } from "./integer-program.ts";
import { createCoverInstance, type MedianInstance, readLimits } from "./median/p-median-instance.ts";
import { MedianState } from "./median/p-median-interchange.ts";
import type { MergedDemand } from "./merge-demand.ts";
import { createSitingFault, nameDemand } from "./siting-faults.ts";
import type { SitingProblem } from "./siting-problem.ts";

/** @throws AnalysisError where the number, the places or the money is short whatever is chosen. */
export function checkLimits(problem: SitingProblem, { rows, people }: MergedDemand): void {
  const { capacity, fixedSites, sites, budget } = problem;
  const isFixed = new Set(fixedSites);
  const free = Array.from({ length: rows.siteCount }, (_, site) => site).filter((site) => !isFixed.has(site));
  if (budget && sites !== null) {
    const prices = free.map((site) => budget.siteCosts[site] as number).sort((a, b) => a - b);
    const needed = prices.slice(0, sites - fixedSites.length).reduce((sum, price) => sum + price, 0);
    if (needed > budget.total) throw createSitingFault("budget-too-small", { total: budget.total, sites, needed });
  }
  if (capacity === null || problem.unservedCost !== undefined) return;
  const asked = people.reduce((sum, part) => sum + part, 0);
  const standing = fixedSites.reduce((sum, site) => sum + (capacity[site] as number), 0);
  const places = free.map((site) => capacity[site] as number).sort((a, b) => b - a);
  const most = sites === null ? places.length : sites - fixedSites.length;
  let sum = standing;
  let needed = fixedSites.length;
  for (const [at, more] of places.entries()) {
    if (sum >= asked) break;
    if (at < most) sum += more;
    else break;
  }
  if (sum >= asked * (1 - 1e-12)) return;
  let all = standing;
  for (const more of places) {
    if (all >= asked) break;
    all += more;
    needed++;
  }
  const would: Readonly<Record<string, number>> = all >= asked ? { needed } : {};
  throw createSitingFault("capacity-too-small", { places: sum, people: asked, ...would });
}

/** The fewest sites, fixed ones included, that have as many places as there are people; Infinity where all together have too few. */
export function countSitesWithPlaces({ capacity, fixedSites }: SitingProblem, people: Float64Array): number {
  const room = capacity as Float64Array;
  const wanted = people.reduce((sum, part) => sum + part, 0) * (1 - 1e-9);
  const isFixed = new Set(fixedSites);
  let sum = fixedSites.reduce((places, site) => places + (room[site] as number), 0);
  let count = fixedSites.length;
  const others = Array.from(room).filter((_, site) => !isFixed.has(site));
  for (const places of others.sort((a, b) => b - a)) {
    if (sum >= wanted) return count;
    sum += places;
    count++;
  }
  return sum >= wanted ? count : Infinity;
}

/** The fault of a question whose limits leave somebody out. */
export function explainShortfall(
  problem: SitingProblem,
  merged: MergedDemand,
  solver: ProgramSolver | null,
  secondsLeft: number,
): AnalysisError {
  const { sites, budget, capacity } = problem;
  const limits = readLimits(problem);
  const instance = createCoverInstance(merged.rows, merged.people, null, limits);
  const best = new MedianState(instance);
  const status = new Int8Array(instance.siteCount);
  for (const site of limits.fixedSites) status[site] = 1;
  best.addGreedily(status);
  best.exchange(status, () => false);
  const isLeft = best.first.map((pair) => (pair < 0 ? 1 : 0));
  const points: number[] = [];
  merged.mergedOf.forEach((of, demand) => {
    if (of >= 0 && isLeft[of] === 1) points.push(demand);
  });
  const concerned = nameDemand(points, problem.people);
  if (capacity !== null && points.length === 0)
    return createSitingFault("capacity-too-small", { places: sumPlaces(capacity, best.listOpen()), ...concerned });
  const byBudget = sites === null && budget !== null;
  const needed = findLeast(instance, byBudget ? limits.siteCosts : null, solver, secondsLeft);
  return byBudget
    ? createSitingFault("budget-too-small", { total: budget.total, needed, ...concerned })
    : createSitingFault("sites-too-few", { sites: sites ?? 0, needed, ...concerned });
}

function sumPlaces(capacity: Float64Array, open: Int32Array): number {
  return open.reduce((sum, site) => sum + (capacity[site] as number), 0);
}

/** The fewest sites (or the least money) that cover everybody, fixed ones included; without a solver, a number that does. */
function findLeast(
  instance: MedianInstance,
  siteCosts: Float64Array | null,
  solver: ProgramSolver | null,
  secondsLeft: number,
): number {
  const { siteCount, fixedSites } = instance;
  const free = { ...instance, count: null, siteCosts: null, budget: Infinity };
  const state = new MedianState(free, fixedSites);
  state.addGreedily(new Int8Array(siteCount));
  const greedy = state.listOpen();
  const sum = (sites: Int32Array): number =>
    siteCosts === null ? sites.length : sites.reduce((total, site) => total + (siteCosts[site] as number), 0);
  if (solver === null) return sum(greedy);
  const start = new Float64Array(siteCount);
  for (const site of greedy) start[site] = 1;
  const options = { timeLimitSeconds: Math.max(1, secondsLeft), gap: 0, start };
  const { values } = solver(createCoverProgram(instance, siteCosts), options);
  if (values === null) return sum(greedy);
  return sum(Int32Array.from(values.keys()).filter((site) => (values[site] as number) > 0.5));
}

/** The fewest sites (or the least money) that cover all demand of an instance, fixed ones at no choice. */
function createCoverProgram(instance: MedianInstance, siteCosts: Float64Array | null): IntegerProgram {
  const { siteCount, demandCount, starts, sites, fixedSites } = instance;
  const lower = new Float64Array(siteCount);
  for (const site of fixedSites) lower[site] = 1;
  return {
    sense: "minimise",
    objective: siteCosts ?? new Float64Array(siteCount).fill(1),
    lower,
    upper: new Float64Array(siteCount).fill(1),
    whole: new Uint8Array(siteCount).fill(1),
    rowLower: new Float64Array(demandCount).fill(1),
    rowUpper: new Float64Array(demandCount).fill(Infinity),
    rowStarts: starts,
    columns: sites,
    values: new Float64Array(sites.length).fill(1),
  };
}
