/**
 * Catchments: the people of each facility when everybody goes to the nearest one within
 * the cutoff. A partition by the labels of the cost field: who is beyond the cutoff is in no catchment.
 * The catchments and those not covered add up to all people to the last bit of a compensated sum.
 */
import { CompensatedSums, settleParts, sumCompensated } from "../compensated-sum.ts";

export interface Catchments {
  /** People by facility. */
  readonly people: Float64Array;
  readonly notCovered: number;
}

/** @param facilityIndexes nearest facility of each point, -1 where there is none; @param costs in the unit of `cutoff`. */
export function sumCatchments(
  people: Float64Array,
  costs: Float64Array,
  facilityIndexes: Int32Array,
  cutoff: number,
  facilityCount: number,
): Catchments {
  const sums = new CompensatedSums(facilityCount + 1);
  for (let point = 0; point < people.length; point++) {
    const facility = facilityIndexes[point] as number;
    const covered = facility >= 0 && (costs[point] as number) <= cutoff;
    sums.add(covered ? facility : facilityCount, people[point] as number);
  }
  const parts = settleParts(sums, sumCompensated(people));
  return { people: parts.slice(0, facilityCount), notCovered: parts[facilityCount] as number };
}
