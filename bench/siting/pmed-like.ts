/**
 * Graphs of the kind of the OR-Library's pmed files (Beasley 1985): a ring and random edges, n²/50 in all, lengths
 * of 1 to 100, from a fixed series. They stand in for the larger files, which are not shipped.
 */
export interface PmedGraph {
  readonly sites: number;
  readonly ring: readonly number[];
  /** From, to, length; nodes count from 1. */
  readonly rest: readonly number[];
}

export function createPmedGraph(nodes: number, sites: number, seed: number): PmedGraph {
  let state = seed;
  const draw = (limit: number): number => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const ring = Array.from({ length: nodes }, () => 1 + draw(100));
  const rest: number[] = [];
  while (rest.length / 3 < (nodes * nodes) / 50 - nodes) {
    const [from, to] = [1 + draw(nodes), 1 + draw(nodes)];
    if (from !== to) rest.push(from, to, 1 + draw(100));
  }
  return { sites, ring, rest };
}
