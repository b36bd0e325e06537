/**
 * Who lives inside the drawn band. It is a cross-check, never the number: the band is
 * drawn on a lattice and lets people walk straight off the street, while the cost of
 * each home is exact. Even-odd over the rings of each part, parts found by a grid of
 * their bounds (see areas).
 */
import { AreaIndex } from "../areas.ts";
import type { MultiPolygonGeometry } from "../model/geometry.ts";

/** For each point (interleaved lon, lat) 1 where the band holds it; points on its outline may fall either way. */
export function findInIsochrone(band: MultiPolygonGeometry, points: Float64Array): Uint8Array {
  const inside = new Uint8Array(points.length / 2);
  if (band.coordinates.length === 0) return inside;
  const parts = new AreaIndex(band.coordinates.map((rings) => ({ type: "Polygon", coordinates: rings })));
  for (let point = 0; point < inside.length; point++) {
    if (parts.find(points[2 * point] as number, points[2 * point + 1] as number) >= 0) inside[point] = 1;
  }
  return inside;
}
