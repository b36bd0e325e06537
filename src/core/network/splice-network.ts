/**
 * The network of edited streets, spliced from a network that was built: edges of lines that stay are taken over
 * in whole stretches, only lines that are new or meet others elsewhere are split into edges again. The same as
 * `buildNetwork` gives, to the bit, with what is the same in both. Cost: what changed, and copies.
 */
import { lineMetres } from "../geodesy.ts";
import type { Streets } from "../model/streets.ts";
import { type ChangedPlaces, findChangedPlaces, MovedPositions } from "./changed-places.ts";
import type { Network } from "./network.ts";
import type { NetworkChange } from "./relate-networks.ts";
import { type SplicedNodes, spliceNodes } from "./splice-nodes.ts";
import { nameOfPair, spliceTwins } from "./splice-twins.ts";
import type { StreetPlaces } from "./street-places.ts";
import { compareStreets, type StreetRows } from "./street-rows.ts";
import { conditionsOf, isUsed } from "./street-vertices.ts";

/** Old edges from `first` to before `end`, which come in one piece from `at` on. */
interface CopiedEdges {
  readonly first: number;
  readonly end: number;
  readonly at: number;
  readonly positionShift: number;
  readonly rowShift: number;
}

/** An edge of a line that was split again. */
interface ListedEdge {
  readonly at: number;
  readonly row: number;
  readonly first: number;
  readonly last: number;
  readonly fromVertex: number;
  readonly toVertex: number;
  /** The old edge that it repeats, -1 where there is none. */
  readonly old: number;
  readonly isOfNewLine: boolean;
}

interface EdgePlan {
  readonly count: number;
  readonly copied: readonly CopiedEdges[];
  readonly listed: readonly ListedEdge[];
  /** Old edges that nothing repeats. */
  readonly gone: readonly number[];
}

/**
 * Null where the network has to be built from nothing.
 * @param after streets that stand under the same blocks as those of the places.
 */
export function spliceNetwork(
  places: StreetPlaces,
  after: Streets,
  rows: StreetRows = compareStreets(places.streets, after),
): NetworkChange | null {
  const moved = new MovedPositions(places.streets, after, rows);
  const changed = findChangedPlaces(places, after, rows, moved);
  const nodes = changed && spliceNodes(places, after, changed, moved);
  if (changed === null || nodes === null) return null;
  return writeEdges(places, after, changed, moved, nodes, planEdges(places, after, changed, rows));
}

