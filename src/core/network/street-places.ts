/**
 * What is known of the streets behind a built network, by vertex: which positions lie at it, whether streets are
 * split there, which node it is. By this another network is derived without looking at all streets again.
 */
import type { StreetBlocks, Streets } from "../model/streets.ts";
import type { BuiltNetwork } from "./build-network.ts";
import { type CurveCells, layCurveCells } from "./hilbert-order.ts";
import { numberVertices, type StreetVertices } from "./street-vertices.ts";
import { liesAtEdge, VertexIndex } from "./vertex-index.ts";

export interface StreetPlaces {
  readonly network: BuiltNetwork;
  readonly streets: Streets;
  readonly vertices: StreetVertices;
  /** The points that stop somebody, wherever they lie. */
  readonly blocks: VertexIndex;
  /** Positions by vertex, ascending: those of vertex v from `starts[v]` to before `starts[v + 1]`. */
  readonly starts: Int32Array;
  readonly positions: Int32Array;
  /** Whether any position lies at the edge of its grain. */
  readonly hasEdgePositions: boolean;
  /** The node at each vertex, -1 where there is none. Where something stops a mode: one of several. */
  readonly nodeOfVertex: Int32Array;
  /** Along which the nodes are numbered. */
  readonly cells: CurveCells;
}

/** Cost: a pass over all positions, and about 40 bytes kept for each. */
export function listStreetPlaces(network: BuiltNetwork, streets: Streets, blocks: StreetBlocks): StreetPlaces {
  const vertices = numberVertices(streets, blocks);
  const { ofPosition, count } = vertices;
  const starts = new Int32Array(count + 1);
  for (let position = 0; position < ofPosition.length; position++) {
    const vertex = ofPosition[position] as number;
    if (vertex >= 0) starts[vertex + 1]!++;
  }
  for (let vertex = 0; vertex < count; vertex++) starts[vertex + 1]! += starts[vertex] as number;
  const positions = new Int32Array(starts[count] as number);
  const next = starts.slice();
  for (let position = 0; position < ofPosition.length; position++) {
    const vertex = ofPosition[position] as number;
    if (vertex >= 0) positions[next[vertex]!++] = position;
  }
  const nodeOfVertex = new Int32Array(count).fill(-1);
  const { nodeCount, nodeLons, nodeLats, nodePositions } = network;
  for (let node = 0; node < nodeCount; node++) {
    nodeOfVertex[ofPosition[nodePositions[node] as number] as number] = node;
  }
  const stopping = new VertexIndex(blocks.count);
  for (let i = 0; i < blocks.count; i++) {
    stopping.add(blocks.coordinates[2 * i] as number, blocks.coordinates[2 * i + 1] as number);
  }
  const { coordinates } = streets;
  const hasEdgePositions = positions.some((at) =>
    liesAtEdge(coordinates[2 * at] as number, coordinates[2 * at + 1] as number),
  );
  const cells = layCurveCells(nodeLons, nodeLats);
  return { network, streets, vertices, blocks: stopping, starts, positions, hasEdgePositions, nodeOfVertex, cells };
}
