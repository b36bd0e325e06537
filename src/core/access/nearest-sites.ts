/**
 * The nearest site, the k nearest, and how many are within reach (backup cover).
 * One pass over the rows; of equal costs the lower site index comes first.
 */
import { CompensatedSums } from "../compensated-sum.ts";
import type { CostRows } from "./cost-rows.ts";

/** The k nearest sites of each demand point, flat: point p holds entries p × k … p × k + k − 1, nearest first. */
export interface NearestSites {
  readonly k: number;
  /** -1 where fewer than k sites are within the cutoff. */
  readonly siteIndexes: Int32Array;
  /** Infinity where there is none. */
  readonly costs: Float64Array;
}

/** The k nearest sites within the cutoff (≤). `k` is a whole number ≥ 1. */
export function findNearestSites(rows: CostRows, cutoff: number, k = 1): NearestSites {
  const siteIndexes = new Int32Array(rows.demandCount * k).fill(-1);
  const costs = new Float64Array(rows.demandCount * k).fill(Infinity);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const first = demand * k;
    const last = first + k - 1;
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const cost = rows.costs[pair] as number;
      if (cost > cutoff || cost >= (costs[last] as number)) continue;
      let at = last;
      while (at > first && cost < (costs[at - 1] as number)) {
        costs[at] = costs[at - 1] as number;
        siteIndexes[at] = siteIndexes[at - 1] as number;
        at--;
      }
      costs[at] = cost;
      siteIndexes[at] = rows.siteIndexes[pair] as number;
    }
  }
  return { k, siteIndexes, costs };
}

/** How many sites each demand point reaches within the cutoff (≤). */
export function countReachedSites(rows: CostRows, cutoff: number): Int32Array {
  const counts = new Int32Array(rows.demandCount);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      if ((rows.costs[pair] as number) <= cutoff) counts[demand]!++;
    }
  }
  return counts;
}

/** People by the number of sites that they reach: entry n is those who reach exactly n. */
export function sumPeopleByReached(counts: Int32Array, people: Float64Array): Float64Array {
  let most = 0;
  for (let demand = 0; demand < counts.length; demand++) most = Math.max(most, counts[demand] as number);
  const sums = new CompensatedSums(most + 1);
  for (let demand = 0; demand < counts.length; demand++) sums.add(counts[demand] as number, people[demand] as number);
  return sums.values();
}
