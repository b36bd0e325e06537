/**
 * What each demand point reaches, weighted by cost: cumulative opportunities with a
 * step, gravity (Hansen 1959) with any other decay. A_i = Σ_j S_j f(c_ij). Nobody
 * competes; a point that reaches nothing has 0. One pass over the pairs.
 */
import { CompensatedSums } from "../compensated-sum.ts";
import type { CostRows } from "./cost-rows.ts";

/** One value a demand point. `supply` is the capacity of each site, or ones to count sites. */
export function sumOpportunities(
  rows: CostRows,
  supply: Float64Array,
  weightOf: (cost: number) => number,
): Float64Array {
  const sums = new CompensatedSums(rows.demandCount);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const weight = weightOf(rows.costs[pair] as number);
      if (weight > 0) sums.add(demand, weight * (supply[rows.siteIndexes[pair] as number] as number));
    }
  }
  return sums.values();
}
