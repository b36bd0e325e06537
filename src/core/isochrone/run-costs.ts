/**
 * What a reach costs run by run (a run is a few pieces of one street): the least cost
 * on each, the greatest where it is wholly reached, and the ramps of those that may be
 * only partly within a band. Of whole edges it is only known that every band holds them.
 * Arrays are cleared by what was written.
 */
import type { OffStreetGround } from "./off-street-ground.ts";
import type { Reach } from "./reach.ts";
import type { StreetPieces } from "./street-pieces.ts";

/** What a band makes of a run: not reached, reached only beyond (cutoff − limit), partly within it, wholly within it. */
const BEYOND = 0;
const FRINGE = 1;
export const PARTLY = 2;
export const WHOLLY = 3;

/** Lengths may differ by this much and still be the whole run. */
const WHOLE_WITHIN_METRES = 0.005;
const NONE = -1;

export class RunCosts {
  private readonly ground: OffStreetGround;
  private readonly pieces: StreetPieces;
  /** Interleaved a run: least cost, greatest cost where it is wholly reached (else Infinity), greatest so far, metres reached. */
  readonly costs: Float64Array;
  /** First ramp of each run, -1 where there is none. */
  readonly ramps: Int32Array;
  /** Bins with reached runs; `binCount` of them count. */
  readonly bins: Int32Array;
  binCount = 0;
  /** The next ramp of the same run. */
  rampNext = new Int32Array(1024);
  /** Interleaved a ramp: metres along the edge at its near and its far end, cost at the near end, factor. */
  rampValues = new Float64Array(4 * 1024);
  /** BEYOND, FRINGE, PARTLY or WHOLLY of the runs reached, one array a band … */
  private readonly states: Uint8Array[] = [];
  private bandCount = 0;
  private rampCount = 0;
  /** Edges that are wholly within every band. */
  private wholeEdges = new Int32Array(1024);
  private wholeCount = 0;
  /** Runs reached on other edges, `reachedCount` of them, and the place of each among them. */
  reachedCount = 0;
  readonly places: Int32Array;
  private readonly reached: Int32Array;
  private readonly binSeen: Uint8Array;

  constructor(ground: OffStreetGround) {
    const { pieces } = ground;
    this.ground = ground;
    this.pieces = pieces;
    this.costs = new Float64Array(4 * pieces.runCount);
    for (let run = 0; run < pieces.runCount; run++) this.costs.fill(Infinity, 4 * run, 4 * run + 2);
    this.ramps = new Int32Array(pieces.runCount).fill(NONE);
    this.places = new Int32Array(pieces.runCount);
    this.reached = new Int32Array(pieces.runCount);
    this.bins = new Int32Array(pieces.bins.count);
    this.binSeen = new Uint8Array(pieces.bins.count);
  }

  clear(): void {
    this.withdraw();
    const { costs, ramps, reached } = this;
    for (let i = 0; i < this.reachedCount; i++) {
      const run = reached[i] as number;
      costs[4 * run] = Infinity;
      costs[4 * run + 1] = Infinity;
      costs[4 * run + 2] = 0;
      costs[4 * run + 3] = 0;
      ramps[run] = NONE;
    }
    for (let i = 0; i < this.binCount; i++) this.binSeen[this.bins[i] as number] = 0;
    this.reachedCount = 0;
    this.wholeCount = 0;
    this.binCount = 0;
    this.rampCount = 0;
  }

  /**
   * Lays a reach over the runs. Ramps are kept where part of a run costs more than
   * `innerMetres`; those that begin beyond `outerMetres` are left out unless `keeps` marks their run.
   */
  lay(reach: Reach, innerMetres: number, outerMetres: number, keeps: Uint8Array): void {
    this.layWhole(reach);
    const { edgeRuns, runMetres } = this.pieces;
    for (let part = 0; part < reach.count; part++) {
      const edge = reach.edgeIndexes[part] as number;
      const near = reach.nearMetres[part] as number;
      const far = reach.farMetres[part] as number;
      const cost = reach.nearCosts[part] as number;
      const factor = reach.factors[part] as number;
      const onward = near < far;
      const low = onward ? near : far;
      const high = onward ? far : near;
      const end = edgeRuns[edge + 1] as number;
      for (let run = this.firstEndingAfter(low, edgeRuns[edge] as number, end); run < end; run++) {
        const from = runMetres[2 * run] as number;
        if (from >= high) break;
        const to = runMetres[2 * run + 1] as number;
        const start = Math.max(from, low);
        const stop = Math.min(to, high);
        const nearHere = onward ? start : stop;
        const least = cost + Math.abs(nearHere - near) * factor;
        if (least > outerMetres && keeps[run] === 0) continue;
        const greatest = cost + Math.abs((onward ? stop : start) - near) * factor;
        this.touch(run);
        const { costs } = this;
        const at = 4 * run;
        if (least < (costs[at] as number)) costs[at] = least;
        if (greatest > (costs[at + 2] as number)) costs[at + 2] = greatest;
        costs[at + 3]! += stop - start;
        if ((costs[at + 3] as number) >= to - from - WHOLE_WITHIN_METRES) costs[at + 1] = costs[at + 2] as number;
        if (greatest > innerMetres || stop - start < to - from - WHOLE_WITHIN_METRES)
          this.addRamp(run, nearHere, onward ? stop : start, least, factor);
      }
    }
  }

