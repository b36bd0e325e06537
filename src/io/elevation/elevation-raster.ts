/**
 * A grid of heights and what a place's height is in it: bilinear between the
 * centres of the four cells around. Where one of these with a weight has no value,
 * neither has the place. Between the outermost centres and the raster's rim the
 * nearest cells' own values hold.
 */
export interface ElevationRaster {
  readonly layer: string;
  /** Of the part that was read. */
  readonly width: number;
  readonly height: number;
  /** Row by row; NaN where the raster has no value. */
  readonly metres: Float32Array;
  /** Column and row of a place, in cells from the centre of the first; NaN where the raster's system does not reach. */
  readonly cellAt: (lon: number, lat: number) => readonly [column: number, row: number];
  /** Length of a cell's side, about. */
  readonly cellMetres: number;
  /** What the heights' coordinate system is called. */
  readonly system: string;
}

/** Metres at a place; NaN outside the raster and where it has no value. */
export function sampleRaster(raster: ElevationRaster, lon: number, lat: number): number {
  const { width, height, metres } = raster;
  const [column, row] = raster.cellAt(lon, lat);
  // Written so that NaN is outside.
  if (!(column >= -0.5 && column <= width - 0.5 && row >= -0.5 && row <= height - 0.5)) return Number.NaN;
  const x = Math.min(Math.max(column, 0), width - 1);
  const y = Math.min(Math.max(row, 0), height - 1);
  const left = Math.min(Math.floor(x), Math.max(0, width - 2));
  const top = Math.min(Math.floor(y), Math.max(0, height - 2));
  const across = x - left;
  const down = y - top;
  const first = top * width + left;
  const mix = (a: number, b: number, share: number): number => {
    if (share === 0) return a;
    return share === 1 ? b : a + (b - a) * share;
  };
  const upper = mix(metres[first] as number, metres[first + 1] as number, across);
  if (down === 0) return upper;
  return mix(upper, mix(metres[first + width] as number, metres[first + width + 1] as number, across), down);
}
