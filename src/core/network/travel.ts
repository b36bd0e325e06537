/**
 * Who travels, when, and what counts against him: everything but the speed that
 * decides which edges are closed and how hard the others are. Closures are a matter
 * of who and when; slope, stairs and crossings only cost time.
 */
import type { Mode } from "../model/parameters.ts";
import {
  NIGHT_CLOSED_CYCLE,
  NIGHT_CLOSED_WALK,
  NO_WHEELCHAIR,
  STEPS,
  type StreetElevations,
  WHEELCHAIR_RAMP,
} from "../model/streets.ts";
import { eitherBit, type Network } from "./network.ts";
import { steepestSlope } from "./slope.ts";

export interface Travel {
  readonly mode: Mode;
  readonly isWheelchair: boolean;
  readonly atNight: boolean;
  readonly slope: boolean;
  readonly stairsFactor: number;
  readonly crossingSeconds: number;
  readonly steepestIncline: number | null;
}

/** By day on level ground, where nothing costs extra. */
export function travelLevel(mode: Mode): Travel {
  return {
    mode,
    isWheelchair: false,
    atNight: false,
    slope: false,
    stairsFactor: 1,
    crossingSeconds: 0,
    steepestIncline: null,
  };
}

/** Condition bits that close an edge; steps close it to wheelchairs unless they have a ramp. */
function closingBits({ mode, isWheelchair, atNight }: Travel): number {
  const night = mode === "cycle" ? NIGHT_CLOSED_CYCLE : NIGHT_CLOSED_WALK;
  return (atNight ? night : 0) | (isWheelchair ? NO_WHEELCHAIR : 0);
}

/**
 * 1 for each edge that the mode may use and that is closed to this travel: by night, to a wheelchair, or steeper than
 * one can climb where elevation is known. Null where none is.
 */
export function findClosedEdges(
  network: Network,
  elevations: StreetElevations | null,
  travel: Travel,
): Uint8Array | null {
  const { edgeConditions, edgeCount, edgePermissions } = network;
  const closing = closingBits(travel);
  const steepest = travel.isWheelchair && elevations !== null ? travel.steepestIncline : null;
  if ((closing === 0 || edgeConditions === null) && steepest === null) return null;
  const permitted = eitherBit(travel.mode);
  const closed = new Uint8Array(edgeCount);
  let count = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & permitted) === 0) continue;
    const conditions = edgeConditions?.[edge] ?? 0;
    const isClosed =
      (conditions & closing) !== 0 ||
      (travel.isWheelchair && (conditions & (STEPS | WHEELCHAIR_RAMP)) === STEPS) ||
      (steepest !== null && elevations !== null && steepestSlope(network, elevations, edge) > steepest);
    if (!isClosed) continue;
    closed[edge] = 1;
    count++;
  }
  return count > 0 ? closed : null;
}
