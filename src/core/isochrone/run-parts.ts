/**
 * The parts of reached runs that lie within a cost, as stretches of straight pieces. A
 * run is clipped once a band, however many blocks look at it; arrays are reused.
 */
import { larger } from "./grow-array.ts";
import { type RunCosts, shareWithin } from "./run-costs.ts";
import type { StreetPieces } from "./street-pieces.ts";

const NONE = -1;

export class RunParts {
  /** Interleaved a stretch: its piece, and the shares of the piece at which it begins and ends. */
  stretches = new Float64Array(3 * 256);
  /** By a run's place among those reached: its first stretch (-1 until it is clipped), and the end of them. */
  private firsts = new Int32Array(256);
  private ends = new Int32Array(256);
  private count = 0;
  private inner = 0;
  private readonly pieces: StreetPieces;
  private readonly runCosts: RunCosts;

  constructor(pieces: StreetPieces, runCosts: RunCosts) {
    this.pieces = pieces;
    this.runCosts = runCosts;
  }

  /** Begins anew: what lies within a cost of the reach that the run costs hold. */
  open(innerMetres: number): void {
    this.inner = innerMetres;
    this.count = 0;
    const { reachedCount } = this.runCosts;
    if (reachedCount > this.firsts.length) {
      this.firsts = new Int32Array(2 * reachedCount);
      this.ends = new Int32Array(2 * reachedCount);
    }
    this.firsts.fill(NONE, 0, reachedCount);
  }

  /** The first stretch of a reached run. */
  firstOf(run: number): number {
    const place = this.runCosts.places[run] as number;
    if (this.firsts[place] === NONE) this.clip(run, place);
    return this.firsts[place] as number;
  }

  /** The end of the stretches of a run whose first was asked for. */
  endOf(run: number): number {
    return this.ends[this.runCosts.places[run] as number] as number;
  }

  private clip(run: number, place: number): void {
    const { runStarts, fromMetres, toMetres } = this.pieces;
    const { rampNext, rampValues, ramps } = this.runCosts;
    this.firsts[place] = this.count;
    const end = runStarts[run + 1] as number;
    for (let ramp = ramps[run] as number; ramp >= 0; ramp = rampNext[ramp] as number) {
      const near = rampValues[4 * ramp] as number;
      const far = rampValues[4 * ramp + 1] as number;
      const left = this.inner - (rampValues[4 * ramp + 2] as number);
      if (left < 0) continue;
      const climb = Math.abs(far - near) * (rampValues[4 * ramp + 3] as number);
      const last = near + (far - near) * shareWithin(left, climb);
      const low = Math.min(near, last);
      const high = Math.max(near, last);
      for (let piece = runStarts[run] as number; piece < end; piece++) {
        const from = fromMetres[piece] as number;
        const to = toMetres[piece] as number;
        if (to < low) continue;
        if (from > high) break;
        const at = 3 * this.count++;
        if (at + 3 > this.stretches.length) this.stretches = larger(this.stretches, 2 * at);
        this.stretches[at] = piece;
        this.stretches[at + 1] = from < low ? (low - from) / (to - from) : 0;
        this.stretches[at + 2] = to > high ? (high - from) / (to - from) : 1;
      }
    }
    this.ends[place] = this.count;
  }
}
