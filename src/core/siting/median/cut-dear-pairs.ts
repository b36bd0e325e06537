/**
 * Pairs that nobody will use where places count: with the fixed sites alone each person pays a price (walk and worth of the
 * place), and further sites only lower these prices, so no walk beyond it is part of a cheapest sharing out with more sites open.
 */
import type { CostRows } from "../../access/cost-rows.ts";
import type { MergedDemand } from "../merge-demand.ts";
import type { PlacesGraph } from "../places/seats.ts";
import { WalkFlow } from "../places/walk-flow.ts";
import type { SitingProblem } from "../siting-problem.ts";
import { sortPairs } from "../sort-pairs.ts";

/** Room for the rounding of prices. */
const ROOM = 1 + 1e-9;

/** @param without what a person without a place costs. */
export function cutDearPairs(
  { fixedSites, capacity }: SitingProblem,
  { rows, people }: MergedDemand,
  without: number,
): CostRows {
  const { demandCount, siteCount } = rows;
  const isFixed = new Uint8Array(siteCount);
  for (const site of fixedSites) isFixed[site] = 1;
  const standing = keepPairs(rows, (pair, _) => isFixed[rows.siteIndexes[pair] as number] === 1);
  for (let demand = 0; demand < demandCount; demand++)
    sortPairs(
      standing.costs,
      standing.siteIndexes,
      standing.rowStarts[demand] as number,
      standing.rowStarts[demand + 1] as number,
    );
  const flow = new WalkFlow(
    listRowsAlone(standing, people, capacity as Float64Array),
    standing.costs,
    new Float64Array(0),
    new Float64Array(demandCount).fill(without),
  );
  flow.openAll(fixedSites);
  const { personPrices } = flow;
  return keepPairs(rows, (pair, demand) => (rows.costs[pair] as number) <= (personPrices[demand] as number) * ROOM);
}

/** A graph whose columns nobody asks for: sites that are opened at once need none. */
function listRowsAlone(rows: CostRows, people: Float64Array, places: Float64Array): PlacesGraph {
  const { demandCount, siteCount, siteIndexes } = rows;
  const starts = Int32Array.from(rows.rowStarts);
  const demandOf = new Int32Array(siteIndexes.length);
  for (let demand = 0; demand < demandCount; demand++) demandOf.fill(demand, starts[demand], starts[demand + 1]);
  const none = new Int32Array(0);
  return {
    demandCount,
    siteCount,
    starts,
    sites: siteIndexes,
    people,
    places,
    columnStarts: none,
    columnPairs: none,
    columnDemand: none,
    demandOf,
  };
}

function keepPairs(rows: CostRows, isKept: (pair: number, demand: number) => boolean): CostRows {
  const { demandCount, siteCount } = rows;
  const rowStarts = new Float64Array(demandCount + 1);
  const siteIndexes = new Int32Array(rows.siteIndexes.length);
  const costs = new Float64Array(rows.costs.length);
  let at = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      if (!isKept(pair, demand)) continue;
      siteIndexes[at] = rows.siteIndexes[pair] as number;
      costs[at++] = rows.costs[pair] as number;
    }
    rowStarts[demand + 1] = at;
  }
  return { demandCount, siteCount, rowStarts, siteIndexes: siteIndexes.slice(0, at), costs: costs.slice(0, at) };
}
