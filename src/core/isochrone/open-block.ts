/**
 * Slack of a block on open land, where no barrier is near: the off-street limit less
 * the straight distance to the nearest street within (cutoff − limit). Runs come in
 * the order of their distance from the block's middle; the look ends where the next one
 * is too far from every point, or all points are well inside. Nothing is kept a point.
 */
import { BLOCK_SIDE } from "./lattice.ts";
import { BLOCK_POINTS, type OffStreetGround, WELL_INSIDE_CELLS } from "./off-street-ground.ts";
import { PARTLY, type RunCosts, shareWithin, WHOLLY } from "./run-costs.ts";

export class OpenBlockMeter {
  private readonly ground: OffStreetGround;
  private readonly runCosts: RunCosts;
  /** Square of the distance from each point to the nearest street that counts. */
  private readonly squares = new Float64Array(BLOCK_POINTS);
  private greatest = 0;
  private middleX = 0;
  private middleY = 0;
  private corner = 0;
  private columnMetres = 0;
  private rowMetres = 0;

  constructor(ground: OffStreetGround, runCosts: RunCosts) {
    this.ground = ground;
    this.runCosts = runCosts;
  }

  /** As `SlackMeter.measureBlock`, for a block without barriers near it, outside water. */
  measure(
    column: number,
    row: number,
    block: number,
    states: Uint8Array,
    cutoff: number,
    values: Float32Array,
    offset: number,
    stride: number,
  ): void {
    const { ground, squares } = this;
    const { blockRuns, blockMetres, runStarts, lattice, metresPerX, metresPerY } = ground;
    const { offStreetMetres, cellMetres } = ground.options;
    this.columnMetres = lattice.columnUnits * metresPerX;
    this.rowMetres = lattice.rowUnits * metresPerY;
    this.middleX = ((BLOCK_SIDE - 1) / 2) * this.columnMetres;
    this.middleY = ((BLOCK_SIDE - 1) / 2) * this.rowMetres;
    const corner = Math.sqrt(this.middleX ** 2 + this.middleY ** 2);
    this.corner = corner;
    const x0 = column * lattice.blockWidthUnits;
    const y0 = row * lattice.blockHeightUnits;
    const outside = (offStreetMetres + cellMetres) ** 2;
    const wellInside = (offStreetMetres - WELL_INSIDE_CELLS * cellMetres) ** 2;
    squares.fill(outside);
    this.greatest = outside;
    const end = runStarts[block + 1] as number;
    for (let at = runStarts[block] as number; at < end; at++) {
      const bound = (blockMetres[at] as number) - corner;
      if (bound > 0 && bound * bound >= this.greatest) break;
      const run = blockRuns[at] as number;
      const state = states[run] as number;
      if (state === WHOLLY) this.takeRun(run, x0, y0, -Infinity, Infinity);
      else if (state === PARTLY) this.takeParts(run, x0, y0, cutoff - offStreetMetres);
      else continue;
      if (this.greatest <= wellInside) break;
    }
    for (let point = 0; point < BLOCK_POINTS; point++) {
      if ((squares[point] as number) >= outside) continue;
      const slack = offStreetMetres - Math.sqrt(squares[point] as number);
      const slot = offset + (point >> 2) * stride + (point % BLOCK_SIDE);
      if (slack > (values[slot] as number)) values[slot] = slack;
    }
  }

  /** What the ramps of a run leave within a cost. */
  private takeParts(run: number, x0: number, y0: number, inner: number): void {
    const { rampNext, rampValues, ramps } = this.runCosts;
    for (let ramp = ramps[run] as number; ramp >= 0; ramp = rampNext[ramp] as number) {
      const near = rampValues[4 * ramp] as number;
      const far = rampValues[4 * ramp + 1] as number;
      const left = inner - (rampValues[4 * ramp + 2] as number);
      if (left < 0) continue;
      const climb = Math.abs(far - near) * (rampValues[4 * ramp + 3] as number);
      const last = near + (far - near) * shareWithin(left, climb);
      this.takeRun(run, x0, y0, Math.min(near, last), Math.max(near, last));
    }
  }

  /** Lowers the squares by the pieces of a run between two distances along its edge. */
  private takeRun(run: number, x0: number, y0: number, low: number, high: number): void {
    const { squares, columnMetres, rowMetres } = this;
    const { pieces, metresPerX, metresPerY } = this.ground;
    const { runStarts, fromMetres, toMetres, ends } = pieces;
    const end = runStarts[run + 1] as number;
    for (let piece = runStarts[run] as number; piece < end; piece++) {
      const from = fromMetres[piece] as number;
      const to = toMetres[piece] as number;
      if (to < low) continue;
      if (from > high) break;
      const least = from < low ? (low - from) / (to - from) : 0;
      const most = to > high ? (high - from) / (to - from) : 1;
      const ax = ((ends[4 * piece] as number) - x0) * metresPerX;
      const ay = ((ends[4 * piece + 1] as number) - y0) * metresPerY;
      const dx = ((ends[4 * piece + 2] as number) - x0) * metresPerX - ax;
      const dy = ((ends[4 * piece + 3] as number) - y0) * metresPerY - ay;
      const squared = dx * dx + dy * dy;
      const perSquare = squared > 0 ? 1 / squared : 0;
      const middle = this.middleX - ax;
      const across = this.middleY - ay;
      const foot = clamp((middle * dx + across * dy) * perSquare, least, most);
      const bound = Math.sqrt((middle - foot * dx) ** 2 + (across - foot * dy) ** 2) - this.corner;
      if (bound > 0 && bound * bound >= this.greatest) continue;
      let greatest = 0;
      let point = 0;
      for (let line = 0; line < BLOCK_SIDE; line++) {
        const py = line * rowMetres - ay;
        const alongY = py * dy;
        for (let place = 0; place < BLOCK_SIDE; place++, point++) {
          const px = place * columnMetres - ax;
          const share = clamp((px * dx + alongY) * perSquare, least, most);
          const legX = px - share * dx;
          const legY = py - share * dy;
          const square = legX * legX + legY * legY;
          let kept = squares[point] as number;
          if (square < kept) {
            squares[point] = square;
            kept = square;
          }
          if (kept > greatest) greatest = kept;
        }
      }
      this.greatest = greatest;
    }
  }
}

function clamp(value: number, least: number, most: number): number {
  return value < least ? least : Math.min(value, most);
}
