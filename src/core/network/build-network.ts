/**
 * Street lines → graph. Lines meet where they share a vertex (equal to 1e-7°); a
 * line is split at every shared vertex, where it turns back on itself, and at every
 * point that stops a mode. At such a point each street end gets a node of its own,
 * joined by edges of no length for the modes that may pass, so nobody walks through
 * a locked gate but both sides still reach up to it; a gate that is shut at night or
 * that wheelchairs do not fit through is such an edge with a condition. Cost: one pass
 * over all vertices, in arrays sized beforehand.
 */
import { lineMetres, MOST_LATITUDE } from "../geodesy.ts";
import { CYCLE_BOTH, type StreetBlocks, type Streets, WALK_BOTH } from "../model/streets.ts";
import { PositionIssues } from "./check-positions.ts";
import { findEdgeTwins } from "./edge-twins.ts";
import { orderAlongHilbertCurve } from "./hilbert-order.ts";
import type { Network } from "./network.ts";
import { conditionsOf, isUsed, numberVertices, type StreetVertices } from "./street-vertices.ts";

const ALL_MODES = WALK_BOTH | CYCLE_BOTH;

/** A network that was built from nothing, with what it takes to derive others from it. */
export interface BuiltNetwork extends Network {
  /** The first position in `coordinates` at which each node was met. */
  readonly nodePositions: Int32Array;
}

/**
 * Builds the graph of all streets that somebody may walk or cycle. Lines of fewer
 * than two positions are no streets and are passed over.
 * @throws BadDataError where a position is not finite, off the globe, or within a degree of a pole.
 */
export function buildNetwork(streets: Streets, blocks: StreetBlocks): BuiltNetwork {
  checkStreets(streets);
  const vertices = numberVertices(streets, blocks);
  return finishNetwork(streets, listEdges(streets, vertices), vertices.ofPosition);
}

function checkStreets({ count, starts, coordinates }: Streets): void {
  const issues = new PositionIssues("streets");
  for (let street = 0; street < count; street++) {
    const end = starts[street + 1] as number;
    for (let position = starts[street] as number; position < end; position++) {
      const lon = coordinates[2 * position] as number;
      const lat = coordinates[2 * position + 1] as number;
      // Written so that NaN fails.
      if (Math.abs(lon) <= 180 && Math.abs(lat) <= MOST_LATITUDE) continue;
      issues.add(street + 1, lon, lat);
      break;
    }
  }
  issues.throwIfAny();
}

/** Edges in the order of the streets, over nodes in the order of their first use. */
interface EdgeList {
  nodeCount: number;
  /** A position of the streets at which each node lies. */
  readonly nodePositions: Int32Array;
  count: number;
  readonly fromNodes: Int32Array;
  readonly toNodes: Int32Array;
  readonly firstPositions: Uint32Array;
  readonly lastPositions: Uint32Array;
  readonly permissions: Uint8Array;
  readonly conditions: Uint8Array;
  readonly streetIndexes: Int32Array;
}

/** An empty list with room for every edge and node that the streets can give. */
function createEdgeList({ count, ofPosition, uses, stops, conditions }: StreetVertices): EdgeList {
  let splits = 0;
  let stopped = 0;
  for (let position = 0; position < ofPosition.length; position++) {
    const vertex = ofPosition[position] as number;
    if (vertex < 0) continue;
    if (stops[vertex] !== 0 || conditions[vertex] !== 0) stopped++;
    else if (uses[vertex] === 2) splits++;
  }
  let shared = 0;
  for (let vertex = 0; vertex < count; vertex++) {
    if (uses[vertex] === 2 || stops[vertex] !== 0 || conditions[vertex] !== 0) shared++;
  }
  const most = splits + 3 * stopped;
  return {
    nodeCount: 0,
    nodePositions: new Int32Array(shared + 2 * stopped),
    count: 0,
    fromNodes: new Int32Array(most),
    toNodes: new Int32Array(most),
    firstPositions: new Uint32Array(most),
    lastPositions: new Uint32Array(most),
    permissions: new Uint8Array(most),
    conditions: new Uint8Array(most),
    streetIndexes: new Int32Array(most),
  };
}

