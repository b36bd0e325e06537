/** Who goes where once sites are chosen: each demand point to its cheapest open site, equal costs to the lower index. */
import { sumCompensated } from "../compensated-sum.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";
import { measureGap } from "./siting-steps.ts";

/** Site that serves each demand point within the cutoff, −1 where none does, and what it costs there. */
export function serveDemand(
  { rows, cutoff }: SitingProblem,
  chosen: Int32Array,
): { readonly servedBy: Int32Array; readonly costs: Float64Array } {
  const isOpen = new Uint8Array(rows.siteCount);
  for (const site of chosen) isOpen[site] = 1;
  const limit = cutoff ?? Infinity;
  const servedBy = new Int32Array(rows.demandCount).fill(-1);
  const costs = new Float64Array(rows.demandCount).fill(Infinity);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const cost = rows.costs[pair] as number;
      const site = rows.siteIndexes[pair] as number;
      if (isOpen[site] === 0 || cost > limit || cost >= (costs[demand] as number)) continue;
      costs[demand] = cost;
      servedBy[demand] = site;
    }
  }
  return { servedBy, costs };
}

/** Σ people × cost of those who are served, the same in any order of demand. */
export function sumServed({ people }: SitingProblem, costs: Float64Array): number {
  const terms: number[] = [];
  costs.forEach((cost, demand) => {
    if ((people[demand] as number) > 0 && cost < Infinity) terms.push((people[demand] as number) * cost);
  });
  return sumCompensated(terms);
}

/** The largest cost of those with people who are served. */
export function findFarthest({ people }: SitingProblem, costs: Float64Array): number {
  let farthest = 0;
  costs.forEach((cost, demand) => {
    if ((people[demand] as number) > 0 && cost < Infinity && cost > farthest) farthest = cost;
  });
  return farthest;
}

/** An answer to a question of least cost; its bound is never above what it costs. */
export function createAnswer(
  chosen: Int32Array,
  objective: number,
  proven: number,
  unreachable: Int32Array,
  servedBy: Int32Array | null,
): SitingAnswer {
  const gap = proven >= objective ? 0 : measureGap(objective, proven);
  const bound = gap === 0 ? objective : proven;
  return { chosen, objective, bound, gap, unreachable, servedBy };
}
