/**
 * The cost field of other sources on the same graph, repaired from one that is known: nodes whose nearest source is gone
 * are searched again from the rim of their region and from the sources in it, new sources spread as far
 * as they are nearer. Exact: a field is the least cost, and the lowest source among those at it, whatever the order of
 * work, and both are kept wherever the nearest source stays. Costs what changes, and a pass over the nodes.
 */

import type { NetworkChange } from "../network/relate-networks.ts";
import { visitArcsInto } from "./arcs-into.ts";
import { UNREACHED } from "./bounded-search.ts";
import { type CostField, type CostSources, startAtPoint, toLimitTicks } from "./cost-field.ts";
import { moveField } from "./move-field.ts";
import type { SearchGraph } from "./search-graph.ts";
import { TickHeap } from "./tick-heap.ts";

/** How the sources of one field differ from those of another. */
export interface SourceChange {
  /** The new index of each old source that is attached as before; -1 for the others. Ascends over those kept. */
  readonly keptAs: Int32Array;
  /** Edges to which points of sources that are gone or new are attached. */
  readonly edges: ReadonlySet<number>;
  /** Attached points among those. */
  readonly pointCount: number;
}

/** @param indexOf the new index of each old source; -1 where it is gone. Both are attached to edges of one network (see `moveSnaps`). */
export function compareSources(before: CostSources, after: CostSources, indexOf: Int32Array): SourceChange {
  const oldStarts = startsOf(before, indexOf.length);
  const newCount = 1 + after.sourceOfPoint.reduce((most, source) => Math.max(most, source), -1);
  const newStarts = startsOf(after, newCount);
  const keptAs = new Int32Array(indexOf.length).fill(-1);
  const isKept = new Uint8Array(newCount);
  let last = -1;
  for (let source = 0; source < indexOf.length; source++) {
    const index = indexOf[source] as number;
    if (index <= last || index >= newCount) continue;
    const first = oldStarts[source] as number;
    const count = (oldStarts[source + 1] as number) - first;
    const newFirst = newStarts[index] as number;
    if ((newStarts[index + 1] as number) - newFirst !== count) continue;
    let isSame = true;
    for (let at = 0; at < count && isSame; at++) isSame = isSamePoint(before, first + at, after, newFirst + at);
    if (!isSame) continue;
    keptAs[source] = index;
    isKept[index] = 1;
    last = index;
  }
  const edges = new Set<number>();
  let pointCount = 0;
  const note = ({ snaps, sourceOfPoint }: CostSources, isOther: (source: number) => boolean): void => {
    for (let point = 0; point < snaps.count; point++) {
      const edge = snaps.edgeIndexes[point] as number;
      if (edge < 0 || !isOther(sourceOfPoint[point] as number)) continue;
      edges.add(edge);
      pointCount++;
    }
  };
  note(before, (source) => keptAs[source] === -1);
  note(after, (source) => isKept[source] === 0);
  return { keptAs, edges, pointCount };
}

/** `count + 1` offsets into the points, which come in the order of their sources. */
function startsOf({ sourceOfPoint }: CostSources, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let point = 0; point < sourceOfPoint.length; point++) {
    const source = sourceOfPoint[point] as number;
    if (source < count) starts[source + 1]!++;
  }
  for (let source = 0; source < count; source++) starts[source + 1]! += starts[source] as number;
  return starts;
}

function isSamePoint(before: CostSources, point: number, after: CostSources, other: number): boolean {
  const [a, b] = [before.snaps, after.snaps];
  if (a.edgeIndexes[point] !== b.edgeIndexes[other]) return false;
  if ((a.edgeIndexes[point] as number) < 0) return a.edgeIndexes[point] === -1;
  return (
    a.fromStartMetres[point] === b.fromStartMetres[other] &&
    a.toEndMetres[point] === b.toEndMetres[other] &&
    a.offStreetMetres[point] === b.offStreetMetres[other] &&
    (before.evenToNext?.[point] ?? 0) === (after.evenToNext?.[other] ?? 0)
  );
}

