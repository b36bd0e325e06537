/** Streets as one profile walks them, ready for points to be attached. */
import { BadDataError } from "../core/errors.ts";
import { buildNetwork } from "../core/network/build-network.ts";
import { findComponents } from "../core/network/components.ts";
import { LEVEL, makeEdgeFactors } from "../core/network/edge-factors.ts";
import type { Network } from "../core/network/network.ts";
import type { SegmentGrid } from "../core/network/segment-grid.ts";
import { indexBarriers, StreetIndex } from "../core/network/snap.ts";
import { closeEdges, findClosedEdges, findPresentConditions, type StreetUse } from "../core/network/street-use.ts";
import type { EdgeFactors } from "../core/routing/search-graph.ts";
import type { LoadedStreets } from "./load-streets.ts";

export interface WalkNetwork {
  readonly network: Network;
  readonly streetIndex: StreetIndex;
  readonly barriers: SegmentGrid | null;
  readonly islandCount: number;
  /** Metres of street that are open. */
  readonly metres: number;
  /** What closes streets (steps to a wheelchair); null where nothing does. Open streets are level. */
  readonly factors: EdgeFactors | null;
}

/**
 * Builds the network; points may be attached to islands only where these are kept.
 * Throws BadDataError (no-streets) where none of it is open to the use.
 */
export function openNetwork(
  { streets, blocks, barriers, name }: LoadedStreets,
  use: StreetUse,
  keepIslands: boolean,
): WalkNetwork {
  const network = buildNetwork(streets, blocks);
  const found = findComponents(network, use.mode);
  const kept = keepIslands ? { ...found, usableEdges: found.permittedEdges, islandCount: 0 } : found;
  const components = closeEdges(kept, network, findClosedEdges(network, streets, use));
  const { islandCount, metres } = components;
  if (!components.permittedEdges.includes(1))
    throw new BadDataError([{ code: "no-streets", severity: "error", layer: name, details: { ways: streets.count } }]);
  return {
    network,
    streetIndex: new StreetIndex(network, components),
    barriers: indexBarriers(barriers),
    islandCount,
    metres,
    factors: makeEdgeFactors(network, streets, use, LEVEL, 1, findPresentConditions(network)),
  };
}
