/**
 * Which points lie within a straight distance of each facility of a layer, so that any choice of
 * facilities is answered without measuring again. Points are looked through by latitude: a facility
 * looks at its own band. A point is decided on the plane unless it lies within two per cent of
 * the distance; there the geodesic decides.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { addFacilitySegments, chooseCellMetres } from "../../coverage/straight-line.ts";
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../geodesy.ts";
import { LatestValues } from "../../latest-values.ts";
import type { Facilities } from "../../model/facility.ts";
import { type NearestSegment, SegmentGrid } from "../../network/segment-grid.ts";
import { createPointBits, type PointKind, ReachedPoints, rowOfPoints } from "./reached-points.ts";

const MOST_BYTES = 64 * 2 ** 20;
/** How far the plane may be off at the distances that rules may ask for. */
const PLANE_ERROR = 0.02;

/** Kept among the latest; null where a study is so large that they would not fit. */
export function findStraightReachedPoints(
  session: AnalysisSession,
  layer: Facilities,
  metres: number,
  points: PointKind,
): ReachedPoints | null {
  const kept = session.remember(
    "straight reached points",
    () => new LatestValues<ReachedPoints | null>(MOST_BYTES, (reached) => reached?.bytes ?? 0),
  );
  return kept.find(`${points} ${layer.serviceId} ${metres}`, () => {
    const band = session.remember(`points by latitude ${points}`, () => {
      const { coordinates } = points === "land" ? session.land : session.study.demand;
      return sortByLatitude(coordinates);
    });
    return measureReached(layer, metres, band);
  });
}

interface PointsByLatitude {
  readonly coordinates: Float64Array;
  readonly order: Uint32Array;
  readonly latitudes: Float64Array;
}

function sortByLatitude(coordinates: Float64Array): PointsByLatitude {
  const order = Uint32Array.from({ length: coordinates.length / 2 }, (_, index) => index);
  order.sort((a, b) => (coordinates[2 * a + 1] as number) - (coordinates[2 * b + 1] as number) || a - b);
  return { coordinates, order, latitudes: Float64Array.from(order, (point) => coordinates[2 * point + 1] as number) };
}

function measureReached(layer: Facilities, metres: number, points: PointsByLatitude): ReachedPoints | null {
  const count = points.order.length;
  const bitBytes = createPointBits(count).byteLength;
  const rows = [];
  let bytes = 0;
  for (let facility = 0; facility < layer.count; facility++) {
    const found = Int32Array.from(listWithin(layer, facility, metres, points)).sort();
    bytes += Math.min(found.byteLength, bitBytes);
    if (bytes > MOST_BYTES) return null;
    rows.push(rowOfPoints(found, count));
  }
  return new ReachedPoints(rows);
}

function listWithin(
  layer: Facilities,
  facility: number,
  metres: number,
  { coordinates, order, latitudes }: PointsByLatitude,
): number[] {
  const ends: number[] = [];
  addFacilitySegments(layer, facility, ends);
  const isWithin = isPoint(ends) ? nearPoint(ends[0] as number, ends[1] as number, metres) : nearLine(ends, metres);
  let [south, north] = [Infinity, -Infinity];
  for (let i = 1; i < ends.length; i += 2) {
    south = Math.min(south, ends[i] as number);
    north = Math.max(north, ends[i] as number);
  }
  const room = (metres * (1 + PLANE_ERROR)) / metresPerDegreeOfLatitude((south + north) / 2);
  const found: number[] = [];
  for (let at = firstFrom(latitudes, south - room); at < order.length; at++) {
    const lat = latitudes[at] as number;
    if (lat > north + room) break;
    const point = order[at] as number;
    if (isWithin(coordinates[2 * point] as number, lat)) found.push(point);
  }
  return found;
}

function isPoint(ends: readonly number[]): boolean {
  return ends.length === 4 && ends[0] === ends[2] && ends[1] === ends[3];
}

type Within = (lon: number, lat: number) => boolean;

function nearPoint(ownLon: number, ownLat: number, metres: number): Within {
  const [sure, never] = [(metres * (1 - PLANE_ERROR)) ** 2, (metres * (1 + PLANE_ERROR)) ** 2];
  const metresPerLat = metresPerDegreeOfLatitude(ownLat);
  return (lon, lat) => {
    const turned = Math.abs(lon - ownLon);
    const x = Math.min(turned, 360 - turned) * metresPerDegreeOfLongitude((lat + ownLat) / 2);
    const y = (lat - ownLat) * metresPerLat;
    const squared = x * x + y * y;
    if (squared < sure) return true;
    return squared <= never && distanceMetres(lon, lat, ownLon, ownLat) <= metres;
  };
}

function nearLine(ends: readonly number[], metres: number): Within {
  const grid = new SegmentGrid({ count: ends.length / 4, ends: Float64Array.from(ends) }, chooseCellMetres(ends));
  const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
  return (lon, lat) => {
    if (!grid.findNearest(lon, lat, metres * (1 + PLANE_ERROR), found)) return false;
    const [toLon, toLat] = grid.positionAt(found.segmentIndex, found.fraction);
    return distanceMetres(lon, lat, toLon, toLat) <= metres;
  };
}

/** The first place of an ascending list that holds no less than a value. */
function firstFrom(values: Float64Array, least: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
