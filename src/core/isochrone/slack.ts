/**
 * How far inside a band a lattice point lies: its slack, in metres, is the greatest
 *
 *     min(off-street limit, cutoff − cost of a street point) − straight leg to that point
 *
 * over all reached street points in sight of it. The band is where slack is positive:
 * everybody who leaves the street somewhere, walks straight and at most the limit, and
 * crosses no barrier. Without barriers the street within (cutoff − limit) decides, for
 * no street is shorter than the straight line: slack is the limit less the least leg to
 * it. Runs come in the order of their distance from the block's middle; the look ends
 * where the next one is too far from every point, or all points are well inside. Streets
 * beyond (cutoff − limit) count where a barrier hides what lies before them.
 */
import { FringeMeter, type MeasuredBlock } from "./fringe.ts";
import { BLOCK_SIDE } from "./lattice.ts";
import { ALL_POINTS, BLOCK_POINTS } from "./leg-table.ts";
import { type OffStreetGround, WELL_INSIDE_CELLS } from "./off-street-ground.ts";
import { BEYOND, FRINGE, PARTLY, type RunCosts, WHOLLY } from "./run-costs.ts";
import { RunParts } from "./run-parts.ts";

/** Slack of a point that no leg reaches. */
export const OUTSIDE = -1e9;

export class SlackMeter {
  /** True where streets that begin beyond (cutoff − limit) may add something away from barriers too. */
  keepsFringe = false;
  private readonly ground: OffStreetGround;
  private readonly runCosts: RunCosts;
  private readonly fringe: FringeMeter;
  /** The limit less the slack of each point, so far. */
  private readonly legs = new Float64Array(BLOCK_POINTS);
  /** Pairs of the block with runs partly within (cutoff − limit). */
  private readonly partly: number[] = [];
  /** Per band: the parts of runs within (cutoff − limit) on land, and over water. */
  private readonly parts: RunParts[] = [];
  private readonly block: MeasuredBlock = { x0: 0, y0: 0, waters: 0, nears: 0 };

  constructor(ground: OffStreetGround, runCosts: RunCosts) {
    this.ground = ground;
    this.runCosts = runCosts;
    this.fringe = new FringeMeter(ground, runCosts);
  }

  /** Begins the bands of another reach, which the run costs hold. */
  open(cutoffsMetres: readonly number[]): void {
    const { offStreetMetres } = this.ground.options;
    while (this.parts.length < 2 * cutoffsMetres.length)
      this.parts.push(new RunParts(this.ground.pieces, this.runCosts));
    cutoffsMetres.forEach((cutoff, band) => {
      this.parts[2 * band]?.open(cutoff - offStreetMetres);
      this.parts[2 * band + 1]?.open(cutoff - this.ground.ribbonMetres);
    });
  }

