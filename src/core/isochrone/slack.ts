/**
 * How far inside a band a lattice point lies: its slack, in metres, is the greatest
 *
 *     min(off-street limit, cutoff − cost of a street point) − straight leg to that point
 *
 * over all reached street points in sight of it. The band is where slack is positive:
 * everybody who leaves the street somewhere, walks straight and at most the limit, and
 * crosses no barrier. Without barriers the street within (cutoff − limit) decides, for
 * no street is shorter than the straight line: slack is the limit less the least leg to
 * it. Runs come in the order of their least legs; the look ends where the next one is too
 * far from every point, or all points are well inside. Streets
 * beyond (cutoff − limit) count where a barrier hides what lies before them.
 */
import { FringeMeter } from "./fringe.ts";
import { ALL_POINTS, BLOCK_POINTS, lowestPoint } from "./leg-table.ts";
import type { OffStreetGround } from "./off-street-ground.ts";
import { PARTLY, type RunCosts, WHOLLY } from "./run-costs.ts";
import { RunParts } from "./run-parts.ts";
import { OUTSIDE, type Strip } from "./strip.ts";

export class SlackMeter {
  /** True where streets that begin beyond (cutoff − limit) may add something away from barriers too. */
  keepsFringe = false;
  private readonly ground: OffStreetGround;
  private readonly runCosts: RunCosts;
  private readonly fringe: FringeMeter;
  /** Per band: the parts of runs within (cutoff − limit) on land, and over water. */
  private readonly parts: RunParts[] = [];

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
   * Measures the slack of a block's points, OUTSIDE where it is below minus one cell, and lays it
   * into a strip that begins at a column.
   */
  measureBlock(
    place: number,
    westColumn: number,
    row: number,
    block: number,
    band: number,
    cutoff: number,
    strip: Strip,
  ): void {
    const { ground } = this;
    const { legs } = ground;
    const { kernel } = legs;
    const { offStreetMetres, cellMetres } = ground.options;
    const states = ground.statesOf(band);
    const innerRun = ground.blocks.innerRunAt(block);
    if (innerRun >= 0 && legs.bytes[states + innerRun] === WHOLLY) {
      strip.setInside(place);
      return;
    }
    const record = ground.blocks.recordAt(block);
    if (record === 0) return;
    legs.takeBlock(place + westColumn, row);
    const nears = this.keepsFringe ? ALL_POINTS : legs.nearsOf(record);
    const farthest = offStreetMetres + cellMetres;
    const listed = kernel.takeWhole(record, states, ground.wellInsideMetres, farthest, nears !== 0);
    if (listed < 0) return;
    let blocked = nears === 0 ? 0 : kernel.blocked();
    const most = listed === 0 ? 0 : kernel.most();
    for (let place = 0; place < listed; place++) {
      const pair = legs.listed(record, place);
      if (legs.leastLegOf(record, pair) >= most) break;
      const run = legs.runOf(record, pair);
      if (legs.bytes[states + run] === PARTLY) blocked |= this.takeParts(record, pair, run, band);
    }
    // Where the nearest street of those within (cutoff − limit) is in sight, no farther one adds anything.
    const hidden = nears & (this.keepsFringe ? ALL_POINTS : blocked | legs.watersOf(record));
    if (hidden !== 0) this.fringe.measure(record, listed, hidden, cutoff);
    const inside = kernel.finish(offStreetMetres, farthest, OUTSIDE);
    strip.setBlock(place, legs.floats, BLOCK_POINTS, inside);
  }

  /** Takes legs to the parts of a run within (cutoff − limit); answers the points from which a barrier may hide some. */
  private takeParts(record: number, pair: number, run: number, band: number): number {
    const { legs } = this.ground;
    const isNearer = legs.findNearer(record, pair);
    const clear = legs.clearBits(record, pair);
    const hiding = legs.knownBits(record, pair) & ~clear;
    if (isNearer === 0) return hiding;
    const waters = legs.watersOf(record);
    const plain = isNearer & clear & ~waters;
    if (plain !== 0) this.takeOpenParts(run, plain, this.parts[2 * band] as RunParts);
    for (let rest = isNearer & ~plain; rest !== 0; rest &= rest - 1) {
      const point = lowestPoint(rest);
      const isWater = (waters & (1 << point)) !== 0;
      const parts = this.parts[2 * band + (isWater ? 1 : 0)] as RunParts;
      legs.floats[point] = this.measureParts(run, point, isWater, parts, legs.floats[point] as number);
    }
    return hiding;
  }

  /** Takes legs to parts of a run from the points given, on land with no barrier near. */
  private takeOpenParts(run: number, points: number, parts: RunParts): void {
    const { kernel, x0, y0 } = this.ground.legs;
    const { metresPerX, metresPerY } = this.ground.sight;
    const { ends } = this.ground.pieces;
    const first = parts.firstOf(run);
    const end = parts.endOf(run);
    const { stretches } = parts;
    for (let at = 3 * first; at < 3 * end; at += 3) {
      const piece = stretches[at] as number;
      const x = ends[4 * piece] as number;
      const y = ends[4 * piece + 1] as number;
      const dx = ((ends[4 * piece + 2] as number) - x) * metresPerX;
      const dy = ((ends[4 * piece + 3] as number) - y) * metresPerY;
      kernel.takeStretch(
        (x - x0) * metresPerX,
        (y - y0) * metresPerY,
        dx,
        dy,
        stretches[at + 1] as number,
        stretches[at + 2] as number,
        points,
      );
    }
  }

  /** The leg from a point to what is in sight of parts of a run, or `least` where that is shorter. */
  private measureParts(run: number, point: number, isWater: boolean, parts: RunParts, least: number): number {
    const { ground } = this;
    const { sight, legs } = ground;
    const x = legs.xOf(point);
    const y = legs.yOf(point);
    const waterMetres = isWater ? ground.options.offStreetMetres - ground.ribbonMetres : 0;
    const first = parts.firstOf(run);
    const end = parts.endOf(run);
    const { stretches } = parts;
    let best = least;
    for (let at = 3 * first; at < 3 * end; at += 3) {
      const piece = stretches[at] as number;
      const foot = sight.footOn(piece, x, y);
      const share = Math.max(stretches[at + 1] as number, Math.min(stretches[at + 2] as number, foot));
      const leg = sight.legMetres(piece, share, x, y) + waterMetres;
      if (leg >= best) continue;
      sight.gatherForBlock(run, legs.x0, legs.y0);
      if (sight.isFree(piece, share, x, y, isWater)) best = leg;
    }
    return best;
  }
}
