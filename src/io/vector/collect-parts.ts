/** Parts that come as one list of positions and where each ends (shapefiles, Esri's JSON) → shapes of a table, as lines or as areas. */
import { type GeometryCollector, LINE, MULTI_LINE, MULTI_POLYGON, POLYGON } from "../tables/feature-table.ts";
import { groupRings } from "./group-rings.ts";

function push(collector: GeometryCollector, coordinates: ArrayLike<number>, start: number, end: number): void {
  for (let index = start; index < end; index++)
    collector.positions.push(coordinates[2 * index] as number, coordinates[2 * index + 1] as number);
}

/** @param ends of each part, in positions; at least one. */
export function collectLines(
  collector: GeometryCollector,
  coordinates: ArrayLike<number>,
  ends: readonly number[],
): void {
  push(collector, coordinates, 0, coordinates.length / 2);
  if (ends.length === 1) collector.finish(LINE, null, null);
  else collector.finish(MULTI_LINE, ends, null);
}

/** The same of rings that do not say which is a hole of which. */
export function collectAreas(collector: GeometryCollector, coordinates: Float64Array, ends: readonly number[]): void {
  const polygons = groupRings(coordinates, ends);
  const ringEnds: number[] = [];
  const polygonEnds: number[] = [];
  let length = 0;
  for (const rings of polygons) {
    for (const [start, end] of rings) {
      push(collector, coordinates, start, end);
      length += end - start;
      ringEnds.push(length);
    }
    polygonEnds.push(ringEnds.length);
  }
  if (polygons.length === 1) collector.finish(POLYGON, ringEnds, null);
  else collector.finish(MULTI_POLYGON, ringEnds, polygonEnds);
}
