/**
 * The search graph of a network from that of another with which it has most edges in common: arcs of nodes
 * whose edges are all the same are copied under their new numbers, those of the others are laid out anew. The same,
 * arc for arc, as `buildSearchGraph` gives.
 */
import type { NetworkChange } from "../network/relate-networks.ts";
import { type EdgeFactors, finishGraph, listArcsOf, type SearchGraph } from "./search-graph.ts";

/** @param factors of the new network; those of edges that both have must be what they were. */
export function carrySearchGraph(known: SearchGraph, change: NetworkChange, factors: EdgeFactors | null): SearchGraph {
  const { after, before, newEdgeOf, newNodeOf, oldNodeOf, goneEdges, freshEdges } = change;
  const { nodeCount } = after;
  const isOpen = new Uint8Array(nodeCount);
  /** Edges at nodes that are laid out anew, by node. */
  const edgesAt = new Map<number, Set<number>>();
  const openNode = (node: number): Set<number> => {
    const open = edgesAt.get(node);
    if (open !== undefined) return open;
    const edges = new Set<number>();
    edgesAt.set(node, edges);
    isOpen[node] = 1;
    const old = oldNodeOf[node] as number;
    if (old < 0) return edges;
    const end = known.arcStarts[old + 1] as number;
    for (let arc = known.arcStarts[old] as number; arc < end; arc += 2) {
      const edge = newEdgeOf[(known.arcSides[arc / 2] as number) >> 1] as number;
      if (edge >= 0) edges.add(edge);
    }
    return edges;
  };
  for (const edge of freshEdges) {
    openNode(after.edgeFromNodes[edge] as number).add(edge);
    openNode(after.edgeToNodes[edge] as number).add(edge);
  }
  for (const edge of goneEdges) {
    for (const old of [before.edgeFromNodes[edge] as number, before.edgeToNodes[edge] as number]) {
      const node = newNodeOf[old] as number;
      if (node >= 0) openNode(node);
    }
  }
  for (let node = 0; node < nodeCount; node++) if (oldNodeOf[node] === -1) openNode(node);
  const base = { ...known, network: after, factors };
  const fresh = new Map<number, readonly number[]>();
  for (const [node, edges] of edgesAt) {
    fresh.set(
      node,
      listArcsOf(
        base,
        node,
        [...edges].sort((a, b) => a - b),
      ),
    );
  }

  const arcStarts = new Int32Array(nodeCount + 1);
  const { arcStarts: startsBefore } = known;
  let size = 0;
  for (let node = 0; node < nodeCount; node++) {
    const old = oldNodeOf[node] as number;
    if (isOpen[node] === 1) size += (2 * (fresh.get(node) as readonly number[]).length) / 3;
    else size += (startsBefore[old + 1] as number) - (startsBefore[old] as number);
    arcStarts[node + 1] = size;
  }
  const arcs = new Int32Array(size);
  const arcSides = new Int32Array(size / 2);
  for (let node = 0; node < nodeCount; ) {
    let at = arcStarts[node] as number;
    if (isOpen[node] === 1) {
      const list = fresh.get(node) as readonly number[];
      for (let index = 0; index < list.length; index += 3, at += 2) {
        arcs[at] = list[index] as number;
        arcs[at + 1] = list[index + 1] as number;
        arcSides[at / 2] = list[index + 2] as number;
      }
      node++;
      continue;
    }
    // Nodes that follow one another in both are copied together.
    const old = oldNodeOf[node] as number;
    const first = node;
    while (node < nodeCount && isOpen[node] === 0 && oldNodeOf[node] === old + node - first) node++;
    const [from, end] = [startsBefore[old] as number, startsBefore[old + node - first] as number];
    copyArcs(arcs, at, known.arcs, from, end, newNodeOf);
    copySides(arcSides, at / 2, known.arcSides, from / 2, end / 2, newEdgeOf);
  }
  return finishGraph({ ...base, nodeCount, arcStarts, arcs, arcSides });
}

function copyArcs(
  into: Int32Array,
  at: number,
  arcs: Int32Array,
  from: number,
  end: number,
  newNodeOf: Int32Array,
): void {
  for (let arc = from, to = at; arc < end; arc += 2, to += 2) {
    into[to] = newNodeOf[arcs[arc] as number] as number;
    into[to + 1] = arcs[arc + 1] as number;
  }
}

function copySides(
  into: Int32Array,
  at: number,
  sides: Int32Array,
  from: number,
  end: number,
  newEdgeOf: Int32Array,
): void {
  for (let arc = from, to = at; arc < end; arc++, to++) {
    const side = sides[arc] as number;
    into[to] = ((newEdgeOf[side >> 1] as number) << 1) | (side & 1);
  }
}
