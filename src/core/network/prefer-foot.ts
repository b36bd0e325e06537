/**
 * Which of two segments at one distance from a point is taken, told by geometry
 * alone so that the order in which streets are drawn does not matter: the foot
 * farther south, then west; where both share a foot (a corner), the segment that
 * turns more towards the point, so that at a locked gate the point's own side is
 * taken; then the direction farther south, then west; at last, where lines lie on one
 * another, the lower number.
 * Feet a few centimetres apart are no tie: distances hardly grow beside a foot, so
 * there the last bit decides.
 */

const SAME_METRES = 1e-6;
const APART_METRES = 1;
const SAME_TURN = 1e-9;

interface Taken {
  readonly segmentIndex: number;
  readonly fraction: number;
  readonly metres: number;
}

/** True where `segment` at `fraction` is preferred to what was taken before; ends interleaved ax, ay, bx, by in degrees; `orders`: what stands for the numbers. */
export function prefersFoot(
  ends: Float64Array,
  segment: number,
  fraction: number,
  metres: number,
  taken: Taken,
  lon: number,
  lat: number,
  metresPerLon: number,
  metresPerLat: number,
  orders: Int32Array | null = null,
): boolean {
  const s = 4 * segment;
  const t = 4 * taken.segmentIndex;
  const sx = ((ends[s + 2] as number) - (ends[s] as number)) * metresPerLon;
  const sy = ((ends[s + 3] as number) - (ends[s + 1] as number)) * metresPerLat;
  const tx = ((ends[t + 2] as number) - (ends[t] as number)) * metresPerLon;
  const ty = ((ends[t + 3] as number) - (ends[t + 1] as number)) * metresPerLat;
  const x = ((ends[s] as number) - lon) * metresPerLon + fraction * sx;
  const y = ((ends[s + 1] as number) - lat) * metresPerLat + fraction * sy;
  const south = y - (((ends[t + 1] as number) - lat) * metresPerLat + taken.fraction * ty);
  const west = x - (((ends[t] as number) - lon) * metresPerLon + taken.fraction * tx);
  const apart = Math.max(Math.abs(south), Math.abs(west));
  if (apart > SAME_METRES) {
    if (apart < APART_METRES && metres !== taken.metres) return metres < taken.metres;
    return Math.abs(south) > SAME_METRES ? south < 0 : west < 0;
  }

  // Directions from the shared foot into the segments; a foot inside a segment has none.
  const a = (fraction === 0 ? 1 : fraction === 1 ? -1 : 0) / (Math.sqrt(sx * sx + sy * sy) || 1);
  const b = (taken.fraction === 0 ? 1 : taken.fraction === 1 ? -1 : 0) / (Math.sqrt(tx * tx + ty * ty) || 1);
  const distance = Math.sqrt(x * x + y * y);
  if (distance > SAME_METRES) {
    const turn = ((b * tx - a * sx) * x + (b * ty - a * sy) * y) / distance;
    if (turn < -SAME_TURN || turn > SAME_TURN) return turn > 0;
  }
  const down = a * sy - b * ty;
  if (down < -SAME_TURN || down > SAME_TURN) return down < 0;
  const left = a * sx - b * tx;
  if (left < -SAME_TURN || left > SAME_TURN) return left < 0;
  const steeper = southing(sx, sy) - southing(tx, ty);
  if (steeper < -SAME_TURN || steeper > SAME_TURN) return steeper < 0;
  const farther = westing(sx, sy) - westing(tx, ty);
  if (farther < -SAME_TURN || farther > SAME_TURN) return farther < 0;
  const behind = orders === null ? 0 : (orders[segment] as number) - (orders[taken.segmentIndex] as number);
  return behind === 0 ? segment < taken.segmentIndex : behind < 0;
}

/** How far south a unit of a line leads, whichever way it is drawn. */
function southing(x: number, y: number): number {
  return -Math.abs(y) / (Math.sqrt(x * x + y * y) || 1);
}

/** How far west a unit of a line leads when followed southwards, or westwards along a parallel. */
function westing(x: number, y: number): number {
  const turned = y > 0 || (y === 0 && x > 0) ? -x : x;
  return turned / (Math.sqrt(x * x + y * y) || 1);
}
