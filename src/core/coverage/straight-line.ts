/**
 * The official comparison: geodesic distance from each point to the nearest part of
 * any facility, streets and barriers ignored. Counted point by point, never through
 * polygon overlay.
 */
import {
  distanceMetres,
  longitudeDifference,
  metresPerDegreeOfLatitude,
  metresPerDegreeOfLongitude,
} from "../geodesy.ts";
import type { Facilities } from "../model/facility.ts";
import { type NearestSegment, SegmentGrid } from "../network/segment-grid.ts";

const LEAST_CELL_METRES = 300;

/** The facilities of a layer from which straight distances are taken. */
export interface CountedFacilities {
  readonly layer: Facilities;
  readonly facilityIndexes: readonly number[];
}

/** Metres from each point to its nearest facility among those listed; Infinity beyond `limitMetres`. */
export function measureStraightDistances(
  points: Float64Array,
  facilities: readonly CountedFacilities[],
  limitMetres: number,
): Float64Array {
  const metres = new Float64Array(points.length / 2).fill(Infinity);
  const grid = layOutFacilities(facilities);
  if (!grid) return metres;
  for (let point = 0; point < metres.length; point++) metres[point] = findDistance(grid, points, point, limitMetres);
  return metres;
}

function layOutFacilities(facilities: readonly CountedFacilities[]): SegmentGrid | null {
  const ends: number[] = [];
  for (const { layer, facilityIndexes } of facilities) {
    for (const facility of facilityIndexes) addFacilitySegments(layer, facility, ends);
  }
  if (ends.length === 0) return null;
  return new SegmentGrid({ count: ends.length / 4, ends: Float64Array.from(ends) }, chooseCellMetres(ends));
}

const nearest: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };

function findDistance(grid: SegmentGrid, points: Float64Array, point: number, limitMetres: number): number {
  const lon = points[2 * point] as number;
  const lat = points[2 * point + 1] as number;
  if (!grid.findNearest(lon, lat, limitMetres, nearest)) return Infinity;
  const [toLon, toLat] = grid.positionAt(nearest.segmentIndex, nearest.fraction);
  return distanceMetres(lon, lat, toLon, toLat);
}

/** What is nearest is told in the plane at a point's own latitude, which is no more than this share off, and ties by less than a millimetre. */
const PLANE_SHARE = 1.05;
const SAY_METRES = 1e-3;

/**
 * The distances after some facilities went and others came: measured anew where one of those is about as near as the
 * nearest was, or nothing is known.
 * @param knownCount so many of the points, from the first, are those of `before`.
 * @param changed facilities that are in one of the two layers only, or elsewhere, with the layer that has them.
 */
export function repairStraightDistances(
  points: Float64Array,
  before: Float64Array,
  knownCount: number,
  counted: CountedFacilities,
  changed: readonly CountedFacilities[],
  limitMetres: number,
): Float64Array {
  const metres = new Float64Array(points.length / 2).fill(Infinity);
  metres.set(before.subarray(0, knownCount));
  const ends: number[] = [];
  for (const { layer, facilityIndexes } of changed) {
    for (const facility of facilityIndexes) addFacilitySegments(layer, facility, ends);
  }
  const grid = layOutFacilities([counted]);
  const box = boxOf(ends, points);
  for (let point = 0; point < metres.length; point++) {
    if (point < knownCount) {
      const far = PLANE_SHARE * Math.min(metres[point] as number, limitMetres) + SAY_METRES;
      const lat = points[2 * point + 1] as number;
      const lon = points[2 * point] as number;
      if ((lat - box.north) * box.perLat > far || (box.south - lat) * box.perLat > far) continue;
      const isBeside = (lon - box.east) * box.perLon > far || (box.west - lon) * box.perLon > far;
      if (isBeside || !isAnyWithin(ends, points, point, far)) continue;
    }
    metres[point] = grid ? findDistance(grid, points, point, limitMetres) : Infinity;
  }
  return metres;
}

/** The box of some segments, with metres per degree that are nowhere less among the points; no box across the antimeridian. */
function boxOf(ends: readonly number[], points: Float64Array) {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < ends.length; at += 2) {
    west = Math.min(west, ends[at] as number);
    east = Math.max(east, ends[at] as number);
    south = Math.min(south, ends[at + 1] as number);
    north = Math.max(north, ends[at + 1] as number);
  }
  let highest = 0;
  let isWide = east - west > 180;
  for (let at = 0; at < points.length; at += 2) {
    highest = Math.max(highest, Math.abs(points[at + 1] as number));
    if (Math.abs((points[at] as number) - west) > 180 || Math.abs((points[at] as number) - east) > 180) isWide = true;
  }
  const perLon = isWide ? 0 : metresPerDegreeOfLongitude(highest) * LESS;
  return { west, south, east, north, perLon, perLat: metresPerDegreeOfLatitude(0) * LESS };
}

/** Room for last bits in a bound. */
const LESS = 0.999;

/** Whether a point lies within so many metres of any of the segments, in the plane at its own latitude. */
function isAnyWithin(ends: readonly number[], points: Float64Array, point: number, metres: number): boolean {
  if (ends.length === 0) return false;
  const lon = points[2 * point] as number;
  const lat = points[2 * point + 1] as number;
  const perLon = metresPerDegreeOfLongitude(lat);
  const perLat = metresPerDegreeOfLatitude(lat);
  const far = metres * metres;
  for (let at = 0; at < ends.length; at += 4) {
    const ax = longitudeDifference(lon, ends[at] as number) * perLon;
    const ay = ((ends[at + 1] as number) - lat) * perLat;
    const dx = longitudeDifference(ends[at] as number, ends[at + 2] as number) * perLon;
    const dy = ((ends[at + 3] as number) - (ends[at + 1] as number)) * perLat;
    const squared = dx * dx + dy * dy;
    const fraction = squared > 0 ? Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared)) : 0;
    const x = ax + fraction * dx;
    const y = ay + fraction * dy;
    if (x * x + y * y <= far) return true;
  }
  return false;
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
