/**
 * What a reach costs piece by piece: the least and the greatest cost on each piece of
 * street, and the ramps of those that are not wholly reached. Arrays are as long as
 * the network's pieces and are cleared by what was written.
 */
import type { Reach } from "./reach.ts";
import type { StreetPieces } from "./street-pieces.ts";

/** Lengths may differ by this much and still be the whole piece. */
const WHOLE_WITHIN_METRES = 0.005;
const NONE = -1;

export class PieceCosts {
  private readonly pieces: StreetPieces;
  /** Interleaved a piece: least cost, greatest cost where it is wholly reached (else Infinity), greatest so far, metres reached. */
  readonly costs: Float64Array;
  /** First ramp of each piece, -1 where there is none. */
  readonly ramps: Int32Array;
  /** Bins with reached pieces; `binCount` of them count. */
  readonly bins: Int32Array;
  binCount = 0;
  /** Ramps: the next one of the same piece, shares of the piece at both ends, metres, cost at the near end, factor. */
  rampNext = new Int32Array(1024);
  rampValues = new Float64Array(5 * 1024);
  private rampCount = 0;
  private readonly touched: Int32Array;
  private touchedCount = 0;
  private readonly binSeen: Uint8Array;

  constructor(pieces: StreetPieces) {
    this.pieces = pieces;
    this.costs = new Float64Array(4 * pieces.count);
    for (let piece = 0; piece < pieces.count; piece++) this.costs.fill(Infinity, 4 * piece, 4 * piece + 2);
    this.ramps = new Int32Array(pieces.count).fill(NONE);
    this.touched = new Int32Array(pieces.count);
    this.bins = new Int32Array(pieces.binColumns.length);
    this.binSeen = new Uint8Array(pieces.binColumns.length);
  }

  clear(): void {
    const { costs, ramps, touched } = this;
    for (let i = 0; i < this.touchedCount; i++) {
      const piece = touched[i] as number;
      costs[4 * piece] = Infinity;
      costs[4 * piece + 1] = Infinity;
      costs[4 * piece + 2] = 0;
      costs[4 * piece + 3] = 0;
      ramps[piece] = NONE;
    }
    for (let i = 0; i < this.binCount; i++) this.binSeen[this.bins[i] as number] = 0;
    this.touchedCount = 0;
    this.binCount = 0;
    this.rampCount = 0;
  }

  /**
   * Lays a reach over the pieces. Ramps are kept where part of the piece costs more than
   * `innerMetres`; pieces that begin beyond `outerMetres` are left out unless `keeps` marks their bin.
   */
  lay(reach: Reach, innerMetres: number, outerMetres: number, keeps: Uint8Array): void {
    const { edgeStarts, fromMetres, toMetres, binOfPiece } = this.pieces;
    for (let part = 0; part < reach.count; part++) {
      const edge = reach.edgeIndexes[part] as number;
      const near = reach.nearMetres[part] as number;
      const far = reach.farMetres[part] as number;
      const cost = reach.nearCosts[part] as number;
      const factor = reach.factors[part] as number;
      const low = near < far ? near : far;
      const high = near < far ? far : near;
      const end = edgeStarts[edge + 1] as number;
      let piece = this.firstEndingAfter(low, edgeStarts[edge] as number, end);
      for (; piece < end; piece++) {
        const from = fromMetres[piece] as number;
        if (from >= high) break;
        const to = toMetres[piece] as number;
        const start = from > low ? from : low;
        const stop = to < high ? to : high;
        const nearHere = near < far ? start : stop;
        const farHere = near < far ? stop : start;
        const least = cost + Math.abs(nearHere - near) * factor;
        const greatest = cost + Math.abs(farHere - near) * factor;
        const bin = binOfPiece[piece] as number;
        if (least > outerMetres && keeps[bin] === 0) continue;
        this.addToPiece(piece, bin, least, greatest, stop - start, to - from);
        if (greatest > innerMetres || stop - start < to - from - WHOLE_WITHIN_METRES)
          this.addRamp(piece, (nearHere - from) / (to - from), (farHere - from) / (to - from), stop - start, least, factor);
      }
    }
  }

  private firstEndingAfter(metres: number, first: number, end: number): number {
    const { toMetres } = this.pieces;
    let low = first;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((toMetres[middle] as number) > metres) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private addToPiece(piece: number, bin: number, least: number, greatest: number, metres: number, whole: number): void {
    const { costs } = this;
    const at = 4 * piece;
    if ((costs[at] as number) === Infinity) {
      this.touched[this.touchedCount++] = piece;
      if (this.binSeen[bin] === 0) {
        this.binSeen[bin] = 1;
        this.bins[this.binCount++] = bin;
      }
    }
    if (least < (costs[at] as number)) costs[at] = least;
    if (greatest > (costs[at + 2] as number)) costs[at + 2] = greatest;
    costs[at + 3]! += metres;
    if ((costs[at + 3] as number) >= whole - WHOLE_WITHIN_METRES) costs[at + 1] = costs[at + 2] as number;
  }

  private addRamp(piece: number, from: number, to: number, metres: number, cost: number, factor: number): void {
    const ramp = this.rampCount++;
    if (ramp === this.rampNext.length) {
      const next = new Int32Array(2 * ramp);
      next.set(this.rampNext);
      this.rampNext = next;
      const values = new Float64Array(10 * ramp);
      values.set(this.rampValues);
      this.rampValues = values;
    }
    this.rampNext[ramp] = this.ramps[piece] as number;
    this.ramps[piece] = ramp;
    const { rampValues } = this;
    rampValues[5 * ramp] = from;
    rampValues[5 * ramp + 1] = to;
    rampValues[5 * ramp + 2] = metres;
    rampValues[5 * ramp + 3] = cost;
    rampValues[5 * ramp + 4] = factor;
  }
}
