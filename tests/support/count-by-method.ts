/**
 * A second count of who is covered: home by home, from what the session says of each home and from a band
 * that is drawn for this cutoff alone.
 */
import type { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_GROUND, type GroundOptions } from "../../src/core/isochrone/ground-options.ts";
import { type Isochrone, IsochroneMaker } from "../../src/core/isochrone/isochrone.ts";
import type { MultiPolygonGeometry, Position } from "../../src/core/model/geometry.ts";
import type { ServiceSearch } from "../../src/core/service-search.ts";

/** People by community, in the study's order. */
export interface MethodCounts {
  readonly people: readonly number[];
  readonly onStreets: readonly number[];
  readonly inIsochrone: readonly number[];
  readonly straight: readonly number[];
}

/** Counts people (one weight a home) within a cutoff that the search's limit covers. */
export function countByMethod(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
  people: Float64Array,
): MethodCounts {
  const { communities, demand } = session.study;
  const { seconds } = session.costs(search).demand;
  const metres = session.straightDemandMetres(search.serviceId, search.facilityIndexes);
  const radiusMetres = cutoffSeconds * search.pace.metresPerSecond;
  const [band] = drawService(session, search, [cutoffSeconds]).bands;
  const inBand = holdHomes(band?.geometry ?? { type: "MultiPolygon", coordinates: [] }, demand.coordinates);
  const count = (isCovered: (home: number) => boolean): number[] => {
    const counts = new Array<number>(communities.count).fill(0);
    for (const [home, community] of demand.communityIndexes.entries()) {
      if (community >= 0 && isCovered(home)) counts[community]! += people[home] as number;
    }
    return counts;
  };
  return {
    people: count(() => true),
    onStreets: count((home) => (seconds[home] as number) <= cutoffSeconds),
    inIsochrone: count((home) => inBand[home] === true),
    straight: count((home) => (metres[home] as number) <= radiusMetres),
  };
}

/** The isochrone of all facilities of a search, drawn as asked. */
export function drawService(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffsSeconds: readonly number[],
  options: GroundOptions = DEFAULT_GROUND,
): Isochrone {
  const sources = session.sourcesOf(search);
  const maker = new IsochroneMaker(session.searchGraph(search), session.ground(search.pace.mode, options));
  return maker.make(sources, Int32Array.from(sources.snaps.edgeIndexes.keys()), cutoffsSeconds);
}

/** Even-odd over all rings, side by side: each turns the homes west of it, which are found by latitude. */
function holdHomes(band: MultiPolygonGeometry, coordinates: Float64Array): boolean[] {
  const inside = new Array<boolean>(coordinates.length / 2).fill(false);
  const latitude = (home: number): number => coordinates[2 * home + 1] as number;
  const homes = [...inside.keys()].sort((a, b) => latitude(a) - latitude(b));
  for (const ring of band.coordinates.flat()) {
    for (let corner = 1; corner < ring.length; corner++) {
      const [x1, y1] = ring[corner - 1] as Position;
      const [x2, y2] = ring[corner] as Position;
      const north = Math.max(y1, y2);
      for (let at = firstFrom(homes, latitude, Math.min(y1, y2)); at < homes.length; at++) {
        const home = homes[at] as number;
        const lat = latitude(home);
        if (lat >= north) break;
        if (x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1) > (coordinates[2 * home] as number)) inside[home] = !inside[home];
      }
    }
  }
  return inside;
}

/** Where the homes from a latitude on begin, among homes in order of latitude. */
function firstFrom(homes: readonly number[], latitude: (home: number) => number, south: number): number {
  let [low, high] = [0, homes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (latitude(homes[middle] as number) < south) low = middle + 1;
    else high = middle;
  }
  return low;
}
