/**
 * Demand points that every site costs the same are one: their people are added up exactly. What is left
 * stands in an order of its own (by row), so that answers do not depend on the order of the input.
 */
import type { CostRows } from "../access/cost-rows.ts";
import { sumCompensated } from "../compensated-sum.ts";

export interface MergedDemand {
  /** Rows of the merged demand, all with people and at least one pair. */
  readonly rows: CostRows;
  readonly people: Float64Array;
  /** Merged demand of each demand point, −1 for those without people or without a pair. */
  readonly mergedOf: Int32Array;
}

export function mergeDemand(rows: CostRows, people: Float64Array): MergedDemand {
  const { rowStarts, siteIndexes, costs, siteCount, demandCount } = rows;
  const kept: number[] = [];
  for (let demand = 0; demand < demandCount; demand++)
    if ((people[demand] as number) > 0 && rowStarts[demand + 1] !== rowStarts[demand]) kept.push(demand);
  const compare = (a: number, b: number): number => {
    const [startA, startB] = [rowStarts[a] as number, rowStarts[b] as number];
    const lengthA = (rowStarts[a + 1] as number) - startA;
    const length = (rowStarts[b + 1] as number) - startB;
    if (lengthA !== length) return lengthA - length;
    for (let at = 0; at < length; at++) {
      const order =
        (siteIndexes[startA + at] as number) - (siteIndexes[startB + at] as number) ||
        (costs[startA + at] as number) - (costs[startB + at] as number);
      if (order !== 0) return order;
    }
    return 0;
  };
  kept.sort(compare);

  const mergedOf = new Int32Array(demandCount).fill(-1);
  const first: number[] = [];
  const parts: number[][] = [];
  kept.forEach((demand, at) => {
    if (at === 0 || compare(kept[at - 1] as number, demand) !== 0) {
      first.push(demand);
      parts.push([]);
    }
    mergedOf[demand] = first.length - 1;
    parts.at(-1)?.push(people[demand] as number);
  });
  return { rows: takeRows(rows, first, siteCount), people: Float64Array.from(parts, sumCompensated), mergedOf };
}

function takeRows(rows: CostRows, demand: readonly number[], siteCount: number): CostRows {
  const rowStarts = new Float64Array(demand.length + 1);
  demand.forEach((from, at) => {
    rowStarts[at + 1] =
      (rowStarts[at] as number) + (rows.rowStarts[from + 1] as number) - (rows.rowStarts[from] as number);
  });
  const count = rowStarts[demand.length] as number;
  const siteIndexes = new Int32Array(count);
  const costs = new Float64Array(count);
  demand.forEach((from, at) => {
    const [start, end] = [rows.rowStarts[from] as number, rows.rowStarts[from + 1] as number];
    siteIndexes.set(rows.siteIndexes.subarray(start, end), rowStarts[at]);
    costs.set(rows.costs.subarray(start, end), rowStarts[at]);
  });
  return { demandCount: demand.length, siteCount, rowStarts, siteIndexes, costs };
}
