/** Cost rows from a drawn table: one line a demand point, one number a site, `-` for none. */
import { buildCostRows, type CostRows } from "../../../src/core/access/cost-rows.ts";

export function createRows(text: string): CostRows {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const cells = lines.flatMap((line, demand) =>
    line.flatMap((cell, site) => (cell === "-" ? [] : [{ demand, site, cost: Number(cell) }])),
  );
  const pairs = {
    count: cells.length,
    demandIndexes: Int32Array.from(cells, ({ demand }) => demand),
    siteIndexes: Int32Array.from(cells, ({ site }) => site),
    costs: Float64Array.from(cells, ({ cost }) => cost),
  };
  return buildCostRows(pairs, lines.length, lines[0]?.length ?? 0);
}

export const people = (...values: number[]): Float64Array => Float64Array.from(values);
