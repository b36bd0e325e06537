/** Small covers drawn at random, and every set of their sites. */
import { buildCostRows, type CostRows } from "../../src/core/access/cost-rows.ts";

/** Rows in which a site covers a point, at no cost, where the draw says so. */
export function drawCoverRows(demandCount: number, siteCount: number, isCovered: () => boolean): CostRows {
  const pairs: [number, number][] = [];
  for (let demand = 0; demand < demandCount; demand++)
    for (let site = 0; site < siteCount; site++) if (isCovered()) pairs.push([demand, site]);
  return buildCostRows(
    {
      count: pairs.length,
      demandIndexes: Int32Array.from(pairs, ([demand]) => demand),
      siteIndexes: Int32Array.from(pairs, ([, site]) => site),
      costs: new Float64Array(pairs.length),
    },
    demandCount,
    siteCount,
  );
}

/** Every set of `size` sites from number `from` on. */
export function* listSiteSets(siteCount: number, size: number, from = 0): Generator<number[]> {
  if (size === 0) yield [];
  else
    for (let first = from; first <= siteCount - size; first++)
      for (const others of listSiteSets(siteCount, size - 1, first + 1)) yield [first, ...others];
}
