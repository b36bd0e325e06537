/**
 * Rows of `costs` without `--to`: the nearest source of every street vertex. A
 * vertex is named by its OSM node, else by its place among the distinct vertices
 * in the order in which the layer's lines first meet them.
 */
import type { Streets } from "../core/model/streets.ts";
import { eitherBit, type Network } from "../core/network/network.ts";
import { VertexIndex } from "../core/network/vertex-index.ts";
import { searchCostField } from "../core/routing/cost-field.ts";
import type { SearchGraph } from "../core/routing/search-graph.ts";
import { measureVertexCosts, type StreetVertices } from "../core/routing/vertex-costs.ts";
import { type CsvRows, encodeCell } from "../io/csv-rows.ts";
import type { AttachedPoints } from "./attach-points.ts";
import type { WithinLimit } from "./cost-pairs.ts";
import { formatPosition, positionColumns } from "./format-position.ts";
import type { LoadedStreets } from "./load-streets.ts";

export function vertexColumns({ system }: LoadedStreets): string[] {
  return ["nodeId", ...positionColumns(system), "fromId", "metres", "seconds"];
}

interface NamedVertices extends StreetVertices {
  /** OSM node id, or the vertex's own number. */
  readonly ids: Float64Array;
  /** The first position that is this vertex. */
  readonly positions: Uint32Array;
}

/** Positions of streets that the mode may use, as `visit` meets them. */
function visitPositions(streets: Streets, bit: number, visit: (position: number) => void): void {
  for (let street = 0; street < streets.count; street++) {
    if (((streets.permissions[street] as number) & bit) === 0) continue;
    const end = streets.starts[street + 1] as number;
    for (let position = streets.starts[street] as number; position < end; position++) visit(position);
  }
}

/** Every vertex of walkable streets, numbered by place; those of streets that may not be walked count in the numbering. */
function nameVertices({ streets, osmNodeIds }: LoadedStreets, bit: number): NamedVertices {
  const size = streets.starts[streets.count] ?? 0;
  const ofPosition = new Int32Array(size).fill(-1);
  const positions: number[] = [];
  const ids: number[] = [];
  const name = (position: number, vertex: number, id: number): void => {
    ofPosition[position] = vertex;
    if (vertex < positions.length) return;
    positions.push(position);
    ids.push(id);
  };
  if (osmNodeIds !== null) {
    const known = new Map<number, number>();
    visitPositions(streets, bit, (position) => {
      const id = osmNodeIds[position] as number;
      const vertex = known.get(id) ?? known.size;
      known.set(id, vertex);
      name(position, vertex, id);
    });
  } else {
    const index = new VertexIndex(size);
    const numbers = new Int32Array(size);
    for (let position = 0; position < size; position++) {
      numbers[position] = index.add(
        streets.coordinates[2 * position] as number,
        streets.coordinates[2 * position + 1] as number,
      );
    }
    const vertexOfNumber = new Int32Array(index.count).fill(-1);
    visitPositions(streets, bit, (position) => {
      const number = numbers[position] as number;
      if (vertexOfNumber[number] === -1) vertexOfNumber[number] = positions.length;
      name(position, vertexOfNumber[number] as number, number);
    });
  }
  return {
    count: positions.length,
    ofPosition,
    ids: Float64Array.from(ids),
    positions: Uint32Array.from(positions),
  };
}

/** Vertices that are junctions or ends: the ends of edges. */
function markJunctions(network: Network, vertices: NamedVertices, bit: number): Uint8Array {
  const marks = new Uint8Array(vertices.count);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & bit) === 0) continue;
    for (const position of [network.edgeFirstPositions[edge], network.edgeLastPositions[edge]]) {
      const vertex = vertices.ofPosition[position as number] as number;
      if (vertex >= 0) marks[vertex] = 1;
    }
  }
  return marks;
}

interface VertexSearch {
  /** Laid out for walking away from the sources. */
  readonly graph: SearchGraph;
  readonly streets: LoadedStreets;
  readonly from: AttachedPoints;
  readonly searchMetres: number;
  readonly isWithin: WithinLimit;
  readonly junctionsOnly: boolean;
}

/** Searches once from all sources and writes the vertices that are reached, by ascending node id. */
export function writeVertexRows(rows: CsvRows, search: VertexSearch): void {
  const { graph, streets, from, searchMetres, isWithin, junctionsOnly } = search;
  const { network, pace } = graph;
  const bit = eitherBit(pace.mode);
  const sources = { snaps: from.snaps, sourceOfPoint: Int32Array.from(from.points.ids, (_, index) => index) };
  const field = searchCostField(graph, sources, searchMetres);
  const vertices = nameVertices(streets, bit);
  const { metres, sourceIndexes } = measureVertexCosts(field, sources, vertices, searchMetres);
  const shown = junctionsOnly ? markJunctions(network, vertices, bit) : null;
  const fromCells = from.points.ids.map(encodeCell);
  const order = Uint32Array.from({ length: vertices.count }, (_, vertex) => vertex);
  order.sort((a, b) => (vertices.ids[a] as number) - (vertices.ids[b] as number));
  for (const vertex of order) {
    const cost = metres[vertex] as number;
    if (!isWithin(cost) || shown?.[vertex] === 0) continue;
    const position = vertices.positions[vertex] as number;
    const [x, y] = formatPosition(
      streets.system,
      streets.streets.coordinates[2 * position] as number,
      streets.streets.coordinates[2 * position + 1] as number,
    );
    rows.cell(encodeCell(String(vertices.ids[vertex])));
    rows.cell(encodeCell(x));
    rows.cell(encodeCell(y));
    rows.cell(fromCells[sourceIndexes[vertex] as number] as Uint8Array);
    rows.thousandths(cost);
    rows.thousandths(cost / pace.metresPerSecond);
    rows.endRow();
  }
}
