/**
 * What a community can choose from: the facilities nearest to the home of its median
 * walker, and how many of its people have a second one within the cutoff. Searches
 * from the community's own homes alone, so a card opens at once; times and counts are
 * those of the whole city's access measures, for both read the same matrix.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { boundsMeet } from "../areas.ts";
import { CompensatedSums } from "../compensated-sum.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Bounds } from "../model/geometry.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { Snaps } from "../network/snap.ts";
import type { CostSources } from "../routing/cost-field.ts";
import { searchRows, type TakeRow } from "../routing/cost-matrix.ts";
import { GroupRows } from "../routing/group-rows.ts";
import { layOutTargets, type MatrixTargets } from "../routing/matrix-targets.ts";
import { chooseServices, resolveGroup, type ServiceSearch, searchOf } from "../service-search.ts";
import { findMedianPoint } from "./find-walked-route.ts";

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

/** Room above the limit for the last bits of limit × speed ÷ speed; what is beyond the cutoff is left out after. */
const ROOM = 1 + 2 ** -40;
/** Room for the curvature of the earth where a box is grown by metres. */
const SAFETY = 1.02;

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
  const search = searchOf(service, parameters, session.study.profileSpeeds);
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
  const { pace, travel, snapRadiusMetres, limitSeconds } = search;
  const homes = takeSnaps(session.demandSnaps(travel, snapRadiusMetres), [home]);
  const limitMetres = limitSeconds * pace.metresPerSecond;
  const seconds = new Map<number, number>();
  const consider = (facility: number, metres: number): void => {
    const cost = metres / pace.metresPerSecond;
    if (cost < (seconds.get(facility) ?? Infinity)) seconds.set(facility, cost);
  };
  const sources = session.sourcesOf(search);
  if (sources.evenToNext?.includes(1)) {
    const targets = layOutTargets(session.searchGraph(search, "towards"), homes);
    const facilities = facilitiesNear(session, search, [home], limitMetres);
    searchFacilities(targets, sources, facilities, limitMetres, (facility, _, metres, found) => {
      if (found > 0) consider(facilities[facility] as number, metres[0] as number);
    });
  } else {
    const targets = layOutTargets(session.searchGraph(search, "onwards"), sources.snaps);
    searchRows(targets, homes, limitMetres, (_, points, metres, found) => {
      for (let i = 0; i < found; i++) {
        consider(sources.sourceOfPoint[points[i] as number] as number, metres[i] as number);
      }
    });
  }
  return [...seconds]
    .map(([facilityIndex, cost]) => ({ facilityIndex, seconds: cost }))
    .sort((a, b) => a.seconds - b.seconds || a.facilityIndex - b.facilityIndex)
    .slice(0, count);
}

/** How many facilities each home reaches, timed from the facilities as everywhere. */
function countReached(
  session: AnalysisSession,
  search: ServiceSearch,
  homes: readonly number[],
  cutoffSeconds: number,
): Int32Array {
  const reached = new Int32Array(homes.length);
  const { pace, travel, snapRadiusMetres } = search;
  const limitMetres = cutoffSeconds * pace.metresPerSecond * ROOM;
  const facilities = facilitiesNear(session, search, homes, limitMetres);
  const snaps = takeSnaps(session.demandSnaps(travel, snapRadiusMetres), homes);
  const targets = layOutTargets(session.searchGraph(search, "towards"), snaps);
  searchFacilities(targets, session.sourcesOf(search), facilities, limitMetres, (_, found, metres, count) => {
    for (let i = 0; i < count; i++) {
      if ((metres[i] as number) / pace.metresPerSecond <= cutoffSeconds) reached[found[i] as number]!++;
    }
  });
  return reached;
}

/** Rows of the listed facilities alone, numbered as in the list. */
function searchFacilities(
  targets: MatrixTargets,
  { snaps, sourceOfPoint, evenToNext }: CostSources,
  facilities: readonly number[],
  limitMetres: number,
  takeRow: TakeRow,
): void {
  const places = new Map(facilities.map((facility, place) => [facility, place]));
  const points: number[] = [];
  sourceOfPoint.forEach((facility, point) => {
    if (places.has(facility)) points.push(point);
  });
  if (points.length === 0) return;
  const sources: CostSources = {
    snaps: takeSnaps(snaps, points),
    sourceOfPoint: Int32Array.from(points, (point) => places.get(sourceOfPoint[point] as number) as number),
    evenToNext: Uint8Array.from(points, (point) => evenToNext?.[point] ?? 0),
  };
  new GroupRows(targets, sources, facilities.length, limitMetres).search(0, facilities.length, takeRow);
}

/** Metres walked in the time of one on the level, at most: a gentle way down. */
const DOWNHILL = 1.25;

/** Facilities whose box comes within a distance of the homes' box: nobody walks less than the straight line. */
function facilitiesNear(
  session: AnalysisSession,
  search: ServiceSearch,
  homes: readonly number[],
  metres: number,
): number[] {
  const { coordinates, facilityOfPoint } = session.facilityPoints(
    search.serviceId,
    search.travel,
    search.snapRadiusMetres,
  );
  const around = new Box();
  for (const home of homes) around.add(session.study.demand.coordinates, home);
  around.grow(metres * DOWNHILL);
  const boxes = new Map<number, Box>();
  facilityOfPoint.forEach((facility, point) => {
    const box = boxes.get(facility) ?? new Box();
    boxes.set(facility, box);
    box.add(coordinates, point);
  });
  return [...boxes].filter(([, box]) => box.meets(around)).map(([facility]) => facility);
}

/** A box of longitudes and latitudes; one that grows past a pole or the antimeridian meets everything. */
class Box {
  private bounds: Bounds = [Infinity, Infinity, -Infinity, -Infinity];

  add(coordinates: Float64Array, point: number): void {
    const [lon, lat] = [coordinates[2 * point] as number, coordinates[2 * point + 1] as number];
    const [west, south, east, north] = this.bounds;
    this.bounds = [Math.min(west, lon), Math.min(south, lat), Math.max(east, lon), Math.max(north, lat)];
  }

  grow(metres: number): void {
    const [west, south, east, north] = this.bounds;
    const high = (metres * SAFETY) / metresPerDegreeOfLatitude(0);
    const farthest = Math.max(Math.abs(south), Math.abs(north)) + high;
    const wide = farthest < 89 ? (metres * SAFETY) / metresPerDegreeOfLongitude(farthest) : 360;
    const wraps = west - wide < -180 || east + wide > 180;
    this.bounds = [wraps ? -360 : west - wide, south - high, wraps ? 360 : east + wide, north + high];
  }

  meets({ bounds }: Box): boolean {
    return boundsMeet(this.bounds, bounds);
  }
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
