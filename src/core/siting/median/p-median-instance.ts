/**
 * A p-median question as the search sees it: merged demand, each with its sites in order of weighted cost
 * (people × cost), and what it costs to leave a demand unserved. p-center asks the same search whether a
 * radius covers everybody: then every pair costs 0 and an unserved demand 1.
 */
import { type CostRows, cutRows } from "../../access/cost-rows.ts";
import { type MergedDemand, mergeDemand } from "../merge-demand.ts";
import type { SitingProblem } from "../siting-problem.ts";
import { sortPairs } from "../sort-pairs.ts";
import { cutDearPairs } from "./cut-dear-pairs.ts";

export interface MedianInstance {
  readonly demandCount: number;
  readonly siteCount: number;
  /** `demandCount + 1` offsets. */
  readonly starts: Int32Array;
  /** Sites of each demand, cheapest first, equal costs by index. */
  readonly sites: Int32Array;
  /** People × cost. */
  readonly costs: Float64Array;
  /** What a demand costs that no open site serves: more than all served demand together. */
  readonly unserved: Float64Array;
  /** Whoever finds no place for less may be left out at `unserved`; else everybody must be served. For instances with capacity. */
  readonly mayLeaveOut: boolean;
  readonly people: Float64Array;
  /** People a site can take, by site; null where places are not counted. */
  readonly capacity: Float64Array | null;
  /** Sites in every answer, ascending. */
  readonly fixedSites: Int32Array;
  /** Sites in an answer; null: as many as the budget allows. */
  readonly count: number | null;
  /** By site, 0 for fixed ones; null without a budget. */
  readonly siteCosts: Float64Array | null;
  readonly budget: number;
  /** All costs are whole numbers, so any better answer is better by 1. */
  readonly isWhole: boolean;
}

/** The largest sum of whole numbers that a double holds exactly. */
const LARGEST_WHOLE = 2 ** 53;

/** More than any chain of moves that finds a place costs. */
function longestChain({ costs, siteCount }: CostRows): number {
  return (siteCount + 2) * costs.reduce((most, cost) => Math.max(most, cost), 1);
}

/** The question's demand within the cutoff, merged. */
export function mergeReachable({ rows, people, cutoff }: SitingProblem): MergedDemand {
  return mergeDemand(cutoff === null ? rows : cutRows(rows, cutoff), people);
}

export function createMedianInstance(problem: SitingProblem, merged: MergedDemand): MedianInstance {
  const { people } = merged;
  const { capacity, unservedCost } = problem;
  const isCut = capacity !== null && problem.model === "p-median" && problem.fixedSites.length > 0;
  const rows = isCut ? cutDearPairs(problem, merged, unservedCost ?? longestChain(merged.rows)) : merged.rows;
  const { demandCount, siteCount } = rows;
  const starts = Int32Array.from(rows.rowStarts);
  const sites = rows.siteIndexes.slice();
  const costs = rows.costs.slice();
  let worst = 0;
  let isWhole = true;
  for (let demand = 0; demand < demandCount; demand++) {
    const [start, end] = [starts[demand] as number, starts[demand + 1] as number];
    const weight = people[demand] as number;
    for (let pair = start; pair < end; pair++) {
      const cost = weight * (costs[pair] as number);
      costs[pair] = cost;
      if (isWhole && !Number.isInteger(cost)) isWhole = false;
    }
    sortPairs(costs, sites, start, end);
    if (end > start) worst += costs[end - 1] as number;
  }
  const most = Math.ceil(worst) + 1;
  if (most * (demandCount + 1) > LARGEST_WHOLE) isWhole = false;
  if (capacity) isWhole = false;
  // With places shared out, a demand may be left out in part: each person costs more than all who are served.
  const least = people.reduce((smallest, count) => Math.min(smallest, count), Infinity);
  const mayLeaveOut = unservedCost !== undefined;
  const unserved = people.map((count) =>
    unservedCost !== undefined ? unservedCost * count : capacity ? (most / least) * count : most,
  );
  return {
    mayLeaveOut,
    demandCount,
    siteCount,
    starts,
    sites,
    costs,
    unserved,
    people,
    capacity,
    isWhole,
    ...readLimits(problem),
  };
}

/** What limits the sites of an answer. */
export function readLimits({ fixedSites, sites, budget }: SitingProblem): {
  readonly fixedSites: Int32Array;
  readonly count: number | null;
  readonly siteCosts: Float64Array | null;
  readonly budget: number;
} {
  const siteCosts = budget === null ? null : budget.siteCosts.slice();
  for (const site of fixedSites) if (siteCosts) siteCosts[site] = 0;
  return { fixedSites, count: sites, siteCosts, budget: budget?.total ?? Infinity };
}

/**
 * Whether sites can cover everybody, as the same search asks it: covered costs nothing, uncovered demand 1 (with
 * capacities its people). An answer of cost 0 covers.
 * @param rows the pairs that cover.
 */
export function createCoverInstance(
  rows: CostRows,
  people: Float64Array,
  capacity: Float64Array | null,
  { fixedSites, count, siteCosts, budget }: ReturnType<typeof readLimits>,
): MedianInstance {
  const { demandCount, siteCount, rowStarts, siteIndexes } = rows;
  return {
    demandCount,
    siteCount,
    starts: Int32Array.from(rowStarts),
    sites: siteIndexes,
    costs: new Float64Array(siteIndexes.length),
    unserved: capacity ? people.slice() : new Float64Array(demandCount).fill(1),
    mayLeaveOut: true,
    people,
    capacity,
    isWhole: capacity === null,
    fixedSites,
    count,
    siteCosts,
    budget,
  };
}

/** The same question without the pairs of closed sites: `status` is −1 where a site is closed for good. */
export function dropClosedSites(instance: MedianInstance, status: Int8Array): MedianInstance {
  const { demandCount } = instance;
  const starts = new Int32Array(demandCount + 1);
  let count = 0;
  for (const site of instance.sites) if ((status[site] as number) >= 0) count++;
  const sites = new Int32Array(count);
  const costs = new Float64Array(count);
  let at = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const end = instance.starts[demand + 1] as number;
    let isLast = false;
    for (let pair = instance.starts[demand] as number; pair < end && !isLast; pair++) {
      const site = instance.sites[pair] as number;
      const state = status[site] as number;
      if (state < 0) continue;
      sites[at] = site;
      costs[at++] = instance.costs[pair] as number;
      // Nobody walks past a site that is open in every answer.
      isLast = state > 0 && instance.capacity === null;
    }
    starts[demand + 1] = at;
  }
  return { ...instance, starts, sites: sites.slice(0, at), costs: costs.slice(0, at) };
}
