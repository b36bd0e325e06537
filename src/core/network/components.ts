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
  const { edgeCount, edgePermissions, edgeFromNodes, edgeMetres, edgeTwins } = network;
  const bit = eitherBit(mode);
  const roots = labelPieces(network, bit);
  const metresOfRoot = new Float64Array(network.nodeCount);
  const permittedEdges = new Uint8Array(edgeCount);
  let metres = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & bit) === 0) continue;
    const length = edgeMetres[edge] as number;
    if (closed === null || closed[edge] !== 1) {
      permittedEdges[edge] = 1;
      metres += length;
    }
    // A street drawn twice makes no island larger.
    if (edgeTwins[edge] !== edge) continue;
    const root = roots[edgeFromNodes[edge] as number] as number;
    metresOfRoot[root] = (metresOfRoot[root] as number) + length;
  }
  let largest = 0;
  for (let root = 0; root < metresOfRoot.length; root++) largest = Math.max(largest, metresOfRoot[root] as number);
  const limit = Math.min(ISLAND_METRES, largest * ISLAND_SHARE);

  const usableEdges = permittedEdges.slice();
  const islands = new Set<number>();
  for (let edge = 0; edge < edgeCount; edge++) {
    if (permittedEdges[edge] === 0) continue;
    const root = roots[edgeFromNodes[edge] as number] as number;
    if ((metresOfRoot[root] as number) >= limit) continue;
    islands.add(root);
    usableEdges[edge] = 0;
  }
  return { usableEdges, permittedEdges, islandCount: islands.size, metres };
}

/** The least node of each node's piece. */
function labelPieces(network: Network, bit: number): Int32Array {
  const { nodeCount, edgeCount, edgePermissions, edgeFromNodes, edgeToNodes } = network;
  /** No node stands above its parent. */
  const parents = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) parents[node] = node;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & bit) === 0) continue;
    let a = edgeFromNodes[edge] as number;
    let b = edgeToNodes[edge] as number;
    let aboveA = parents[a] as number;
    let aboveB = parents[b] as number;
    // Both climb, the one with the greater parent first, and are hung below the lesser on the way.
    while (aboveA !== aboveB) {
      if (aboveA > aboveB) {
        parents[a] = aboveB;
        if (a === aboveA) break;
        a = aboveA;
        aboveA = parents[a] as number;
      } else {
        parents[b] = aboveA;
        if (b === aboveB) break;
        b = aboveB;
        aboveB = parents[b] as number;
      }
    }
  }
  for (let node = 0; node < nodeCount; node++) parents[node] = parents[parents[node] as number] as number;
  return parents;
}
