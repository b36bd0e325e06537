/** The parts of a feature as ranges of positions, for writers that copy positions straight out of a table. */
import { type FeatureTable, MULTI_POLYGON, POLYGON } from "../tables/feature-table.ts";

/** Positions `from` (within) to `to` (without) of a table. */
export interface PartRange {
  readonly from: number;
  readonly to: number;
}

/** Lines, rings or points of a feature one after the other; none where it has no positions. */
export function partsOfFeature(table: FeatureTable, row: number): PartRange[] {
  const start = table.starts[row] ?? 0;
  const end = table.starts[row + 1] ?? start;
  if (end === start) return [];
  let from = start;
  return (table.ringEnds[row] ?? [end - start]).map((partEnd) => {
    const part = { from, to: start + partEnd };
    from = part.to;
    return part;
  });
}

/** Rings of each polygon of a feature of areas. */
export function polygonsOfFeature(table: FeatureTable, row: number): PartRange[][] {
  const rings = partsOfFeature(table, row);
  if (rings.length === 0) return [];
  let from = 0;
  return (table.polygonEnds[row] ?? [rings.length]).map((end) => {
    const polygon = rings.slice(from, end);
    from = end;
    return polygon;
  });
}

export function isArea(kind: number | undefined): boolean {
  return kind === POLYGON || kind === MULTI_POLYGON;
}

/** Positions of a ring with the first once more at the end where it is left open. */
export function closedRing({ coordinates }: FeatureTable, { from, to }: PartRange): number[] {
  const ring: number[] = [];
  for (let index = from; index < to; index++)
    ring.push(coordinates[2 * index] as number, coordinates[2 * index + 1] as number);
  const last = ring.length - 2;
  if (last > 0 && (ring[0] !== ring[last] || ring[1] !== ring[last + 1]))
    ring.push(ring[0] as number, ring[1] as number);
  return ring;
}

/** A closed ring that runs the way asked: counter-clockwise encloses its area on the left. */
export function turnedRing(ring: readonly number[], isCounterClockwise: boolean): readonly number[] {
  let doubled = 0;
  const [x0, y0] = [ring[0] as number, ring[1] as number];
  for (let at = 0; at + 3 < ring.length; at += 2)
    doubled +=
      ((ring[at] as number) - x0) * ((ring[at + 3] as number) - y0) -
      ((ring[at + 2] as number) - x0) * ((ring[at + 1] as number) - y0);
  if (doubled === 0 || doubled > 0 === isCounterClockwise) return ring;
  const turned: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) turned.push(ring[at] as number, ring[at + 1] as number);
  return turned;
}
