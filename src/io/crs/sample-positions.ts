/** A bounded sample of a layer's positions, spread evenly over its features and along each of them. */
import type { FeatureTable } from "../tables/feature-table.ts";

export interface PositionSample {
  readonly count: number;
  /** Interleaved x, y in the numbers of the file. */
  readonly coordinates: Float64Array;
  /** Feature of each position: those of one feature say less than as many features would. */
  readonly features: Uint32Array;
}

const MOST_SAMPLED = 2000;

type Shapes = Pick<FeatureTable, "count" | "coordinates" | "starts">;

/**
 * At most `most` distinct positions, the same each time. Left out are those that are no numbers and 0, 0,
 * which stands for a missing position.
 */
export function samplePositions({ count, coordinates, starts }: Shapes, most = MOST_SAMPLED): PositionSample {
  const shares = Math.max(1, Math.min(count, most));
  const perFeature = Math.max(1, Math.floor(most / shares));
  const found: number[] = [];
  const features: number[] = [];
  const told = new Set<string>();
  for (let share = 0; share < shares && features.length < most; share++) {
    const row = Math.floor((share * count) / shares);
    const start = starts[row] ?? 0;
    const length = (starts[row + 1] ?? start) - start;
    const taken = Math.min(length, perFeature);
    for (let nth = 0; nth < taken; nth++) {
      const at = start + Math.floor((nth * length) / taken);
      const [x, y] = [coordinates[2 * at] as number, coordinates[2 * at + 1] as number];
      if (!Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) continue;
      const key = `${x} ${y}`;
      if (told.has(key)) continue;
      told.add(key);
      found.push(x, y);
      features.push(row);
    }
  }
  return { count: features.length, coordinates: Float64Array.from(found), features: Uint32Array.from(features) };
}
