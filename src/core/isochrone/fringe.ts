/**
 * What streets that cost more than (cutoff − limit) add to a block, where barriers hide
 * the cheaper ones: from there a walk off the street is as long as what is left of the
 * cutoff. Streets are taken piece by piece, from each piece's ends (and, over water,
 * from the foot).
 */
import { lowestPoint } from "./leg-table.ts";
import type { OffStreetGround } from "./off-street-ground.ts";
import { type RunCosts, shareWithin } from "./run-costs.ts";

/** What a farther street may add to a point already reached is not looked for below this. */
const LEAST_GAIN_METRES = 0.01;
/** Pieces lie beside their streets' own shapes by less, and their ends are rounded to 1 cm. */
const ROUNDING_METRES = 0.1;

export class FringeMeter {
  private readonly ground: OffStreetGround;
  private readonly runCosts: RunCosts;

  constructor(ground: OffStreetGround, runCosts: RunCosts) {
    this.ground = ground;
    this.runCosts = runCosts;
  }

  /**
   * Shortens what the kernel keeps (the limit less each point's slack) at some points, one bit each, by what the
   * runs of the `listed` pairs give: those not wholly within (cutoff − limit).
   */
  measure(record: number, listed: number, points: number, cutoff: number): void {
    const { legs: table, ribbonMetres, options, wellInsideMetres } = this.ground;
    const { offStreetMetres } = options;
    const { costs } = this.runCosts;
    const { floats } = table;
    const waters = table.watersOf(record);
    const mostKept = this.greatestKept(points) - LEAST_GAIN_METRES;
    // Over water the limit is shorter to begin with, which legs there count already.
    const spared = (waters & points) === 0 ? 0 : offStreetMetres - ribbonMetres;
    for (let place = 0; place < listed; place++) {
      const pair = table.listed(record, place);
      const run = table.runOf(record, pair);
      // Even the run's cheapest point lacks this much of the whole limit.
      const lack = Math.max(0, offStreetMetres - (cutoff - (costs[4 * run] as number)));
      if (table.leastLegOf(record, pair) + Math.max(0, lack - spared) >= mostKept) continue;
      for (let rest = points & table.findNearer(record, pair); rest !== 0; rest &= rest - 1) {
        const point = lowestPoint(rest);
        const bit = 1 << point;
        const kept = (floats[point] as number) - LEAST_GAIN_METRES;
        if (kept < wellInsideMetres) continue;
        const isWater = (waters & bit) !== 0;
        const limit = isWater ? ribbonMetres : offStreetMetres;
        const most = Math.min(kept, kept - lack + offStreetMetres - limit);
        if (table.legOf(record, pair, point) >= most || (costs[4 * run + 1] as number) <= cutoff - limit) continue;
        const isClear = (table.clearBits(record, pair) & bit) !== 0;
        const slack = offStreetMetres - (floats[point] as number);
        floats[point] = offStreetMetres - this.measureRun(run, point, limit, cutoff, isWater, isClear, slack);
      }
    }
  }

  /** Metres from a position to the point of a run so many metres along its edge. */
  private metresTo(run: number, metres: number, x: number, y: number): number {
    const { runStarts, fromMetres, toMetres } = this.ground.pieces;
    const last = (runStarts[run + 1] as number) - 1;
    let piece = runStarts[run] as number;
    while (piece < last && (toMetres[piece] as number) < metres) piece++;
    const from = fromMetres[piece] as number;
    const share = (metres - from) / ((toMetres[piece] as number) - from);
    return this.ground.sight.legMetres(piece, Math.max(0, Math.min(1, share)), x, y);
  }

  /** The greatest of the lengths kept for some points. */
  private greatestKept(points: number): number {
    const { floats } = this.ground.legs;
    let most = 0;
    for (let rest = points; rest !== 0; rest &= rest - 1) most = Math.max(most, floats[lowestPoint(rest)] as number);
    return most;
  }

  /** The slack that a run gives a point, or `found` where that is greater. */
  private measureRun(
    run: number,
    point: number,
    limit: number,
    cutoff: number,
    isWater: boolean,
    isClear: boolean,
    found: number,
  ): number {
    const { sight, pieces, legs } = this.ground;
    const x = legs.xOf(point);
    const y = legs.yOf(point);
    const { runStarts, fromMetres, toMetres } = pieces;
    const { rampNext, rampValues, ramps } = this.runCosts;
    const end = runStarts[run + 1] as number;
    let best = found;
    for (let ramp = ramps[run] as number; ramp >= 0; ramp = rampNext[ramp] as number) {
      const near = rampValues[4 * ramp] as number;
      const far = rampValues[4 * ramp + 1] as number;
      const cost = rampValues[4 * ramp + 2] as number;
      const factor = rampValues[4 * ramp + 3] as number;
      if (cost >= cutoff) continue;
      // No point of the ramp brings more than its beginning would, were it in sight: a walk on is no shorter than a straight line.
      const most = cutoff - cost - Math.min(1, factor) * this.metresTo(run, near, x, y);
      if (cost >= cutoff - limit && most + ROUNDING_METRES <= best) continue;
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
          if (!isClear) sight.gatherForBlock(run, legs.x0, legs.y0);
          if (isClear || sight.isFree(piece, share, x, y, isWater)) best = slack;
        }
      }
    }
    return best;
  }
}
