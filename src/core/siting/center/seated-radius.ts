/** Within which walk given sites give everybody a place. */
import type { CostRows } from "../../access/cost-rows.ts";
import type { MergedDemand } from "../merge-demand.ts";
import { PlaceFlow } from "../places/place-flow.ts";
import { buildPlaceModel } from "../places/place-parts.ts";
import type { SitingProblem } from "../siting-problem.ts";
import { findLeastRadius, listRadii } from "./p-center-radii.ts";

/** The least such walk where `limit` is known to do. */
export function findSeatedRadius(
  problem: SitingProblem,
  merged: MergedDemand,
  chosen: Int32Array,
  limit: number,
): number {
  const radii = listRadii(keepSites(merged.rows, chosen)).filter((radius) => radius <= limit);
  const steps = narrowSeated(problem, merged, radii, chosen, 0, radii.length - 1);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return radii[step.value] as number;
}

/** The place of the smallest radius, from `low` to `high`, within which these sites seat everybody; `high` is known to do. */
export function* narrowSeated(
  problem: SitingProblem,
  merged: MergedDemand,
  radii: Float64Array,
  chosen: Int32Array,
  low: number,
  high: number,
): Generator<void, number> {
  const rows = keepSites(merged.rows, chosen);
  let [from, to] = [low, high];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isSeatedWithin(problem, { ...merged, rows }, chosen, radii[middle] as number)) to = middle;
    else from = middle + 1;
    yield;
  }
  return to;
}

function isSeatedWithin(problem: SitingProblem, { rows, people }: MergedDemand, chosen: Int32Array, radius: number) {
  if (findLeastRadius(rows) > radius) return false;
  const { model, places } = buildPlaceModel({ ...problem, rows, people, fixedSites: chosen, cutoff: radius });
  const flow = new PlaceFlow(model, places);
  flow.openAll(model.siteOf.keys());
  return flow.isComplete;
}

/** The pairs of some sites. */
export function keepSites({ demandCount, siteCount, ...rows }: CostRows, chosen: Int32Array): CostRows {
  const isKept = new Uint8Array(siteCount);
  for (const site of chosen) isKept[site] = 1;
  let count = 0;
  for (const site of rows.siteIndexes) count += isKept[site] as number;
  const rowStarts = new Float64Array(demandCount + 1);
  const siteIndexes = new Int32Array(count);
  const costs = new Float64Array(count);
  let at = 0;
  for (let demand = 0; demand < demandCount; demand++) {
    const end = rows.rowStarts[demand + 1] as number;
    for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
      if (isKept[rows.siteIndexes[pair] as number] === 0) continue;
      siteIndexes[at] = rows.siteIndexes[pair] as number;
      costs[at++] = rows.costs[pair] as number;
    }
    rowStarts[demand + 1] = at;
  }
  return { demandCount, siteCount, rowStarts, siteIndexes, costs };
}
