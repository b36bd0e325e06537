/**
 * Sweeps the reached ground from south to north, one row of blocks at a time: slack
 * is measured where a street is near, outlines are fed as rows are complete. Memory
 * is two strips as wide as the reach; time follows the blocks that are near a reached
 * street, however far apart they lie.
 */
import { BLOCK_SIDE } from "./lattice.ts";
import type { OffStreetGround } from "./off-street-ground.ts";
import type { OutlineTracer } from "./outline.ts";
import type { RunCosts } from "./run-costs.ts";
import { OUTSIDE, type SlackMeter } from "./slack.ts";

const NONE = -1;
/** Columns of blocks kept on each side of the reach, so that no square looks beyond the strip. */
const RIM = 1;

export class Sweep {
  private readonly ground: OffStreetGround;
  private readonly costs: RunCosts;
  private readonly meter: SlackMeter;
  /** First bin of each block row, and the next bin of the same row. */
  private rowBins = new Int32Array(64);
  private readonly nextBins: Int32Array;
  /** Blocks to be measured in this strip and in the one below it. */
  private marks = new Uint8Array(64);
  private marksBelow = new Uint8Array(64);
  /** Per cutoff: the top row of the strip below, then the strip's own rows. */
  private strips: Float32Array[] = [];
  /** Per cutoff: vertices on the links of even and of odd rows of the strip. */
  private rowIds: Int32Array[] = [];
  /** 1 where a barrier may cross a link of the strip's block. */
  private nearBarrier = new Uint8Array(64);
  private westColumn = 0;
  private stride = 0;

  constructor(ground: OffStreetGround, costs: RunCosts, meter: SlackMeter) {
    this.ground = ground;
    this.costs = costs;
    this.meter = meter;
    this.nextBins = new Int32Array(ground.pieces.bins.count);
  }

  /** Feeds each cutoff's outline; cutoffs ascend. Pauses after each row of blocks with the share done. */
  *run(cutoffsMetres: readonly number[], tracers: readonly OutlineTracer[]): Generator<number, void> {
    const { ground, costs } = this;
    if (costs.binCount === 0) return;
    const { columns: binColumns, rows: binRows } = ground.pieces.bins;
    const { columnMargin, rowMargin } = ground;
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let i = 0; i < costs.binCount; i++) {
      const column = binColumns[costs.bins[i] as number] as number;
      const row = binRows[costs.bins[i] as number] as number;
      if (column < west) west = column;
      if (column > east) east = column;
      if (row < south) south = row;
      if (row > north) north = row;
    }
    west -= columnMargin + RIM;
    const columns = east + columnMargin + RIM + 1 - west;
    this.westColumn = west;
    this.makeStrips(columns, cutoffsMetres.length);
    this.fileByRow(south, north);

