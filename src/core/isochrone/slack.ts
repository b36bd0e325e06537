/**
 * How far inside a band a lattice point lies: its slack, in metres, is the greatest
 *
 *     min(off-street limit, cutoff − cost of a street point) − straight leg to that point
 *
 * over all reached street points in sight of it. The band is where slack is positive:
 * everybody who leaves the street somewhere, walks straight and at most the limit, and
 * crosses no barrier. Without barriers the street within (cutoff − limit) decides, for
 * no street is shorter than the straight line; nearest pieces come first and the first
 * that is wholly within ends the look. Legs are exact; within a piece that is partly
 * reached the four likeliest points are tried (error below a fifth of a metre on level streets).
 */
import { BLOCK_POINTS, type OffStreetGround } from "./off-street-ground.ts";
import { BLOCK_SIDE } from "./lattice.ts";
import type { PieceCosts } from "./piece-costs.ts";

/** Slack of a point that no leg reaches. */
export const OUTSIDE = -1e9;

export class SlackMeter {
  private readonly ground: OffStreetGround;
  private readonly costs: PieceCosts;
  private readonly nearBarrier: Uint8Array;
  /** False where streets that begin beyond (cutoff − limit) add nothing away from barriers. */
  keepsFringe = false;

  constructor(ground: OffStreetGround, costs: PieceCosts) {
    this.ground = ground;
    this.costs = costs;
    this.nearBarrier = ground.binNearBarrier;
  }

  /** Writes the slack of a block's points into rows of `stride` values from `offset`; a value there is kept where it is greater. */
  measureBlock(
    column: number,
    row: number,
    cutoffMetres: number,
    values: Float32Array,
    offset: number,
    stride: number,
  ): void {
    const { ground, costs } = this;
    const block = ground.blockAt(column, row);
    const { entryStarts, entryPieces, entryMetres, lattice } = ground;
    const waters = ground.blockWaters[block] as number;
    const nearBarrier = ground.blockNearBarrier[block] !== 0;
    const pieceCosts = costs.costs;
    const first = block * (BLOCK_POINTS + 1);
    const widest = ground.options.offStreetMetres;
    let entry = entryStarts[first] as number;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const end = entryStarts[first + point + 1] as number;
      const isWater = (waters & (1 << point)) !== 0;
      const limit = isWater ? ground.ribbonMetres : widest;
      const inner = cutoffMetres - widest;
      let best = OUTSIDE;
      for (; entry < end; entry++) {
        const at = 4 * (entryPieces[entry] as number);
        const least = pieceCosts[at] as number;
        if (least >= cutoffMetres) continue;
        const most = limit - (entryMetres[entry] as number);
        if (most <= best) break;
        if ((pieceCosts[at + 1] as number) <= inner) {
          if (!nearBarrier) {
            best = most;
            break;
          }
          const x = column * lattice.blockWidthUnits + (point % BLOCK_SIDE) * lattice.columnUnits;
          const y = row * lattice.blockHeightUnits + (point >> 2) * lattice.rowUnits;
          const slack = limit - ground.freeMetres(entry, x, y);
          if (slack > best) best = slack;
        } else {
          if (least > inner && !this.keepsFringe && this.nearBarrier[this.binOf(at >> 2)] === 0) continue;
          const x = column * lattice.blockWidthUnits + (point % BLOCK_SIDE) * lattice.columnUnits;
          const y = row * lattice.blockHeightUnits + (point >> 2) * lattice.rowUnits;
          best = this.measurePart(at >> 2, x, y, limit, cutoffMetres, isWater, nearBarrier, best);
        }
      }
      entry = end;
      const slot = offset + (point >> 2) * stride + (point % BLOCK_SIDE);
      if (best > (values[slot] as number)) values[slot] = best;
    }
  }

  private binOf(piece: number): number {
    return this.ground.pieces.binOfPiece[piece] as number;
  }

  /** The greatest slack that the ramps on a partly reached piece give a point, or `best` where that is greater. */
  private measurePart(
    piece: number,
    x: number,
    y: number,
    limit: number,
    cutoff: number,
    isWater: boolean,
    nearBarrier: boolean,
    best: number,
  ): number {
    const { ground, costs } = this;
    const { metresPerX, metresPerY } = ground;
    const { ends } = ground.pieces;
    const { rampNext, rampValues } = costs;
    const ax = ends[4 * piece] as number;
    const ay = ends[4 * piece + 1] as number;
    const bx = ends[4 * piece + 2] as number;
    const by = ends[4 * piece + 3] as number;
    const px = (ax - x) * metresPerX;
    const py = (ay - y) * metresPerY;
    const dx = (bx - ax) * metresPerX;
    const dy = (by - ay) * metresPerY;
    const squared = dx * dx + dy * dy;
    const foot = squared > 0 ? -(px * dx + py * dy) / squared : 0;
    for (let ramp = costs.ramps[piece] as number; ramp >= 0; ramp = rampNext[ramp] as number) {
      const near = rampValues[5 * ramp] as number;
      const far = rampValues[5 * ramp + 1] as number;
      const metres = rampValues[5 * ramp + 2] as number;
      const cost = rampValues[5 * ramp + 3] as number;
      const factor = rampValues[5 * ramp + 4] as number;
      if (cost >= cutoff) continue;
      // As far as the cutoff leaves the whole limit, or any time at all.
      const shareOf = (left: number): number => (left >= factor * metres ? 1 : left > 0 ? left / (factor * metres) : 0);
      const whole = near + (far - near) * shareOf(cutoff - limit - cost);
      const last = near + (far - near) * shareOf(cutoff - cost);
      for (let candidate = 0; candidate < 4; candidate++) {
        if (candidate === 3 && !isWater) break;
        const to = candidate === 0 ? whole : candidate === 3 ? last : near;
        const share =
          candidate === 1 ? near : candidate === 2 ? last : near < to ? clamp(foot, near, to) : clamp(foot, to, near);
        const legX = px + share * dx;
        const legY = py + share * dy;
        const left = cutoff - cost - factor * metres * (far === near ? 0 : (share - near) / (far - near));
        const slack = Math.min(limit, left) - Math.sqrt(legX * legX + legY * legY);
        if (slack <= best) continue;
        if (nearBarrier && !ground.isFree(x, y, ax + share * (bx - ax), ay + share * (by - ay), ax, ay, bx, by)) continue;
        best = slack;
      }
    }
    return best;
  }
}

function clamp(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
