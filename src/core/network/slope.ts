/**
 * Slopes along an edge's own shape, and what they cost a walker: Tobler's hiking
 * function (1993), speed ∝ exp(-3.5 |slope + 0.05|), relative to level ground, so
 * that a profile keeps its own speed on the flat. Up and down are told apart. The
 * ground is straight between two samples; where it is not known it counts as level.
 * Cost: one exponential a sample and direction.
 */
import { distanceMetres } from "../geodesy.ts";
import type { StreetElevations } from "../model/streets.ts";
import type { Network } from "./network.ts";

/** 45°: steeper ground is a fault of the elevation model or no walk. */
const STEEPEST = 1;
/** Shorter stretches have no slope of their own: they are the noise of their ends. */
const SHORTEST_METRES = 1;

/** e to the power of x, |x| below 16, by + − × ÷ alone, so that every machine gives the same bits. */
function exponential(x: number): number {
  const part = x / 16;
  let sum = 1;
  for (let term = 14; term >= 1; term--) sum = 1 + (part / term) * sum;
  const fourth = sum * sum * (sum * sum);
  const eighth = fourth * fourth;
  return eighth * eighth;
}

/** Level metres per metre walked up a slope (metres per metre, below 0 going down): 1 on the flat, least at -0.05. */
export function toblerFactor(slope: number): number {
  const bounded = Math.max(-STEEPEST, Math.min(STEEPEST, slope));
  return exponential(3.5 * (Math.abs(bounded + 0.05) - 0.05));
}

/** Visits the stretches of an edge between samples, from its first node to its last. */
function visitStretches(
  network: Network,
  { samples, metres }: StreetElevations,
  edge: number,
  visit: (length: number, rise: number) => void,
): void {
  const { coordinates, edgeFirstPositions, edgeLastPositions } = network;
  const last = edgeLastPositions[edge] as number;
  for (let position = edgeFirstPositions[edge] as number; position < last; position++) {
    const from = samples[position] as number;
    const to = samples[position + 1] as number;
    const length =
      distanceMetres(
        coordinates[2 * position] as number,
        coordinates[2 * position + 1] as number,
        coordinates[2 * position + 2] as number,
        coordinates[2 * position + 3] as number,
      ) /
      (to - from);
    for (let sample = from; sample < to; sample++) {
      visit(length, (metres[sample + 1] as number) - (metres[sample] as number));
    }
  }
}

/** Tobler factors of an edge in both directions, weighted by length. */
export function slopeFactors(
  network: Network,
  elevations: StreetElevations,
  edge: number,
): { readonly forward: number; readonly backward: number } {
  let total = 0;
  let forward = 0;
  let backward = 0;
  visitStretches(network, elevations, edge, (length, rise) => {
    total += length;
    const slope = length > 0 ? rise / length : 0;
    forward += Number.isNaN(slope) ? length : length * toblerFactor(slope);
    backward += Number.isNaN(slope) ? length : length * toblerFactor(-slope);
  });
  return total > 0 ? { forward: forward / total, backward: backward / total } : { forward: 1, backward: 1 };
}

/** The steepest stretch of an edge, up or down; 0 where nothing is known. */
export function steepestSlope(network: Network, elevations: StreetElevations, edge: number): number {
  let steepest = 0;
  visitStretches(network, elevations, edge, (length, rise) => {
    if (length >= SHORTEST_METRES && Math.abs(rise) / length > steepest) steepest = Math.abs(rise) / length;
  });
  return steepest;
}
