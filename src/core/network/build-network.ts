/**
 * Street lines → graph. Lines meet where they share a vertex (equal to 1e-7°); a
 * line is split at every shared vertex and at every point that stops a mode. At
 * such a point each street end gets a node of its own, joined by edges of no
 * length for the modes that may pass, so nobody walks through a locked gate but
 * both sides still reach up to it. Cost: one pass over all vertices.
 */
import { distanceMetres } from "../geodesy.ts";
import { CYCLE_BOTH, type StreetBlocks, type Streets, WALK_BOTH } from "../model/streets.ts";
import { orderAlongHilbertCurve } from "./hilbert-order.ts";
import type { Network } from "./network.ts";
import { VertexIndex } from "./vertex-index.ts";

const ALL_MODES = WALK_BOTH | CYCLE_BOTH;

interface EdgeList {
  readonly fromNodes: number[];
  readonly toNodes: number[];
  readonly firstPositions: number[];
  readonly lastPositions: number[];
  readonly permissions: number[];
  readonly streetIndexes: number[];
}

/** Builds the graph of all streets that somebody may walk or cycle. */
export function buildNetwork(streets: Streets, blocks: StreetBlocks): Network {
  const { coordinates, starts, permissions } = streets;
  const positionCount = starts[streets.count] ?? 0;
  const vertexIndex = new VertexIndex(positionCount);
  const vertexOfPosition = new Int32Array(positionCount).fill(-1);
  const uses = new Uint8Array(positionCount);

  for (let street = 0; street < streets.count; street++) {
    if (permissions[street] === 0) continue;
    const first = starts[street] as number;
    const end = starts[street + 1] as number;
    let previous = -1;
    for (let position = first; position < end; position++) {
      const vertex = vertexIndex.add(coordinates[2 * position] as number, coordinates[2 * position + 1] as number);
      vertexOfPosition[position] = vertex;
      const isEnd = position === first || position === end - 1;
      if (vertex !== previous || isEnd) uses[vertex] = Math.min(2, (uses[vertex] as number) + (isEnd ? 2 : 1));
      previous = vertex;
    }
  }

  const stops = new Uint8Array(vertexIndex.count);
  for (let i = 0; i < blocks.count; i++) {
    const vertex = vertexIndex.find(blocks.coordinates[2 * i] as number, blocks.coordinates[2 * i + 1] as number);
    if (vertex >= 0) stops[vertex] = (stops[vertex] as number) | (blocks.stops[i] as number);
  }

  const nodeOfVertex = new Int32Array(vertexIndex.count).fill(-1);
  const lons: number[] = [];
  const lats: number[] = [];
  const addNode = (position: number): number => {
    lons.push(coordinates[2 * position] as number);
    lats.push(coordinates[2 * position + 1] as number);
    return lons.length - 1;
  };
  const edges: EdgeList = {
    fromNodes: [],
    toNodes: [],
    firstPositions: [],
    lastPositions: [],
    permissions: [],
    streetIndexes: [],
  };

  const addEdge = (from: number, to: number, first: number, last: number, bits: number, street: number): void => {
    edges.fromNodes.push(from);
    edges.toNodes.push(to);
    edges.firstPositions.push(first);
    edges.lastPositions.push(last);
    edges.permissions.push(bits);
    edges.streetIndexes.push(street);
  };

  /** The node at a street's position; where something stops a mode, a fresh one joined to the shared one for whoever may pass. */
  const nodeAt = (position: number, street: number): number => {
    const vertex = vertexOfPosition[position] as number;
    const stopped = stops[vertex] as number;
    let shared = nodeOfVertex[vertex] as number;
    if (shared < 0) {
      shared = addNode(position);
      nodeOfVertex[vertex] = shared;
    }
    if (stopped === 0) return shared;
    const own = addNode(position);
    const passing = ALL_MODES & ~stopped;
    if (passing !== 0) addEdge(own, shared, position, position, passing, street);
    return own;
  };

  for (let street = 0; street < streets.count; street++) {
    const bits = permissions[street] as number;
    if (bits === 0) continue;
    const first = starts[street] as number;
    const end = starts[street + 1] as number;
    if (end - first < 2) continue;
    let edgeStart = first;
    let fromNode = nodeAt(first, street);
    for (let position = first + 1; position < end; position++) {
      const vertex = vertexOfPosition[position] as number;
      if (vertex === vertexOfPosition[position - 1]) continue;
      const isEnd = position === end - 1;
      const isStopped = (stops[vertex] as number) !== 0;
      if (!isEnd && !isStopped && (uses[vertex] as number) < 2) continue;
      const toNode = nodeAt(position, street);
      addEdge(fromNode, toNode, edgeStart, position, bits, street);
      if (!isEnd) fromNode = isStopped ? nodeAt(position, street) : toNode;
      edgeStart = position;
    }
  }
  return finishNetwork(streets, edges, Float64Array.from(lons), Float64Array.from(lats));
}

function finishNetwork(streets: Streets, edges: EdgeList, lons: Float64Array, lats: Float64Array): Network {
  const nodeCount = lons.length;
  const order = orderAlongHilbertCurve(lons, lats);
  const newNumbers = new Int32Array(nodeCount);
  const nodeLons = new Float64Array(nodeCount);
  const nodeLats = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const old = order[node] as number;
    newNumbers[old] = node;
    nodeLons[node] = lons[old] as number;
    nodeLats[node] = lats[old] as number;
  }

  const edgeCount = edges.fromNodes.length;
  const edgeFromNodes = new Int32Array(edgeCount);
  const edgeToNodes = new Int32Array(edgeCount);
  const edgeMetres = new Float64Array(edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    edgeFromNodes[edge] = newNumbers[edges.fromNodes[edge] as number] as number;
    edgeToNodes[edge] = newNumbers[edges.toNodes[edge] as number] as number;
    edgeMetres[edge] = lengthOfPositions(
      streets.coordinates,
      edges.firstPositions[edge] as number,
      edges.lastPositions[edge] as number,
    );
  }
  return {
    nodeCount,
    nodeLons,
    nodeLats,
    edgeCount,
    edgeFromNodes,
    edgeToNodes,
    edgeMetres,
    edgePermissions: Uint8Array.from(edges.permissions),
    edgeStreetIndexes: Int32Array.from(edges.streetIndexes),
    edgeFirstPositions: Uint32Array.from(edges.firstPositions),
    edgeLastPositions: Uint32Array.from(edges.lastPositions),
    coordinates: streets.coordinates,
  };
}

function lengthOfPositions(coordinates: Float64Array, first: number, last: number): number {
  let metres = 0;
  for (let position = first; position < last; position++) {
    metres += distanceMetres(
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
      coordinates[2 * position + 2] as number,
      coordinates[2 * position + 3] as number,
    );
  }
  return metres;
}
