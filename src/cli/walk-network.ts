/** Streets as one travel finds them, ready for points to be attached. */
import { BadDataError } from "../core/errors.ts";
import { buildNetwork } from "../core/network/build-network.ts";
import { findComponents } from "../core/network/components.ts";
import type { Network } from "../core/network/network.ts";
import type { SegmentGrid } from "../core/network/segment-grid.ts";
import { indexBarriers, StreetIndex } from "../core/network/snap.ts";
import { findClosedEdges, type Travel } from "../core/network/travel.ts";
import type { LoadedStreets } from "./load-streets.ts";

export interface WalkNetwork {
  readonly network: Network;
  readonly streetIndex: StreetIndex;
  readonly barriers: SegmentGrid | null;
  /** 1 for each edge that is closed to the travel; null where none is. */
  readonly closed: Uint8Array | null;
  readonly islandCount: number;
  /** Metres of street that the mode may use. */
  readonly metres: number;
}

/**
 * Builds the network; points may be attached to islands only where these are kept.
 * Throws BadDataError (no-streets) where the mode may use none of it.
 */
export function openNetwork(
  { streets, blocks, barriers, name }: LoadedStreets,
  travel: Travel,
  keepIslands: boolean,
): WalkNetwork {
  const network = buildNetwork(streets, blocks);
  const closed = findClosedEdges(network, streets.elevations ?? null, travel);
  const found = findComponents(network, travel.mode, closed);
  const components = keepIslands ? { ...found, usableEdges: found.permittedEdges, islandCount: 0 } : found;
  const { islandCount, metres } = components;
  if (!components.permittedEdges.includes(1))
    throw new BadDataError([{ code: "no-streets", severity: "error", layer: name, details: { ways: streets.count } }]);
  return {
    network,
    streetIndex: new StreetIndex(network, components),
    barriers: indexBarriers(barriers),
    closed,
    islandCount,
    metres,
  };
}