    for (let row = south - rowMargin; row <= north + rowMargin + 1; row++) {
      ground.makeRoom();
      ground.takeRow(row);
      this.startStrip(columns, cutoffsMetres.length);
      const last = Math.min(north, row + rowMargin);
      for (let near = Math.max(south, row - rowMargin); near <= last; near++) {
        for (let bin = this.rowBins[near - south] as number; bin !== NONE; bin = this.nextBins[bin] as number) {
          const column = (binColumns[bin] as number) - west;
          for (let at = column - columnMargin; at <= column + columnMargin; at++) this.marks[at] = 1;
        }
      }
      for (let column = 0; column < columns; column++) {
        if (this.marks[column] === 0) continue;
        const block = ground.blockAt(column + west, row);
        this.nearBarrier[column] = ground.nearBarrier[block] as number;
        for (let band = 0; band < cutoffsMetres.length; band++) {
          const strip = this.strips[band] as Float32Array;
          const offset = this.stride + column * BLOCK_SIDE;
          // A wider band holds the narrower one: its slack is nowhere less.
          if (band > 0) this.copyBlock(this.strips[band - 1] as Float32Array, strip, offset);
          this.meter.measureBlock(
            column + west,
            row,
            block,
            band,
            cutoffsMetres[band] as number,
            strip,
            offset,
            this.stride,
          );
        }
      }
      for (let band = 0; band < cutoffsMetres.length; band++) {
        this.feed(row, columns, band, tracers[band] as OutlineTracer);
      }
      yield (row - south + rowMargin + 1) / (north - south + 2 * rowMargin + 2);
    }
  }

  private makeStrips(columns: number, bands: number): void {
    this.stride = columns * BLOCK_SIDE;
    const size = this.stride * (BLOCK_SIDE + 1);
    while (this.strips.length < bands) this.strips.push(new Float32Array(0));
    for (let band = 0; band < bands; band++) {
      if ((this.strips[band] as Float32Array).length < size) this.strips[band] = new Float32Array(size);
      (this.strips[band] as Float32Array).fill(OUTSIDE, 0, size);
    }
    if (this.marks.length < columns) {
      this.marks = new Uint8Array(columns);
      this.marksBelow = new Uint8Array(columns);
      this.nearBarrier = new Uint8Array(columns);
    }
    this.marks.fill(0, 0, columns);
    this.marksBelow.fill(0, 0, columns);
    while (this.rowIds.length < bands) this.rowIds.push(new Int32Array(0));
    for (let band = 0; band < bands; band++) {
      if ((this.rowIds[band] as Int32Array).length < 2 * this.stride)
        this.rowIds[band] = new Int32Array(2 * this.stride);
    }
  }

  private fileByRow(south: number, north: number): void {
    const { costs, ground, nextBins } = this;
    const rows = north - south + 1;
    if (this.rowBins.length < rows) this.rowBins = new Int32Array(rows);
    this.rowBins.fill(NONE, 0, rows);
    for (let i = 0; i < costs.binCount; i++) {
      const bin = costs.bins[i] as number;
      const row = (ground.pieces.bins.rows[bin] as number) - south;
      nextBins[bin] = this.rowBins[row] as number;
      this.rowBins[row] = bin;
    }
  }

  /** Moves the strip's top row below it and empties the rest. */
  private startStrip(columns: number, bands: number): void {
    const { stride } = this;
    for (let column = 0; column < columns; column++) {
      const wasBelow = this.marksBelow[column] !== 0;
      if (this.marks[column] === 0 && !wasBelow) continue;
      const first = column * BLOCK_SIDE;
      for (let band = 0; band < bands; band++) {
        const strip = this.strips[band] as Float32Array;
        for (let i = first; i < first + BLOCK_SIDE; i++) {
          strip[i] = strip[BLOCK_SIDE * stride + i] as number;
          for (let line = 1; line <= BLOCK_SIDE; line++) strip[line * stride + i] = OUTSIDE;
        }
      }
    }
    const below = this.marks;
    this.marks = this.marksBelow;
    this.marksBelow = below;
    this.marks.fill(0, 0, columns);
  }

  private copyBlock(from: Float32Array, to: Float32Array, offset: number): void {
    for (let line = 0; line < BLOCK_SIDE; line++) {
      const at = offset + line * this.stride;
      for (let i = at; i < at + BLOCK_SIDE; i++) to[i] = from[i] as number;
    }
  }

  /** Feeds the squares between the top row of the strip below and the strip's own top row. */
  private feed(row: number, columns: number, band: number, tracer: OutlineTracer): void {
    const { stride, marks, marksBelow } = this;
    for (let line = 1; line <= BLOCK_SIDE; line++) {
      let last = NONE;
      for (let column = 0; column < columns; column++) {
        if ((marks[column] as number) + (marksBelow[column] as number) === 0) continue;
        const first = column;
        while (column + 1 < columns && (marks[column + 1] as number) + (marksBelow[column + 1] as number) > 0) column++;
        const to = Math.min(stride - 1, (column + 1) * BLOCK_SIDE);
        last = this.feedLine(row, line, first * BLOCK_SIDE, to, band, tracer, last);
      }
    }
  }

  /** Feeds the squares of one line from one column of points to another; answers the last vertex on its northern row. */
  private feedLine(
    row: number,
    line: number,
    from: number,
    to: number,
    band: number,
    tracer: OutlineTracer,
    lastOnRow: number,
  ): number {
    const { stride } = this;
    const strip = this.strips[band] as Float32Array;
    const ids = this.rowIds[band] as Int32Array;
    const south = (line - 1) * stride;
    const north = line * stride;
    const southIds = ((line - 1) & 1) * stride;
    const northIds = (line & 1) * stride;
    const { columnUnits, rowUnits } = this.ground.lattice;
    const y = (row * BLOCK_SIDE + line - 2) * rowUnits;
    let last = lastOnRow;
    let west = NONE;
    let corners = ((strip[south + from] as number) > 0 ? 2 : 0) | ((strip[north + from] as number) > 0 ? 4 : 0);
    for (let i = from; i < to; i++) {
      // What was the square's eastern side is now its western.
      corners =
        ((corners >> 1) & 1) |
        ((corners & 4) << 1) |
        ((strip[south + i + 1] as number) > 0 ? 2 : 0) |
        ((strip[north + i + 1] as number) > 0 ? 4 : 0);
      if (corners === 0 || corners === 15) continue;
      const x = (this.westColumn * BLOCK_SIDE + i) * columnUnits;
      const nearBarrier = this.nearBarrier[i >> 2] !== 0;
      let top = NONE;
      if ((corners & 12) === 4 || (corners & 12) === 8) {
        const offset = this.placeOnLink(
          strip[north + i] as number,
          strip[north + i + 1] as number,
          x,
          y + rowUnits,
          true,
          nearBarrier,
        );
        top = tracer.addVertex(x + offset, y + rowUnits, true, last);
        last = top;
        ids[northIds + i] = top;
      }
      let east = NONE;
      if ((corners & 6) === 2 || (corners & 6) === 4) {
        const offset = this.placeOnLink(
          strip[south + i + 1] as number,
          strip[north + i + 1] as number,
          x + columnUnits,
          y,
          false,
          nearBarrier,
        );
        east = tracer.addVertex(x + columnUnits, y + offset, false, NONE);
      }
      tracer.joinSquare(corners, ids[southIds + i] as number, east, top, west);
      west = east;
    }
    return last;
  }

  /**
   * Units from a link's first point (slack `a`) to where its band ends: as slack runs out,
   * at the latest before the first barrier. Behind a barrier slack says nothing, so it is
   * taken to fall no faster than one metre a metre.
   */
  private placeOnLink(a: number, b: number, x: number, y: number, alongRow: boolean, nearBarrier: boolean): number {
    const { ground } = this;
    const { columnUnits, rowUnits } = ground.lattice;
    const units = alongRow ? columnUnits : rowUnits;
    const metres = units * (alongRow ? ground.metresPerX : ground.metresPerY);
    const inner = a > 0 ? a : b;
    const outer = Math.max(a > 0 ? b : a, inner - metres);
    let share = inner / (inner - outer);
    if (nearBarrier) {
      const toX = alongRow ? x + columnUnits : x;
      const toY = alongRow ? y : y + rowUnits;
      const barriers = ground.barriers;
      const crossing = a > 0 ? barriers.firstCrossing(x, y, toX, toY) : barriers.firstCrossing(toX, toY, x, y);
      if (crossing < share) share = Math.floor(crossing * units) / units;
    }
    const offset = Math.max(1, Math.min(units - 1, Math.round(share * units)));
    return a > 0 ? offset : units - offset;
  }
}
