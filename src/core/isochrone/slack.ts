/**
 * How far inside a band a lattice point lies: its slack, in metres, is the greatest
 *
 *     min(off-street limit, cutoff − cost of a street point) − straight leg to that point
 *
 * over all reached street points in sight of it. The band is where slack is positive:
 * everybody who leaves the street somewhere, walks straight and at most the limit, and
 * crosses no barrier. Without barriers the street within (cutoff − limit) decides, for
 * no street is shorter than the straight line: runs come nearest first and the first
 * that is wholly within ends the look. Beyond that, streets count where a barrier hides
 * what lies before them; there they are taken piece by piece, from each piece's ends.
 */
import { BLOCK_SIDE } from "./lattice.ts";
import { BLOCK_POINTS, CLEAR, type OffStreetGround, TESTED, WELL_INSIDE_CELLS } from "./off-street-ground.ts";
import { BEYOND, FRINGE, type RunCosts, WHOLLY } from "./run-costs.ts";

/** Slack of a point that no leg reaches. */
export const OUTSIDE = -1e9;
/** What a farther street may add to a point already reached is not looked for below this. */
const LEAST_GAIN_METRES = 0.01;

export class SlackMeter {
  /** True where streets that begin beyond (cutoff − limit) may add something away from barriers too. */
  keepsFringe = false;
  private readonly ground: OffStreetGround;
  private readonly runCosts: RunCosts;
  private places = new Uint8Array(1024);

  constructor(ground: OffStreetGround, runCosts: RunCosts) {
    this.ground = ground;
    this.runCosts = runCosts;
  }

