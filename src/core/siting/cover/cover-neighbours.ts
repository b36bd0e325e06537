/** Which sites of a covering model lie near one another: those that cover much of the same people. */
import type { CoverModel } from "./cover-model.ts";

/** Neighbours kept of each site, itself the first. */
const MOST_NEIGHBOURS = 120;

/**
 * By site: itself and the others that share people with it, most alike first (shared people ÷ people of either).
 * Cost: the pairs of sites of every class.
 */
export function listNeighbours(model: CoverModel): Int32Array[] {
  const { siteOf, weights, rowStarts, rowSites, columnStarts, columnClasses } = model;
  const count = siteOf.length;
  const sizes = Float64Array.from(siteOf, (_, site) => {
    let sum = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
      sum += weights[columnClasses[at] as number] as number;
    return sum;
  });
  const shared = new Float64Array(count);
  return Array.from({ length: count }, (_, site) => {
    shared.fill(0);
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      const index = columnClasses[at] as number;
      const weight = weights[index] as number;
      const end = rowStarts[index + 1] as number;
      for (let place = rowStarts[index] as number; place < end; place++) shared[rowSites[place] as number]! += weight;
    }
    const own = sizes[site] as number;
    const likeness = shared.map((common, other) => common / Math.max(own + (sizes[other] as number) - common, 1e-12));
    likeness[site] = 2;
    return Int32Array.from(likeness.keys())
      .filter((other) => other === site || (shared[other] as number) > 0)
      .sort((a, b) => (likeness[b] as number) - (likeness[a] as number) || a - b)
      .slice(0, MOST_NEIGHBOURS);
  });
}
