/**
 * How hard each edge is in each direction: level metres per metre, Infinity where it
 * is closed. Slope (walkers, where elevation is known), steps (the larger of the stairs
 * factor and the slope) and seconds lost at crossings, told as the level metres that are
 * walked in that time. A crossing's seconds are spread evenly over its line, so however
 * the line is split its parts add up, and half of it costs half. A distance has none of
 * these: only what is closed. Null where all is level, which shares one layout.
 */
import { distanceMetres } from "../geodesy.ts";
import { CROSSING, STEPS, type Streets } from "../model/streets.ts";
import type { EdgeFactors, Pace } from "../routing/search-graph.ts";
import { eitherBit, type Network } from "./network.ts";
import { slopeFactors } from "./slope.ts";
import type { Travel } from "./travel.ts";

/** What a search adds up: seconds with all that costs time, or true metres. They are never mixed in one search. */
export type Measure = "time" | "distance";

/** Whether the factors of a travel depend on its speed: only seconds lost at crossings do. */
export function dependOnSpeed(network: Network, { crossingSeconds }: Travel, measure: Measure): boolean {
  if (measure === "distance" || crossingSeconds === 0) return false;
  return network.edgeConditions?.some((bits) => (bits & CROSSING) !== 0) ?? false;
}

/** Lengths of whole lines, found once a line. */
function lineLengths({ coordinates, starts }: Streets): (street: number) => number {
  const known = new Map<number, number>();
  return (street) => {
    let metres = known.get(street);
    if (metres !== undefined) return metres;
    metres = 0;
    for (let at = starts[street] as number; at + 1 < (starts[street + 1] as number); at++) {
      metres += distanceMetres(
        coordinates[2 * at] as number,
        coordinates[2 * at + 1] as number,
        coordinates[2 * at + 2] as number,
        coordinates[2 * at + 3] as number,
      );
    }
    known.set(street, metres);
    return metres;
  };
}

/** Factors of every edge that the travel's mode may use; `closed` as `findClosedEdges` gives it. */
export function measureEdgeFactors(
  network: Network,
  streets: Streets,
  travel: Travel,
  pace: Pace,
  measure: Measure,
  closed: Uint8Array | null,
): EdgeFactors | null {
  const { edgeCount, edgeConditions, edgePermissions, edgeMetres, edgeStreetIndexes } = network;
  const isTime = measure === "time";
  const isWalk = travel.mode === "walk";
  const elevations = isTime && isWalk && travel.slope ? (streets.elevations ?? null) : null;
  const stairs = isTime && isWalk ? travel.stairsFactor : 1;
  const lostMetres = isTime ? travel.crossingSeconds * pace.metresPerSecond : 0;
  const hasConditions = edgeConditions !== null && (stairs !== 1 || lostMetres > 0);
  if (closed === null && elevations === null && !hasConditions) return null;
  const permitted = eitherBit(travel.mode);
  const metresOfLine = lineLengths(streets);
  const forward = new Float64Array(edgeCount).fill(1);
  const backward = new Float64Array(edgeCount).fill(1);
  let isLevel = true;
  for (let edge = 0; edge < edgeCount; edge++) {
    if (((edgePermissions[edge] as number) & permitted) === 0) continue;
    if (closed?.[edge] === 1) {
      forward[edge] = Infinity;
      backward[edge] = Infinity;
      isLevel = false;
      continue;
    }
    const conditions = edgeConditions?.[edge] ?? 0;
    let along = 1;
    let against = 1;
    if (elevations !== null) {
      const slopes = slopeFactors(network, elevations, edge);
      along = slopes.forward;
      against = slopes.backward;
    }
    if ((conditions & STEPS) !== 0) {
      along = Math.max(stairs, along);
      against = Math.max(stairs, against);
    }
    if (lostMetres > 0 && (conditions & CROSSING) !== 0 && (edgeMetres[edge] as number) > 0) {
      const lost = lostMetres / metresOfLine(edgeStreetIndexes[edge] as number);
      along += lost;
      against += lost;
    }
    if (along === 1 && against === 1) continue;
    forward[edge] = along;
    backward[edge] = against;
    isLevel = false;
  }
  return isLevel ? null : { forward, backward };
}
