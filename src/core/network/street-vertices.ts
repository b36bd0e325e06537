/**
 * The places at which street lines have a vertex, and at which of them the lines are split: their ends, where
 * two meet, where one turns back on itself, and where a point stops somebody.
 */
import { STEPS, type StreetBlocks, type Streets } from "../model/streets.ts";
import { VertexIndex } from "./vertex-index.ts";

/** The distinct vertices of the streets that somebody may use. */
export interface StreetVertices {
  readonly count: number;
  readonly index: VertexIndex;
  /** Vertex of each position, -1 where the street is not used. */
  readonly ofPosition: Int32Array;
  /** 2 for a vertex at which streets are split. */
  readonly uses: Uint8Array;
  /** Modes that are stopped at each vertex. */
  readonly stops: Uint8Array;
  /** Condition bits of the points at each vertex. */
  readonly conditions: Uint8Array;
}

/** Whether anybody may use a street; lines of fewer than two positions are none. */
export function isUsed(streets: Streets, street: number): boolean {
  return (
    streets.permissions[street] !== 0 && (streets.starts[street + 1] as number) - (streets.starts[street] as number) > 1
  );
}

/** Condition bits of a street's edges. */
export function conditionsOf({ conditions, classes }: Streets, street: number): number {
  return (conditions?.[street] ?? 0) | (classes[street] === "steps" ? STEPS : 0);
}

/** Numbers the vertices in the order of their first position. Cost: a pass over all positions. */
export function numberVertices(streets: Streets, blocks: StreetBlocks): StreetVertices {
  const { coordinates, starts } = streets;
  const positionCount = starts[streets.count] ?? 0;
  const index = new VertexIndex(positionCount);
  const ofPosition = new Int32Array(positionCount).fill(-1);
  const uses = new Uint8Array(positionCount);
  for (let street = 0; street < streets.count; street++) {
    if (!isUsed(streets, street)) continue;
    const first = starts[street] as number;
    const end = starts[street + 1] as number;
    let previous = -1;
    let beforePrevious = -1;
    for (let position = first; position < end; position++) {
      const vertex = index.add(coordinates[2 * position] as number, coordinates[2 * position + 1] as number);
      ofPosition[position] = vertex;
      const isEnd = position === first || position === end - 1;
      if (isEnd) uses[vertex] = 2;
      if (vertex === previous) continue;
      if (!isEnd) uses[vertex] = Math.min(2, (uses[vertex] as number) + 1);
      if (vertex === beforePrevious) uses[previous] = 2;
      beforePrevious = previous;
      previous = vertex;
    }
  }
  const stops = new Uint8Array(index.count);
  const conditions = new Uint8Array(index.count);
  for (let i = 0; i < blocks.count; i++) {
    const vertex = index.find(blocks.coordinates[2 * i] as number, blocks.coordinates[2 * i + 1] as number);
    if (vertex < 0) continue;
    stops[vertex] = (stops[vertex] as number) | (blocks.stops[i] as number);
    conditions[vertex] = (conditions[vertex] as number) | (blocks.conditions?.[i] ?? 0);
  }
  return { count: index.count, index, ofPosition, uses, stops, conditions };
}