  /**
   * Writes the slack of a block's points into rows of `stride` values from `offset`, OUTSIDE
   * where it is below minus one cell; answers the points inside the band, one bit a point.
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
  ): number {
    const { ground, legs, fringe } = this;
    const { offStreetMetres, cellMetres } = ground.options;
    const states = this.runCosts.states[band] as Uint8Array;
    const innerRun = ground.innerRuns[block] as number;
    if (innerRun >= 0 && states[innerRun] === WHOLLY) {
      fillBlock(values, offset, stride, WELL_INSIDE_CELLS * cellMetres);
      return ALL_POINTS;
    }
    const { pairRuns, pairMetres, pairStarts, lattice } = ground;
    const { knownBits } = ground.legs;
    const { cornerMetres } = ground.sight;
    const waters = ground.waterBits[block] as number;
    const nears = ground.barrierBits[block] as number;
    const x0 = column * lattice.blockWidthUnits;
    const y0 = row * lattice.blockHeightUnits;
    const takesFringe = this.keepsFringe || nears !== 0;
    const { block: measured } = this;
    measured.x0 = x0;
    measured.y0 = y0;
    measured.waters = waters;
    measured.nears = this.keepsFringe ? ALL_POINTS : nears;
    const wellInside = offStreetMetres - WELL_INSIDE_CELLS * cellMetres;
    const farthest = offStreetMetres + cellMetres;
    legs.fill(farthest);
    let greatest = farthest;
    let partly = 0;
    fringe.clear();
    const end = pairStarts[block + 1] as number;
    for (let pair = pairStarts[block] as number; pair < end; pair++) {
      if ((pairMetres[pair] as number) - cornerMetres >= greatest) break;
      const run = pairRuns[pair] as number;
      const state = states[run] as number;
      if (state === BEYOND || (state === FRINGE && !takesFringe)) continue;
      if (state === WHOLLY) {
        if (knownBits[pair] !== ALL_POINTS) this.testNearer(pair, run);
        greatest = this.takeLegs(pair);
        if (greatest <= wellInside) break;
        continue;
      }
      if (state === PARTLY) this.partly[partly++] = pair;
      if (takesFringe) fringe.add(pair, run);
    }
    for (let i = 0; i < partly && greatest > wellInside; i++) {
      const pair = this.partly[i] as number;
      if ((pairMetres[pair] as number) - cornerMetres >= greatest) break;
      const run = pairRuns[pair] as number;
      greatest = this.takeParts(pair, run, band);
    }
    if (takesFringe && greatest > wellInside) fringe.measure(measured, cutoff, legs);
    return writeSlack(legs, offStreetMetres, farthest, values, offset, stride);
  }

  /** Takes a set of legs; answers the greatest that is kept. */
  private takeLegs(pair: number): number {
    const { legs } = this;
    const { metres } = this.ground.legs;
    const first = BLOCK_POINTS * pair;
    let greatest = 0;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const leg = metres[first + point] as number;
      let kept = legs[point] as number;
      if (leg < kept) {
        legs[point] = leg;
        kept = leg;
      }
      if (kept > greatest) greatest = kept;
    }
    return greatest;
  }

  /** Looks what is in sight of a run, where its straight leg is shorter than what is kept. */
  private testNearer(pair: number, run: number): void {
    const { legs, ground } = this;
    const { metres, knownBits } = ground.legs;
    const unknown = ALL_POINTS & ~(knownBits[pair] as number);
    for (let point = 0; point < BLOCK_POINTS; point++) {
      if ((unknown & (1 << point)) !== 0 && (metres[BLOCK_POINTS * pair + point] as number) < (legs[point] as number))
        this.testPoint(pair, run, point);
    }
  }

  private testPoint(pair: number, run: number, point: number): void {
    const { block, ground } = this;
    const x = block.x0 + (point % BLOCK_SIDE) * ground.lattice.columnUnits;
    const y = block.y0 + (point >> 2) * ground.lattice.rowUnits;
    ground.legs.test(pair, point, run, x, y, (block.waters & (1 << point)) !== 0);
  }

  /** Takes legs to the parts of a run within (cutoff − limit); answers the greatest that is kept. */
  private takeParts(pair: number, run: number, band: number): number {
    const { legs, ground, block } = this;
    const { metres, clearBits } = ground.legs;
    this.testNearer(pair, run);
    const plain = (clearBits[pair] as number) & ~block.waters;
    let isNearer = 0;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      if ((metres[BLOCK_POINTS * pair + point] as number) < (legs[point] as number)) isNearer |= 1 << point;
    }
    if ((isNearer & plain) !== 0) this.takeOpenParts(run, isNearer & plain, this.parts[2 * band] as RunParts);
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const bit = isNearer & ~plain & (1 << point);
      if (bit === 0) continue;
      const isWater = (block.waters & bit) !== 0;
      const parts = this.parts[2 * band + (isWater ? 1 : 0)] as RunParts;
      legs[point] = this.measureParts(run, point, isWater, parts, legs[point] as number);
    }
    return greatestOf(legs);
  }

  /** Takes legs to parts of a run from the points given, on land with no barrier near. */
  private takeOpenParts(run: number, points: number, parts: RunParts): void {
    const { legs, ground, block } = this;
    const { metresPerX, metresPerY } = ground.sight;
    const { ends } = ground.pieces;
    const columnMetres = ground.lattice.columnUnits * metresPerX;
    const rowMetres = ground.lattice.rowUnits * metresPerY;
    const first = parts.firstOf(run);
    const end = parts.endOf(run);
    const { stretches } = parts;
    for (let at = 3 * first; at < 3 * end; at += 3) {
      const piece = stretches[at] as number;
      const least = stretches[at + 1] as number;
      const most = stretches[at + 2] as number;
      const ax = ((ends[4 * piece] as number) - block.x0) * metresPerX;
      const ay = ((ends[4 * piece + 1] as number) - block.y0) * metresPerY;
      const dx = ((ends[4 * piece + 2] as number) - block.x0) * metresPerX - ax;
      const dy = ((ends[4 * piece + 3] as number) - block.y0) * metresPerY - ay;
      const squared = dx * dx + dy * dy;
      const perSquare = squared > 0 ? 1 / squared : 0;
      for (let point = 0; point < BLOCK_POINTS; point++) {
        if ((points & (1 << point)) === 0) continue;
        const px = (point % BLOCK_SIDE) * columnMetres - ax;
        const py = (point >> 2) * rowMetres - ay;
        const along = (px * dx + py * dy) * perSquare;
        const share = along < least ? least : Math.min(along, most);
        const legX = px - share * dx;
        const legY = py - share * dy;
        const kept = legs[point] as number;
        const square = legX * legX + legY * legY;
        if (square < kept * kept) legs[point] = Math.sqrt(square);
      }
    }
  }

  /** The leg from a point to what is in sight of parts of a run, or `least` where that is shorter. */
  private measureParts(run: number, point: number, isWater: boolean, parts: RunParts, least: number): number {
    const { ground, block } = this;
    const { sight } = ground;
    const x = block.x0 + (point % BLOCK_SIDE) * ground.lattice.columnUnits;
    const y = block.y0 + (point >> 2) * ground.lattice.rowUnits;
    const waterMetres = isWater ? ground.options.offStreetMetres - ground.ribbonMetres : 0;
    const first = parts.firstOf(run);
    const end = parts.endOf(run);
    const { stretches } = parts;
    let isGathered = false;
    let isOpen = false;
    let best = least;
    for (let at = 3 * first; at < 3 * end; at += 3) {
      const piece = stretches[at] as number;
      const foot = sight.footOn(piece, x, y);
      const share = Math.max(stretches[at + 1] as number, Math.min(stretches[at + 2] as number, foot));
      const leg = sight.legMetres(piece, share, x, y) + waterMetres;
      if (leg >= best) continue;
      if (!isGathered) {
        isOpen = !sight.gatherBarriers(run, x, y);
        isGathered = true;
      }
      if (isOpen || sight.isFree(piece, share, x, y, isWater)) best = leg;
    }
    return best;
  }
}

function greatestOf(legs: Float64Array): number {
  let greatest = 0;
  for (let point = 0; point < BLOCK_POINTS; point++)
    if ((legs[point] as number) > greatest) greatest = legs[point] as number;
  return greatest;
}

function writeSlack(
  legs: Float64Array,
  limit: number,
  farthest: number,
  values: Float32Array,
  offset: number,
  stride: number,
): number {
  let inside = 0;
  for (let point = 0; point < BLOCK_POINTS; point++) {
    const leg = legs[point] as number;
    const slack = Math.fround(limit - leg);
    values[offset + (point >> 2) * stride + (point % BLOCK_SIDE)] = leg < farthest ? slack : OUTSIDE;
    if (slack > 0) inside |= 1 << point;
  }
  return inside;
}

/** Gives all points of a block a slack. */
function fillBlock(values: Float32Array, offset: number, stride: number, slack: number): void {
  for (let line = 0; line < BLOCK_SIDE; line++) {
    const at = offset + line * stride;
    values[at] = slack;
    values[at + 1] = slack;
    values[at + 2] = slack;
    values[at + 3] = slack;
  }
}
