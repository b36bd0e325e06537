/**
 * A cost field and attachments of one network, told in the numbers of another with which it has most edges in
 * common. Of the field that stays which rests on no edge that is gone: from the far ends of those, whatever may have
 * got its cost over them is torn, be there another way at the same cost or not.
 */
import type { NetworkChange } from "../network/relate-networks.ts";
import type { Snaps } from "../network/snap.ts";
import { UNREACHED } from "./bounded-search.ts";
import type { CostField } from "./cost-field.ts";

export interface MovedField {
  readonly ticks: Int32Array;
  readonly labels: Int32Array;
  /** 1 for each node whose cost may rest on an edge that is gone; null where none is. */
  readonly isTorn: Uint8Array | null;
}

/** The field in the new numbers, torn nodes with their old values; the same streets where `streets` is null. */
export function moveField({ graph, ticks, sourceIndexes }: CostField, streets: NetworkChange | null): MovedField {
  if (streets === null) return { ticks: ticks.slice(), labels: sourceIndexes.slice(), isTorn: null };
  const { oldNodeOf, newNodeOf, goneEdges, newEdgeOf, before } = streets;
  const nodeCount = oldNodeOf.length;
  const moved = new Int32Array(nodeCount);
  const labels = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const old = oldNodeOf[node] as number;
    moved[node] = old < 0 ? UNREACHED : (ticks[old] as number);
    labels[node] = old < 0 ? -1 : (sourceIndexes[old] as number);
  }
  const isTornBefore = new Uint8Array(ticks.length);
  const torn: number[] = [];
  const { arcStarts, arcs, arcSides } = graph;
  /** Tears what a node may have given its cost to, over edges that are gone or over all. */
  const tearFrom = (node: number, isGoneOnly: boolean): void => {
    const cost = ticks[node] as number;
    if (cost === UNREACHED) return;
    const end = arcStarts[node + 1] as number;
    for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
      const other = arcs[arc] as number;
      if (isTornBefore[other] === 1 || ticks[other] !== cost + (arcs[arc + 1] as number)) continue;
      if (sourceIndexes[other] !== sourceIndexes[node]) continue;
      if (isGoneOnly && (newEdgeOf[(arcSides[arc / 2] as number) >> 1] as number) >= 0) continue;
      isTornBefore[other] = 1;
      torn.push(other);
    }
  };
  for (const edge of goneEdges) {
    tearFrom(before.edgeFromNodes[edge] as number, true);
    tearFrom(before.edgeToNodes[edge] as number, true);
  }
  for (let at = 0; at < torn.length; at++) tearFrom(torn[at] as number, false);
  const isTorn = new Uint8Array(nodeCount);
  for (const old of torn) {
    const node = newNodeOf[old] as number;
    if (node >= 0) isTorn[node] = 1;
  }
  return { ticks: moved, labels, isTorn };
}

/** Attachments that were moved by each change: an edit asks for the same ones more than once. */
const movedBy = new WeakMap<NetworkChange, WeakMap<Snaps, Snaps>>();

/** Attachments to the same edges by their new numbers; -2 where an edge is gone. */
export function moveSnaps(snaps: Snaps, change: NetworkChange): Snaps {
  const known = movedBy.get(change) ?? new WeakMap<Snaps, Snaps>();
  movedBy.set(change, known);
  const moved = known.get(snaps) ?? renumberSnaps(snaps, change);
  known.set(snaps, moved);
  return moved;
}

function renumberSnaps(snaps: Snaps, { newEdgeOf }: NetworkChange): Snaps {
  const edgeIndexes = snaps.edgeIndexes.map((edge) => {
    if (edge < 0) return edge;
    const moved = newEdgeOf[edge] as number;
    return moved < 0 ? GONE : moved;
  });
  return { ...snaps, edgeIndexes };
}

const GONE = -2;
