/**
 * Slopes along edges, out of the samples of height that the streets carry. Each
 * stretch between two samples has one slope; a stretch with an unknown height is
 * level; a bridge or tunnel climbs evenly between the ends of its line. Walking speed
 * is Tobler's hiking function (1993), 6 km/h × e^(−3.5 |slope + 0.05|), relative to
 * level ground. Cost: one visit of each sample.
 */
import { distanceMetres } from "../geodesy.ts";
import { CONDITION_SPAN, lengthOfStreet, type Streets } from "../model/streets.ts";
import type { Network } from "./network.ts";

/** Told of each stretch of an edge, in the edge's direction: its length and rise over run. */
type VisitStretch = (metres: number, incline: number) => void;

/** Slopes beyond this are faults of the elevation model (a cliff beside the street). */
const STEEPEST_KNOWN = 1;

/** Visits the stretches of an edge; lengths add up to the edge's own. Without elevations it is one level stretch. */
export function visitStretches(network: Network, streets: Streets, edge: number, visit: VisitStretch): void {
  const { coordinates, edgeConditions } = network;
  const { elevations } = streets;
  if (elevations === undefined || ((edgeConditions[edge] as number) & CONDITION_SPAN) !== 0) {
    visit(network.edgeMetres[edge] as number, inclineOfSpan(streets, network.edgeStreetIndexes[edge] as number));
    return;
  }
  const { metres: heights, ofPosition } = elevations;
  const first = network.edgeFirstPositions[edge] as number;
  const last = network.edgeLastPositions[edge] as number;
  for (let position = first; position < last; position++) {
    const length = distanceMetres(
      coordinates[2 * position] as number,
      coordinates[2 * position + 1] as number,
      coordinates[2 * position + 2] as number,
      coordinates[2 * position + 3] as number,
    );
    const from = ofPosition[position] as number;
    const pieces = (ofPosition[position + 1] as number) - from;
    for (let piece = 0; piece < pieces; piece++) {
      const rise = (heights[from + piece + 1] as number) - (heights[from + piece] as number);
      visit(length / pieces, inclineOf(rise, length / pieces));
    }
  }
}

/** A street that crosses its bridge in the middle says nothing of the bridge's height: the line's own ends do. */
function inclineOfSpan(streets: Streets, street: number): number {
  const { elevations, starts } = streets;
  if (elevations === undefined) return 0;
  const heightAt = (position: number): number => elevations.metres[elevations.ofPosition[position] as number] as number;
  const rise = heightAt((starts[street + 1] as number) - 1) - heightAt(starts[street] as number);
  return inclineOf(rise, lengthOfStreet(streets, street));
}

function inclineOf(rise: number, run: number): number {
  if (!(run > 0) || Number.isNaN(rise)) return 0;
  return Math.max(-STEEPEST_KNOWN, Math.min(STEEPEST_KNOWN, rise / run));
}

/** The steepest stretch of an edge, up or down, as rise over run. */
export function findSteepestIncline(network: Network, streets: Streets, edge: number): number {
  let steepest = 0;
  let run = 0;
  let rise = 0;
  const settle = (): void => {
    if (run > 0) steepest = Math.max(steepest, Math.abs(rise / run));
    run = 0;
    rise = 0;
  };
  visitStretches(network, streets, edge, (metres, incline) => {
    run += metres;
    rise += incline * metres;
    if (run >= LEAST_RUN_METRES) settle();
  });
  settle();
  return steepest;
}

/** A slope is told over at least this length, or the whole edge where that is shorter. */
const LEAST_RUN_METRES = 5;

const TOBLER_STEEPNESS = 3.5;
const TOBLER_OFFSET = 0.05;

/** Time on a slope (rise over run, as walked) as a multiple of level time: 1 on the level, 0.84 at the least (5 % down). */
export function toblerFactor(incline: number): number {
  return exponential(TOBLER_STEEPNESS * (Math.abs(incline + TOBLER_OFFSET) - TOBLER_OFFSET));
}

/** e^x by its series on x / 64 and six squarings: only × and +, so that every machine gives the same bits. Error below 1e-14 for |x| ≤ 4. */
function exponential(x: number): number {
  const small = x / 64;
  let term = 1;
  let sum = 1;
  for (let n = 1; n <= 10; n++) {
    term = (term * small) / n;
    sum += term;
  }
  for (let squaring = 0; squaring < 6; squaring++) sum *= sum;
  return sum;
}