  private layWhole({ wholeEdges, wholeCount }: Reach): void {
    const { edgeBinStarts, edgeBins } = this.pieces;
    if (this.wholeEdges.length < wholeCount) this.wholeEdges = new Int32Array(wholeEdges.length);
    this.wholeCount = wholeCount;
    for (let i = 0; i < wholeCount; i++) {
      const edge = wholeEdges[i] as number;
      this.wholeEdges[i] = edge;
      this.addBins(edgeBins, edgeBinStarts[edge] as number, edgeBinStarts[edge + 1] as number);
    }
  }

  /** Says for each band, by its cutoff and its cutoff less the off-street limit, how far each run is within it. */
  judge(cutoffs: readonly number[], offStreetMetres: number): void {
    const { costs, reached, reachedCount } = this;
    this.bandCount = cutoffs.length;
    for (let band = 0; band < cutoffs.length; band++) {
      if ((this.states[band]?.length ?? 0) < reachedCount) this.states[band] = new Uint8Array(2 * reachedCount);
      const states = this.states[band] as Uint8Array;
      const cutoff = cutoffs[band] as number;
      const inner = cutoff - offStreetMetres;
      for (let i = 0; i < reachedCount; i++) {
        const run = reached[i] as number;
        const least = costs[4 * run] as number;
        const isWhole = (costs[4 * run + 1] as number) <= inner;
        states[i] = least >= cutoff ? BEYOND : isWhole ? WHOLLY : least > inner ? FRINGE : PARTLY;
      }
      this.ground.statesOf(band);
    }
  }

  /** Lays the states into the memory of the ground's legs, which makers of isochrones share. */
  claim(): void {
    const { legs } = this.ground;
    if (legs.holder === this) return;
    legs.holder?.withdraw();
    legs.holder = this;
    for (let band = 0; band < this.bandCount; band++) {
      const at = this.ground.statesOf(band);
      const states = this.states[band] as Uint8Array;
      for (let i = 0; i < this.reachedCount; i++) legs.bytes[at + (this.reached[i] as number)] = states[i] as number;
      this.writeWhole(at, WHOLLY);
    }
  }

  withdraw(): void {
    const { legs } = this.ground;
    if (legs.holder !== this) return;
    legs.holder = null;
    for (let band = 0; band < this.bandCount; band++) {
      const at = this.ground.statesOf(band);
      for (let i = 0; i < this.reachedCount; i++) legs.bytes[at + (this.reached[i] as number)] = BEYOND;
      this.writeWhole(at, BEYOND);
    }
  }

  /** Writes one state for all runs of the whole edges. */
  private writeWhole(at: number, state: number): void {
    const { edgeRuns } = this.pieces;
    const { bytes } = this.ground.legs;
    for (let i = 0; i < this.wholeCount; i++) {
      const edge = this.wholeEdges[i] as number;
      const end = at + (edgeRuns[edge + 1] as number);
      for (let run = at + (edgeRuns[edge] as number); run < end; run++) bytes[run] = state;
    }
  }

  private firstEndingAfter(metres: number, first: number, end: number): number {
    const { runMetres } = this.pieces;
    if (metres <= 0) return first;
    let low = first;
    let high = end;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runMetres[2 * middle + 1] as number) > metres) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private touch(run: number): void {
    if ((this.costs[4 * run] as number) !== Infinity) return;
    this.places[run] = this.reachedCount;
    this.reached[this.reachedCount++] = run;
    const { runBinStarts, runBins } = this.pieces;
    this.addBins(runBins, runBinStarts[run] as number, runBinStarts[run + 1] as number);
  }

  private addBins(bins: Int32Array, first: number, end: number): void {
    for (let at = first; at < end; at++) {
      const bin = bins[at] as number;
      if (this.binSeen[bin] !== 0) continue;
      this.binSeen[bin] = 1;
      this.bins[this.binCount++] = bin;
    }
  }

  private addRamp(run: number, near: number, far: number, cost: number, factor: number): void {
    const ramp = this.rampCount++;
    if (ramp === this.rampNext.length) {
      const next = new Int32Array(2 * ramp);
      next.set(this.rampNext);
      this.rampNext = next;
      const values = new Float64Array(8 * ramp);
      values.set(this.rampValues);
      this.rampValues = values;
    }
    this.rampNext[ramp] = this.ramps[run] as number;
    this.ramps[run] = ramp;
    const { rampValues } = this;
    rampValues[4 * ramp] = near;
    rampValues[4 * ramp + 1] = far;
    rampValues[4 * ramp + 2] = cost;
    rampValues[4 * ramp + 3] = factor;
  }
}

/** Share of a climb that is made with what is left of a cost. */
export function shareWithin(left: number, climb: number): number {
  return left >= climb ? 1 : left > 0 ? left / climb : 0;
}
