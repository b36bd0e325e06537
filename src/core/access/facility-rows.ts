/**
 * The sparse matrix of a study: seconds from every demand point to every facility of a
 * service within the cutoff. Searched from the facilities, towards them, so that one
 * search a facility is enough and one-way walks count as people walk them. A line is
 * reached at the cheapest of its points. What the searches need is plain data, so that
 * facilities can be shared out to workers; whoever searches them, the rows are the same.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { Snaps } from "../network/snap.ts";
import type { CostSources } from "../routing/cost-field.ts";
import type { TakeRow } from "../routing/cost-matrix.ts";
import { GroupRows } from "../routing/group-rows.ts";
import { layOutTargets, type MatrixTargets } from "../routing/matrix-targets.ts";
import type { SearchGraph } from "../routing/search-graph.ts";
import type { ServiceSearch } from "../service-search.ts";
import { buildCostRows, type CostPairs, type CostRows } from "./cost-rows.ts";

/** Room above the limit for the last bits of limit × speed ÷ speed; what is beyond the cutoff is left out after. */
const ROUNDING_ROOM = 1 + 2 ** -40;

/** Facilities that are searched between two pauses, at most and in at least so many portions. */
const MOST_FACILITIES_A_STEP = 48;
const LEAST_STEPS = 64;
const FIRST_PAIRS = 1 << 12;

/** All that the searches of a service's rows need: plain data that may be handed to a worker. */
export interface FacilitySearch {
  /** The demand points, laid out for being found. */
  readonly doors: MatrixTargets;
  readonly sources: CostSources;
  readonly siteCount: number;
  readonly cutoffSeconds: number;
}

/** Facilities from `first` up to, not including, `end`. */
export interface FacilityRange {
  readonly first: number;
  readonly end: number;
}

export function prepareFacilitySearch(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
): FacilitySearch {
  const { travel, snapRadiusMetres, serviceId } = search;
  return {
    doors: layOutOnce(session.searchGraph(search, "towards"), session.demandSnaps(travel, snapRadiusMetres)),
    sources: session.sourcesOf(search),
    siteCount: session.facilities(serviceId)?.count ?? 0,
    cutoffSeconds,
  };
}

/** Layouts by the arcs of their graph: services and cutoffs that share streets and homes share them. */
const layouts = new WeakMap<Int32Array, MatrixTargets>();

/** Points of a session laid out on one of its graphs. */
export function layOutOnce(graph: SearchGraph, targets: Snaps): MatrixTargets {
  const known = layouts.get(graph.arcs);
  if (known?.snaps === targets) return { ...known, graph };
  const layout = layOutTargets(graph, targets);
  layouts.set(graph.arcs, layout);
  return layout;
}

/** The facilities in portions, ascending: small enough to pause between them. */
export function listFacilityRanges(siteCount: number): FacilityRange[] {
  const step = Math.max(1, Math.min(MOST_FACILITIES_A_STEP, Math.ceil(siteCount / LEAST_STEPS)));
  const ranges: FacilityRange[] = [];
  for (let first = 0; first < siteCount; first += step) {
    ranges.push({ first, end: Math.min(siteCount, first + step) });
  }
  return ranges;
}

/** What finds the pairs of a range within the cutoff, in seconds; facilities ascending, demand points ascending within one. */
export function createPairFinder(search: FacilitySearch): (range: FacilityRange) => CostPairs {
  const { doors, sources, siteCount, cutoffSeconds } = search;
  const { metresPerSecond } = doors.graph.pace;
  const rows = new GroupRows(doors, sources, siteCount, cutoffSeconds * metresPerSecond * ROUNDING_ROOM);
  let count = 0;
  let demandIndexes = new Int32Array(FIRST_PAIRS);
  let siteIndexes = new Int32Array(FIRST_PAIRS);
  let costs = new Float64Array(FIRST_PAIRS);
  const makeRoom = (least: number): void => {
    if (least <= costs.length) return;
    const [demandBefore, sitesBefore, costsBefore] = [demandIndexes, siteIndexes, costs];
    const size = Math.max(least, 2 * costs.length);
    demandIndexes = new Int32Array(size);
    siteIndexes = new Int32Array(size);
    costs = new Float64Array(size);
    demandIndexes.set(demandBefore);
    siteIndexes.set(sitesBefore);
    costs.set(costsBefore);
  };
  const takeRow: TakeRow = (facility, found, metres, foundCount) => {
    makeRoom(count + foundCount);
    for (let i = 0; i < foundCount; i++) {
      const seconds = (metres[i] as number) / metresPerSecond;
      if (seconds > cutoffSeconds) continue;
      demandIndexes[count] = found[i] as number;
      siteIndexes[count] = facility;
      costs[count++] = seconds;
    }
  };
  return ({ first, end }) => {
    count = 0;
    rows.search(first, end, takeRow);
    return {
      count,
      demandIndexes: demandIndexes.slice(0, count),
      siteIndexes: siteIndexes.slice(0, count),
      costs: costs.slice(0, count),
    };
  };
}

/** Puts the pairs of all ranges, in the order of the ranges, into rows by demand point. */
export function gatherFacilityRows(search: FacilitySearch, parts: readonly CostPairs[]): CostRows {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const demandIndexes = new Int32Array(count);
  const siteIndexes = new Int32Array(count);
  const costs = new Float64Array(count);
  let at = 0;
  for (const part of parts) {
    demandIndexes.set(part.demandIndexes, at);
    siteIndexes.set(part.siteIndexes, at);
    costs.set(part.costs, at);
    at += part.count;
  }
  const pairs = { count, demandIndexes, siteIndexes, costs };
  return buildCostRows(pairs, search.doors.snaps.count, search.siteCount);
}

/**
 * Rows by demand point, in seconds; equal to the costs of the service's cost field where that has the nearest facility.
 * Pauses after every few facilities with the number searched.
 */
export function* measureFacilityRows(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
): Generator<number, CostRows> {
  const prepared = prepareFacilitySearch(session, search, cutoffSeconds);
  const find = createPairFinder(prepared);
  const parts: CostPairs[] = [];
  for (const range of listFacilityRanges(prepared.siteCount)) {
    parts.push(find(range));
    yield range.end;
  }
  return gatherFacilityRows(prepared, parts);
}
