/**
 * The networks of the engine's table: a real city by its junctions, the same streets
 * with every vertex a node, and grids of any size. The same seed draws the same
 * starts for everybody.
 */
import { existsSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createRandom } from "../geodata/build/random.ts";
import type { StreetBlocks, Streets } from "../src/core/model/streets.ts";
import type { Barrier, Study } from "../src/core/model/study.ts";
import { buildNetwork } from "../src/core/network/build-network.ts";
import { findComponents } from "../src/core/network/components.ts";
import { orderAlongHilbertCurve } from "../src/core/network/hilbert-order.ts";
import type { Network } from "../src/core/network/network.ts";
import type { Snaps } from "../src/core/network/snap.ts";
import type { Pace, SearchGraph } from "../src/core/routing/search-graph.ts";
import { importFiles } from "../src/io/import/import-files.ts";
import { readStudyFolder } from "../src/io/study/study-folder.ts";
import { DATONG, MONACO } from "./places.ts";

export const ADULT: Pace = { mode: "walk", metresPerSecond: 1.2 };
/** Fifteen minutes of an adult's walk. */
export const LIMIT_METRES = 1080;

export interface City {
  readonly name: string;
  readonly streets: Streets;
  readonly blocks: StreetBlocks;
  readonly barriers: readonly Barrier[];
  /** The OpenStreetMap extract that peers with an importer of their own are given; null where there is none. */
  readonly extract: string | null;
}

/** Monaco where its extract lies beside the project, else the Datong study. */
export async function readCity(): Promise<City> {
  const describe = (name: string, study: Study, extract: string | null): City => ({
    name,
    streets: study.streets,
    blocks: study.streetBlocks,
    barriers: study.barriers,
    extract,
  });
  if (!existsSync(MONACO)) {
    const study = await readStudyFolder((name) => readFile(join(DATONG, name)));
    return describe("Datong (demonstration study; Monaco's extract is absent)", study, null);
  }
  const bytes = new Uint8Array(readFileSync(MONACO));
  const { study } = await importFiles([{ name: "monaco.osm.pbf", bytes }], { adminLevel: 10 });
  return describe("Monaco (OpenStreetMap)", study, MONACO);
}

/** The product's own network: nodes are street ends and junctions. */
export function buildJunctionNetwork(city: City): Network {
  return buildNetwork(city.streets, city.blocks);
}

export interface VertexNetwork {
  readonly network: Network;
  /** For each edge, the position in the city's streets at which it begins; it ends at the next one. */
  readonly edgePositions: Uint32Array;
}

/** The same streets with every vertex of their shapes a node. */
export function buildVertexNetwork({ streets, blocks }: City): VertexNetwork {
  const coordinates: number[] = [];
  const positions: number[] = [];
  const permissions: number[] = [];
  for (let street = 0; street < streets.count; street++) {
    const last = (streets.starts[street + 1] as number) - 1;
    for (let position = streets.starts[street] as number; position < last; position++) {
      for (let i = 2 * position; i < 2 * position + 4; i++) coordinates.push(streets.coordinates[i] as number);
      positions.push(position);
      permissions.push(streets.permissions[street] as number);
    }
  }
  const count = positions.length;
  const pieces: Streets = {
    count,
    coordinates: Float64Array.from(coordinates),
    starts: Uint32Array.from({ length: count + 1 }, (_, piece) => 2 * piece),
    permissions: Uint8Array.from(permissions),
    classes: [],
    names: [],
    ids: [],
  };
  const network = buildNetwork(pieces, blocks);
  return {
    network,
    edgePositions: network.edgeFirstPositions.map((position) => positions[position >> 1] as number),
  };
}

const GRID_SEED = 7;
const KEPT_SHARE = 0.625;
const BOTH_WAYS = 15;

/**
 * A grid of size × size junctions 60 to 100 m apart of whose streets 62.5 % are kept: five directed
 * edges for two nodes. Nodes are numbered along the Hilbert curve, as in every network of the product.
 */
