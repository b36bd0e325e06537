/**
 * The entrances of a facility that is an area (a park, a square): those that its
 * data names, and every place where a street runs in over the outline. A street that
 * only touches the outline or runs along it is no entrance. Holes are not looked at.
 */
import { longitudeDifference, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import { ENTRANCES_ATTRIBUTE, type Facilities, OUTLINE_ATTRIBUTE } from "../model/facility.ts";
import type { StreetIndex } from "../network/snap.ts";

/** A place this close to the outline is on it. */
const ON_METRES = 0.02;

type Metres = readonly [x: number, y: number];

/** Interleaved lon, lat of a facility's entrances; none where it is no area or is open all along its outline. */
export function listEntrances(layer: Facilities, facility: number, streets: StreetIndex): number[] {
  if (layer.attributes[OUTLINE_ATTRIBUTE]?.[facility] !== true) return [];
  const named = readEntrances(layer.attributes[ENTRANCES_ATTRIBUTE]?.[facility]);
  const first = layer.starts[facility] as number;
  const count = (layer.starts[facility + 1] as number) - first;
  const lon = layer.coordinates[2 * first] as number;
  const lat = layer.coordinates[2 * first + 1] as number;
  const metresPerLon = metresPerDegreeOfLongitude(lat);
  const metresPerLat = metresPerDegreeOfLatitude(lat);
  const toMetres = (x: number, y: number): Metres => [
    longitudeDifference(lon, x) * metresPerLon,
    (y - lat) * metresPerLat,
  ];
  const outline = Array.from({ length: count }, (_, index) =>
    toMetres(layer.coordinates[2 * (first + index)] as number, layer.coordinates[2 * (first + index) + 1] as number),
  );
  const places = new Map<string, Metres>();
  for (let i = 1; i < count; i++) {
    const a = outline[i - 1] as Metres;
    const b = outline[i] as Metres;
    const middle = [lon + (a[0] + b[0]) / 2 / metresPerLon, lat + (a[1] + b[1]) / 2 / metresPerLat] as const;
    const half = distanceTo(a, b, b) / 2;
    for (const [fromLon, fromLat, toLon, toLat] of streets.listSegmentsWithin(...middle, half * 1.001 + ON_METRES)) {
      const place = findEntry(a, b, toMetres(fromLon, fromLat), toMetres(toLon, toLat), outline);
      if (place) places.set(`${Math.round(place[0] / ON_METRES)} ${Math.round(place[1] / ON_METRES)}`, place);
    }
  }
  return [...named, ...[...places.values()].flatMap(([x, y]) => [lon + x / metresPerLon, lat + y / metresPerLat])];
}

/** Entrances as the attribute holds them: "lon lat; lon lat". */
function readEntrances(value: unknown): number[] {
  if (typeof value !== "string") return [];
  const numbers = value.split(";").map((pair) => pair.trim().split(/\s+/).map(Number));
  return numbers.flatMap(([x = Number.NaN, y = Number.NaN]) => (Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : []));
}

/** Where a street from `from` to `to` enters over the outline's part from `a` to `b`. */
function findEntry(a: Metres, b: Metres, from: Metres, to: Metres, outline: readonly Metres[]): Metres | null {
  for (const [end, other] of [
    [from, to],
    [to, from],
  ] as const) {
    if (distanceTo(end, a, b) > ON_METRES) continue;
    const middle: Metres = [(end[0] + other[0]) / 2, (end[1] + other[1]) / 2];
    return distanceToLine(middle, outline) > ON_METRES && isInside(middle, outline) ? end : null;
  }
  const c = sideOf(a, b, from);
  const d = sideOf(a, b, to);
  if (c * d >= 0 || sideOf(from, to, a) * sideOf(from, to, b) > 0) return null;
  const share = c / (c - d);
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

function sideOf(a: Metres, b: Metres, p: Metres): number {
  return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

function distanceTo(p: Metres, a: Metres, b: Metres): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / squared;
  const share = Math.min(1, Math.max(0, along));
  const x = a[0] + share * dx - p[0];
  const y = a[1] + share * dy - p[1];
  return Math.sqrt(x * x + y * y);
}

function distanceToLine(p: Metres, line: readonly Metres[]): number {
  let least = Infinity;
  for (let i = 1; i < line.length; i++)
    least = Math.min(least, distanceTo(p, line[i - 1] as Metres, line[i] as Metres));
  return least;
}

function isInside(p: Metres, ring: readonly Metres[]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const a = ring[i - 1] as Metres;
    const b = ring[i] as Metres;
    if (a[1] > p[1] === b[1] > p[1]) continue;
    if (p[0] < a[0] + ((p[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside;
  }
  return inside;
}
