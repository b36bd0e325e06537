/**
 * How far places that are no homes (one point for each community) are from a search's
 * facilities: attached to streets as homes are, read from the field that was searched for
 * the homes. No search of its own.
 */
import { type AnalysisSession, STRAIGHT_LIMIT_METRES } from "../analysis-session.ts";
import { measureStraightDistances } from "../coverage/straight-line.ts";
import type { Facilities } from "../model/facility.ts";
import { measurePointCosts } from "../routing/point-costs.ts";
import type { DistanceSearch, ServiceSearch } from "../service-search.ts";

export interface Places {
  /** The same name always stands for the same places of a study. */
  readonly name: string;
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
}

/** Seconds, or metres of a distance, from each place; Infinity beyond the search's limit and where it was refused. */
export function measurePlaceCosts(
  session: AnalysisSession,
  search: ServiceSearch | DistanceSearch,
  places: Places,
): Float64Array {
  const { travel, snapRadiusMetres } = search;
  const isTime = search.measure === "time";
  const { field, sources } = isTime ? session.costs(search) : session.distanceCosts(search);
  const limitMetres = isTime ? search.limitSeconds * search.pace.metresPerSecond : search.limitMetres;
  const snaps = session.placeSnaps(places.name, places.coordinates, travel, snapRadiusMetres);
  return measurePointCosts(field, sources, snaps, limitMetres).seconds;
}

/** Straight metres from each place to the nearest facility that counts. */
export function measureStraightPlaces(
  layer: Facilities,
  facilityIndexes: readonly number[] | null,
  { coordinates }: Places,
): Float64Array {
  const listed = facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index);
  return measureStraightDistances(coordinates, [{ layer, facilityIndexes: listed }], STRAIGHT_LIMIT_METRES);
}
