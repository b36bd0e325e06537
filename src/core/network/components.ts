/**
 * Pieces of the network that are joined for a mode, and which of them are islands:
 * small pieces left over from mapping errors or cut off by the extract's border.
 * Points are never attached to an island, so that nobody is stranded on a car
 * park's inner lane. The largest piece is never an island.
 */
import type { Mode } from "../model/parameters.ts";
import { eitherBit, type Network } from "./network.ts";

/** An island holds less street than this … */
const ISLAND_METRES = 2000;
/** … and less than this share of the largest piece. */
const ISLAND_SHARE = 0.01;

export interface Components {
  /** 1 for each edge that the mode may use and that is not on an island. */
  readonly usableEdges: Uint8Array;
  /** 1 for each edge that the mode may use, islands included. */
  readonly permittedEdges: Uint8Array;
  readonly islandCount: number;
  /** Metres of street that the mode may use. */
  readonly metres: number;
}

/**
 * Labels the pieces by union-find, directions ignored. Edges that are `closed` (1) are none of the mode's, but islands are
 * told with everything open: a yard behind a gate that is shut at night keeps its homes, who then reach nothing, rather
 * than having them attached to the street beyond its wall.
 */
export function findComponents(network: Network, mode: Mode, closed: Uint8Array | null = null): Components {
  const parents = new Int32Array(network.nodeCount);
  for (let node = 0; node < parents.length; node++) parents[node] = node;
  const findRoot = (node: number): number => {
    let root = node;
    while (parents[root] !== root) root = parents[root] as number;
    let current = node;
    while (parents[current] !== root) {
      const next = parents[current] as number;
      parents[current] = root;
      current = next;
    }
    return root;
  };

  const bit = eitherBit(mode);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & bit) === 0) continue;
    const a = findRoot(network.edgeFromNodes[edge] as number);
    const b = findRoot(network.edgeToNodes[edge] as number);
    if (a < b) parents[b] = a;
    else if (b < a) parents[a] = b;
  }

  const metresOfRoot = new Float64Array(network.nodeCount);
  const permittedEdges = new Uint8Array(network.edgeCount);
  let metres = 0;
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & bit) === 0) continue;
    if (closed?.[edge] !== 1) {
      permittedEdges[edge] = 1;
      metres += network.edgeMetres[edge] as number;
    }
    // A street drawn twice makes no island larger.
    if (network.edgeTwins[edge] !== edge) continue;
    const root = findRoot(network.edgeFromNodes[edge] as number);
    metresOfRoot[root] = (metresOfRoot[root] as number) + (network.edgeMetres[edge] as number);
  }
  const largest = metresOfRoot.reduce((most, value) => Math.max(most, value), 0);
  const limit = Math.min(ISLAND_METRES, largest * ISLAND_SHARE);

  const usableEdges = new Uint8Array(network.edgeCount);
  const islands = new Set<number>();
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (permittedEdges[edge] === 0) continue;
    const root = findRoot(network.edgeFromNodes[edge] as number);
    if ((metresOfRoot[root] as number) < limit) islands.add(root);
    else usableEdges[edge] = 1;
  }
  return { usableEdges, permittedEdges, islandCount: islands.size, metres };
}
