/** A metric plane around the old city: x east, y north, in metres; degrees are rounded to 1e-7. */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../src/core/geodesy.ts";
import type { Position } from "../../src/core/model/geometry.ts";

export type Point = readonly [x: number, y: number];

const CENTRE_LON = 113.295;
const CENTRE_LAT = 40.085;
const METRES_PER_LON = metresPerDegreeOfLongitude(CENTRE_LAT);
const METRES_PER_LAT = metresPerDegreeOfLatitude(CENTRE_LAT);

export function toPlane([lon, lat]: Position): Point {
  return [(lon - CENTRE_LON) * METRES_PER_LON, (lat - CENTRE_LAT) * METRES_PER_LAT];
}

export function toDegrees([x, y]: Point): Position {
  return [
    Math.round((CENTRE_LON + x / METRES_PER_LON) * 1e7) / 1e7,
    Math.round((CENTRE_LAT + y / METRES_PER_LAT) * 1e7) / 1e7,
  ];
}

export function distance(a: Point, b: Point): number {
  const dx = a[0] - b[0];
  const dy = a[1] - b[1];
  return Math.sqrt(dx * dx + dy * dy);
}

export function interpolate(a: Point, b: Point, share: number): Point {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}

/** Even–odd rule. */
export function isInside(point: Point, ring: readonly Point[]): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i] as Point;
    const b = ring[j] as Point;
    if (a[1] > point[1] !== b[1] > point[1] && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) {
      inside = !inside;
    }
  }
  return inside;
}
