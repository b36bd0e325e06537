/**
 * The nodes of a network after a change, numbered as a build from nothing numbers them: along the curve, those of one
 * cell in the order of their first positions. Nodes at changed places are taken out and put in again where they belong.
 */
import type { Streets } from "../model/streets.ts";
import type { ChangedPlaces, MovedPositions } from "./changed-places.ts";
import { type CurveCells, distanceAlongCurve } from "./hilbert-order.ts";
import type { StreetPlaces } from "./street-places.ts";

export interface SplicedNodes {
  readonly nodeCount: number;
  readonly nodeLons: Float64Array;
  readonly nodeLats: Float64Array;
  readonly newNodeOf: Int32Array;
  readonly oldNodeOf: Int32Array;
  /** The new nodes at changed places. */
  readonly nodeAtChanged: ReadonlyMap<number, number>;
}

interface FreshNode {
  readonly vertex: number;
  readonly position: number;
  readonly distance: number;
  /** The old node before which it comes. */
  readonly before: number;
}

/** Null where the nodes reach elsewhere than before, so that the curve is another one. */
export function spliceNodes(
  places: StreetPlaces,
  after: Streets,
  changed: ChangedPlaces,
  moved: MovedPositions,
): SplicedNodes | null {
  const { network, nodeOfVertex, cells } = places;
  if (cells.turn !== 0) return null;
  const { nodeLons: lonsBefore, nodeLats: latsBefore, nodeCount: countBefore } = network;
  const taken: number[] = [];
  const fresh: FreshNode[] = [];
  const isTaken = new Set<number>();
  for (const vertex of changed.byVertex.keys()) {
    const node = nodeOfVertex[vertex] ?? -1;
    if (node < 0) continue;
    if (isOnRim(lonsBefore[node] as number, latsBefore[node] as number, cells)) return null;
    taken.push(node);
    isTaken.add(node);
  }
  for (const [vertex, { isSplit, firstPosition: position }] of changed.byVertex) {
    if (!isSplit) continue;
    const lon = after.coordinates[2 * position] as number;
    const lat = after.coordinates[2 * position + 1] as number;
    if (isOnRim(lon, lat, cells)) return null;
    const distance = distanceAlongCurve(lon, lat, cells);
    fresh.push({ vertex, position, distance, before: findPlace(places, distance, position, isTaken, moved) });
  }
  taken.sort((a, b) => a - b);
  fresh.sort((a, b) => a.distance - b.distance || a.position - b.position);

  const nodeCount = countBefore - taken.length + fresh.length;
  const nodeLons = new Float64Array(nodeCount);
  const nodeLats = new Float64Array(nodeCount);
  const newNodeOf = new Int32Array(countBefore).fill(-1);
  const oldNodeOf = new Int32Array(nodeCount).fill(-1);
  const nodeAtChanged = new Map<number, number>();
  let read = 0;
  let write = 0;
  const copyTo = (end: number): void => {
    nodeLons.set(lonsBefore.subarray(read, end), write);
    nodeLats.set(latsBefore.subarray(read, end), write);
    for (; read < end; read++, write++) {
      newNodeOf[read] = write;
      oldNodeOf[write] = read;
    }
  };
  let out = 0;
  const passTaken = (end: number): void => {
    for (; out < taken.length && (taken[out] as number) < end; out++) {
      copyTo(taken[out] as number);
      read++;
    }
    copyTo(end);
  };
  for (const { vertex, position, before } of fresh) {
    passTaken(before);
    nodeLons[write] = after.coordinates[2 * position] as number;
    nodeLats[write] = after.coordinates[2 * position + 1] as number;
    nodeAtChanged.set(vertex, write++);
  }
  passTaken(countBefore);
  for (const [vertex, node] of nodeAtChanged) {
    const old = nodeOfVertex[vertex] ?? -1;
    if (old < 0) continue;
    newNodeOf[old] = node;
    oldNodeOf[node] = old;
  }
  return { nodeCount, nodeLons, nodeLats, newNodeOf, oldNodeOf, nodeAtChanged };
}

/** Whether a place lies on or beyond the extent of all nodes. */
function isOnRim(lon: number, lat: number, { west, east, south, north }: CurveCells): boolean {
  return !(lon > west && lon < east && lat > south && lat < north);
}

/** The old node before which a new one comes. */
function findPlace(
  { network, cells }: StreetPlaces,
  distance: number,
  position: number,
  isTaken: ReadonlySet<number>,
  moved: MovedPositions,
): number {
  const { nodeLons, nodeLats, nodeCount, nodePositions } = network;
  const distanceOf = (node: number): number =>
    distanceAlongCurve(nodeLons[node] as number, nodeLats[node] as number, cells);
  let low = 0;
  let high = nodeCount;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distanceOf(middle) < distance) low = middle + 1;
    else high = middle;
  }
  for (; low < nodeCount && distanceOf(low) === distance; low++) {
    if (!isTaken.has(low) && moved.move(nodePositions[low] as number) > position) break;
  }
  return low;
}
