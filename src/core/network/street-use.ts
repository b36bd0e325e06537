/**
 * Which edges are closed to whom and when. A closed edge is in nobody's way: it is
 * not searched and no point is attached to it. What it cuts off is still street:
 * a yard behind a gate that is shut at night keeps its homes, who then reach nothing,
 * rather than being moved over the wall to the next street. Cost: one pass over the edges.
 */
import type { Mode, TimeOfDay } from "../model/parameters.ts";
import {
  CONDITION_NIGHT_NO_CYCLE,
  CONDITION_NIGHT_NO_WALK,
  CONDITION_NO_WHEELCHAIR,
  type Streets,
} from "../model/streets.ts";
import type { Components } from "./components.ts";
import { findSteepestIncline } from "./incline.ts";
import { eitherBit, type Network } from "./network.ts";

/** Who uses the streets, and when. */
export interface StreetUse {
  readonly mode: Mode;
  /** True: no steps, no barriers that wheels cannot pass, nothing steeper than `steepestIncline`. */
  readonly stepFree: boolean;
  /** Rise over run; asked only where `stepFree`, and only where streets have elevation. */
  readonly steepestIncline: number;
  readonly timeOfDay: TimeOfDay;
}

/** Walkers by day, to whom nothing is closed. */
export const WALKING: StreetUse = { mode: "walk", stepFree: false, steepestIncline: 1, timeOfDay: "day" };

/** The condition bits that close an edge. */
function closingBits({ mode, stepFree, timeOfDay }: StreetUse): number {
  const night = mode === "walk" ? CONDITION_NIGHT_NO_WALK : CONDITION_NIGHT_NO_CYCLE;
  return (stepFree ? CONDITION_NO_WHEELCHAIR : 0) | (timeOfDay === "night" ? night : 0);
}

/** What of a use matters on these streets, as a key: uses with the same key close the same edges. */
export function keyOfUse(use: StreetUse, presentConditions: number, hasElevations: boolean): string {
  const steep = use.stepFree && hasElevations ? ` ${use.steepestIncline}` : "";
  return `${use.mode} ${closingBits(use) & presentConditions}${steep}`;
}

/** All condition bits that some edge has. */
export function findPresentConditions(network: Network): number {
  let present = 0;
  for (let edge = 0; edge < network.edgeCount; edge++) present |= network.edgeConditions[edge] as number;
  return present;
}

/** 1 for each edge that is closed to the use although its mode may use it; null where none is. */
export function findClosedEdges(network: Network, streets: Streets, use: StreetUse): Uint8Array | null {
  const bits = closingBits(use);
  const modeBit = eitherBit(use.mode);
  const asksIncline = use.stepFree && streets.elevations !== undefined;
  const closed = new Uint8Array(network.edgeCount);
  let count = 0;
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (((network.edgePermissions[edge] as number) & modeBit) === 0) continue;
    const isSteep = asksIncline && findSteepestIncline(network, streets, edge) > use.steepestIncline;
    if (((network.edgeConditions[edge] as number) & bits) === 0 && !isSteep) continue;
    closed[edge] = 1;
    count++;
  }
  return count > 0 ? closed : null;
}

/** The pieces of the network without the closed edges. Islands stay what they are with all streets open. */
export function closeEdges(components: Components, network: Network, closed: Uint8Array | null): Components {
  if (closed === null) return components;
  const isOpen = (flag: number, edge: number): number => (closed[edge] === 1 ? 0 : flag);
  let metres = components.metres;
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (closed[edge] === 1) metres -= network.edgeMetres[edge] as number;
  }
  return {
    ...components,
    usableEdges: components.usableEdges.map(isOpen),
    permittedEdges: components.permittedEdges.map(isOpen),
    metres: Math.max(0, metres),
  };
}
