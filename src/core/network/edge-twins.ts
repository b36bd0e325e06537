/**
 * Streets drawn twice over the same vertices. Both lines are split at every vertex
 * they share, so twins are always edges between the same two nodes, straight from
 * one to the other. They are one street on the ground: each is given to whoever may
 * use either of them, and points are attached to the first only, so that two points
 * on it always share an edge. Found through a table of node pairs, in linear time.
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
import type { Network } from "./network.ts";

const FORWARDS = WALK_FORWARD | CYCLE_FORWARD;
const BACKWARDS = WALK_BACKWARD | CYCLE_BACKWARD;

type Shape = Pick<Network, "edgeCount" | "edgeFromNodes" | "edgeToNodes" | "edgeFirstPositions" | "edgeLastPositions">;

/**
 * The first edge drawn over each edge's two positions, mostly the edge itself. Twins are given each other's
 * permissions; a condition holds only where it holds for every twin that the walkers, or cyclists, may use.
 */
export function findEdgeTwins(shape: Shape, permissions: Uint8Array, conditions: Uint8Array): Int32Array {
  const { edgeCount, edgeFromNodes, edgeToNodes } = shape;
  const twins = new Int32Array(edgeCount);
  let size = 16;
  while (size < edgeCount * 2) size *= 2;
  const mask = size - 1;
  const slots = new Int32Array(size).fill(-1);
  let twinCount = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    twins[edge] = edge;
    const from = edgeFromNodes[edge] as number;
    const to = edgeToNodes[edge] as number;
    if (from === to || !isStraight(shape, edge)) continue;
    const low = Math.min(from, to);
    const high = Math.max(from, to);
    let slot = hashPair(low, high) & mask;
    for (;;) {
      const other = slots[slot] as number;
      if (other < 0) {
        slots[slot] = edge;
        break;
      }
      const otherFrom = edgeFromNodes[other] as number;
      const otherTo = edgeToNodes[other] as number;
      if (Math.min(otherFrom, otherTo) === low && Math.max(otherFrom, otherTo) === high) {
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
    permissions[edge] = edgeFromNodes[first] === edgeFromNodes[edge] ? bits : turned(bits);
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

/** Whether an edge has no vertex between its ends. */
function isStraight({ edgeFirstPositions, edgeLastPositions }: Shape, edge: number): boolean {
  return (edgeLastPositions[edge] as number) - (edgeFirstPositions[edge] as number) === 1;
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
