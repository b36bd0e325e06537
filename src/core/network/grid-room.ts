/**
 * What grids that differ by a few segments share: the segments' ends, with room for some more behind
 * them, and the marks of the last search. A segment keeps its number in all of them; one that is new gets the next.
 */

export interface GridRoom {
  /** Interleaved ax, ay, bx, by; longer than what is used. */
  readonly ends: Float64Array;
  readonly seen: Uint32Array;
  /** West, south, east, north of the segments from the beginning. */
  readonly box: readonly [number, number, number, number];
  /** Whether longitudes are as they were given, none moved by a turn. */
  readonly isPlain: boolean;
  used: number;
  query: number;
}

/** Room for new segments: a share of what there is, and no less than some. */
const SPARE_SHARE = 0.05;
const LEAST_SPARE = 256;

/** For how many segments there is room behind so many. */
export function capacityBehind(count: number): number {
  return Math.ceil(count * (1 + SPARE_SHARE)) + LEAST_SPARE;
}

export function makeRoom(given: Float64Array, count: number, more = 0): GridRoom {
  const capacity = capacityBehind(count) + more;
  const ends = new Float64Array(4 * capacity);
  ends.set(given.subarray(0, 4 * count));
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < count * 4; i += 2) {
    const lon = ends[i] as number;
    const lat = ends[i + 1] as number;
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  if (count === 0) west = south = east = north = 0;
  const isPlain = count > 0 && west >= -180 && east <= 180 && east - west <= 180;
  return { ends, seen: new Uint32Array(capacity), box: [west, south, east, north], isPlain, used: count, query: 0 };
}

/** Whether so many segments still fit. */
export function hasRoom(room: GridRoom, count: number): boolean {
  return 4 * (room.used + count) <= room.ends.length;
}

/** A room of its own for the first segments of another, with space for so many more. */
export function copyRoom(room: GridRoom, used: number, more: number): GridRoom {
  const copy = makeRoom(room.ends, used, more);
  return { ...copy, box: room.box, isPlain: room.isPlain };
}

/** Where the cells of a grid lie. */
export interface CellLayout {
  readonly west: number;
  readonly south: number;
  readonly cellLon: number;
  readonly cellLat: number;
  readonly columns: number;
  readonly rows: number;
}

/** Visits the cells through which a segment passes; some may be visited twice where it is bent back by the border. */
export function visitCellsOf(
  ends: Float64Array,
  segment: number,
  { west, south, cellLon, cellLat, columns, rows }: CellLayout,
  visit: (cell: number, segment: number) => void,
): void {
  const ax = ((ends[4 * segment] as number) - west) / cellLon;
  const ay = ((ends[4 * segment + 1] as number) - south) / cellLat;
  const bx = ((ends[4 * segment + 2] as number) - west) / cellLon;
  const by = ((ends[4 * segment + 3] as number) - south) / cellLat;
  const pieces = Math.max(1, Math.ceil(Math.max(Math.abs(bx - ax), Math.abs(by - ay))));
  let lastFrom = -1;
  let lastTo = -1;
  for (let piece = 0; piece < pieces; piece++) {
    const px = ax + ((bx - ax) * piece) / pieces;
    const py = ay + ((by - ay) * piece) / pieces;
    const qx = ax + ((bx - ax) * (piece + 1)) / pieces;
    const qy = ay + ((by - ay) * (piece + 1)) / pieces;
    const columnFrom = clamp(Math.min(px, qx), columns);
    const columnTo = clamp(Math.max(px, qx), columns);
    const rowFrom = clamp(Math.min(py, qy), rows);
    const rowTo = clamp(Math.max(py, qy), rows);
    for (let y = rowFrom; y <= rowTo; y++) {
      for (let x = columnFrom; x <= columnTo; x++) {
        const cell = y * columns + x;
        if (cell === lastFrom || cell === lastTo) continue;
        visit(cell, segment);
      }
    }
    lastFrom = rowFrom * columns + columnFrom;
    lastTo = rowTo * columns + columnTo;
  }
}

function clamp(place: number, count: number): number {
  return Math.min(count - 1, Math.max(0, Math.floor(place)));
}
