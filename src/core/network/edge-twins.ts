/**
 * Streets drawn twice over the same vertices. Both lines are split at every vertex
 * they share, so twins are always edges between the same two vertices, straight from
 * one to the other. They are one street on the ground: each is given to whoever may
 * use either of them, has only the conditions that both have, and points are attached to the first only, so that two points
 * on it always share an edge. Found through a table of vertex pairs, in linear time.
 */
import {
  ALL_CONDITIONS,
  CYCLE_BACKWARD,
  CYCLE_BOTH,
  CYCLE_FORWARD,
  NIGHT_CLOSED_CYCLE,
  NIGHT_CLOSED_WALK,
  NO_WHEELCHAIR,
  STEPS,
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

/** Conditions of one mode say nothing where it may not go: those that a line with such permissions leaves to its twin. */
function openConditions(permissions: number, conditions: number): number {
  const walk = (permissions & WALK_BOTH) === 0 ? NIGHT_CLOSED_WALK | NO_WHEELCHAIR | STEPS : 0;
  const cycle = (permissions & CYCLE_BOTH) === 0 ? NIGHT_CLOSED_CYCLE : 0;
  return conditions | walk | cycle;
}

/**
 * The first edge drawn over each edge's two positions, mostly the edge itself; twins are given each other's permissions,
 * and keep the conditions that all of them have.
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
  const shared = new Map<number, number>();
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
        const before = shared.get(other) ?? openConditions(permissions[other] as number, conditions[other] as number);
        shared.set(other, before & openConditions(bits, conditions[edge] as number));
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
    const common = shared.get(first);
    if (common !== undefined) conditions[edge] = common & ALL_CONDITIONS;
    if (first === edge) continue;
    const bits = permissions[first] as number;
    permissions[edge] = firstVertex(first) === firstVertex(edge) ? bits : turned(bits);
  }
  return twins;
}

/** An edge over two vertices as its own line has it; `isTurned` where it is drawn from the second to the first. */
export interface TwinLine {
  readonly isTurned: boolean;
  readonly permissions: number;
  readonly conditions: number;
}

/** What each of all edges over the same two vertices has, by the rule of `findEdgeTwins`. */
export function shareAmongTwins(lines: readonly TwinLine[]): readonly TwinLine[] {
  if (lines.length < 2) return lines;
  const as = (line: TwinLine, bits: number): number => (line.isTurned ? turned(bits) : bits);
  const permissions = lines.reduce((bits, line) => bits | as(line, line.permissions), 0);
  const common = lines.reduce((bits, line) => bits & openConditions(line.permissions, line.conditions), ALL_CONDITIONS);
  return lines.map((line) => ({ ...line, permissions: as(line, permissions), conditions: common }));
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