/** The first edge of a row or of one after it. */
function firstEdgeOf(edgeStreetIndexes: Int32Array, row: number): number {
  let low = 0;
  let high = edgeStreetIndexes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edgeStreetIndexes[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

function planEdges(places: StreetPlaces, after: Streets, changed: ChangedPlaces, { oldRowOf }: StreetRows): EdgePlan {
  const { streets: before, network, vertices } = places;
  const { edgeStreetIndexes, edgeFirstPositions, edgeLastPositions } = network;
  const copied: CopiedEdges[] = [];
  const listed: ListedEdge[] = [];
  const gone: number[] = [];
  let count = 0;
  const copy = (firstOld: number, endOld: number, row: number): void => {
    const first = firstEdgeOf(edgeStreetIndexes, firstOld);
    const end = firstEdgeOf(edgeStreetIndexes, endOld);
    const positionShift = (after.starts[row] as number) - (before.starts[firstOld] as number);
    if (end > first) copied.push({ first, end, at: count, positionShift, rowShift: row - firstOld });
    count += end - first;
  };
  const isSplit = (vertex: number): boolean => changed.byVertex.get(vertex)?.isSplit ?? vertices.uses[vertex] === 2;
  const split = (row: number, old: number): void => {
    const from = after.starts[row] as number;
    const end = after.starts[row + 1] as number;
    const shift = old < 0 ? 0 : from - (before.starts[old] as number);
    const vertexAt = (position: number): number =>
      old < 0 ? changed.freshVertexAt(position) : (vertices.ofPosition[position - shift] as number);
    let known = old < 0 ? 0 : firstEdgeOf(edgeStreetIndexes, old);
    const lastKnown = old < 0 ? 0 : firstEdgeOf(edgeStreetIndexes, old + 1);
    let first = from;
    for (let last = from + 1; last < end; last++) {
      const toVertex = vertexAt(last);
      if (toVertex === vertexAt(last - 1)) {
        if (first === last - 1) first = last;
        continue;
      }
      if (!isSplit(toVertex)) continue;
      while (known < lastKnown && (edgeLastPositions[known] as number) + shift < last) gone.push(known++);
      let repeated = -1;
      if (known < lastKnown && (edgeLastPositions[known] as number) + shift === last) {
        if ((edgeFirstPositions[known] as number) + shift === first) repeated = known;
        else gone.push(known);
        known++;
      }
      const fromVertex = vertexAt(first);
      listed.push({ at: count++, row, first, last, fromVertex, toVertex, old: repeated, isOfNewLine: old < 0 });
      first = last;
    }
    while (known < lastKnown) gone.push(known++);
  };

  let runRow = 0;
  let runOld = 0;
  let length = 0;
  const endRun = (): void => {
    if (length > 0) copy(runOld, runOld + length, runRow);
    length = 0;
  };
  for (let row = 0; row < after.count; row++) {
    const old = oldRowOf[row] as number;
    const stays = old >= 0 && !changed.resplit.has(old);
    if (stays && length > 0 && old === runOld + length) {
      length++;
      continue;
    }
    endRun();
    if (stays) [runRow, runOld, length] = [row, old, 1];
    else if (isUsed(after, row)) split(row, old);
  }
  endRun();
  for (const row of changed.goneRows) {
    const end = firstEdgeOf(edgeStreetIndexes, row + 1);
    for (let edge = firstEdgeOf(edgeStreetIndexes, row); edge < end; edge++) gone.push(edge);
  }
  return { count, copied, listed, gone };
}

type Numbers = Int32Array | Uint32Array;

/** Writes some numbers of another array, moved by a shift. */
function shiftInto(into: Numbers, at: number, from: Numbers, first: number, end: number, shift: number): void {
  if (shift === 0) into.set(from.subarray(first, end), at);
  else for (let index = first, to = at; index < end; index++, to++) into[to] = (from[index] as number) + shift;
}

/** Writes what some numbers of another array lead to. */
function followInto(
  into: Int32Array,
  at: number,
  from: Int32Array,
  first: number,
  end: number,
  newOf: Int32Array,
): void {
  for (let index = first, to = at; index < end; index++, to++) into[to] = newOf[from[index] as number] as number;
}

function writeEdges(
  places: StreetPlaces,
  after: Streets,
  changed: ChangedPlaces,
  moved: MovedPositions,
  nodes: SplicedNodes,
  { count, copied, listed, gone }: EdgePlan,
): NetworkChange {
  const before = places.network;
  const { newNodeOf, oldNodeOf, nodeAtChanged, nodeCount, nodeLons, nodeLats } = nodes;
  const edgeFromNodes = new Int32Array(count);
  const edgeToNodes = new Int32Array(count);
  const edgeMetres = new Float64Array(count);
  const edgePermissions = new Uint8Array(count);
  const conditions = new Uint8Array(count);
  const edgeTwins = new Int32Array(count);
  const edgeStreetIndexes = new Int32Array(count);
  const edgeFirstPositions = new Uint32Array(count);
  const edgeLastPositions = new Uint32Array(count);
  const newEdgeOf = new Int32Array(before.edgeCount).fill(-1);
  const oldEdgeOf = new Int32Array(count).fill(-1);

  /** Edges that were drawn twice: their twins are known once all edges are. */
  const drawnTwice: number[] = [];
  for (const { first, end, at, positionShift, rowShift } of copied) {
    edgeMetres.set(before.edgeMetres.subarray(first, end), at);
    edgePermissions.set(before.edgePermissions.subarray(first, end), at);
    if (before.edgeConditions) conditions.set(before.edgeConditions.subarray(first, end), at);
    followInto(edgeFromNodes, at, before.edgeFromNodes, first, end, newNodeOf);
    followInto(edgeToNodes, at, before.edgeToNodes, first, end, newNodeOf);
    shiftInto(edgeFirstPositions, at, before.edgeFirstPositions, first, end, positionShift);
    shiftInto(edgeLastPositions, at, before.edgeLastPositions, first, end, positionShift);
    shiftInto(edgeStreetIndexes, at, before.edgeStreetIndexes, first, end, rowShift);
    shiftInto(edgeTwins, at, before.edgeTwins, first, end, at - first);
    for (let old = first, edge = at; old < end; old++, edge++) {
      newEdgeOf[old] = edge;
      oldEdgeOf[edge] = old;
      if (edgeTwins[edge] !== edge) drawnTwice.push(edge);
    }
  }
  const nodeAt = (vertex: number): number =>
    nodeAtChanged.get(vertex) ?? (newNodeOf[places.nodeOfVertex[vertex] as number] as number);
  const pairs = new Set<string>();
  const freshLines = new Map<string, number[]>();
  for (const { at: edge, row, first, last, fromVertex, toVertex, old, isOfNewLine } of listed) {
    edgeFromNodes[edge] = nodeAt(fromVertex);
    edgeToNodes[edge] = nodeAt(toVertex);
    edgeFirstPositions[edge] = first;
    edgeLastPositions[edge] = last;
    edgeStreetIndexes[edge] = row;
    edgeTwins[edge] = edge;
    if (old >= 0) {
      newEdgeOf[old] = edge;
      oldEdgeOf[edge] = old;
      if (before.edgeTwins[old] !== old) drawnTwice.push(edge);
      edgeMetres[edge] = before.edgeMetres[old] as number;
      edgePermissions[edge] = before.edgePermissions[old] as number;
      conditions[edge] = before.edgeConditions?.[old] ?? 0;
      continue;
    }
    edgeMetres[edge] = lineMetres(after.coordinates, first, last);
    edgePermissions[edge] = after.permissions[row] as number;
    conditions[edge] = conditionsOf(after, row);
    if (last - first !== 1) continue;
    const pair = nameOfPair(fromVertex, toVertex);
    pairs.add(pair);
    if (isOfNewLine) freshLines.set(pair, [...(freshLines.get(pair) ?? []), first]);
  }
  for (const edge of drawnTwice) {
    edgeTwins[edge] = newEdgeOf[before.edgeTwins[oldEdgeOf[edge] as number] as number] as number;
  }
  const { ofPosition } = places.vertices;
  for (const old of gone) {
    const first = before.edgeFirstPositions[old] as number;
    if (before.edgeLastPositions[old] !== first + 1) continue;
    pairs.add(nameOfPair(ofPosition[first] as number, ofPosition[first + 1] as number));
  }
  const edges = {
    edgeFirstPositions,
    edgeLastPositions,
    edgeStreetIndexes,
    edgePermissions,
    conditions,
    edgeTwins,
    newEdgeOf,
    oldEdgeOf,
  };
  const parted = spliceTwins(places, after, changed, moved, edges, pairs, freshLines);
  const network: Network = {
    nodeCount,
    nodeLons,
    nodeLats,
    edgeCount: count,
    edgeFromNodes,
    edgeToNodes,
    edgeMetres,
    edgePermissions,
    edgeConditions: conditions.some((bits) => bits !== 0) ? conditions : null,
    edgeTwins,
    edgeStreetIndexes,
    edgeFirstPositions,
    edgeLastPositions,
    coordinates: after.coordinates,
  };
  const goneEdges = [...gone, ...parted.map(({ old }) => old)].sort((a, b) => a - b);
  const freshEdges = [
    ...listed.flatMap(({ at, old }) => (old < 0 ? [at] : [])),
    ...parted.map(({ edge }) => edge),
  ].sort((a, b) => a - b);
  return { before, after: network, newEdgeOf, newNodeOf, oldEdgeOf, oldNodeOf, goneEdges, freshEdges };
}
