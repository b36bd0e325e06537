/**
 * Our cost at every vertex of a city's streets, from the network of junctions, beside the
 * vertices' numbers in the network in which each is a node: another graph for a peer to search.
 */

import { distanceMetres } from "../../src/core/geodesy.ts";
import { eitherBit, type Network } from "../../src/core/network/network.ts";
import type { Snaps } from "../../src/core/network/snap.ts";
import { BoundedSearch } from "../../src/core/routing/bounded-search.ts";
import { type CostSources, nodeMetres, runFrom } from "../../src/core/routing/cost-field.ts";
import { measurePointCosts } from "../../src/core/routing/point-costs.ts";
import { buildSearchGraph } from "../../src/core/routing/search-graph.ts";
import { writeArray, writeGraph } from "../graph-files.ts";
import { ADULT, buildJunctionNetwork, buildVertexNetwork, drawStartNodes, readCity, snapToNodes } from "../networks.ts";

const STARTS = 50;
const SEED = 5;
/** The farthest that the finest quantum reaches; all of Monaco is nearer. */
const WHOLE_NETWORK_METRES = 65_000;

export interface AccuracyFigures {
  readonly city: string;
  readonly vertices: number;
  readonly starts: number;
  readonly ticksPerMetre: number;
  readonly metresPerSecond: number;
  /** Nothing farther is compared. */
  readonly limitMetres: number;
}

/** Leaves the vertices' graph, the starts, and our metres for each start and vertex in the folder. */
export async function measureAccuracy({ folder }: { folder: string }): Promise<AccuracyFigures> {
  const city = await readCity();
  const network = buildJunctionNetwork(city);
  const graph = buildSearchGraph(network, ADULT, "onwards");
  const fine = buildVertexNetwork(city);
  const fineGraph = buildSearchGraph(fine.network, ADULT, "onwards");
  const { points, nodes } = pairVertices(network, fine.network, fine.edgePositions);

  const fineNodeOf = new Map<number, number>();
  nodes.forEach((fineNode, point) => {
    const edge = points.edgeIndexes[point] as number;
    if (points.fromStartMetres[point] === 0) fineNodeOf.set(network.edgeFromNodes[edge] as number, fineNode);
  });
  const starts = drawStartNodes(graph, STARTS, SEED);
  const ours = new Float64Array(STARTS * nodes.length);
  const search = new BoundedSearch(graph);
  starts.forEach((start, index) => {
    const sources: CostSources = {
      snaps: snapToNodes(graph, Int32Array.of(start)),
      sourceOfPoint: Int32Array.of(0),
    };
    search.clear();
    runFrom(search, sources, WHOLE_NETWORK_METRES);
    const field = { graph, ticks: search.ticks, sourceIndexes: search.labels };
    if (nodeMetres(field, start) !== 0) throw new Error(`The search from node ${start} does not begin there.`);
    const { seconds } = measurePointCosts(field, sources, points, WHOLE_NETWORK_METRES);
    for (let point = 0; point < nodes.length; point++) {
      ours[index * nodes.length + point] = (seconds[point] as number) * ADULT.metresPerSecond;
    }
  });
  writeGraph(folder, fineGraph);
  writeArray(
    folder,
    "sources.i32",
    starts.map((start) => fineNodeOf.get(start) ?? -1),
  );
  writeArray(folder, "vertex-nodes.i32", nodes);
  writeArray(folder, "ours.f64", ours);
  return {
    city: city.name,
    vertices: new Set(nodes).size,
    starts: STARTS,
    ticksPerMetre: graph.ticksPerMetre,
    metresPerSecond: ADULT.metresPerSecond,
    limitMetres: WHOLE_NETWORK_METRES,
  };
}

/** Both ends of every vertex-to-vertex edge that may be walked: where they lie on the junctions' edges, and which node they are. */
function pairVertices(
  network: Network,
  fine: Network,
  edgePositions: Uint32Array,
): { readonly points: Snaps; readonly nodes: Int32Array } {
  const fineEdgeAt = new Map<number, number>();
  edgePositions.forEach((position, edge) => {
    if ((fine.edgeFirstPositions[edge] as number) < (fine.edgeLastPositions[edge] as number)) {
      fineEdgeAt.set(position, edge);
    }
  });
  const edges: number[] = [];
  const along: number[] = [];
  const nodes: number[] = [];
  const { coordinates } = network;
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & eitherBit(ADULT.mode)) === 0) continue;
    let metres = 0;
    const last = network.edgeLastPositions[edge] as number;
    for (let position = network.edgeFirstPositions[edge] as number; position < last; position++) {
      const fineEdge = fineEdgeAt.get(position);
      const begin = metres;
      metres += distanceMetres(
        coordinates[2 * position] as number,
        coordinates[2 * position + 1] as number,
        coordinates[2 * position + 2] as number,
        coordinates[2 * position + 3] as number,
      );
      if (fineEdge === undefined) continue;
      edges.push(edge, edge);
      along.push(begin, metres);
      nodes.push(fine.edgeFromNodes[fineEdge] as number, fine.edgeToNodes[fineEdge] as number);
    }
  }
  const fromStartMetres = Float64Array.from(along);
  return {
    points: {
      count: edges.length,
      edgeIndexes: Int32Array.from(edges),
      offStreetMetres: new Float64Array(edges.length),
      fromStartMetres,
      toEndMetres: fromStartMetres.map((metres, point) =>
        Math.max(0, (network.edgeMetres[edges[point] as number] as number) - metres),
      ),
      refusals: new Uint8Array(edges.length),
    },
    nodes: Int32Array.from(nodes),
  };
}
