/**
 * From nodes to every vertex of the streets: the cost of a vertex inside an edge is
 * the lower of its ways over the edge's two ends, or straight along the edge from a
 * source on it; a vertex at a node has the node's own cost. Cost: one pass over the
 * streets' positions. Nothing is approximated.
 */
import { distanceMetres } from "../geodesy.ts";
import { eitherBit } from "../network/network.ts";
import { type CostField, type CostSources, levelMetres, nodeMetres } from "./cost-field.ts";
import { groupByEdge, TIE_METRES } from "./point-costs.ts";
import { edgeFactor } from "./search-graph.ts";

/** Which vertex each position of the streets is; several positions may be one vertex. */
export interface StreetVertices {
  readonly count: number;
  /** -1 where the position is no vertex that is asked for. */
  readonly ofPosition: Int32Array;
}

export interface VertexCosts {
  /** Level metres between each vertex and its nearest source; Infinity beyond the limit. */
  readonly metres: Float64Array;
  /** That source, the lowest of those at the same cost; -1 beyond the limit. */
  readonly sourceIndexes: Int32Array;
}

/** Costs of all vertices on edges that the field's mode may use, in the field's own direction. */
export function measureVertexCosts(
  field: CostField,
  sources: CostSources,
  vertices: StreetVertices,
  limitMetres: number,
): VertexCosts {
  const { graph } = field;
  const { network } = graph;
  const { coordinates } = network;
  const best = new Float64Array(vertices.count).fill(Infinity);
  const bestSources = new Int32Array(vertices.count).fill(-1);
  const consider = (position: number, cost: number, source: number): void => {
    const vertex = vertices.ofPosition[position] as number;
    if (vertex < 0 || !(cost <= limitMetres)) return;
    const known = best[vertex] as number;
    if (cost >= known + TIE_METRES) return;
    if (cost < known - TIE_METRES || source < (bestSources[vertex] as number)) bestSources[vertex] = source;
    if (cost < known) best[vertex] = cost;
  };
  const towards = graph.direction === "towards";
  const sourcesOnEdge = groupByEdge(sources.snaps);
  const bit = eitherBit(graph.pace.mode);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & bit) === 0) continue;
    const startNode = network.edgeFromNodes[edge] as number;
    const endNode = network.edgeToNodes[edge] as number;
    const startCost = nodeMetres(field, startNode);
    const endCost = nodeMetres(field, endNode);
    const neighbours = sourcesOnEdge.get(edge);
    if (startCost === Infinity && endCost === Infinity && neighbours === undefined) continue;
    const startSource = field.sourceIndexes[startNode] as number;
    const endSource = field.sourceIndexes[endNode] as number;
    const startFactor = edgeFactor(graph, edge, !towards);
    const endFactor = edgeFactor(graph, edge, towards);
    const length = network.edgeMetres[edge] as number;
    const last = network.edgeLastPositions[edge] as number;
    let along = 0;
    for (let position = network.edgeFirstPositions[edge] as number; position <= last; position++) {
      consider(position, startCost + levelMetres(along, startFactor), startSource);
      consider(position, endCost + levelMetres(Math.max(0, length - along), endFactor), endSource);
      for (const neighbour of neighbours ?? []) {
        const ahead = along - (sources.snaps.fromStartMetres[neighbour] as number);
        const between = levelMetres(Math.abs(ahead), ahead > 0 ? startFactor : endFactor);
        const off = sources.snaps.offStreetMetres[neighbour] as number;
        consider(position, between + off, sources.sourceOfPoint[neighbour] as number);
      }
      if (position === last) break;
      along += distanceMetres(
        coordinates[2 * position] as number,
        coordinates[2 * position + 1] as number,
        coordinates[2 * position + 2] as number,
        coordinates[2 * position + 3] as number,
      );
    }
  }
  return { metres: best, sourceIndexes: bestSources };
}
