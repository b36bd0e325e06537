/**
 * The p-median as a mixed-integer program, with nothing reduced (ReVelle and Swain 1970): a share of each demand
 * to each site it may use, and whether the site is open. What other solvers are measured and checked with.
 */
import { cutRows } from "../../access/cost-rows.ts";
import type { IntegerProgram } from "../integer-program.ts";
import type { SitingProblem } from "../siting-problem.ts";

/** Columns: the sites, then the pairs within the cutoff. Demand without people or without a pair has no rows. */
export function createMedianProgram(problem: SitingProblem): IntegerProgram {
  const { people, fixedSites, sites, cutoff, capacity, budget } = problem;
  const rows = cutoff === null ? problem.rows : cutRows(problem.rows, cutoff);
  const { siteCount, demandCount } = rows;
  const pairs: { demand: number; site: number; cost: number }[] = [];
  for (let demand = 0; demand < demandCount; demand++) {
    if (!((people[demand] as number) > 0)) continue;
    for (let pair = rows.rowStarts[demand] as number; pair < (rows.rowStarts[demand + 1] as number); pair++)
      pairs.push({ demand, site: rows.siteIndexes[pair] as number, cost: rows.costs[pair] as number });
  }
  const count = siteCount + pairs.length;
  const objective = new Float64Array(count);
  const lower = new Float64Array(count);
  for (const site of fixedSites) lower[site] = 1;
  const starts = [0];
  const columns: number[] = [];
  const values: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const endRow = (least: number, most: number): void => {
    starts.push(columns.length);
    rowLower.push(least);
    rowUpper.push(most);
  };
  pairs.forEach(({ demand, cost }, at) => {
    objective[siteCount + at] = (people[demand] as number) * cost;
    columns.push(siteCount + at);
    values.push(1);
    if (pairs[at + 1]?.demand !== demand) endRow(1, 1);
  });
  pairs.forEach(({ site }, at) => {
    columns.push(siteCount + at, site);
    values.push(1, -1);
    endRow(-Infinity, 0);
  });
  const isFixed = new Set(fixedSites);
  const all = Array.from({ length: siteCount }, (_, site) => site);
  if (sites !== null) {
    for (const site of all) {
      columns.push(site);
      values.push(1);
    }
    endRow(sites, sites);
  }
  if (budget) {
    for (const site of all) {
      columns.push(site);
      values.push(isFixed.has(site) ? 0 : (budget.siteCosts[site] as number));
    }
    endRow(-Infinity, budget.total);
  }
  if (capacity) {
    const bySite: number[][] = all.map(() => []);
    pairs.forEach(({ site }, at) => {
      bySite[site]?.push(at);
    });
    for (const site of all) {
      if (capacity[site] === Infinity) continue;
      for (const at of bySite[site] as number[]) {
        columns.push(siteCount + at);
        values.push(people[pairs[at]?.demand as number] as number);
      }
      columns.push(site);
      values.push(-(capacity[site] as number));
      endRow(-Infinity, 0);
    }
  }
  const whole = new Uint8Array(count).fill(1, 0, siteCount);
  return {
    sense: "minimise",
    objective,
    lower,
    upper: new Float64Array(count).fill(1),
    whole,
    rowLower: Float64Array.from(rowLower),
    rowUpper: Float64Array.from(rowUpper),
    rowStarts: Int32Array.from(starts),
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}