export function buildGridNetwork(size: number): Network {
  const nodeCount = size * size;
  const lons = new Float64Array(nodeCount);
  const lats = new Float64Array(nodeCount);
  for (let cell = 0; cell < nodeCount; cell++) {
    lons[cell] = 113 + (cell % size) * 0.001;
    lats[cell] = 40 + Math.floor(cell / size) * 0.0008;
  }
  const order = orderAlongHilbertCurve(lons, lats);
  const nodeOfCell = new Int32Array(nodeCount);
  order.forEach((cell, node) => {
    nodeOfCell[cell] = node;
  });
  const random = createRandom(GRID_SEED);
  const most = 2 * nodeCount;
  const fromNodes = new Int32Array(most);
  const toNodes = new Int32Array(most);
  const metres = new Float64Array(most);
  let edgeCount = 0;
  const addStreet = (cell: number, other: number): void => {
    if (random() >= KEPT_SHARE) return;
    fromNodes[edgeCount] = nodeOfCell[cell] as number;
    toNodes[edgeCount] = nodeOfCell[other] as number;
    metres[edgeCount++] = 60 + 40 * random();
  };
  for (let cell = 0; cell < nodeCount; cell++) {
    if ((cell + 1) % size !== 0) addStreet(cell, cell + 1);
    if (cell + size < nodeCount) addStreet(cell, cell + size);
  }
  return {
    nodeCount,
    nodeLons: lons.map((_, node) => lons[order[node] as number] as number),
    nodeLats: lats.map((_, node) => lats[order[node] as number] as number),
    edgeCount,
    edgeFromNodes: fromNodes.slice(0, edgeCount),
    edgeToNodes: toNodes.slice(0, edgeCount),
    edgeMetres: metres.slice(0, edgeCount),
    edgePermissions: new Uint8Array(edgeCount).fill(BOTH_WAYS),
    edgeConditions: null,
    edgeTwins: Int32Array.from({ length: edgeCount }, (_, edge) => edge),
    edgeStreetIndexes: new Int32Array(edgeCount),
    edgeFirstPositions: new Uint32Array(edgeCount),
    edgeLastPositions: new Uint32Array(edgeCount),
    coordinates: new Float64Array(0),
  };
}

/** Distinct nodes from which somebody can walk, islands left out. */
export function drawStartNodes(graph: SearchGraph, count: number, seed: number): Int32Array {
  const { network, pace } = graph;
  const { usableEdges } = findComponents(network, pace.mode);
  const usable = new Uint8Array(network.nodeCount);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (usableEdges[edge] === 1) usable[network.edgeFromNodes[edge] as number] = 1;
  }
  const random = createRandom(seed);
  const chosen = new Set<number>();
  while (chosen.size < count) {
    const node = Math.floor(random() * network.nodeCount);
    if (usable[node] === 1) chosen.add(node);
  }
  return Int32Array.from(chosen);
}

/** Attachments that lie exactly on nodes. */
export function snapToNodes(graph: SearchGraph, nodes: Int32Array): Snaps {
  const { network } = graph;
  const wanted = new Map<number, number>();
  nodes.forEach((node, index) => {
    wanted.set(node, index);
  });
  const snaps: Snaps = {
    count: nodes.length,
    edgeIndexes: new Int32Array(nodes.length).fill(-1),
    offStreetMetres: new Float64Array(nodes.length),
    fromStartMetres: new Float64Array(nodes.length),
    toEndMetres: new Float64Array(nodes.length),
    refusals: new Uint8Array(nodes.length),
  };
  for (let edge = 0; edge < network.edgeCount; edge++) {
    const index = wanted.get(network.edgeFromNodes[edge] as number);
    if (index !== undefined) {
      snaps.edgeIndexes[index] = edge;
      snaps.fromStartMetres[index] = 0;
      snaps.toEndMetres[index] = network.edgeMetres[edge] as number;
    }
    const last = wanted.get(network.edgeToNodes[edge] as number);
    if (last !== undefined) {
      snaps.edgeIndexes[last] = edge;
      snaps.fromStartMetres[last] = network.edgeMetres[edge] as number;
      snaps.toEndMetres[last] = 0;
    }
  }
  return snaps;
}

/** Points spread evenly along the streets that may be walked, islands left out; interleaved lon, lat. */
export function drawStreetPoints(network: Network, count: number, seed: number): Float64Array {
  const { usableEdges } = findComponents(network, ADULT.mode);
  const reached = new Float64Array(network.edgeCount);
  let total = 0;
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (usableEdges[edge] === 1) total += network.edgeMetres[edge] as number;
    reached[edge] = total;
  }
  const random = createRandom(seed);
  const points = new Float64Array(2 * count);
  for (let point = 0; point < count; point++) {
    const wanted = random() * total;
    let low = 0;
    let high = network.edgeCount - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((reached[middle] as number) > wanted) high = middle;
      else low = middle + 1;
    }
    const first = network.edgeFirstPositions[low] as number;
    const last = network.edgeLastPositions[low] as number;
    const at = first + Math.min(last - first - 1, Math.floor(random() * (last - first)));
    const share = random();
    for (let axis = 0; axis < 2; axis++) {
      const here = network.coordinates[2 * at + axis] as number;
      points[2 * point + axis] = here + share * ((network.coordinates[2 * at + 2 + axis] as number) - here);
    }
  }
  return points;
}
