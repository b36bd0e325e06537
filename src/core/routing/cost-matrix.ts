/**
 * Many to many, sparse: from each source the cost of every target within the limit.
 * One bounded search a source on reused arrays; targets are filed under the nodes
 * from which they are reached, so a search pays only for what it finds. Sources are
 * searched in the order of their streets in memory.
 */
import type { Snaps } from "../network/snap.ts";
import { BoundedSearch } from "./bounded-search.ts";
import { startAtPoint, toLimitTicks } from "./cost-field.ts";
import { groupByEdge, legsOf, metresAlongEdge } from "./point-costs.ts";
import type { SearchGraph } from "./search-graph.ts";

/** Rows by source (compressed), targets ascending within a row. */
export interface CostMatrix {
  /** Where each source's row begins; `sources + 1` offsets. */
  readonly rowStarts: Float64Array;
  readonly targetIndexes: Int32Array;
  /** Level metres, both legs off the street included. */
  readonly metres: Float64Array;
}

/** Receives one source's row; the arrays are reused, `count` entries of them count. */
export type TakeRow = (source: number, targets: Int32Array, metres: Float64Array, count: number) => void;

/** Costs between attached points up to a limit in level metres (inclusive); refused points have none. */
export function measureCostMatrix(
  graph: SearchGraph,
  sources: Snaps,
  targets: Snaps,
  limitMetres: number,
  onProgress?: (sourcesDone: number) => void,
): CostMatrix {
  const counts = new Float64Array(sources.count + 1);
  const rowTargets = new Array<Int32Array>(sources.count);
  const rowMetres = new Array<Float64Array>(sources.count);
  let done = 0;
  searchRows(graph, sources, targets, limitMetres, (source, found, metres, count) => {
    counts[source + 1] = count;
    rowTargets[source] = found.slice(0, count);
    rowMetres[source] = metres.slice(0, count);
    onProgress?.(++done);
  });
  for (let source = 0; source < sources.count; source++) counts[source + 1]! += counts[source] as number;
  const total = counts[sources.count] as number;
  const targetIndexes = new Int32Array(total);
  const metres = new Float64Array(total);
  for (let source = 0; source < sources.count; source++) {
    const row = rowTargets[source];
    if (row === undefined) continue;
    targetIndexes.set(row, counts[source]);
    metres.set(rowMetres[source] as Float64Array, counts[source]);
  }
  return { rowStarts: counts, targetIndexes, metres };
}

/** Hands over the row of every attached source, in the order in which they are searched. */
export function searchRows(
  graph: SearchGraph,
  sources: Snaps,
  targets: Snaps,
  limitMetres: number,
  takeRow: TakeRow,
): void {
  const limitTicks = toLimitTicks(graph, limitMetres);
  const search = new BoundedSearch(graph);
  const doors = listDoors(graph, targets);
  const targetsOnEdge = groupByEdge(targets);
  const best = new Float64Array(targets.count).fill(Infinity);
  const found = new Int32Array(targets.count);
  const metres = new Float64Array(targets.count);
  let count = 0;
  const consider = (target: number, cost: number): void => {
    if (cost > limitMetres || cost >= (best[target] as number)) return;
    if (best[target] === Infinity) found[count++] = target;
    best[target] = cost;
  };
  const { ticksPerMetre } = graph;
  for (const source of orderByStreet(graph, sources)) {
    search.clear();
    search.open(limitTicks);
    startAtPoint(search, sources, source, 0, limitTicks);
    search.run(limitTicks);
    count = 0;
    for (let i = 0; i < search.touchedCount; i++) {
      const node = search.touched[i] as number;
      const end = doors.starts[node + 1] as number;
      if (doors.starts[node] === end) continue;
      const reached = (search.ticks[node] as number) / ticksPerMetre;
      for (let door = doors.starts[node] as number; door < end; door++) {
        consider(doors.targets[door] as number, reached + (doors.metres[door] as number));
      }
    }
    const off = sources.offStreetMetres[source] as number;
    for (const target of targetsOnEdge.get(sources.edgeIndexes[source] as number) ?? []) {
      const along = metresAlongEdge(graph, targets, target, sources, source);
      consider(target, along + (targets.offStreetMetres[target] as number) + off);
    }
    found.subarray(0, count).sort();
    for (let i = 0; i < count; i++) {
      const target = found[i] as number;
      metres[i] = best[target] as number;
      best[target] = Infinity;
    }
    takeRow(source, found, metres, count);
  }
}

interface Doors {
  /** `nodeCount + 1` offsets. */
  readonly starts: Int32Array;
  readonly targets: Int32Array;
  /** Level metres between the node and the target, its leg off the street included. */
  readonly metres: Float64Array;
}

/** Targets by the nodes at the ends of their edges. */
export function listDoors(graph: SearchGraph, targets: Snaps): Doors {
  const { edgeFromNodes, edgeToNodes } = graph.network;
  const starts = new Int32Array(graph.nodeCount + 1);
  const visitDoors = (visit: (node: number, target: number, metres: number) => void): void => {
    for (let target = 0; target < targets.count; target++) {
      const edge = targets.edgeIndexes[target] as number;
      if (edge < 0) continue;
      const off = targets.offStreetMetres[target] as number;
      const { toStart, toEnd } = legsOf(graph, targets, target);
      if (toStart < Infinity) visit(edgeFromNodes[edge] as number, target, toStart + off);
      if (toEnd < Infinity) visit(edgeToNodes[edge] as number, target, toEnd + off);
    }
  };
  visitDoors((node) => {
    starts[node + 1]!++;
  });
  for (let node = 0; node < graph.nodeCount; node++) starts[node + 1]! += starts[node] as number;
  const size = starts[graph.nodeCount] as number;
  const doors = { starts, targets: new Int32Array(size), metres: new Float64Array(size) };
  const next = starts.slice(0, graph.nodeCount);
  visitDoors((node, target, metres) => {
    const at = next[node]!++;
    doors.targets[at] = target;
    doors.metres[at] = metres;
  });
  return doors;
}

/** Attached points in the order of their streets' first nodes: neighbours one after the other. */
export function orderByStreet(graph: SearchGraph, points: Snaps): number[] {
  const attached: number[] = [];
  for (let point = 0; point < points.count; point++) {
    if ((points.edgeIndexes[point] as number) >= 0) attached.push(point);
  }
  const nodeOf = (point: number): number => graph.network.edgeFromNodes[points.edgeIndexes[point] as number] as number;
  return attached.sort((a, b) => nodeOf(a) - nodeOf(b) || a - b);
}
