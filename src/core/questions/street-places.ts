/**
 * Places along the streets at which a link could begin or end: every node and, between
 * nodes, one at least every 40 m, each with its cost to the nearest facility; filed in
 * cells of 100 m. Cost: one pass over the streets.
 */
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../geodesy.ts";
import type { Bounds } from "../model/geometry.ts";
import type { StreetBlocks } from "../model/streets.ts";
import type { Components } from "../network/components.ts";
import type { Network } from "../network/network.ts";
import type { StreetPlace } from "../routing/improve-field.ts";

const SPACING_METRES = 40;
const CELL_METRES = 100;
const MOST_CELLS = 4_000_000;

export interface StreetPlaces {
  readonly count: number;
  readonly edges: Int32Array;
  readonly fromStartMetres: Float64Array;
  readonly lons: Float64Array;
  readonly lats: Float64Array;
  /** The node that the place stands at, -1 between nodes. */
  readonly nodes: Int32Array;
  /** 1 where the street ends and leads nowhere else. */
  readonly isDeadEnd: Uint8Array;
  /** 1 at a node where something stops somebody: a locked gate has such a node on each side. */
  readonly isGate: Uint8Array;
}

/** A place as the searches know it. */
export function placeAt({ edges, fromStartMetres }: StreetPlaces, place: number): StreetPlace {
  return { edge: edges[place] as number, fromStartMetres: fromStartMetres[place] as number };
}

/** Places on edges that are open to all who travel, within bounds where given. Edges drawn twice are listed once. */
export function listStreetPlaces(
  network: Network,
  { usableEdges }: Components,
  blocks: StreetBlocks,
  bounds: Bounds | null,
): StreetPlaces {
  const gates = new Set<string>();
  for (let block = 0; block < blocks.count; block++) {
    gates.add(keyOf(blocks.coordinates[2 * block] as number, blocks.coordinates[2 * block + 1] as number));
  }
  const { edgeCount, edgeFromNodes, edgeToNodes, edgeMetres, nodeLons, nodeLats, edgeTwins } = network;
  const degrees = new Uint8Array(network.nodeCount);
  for (let edge = 0; edge < edgeCount; edge++) {
    if (usableEdges[edge] !== 1 || edgeTwins[edge] !== edge) continue;
    for (const node of [edgeFromNodes[edge] as number, edgeToNodes[edge] as number]) {
      if ((degrees[node] as number) < 2) degrees[node]!++;
    }
  }
  const edges: number[] = [];
  const alongs: number[] = [];
  const lons: number[] = [];
  const lats: number[] = [];
  const nodes: number[] = [];
  const deadEnds: number[] = [];
  const gateFlags: number[] = [];
  const isTaken = new Uint8Array(network.nodeCount);
  const add = (edge: number, along: number, lon: number, lat: number, node: number): void => {
    if (bounds && !(lon >= bounds[0] && lat >= bounds[1] && lon <= bounds[2] && lat <= bounds[3])) return;
    if (node >= 0) {
      if (isTaken[node] === 1) return;
      isTaken[node] = 1;
    }
    edges.push(edge);
    alongs.push(along);
    lons.push(lon);
    lats.push(lat);
    nodes.push(node);
    deadEnds.push(node >= 0 && degrees[node] === 1 ? 1 : 0);
    gateFlags.push(node >= 0 && gates.size > 0 && gates.has(keyOf(lon, lat)) ? 1 : 0);
  };
  for (let edge = 0; edge < edgeCount; edge++) {
    if (usableEdges[edge] !== 1 || edgeTwins[edge] !== edge) continue;
    const from = edgeFromNodes[edge] as number;
    const to = edgeToNodes[edge] as number;
    const length = edgeMetres[edge] as number;
    add(edge, 0, nodeLons[from] as number, nodeLats[from] as number, from);
    add(edge, length, nodeLons[to] as number, nodeLats[to] as number, to);
    const pieces = Math.ceil(length / SPACING_METRES);
    if (pieces < 2) continue;
    walkAlong(network, edge, length / pieces, (along, lon, lat) => {
      if (along < length - 1) add(edge, along, lon, lat, -1);
    });
  }
  return {
    count: edges.length,
    edges: Int32Array.from(edges),
    fromStartMetres: Float64Array.from(alongs),
    lons: Float64Array.from(lons),
    lats: Float64Array.from(lats),
    nodes: Int32Array.from(nodes),
    isDeadEnd: Uint8Array.from(deadEnds),
    isGate: Uint8Array.from(gateFlags),
  };
}

const UNITS_PER_DEGREE = 1e7;

function keyOf(lon: number, lat: number): string {
  return `${Math.round(lon * UNITS_PER_DEGREE)} ${Math.round(lat * UNITS_PER_DEGREE)}`;
}

