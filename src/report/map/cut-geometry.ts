/** Lines and rings on paper, cut to a box and freed of positions that no print would show. Interleaved x, y in millimetres. */

export interface PaperBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Positions nearer to the line through their neighbours than this are left out. */
const RESOLUTION_MM = 0.05;

/** Parts of a line inside a box. */
export function cutLine(line: ArrayLike<number>, box: PaperBox): number[][] {
  const parts: number[][] = [];
  let part: number[] = [];
  for (let at = 0; at + 3 < line.length; at += 2) {
    const segment = cutSegment(line[at]!, line[at + 1]!, line[at + 2]!, line[at + 3]!, box);
    if (!segment) continue;
    const [x1, y1, x2, y2] = segment;
    if (part.length === 0 || part.at(-2) !== x1 || part.at(-1) !== y1) {
      if (part.length > 2) parts.push(part);
      part = [x1, y1];
    }
    part.push(x2, y2);
  }
  if (part.length > 2) parts.push(part);
  return parts;
}

/** Liang–Barsky: the stretch of a segment inside a box. */
function cutSegment(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  { x, y, width, height }: PaperBox,
): [number, number, number, number] | null {
  let [from, to] = [0, 1];
  const [dx, dy] = [x2 - x1, y2 - y1];
  for (const [p, q] of [
    [-dx, x1 - x],
    [dx, x + width - x1],
    [-dy, y1 - y],
    [dy, y + height - y1],
  ] as const) {
    if (p === 0) {
      if (q < 0) return null;
    } else if (p < 0) from = Math.max(from, q / p);
    else to = Math.min(to, q / p);
  }
  if (from > to || !Number.isFinite(dx + dy)) return null;
  return [
    from === 0 ? x1 : x1 + from * dx,
    from === 0 ? y1 : y1 + from * dy,
    to === 1 ? x2 : x1 + to * dx,
    to === 1 ? y2 : y1 + to * dy,
  ];
}

/** A ring cut to a box (Sutherland–Hodgman); pieces that fall apart stay joined along the box's edge. Empty outside. */
export function cutRing(ring: ArrayLike<number>, { x, y, width, height }: PaperBox): number[] {
  let cut = Array.from(ring);
  for (const [axis, limit, sign] of [
    [0, x, 1],
    [0, x + width, -1],
    [1, y, 1],
    [1, y + height, -1],
  ] as const) {
    const input = cut;
    cut = [];
    const length = input.length;
    for (let at = 0; at < length; at += 2) {
      const before = (at - 2 + length) % length;
      const here = sign * (input[at + axis]! - limit);
      const there = sign * (input[before + axis]! - limit);
      if (here >= 0 !== there >= 0) {
        const share = there / (there - here);
        const cross = (offset: number): number =>
          input[before + offset]! + share * (input[at + offset]! - input[before + offset]!);
        cut.push(axis === 0 ? limit : cross(0), axis === 0 ? cross(1) : limit);
      }
      if (here >= 0) cut.push(input[at]!, input[at + 1]!);
    }
    if (cut.length === 0) return cut;
  }
  return cut;
}

/** The line with fewer positions (Douglas–Peucker); ends stay. */
export function simplifyLine(line: ArrayLike<number>, toleranceMm = RESOLUTION_MM): number[] {
  const count = line.length >> 1;
  if (count <= 2) return Array.from(line);
  const keep = new Uint8Array(count);
  keep[0] = keep[count - 1] = 1;
  keepFarthest(line, 0, count - 1, toleranceMm, keep);
  return collect(line, keep);
}

/** A ring with fewer positions, its first not repeated at the end; never fewer than a triangle of it. */
export function simplifyRing(ring: ArrayLike<number>, toleranceMm = RESOLUTION_MM): number[] {
  let count = ring.length >> 1;
  if (count > 1 && ring[0] === ring[2 * count - 2] && ring[1] === ring[2 * count - 1]) count--;
  if (count <= 3) return Array.from({ length: 2 * count }, (_, index) => ring[index]!);
  let far = 0;
  let farthest = -1;
  for (let index = 1; index < count; index++) {
    const distance = (ring[2 * index]! - ring[0]!) ** 2 + (ring[2 * index + 1]! - ring[1]!) ** 2;
    if (distance > farthest) [far, farthest] = [index, distance];
  }
  const closed = Float64Array.from({ length: 2 * count + 2 }, (_, index) => ring[index % (2 * count)]!);
  const keep = new Uint8Array(count + 1);
  keep[0] = keep[far] = keep[count] = 1;
  keepFarthest(closed, 0, far, toleranceMm, keep);
  keepFarthest(closed, far, count, toleranceMm, keep);
  if (keep.reduce((sum, each) => sum + each, 0) < 4) keep[far === 1 ? 2 : 1] = 1;
  return collect(closed, keep).slice(0, -2);
}

function keepFarthest(line: ArrayLike<number>, first: number, last: number, tolerance: number, keep: Uint8Array): void {
  const stretches = [first, last];
  while (stretches.length > 0) {
    const end = stretches.pop()!;
    const begin = stretches.pop()!;
    const [x1, y1] = [line[2 * begin]!, line[2 * begin + 1]!];
    const [dx, dy] = [line[2 * end]! - x1, line[2 * end + 1]! - y1];
    const length = dx * dx + dy * dy;
    let far = -1;
    let farthest = tolerance * tolerance;
    for (let index = begin + 1; index < end; index++) {
      const [px, py] = [line[2 * index]! - x1, line[2 * index + 1]! - y1];
      const along = length > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / length)) : 0;
      const distance = (px - along * dx) ** 2 + (py - along * dy) ** 2;
      if (distance > farthest) [far, farthest] = [index, distance];
    }
    if (far < 0) continue;
    keep[far] = 1;
    stretches.push(begin, far, far, end);
  }
}

function collect(line: ArrayLike<number>, keep: Uint8Array): number[] {
  const kept: number[] = [];
  for (let index = 0; index < keep.length; index++)
    if (keep[index] === 1) kept.push(line[2 * index]!, line[2 * index + 1]!);
  return kept;
}

/** Area in mm², positive whichever way the ring turns. */
export function ringSize(ring: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0, before = ring.length - 2; at < ring.length; before = at, at += 2)
    sum += ring[before]! * ring[at + 1]! - ring[at]! * ring[before + 1]!;
  return Math.abs(sum) / 2;
}
