/** Sites and demand in the order of their ids, so that the order in which they came changes no answer. */
import { buildCostRows, type CostRows } from "../access/cost-rows.ts";

/** The old place of each id in ascending order of UTF-16 code units. */
export function orderIds(ids: readonly string[]): Int32Array {
  const order = Int32Array.from(ids, (_, index) => index);
  return order.sort((a, b) => {
    const [first, second] = [ids[a] as string, ids[b] as string];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

/** The same rows with demand and sites in other orders, which name the old place of each new one. */
export function reorderRows(rows: CostRows, demandOrder: Int32Array, siteOrder: Int32Array): CostRows {
  const newSite = new Int32Array(siteOrder.length);
  siteOrder.forEach((from, to) => {
    newSite[from] = to;
  });
  const count = rows.costs.length;
  const pairs = {
    count,
    demandIndexes: new Int32Array(count),
    siteIndexes: new Int32Array(count),
    costs: new Float64Array(count),
  };
  let at = 0;
  demandOrder.forEach((from, to) => {
    for (let pair = rows.rowStarts[from] as number; pair < (rows.rowStarts[from + 1] as number); pair++) {
      pairs.demandIndexes[at] = to;
      pairs.siteIndexes[at] = newSite[rows.siteIndexes[pair] as number] as number;
      pairs.costs[at++] = rows.costs[pair] as number;
    }
  });
  return buildCostRows(pairs, demandOrder.length, siteOrder.length);
}
