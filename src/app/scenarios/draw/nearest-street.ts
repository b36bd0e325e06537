/** The street nearest to a place, as the hand on the map needs it. The engine joins lines by itself; this shows where it will. */
import { longitudeDifference, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../../core/geodesy.ts";
import type { Bounds, Position } from "../../../core/model/geometry.ts";
import { CYCLE_BOTH, type Streets, WALK_BOTH } from "../../../core/model/streets.ts";

export interface NearestStreet {
  /** Index of the street. */
  readonly street: number;
  /** Its place nearest to the position asked about. */
  readonly at: Position;
  readonly metres: number;
}

type Lines = Pick<Streets, "count" | "coordinates" | "starts" | "permissions">;

export function isOpenToAnybody({ permissions }: Pick<Streets, "permissions">, street: number): boolean {
  return ((permissions[street] ?? 0) & (WALK_BOTH | CYCLE_BOTH)) !== 0;
}

export function isOpenToWalkers({ permissions }: Pick<Streets, "permissions">, street: number): boolean {
  return ((permissions[street] ?? 0) & WALK_BOTH) !== 0;
}

/** @param counts which streets count; the nearest of them within `metres`, null where there is none. */
export function findNearestStreet(
  { count, coordinates, starts }: Lines,
  [lon, lat]: Position,
  metres: number,
  counts: (street: number) => boolean,
): NearestStreet | null {
  const perLon = metresPerDegreeOfLongitude(lat);
  const perLat = metresPerDegreeOfLatitude(lat);
  const [west, east] = [lon - metres / perLon, lon + metres / perLon];
  const [south, north] = [lat - metres / perLat, lat + metres / perLat];
  let found: NearestStreet | null = null;
  for (let street = 0; street < count; street++) {
    const last = (starts[street + 1] as number) - 1;
    let isCounted: boolean | null = null;
    for (let at = starts[street] as number; at < last; at++) {
      const [ax, ay] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
      const [bx, by] = [coordinates[2 * at + 2] as number, coordinates[2 * at + 3] as number];
      if (Math.max(ay, by) < south || Math.min(ay, by) > north || Math.max(ax, bx) < west || Math.min(ax, bx) > east)
        continue;
      isCounted ??= counts(street);
      if (!isCounted) break;
      const near = nearestOnSegment([lon, lat], [ax, ay], [bx, by]);
      if (near.metres <= (found?.metres ?? metres)) found = { street, ...near };
    }
  }
  return found;
}

/** The place of a segment that is nearest to a position, on the plane that touches the ground there. */
export function nearestOnSegment(
  [lon, lat]: Position,
  [ax, ay]: Position,
  [bx, by]: Position,
): { readonly at: Position; readonly metres: number } {
  const perLon = metresPerDegreeOfLongitude(lat);
  const perLat = metresPerDegreeOfLatitude(lat);
  const [x, y] = [longitudeDifference(lon, ax) * perLon, (ay - lat) * perLat];
  const [dx, dy] = [(bx - ax) * perLon, (by - ay) * perLat];
  const squared = dx * dx + dy * dy;
  const fraction = squared > 0 ? Math.max(0, Math.min(1, -(x * dx + y * dy) / squared)) : 0;
  return {
    at: [ax + fraction * (bx - ax), ay + fraction * (by - ay)],
    metres: Math.hypot(x + fraction * dx, y + fraction * dy),
  };
}

const boxes = new WeakMap<Float64Array, Bounds>();

/** The box around all streets. */
export function boundsOfStreets({ coordinates }: Pick<Streets, "coordinates">): Bounds {
  const known = boxes.get(coordinates);
  if (known) return known;
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < coordinates.length; at += 2) {
    const [lon, lat] = [coordinates[at] as number, coordinates[at + 1] as number];
    if (lon < box[0]) box[0] = lon;
    if (lat < box[1]) box[1] = lat;
    if (lon > box[2]) box[2] = lon;
    if (lat > box[3]) box[3] = lat;
  }
  boxes.set(coordinates, box);
  return box;
}
