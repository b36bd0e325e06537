/**
 * An order of points along a Hilbert curve, so that nodes near each other in the
 * city lie near each other in memory. Curve step after Warren, "Hacker's Delight";
 * the keys are sorted by radix, in linear time and for any number of points.
 */

const ORDER = 15;
const DIGIT_BITS = 10;
const DIGITS = 3;

/** Position of a cell (both in 0…32767) along the curve. */
function hilbertDistance(x: number, y: number): number {
  let distance = 0;
  let px = x;
  let py = y;
  for (let side = 1 << (ORDER - 1); side > 0; side >>= 1) {
    const right = (px & side) > 0 ? 1 : 0;
    const up = (py & side) > 0 ? 1 : 0;
    distance += side * side * ((3 * right) ^ up);
    if (up === 0) {
      if (right === 1) {
        px = side - 1 - (px & (side - 1));
        py = side - 1 - (py & (side - 1));
      }
      const swap = px;
      px = py;
      py = swap;
    }
    px &= side - 1;
    py &= side - 1;
  }
  return distance;
}

/** The extent of some points and the cells that a curve lays over it. */
export interface CurveCells {
  /** Degrees by which negative longitudes are moved: 360 where the points lie on both sides of the antimeridian. */
  readonly turn: number;
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  readonly scaleX: number;
  readonly scaleY: number;
}

export function layCurveCells(lons: Float64Array, lats: Float64Array): CurveCells {
  let [west, east] = findExtent(lons, 0);
  const turn = east - west > 180 ? 360 : 0;
  if (turn > 0) [west, east] = findExtent(lons, turn);
  const [south, north] = findExtent(lats, 0);
  const cells = (1 << ORDER) - 1;
  const scaleX = east > west ? cells / (east - west) : 0;
  const scaleY = north > south ? cells / (north - south) : 0;
  return { turn, west, east, south, north, scaleX, scaleY };
}

/** How far along the curve a point lies, by its cell. */
export function distanceAlongCurve(lon: number, lat: number, cells: CurveCells): number {
  const x = Math.floor((lon + (lon < 0 ? cells.turn : 0) - cells.west) * cells.scaleX);
  const y = Math.floor((lat - cells.south) * cells.scaleY);
  return hilbertDistance(x, y);
}

/** Indexes of the points in curve order; equal cells keep their given order. */
export function orderAlongHilbertCurve(lons: Float64Array, lats: Float64Array): Uint32Array {
  const count = lons.length;
  const cells = layCurveCells(lons, lats);
  const keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) keys[i] = distanceAlongCurve(lons[i] as number, lats[i] as number, cells);
  return sortByKeys(keys);
}

/** Least and greatest value, negative ones moved by `turn` first. */
function findExtent(values: Float64Array, turn: number): [least: number, greatest: number] {
  let least = Infinity;
  let greatest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const given = values[i] as number;
    const value = given < 0 ? given + turn : given;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

/** Indexes of the keys (below 2 ** 30) in ascending order, equal keys in their given order. */
function sortByKeys(keys: Uint32Array): Uint32Array {
  const mask = (1 << DIGIT_BITS) - 1;
  let order = new Uint32Array(keys.length);
  let sorted = new Uint32Array(keys.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  const starts = new Uint32Array(mask + 2);
  for (let digit = 0; digit < DIGITS; digit++) {
    const shift = digit * DIGIT_BITS;
    starts.fill(0);
    for (let i = 0; i < keys.length; i++) starts[(((keys[i] as number) >>> shift) & mask) + 1]!++;
    for (let value = 0; value <= mask; value++) starts[value + 1]! += starts[value] as number;
    for (let i = 0; i < order.length; i++) {
      const index = order[i] as number;
      sorted[starts[((keys[index] as number) >>> shift) & mask]!++] = index;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
}
