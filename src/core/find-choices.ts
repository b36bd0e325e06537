/**
 * What a community can choose from: the facilities nearest to the home of its median
 * walker, and how many of its people have a second one within the cutoff. Searches
 * from the community's own homes alone, so a card opens at once; times and counts are
 * those of the whole city's access measures, for both read the same matrix.
 */
import type { AnalysisSession } from "./analysis-session.ts";
import { CompensatedSums } from "./compensated-sum.ts";
import { findMedianPoint } from "./find-walked-route.ts";
import type { AnalysisParameters } from "./model/parameters.ts";
import type { Snaps } from "./network/snap.ts";
import { searchRows } from "./routing/cost-matrix.ts";
import { layOutTargets } from "./routing/matrix-targets.ts";
import { chooseServices, resolveGroup, type ServiceSearch, searchOf } from "./service-search.ts";

export interface FacilityChoice {
  readonly facilityIndex: number;
  readonly seconds: number;
}

export interface CommunityChoices {
  /** From the home of the median walker, nearest first; fewer than asked for where the search limit holds no more. */
  readonly nearest: readonly FacilityChoice[];
  readonly people: number;
  /** People with at least two facilities within the cutoff. */
  readonly peopleWithBackup: number;
}

/** Room above the cutoff while looking for facilities; what is beyond it is left out after. */
const ROOM = 1 + 2 ** -20;

/** Choices of a community's people; null for a service without a layer. Throws AnalysisError for an unknown service. */
export function findChoices(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  communityIndex: number,
  count: number,
): CommunityChoices | null {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  if (!service || !session.facilities(serviceId)?.count) return null;
  const search = searchOf(service, parameters);
  const { demand } = session.study;
  const people = demand.people[resolveGroup(session.study, service, parameters)] ?? demand.people.all;
  const homes: number[] = [];
  demand.communityIndexes.forEach((community, point) => {
    if (community === communityIndex && (people[point] as number) > 0) homes.push(point);
  });
  const sums = new CompensatedSums(2);
  const reached = countReached(session, search, homes, parameters.cutoffSeconds);
  homes.forEach((point, home) => {
    sums.add(0, people[point] as number);
    if ((reached[home] as number) >= 2) sums.add(1, people[point] as number);
  });
  const median = findMedianPoint(demand.communityIndexes, people, session.costs(search).demand.seconds, communityIndex);
  return {
    nearest: median < 0 ? [] : listNearest(session, search, median, count),
    people: sums.value(0),
    peopleWithBackup: sums.value(1),
  };
}

function listNearest(session: AnalysisSession, search: ServiceSearch, home: number, count: number): FacilityChoice[] {
  const { pace, snapRadiusMetres, limitSeconds } = search;
  const { snaps, sourceOfPoint } = session.sourcesOf(search);
  const homes = takeSnaps(session.demandSnaps(pace.mode, snapRadiusMetres), [home]);
  const seconds = new Map<number, number>();
  const graph = session.searchGraph(search, "onwards");
  searchRows(layOutTargets(graph, snaps), homes, limitSeconds * pace.metresPerSecond, (_, points, metres, found) => {
    for (let i = 0; i < found; i++) {
      const facility = sourceOfPoint[points[i] as number] as number;
      const cost = (metres[i] as number) / pace.metresPerSecond;
      if (cost < (seconds.get(facility) ?? Infinity)) seconds.set(facility, cost);
    }
  });
  return [...seconds]
    .map(([facilityIndex, cost]) => ({ facilityIndex, seconds: cost }))
    .sort((a, b) => a.seconds - b.seconds || a.facilityIndex - b.facilityIndex)
    .slice(0, count);
}

/** How many facilities each home reaches: candidates are looked for from the homes, then timed as everywhere, from the facility. */
function countReached(
  session: AnalysisSession,
  search: ServiceSearch,
  homes: readonly number[],
  cutoffSeconds: number,
): Int32Array {
  const reached = new Int32Array(homes.length);
  if (homes.length === 0) return reached;
  const { pace, snapRadiusMetres } = search;
  const { snaps, sourceOfPoint } = session.sourcesOf(search);
  const targets = takeSnaps(session.demandSnaps(pace.mode, snapRadiusMetres), homes);
  const limitMetres = cutoffSeconds * pace.metresPerSecond * ROOM;
  const candidates = new Set<number>();
  const facilities = layOutTargets(session.searchGraph(search, "onwards"), snaps);
  searchRows(facilities, targets, limitMetres, (_, points, __, found) => {
    for (let i = 0; i < found; i++) candidates.add(points[i] as number);
  });
  const points = [...candidates].sort((a, b) => a - b);
  if (points.length === 0) return reached;
  const pairs = new Set<number>();
  const people = layOutTargets(session.searchGraph(search, "towards"), targets);
  searchRows(people, takeSnaps(snaps, points), limitMetres, (source, found, metres, count) => {
    const facility = sourceOfPoint[points[source] as number] as number;
    for (let i = 0; i < count; i++) {
      if ((metres[i] as number) / pace.metresPerSecond > cutoffSeconds) continue;
      pairs.add(facility * homes.length + (found[i] as number));
    }
  });
  for (const pair of pairs) reached[pair % homes.length]!++;
  return reached;
}

function takeSnaps(snaps: Snaps, points: readonly number[]): Snaps {
  const floats = (values: Float64Array): Float64Array => Float64Array.from(points, (point) => values[point] as number);
  return {
    count: points.length,
    edgeIndexes: Int32Array.from(points, (point) => snaps.edgeIndexes[point] as number),
    offStreetMetres: floats(snaps.offStreetMetres),
    fromStartMetres: floats(snaps.fromStartMetres),
    toEndMetres: floats(snaps.toEndMetres),
    refusals: Uint8Array.from(points, (point) => snaps.refusals[point] as number),
  };
}
