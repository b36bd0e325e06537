import { describe, expect, it } from "vitest";
import { buildCostRows, cutRows, listColumns } from "../../../src/core/access/cost-rows.ts";
import { createRows } from "./create-rows.ts";

const pairs = (...list: [demand: number, site: number, cost: number][]) => ({
  count: list.length,
  demandIndexes: Int32Array.from(list, ([demand]) => demand),
  siteIndexes: Int32Array.from(list, ([, site]) => site),
  costs: Float64Array.from(list, ([, , cost]) => cost),
});

describe("cost rows", () => {
  it("come out the same in whatever order the pairs came in", () => {
    const inOrder = buildCostRows(pairs([0, 0, 5], [0, 2, 7], [2, 1, 3]), 3, 3);
    const mixed = buildCostRows(pairs([2, 1, 3], [0, 2, 7], [0, 0, 5]), 3, 3);
    expect(Array.from(mixed.rowStarts)).toEqual([0, 2, 2, 3]);
    expect(mixed).toEqual(inOrder);
  });

  it("ignore what stands beyond the count", () => {
    const { costs } = buildCostRows({ ...pairs([0, 0, 5], [9, 9, 9]), count: 1 }, 1, 1);
    expect(Array.from(costs)).toEqual([5]);
  });

  it("keep the lower cost of a doubled pair and tell of each repetition with its place", () => {
    const told: number[][] = [];
    const rows = buildCostRows(pairs([1, 0, 5], [0, 0, 9], [1, 0, 4], [1, 0, 6]), 2, 1, (first, again) => {
      told.push([first, again]);
    });
    expect(told).toEqual([
      [0, 2],
      [0, 3],
    ]);
    expect(Array.from(rows.rowStarts)).toEqual([0, 1, 2]);
    expect(Array.from(rows.costs)).toEqual([9, 4]);
  });

  it("are cut at the cutoff, which itself is within", () => {
    const rows = cutRows(createRows("1 9\n10 -\n9.5 9"), 9);
    expect(Array.from(rows.rowStarts)).toEqual([0, 2, 2, 3]);
    expect(Array.from(rows.siteIndexes)).toEqual([0, 1, 1]);
  });

  it("are listed by site with the place of each pair", () => {
    const columns = listColumns(createRows("1 2\n- 3"));
    expect(Array.from(columns.columnStarts)).toEqual([0, 1, 3]);
    expect(Array.from(columns.pairIndexes)).toEqual([0, 1, 2]);
    expect(Array.from(columns.demandIndexes)).toEqual([0, 0, 1]);
  });
});
