/**
 * Where in a community something stands of which only the community is known: at the home nearest to the middle of its people, so that
 * the place is one where people live; O(homes). The true place may be anywhere in the community: half its width is the error to expect.
 */
import { distanceMetres, longitudeDifference } from "../../core/geodesy.ts";
import type { Communities } from "../../core/model/community.ts";
import type { Demand } from "../../core/model/demand.ts";

/** Interleaved lon, lat for each community; its label point where no people are known in it. */
export function findPeoplePlaces(
  communities: Pick<Communities, "count" | "centres">,
  demand: Pick<Demand, "count" | "coordinates" | "communityIndexes" | "people">,
): Float64Array {
  const { count, centres } = communities;
  const people = demand.people.all;
  const sums = new Float64Array(3 * count);
  for (let home = 0; home < demand.count; home++) {
    const community = demand.communityIndexes[home] as number;
    if (community < 0) continue;
    const weight = people[home] as number;
    const lon = longitudeDifference(centres[2 * community] as number, demand.coordinates[2 * home] as number);
    sums[3 * community]! += weight;
    sums[3 * community + 1]! += weight * lon;
    sums[3 * community + 2]! += weight * (demand.coordinates[2 * home + 1] as number);
  }
  const places = Float64Array.from(centres.subarray(0, 2 * count));
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let home = 0; home < demand.count; home++) {
    const community = demand.communityIndexes[home] as number;
    const total = community < 0 ? 0 : (sums[3 * community] as number);
    if (total <= 0 || (people[home] as number) <= 0) continue;
    const lon = demand.coordinates[2 * home] as number;
    const lat = demand.coordinates[2 * home + 1] as number;
    const middleLon = (centres[2 * community] as number) + (sums[3 * community + 1] as number) / total;
    const metres = distanceMetres(middleLon, (sums[3 * community + 2] as number) / total, lon, lat);
    if (metres >= (nearest[community] as number)) continue;
    nearest[community] = metres;
    places[2 * community] = lon;
    places[2 * community + 1] = lat;
  }
  return places;
}
