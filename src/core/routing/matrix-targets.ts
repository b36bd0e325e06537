/**
 * Targets laid out for being found: in the order of their edges, each with its legs to
 * both ends, and for each node the edges beside it that hold any. Whoever reaches a
 * node reads the targets of an edge one after the other, once. Made once for all
 * sources; 28 bytes a target.
 */
import type { Snaps } from "../network/snap.ts";
import { legsOf } from "./point-costs.ts";
import type { SearchGraph } from "./search-graph.ts";

export interface MatrixTargets {
  readonly graph: SearchGraph;
  readonly snaps: Snaps;
  /** Edges that hold targets; the arrays below are by their place in this list. */
  readonly edgeIndexes: Int32Array;
  /** `edges + 1` offsets into the arrays by slot. */
  readonly slotStarts: Int32Array;
  /** Target of each slot. */
  readonly targetOfSlot: Int32Array;
  /** Level metres between a slot's target and its edge's first and last node, the leg off the street included; Infinity where closed. */
  readonly toStart: Float64Array;
  readonly toEnd: Float64Array;
  /** `nodes + 1` offsets into `edgesAtNode`. */
  readonly nodeStarts: Int32Array;
  /** Places in `edgeIndexes`. */
  readonly edgesAtNode: Int32Array;
}

/** Lays out the attached points among `snaps`; refused ones are never found. */
export function layOutTargets(graph: SearchGraph, snaps: Snaps): MatrixTargets {
  const { edgeFromNodes, edgeToNodes } = graph.network;
  const attached: number[] = [];
  for (let target = 0; target < snaps.count; target++) {
    if ((snaps.edgeIndexes[target] as number) >= 0) attached.push(target);
  }
  const targetOfSlot = Int32Array.from(attached).sort(
    (a, b) => (snaps.edgeIndexes[a] as number) - (snaps.edgeIndexes[b] as number) || a - b,
  );
  const edges: number[] = [];
  const starts: number[] = [];
  const toStart = new Float64Array(targetOfSlot.length);
  const toEnd = new Float64Array(targetOfSlot.length);
  targetOfSlot.forEach((target, slot) => {
    const edge = snaps.edgeIndexes[target] as number;
    if (edges.at(-1) !== edge) {
      edges.push(edge);
      starts.push(slot);
    }
    const off = snaps.offStreetMetres[target] as number;
    const legs = legsOf(graph, snaps, target);
    toStart[slot] = legs.toStart + off;
    toEnd[slot] = legs.toEnd + off;
  });
  starts.push(targetOfSlot.length);

  const nodeStarts = new Int32Array(graph.nodeCount + 1);
  for (const edge of edges) {
    nodeStarts[(edgeFromNodes[edge] as number) + 1]!++;
    nodeStarts[(edgeToNodes[edge] as number) + 1]!++;
  }
  for (let node = 0; node < graph.nodeCount; node++) nodeStarts[node + 1]! += nodeStarts[node] as number;
  const next = nodeStarts.slice();
  const edgesAtNode = new Int32Array(2 * edges.length);
  edges.forEach((edge, place) => {
    edgesAtNode[next[edgeFromNodes[edge] as number]!++] = place;
    edgesAtNode[next[edgeToNodes[edge] as number]!++] = place;
  });
  return {
    graph,
    snaps,
    edgeIndexes: Int32Array.from(edges),
    slotStarts: Int32Array.from(starts),
    targetOfSlot,
    toStart,
    toEnd,
    nodeStarts,
    edgesAtNode,
  };
}
