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
import { formatPosition, positionColumns } from "../io/crs/format-position.ts";
import { type CsvRows, encodeCell } from "../io/tables/csv-rows.ts";
import type { AttachedPoints } from "./attach-points.ts";
import type { LoadedStreets } from "./load-streets.ts";
import type { WithinLimit } from "./printed-limit.ts";

export function vertexColumns({ system }: LoadedStreets): string[] {
  return ["nodeId", ...positionColumns(system), "fromId", "metres", "seconds"];
}

/** The places of the streets' vertices, equal to 1e-7°. */
function numberPlaces({ coordinates, starts, count }: Streets): StreetVertices {
  const size = starts[count] ?? 0;
  const index = new VertexIndex(size);
  const ofPosition = new Int32Array(size);
  for (let position = 0; position < size; position++) {
    ofPosition[position] = index.add(coordinates[2 * position] as number, coordinates[2 * position + 1] as number);
  }
  return { count: index.count, ofPosition };
}

interface NamedVertices {
  /** OSM node id, or the place's own number; ascending. */
  readonly ids: readonly number[];
  /** The first position in the streets that bears each id. */
  readonly positions: readonly number[];
}

/** Every vertex of streets that the mode may use, by id. Two OSM nodes at one place are named both. */
function nameVertices({ streets, osmNodeIds }: LoadedStreets, places: StreetVertices, bit: number): NamedVertices {
  const firstPositions = new Map<number, number>();
  const names: ArrayLike<number> = osmNodeIds ?? places.ofPosition;
  for (let street = 0; street < streets.count; street++) {
    if (((streets.permissions[street] as number) & bit) === 0) continue;
    const end = streets.starts[street + 1] as number;
    for (let position = streets.starts[street] as number; position < end; position++) {
      const id = names[position] as number;
      if (!firstPositions.has(id)) firstPositions.set(id, position);
    }
  }
  const ids = Array.from(Float64Array.from(firstPositions.keys()).sort());
  return { ids, positions: ids.map((id) => firstPositions.get(id) as number) };
}

/** Vertices that are junctions or ends: the ends of edges. */
function markJunctions(network: Network, places: StreetVertices, bit: number): Uint8Array {
  const marks = new Uint8Array(places.count);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & bit) === 0) continue;
    for (const position of [network.edgeFirstPositions[edge], network.edgeLastPositions[edge]]) {
      marks[places.ofPosition[position as number] as number] = 1;
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
  const places = numberPlaces(streets.streets);
  const { metres, sourceIndexes } = measureVertexCosts(field, sources, places, searchMetres);
  const shown = junctionsOnly ? markJunctions(network, places, bit) : null;
  const fromCells = from.points.ids.map(encodeCell);
  const { ids, positions } = nameVertices(streets, places, bit);
  for (let vertex = 0; vertex < ids.length; vertex++) {
    const position = positions[vertex] as number;
    const place = places.ofPosition[position] as number;
    const cost = metres[place] as number;
    if (!isWithin(cost) || shown?.[place] === 0) continue;
    const [x, y] = formatPosition(
      streets.system,
      streets.streets.coordinates[2 * position] as number,
      streets.streets.coordinates[2 * position + 1] as number,
    );
    rows.cell(encodeCell(String(ids[vertex])));
    rows.cell(encodeCell(x));
    rows.cell(encodeCell(y));
    rows.cell(fromCells[sourceIndexes[place] as number] as Uint8Array);
    rows.thousandths(cost);
    rows.thousandths(cost / pace.metresPerSecond);
    rows.endRow();
  }
}
