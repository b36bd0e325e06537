/** Values of homes added up by community. */
import type { Demand } from "../model/demand.ts";

/** @param values by demand point. @returns by community; homes outside all communities are left out. */
export function sumByCommunity(
  { communityIndexes }: Pick<Demand, "communityIndexes">,
  communityCount: number,
  values: Float64Array,
): Float64Array {
  const sums = new Float64Array(communityCount);
  communityIndexes.forEach((community, point) => {
    if (community >= 0) sums[community]! += values[point] as number;
  });
  return sums;
}
