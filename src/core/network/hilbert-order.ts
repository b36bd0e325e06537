/**
 * An order of points along a Hilbert curve, so that nodes near each other in the
 * city lie near each other in memory. Curve step after Warren, "Hacker's Delight".
 */

const ORDER = 15;

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

/** Indexes of the points in curve order; equal cells keep their given order. */
export function orderAlongHilbertCurve(lons: Float64Array, lats: Float64Array): Uint32Array {
  const count = lons.length;
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let i = 0; i < count; i++) {
    const lon = lons[i] as number;
    const lat = lats[i] as number;
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  const cells = (1 << ORDER) - 1;
  const scaleX = east > west ? cells / (east - west) : 0;
  const scaleY = north > south ? cells / (north - south) : 0;
  // 30 bits of curve above 23 bits of index: the whole key is an exact double for up to 8 million points.
  const indexSpan = 2 ** 23;
  const keys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const x = Math.floor(((lons[i] as number) - west) * scaleX);
    const y = Math.floor(((lats[i] as number) - south) * scaleY);
    keys[i] = hilbertDistance(x, y) * indexSpan + (i % indexSpan);
  }
  if (count > indexSpan) return Uint32Array.from({ length: count }, (_, i) => i);
  keys.sort();
  const order = new Uint32Array(count);
  for (let i = 0; i < count; i++) order[i] = (keys[i] as number) % indexSpan;
  return order;
}
