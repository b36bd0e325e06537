/**
 * Counts what lies within the cutoff, community by community: people (of a group)
 * and land, on streets and straight. A community is met when at least the pass
 * share of its people is covered. One comparison, cost ≤ cutoff, on unrounded
 * values; no routing happens here.
 */
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "./coverage-result.ts";

export interface CoveredSums {
  readonly total: Float64Array;
  readonly covered: Float64Array;
}

/** Sums weights per community, in all and where `costs` ≤ `cutoff`. Points of no community are left out. */
export function sumCovered(
  communityCount: number,
  communityIndexes: Int32Array,
  weights: Float64Array,
  costs: Float64Array,
  cutoff: number,
): CoveredSums {
  const total = new Float64Array(communityCount);
  const covered = new Float64Array(communityCount);
  for (let point = 0; point < communityIndexes.length; point++) {
    const community = communityIndexes[point] as number;
    if (community < 0) continue;
    const weight = weights[point] as number;
    total[community]! += weight;
    if ((costs[point] as number) <= cutoff) covered[community]! += weight;
  }
  return { total, covered };
}

/** Sums weights per community, as `total` of `sumCovered`. */
export function sumTotals(communityCount: number, communityIndexes: Int32Array, weights: Float64Array): Float64Array {
  const total = new Float64Array(communityCount);
  for (let point = 0; point < communityIndexes.length; point++) {
    const community = communityIndexes[point] as number;
    if (community >= 0) total[community]! += weights[point] as number;
  }
  return total;
}

/** Sums weights per community where `costs` ≤ `cutoff`, as `covered` of `sumCovered`. */
export function sumWithin(
  communityCount: number,
  communityIndexes: Int32Array,
  weights: Float64Array,
  costs: Float64Array,
  cutoff: number,
): Float64Array {
  const covered = new Float64Array(communityCount);
  for (let point = 0; point < communityIndexes.length; point++) {
    if (!((costs[point] as number) <= cutoff)) continue;
    const community = communityIndexes[point] as number;
    if (community >= 0) covered[community]! += weights[point] as number;
  }
  return covered;
}

/** Shares covered / total, NaN where the total is nothing. */
export function sharesOf(sums: CoveredSums): Float64Array {
  return sums.total.map((total, index) => (total > 0 ? (sums.covered[index] as number) / total : Number.NaN));
}

/** VERDICT_* code per community. Without people of the group, or without any facility, it cannot be tested. */
export function judgeCommunities(people: CoveredSums, passShare: number, facilityCount: number): Uint8Array {
  const verdicts = new Uint8Array(people.total.length);
  for (let community = 0; community < verdicts.length; community++) {
    const total = people.total[community] as number;
    if (facilityCount === 0 || total <= 0) verdicts[community] = VERDICT_NOT_TESTABLE;
    else if ((people.covered[community] as number) >= passShare * total) verdicts[community] = VERDICT_MET;
    else verdicts[community] = VERDICT_NOT_MET;
  }
  return verdicts;
}