  /**
   * Writes the slack of a block's points into rows of `stride` values from `offset`; a value
   * there is kept where it is greater. Slack below minus one cell is not told apart.
   */
  measureBlock(
    column: number,
    row: number,
    block: number,
    band: number,
    cutoff: number,
    values: Float32Array,
    offset: number,
    stride: number,
  ): void {
    const { ground } = this;
    const states = this.runCosts.states[band] as Uint8Array;
    const innerRun = ground.innerRuns[block] as number;
    if (innerRun >= 0 && states[innerRun] === WHOLLY) {
      fillBlock(values, offset, stride, WELL_INSIDE_CELLS * ground.options.cellMetres);
      return;
    }
    const firstRun = ground.runStarts[block] as number;
    const places = this.judgeRuns(states, firstRun, ground.runStarts[block + 1] as number);
    if (places === null) return;
    const record = ground.recordOf(block, column, row);
    const { entryStarts, entryPlaces, entryMetres, entryLegs, lattice, blockRuns } = ground;
    const waters = ground.waterBits[record] as number;
    const nearBarriers = this.keepsFringe ? -1 : (ground.barrierBits[record] as number);
    const first = record * (BLOCK_POINTS + 1);
    const { offStreetMetres, cellMetres } = ground.options;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const start = entryStarts[first + point] as number;
      const end = entryStarts[first + point + 1] as number;
      if (start === end) continue;
      const isWater = (waters & (1 << point)) !== 0;
      const limit = isWater ? ground.ribbonMetres : offStreetMetres;
      let best = -cellMetres;
      let hasFringe = false;
      for (let entry = start; entry < end; entry++) {
        const state = places[entryPlaces[entry] as number] as number;
        if (state === BEYOND) continue;
        if (limit - (entryMetres[entry] as number) <= best) {
          if (entryLegs[entry] === TESTED) continue;
          break;
        }
        if (state === FRINGE) {
          hasFringe = true;
          continue;
        }
        if (state === WHOLLY && entryLegs[entry] === CLEAR) {
          best = limit - (entryMetres[entry] as number);
          break;
        }
        const x = column * lattice.blockWidthUnits + (point % BLOCK_SIDE) * lattice.columnUnits;
        const y = row * lattice.blockHeightUnits + (point >> 2) * lattice.rowUnits;
        const run = blockRuns[firstRun + (entryPlaces[entry] as number)] as number;
        ground.testLegs(entry, run, x, y, isWater);
        const most = limit - (entryMetres[entry] as number);
        if (most <= best) continue;
        if (state === WHOLLY) best = most;
        else {
          best = this.measureInner(run, x, y, limit, cutoff, isWater, entryLegs[entry] === CLEAR, best);
          hasFringe = true;
        }
      }
      if (hasFringe && (nearBarriers & (1 << point)) !== 0)
        best = this.measureFringe(column, row, firstRun, point, start, end, limit, cutoff, isWater, best);
      const slot = offset + (point >> 2) * stride + (point % BLOCK_SIDE);
      if (best > -cellMetres && best > (values[slot] as number)) values[slot] = best;
    }
  }

  /** The states of a block's runs by their places; null where none is reached. */
  private judgeRuns(states: Uint8Array, first: number, end: number): Uint8Array | null {
    if (end - first > this.places.length) this.places = new Uint8Array(2 * (end - first));
    const { places } = this;
    const { blockRuns } = this.ground;
    let any = 0;
    for (let at = first; at < end; at++) {
      const state = states[blockRuns[at] as number] as number;
      places[at - first] = state;
      any |= state;
    }
    return any === 0 ? null : places;
  }

  /** What the parts of a run within (cutoff − limit) give a point, or `best` where that is greater. */
  private measureInner(
    run: number,
    x: number,
    y: number,
    limit: number,
    cutoff: number,
    isWater: boolean,
    isClear: boolean,
    best: number,
  ): number {
    const { ground } = this;
    const { metresPerX, metresPerY } = ground;
    const { runStarts, fromMetres, toMetres, ends } = ground.pieces;
    const { rampNext, rampValues, ramps } = this.runCosts;
    const end = runStarts[run + 1] as number;
    let isOpen = isClear;
    let isGathered = isClear;
    for (let ramp = ramps[run] as number; ramp >= 0; ramp = rampNext[ramp] as number) {
      const near = rampValues[4 * ramp] as number;
      const far = rampValues[4 * ramp + 1] as number;
      const left = cutoff - limit - (rampValues[4 * ramp + 2] as number);
      if (left < 0) continue;
      const whole =
        near + (far - near) * shareWithin(left, Math.abs(far - near) * (rampValues[4 * ramp + 3] as number));
      const low = Math.min(near, whole);
      const high = Math.max(near, whole);
      for (let piece = runStarts[run] as number; piece < end; piece++) {
        const from = fromMetres[piece] as number;
        const to = toMetres[piece] as number;
        if (to < low) continue;
        if (from > high) break;
        const px = (x - (ends[4 * piece] as number)) * metresPerX;
        const py = (y - (ends[4 * piece + 1] as number)) * metresPerY;
        const dx = ((ends[4 * piece + 2] as number) - (ends[4 * piece] as number)) * metresPerX;
        const dy = ((ends[4 * piece + 3] as number) - (ends[4 * piece + 1] as number)) * metresPerY;
        const squared = dx * dx + dy * dy;
        let share = squared > 0 ? (px * dx + py * dy) / squared : 0;
        const least = from < low ? (low - from) / (to - from) : 0;
        const most = to > high ? (high - from) / (to - from) : 1;
        if (share < least) share = least;
        else if (share > most) share = most;
        const legX = share * dx - px;
        const legY = share * dy - py;
        const slack = limit - Math.sqrt(legX * legX + legY * legY);
        if (slack <= best) continue;
        if (!isGathered) {
          isOpen = !ground.gatherBarriers(run, x, y);
          isGathered = true;
        }
        if (isOpen || ground.isFree(piece, share, x, y, isWater)) best = slack;
      }
    }
    return best;
  }

  /** What streets that cost more than (cutoff − limit) add, where barriers hide the cheaper ones. */
  private measureFringe(
    column: number,
    row: number,
    firstRun: number,
    point: number,
    start: number,
    end: number,
    limit: number,
    cutoff: number,
    isWater: boolean,
    found: number,
  ): number {
    const { ground } = this;
    const { entryPlaces, entryMetres, entryLegs, lattice, blockRuns } = ground;
    const { costs } = this.runCosts;
    let best = found;
    for (let entry = start; entry < end; entry++) {
      if (this.places[entryPlaces[entry] as number] === BEYOND) continue;
      const run = blockRuns[firstRun + (entryPlaces[entry] as number)] as number;
      const least = costs[4 * run] as number;
      const gain = best + LEAST_GAIN_METRES;
      const metres = entryMetres[entry] as number;
      if (limit - metres <= gain || cutoff - least - metres <= gain) continue;
      if ((costs[4 * run + 1] as number) <= cutoff - limit) continue;
      const x = column * lattice.blockWidthUnits + (point % BLOCK_SIDE) * lattice.columnUnits;
      const y = row * lattice.blockHeightUnits + (point >> 2) * lattice.rowUnits;
      ground.testLegs(entry, run, x, y, isWater);
      best = this.measureRunFringe(run, x, y, limit, cutoff, isWater, entryLegs[entry] === CLEAR, best);
    }
    return best;
  }

  private measureRunFringe(
    run: number,
    x: number,
    y: number,
    limit: number,
    cutoff: number,
    isWater: boolean,
    isClear: boolean,
    found: number,
  ): number {
    const { ground } = this;
    const { runStarts, fromMetres, toMetres } = ground.pieces;
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
          if (candidate === 2) share = Math.max(lowShare, Math.min(highShare, ground.footOn(piece, x, y)));
          const left = cutoff - cost - Math.abs(from + share * (to - from) - near) * factor;
          const slack = Math.min(limit, left) - ground.legMetres(piece, share, x, y);
          if (slack <= best) continue;
          if (!isGathered) {
            isOpen = !ground.gatherBarriers(run, x, y);
            isGathered = true;
          }
          if (isOpen || ground.isFree(piece, share, x, y, isWater)) best = slack;
        }
      }
    }
    return best;
  }
}

/** Raises a block's points to a slack. */
function fillBlock(values: Float32Array, offset: number, stride: number, slack: number): void {
  for (let line = 0; line < BLOCK_SIDE; line++) {
    const at = offset + line * stride;
    for (let i = at; i < at + BLOCK_SIDE; i++) if ((values[i] as number) < slack) values[i] = slack;
  }
}

/** Share of a climb that is made with what is left of a cost. */
function shareWithin(left: number, climb: number): number {
  return left >= climb ? 1 : left > 0 ? left / climb : 0;
}
