/**
 * The official comparison: geodesic distance from each point to the nearest part of
 * any facility, streets and barriers ignored. Counted point by point, never through
 * polygon overlay.
 */
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Facilities } from "../model/facility.ts";
import { type NearestSegment, SegmentGrid } from "../network/segment-grid.ts";

const LEAST_CELL_METRES = 300;

/** Metres from each point to its nearest facility among those listed; Infinity beyond `limitMetres`. */
export function measureStraightDistances(
  points: Float64Array,
  facilities: readonly { readonly layer: Facilities; readonly facilityIndexes: readonly number[] }[],
  limitMetres: number,
): Float64Array {
  const count = points.length / 2;
  const metres = new Float64Array(count).fill(Infinity);
  const ends: number[] = [];
  for (const { layer, facilityIndexes } of facilities) {
    for (const facility of facilityIndexes) addFacilitySegments(layer, facility, ends);
  }
  if (ends.length === 0) return metres;
  const grid = new SegmentGrid({ count: ends.length / 4, ends: Float64Array.from(ends) }, chooseCellMetres(ends));
  const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
  for (let point = 0; point < count; point++) {
    const lon = points[2 * point] as number;
    const lat = points[2 * point + 1] as number;
    if (!grid.findNearest(lon, lat, limitMetres, found)) continue;
    const [toLon, toLat] = grid.positionAt(found.segmentIndex, found.fraction);
    metres[point] = distanceMetres(lon, lat, toLon, toLat);
  }
  return metres;
}

/** Cells that hold about one segment each, so that sparse countryside is crossed in few steps. */
export function chooseCellMetres(ends: readonly number[]): number {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ends.length; i += 2) {
    west = Math.min(west, ends[i] as number);
    east = Math.max(east, ends[i] as number);
    south = Math.min(south, ends[i + 1] as number);
    north = Math.max(north, ends[i + 1] as number);
  }
  const middle = (south + north) / 2;
  const width = (east - west) * metresPerDegreeOfLongitude(middle);
  const height = (north - south) * metresPerDegreeOfLatitude(middle);
  return Math.max(LEAST_CELL_METRES, Math.sqrt((width * height) / (ends.length / 4)) / 2);
}

/** Appends the segments of a facility; a point is one of no length. */
export function addFacilitySegments(layer: Facilities, facility: number, ends: number[]): void {
  const first = layer.starts[facility] as number;
  const end = layer.starts[facility + 1] as number;
  const at = (position: number): [number, number] => [
    layer.coordinates[2 * position] as number,
    layer.coordinates[2 * position + 1] as number,
  ];
  if (end - first === 1) ends.push(...at(first), ...at(first));
  for (let position = first + 1; position < end; position++) ends.push(...at(position - 1), ...at(position));
}