/** Visits places at even steps along an edge, its first node left out. */
function walkAlong(
  network: Network,
  edge: number,
  step: number,
  visit: (along: number, lon: number, lat: number) => void,
): void {
  const { coordinates } = network;
  const first = network.edgeFirstPositions[edge] as number;
  const last = network.edgeLastPositions[edge] as number;
  const perLat = metresPerDegreeOfLatitude(coordinates[2 * first + 1] as number);
  const perLon = metresPerDegreeOfLongitude(coordinates[2 * first + 1] as number);
  const lengths: number[] = [];
  let sum = 0;
  for (let at = first; at < last; at++) {
    const x = ((coordinates[2 * at + 2] as number) - (coordinates[2 * at] as number)) * perLon;
    const y = ((coordinates[2 * at + 3] as number) - (coordinates[2 * at + 1] as number)) * perLat;
    lengths.push(Math.sqrt(x * x + y * y));
    sum += lengths.at(-1) as number;
  }
  // Lengths of the plane are stretched to the edge's own, so that the last place lies before its end.
  const stretch = sum > 0 ? (network.edgeMetres[edge] as number) / sum : 1;
  let along = 0;
  let next = step;
  for (let at = first; at < last; at++) {
    const length = (lengths[at - first] as number) * stretch;
    while (length > 0 && next <= along + length) {
      const share = (next - along) / length;
      const lon = coordinates[2 * at] as number;
      const lat = coordinates[2 * at + 1] as number;
      visit(
        next,
        lon + share * ((coordinates[2 * at + 2] as number) - lon),
        lat + share * ((coordinates[2 * at + 3] as number) - lat),
      );
      next += step;
    }
    along += length;
  }
}

/** Squares of 100 m (larger where the area would need too many) over some places. */
export class PlaceCells {
  readonly columns: number;
  readonly rows: number;
  readonly cellMetres: number;
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  private readonly west: number;
  private readonly south: number;
  private readonly cellLon: number;
  private readonly cellLat: number;

  constructor({ count, lons, lats }: StreetPlaces) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let place = 0; place < count; place++) {
      west = Math.min(west, lons[place] as number);
      east = Math.max(east, lons[place] as number);
      south = Math.min(south, lats[place] as number);
      north = Math.max(north, lats[place] as number);
    }
    if (count === 0) west = south = east = north = 0;
    // A degree of longitude is shortest in the north: cells are nowhere smaller than said.
    const perLon = metresPerDegreeOfLongitude(Math.max(Math.abs(south), Math.abs(north)));
    const perLat = metresPerDegreeOfLatitude(Math.min(Math.abs(south), Math.abs(north)));
    const squareMetres = (east - west) * perLon * (north - south) * perLat;
    this.cellMetres = Math.max(CELL_METRES, Math.sqrt(squareMetres / MOST_CELLS));
    this.west = west;
    this.south = south;
    this.cellLon = this.cellMetres / perLon;
    this.cellLat = this.cellMetres / perLat;
    this.columns = Math.floor((east - west) / this.cellLon) + 1;
    this.rows = Math.floor((north - south) / this.cellLat) + 1;
    const cellOf = new Int32Array(count);
    this.starts = new Uint32Array(this.columns * this.rows + 1);
    for (let place = 0; place < count; place++) {
      const cell = this.columnOf(lons[place] as number) + this.columns * this.rowOf(lats[place] as number);
      cellOf[place] = cell;
      this.starts[cell + 1]!++;
    }
    for (let cell = 0; cell < this.columns * this.rows; cell++) this.starts[cell + 1]! += this.starts[cell] as number;
    const next = this.starts.slice(0, -1);
    this.members = new Uint32Array(count);
    for (let place = 0; place < count; place++) this.members[next[cellOf[place] as number]!++] = place;
  }

  columnOf(lon: number): number {
    return clamp(Math.floor((lon - this.west) / this.cellLon), this.columns);
  }

  rowOf(lat: number): number {
    return clamp(Math.floor((lat - this.south) / this.cellLat), this.rows);
  }

  /** Cells that a distance may span, the own one included. */
  cellsWithin(metres: number): number {
    return Math.ceil(metres / this.cellMetres);
  }

  /** Sums over rectangles of cells of a weight by place on the globe. */
  sumWeights(count: number, at: (index: number) => readonly [lon: number, lat: number, weight: number]): RectangleSums {
    const sums = new Float64Array((this.columns + 1) * (this.rows + 1));
    const width = this.columns + 1;
    for (let index = 0; index < count; index++) {
      const [lon, lat, weight] = at(index);
      sums[(this.rowOf(lat) + 1) * width + this.columnOf(lon) + 1]! += weight;
    }
    for (let row = 1; row <= this.rows; row++) {
      let along = 0;
      for (let column = 1; column <= this.columns; column++) {
        along += sums[row * width + column] as number;
        sums[row * width + column] = along + (sums[(row - 1) * width + column] as number);
      }
    }
    return (columnFrom, rowFrom, columnTo, rowTo) => {
      const [x1, y1] = [Math.max(0, columnFrom), Math.max(0, rowFrom)];
      const [x2, y2] = [Math.min(this.columns, columnTo + 1), Math.min(this.rows, rowTo + 1)];
      return (
        (sums[y2 * width + x2] as number) -
        (sums[y1 * width + x2] as number) -
        (sums[y2 * width + x1] as number) +
        (sums[y1 * width + x1] as number)
      );
    };
  }
}

/** Sum over the cells from one column and row to another, both included. */
export type RectangleSums = (columnFrom: number, rowFrom: number, columnTo: number, rowTo: number) => number;

function clamp(cell: number, count: number): number {
  return Math.max(0, Math.min(count - 1, cell));
}
