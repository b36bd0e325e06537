/**
 * Which edges and nodes of two networks are the same, so that what is known of one can be taken over for the
 * other: edges of lines that both street layers have, between the same places, for the same modes, under the
 * same conditions. Nodes follow their edges. Cost: a pass over both.
 */
import type { Streets } from "../model/streets.ts";
import type { Network } from "./network.ts";
import { compareStreets, type StreetRows } from "./street-rows.ts";

export interface NetworkChange {
  readonly before: Network;
  readonly after: Network;
  /** The new number of each old edge and node, -1 where it is gone; those of edges ascend. */
  readonly newEdgeOf: Int32Array;
  readonly newNodeOf: Int32Array;
  /** The old number of each new edge and node, -1 where it is new. */
  readonly oldEdgeOf: Int32Array;
  readonly oldNodeOf: Int32Array;
  /** Old edges that are gone and new ones that were not there, ascending. */
  readonly goneEdges: readonly number[];
  readonly freshEdges: readonly number[];
}

/** Beyond this share of all edges nothing is gained. */
const MOST_CHANGED_SHARE = 0.3;

/** Null where the networks have too little in common, or places at the grain's edge came to be told apart differently. */
export function relateNetworks(
  before: Network,
  streetsBefore: Streets,
  after: Network,
  streetsAfter: Streets,
  rows: StreetRows = compareStreets(streetsBefore, streetsAfter),
): NetworkChange | null {
  const newEdgeOf = new Int32Array(before.edgeCount).fill(-1);
  const oldEdgeOf = new Int32Array(after.edgeCount).fill(-1);
  const { oldRowOf } = rows;
  let old = 0;
  let edge = 0;
  while (old < before.edgeCount && edge < after.edgeCount) {
    const row = after.edgeStreetIndexes[edge] as number;
    const oldRow = oldRowOf[row] as number;
    if (oldRow < 0) {
      edge++;
      continue;
    }
    const atRow = before.edgeStreetIndexes[old] as number;
    if (atRow !== oldRow) {
      if (atRow < oldRow) old++;
      else edge++;
      continue;
    }
    const shift = (streetsAfter.starts[row] as number) - (streetsBefore.starts[oldRow] as number);
    const oldLast = (before.edgeLastPositions[old] as number) + shift;
    const last = after.edgeLastPositions[edge] as number;
    if (oldLast < last) old++;
    else if (oldLast > last) edge++;
    else {
      const isSame = (before.edgeFirstPositions[old] as number) + shift === after.edgeFirstPositions[edge];
      if (isSame && isAlike(before, old, after, edge)) {
        newEdgeOf[old] = edge;
        oldEdgeOf[edge] = old;
      }
      old++;
      edge++;
    }
  }
  dropTornTwins(before, after, newEdgeOf, oldEdgeOf);
  const newNodeOf = new Int32Array(before.nodeCount).fill(-1);
  const oldNodeOf = new Int32Array(after.nodeCount).fill(-1);
  for (let index = 0; index < after.edgeCount; index++) {
    const known = oldEdgeOf[index] as number;
    if (known < 0) continue;
    const isFromSame = pairNodes(
      newNodeOf,
      oldNodeOf,
      before.edgeFromNodes[known] as number,
      after.edgeFromNodes[index] as number,
    );
    if (!isFromSame) return null;
    if (!pairNodes(newNodeOf, oldNodeOf, before.edgeToNodes[known] as number, after.edgeToNodes[index] as number))
      return null;
  }
  const goneEdges = listUnpaired(newEdgeOf);
  const freshEdges = listUnpaired(oldEdgeOf);
  if (goneEdges.length + freshEdges.length > MOST_CHANGED_SHARE * after.edgeCount) return null;
  return { before, after, newEdgeOf, newNodeOf, oldEdgeOf, oldNodeOf, goneEdges, freshEdges };
}

/** Whether two edges of one shape are open to the same, under the same conditions. */
export function isAlike(before: Network, old: number, after: Network, edge: number): boolean {
  return (
    before.edgePermissions[old] === after.edgePermissions[edge] &&
    (before.edgeConditions?.[old] ?? 0) === (after.edgeConditions?.[edge] ?? 0) &&
    before.edgeMetres[old] === after.edgeMetres[edge]
  );
}

/** An edge stays only with the twin that it had. */
function dropTornTwins(before: Network, after: Network, newEdgeOf: Int32Array, oldEdgeOf: Int32Array): void {
  for (let edge = 0; edge < after.edgeCount; edge++) {
    const old = oldEdgeOf[edge] as number;
    if (old < 0) continue;
    if (keepsTwin(before, old, after, edge, newEdgeOf)) continue;
    oldEdgeOf[edge] = -1;
    newEdgeOf[old] = -1;
  }
}

export function keepsTwin(before: Network, old: number, after: Network, edge: number, newEdgeOf: Int32Array): boolean {
  const twin = before.edgeTwins[old] as number;
  return twin === old ? after.edgeTwins[edge] === edge : newEdgeOf[twin] === after.edgeTwins[edge];
}

/** Takes a node for another; false where either already stands for a third. */
export function pairNodes(newOf: Int32Array, oldOf: Int32Array, old: number, now: number): boolean {
  if (newOf[old] === now && oldOf[now] === old) return true;
  if (newOf[old] !== -1 || oldOf[now] !== -1) return false;
  newOf[old] = now;
  oldOf[now] = old;
  return true;
}

export function listUnpaired(others: Int32Array): number[] {
  const found: number[] = [];
  for (let index = 0; index < others.length; index++) if (others[index] === -1) found.push(index);
  return found;
}
