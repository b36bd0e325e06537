/**
 * Where a service could have sites in a study, and what it costs people to reach them: the service's
 * facilities as they stand, and candidates given as points, or taken from the streets, one for each cell of a grid.
 * Costs are those of the engine, in seconds, within the cutoff.
 */
import { buildCostRows, type CostRows } from "../../access/cost-rows.ts";
import { layOutOnce, measureFacilityRows } from "../../access/facility-rows.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { checkPositive } from "../../errors.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../geodesy.ts";
import type { Travel } from "../../network/travel.ts";
import { searchRows } from "../../routing/cost-matrix.ts";
import type { ServiceSearch } from "../../service-search.ts";
import { createCommunityFinder } from "./find-community.ts";

/** Room above the limit for the last bits of limit × speed ÷ speed. */
const ROUNDING_ROOM = 1 + 2 ** -40;

export interface SitePoints {
  readonly count: number;
  readonly ids: readonly string[];
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
}

/** Whether a position is in any community; true of all where none has an outline. */
function createStudyFence({ study }: AnalysisSession): (lon: number, lat: number) => boolean {
  const { areas } = study.communities;
  if (areas.every((area) => area === null)) return () => true;
  const find = createCommunityFinder(study);
  return (lon, lat) => find(lon, lat) >= 0;
}

/**
 * For each cell of a grid the street node nearest to its middle, where the travel may go, in any of the study's communities
 * (anywhere, where none has an outline); ordered by cell. Ids are made of the position, so they stay as long as the node does.
 */
export function listGridCandidates(session: AnalysisSession, travel: Travel, gridMetres: number): SitePoints {
  checkPositive("gridMetres", gridMetres);
  const { nodeCount, nodeLons, nodeLats, edgeCount, edgeFromNodes, edgeToNodes } = session.network;
  const { usableEdges } = session.components(travel);
  const isUsable = new Uint8Array(nodeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    if (usableEdges[edge] !== 1) continue;
    isUsable[edgeFromNodes[edge] as number] = 1;
    isUsable[edgeToNodes[edge] as number] = 1;
  }
  let [south, north] = [Infinity, -Infinity];
  for (let node = 0; node < nodeCount; node++) {
    south = Math.min(south, nodeLats[node] as number);
    north = Math.max(north, nodeLats[node] as number);
  }
  const middle = nodeCount === 0 ? 0 : (south + north) / 2;
  const [perLon, perLat] = [metresPerDegreeOfLongitude(middle), metresPerDegreeOfLatitude(middle)];
  const isInside = createStudyFence(session);
  const nearest = new Map<
    string,
    { readonly node: number; readonly apart: number; readonly cell: readonly number[] }
  >();
  for (let node = 0; node < nodeCount; node++) {
    if (isUsable[node] !== 1) continue;
    const x = ((nodeLons[node] as number) * perLon) / gridMetres;
    const y = ((nodeLats[node] as number) * perLat) / gridMetres;
    const cell = [Math.floor(y), Math.floor(x)] as const;
    const apart = Math.hypot(x - cell[1] - 0.5, y - cell[0] - 0.5);
    const key = cell.join(" ");
    const known = nearest.get(key);
    if (known !== undefined && apart >= known.apart) continue;
    if (isInside(nodeLons[node] as number, nodeLats[node] as number)) nearest.set(key, { node, apart, cell });
  }
  const found = [...nearest.values()].sort(
    (a, b) => (a.cell[0] as number) - (b.cell[0] as number) || (a.cell[1] as number) - (b.cell[1] as number),
  );
  return {
    count: found.length,
    ids: found.map(({ node }) => `n${(nodeLons[node] as number).toFixed(6)}_${(nodeLats[node] as number).toFixed(6)}`),
    coordinates: Float64Array.from(found.flatMap(({ node }) => [nodeLons[node] as number, nodeLats[node] as number])),
  };
}

export interface SiteRows {
  /** Sites: the service's facilities in their order, then the candidates in theirs. */
  readonly rows: CostRows;
  readonly facilityCount: number;
  /** Candidates that no street is near, by index among the candidates. */
  readonly refused: readonly number[];
}

/** Candidates that are searched between two pauses. */
const CANDIDATES_A_STEP = 16;

/**
 * Seconds from every demand point to every facility and candidate within the cutoff; equal to the field's where that has
 * the nearest. Pauses with the number of sites searched.
 */
export function* measureSiteRowsInSteps(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
  candidates: SitePoints,
): Generator<number, SiteRows> {
  const facilities = yield* measureFacilityRows(session, search, cutoffSeconds);
  const { travel, snapRadiusMetres, pace } = search;
  const doors = layOutOnce(session.searchGraph(search, "towards"), session.demandSnaps(travel, snapRadiusMetres));
  const snaps = session.placeSnaps(
    `candidates ${candidates.coordinates.join(" ")}`,
    candidates.coordinates,
    travel,
    snapRadiusMetres,
  );
  const parts: { readonly site: number; readonly demand: Int32Array; readonly seconds: Float64Array }[] = [];
  const limitMetres = cutoffSeconds * pace.metresPerSecond * ROUNDING_ROOM;
  for (let first = 0; first < candidates.count; first += CANDIDATES_A_STEP) {
    const end = Math.min(candidates.count, first + CANDIDATES_A_STEP);
    const takeRow = (site: number, found: Int32Array, metres: Float64Array, count: number): void => {
      const seconds = metres.slice(0, count).map((length) => length / pace.metresPerSecond);
      parts.push({ site, demand: found.slice(0, count), seconds });
    };
    searchRows(doors, snaps, limitMetres, takeRow, [first, end]);
    yield facilities.siteCount + end;
  }
  const size = facilities.costs.length + parts.reduce((sum, { seconds }) => sum + seconds.length, 0);
  const demandIndexes = new Int32Array(size);
  const siteIndexes = new Int32Array(size);
  const costs = new Float64Array(size);
  let count = 0;
  const add = (demand: number, site: number, cost: number): void => {
    if (cost > cutoffSeconds) return;
    demandIndexes[count] = demand;
    siteIndexes[count] = site;
    costs[count++] = cost;
  };
  for (let demand = 0; demand < facilities.demandCount; demand++) {
    const end = facilities.rowStarts[demand + 1] as number;
    for (let pair = facilities.rowStarts[demand] as number; pair < end; pair++)
      add(demand, facilities.siteIndexes[pair] as number, facilities.costs[pair] as number);
  }
  for (const { site, demand, seconds } of parts)
    demand.forEach((point, at) => {
      add(point, facilities.siteCount + site, seconds[at] as number);
    });
  const pairs = { count, demandIndexes, siteIndexes, costs };
  const refused = Array.from(snaps.edgeIndexes, (_, point) => point).filter(
    (point) => (snaps.edgeIndexes[point] as number) < 0,
  );
  return {
    rows: buildCostRows(pairs, facilities.demandCount, facilities.siteCount + candidates.count),
    facilityCount: facilities.siteCount,
    refused,
  };
}