function listEdges(streets: Streets, vertices: StreetVertices): EdgeList {
  const { starts, permissions } = streets;
  const { ofPosition, uses, stops, conditions } = vertices;
  const edges = createEdgeList(vertices);
  const nodeOfVertex = new Int32Array(vertices.count).fill(-1);
  const addNode = (position: number): number => {
    edges.nodePositions[edges.nodeCount] = position;
    return edges.nodeCount++;
  };
  let lineConditions = 0;
  const addEdge = (from: number, to: number, first: number, last: number, bits: number, street: number): number => {
    const edge = edges.count++;
    edges.fromNodes[edge] = from;
    edges.toNodes[edge] = to;
    edges.firstPositions[edge] = first;
    edges.lastPositions[edge] = last;
    edges.permissions[edge] = bits;
    edges.streetIndexes[edge] = street;
    edges.conditions[edge] = lineConditions;
    return edge;
  };
  /** The node at a street's position; where something stops a mode, a fresh one joined to the shared one for whoever may pass. */
  const nodeAt = (position: number, street: number): number => {
    const vertex = ofPosition[position] as number;
    const stopped = stops[vertex] as number;
    let shared = nodeOfVertex[vertex] as number;
    if (shared < 0) {
      shared = addNode(position);
      nodeOfVertex[vertex] = shared;
    }
    const passingConditions = conditions[vertex] as number;
    if (stopped === 0 && passingConditions === 0) return shared;
    const own = addNode(position);
    const passing = ALL_MODES & ~stopped;
    if (passing !== 0) edges.conditions[addEdge(own, shared, position, position, passing, street)] = passingConditions;
    return own;
  };

  for (let street = 0; street < streets.count; street++) {
    if (!isUsed(streets, street)) continue;
    const bits = permissions[street] as number;
    lineConditions = conditionsOf(streets, street);
    const first = starts[street] as number;
    const end = starts[street + 1] as number;
    let edgeStart = first;
    let fromNode = nodeAt(first, street);
    for (let position = first + 1; position < end; position++) {
      const vertex = ofPosition[position] as number;
      if (vertex === ofPosition[position - 1]) {
        if (edgeStart === position - 1) edgeStart = position;
        continue;
      }
      const isStopped = stops[vertex] !== 0 || conditions[vertex] !== 0;
      if (!isStopped && (uses[vertex] as number) < 2) continue;
      const toNode = nodeAt(position, street);
      addEdge(fromNode, toNode, edgeStart, position, bits, street);
      if (position < end - 1) fromNode = isStopped ? nodeAt(position, street) : toNode;
      edgeStart = position;
    }
  }
  return edges;
}

function finishNetwork(streets: Streets, edges: EdgeList, vertexOfPosition: Int32Array): BuiltNetwork {
  const { coordinates } = streets;
  const { nodeCount, count: edgeCount } = edges;
  const lons = new Float64Array(nodeCount);
  const lats = new Float64Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const position = edges.nodePositions[node] as number;
    lons[node] = coordinates[2 * position] as number;
    lats[node] = coordinates[2 * position + 1] as number;
  }
  const order = orderAlongHilbertCurve(lons, lats);
  const newNumbers = new Int32Array(nodeCount);
  const nodeLons = new Float64Array(nodeCount);
  const nodeLats = new Float64Array(nodeCount);
  const nodePositions = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const old = order[node] as number;
    newNumbers[old] = node;
    nodeLons[node] = lons[old] as number;
    nodeLats[node] = lats[old] as number;
    nodePositions[node] = edges.nodePositions[old] as number;
  }
  const edgeFromNodes = new Int32Array(edgeCount);
  const edgeToNodes = new Int32Array(edgeCount);
  const edgeMetres = new Float64Array(edgeCount);
  const edgeFirstPositions = edges.firstPositions.slice(0, edgeCount);
  const edgeLastPositions = edges.lastPositions.slice(0, edgeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    edgeFromNodes[edge] = newNumbers[edges.fromNodes[edge] as number] as number;
    edgeToNodes[edge] = newNumbers[edges.toNodes[edge] as number] as number;
    edgeMetres[edge] = lineMetres(coordinates, edgeFirstPositions[edge] as number, edgeLastPositions[edge] as number);
  }
  const edgePermissions = edges.permissions.slice(0, edgeCount);
  const shape = { edgeCount, edgeFirstPositions, edgeLastPositions, vertexOfPosition };
  const conditions = edges.conditions.slice(0, edgeCount);
  const edgeTwins = findEdgeTwins(shape, edgePermissions, conditions);
  return {
    nodeCount,
    nodeLons,
    nodeLats,
    nodePositions,
    edgeCount,
    edgeFromNodes,
    edgeToNodes,
    edgeMetres,
    edgePermissions,
    edgeConditions: conditions.some((bits) => bits !== 0) ? conditions : null,
    edgeTwins,
    edgeStreetIndexes: edges.streetIndexes.slice(0, edgeCount),
    edgeFirstPositions,
    edgeLastPositions,
    coordinates,
  };
}
