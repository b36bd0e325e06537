/**
 * Where the nearest street changes along a straight line. A distance changes by at
 * most a metre for each metre walked, so on a stretch of half length h only streets
 * within 2h of the nearest at its middle can be nearest anywhere on it. A stretch is
 * halved until one street is left; its own turning points are then known exactly.
 * What is still undecided at 25 cm is left to the caller, who compares both ends.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { SegmentGrid } from "./segment-grid.ts";

const STRETCH_METRES = 10;
const UNDECIDED_METRES = 0.25;

/** A line in metres from its own start, and a street beside it in the same frame. */
interface Street {
  readonly ax: number;
  readonly ay: number;
  readonly dx: number;
  readonly dy: number;
}

/**
 * Metres along the line from a to b (0 and its length included, ascending) between which the nearest
 * segment is one and the same and the distance to it grows or shrinks evenly; at most 10 m apart.
 */
export function listTurnsAlong(
  grid: SegmentGrid,
  ax: number,
  ay: number,
  lonStep: number,
  latStep: number,
  radiusMetres: number,
): number[] {
  const metresPerLon = metresPerDegreeOfLongitude(ay + latStep / 2);
  const metresPerLat = metresPerDegreeOfLatitude(ay + latStep / 2);
  const x = lonStep * metresPerLon;
  const y = latStep * metresPerLat;
  const length = Math.sqrt(x * x + y * y);
  if (length === 0) return [0];
  const ux = x / length;
  const uy = y / length;
  const stretches = Math.ceil(length / STRETCH_METRES);
  const turns = new Set<number>([0, length]);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = (length * stretch) / stretches;
    const to = (length * (stretch + 1)) / stretches;
    turns.add(from);
    const half = (to - from) / 2;
    const lon = ax + (lonStep * (from + half)) / length;
    const lat = ay + (latStep * (from + half)) / length;
    const nearest = { segmentIndex: -1, metres: 0, fraction: 0 };
    if (!grid.findNearest(lon, lat, radiusMetres + half, nearest)) continue;
    const streets = grid.listWithin(lon, lat, nearest.metres * 1.001 + 2 * half + 0.01).map((segment): Street => {
      const [fromLon, fromLat] = grid.positionAt(segment, 0);
      const [toLon, toLat] = grid.positionAt(segment, 1);
      // Longitudes of the grid may lie a whole turn away.
      const turn = Math.round((fromLon - ax) / 360) * 360;
      const sx = (fromLon - turn - ax) * metresPerLon;
      const sy = (fromLat - ay) * metresPerLat;
      return {
        ax: sx * ux + sy * uy,
        ay: sy * ux - sx * uy,
        dx: (toLon - fromLon) * metresPerLon * ux + (toLat - fromLat) * metresPerLat * uy,
        dy: (toLat - fromLat) * metresPerLat * ux - (toLon - fromLon) * metresPerLon * uy,
      };
    });
    divide(streets, from, to, turns);
  }
  return [...turns].sort((a, b) => a - b);
}

/** Adds the turning points between two places of the line, which runs along the first axis of the frame. */
function divide(streets: readonly Street[], from: number, to: number, turns: Set<number>): void {
  const half = (to - from) / 2;
  const middle = from + half;
  const distances = streets.map((street) => distanceTo(street, middle));
  const limit = Math.min(...distances) + 2 * half + 1e-3;
  const near = streets.filter((_, index) => (distances[index] as number) <= limit);
  if (near.length > 1 && to - from > UNDECIDED_METRES && !areOneCorner(near, from, to)) {
    divide(near, from, middle, turns);
    divide(near, middle, to, turns);
    return;
  }
  if (near.length > 1) turns.add(from).add(to);
  for (const street of near) {
    for (const place of turnsOf(street)) if (place > from && place < to) turns.add(place);
  }
}

/** Places of the line before an end of the street, where it is crossed, and where the feet run onto and off it. */
function turnsOf({ ax, ay, dx, dy }: Street): number[] {
  const places = [ax, ax + dx];
  if (dx !== 0) {
    const squared = dx * dx + dy * dy;
    places.push(ax + (ay * dy) / dx, ax + (ay * dy + squared) / dx);
  }
  const crossing = dy === 0 ? -1 : -ay / dy;
  if (crossing >= 0 && crossing <= 1) places.push(ax + crossing * dx);
  return places;
}

function fractionOf({ ax, ay, dx, dy }: Street, place: number): number {
  const squared = dx * dx + dy * dy;
  return squared === 0 ? 0 : Math.min(1, Math.max(0, ((place - ax) * dx - ay * dy) / squared));
}

function distanceTo(street: Street, place: number): number {
  const fraction = fractionOf(street, place);
  const x = street.ax + fraction * street.dx - place;
  const y = street.ay + fraction * street.dy;
  return Math.sqrt(x * x + y * y);
}

/** Whether all streets are met at one shared end from the whole stretch. */
function areOneCorner(streets: readonly Street[], from: number, to: number): boolean {
  let cornerX = Number.NaN;
  let cornerY = Number.NaN;
  for (const street of streets) {
    const fraction = fractionOf(street, from);
    if ((fraction !== 0 && fraction !== 1) || fractionOf(street, to) !== fraction) return false;
    const x = street.ax + fraction * street.dx;
    const y = street.ay + fraction * street.dy;
    if (Number.isNaN(cornerX)) [cornerX, cornerY] = [x, y];
    else if (Math.abs(x - cornerX) > 1e-6 || Math.abs(y - cornerY) > 1e-6) return false;
  }
  return true;
}
