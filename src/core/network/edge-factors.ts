/**
 * What makes an edge harder or easier than level ground, as level metres per metre:
 * slope (Tobler, each direction for itself), steps (a factor in place of the slope),
 * and seconds lost at crossings, spread over the whole way that is tagged as one, so
 * that it does not matter into how many edges it is cut. Closed edges are Infinity.
 * A part of an edge costs its share of the whole edge's factor: within one edge that
 * goes up and down again the cost of a point in the middle is an approximation.
 */
import { CONDITION_CROSSING, CONDITION_STEPS, lengthOfStreet, type Streets } from "../model/streets.ts";
import type { EdgeFactors, Pace } from "../routing/search-graph.ts";
import { toblerFactor, visitStretches } from "./incline.ts";
import type { Network } from "./network.ts";
import { findClosedEdges, keyOfUse, type StreetUse } from "./street-use.ts";

/** What slows people down on open streets. */
export interface StreetEffort {
  readonly slope: boolean;
  /** Time on steps as a multiple of level time. */
  readonly stairsFactor: number;
  readonly crossingSeconds: number;
}

/** All streets level and free: the only effort under which a cost is a distance. */
export const LEVEL: StreetEffort = { slope: false, stairsFactor: 1, crossingSeconds: 0 };

/** The parts of an effort that matter: slope and steps are for walkers, slope needs elevation. */
function relevantEffort(
  { slope, stairsFactor, crossingSeconds }: StreetEffort,
  use: StreetUse,
  presentConditions: number,
  hasElevations: boolean,
): StreetEffort {
  const walks = use.mode === "walk";
  return {
    slope: slope && walks && hasElevations,
    stairsFactor: walks && (presentConditions & CONDITION_STEPS) !== 0 ? stairsFactor : 1,
    crossingSeconds: (presentConditions & CONDITION_CROSSING) !== 0 ? crossingSeconds : 0,
  };
}

/** What matters of a use and its effort on these streets, as a key: equal keys give equal factors. */
export function keyOfFactors(
  use: StreetUse,
  effort: StreetEffort,
  metresPerSecond: number,
  presentConditions: number,
  hasElevations: boolean,
): string {
  const { slope, stairsFactor, crossingSeconds } = relevantEffort(effort, use, presentConditions, hasElevations);
  // Seconds are metres only at a speed.
  const waits = crossingSeconds > 0 ? ` ${crossingSeconds} s at ${metresPerSecond}` : "";
  return `${keyOfUse(use, presentConditions, hasElevations)} ${slope} ${stairsFactor}${waits}`;
}

/** Factors of all edges; null where every street is level and open, which searches do faster. */
export function makeEdgeFactors(
  network: Network,
  streets: Streets,
  use: StreetUse,
  effort: StreetEffort,
  metresPerSecond: Pace["metresPerSecond"],
  presentConditions: number,
): EdgeFactors | null {
  const relevant = relevantEffort(effort, use, presentConditions, streets.elevations !== undefined);
  const closed = findClosedEdges(network, streets, use);
  const { slope, stairsFactor, crossingSeconds } = relevant;
  if (closed === null && !slope && stairsFactor === 1 && crossingSeconds === 0) return null;

  const forward = new Float64Array(network.edgeCount).fill(1);
  const backward = new Float64Array(network.edgeCount).fill(1);
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (closed !== null && closed[edge] === 1) {
      forward[edge] = Infinity;
      backward[edge] = Infinity;
      continue;
    }
    const conditions = network.edgeConditions[edge] as number;
    if ((conditions & CONDITION_STEPS) !== 0 && use.mode === "walk") {
      forward[edge] = stairsFactor;
      backward[edge] = stairsFactor;
    } else if (slope) {
      const metres = network.edgeMetres[edge] as number;
      let up = 0;
      let down = 0;
      visitStretches(network, streets, edge, (length, incline) => {
        up += length * slopeFactor(incline, use);
        down += length * slopeFactor(-incline, use);
      });
      if (metres > 0) {
        forward[edge] = up / metres;
        backward[edge] = down / metres;
      }
    }
    if (crossingSeconds > 0 && (conditions & CONDITION_CROSSING) !== 0) {
      const metres = lengthOfStreet(streets, network.edgeStreetIndexes[edge] as number);
      const extra = metres > 0 ? (crossingSeconds * metresPerSecond) / metres : 0;
      forward[edge]! += extra;
      backward[edge]! += extra;
    }
  }
  return { forward, backward };
}

/** Tobler's function speaks of legs: on wheels a slope down is no faster than level. */
function slopeFactor(incline: number, { stepFree }: StreetUse): number {
  const factor = toblerFactor(incline);
  return stepFree ? Math.max(1, factor) : factor;
}
