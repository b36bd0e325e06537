/**
 * Which points of two lists are the same, and which of their attachments hold on streets that have changed: those
 * on edges that stayed, with nothing changed nearer than their own foot, or within the radius where they had none.
 */
import type { FacilityReach } from "../coverage/facility-points.ts";
import { longitudeDifference, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Facilities } from "../model/facility.ts";
import type { GroundChange } from "../network/ground-change.ts";
import type { Snaps } from "../network/snap.ts";

/** Longer lists of points are matched from their beginning alone. */
const MOST_POINTS_LOOKED_UP = 20_000;
/** Tells places of a grid of points apart. */
const KEY_FACTOR = 977;

/** Points at the beginning that two lists (interleaved lon, lat) have in common. */
export function countCommonPoints(before: Float64Array, after: Float64Array): number {
  const most = before === after ? after.length : Math.min(before.length, after.length);
  let at = before === after ? most : 0;
  while (at < most && before[at] === after[at]) at++;
  return at >> 1;
}

/** Where each point stands in another list, -1 where it is not found there, or was not looked for. */
export function matchPoints(before: Float64Array, after: Float64Array): Int32Array {
  const placeOf = new Int32Array(after.length / 2).fill(-1);
  const common = countCommonPoints(before, after);
  for (let point = 0; point < common; point++) placeOf[point] = point;
  let [end, newEnd] = [before.length / 2, placeOf.length];
  const isAlike = (point: number, other: number): boolean =>
    before[2 * point] === after[2 * other] && before[2 * point + 1] === after[2 * other + 1];
  while (end > common && newEnd > common && isAlike(end - 1, newEnd - 1)) placeOf[--newEnd] = --end;
  if (common === newEnd || end - common > MOST_POINTS_LOOKED_UP) return placeOf;
  // By one number of each place: of two that share it the earlier is found anew, which is no mistake.
  const places = new Map<number, number>();
  const keyOf = (points: Float64Array, point: number): number =>
    (points[2 * point] as number) + KEY_FACTOR * (points[2 * point + 1] as number);
  for (let point = common; point < end; point++) places.set(keyOf(before, point), point);
  for (let point = common; point < newEnd; point++) {
    const place = places.get(keyOf(after, point)) ?? -1;
    if (place >= 0 && isAlike(place, point)) placeOf[point] = place;
  }
  return placeOf;
}

/** Attachments copied from their places in `known`, the others in turn from `fresh`. */
export function mergeSnaps(known: Snaps, placeOf: Int32Array, fresh: Snaps): Snaps {
  if (fresh.count === 0 && placeOf.length === known.count && placeOf.every((place, point) => place === point))
    return known;
  const count = placeOf.length;
  const merged: Snaps = {
    count,
    edgeIndexes: new Int32Array(count),
    offStreetMetres: new Float64Array(count),
    fromStartMetres: new Float64Array(count),
    toEndMetres: new Float64Array(count),
    refusals: new Uint8Array(count),
  };
  let next = 0;
  for (let point = 0; point < count; point++) {
    const place = placeOf[point] as number;
    const from = place >= 0 ? known : fresh;
    const at = place >= 0 ? place : next++;
    merged.edgeIndexes[point] = from.edgeIndexes[at] as number;
    merged.offStreetMetres[point] = from.offStreetMetres[at] as number;
    merged.fromStartMetres[point] = from.fromStartMetres[at] as number;
    merged.toEndMetres[point] = from.toEndMetres[at] as number;
    merged.refusals[point] = from.refusals[at] as number;
  }
  return merged;
}

/** Points whose attachment may be another now are told to have no place (-1). `known` is in the new network's numbers. */
export function openPoints(
  placeOf: Int32Array,
  points: Float64Array,
  known: Snaps,
  { near, streets }: GroundChange,
  radiusMetres: number,
): void {
  const [west, south, east, north] = near.boxWithin(radiusMetres);
  for (let point = 0; point < placeOf.length; point++) {
    const place = placeOf[point] as number;
    if (place < 0) continue;
    const edge = known.edgeIndexes[place] as number;
    if (edge < -1 || (edge >= 0 && streets?.isFresh[edge] === 1)) {
      placeOf[point] = -1;
      continue;
    }
    const lon = points[2 * point] as number;
    const lat = points[2 * point + 1] as number;
    if (lon < west || lon > east || lat < south || lat > north) continue;
    const reach = edge >= 0 ? (known.offStreetMetres[place] as number) : radiusMetres;
    if (near.isWithin(lon, lat, reach)) placeOf[point] = -1;
  }
}

/** Beyond the radius within which a line's streets are looked for. */
const BESIDE_METRES = 20;

/** Whether the points of a line or an outline may be others now; a place alone is its own point on any streets. */
export function meetsChange(
  { coordinates, starts }: Facilities,
  facility: number,
  { near }: GroundChange,
  { radiusMetres }: FacilityReach,
): boolean {
  const last = (starts[facility + 1] as number) - 1;
  for (let position = starts[facility] as number; position < last; position++) {
    const lon = coordinates[2 * position] as number;
    const lat = coordinates[2 * position + 1] as number;
    const lonStep = longitudeDifference(lon, coordinates[2 * position + 2] as number);
    const latStep = (coordinates[2 * position + 3] as number) - lat;
    const x = lonStep * metresPerDegreeOfLongitude(lat);
    const half = Math.hypot(x, latStep * metresPerDegreeOfLatitude(lat)) / 2;
    if (near.isWithin(lon + lonStep / 2, lat + latStep / 2, 1.01 * half + radiusMetres + BESIDE_METRES)) return true;
  }
  return false;
}
