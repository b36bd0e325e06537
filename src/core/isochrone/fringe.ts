/**
 * What streets that cost more than (cutoff − limit) add to a block, where barriers hide
 * the cheaper ones: from there a walk off the street is as long as what is left of the
 * cutoff. Streets are taken piece by piece, from each piece's ends (and, over water,
 * from the foot).
 */
import { larger } from "./grow-array.ts";
import { BLOCK_SIDE } from "./lattice.ts";
import { BLOCK_POINTS } from "./leg-table.ts";
import { type OffStreetGround, WELL_INSIDE_CELLS } from "./off-street-ground.ts";
import { type RunCosts, shareWithin } from "./run-costs.ts";

/** What a farther street may add to a point already reached is not looked for below this. */
const LEAST_GAIN_METRES = 0.01;

/** A block of lattice points that is being measured. */
export interface MeasuredBlock {
  /** Its first point in units of 1e-7°. */
  x0: number;
  y0: number;
  /** One bit a point: in water; near a barrier. */
  waters: number;
  nears: number;
}

export class FringeMeter {
  private readonly ground: OffStreetGround;
  private readonly runCosts: RunCosts;
  private pairs = new Int32Array(64);
  private runs = new Int32Array(64);
  private count = 0;

  constructor(ground: OffStreetGround, runCosts: RunCosts) {
    this.ground = ground;
    this.runCosts = runCosts;
  }

  clear(): void {
    this.count = 0;
  }

  /** Adds a run that is not wholly within (cutoff − limit), and its pair with the block. */
  add(pair: number, run: number): void {
    if (this.count === this.pairs.length) {
      this.pairs = larger(this.pairs, 2 * this.count);
      this.runs = larger(this.runs, 2 * this.count);
    }
    this.pairs[this.count] = pair;
    this.runs[this.count++] = run;
  }

  /** Shortens `legs` (the limit less each point's slack) of the points near barriers by what the runs added give. */
  measure({ x0, y0, waters, nears }: MeasuredBlock, cutoff: number, legs: Float64Array): void {
    const { ground } = this;
    const { legs: table } = ground;
    const { offStreetMetres, cellMetres } = ground.options;
    const { columnUnits, rowUnits } = ground.lattice;
    const { costs } = this.runCosts;
    const wellInside = offStreetMetres - WELL_INSIDE_CELLS * cellMetres;
    for (let i = 0; i < this.count; i++) {
      const run = this.runs[i] as number;
      const pair = this.pairs[i] as number;
      const first = BLOCK_POINTS * pair;
      // Even the run's cheapest point leaves no more than this beyond the limit's own lack.
      const lack = Math.max(0, offStreetMetres - (cutoff - (costs[4 * run] as number)));
      for (let point = 0; point < BLOCK_POINTS; point++) {
        const bit = 1 << point;
        const kept = (legs[point] as number) - LEAST_GAIN_METRES;
        if ((nears & bit) === 0 || kept < wellInside) continue;
        const isWater = (waters & bit) !== 0;
        const limit = isWater ? ground.ribbonMetres : offStreetMetres;
        const leg = table.metres[first + point] as number;
        if (leg >= kept || leg + lack - (offStreetMetres - limit) >= kept) continue;
        if ((costs[4 * run + 1] as number) <= cutoff - limit) continue;
        const x = x0 + (point % BLOCK_SIDE) * columnUnits;
        const y = y0 + (point >> 2) * rowUnits;
        table.test(pair, point, run, x, y, isWater);
        const isClear = ((table.clearBits[pair] as number) & bit) !== 0;
        const slack = offStreetMetres - (legs[point] as number);
        legs[point] = offStreetMetres - this.measureRun(run, x, y, limit, cutoff, isWater, isClear, slack);
      }
    }
  }

  /** The slack that a run gives (x, y), or `found` where that is greater. */
  private measureRun(
    run: number,
    x: number,
    y: number,
    limit: number,
    cutoff: number,
    isWater: boolean,
    isClear: boolean,
    found: number,
  ): number {
    const { sight, pieces } = this.ground;
    const { runStarts, fromMetres, toMetres } = pieces;
    const { rampNext, rampValues, ramps } = this.runCosts;
    const end = runStarts[run + 1] as number;
    let isOpen = isClear;
    let isGathered = isClear;
    let best = found;
    for (let ramp = ramps[run] as number; ramp >= 0; ramp = rampNext[ramp] as number) {
      const near = rampValues[4 * ramp] as number;
      const far = rampValues[4 * ramp + 1] as number;
      const cost = rampValues[4 * ramp + 2] as number;
      const factor = rampValues[4 * ramp + 3] as number;
      if (cost >= cutoff) continue;
      const climb = Math.abs(far - near) * factor;
      const last = near + (far - near) * shareWithin(cutoff - cost, climb);
      const low = Math.min(near, last);
      const high = Math.max(near, last);
      for (let piece = runStarts[run] as number; piece < end; piece++) {
        const from = fromMetres[piece] as number;
        const to = toMetres[piece] as number;
        if (to < low || from > high) continue;
        const lowShare = Math.max(0, (low - from) / (to - from));
        const highShare = Math.min(1, (high - from) / (to - from));
        const points = isWater ? 3 : 2;
        for (let candidate = 0; candidate < points; candidate++) {
          let share = candidate === 0 ? lowShare : highShare;
          if (candidate === 2) share = Math.max(lowShare, Math.min(highShare, sight.footOn(piece, x, y)));
          const left = cutoff - cost - Math.abs(from + share * (to - from) - near) * factor;
          const slack = Math.min(limit, left) - sight.legMetres(piece, share, x, y);
          if (slack <= best) continue;
          if (!isGathered) {
            isOpen = !sight.gatherBarriers(run, x, y);
            isGathered = true;
          }
          if (isOpen || sight.isFree(piece, share, x, y, isWater)) best = slack;
        }
      }
    }
    return best;
  }
}
