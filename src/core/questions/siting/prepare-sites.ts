/**
 * A siting question on a study, ready for the solvers: people, standing facilities and candidates with their costs, in the
 * order of their ids. The page and the command line ask the same thing here, so that they answer the same.
 */
import type { CostRows } from "../../access/cost-rows.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { AnalysisError } from "../../errors.ts";
import type { GroupId } from "../../model/demand.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { resolveGroup, type ServiceSearch, searchOf } from "../../service-search.ts";
import { orderIds, reorderRows } from "../../siting/order-sites.ts";
import type { SitingModel, SitingProblem } from "../../siting/siting-problem.ts";
import { listGridCandidates, measureSiteRowsInSteps, type SitePoints } from "./site-rows.ts";

/** Metres between candidates where nobody says otherwise. */
export const DEFAULT_GRID_METRES = 500;

export interface StudySites {
  readonly search: ServiceSearch;
  readonly groupId: GroupId;
  /** By demand point of the study: those whom the question is about. */
  readonly people: Float64Array;
  /** All people of the group in the study's communities, whether or not the question is about them. */
  readonly everybody: Float64Array;
  readonly siteIds: readonly string[];
  /** Interleaved lon, lat by site. */
  readonly positions: Float64Array;
  /** Sites that stand already, ascending. */
  readonly standing: readonly number[];
  readonly rows: CostRows;
  readonly metresPerSecond: number;
  readonly cutoffSeconds: number;
  /** Up to where walks are in the rows: the cutoff, or longer where walks are summed or the longest counts. */
  readonly limitSeconds: number;
  readonly facilityCount: number;
  readonly candidateCount: number;
  /** Candidates that no street is near. */
  readonly refusedIds: readonly string[];
  /** Candidates with the id of a standing facility; where there are any, nothing was searched. */
  readonly clashes: readonly string[];
}

/**
 * Pauses with the number of sites searched.
 * @param candidates points, or the metres of the grid whose street nodes are candidates.
 * @param longestSeconds walks that are looked at beyond the cutoff; those of a covering question end there.
 * @throws AnalysisError `unknown-service`, `unknown-group`.
 */
export function* prepareStudySites(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  candidates: SitePoints | number,
  longestSeconds = 0,
): Generator<number, StudySites> {
  const limitSeconds = Math.max(parameters.cutoffSeconds, longestSeconds);
  const { study } = session;
  const service = study.services.find(({ id }) => id === serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId });
  const search = searchOf(service, parameters, study.profileSpeeds);
  const groupId = resolveGroup(study, service, parameters);
  const points = typeof candidates === "number" ? listGridCandidates(session, search.travel, candidates) : candidates;
  const layer = session.facilities(service.id);
  const standingIds = layer?.ids ?? [];
  const known = new Set(standingIds);
  // A scenario may have put a facility under an id of its own where the grid has a node; ids of nodes are of another form.
  const clashes = points.ids.filter((id) => known.has(id));
  const searched = clashes.length > 0 ? { count: 0, ids: [], coordinates: new Float64Array(0) } : points;
  const { rows, facilityCount, refused } = yield* measureSiteRowsInSteps(session, search, limitSeconds, searched);
  const ids = [...standingIds, ...searched.ids];
  const positions = new Float64Array(2 * ids.length);
  for (let site = 0; site < ids.length; site++) {
    const own = site < facilityCount;
    const at = own ? (layer?.starts[site] as number) : site - facilityCount;
    const from = own ? (layer?.coordinates as Float64Array) : searched.coordinates;
    positions.set(from.subarray(2 * at, 2 * at + 2), 2 * site);
  }
  const siteOrder = orderIds(ids);
  const { demand } = study;
  const everybody = demand.people[groupId] ?? demand.people.all;
  // As everywhere: whoever lives outside all communities is not the study's.
  const people = everybody.map((count, point) => ((demand.communityIndexes[point] as number) < 0 ? 0 : count));
  const demandOrder = Int32Array.from({ length: rows.demandCount }, (_, demand) => demand);
  return {
    search,
    groupId,
    people,
    everybody: people,
    siteIds: Array.from(siteOrder, (from) => ids[from] as string),
    positions: positions.map((_, at) => positions[2 * (siteOrder[at >> 1] as number) + (at & 1)] as number),
    standing: Array.from(siteOrder, (from, site) => (from < facilityCount ? site : -1)).filter((site) => site >= 0),
    rows: reorderRows(rows, demandOrder, siteOrder),
    metresPerSecond: search.pace.metresPerSecond,
    cutoffSeconds: parameters.cutoffSeconds,
    limitSeconds,
    facilityCount,
    candidateCount: points.count,
    refusedIds: refused.map((candidate) => points.ids[candidate] as string),
    clashes,
  };
}

/** Models that weigh walks, not who is covered. */
export function weighsWalks(model: SitingModel): boolean {
  return model === "p-median" || model === "p-center";
}

/**
 * The problem of a question about a study; `newSites` is of no account to the set cover. For the p-median whoever walks
 * longer than the limit counts the limit; for the p-center everybody within it must be served.
 * @param required new sites that are settled; they count among `newSites`.
 */
export function stateSitingProblem(
  sites: StudySites,
  model: SitingModel,
  newSites: number,
  keepsStanding: boolean,
  required: readonly number[] = [],
): SitingProblem {
  const standing = keepsStanding ? sites.standing : [];
  const fixedSites = Int32Array.from([...standing, ...required]).sort();
  return {
    model,
    rows: sites.rows,
    people: sites.people,
    fixedSites,
    sites: model === "set-cover" ? null : standing.length + newSites,
    cutoff: weighsWalks(model) ? sites.limitSeconds : sites.cutoffSeconds,
    capacity: null,
    budget: null,
    ...(model === "p-median" ? { unservedCost: sites.limitSeconds } : {}),
  };
}
