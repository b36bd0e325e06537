/**
 * Streets drawn twice over the same vertices. Both lines are split at every vertex
 * they share, so twins are always edges between the same two vertices, straight from
 * one to the other. They are one street on the ground: each is given to whoever may
 * use either of them, and points are attached to the first only, so that two points
 * on it always share an edge. Found through a table of vertex pairs, in linear time.
 */
import {
  ALL_CONDITIONS,
  CONDITION_NIGHT_NO_CYCLE,
  CYCLE_BACKWARD,
  CYCLE_BOTH,
  CYCLE_FORWARD,
  WALK_BACKWARD,
  WALK_BOTH,
  WALK_FORWARD,
} from "../model/streets.ts";

const FORWARDS = WALK_FORWARD | CYCLE_FORWARD;
const BACKWARDS = WALK_BACKWARD | CYCLE_BACKWARD;

/** Edges by their first and last positions, and the vertex of each position. */
interface Shape {
  readonly edgeCount: number;
  readonly edgeFirstPositions: Uint32Array;
  readonly edgeLastPositions: Uint32Array;
  readonly vertexOfPosition: Int32Array;
}

/**
 * The first edge drawn over each edge's two positions, mostly the edge itself. Twins are given each other's
 * permissions; a condition holds only where it holds for every twin that the walkers, or cyclists, may use.
 */
export function findEdgeTwins(shape: Shape, permissions: Uint8Array, conditions: Uint8Array): Int32Array {
  const { edgeCount, edgeFirstPositions, edgeLastPositions, vertexOfPosition } = shape;
  const firstVertex = (edge: number): number => vertexOfPosition[edgeFirstPositions[edge] as number] as number;
  const lastVertex = (edge: number): number => vertexOfPosition[edgeLastPositions[edge] as number] as number;
  const twins = new Int32Array(edgeCount);
  let size = 16;
  while (size < edgeCount * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  let twinCount = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    twins[edge] = edge;
    if ((edgeLastPositions[edge] as number) - (edgeFirstPositions[edge] as number) !== 1) continue;
    const from = firstVertex(edge);
    const to = lastVertex(edge);
    let slot = hashPair(Math.min(from, to), Math.max(from, to)) & mask;
    for (;;) {
      const other = slots[slot] as number;
      if (other < 0) {
        slots[slot] = edge;
        break;
      }
      const otherFrom = firstVertex(other);
      const otherTo = lastVertex(other);
      if ((otherFrom === from && otherTo === to) || (otherFrom === to && otherTo === from)) {
        twins[edge] = other;
        const bits = permissions[edge] as number;
        conditions[other] = sharedConditions(
          conditions[other] as number,
          permissions[other] as number,
          conditions[edge] as number,
          bits,
        );
        permissions[other] = (permissions[other] as number) | (otherFrom === from ? bits : turned(bits));
        twinCount++;
        break;
      }
      slot = (slot + 1) & mask;
    }
  }
  if (twinCount === 0) return twins;
  for (let edge = 0; edge < edgeCount; edge++) {
    const first = twins[edge] as number;
    if (first === edge) continue;
    const bits = permissions[first] as number;
    conditions[edge] = conditions[first] as number;
    permissions[edge] = firstVertex(first) === firstVertex(edge) ? bits : turned(bits);
  }
  return twins;
}

const CYCLE_CONDITIONS = CONDITION_NIGHT_NO_CYCLE;
const WALK_CONDITIONS = ALL_CONDITIONS & ~CYCLE_CONDITIONS;

function sharedConditions(a: number, aPermissions: number, b: number, bPermissions: number): number {
  const shared = (mode: number): number => {
    if ((aPermissions & mode) === 0) return b;
    return (bPermissions & mode) === 0 ? a : a & b;
  };
  return (shared(WALK_BOTH) & WALK_CONDITIONS) | (shared(CYCLE_BOTH) & CYCLE_CONDITIONS);
}

/** Permissions as they read when the line is drawn the other way. */
function turned(bits: number): number {
  return ((bits & FORWARDS) << 1) | ((bits & BACKWARDS) >> 1);
}

function hashPair(low: number, high: number): number {
  let hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