export interface RepairedField {
  readonly field: CostField;
  /** 1 for each node whose cost or source may differ, renumbered sources aside; and for one end of each edge on which sources changed. */
  readonly isChanged: Uint8Array;
}

/**
 * @param streets how the graph's network came of the known field's; null where it is the same.
 * @throws AnalysisError for an impossible limit.
 */
export function repairCostField(
  before: CostField,
  graph: SearchGraph,
  sources: CostSources,
  { keptAs, edges }: SourceChange,
  limitMetres: number,
  streets: NetworkChange | null = null,
): RepairedField {
  const limitTicks = toLimitTicks(graph, limitMetres);
  const { ticks, labels, isTorn } = moveField(before, streets);
  const isChanged = new Uint8Array(ticks.length);
  const region: number[] = [];
  for (let node = 0; node < ticks.length; node++) {
    const label = labels[node] as number;
    if (label < 0) continue;
    const kept = isTorn?.[node] === 1 ? -1 : (keptAs[label] as number);
    labels[node] = kept;
    if (kept >= 0) continue;
    ticks[node] = UNREACHED;
    isChanged[node] = 1;
    region.push(node);
  }
  const heap = new TickHeap();
  const offer = (node: number, cost: number, label: number): void => {
    const known = ticks[node] as number;
    if (cost > known || (cost === known && label >= (labels[node] as number))) return;
    ticks[node] = cost;
    labels[node] = label;
    isChanged[node] = 1;
    heap.push(node, cost);
  };
  const rim: number[] = [];
  /** What the two ends of a new edge offer each other. */
  const offerOver = (edge: number): void => {
    for (const node of [graph.network.edgeFromNodes[edge] as number, graph.network.edgeToNodes[edge] as number]) {
      if (ticks[node] === UNREACHED) continue;
      const end = graph.arcStarts[node + 1] as number;
      for (let arc = graph.arcStarts[node] as number; arc < end; arc += 2) {
        if ((graph.arcSides[arc / 2] as number) >> 1 !== edge) continue;
        const cost = (ticks[node] as number) + (graph.arcs[arc + 1] as number);
        if (cost <= limitTicks) rim.push(graph.arcs[arc] as number, cost, labels[node] as number);
      }
    }
  };
  // What the rim offers counts from the field outside alone: it is read before anything is written.
  for (const node of region) {
    visitArcsInto(graph, node, (other, arcTicks) => {
      if (ticks[other] === UNREACHED) return;
      const cost = (ticks[other] as number) + arcTicks;
      if (cost <= limitTicks) rim.push(node, cost, labels[other] as number);
    });
  }
  for (const edge of streets?.freshEdges ?? []) offerOver(edge);
  for (let at = 0; at < rim.length; at += 3) offer(rim[at] as number, rim[at + 1] as number, rim[at + 2] as number);
  const { snaps, sourceOfPoint } = sources;
  const starter = { graph, start: offer };
  for (let point = 0; point < snaps.count; point++) {
    startAtPoint(starter, snaps, point, sourceOfPoint[point] as number, limitTicks);
  }
  while (heap.size > 0) {
    const node = heap.topNode;
    const cost = heap.topTicks;
    heap.pop();
    if (cost !== ticks[node]) continue;
    const label = labels[node] as number;
    const end = graph.arcStarts[node + 1] as number;
    for (let arc = graph.arcStarts[node] as number; arc < end; arc += 2) {
      const reached = cost + (graph.arcs[arc + 1] as number);
      if (reached <= limitTicks) offer(graph.arcs[arc] as number, reached, label);
    }
  }
  for (const edge of edges) isChanged[graph.network.edgeFromNodes[edge] as number] = 1;
  return { field: { graph, ticks, sourceIndexes: labels }, isChanged };
}
