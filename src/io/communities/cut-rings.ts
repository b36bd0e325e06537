/**
 * Rings in a plane cut along a line, the part on one side kept. Inside is even-odd over all rings, so holes, parts and
 * rings of either direction need no special care. Each point of the plane counts to one side (one on the line to the
 * negative), and a crossing is computed from the same two ends in the same order whichever side is kept: what lies on
 * either side of the cut meets in the same bits. Cost: the number of vertices, and sorting the crossings.
 */

/** Interleaved x, y of a ring's vertices, the first not repeated at the end. */
export type FlatRing = readonly number[];

/** Through a point, with the direction towards its positive side. */
export interface CutLine {
  readonly x: number;
  readonly y: number;
  readonly towardsX: number;
  readonly towardsY: number;
}

/** Pieces of rings between two crossings; both ends lie on the line. */
type Chain = number[];

/** Adds the kept pieces of a ring that the line crosses. */
function addChains(ring: FlatRing, heights: Float64Array, isKept: Uint8Array, chains: Chain[]): void {
  const count = heights.length;
  let first = 0;
  while (isKept[first] === 1 || isKept[(first + 1) % count] === 0) first++;
  let chain: Chain = [];
  for (let step = 0, from = first; step < count; step++) {
    const to = from + 1 === count ? 0 : from + 1;
    if (isKept[from] !== isKept[to]) {
      const isUp = (heights[to] as number) > (heights[from] as number);
      const [low, high] = isUp ? [from, to] : [to, from];
      const share = (heights[low] as number) / ((heights[low] as number) - (heights[high] as number));
      const [x, y] = [ring[2 * low] as number, ring[2 * low + 1] as number];
      if (isKept[to] === 1) chain = [];
      chain.push(x + share * ((ring[2 * high] as number) - x), y + share * ((ring[2 * high + 1] as number) - y));
      if (isKept[to] === 0) chains.push(chain);
    }
    if (isKept[to] === 1) chain.push(ring[2 * to] as number, ring[2 * to + 1] as number);
    from = to;
  }
}

/** Joins chains across the line: along it, what lies between an odd crossing and the next is inside. */
function joinChains(chains: readonly Chain[], line: CutLine): number[][] {
  const along = (end: number): number => {
    const chain = chains[end >> 1] as Chain;
    const at = end % 2 === 0 ? 0 : chain.length - 2;
    return (chain[at + 1] as number) * line.towardsX - (chain[at] as number) * line.towardsY;
  };
  const places = Float64Array.from({ length: 2 * chains.length }, (_, end) => along(end));
  const order = Array.from(places, (_, end) => end).sort((a, b) => (places[a] as number) - (places[b] as number));
  const partners = new Int32Array(order.length);
  for (let at = 0; at + 1 < order.length; at += 2) {
    const [one, other] = [order[at] as number, order[at + 1] as number];
    partners[one] = other;
    partners[other] = one;
  }
  const isUsed = new Uint8Array(chains.length);
  return chains.flatMap((_, start) => {
    if (isUsed[start] === 1) return [];
    const ring: number[] = [];
    let end = 2 * start;
    do {
      const chain = chains[end >> 1] as Chain;
      isUsed[end >> 1] = 1;
      if (end % 2 === 0) for (const value of chain) ring.push(value);
      else for (let at = chain.length - 2; at >= 0; at -= 2) ring.push(chain[at] as number, chain[at + 1] as number);
      end = partners[end ^ 1] as number;
    } while (end !== 2 * start);
    return [ring];
  });
}

/** What lies on the line's positive (or negative) side. */
export function cutRings(rings: readonly FlatRing[], line: CutLine, keepsPositive: boolean): FlatRing[] {
  const kept: FlatRing[] = [];
  const chains: Chain[] = [];
  for (const ring of rings) {
    const count = ring.length / 2;
    const heights = new Float64Array(count);
    const isKept = new Uint8Array(count);
    let keptCount = 0;
    for (let at = 0; at < count; at++) {
      const height =
        ((ring[2 * at] as number) - line.x) * line.towardsX + ((ring[2 * at + 1] as number) - line.y) * line.towardsY;
      heights[at] = height;
      if (height > 0 === keepsPositive) {
        isKept[at] = 1;
        keptCount++;
      }
    }
    if (keptCount === count && count > 0) kept.push(ring);
    else if (keptCount > 0) addChains(ring, heights, isKept, chains);
  }
  return [...kept, ...joinChains(chains, line)];
}
