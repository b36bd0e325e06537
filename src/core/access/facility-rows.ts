/**
 * The sparse matrix of a study: seconds from every demand point to every facility of a
 * service within the cutoff. Searched from the facilities, towards them, so that one
 * search a facility is enough and one-way walks count as people walk them. A line is
 * reached at the cheapest of its points.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { TakeRow } from "../routing/cost-matrix.ts";
import { searchGroupRows } from "../routing/group-rows.ts";
import { layOutTargets } from "../routing/matrix-targets.ts";
import type { ServiceSearch } from "../service-search.ts";
import { buildCostRows, type CostRows } from "./cost-rows.ts";

/** Room above the limit for the last bits of limit × speed ÷ speed; what is beyond the cutoff is left out after. */
const ROUNDING_ROOM = 1 + 2 ** -40;

/** Facilities that are searched between two pauses. */
const FACILITIES_A_STEP = 48;

/**
 * Rows by demand point, in seconds; equal to the costs of the service's cost field where that has the nearest facility.
 * Pauses after every few facilities with the number searched.
 */
export function* measureFacilityRows(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
): Generator<number, CostRows> {
  const { pace, travel, snapRadiusMetres, serviceId } = search;
  const siteCount = session.facilities(serviceId)?.count ?? 0;
  const targets = session.demandSnaps(travel, snapRadiusMetres);
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
  const sources = session.sourcesOf(search);
  const takeRow: TakeRow = (facility, found, metres, foundCount) => {
    makeRoom(foundCount);
    for (let i = 0; i < foundCount; i++) {
      const seconds = (metres[i] as number) / pace.metresPerSecond;
      if (seconds > cutoffSeconds) continue;
      demandIndexes[count] = found[i] as number;
      siteIndexes[count] = facility;
      costs[count++] = seconds;
    }
  };
  const doors = layOutTargets(graph, targets);
  for (let first = 0; first < siteCount; first += FACILITIES_A_STEP) {
    const end = Math.min(siteCount, first + FACILITIES_A_STEP);
    searchGroupRows(doors, sources, siteCount, limitMetres, takeRow, [first, end]);
    yield end;
  }
  const pairs = { count, demandIndexes, siteIndexes, costs };
  return buildCostRows(pairs, session.study.demand.count, siteCount);
}
