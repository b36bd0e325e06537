/**
 * At which vertices lines were added or taken away, and whether streets are split there now. Lines that stay are split
 * elsewhere only where they pass through such a vertex. Cost: what changed, and a pass over the lines' numbers.
 */
import { MOST_LATITUDE } from "../geodesy.ts";
import type { Streets } from "../model/streets.ts";
import type { StreetPlaces } from "./street-places.ts";
import type { StreetRows } from "./street-rows.ts";
import { isUsed } from "./street-vertices.ts";
import { liesAtEdge, VertexIndex } from "./vertex-index.ts";

export interface ChangedPlace {
  readonly isSplit: boolean;
  /** The first position there of all lines, in the new streets; Infinity where there is none any more. */
  readonly firstPosition: number;
}

export interface ChangedPlaces {
  readonly byVertex: ReadonlyMap<number, ChangedPlace>;
  /** Lines that stay, by old row, and are split in other places than before. */
  readonly resplit: ReadonlySet<number>;
  /** Lines that are gone, by old row. */
  readonly goneRows: readonly number[];
  /** The vertex at a position of a new line; vertices that were not there are numbered on beyond the known ones. */
  readonly freshVertexAt: (position: number) => number;
}

/** Where the positions of lines that stay lie in the new streets. */
export class MovedPositions {
  private readonly before: Streets;
  private readonly after: Streets;
  private readonly newRowOf: Int32Array;

  constructor(before: Streets, after: Streets, { newRowOf }: StreetRows) {
    this.before = before;
    this.after = after;
    this.newRowOf = newRowOf;
  }

  /** The old row of an old position. */
  rowOf(position: number): number {
    const { starts } = this.before;
    let low = 0;
    let high = this.before.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] as number) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The new place of an old position, -1 where its line is gone. */
  move(position: number, row = this.rowOf(position)): number {
    const moved = this.newRowOf[row] as number;
    return moved < 0 ? -1 : position - (this.before.starts[row] as number) + (this.after.starts[moved] as number);
  }
}

/** Beyond so many changed positions nothing is gained. */
const MOST_POSITIONS = 20_000;

/**
 * Null where a network has to be built from nothing: too much changed, a position is off the globe, something stops a mode
 * at a changed place, or vertices lie so close that the order of lines tells which are one.
 */
export function findChangedPlaces(
  places: StreetPlaces,
  after: Streets,
  rows: StreetRows,
  moved: MovedPositions,
): ChangedPlaces | null {
  const { streets: before, vertices, blocks, starts, positions } = places;
  const goneRows = listRows(before, rows.newRowOf);
  const freshRows = listRows(after, rows.oldRowOf);
  const lengthOf = (streets: Streets) => (sum: number, row: number) =>
    sum + (streets.starts[row + 1] as number) - (streets.starts[row] as number);
  const freshCount = freshRows.reduce(lengthOf(after), 0);
  if (goneRows.reduce(lengthOf(before), 0) + freshCount > MOST_POSITIONS) return null;

  const weights = new Map<number, number>();
  const firstPositions = new Map<number, number>();
  const note = (vertex: number, weight: number, position: number): void => {
    weights.set(vertex, (weights.get(vertex) ?? 0) + weight);
    firstPositions.set(vertex, Math.min(firstPositions.get(vertex) ?? Infinity, position));
  };
  /** Whether a place is the vertex of its own grain whatever the order of lines, and nothing stops anybody there. */
  const isPlain = (lon: number, lat: number): boolean =>
    !liesAtEdge(lon, lat) &&
    !(places.hasEdgePositions && vertices.index.hasBeside(lon, lat)) &&
    blocks.findInGrain(lon, lat) < 0 &&
    !blocks.hasBeside(lon, lat);

  for (const row of goneRows) {
    if (!isUsed(before, row)) continue;
    for (let position = before.starts[row] as number; position < (before.starts[row + 1] as number); position++) {
      const [lon, lat] = positionOf(before, position);
      if (!isPlain(lon, lat)) return null;
      note(vertices.ofPosition[position] as number, 0, Infinity);
    }
  }
  const fresh = new VertexIndex(freshCount);
  const vertexOfFresh = new Map<number, number>();
  const freshVertexAt = (position: number): number => vertexOfFresh.get(position) as number;
  for (const row of freshRows) {
    const [first, end] = [after.starts[row] as number, after.starts[row + 1] as number];
    for (let position = first; position < end; position++) {
      const [lon, lat] = positionOf(after, position);
      // Written so that NaN fails.
      if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= MOST_LATITUDE)) return null;
      if (!isUsed(after, row)) continue;
      if (!isPlain(lon, lat)) return null;
      const known = vertices.index.findInGrain(lon, lat);
      vertexOfFresh.set(position, known >= 0 ? known : vertices.count + fresh.add(lon, lat));
    }
  }
  for (const row of freshRows) {
    if (!isUsed(after, row)) continue;
    const [first, end] = [after.starts[row] as number, after.starts[row + 1] as number];
    for (let position = first; position < end; position++) {
      note(freshVertexAt(position), weigh(freshVertexAt, position, first, end), position);
    }
  }

  const byVertex = new Map<number, ChangedPlace>();
  const resplit = new Set<number>();
  const vertexAt = (position: number): number => vertices.ofPosition[position] as number;
  for (const [vertex, freshWeight] of weights) {
    let weight = freshWeight;
    let firstPosition = firstPositions.get(vertex) as number;
    const through: number[] = [];
    if (vertex < vertices.count) {
      for (let at = starts[vertex] as number; at < (starts[vertex + 1] as number); at++) {
        const position = positions[at] as number;
        const row = moved.rowOf(position);
        const place = moved.move(position, row);
        if (place < 0) continue;
        if (places.hasEdgePositions && liesAtEdge(...positionOf(before, position))) return null;
        weight += weigh(vertexAt, position, before.starts[row] as number, before.starts[row + 1] as number);
        firstPosition = Math.min(firstPosition, place);
        through.push(row);
      }
    }
    const isSplit = weight >= 2;
    byVertex.set(vertex, { isSplit, firstPosition });
    if (vertex < vertices.count && isSplit !== (vertices.uses[vertex] === 2))
      for (const row of through) resplit.add(row);
  }
  for (const row of resplit) {
    for (let position = before.starts[row] as number; position < (before.starts[row + 1] as number); position++) {
      const vertex = vertexAt(position);
      if (vertices.stops[vertex] !== 0 || vertices.conditions[vertex] !== 0) return null;
    }
  }
  return { byVertex, resplit, goneRows, freshVertexAt };
}

function listRows({ count }: Streets, others: Int32Array): readonly number[] {
  const found: number[] = [];
  for (let row = 0; row < count; row++) if (others[row] === -1) found.push(row);
  return found;
}

function positionOf({ coordinates }: Streets, position: number): [lon: number, lat: number] {
  return [coordinates[2 * position] as number, coordinates[2 * position + 1] as number];
}

/** How much a position does to split the streets at its vertex: 2 is enough, 0 where it repeats the one before. */
function weigh(vertexAt: (position: number) => number, position: number, first: number, end: number): number {
  if (position === first || position === end - 1) return 2;
  const vertex = vertexAt(position);
  const previous = vertexAt(position - 1);
  if (vertex === previous) return 0;
  let next = position + 1;
  while (next < end && vertexAt(next) === vertex) next++;
  return next < end && vertexAt(next) === previous ? 2 : 1;
}
