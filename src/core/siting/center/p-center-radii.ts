/** The costs among which the answer of a p-center is: all of them, and the least that it can be. */
import type { CostRows } from "../../access/cost-rows.ts";

/** All costs from `least` on, ascending, each once. */
export function listRadii(rows: CostRows, least = 0): Float64Array {
  const costs = rows.costs.filter((cost) => cost >= least).sort();
  let count = 0;
  for (const cost of costs) if (count === 0 || cost !== costs[count - 1]) costs[count++] = cost;
  return costs.slice(0, count);
}

/** No radius can be smaller than the farthest demand's way to its cheapest site. */
export function findLeastRadius(rows: CostRows): number {
  let least = 0;
  for (let demand = 0; demand < rows.demandCount; demand++) {
    let cheapest = Infinity;
    for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
      cheapest = Math.min(cheapest, rows.costs[pair] as number);
    least = Math.max(least, cheapest);
  }
  return least;
}

/** The place of the first radius that is no smaller. */
export function placeOf(radii: Float64Array, radius: number): number {
  let low = 0;
  let high = radii.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((radii[middle] as number) < radius) low = middle + 1;
    else high = middle;
  }
  return low;
}
