/** Where a facility stands on a map, and how large beside the others of its kind. */
import type { Facilities } from "../../core/model/facility.ts";
import type { Position } from "../../core/model/geometry.ts";

const CAPACITY_COLUMNS = ["capacity", "places", "beds", "seats", "doctors", "staff"] as const;

/** Positions of a facility: one of a point, several of a line. */
export function facilityPath(facilities: Facilities, index: number): Position[] {
  const path: Position[] = [];
  for (let position = facilities.starts[index] ?? 0; position < (facilities.starts[index + 1] ?? 0); position++) {
    path.push([facilities.coordinates[2 * position] ?? 0, facilities.coordinates[2 * position + 1] ?? 0]);
  }
  return path;
}

/** The point that stands for a facility: itself, or the middle vertex of its line. Null for one without positions. */
export function facilityPoint(facilities: Facilities, index: number): Position | null {
  const path = facilityPath(facilities, index);
  return path[Math.floor(path.length / 2)] ?? null;
}

/** Capacity from 0 (smallest of the layer) to 1 (largest); 0.5 where the layer does not tell. */
export function capacityScale(facilities: Facilities, index: number): number {
  const column = CAPACITY_COLUMNS.map((name) => facilities.attributes[name]).find((values) => values !== undefined);
  const numbers = (column ?? []).flatMap((value) => (typeof value === "number" && value > 0 ? [Math.sqrt(value)] : []));
  const value = column?.[index];
  if (typeof value !== "number" || value <= 0 || numbers.length === 0) return 0.5;
  const low = numbers.reduce((a, b) => Math.min(a, b));
  const high = numbers.reduce((a, b) => Math.max(a, b));
  return high > low ? (Math.sqrt(value) - low) / (high - low) : 0.5;
}
