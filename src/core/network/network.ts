/**
 * The street graph as flat arrays. A node is a street end, a junction, or a point
 * that stops someone; an edge is the street between two nodes with its own shape.
 * Nodes are numbered along a Hilbert curve: neighbours in the city are neighbours in
 * memory. `routing/search-graph` lays out what one profile may walk of it.
 */
import type { Mode } from "../model/parameters.ts";
import { CYCLE_BACKWARD, CYCLE_FORWARD, WALK_BACKWARD, WALK_FORWARD } from "../model/streets.ts";

export interface Network {
  readonly nodeCount: number;
  readonly nodeLons: Float64Array;
  readonly nodeLats: Float64Array;
  readonly edgeCount: number;
  readonly edgeFromNodes: Int32Array;
  readonly edgeToNodes: Int32Array;
  readonly edgeMetres: Float64Array;
  /** Permission bits of `model/streets`, relative to from → to. */
  readonly edgePermissions: Uint8Array;
  /** Condition bits of `model/streets`, STEPS on all lines of that class; null where no edge has one. */
  readonly edgeConditions: Uint8Array | null;
  /** The first edge drawn over the same two positions: the edge itself but for streets drawn twice. */
  readonly edgeTwins: Int32Array;
  readonly edgeStreetIndexes: Int32Array;
  /** First and last position of the edge's shape in `coordinates`. */
  readonly edgeFirstPositions: Uint32Array;
  readonly edgeLastPositions: Uint32Array;
  /** Interleaved lon, lat: the streets' own coordinates, shared. */
  readonly coordinates: Float64Array;
}

const FORWARD_BITS: Readonly<Record<Mode, number>> = { walk: WALK_FORWARD, cycle: CYCLE_FORWARD };
const BACKWARD_BITS: Readonly<Record<Mode, number>> = { walk: WALK_BACKWARD, cycle: CYCLE_BACKWARD };

/** The permission bit to move along an edge from its first node to its last. */
export function forwardBit(mode: Mode): number {
  return FORWARD_BITS[mode];
}

/** The permission bit to move along an edge from its last node to its first. */
export function backwardBit(mode: Mode): number {
  return BACKWARD_BITS[mode];
}

/** Both directions of a mode: an edge with neither cannot be used by it. */
export function eitherBit(mode: Mode): number {
  return FORWARD_BITS[mode] | BACKWARD_BITS[mode];
}
