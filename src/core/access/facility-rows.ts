/**
 * The sparse matrix of a study: seconds from every demand point to every facility of a
 * service within the cutoff. Searched from the facilities, towards them, so that one
 * search a facility's point is enough and one-way walks count as people walk them. A line is
 * reached at the cheapest of its points.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Snaps } from "../network/snap.ts";
import { searchRows } from "../routing/cost-matrix.ts";
import { layOutTargets } from "../routing/matrix-targets.ts";
import type { ServiceSearch } from "../service-search.ts";
import { buildCostRows, type CostRows } from "./cost-rows.ts";

/** Facilities that are searched between two pauses. */
const FACILITIES_A_STEP = 64;

/** Room above the limit for the last bits of limit × speed ÷ speed; what is beyond the cutoff is left out after. */
const ROUNDING_ROOM = 1 + 2 ** -40;

/**
 * Rows by demand point, in seconds; equal to the costs of the service's cost field where that has the nearest facility.
 * Pauses after every few facilities with the number of points searched.
 */
export function* measureFacilityRows(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
): Generator<number, CostRows> {
  const { pace, snapRadiusMetres, serviceId } = search;
  const { snaps, sourceOfPoint } = session.sourcesOf(search);
  const targets = session.demandSnaps(pace.mode, snapRadiusMetres);
  const graph = session.searchGraph(search, "towards");
  let size = 1 << 14;
  let count = 0;
  let demandIndexes = new Int32Array(size);
  let siteIndexes = new Int32Array(size);
  let costs = new Float64Array(size);
  const makeRoom = (more: number): void => {
    while (count + more > size) size *= 2;
    if (size === costs.length) return;
    const [demandBefore, sitesBefore, costsBefore] = [demandIndexes, siteIndexes, costs];
    demandIndexes = new Int32Array(size);
    siteIndexes = new Int32Array(size);
    costs = new Float64Array(size);
    demandIndexes.set(demandBefore);
    siteIndexes.set(sitesBefore);
    costs.set(costsBefore);
  };
  const limitMetres = cutoffSeconds * pace.metresPerSecond * ROUNDING_ROOM;
  const doors = layOutTargets(graph, targets);
  for (let first = 0; first < snaps.count; ) {
    const end = endOfStep(sourceOfPoint, first);
    const sources = sliceSnaps(snaps, first, end);
    searchRows(doors, sources, limitMetres, (source, found, metres, foundCount) => {
      makeRoom(foundCount);
      for (let i = 0; i < foundCount; i++) {
        const seconds = (metres[i] as number) / pace.metresPerSecond;
        if (seconds > cutoffSeconds) continue;
        demandIndexes[count] = found[i] as number;
        siteIndexes[count] = sourceOfPoint[first + source] as number;
        costs[count++] = seconds;
      }
    });
    first = end;
    yield end;
  }
  const pairs = { count, demandIndexes, siteIndexes, costs };
  return buildCostRows(pairs, session.study.demand.count, session.facilities(serviceId)?.count ?? 0);
}

/** The first point after a step's facilities; a facility with many points may take a step of its own. */
function endOfStep(sourceOfPoint: Int32Array, first: number): number {
  const most = first + 4 * FACILITIES_A_STEP;
  const facility = (sourceOfPoint[first] as number) + FACILITIES_A_STEP;
  let end = first + 1;
  while (end < sourceOfPoint.length && end < most && (sourceOfPoint[end] as number) < facility) end++;
  return end;
}

function sliceSnaps(snaps: Snaps, first: number, end: number): Snaps {
  return {
    count: end - first,
    edgeIndexes: snaps.edgeIndexes.subarray(first, end),
    offStreetMetres: snaps.offStreetMetres.subarray(first, end),
    fromStartMetres: snaps.fromStartMetres.subarray(first, end),
    toEndMetres: snaps.toEndMetres.subarray(first, end),
    refusals: snaps.refusals.subarray(first, end),
  };
}
