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

/** Capacity of each facility from 0 (smallest of the layer) to 1 (largest); 0.5 where the layer does not tell. */
export function capacityScales(facilities: Facilities): Float64Array {
  const column = CAPACITY_COLUMNS.map((name) => facilities.attributes[name]).find((values) => values !== undefined);
  const roots = Float64Array.from({ length: facilities.count }, (_, index) => {
    const value = column?.[index];
    return typeof value === "number" && value > 0 ? Math.sqrt(value) : Number.NaN;
  });
  const known = roots.filter((root) => !Number.isNaN(root));
  const low = known.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = known.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return roots.map((root) => (Number.isNaN(root) || high <= low ? 0.5 : (root - low) / (high - low)));
}
