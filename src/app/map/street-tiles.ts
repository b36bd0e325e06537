/**
 * Cuts the study's streets into vector tiles on request, straight from the flat
 * coordinate arrays, so that a city's network is drawn without one object per
 * street. A tile holds one layer per street rank (`rank0` … `rank6`), each a
 * single multi-line feature, and `names` with one feature per named street.
 * Lines are clipped to the tile and a margin; vertices closer than half a pixel
 * to the one before are left out.
 */
import type { Streets } from "../../core/model/streets.ts";
import { RANK_COUNT, RANK_MINIMUM_ZOOMS, streetRank } from "../../report/map/street-ranks.ts";
import { encodeLineTile, type LineLayer, LinePaths, TILE_EXTENT } from "./line-tile.ts";
import { clipSegment, latitudeToMercator, longitudeToMercator } from "./mercator.ts";

const MARGIN = 96;
/** Half a pixel, in tile units: 512-pixel tiles have 8 units a pixel. */
const SMALLEST_STEP = 4;
/** Streets are found by the tile of this zoom they touch; farther out all the large ones are looked at. */
const INDEX_ZOOM = 12;
const NAMES_MINIMUM_ZOOM = 13;
const NAMED_RANKS = 5;
export const STREET_TILES_MAXIMUM_ZOOM = 14;

export const STREETS_PROTOCOL = "study-streets";

/** Address under which the map asks for the tiles of one study; answered in memory. */
export function streetTilesAddress(key: string): string {
  return `${STREETS_PROTOCOL}://${key}/{z}/{x}/{y}`;
}

export interface StreetTiles {
  /** The tile as bytes; empty where it holds no street. */
  encode(zoom: number, column: number, row: number): Uint8Array;
}

interface StreetIndex {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** West, north, east, south of each street, in units of the whole map. */
  readonly boxes: Float64Array;
  readonly ranks: Uint8Array;
  readonly cells: ReadonlyMap<number, readonly number[]>;
  readonly large: readonly number[];
}

function cellKey(column: number, row: number): number {
  return column * 2 ** INDEX_ZOOM + row;
}

function indexStreets(streets: Streets): StreetIndex {
  const positionCount = streets.starts[streets.count] ?? 0;
  const x = new Float64Array(positionCount);
  const y = new Float64Array(positionCount);
  for (let position = 0; position < positionCount; position++) {
    x[position] = longitudeToMercator(streets.coordinates[2 * position] ?? 0);
    y[position] = latitudeToMercator(streets.coordinates[2 * position + 1] ?? 0);
  }
  const boxes = new Float64Array(4 * streets.count);
  const ranks = new Uint8Array(streets.count);
  const cells = new Map<number, number[]>();
  const large: number[] = [];
  const scale = 2 ** INDEX_ZOOM;
  for (let street = 0; street < streets.count; street++) {
    let [west, north, east, south] = [1, 1, 0, 0];
    for (let position = streets.starts[street] ?? 0; position < (streets.starts[street + 1] ?? 0); position++) {
      west = Math.min(west, x[position] ?? 0);
      east = Math.max(east, x[position] ?? 0);
      north = Math.min(north, y[position] ?? 0);
      south = Math.max(south, y[position] ?? 0);
    }
    boxes.set([west, north, east, south], 4 * street);
    const rank = streetRank(streets.classes[street] ?? "");
    ranks[street] = rank;
    if ((RANK_MINIMUM_ZOOMS[rank] ?? 0) < INDEX_ZOOM) large.push(street);
    const margin = MARGIN / TILE_EXTENT;
    for (let column = Math.floor(west * scale - margin); column <= Math.floor(east * scale + margin); column++) {
      for (let row = Math.floor(north * scale - margin); row <= Math.floor(south * scale + margin); row++) {
        const key = cellKey(column, row);
        const cell = cells.get(key);
        if (cell) cell.push(street);
        else cells.set(key, [street]);
      }
    }
  }
  return { x, y, boxes, ranks, cells, large };
}

function nearStreets(index: StreetIndex, zoom: number, column: number, row: number): readonly number[] {
  if (zoom < INDEX_ZOOM) return index.large;
  const shift = 2 ** (zoom - INDEX_ZOOM);
  return index.cells.get(cellKey(Math.floor(column / shift), Math.floor(row / shift))) ?? [];
}

const tilesByStreets = new WeakMap<Streets, StreetTiles>();

/** The tiles of these streets, one index for all the maps that draw them. */
export function streetTilesOf(streets: Streets): StreetTiles {
  const tiles = tilesByStreets.get(streets) ?? createStreetTiles(streets);
  tilesByStreets.set(streets, tiles);
  return tiles;
}

/** Indexes the streets when the first tile is asked for; tiles are then cut as the view needs them. */
export function createStreetTiles(streets: Streets): StreetTiles {
  let index: StreetIndex | null = null;
  const clipped = new Float64Array(4);

  function cut(at: StreetIndex, street: number, zoom: number, column: number, row: number, paths: LinePaths): void {
    const { x, y } = at;
    const scale = TILE_EXTENT * 2 ** zoom;
    const [left, top] = [column * TILE_EXTENT, row * TILE_EXTENT];
    const first = streets.starts[street] ?? 0;
    const last = (streets.starts[street + 1] ?? 0) - 1;
    let [fromX, fromY] = [(x[first] ?? 0) * scale - left, (y[first] ?? 0) * scale - top];
    for (let position = first + 1; position <= last; position++) {
      const toX = (x[position] ?? 0) * scale - left;
      const toY = (y[position] ?? 0) * scale - top;
      if (position < last && Math.abs(toX - fromX) + Math.abs(toY - fromY) < SMALLEST_STEP) continue;
      if (clipSegment(fromX, fromY, toX, toY, -MARGIN, TILE_EXTENT + MARGIN, clipped)) {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = clipped;
        paths.addStretch(Math.round(x1), Math.round(y1), Math.round(x2), Math.round(y2));
      }
      fromX = toX;
      fromY = toY;
    }
    paths.endPath();
  }

  return {
    encode(zoom, column, row) {
      index ??= indexStreets(streets);
      const { boxes, ranks } = index;
      const size = 1 / 2 ** zoom;
      const margin = (size * MARGIN) / TILE_EXTENT;
      const [west, east] = [column * size - margin, (column + 1) * size + margin];
      const [north, south] = [row * size - margin, (row + 1) * size + margin];
      const byRank = Array.from({ length: RANK_COUNT }, () => new LinePaths());
      const named: { paths: LinePaths; name: string }[] = [];
      for (const street of nearStreets(index, zoom, column, row)) {
        const rank = ranks[street] ?? 0;
        const paths = byRank[rank];
        if (!paths || zoom < (RANK_MINIMUM_ZOOMS[rank] ?? 0)) continue;
        const box = 4 * street;
        if ((boxes[box] ?? 0) > east || (boxes[box + 2] ?? 0) < west) continue;
        if ((boxes[box + 1] ?? 0) > south || (boxes[box + 3] ?? 0) < north) continue;
        cut(index, street, zoom, column, row, paths);
        const name = streets.names[street];
        if (name && rank < NAMED_RANKS && zoom >= NAMES_MINIMUM_ZOOM) {
          const alone = new LinePaths();
          cut(index, street, zoom, column, row, alone);
          named.push({ paths: alone, name });
        }
      }
      const layers: LineLayer[] = byRank.map((paths, rank) => ({ name: `rank${rank}`, features: [{ paths }] }));
      return encodeLineTile([...layers, { name: "names", features: named }]);
    },
  };
}
