/**
 * Pieces of the network that are joined for a mode, and which of them are islands:
 * small pieces left over from mapping errors or cut off by the extract's border.
 * Points are never attached to an island, so that nobody is stranded on a car
 * park's inner lane. The largest piece is never an island.
 */
import type { Mode } from "../model/parameters.ts";
import { labelPieces } from "./label-pieces.ts";
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
 * Tells pieces and islands, directions ignored. Edges that are `closed` (1) are none of the mode's, but islands are
 * told with everything open: a yard behind a gate that is shut at night keeps its homes, who then reach nothing, rather
 * than having them attached to the street beyond its wall.
 * @param roots the pieces as `labelPieces` gives them.
 */
export function findComponents(
  network: Network,
  mode: Mode,
  closed: Uint8Array | null = null,
  roots: Int32Array = labelPieces(network, mode),
): Components {
  const { edgeCount, edgePermissions, edgeFromNodes, edgeMetres, edgeTwins } = network;
  const bit = eitherBit(mode);
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

  let usableEdges = permittedEdges;
  const islands = new Set<number>();
  for (let edge = 0; edge < edgeCount; edge++) {
    if (permittedEdges[edge] === 0) continue;
    const root = roots[edgeFromNodes[edge] as number] as number;
    if ((metresOfRoot[root] as number) >= limit) continue;
    if (islands.size === 0) usableEdges = permittedEdges.slice();
    islands.add(root);
    usableEdges[edge] = 0;
  }
  return { usableEdges, permittedEdges, islandCount: islands.size, metres };
}
