/**
 * Two-step floating catchment (Luo & Wang 2003; with weights: Luo & Qi 2009, Dai 2010).
 * Step 1, each site: R_j = S_j / Σ_i P_i f(c_ij). Step 2, each demand point:
 * A_i = Σ_j R_j f(c_ij). Then Σ P_i A_i = Σ S_j over the sites that people reach.
 * A site that no people reach has no ratio and gives nobody anything.
 */
import { CompensatedSums } from "../compensated-sum.ts";
import type { CostRows } from "./cost-rows.ts";

export interface FloatingCatchment {
  /** Capacity per person by demand point; 0 where no site is reached. */
  readonly access: Float64Array;
  /** Capacity per weighted person by site (R_j); NaN where no people reach it. */
  readonly ratios: Float64Array;
  /** Weighted people that compete for each site. */
  readonly demandAtSite: Float64Array;
}

/** `people` and `capacity` are finite and ≥ 0, by demand point and by site. */
export function measureFloatingCatchment(
  rows: CostRows,
  people: Float64Array,
  capacity: Float64Array,
  weightOf: (cost: number) => number,
): FloatingCatchment {
  const competing = new CompensatedSums(rows.siteCount);
  const weights = new Float64Array(rows.costs.length);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const weight = weightOf(rows.costs[pair] as number);
      weights[pair] = weight;
      if (weight > 0) competing.add(rows.siteIndexes[pair] as number, weight * (people[demand] as number));
    }
  }
  const demandAtSite = competing.values();
  const ratios = demandAtSite.map((sum, site) => (sum > 0 ? (capacity[site] as number) / sum : Number.NaN));

  const access = new CompensatedSums(rows.demandCount);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      const site = rows.siteIndexes[pair] as number;
      const weight = weights[pair] as number;
      if (weight > 0 && (demandAtSite[site] as number) > 0) access.add(demand, weight * (ratios[site] as number));
    }
  }
  return { access: access.values(), ratios, demandAtSite };
}
