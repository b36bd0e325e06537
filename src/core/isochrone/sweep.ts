/**
 * Sweeps the reached ground from south to north, one row of blocks at a time: slack
 * is measured where a street is near, outlines are fed as rows are complete. Memory
 * is two strips as wide as the reach; time follows the blocks that are near a reached
 * street, however far apart they lie.
 */
import { BLOCK_SIDE } from "./lattice.ts";
import { BLOCK_POINTS } from "./leg-table.ts";
import type { OffStreetGround } from "./off-street-ground.ts";
import type { OutlineTracer } from "./outline.ts";
import type { RunCosts } from "./run-costs.ts";
import { OUTSIDE, type SlackMeter } from "./slack.ts";

const NONE = -1;
const FOUR_POINTS = 15;
/** Columns of blocks kept on each side of the reach, so that no square looks beyond the strip. */
const RIM = 1;

export class Sweep {
  private readonly ground: OffStreetGround;
  private readonly costs: RunCosts;
  private readonly meter: SlackMeter;
  /** First bin of each block row, and the next bin of the same row. */
  private rowBins = new Int32Array(64);
  private readonly nextBins: Int32Array;
  /** Blocks to be measured in this strip, in the one below it and in the next below. */
  private marks = new Uint8Array(64);
  private marksBelow = new Uint8Array(64);
  private marksTwoBelow = new Uint8Array(64);
  /** Per cutoff: the top row of the strip below, then the strip's own rows. */
  private strips: Float32Array[] = [];
  /** Per cutoff and row of the strip: the points inside the band, four bits a block, from the west. */
  private insides: Uint8Array[] = [];
  /** Per cutoff: vertices on the links of even and of odd rows of the strip. */
  private rowIds: Int32Array[] = [];
  /** Links of the strip's blocks that a barrier may cross (see LegTable.linksOf). */
  private links = new Int32Array(64);
  /** Vertices last added: on this row, and on the eastern side of a square. */
  private lastOnRow = NONE;
  private lastEast = NONE;
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
      costs.claim();
      ground.takeRow(row);
      this.markBlocks(row, south, north);
      this.startStrip(columns, cutoffsMetres.length);
      for (let column = 0; column < columns; column++) {
        this.links[column] = -1;
        if (this.marks[column] === 0) continue;
        const record = ground.recordAt(column + west, row);
        this.links[column] = ground.legs.linksOf(record);
        for (let band = 0; band < cutoffsMetres.length; band++)
          this.measureBlock(column, row, record, band, cutoffsMetres[band] as number);
      }
      for (let band = 0; band < cutoffsMetres.length; band++) {
        this.feed(row, columns, band, tracers[band] as OutlineTracer);
      }
      yield (row - south + rowMargin + 1) / (north - south + 2 * rowMargin + 2);
    }
  }

  /** Marks the blocks of a row that legs from reached bins may come to. */
  private markBlocks(row: number, south: number, north: number): void {
    const { columnMargin, rowMargin, pieces } = this.ground;
    const spare = this.marksTwoBelow;
    this.marksTwoBelow = this.marksBelow;
    this.marksBelow = this.marks;
    this.marks = spare.fill(0);
    const last = Math.min(north, row + rowMargin);
    for (let near = Math.max(south, row - rowMargin); near <= last; near++) {
      for (let bin = this.rowBins[near - south] as number; bin !== NONE; bin = this.nextBins[bin] as number) {
        const column = (pieces.bins.columns[bin] as number) - this.westColumn;
        for (let at = column - columnMargin; at <= column + columnMargin; at++) spare[at] = 1;
      }
    }
  }

  private measureBlock(column: number, row: number, record: number, band: number, cutoff: number): void {
    const { stride } = this;
    const strip = this.strips[band] as Float32Array;
    const inside = this.insides[band] as Uint8Array;
    const offset = stride + column * BLOCK_SIDE;
    let bits = this.meter.measureBlock(column + this.westColumn, row, record, band, cutoff, strip, offset, stride);
    if (band > 0) bits |= this.raiseBlock(this.strips[band - 1] as Float32Array, strip, offset);
    const columns = stride >> 2;
    let at = column + columns;
    for (let line = 0; line < BLOCK_SIDE; line++, at += columns, bits >>= BLOCK_SIDE) inside[at] = bits & FOUR_POINTS;
  }

  private makeStrips(columns: number, bands: number): void {
    this.stride = columns * BLOCK_SIDE;
    const { stride } = this;
    const size = stride * (BLOCK_SIDE + 1);
    while (this.strips.length < bands) {
      this.strips.push(new Float32Array(0));
      this.insides.push(new Uint8Array(0));
      this.rowIds.push(new Int32Array(0));
    }
    for (let band = 0; band < bands; band++) {
      if ((this.strips[band] as Float32Array).length < size) {
        this.strips[band] = new Float32Array(size);
        this.insides[band] = new Uint8Array(size / BLOCK_SIDE);
        this.rowIds[band] = new Int32Array(2 * stride);
      }
      (this.strips[band] as Float32Array).fill(OUTSIDE, 0, size);
      (this.insides[band] as Uint8Array).fill(0);
    }
    if (this.marks.length < columns) {
      this.marks = new Uint8Array(columns);
      this.marksBelow = new Uint8Array(columns);
      this.marksTwoBelow = new Uint8Array(columns);
      this.links = new Int32Array(columns);
    }
    this.marks.fill(0);
    this.marksBelow.fill(0);
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

  /** Moves the strip's top row below it; empties the rest where no block of this strip will fill it. */
  private startStrip(columns: number, bands: number): void {
    const { stride, marks, marksBelow, marksTwoBelow } = this;
    for (let column = 0; column < columns; column++) {
      if (marksBelow[column] === 0 && marksTwoBelow[column] === 0) continue;
      const isEmptied = marksBelow[column] !== 0 && marks[column] === 0;
      const first = column * BLOCK_SIDE;
      for (let band = 0; band < bands; band++) {
        const strip = this.strips[band] as Float32Array;
        const inside = this.insides[band] as Uint8Array;
        for (let i = first; i < first + BLOCK_SIDE; i++) strip[i] = strip[BLOCK_SIDE * stride + i] as number;
        inside[column] = inside[stride + column] as number;
        for (let line = 1; isEmptied && line <= BLOCK_SIDE; line++) {
          inside[(line * stride) / BLOCK_SIDE + column] = 0;
          for (let i = first; i < first + BLOCK_SIDE; i++) strip[line * stride + i] = OUTSIDE;
        }
      }
    }
  }

  /** A wider band holds the narrower one: its slack is nowhere less. Answers the points inside the narrower. */
  private raiseBlock(narrower: Float32Array, wider: Float32Array, offset: number): number {
    let bits = 0;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const at = offset + (point >> 2) * this.stride + (point % BLOCK_SIDE);
      const slack = narrower[at] as number;
      if (slack > (wider[at] as number)) wider[at] = slack;
      if (slack > 0) bits |= 1 << point;
    }
    return bits;
  }

  /** Feeds the squares between the top row of the strip below and the strip's own top row. */
  private feed(row: number, columns: number, band: number, tracer: OutlineTracer): void {
    const inside = this.insides[band] as Uint8Array;
    for (let line = 1; line <= BLOCK_SIDE; line++) {
      const southRow = (line - 1) * columns;
      const northRow = line * columns;
      this.lastOnRow = NONE;
      let south = inside[southRow] as number;
      let north = inside[northRow] as number;
      for (let column = 0; column < columns - 1; column++) {
        const southEast = inside[southRow + column + 1] as number;
        const northEast = inside[northRow + column + 1] as number;
        const below = south | ((southEast & 1) << BLOCK_SIDE);
        const above = north | ((northEast & 1) << BLOCK_SIDE);
        const all = below & above;
        const any = below | above;
        if ((any | (any >> 1)) & ~(all & (all >> 1)) & FOUR_POINTS)
          this.feedSquares(row, line, column, below, above, band, tracer);
        south = southEast;
        north = northEast;
      }
    }
  }

  /** Feeds the four squares of a block's line; `below` and `above` say which of its points, and of the next one eastward, are inside. */
  private feedSquares(
    row: number,
    line: number,
    column: number,
    below: number,
    above: number,
    band: number,
    tracer: OutlineTracer,
  ): void {
    const { stride } = this;
    const strip = this.strips[band] as Float32Array;
    const ids = this.rowIds[band] as Int32Array;
    const south = (line - 1) * stride;
    const north = line * stride;
    const southIds = ((line - 1) & 1) * stride;
    const northIds = (line & 1) * stride;
    const { columnUnits, rowUnits } = this.ground.lattice;
    const y = (row * BLOCK_SIDE + line - 2) * rowUnits;
    const links = this.links[column] as number;
    const eastLinks = this.links[column + 1] as number;
    const firstPoint = (line - 1) * BLOCK_SIDE;
    for (let place = 0; place < BLOCK_SIDE; place++) {
      const corners =
        ((below >> place) & 1) | ((below >> place) & 2) | (((above >> place) & 2) << 1) | (((above >> place) & 1) << 3);
      if (corners === 0 || corners === 15) continue;
      const i = column * BLOCK_SIDE + place;
      const x = (this.westColumn * BLOCK_SIDE + i) * columnUnits;
      let top = NONE;
      if ((corners & 12) === 4 || (corners & 12) === 8) {
        const offset = this.placeOnLink(
          strip[north + i] as number,
          strip[north + i + 1] as number,
          x,
          y + rowUnits,
          true,
          ((links >> (firstPoint + place)) & 1) !== 0,
        );
        top = tracer.addVertex(x + offset, y + rowUnits, true, this.lastOnRow);
        this.lastOnRow = top;
        ids[northIds + i] = top;
      }
      let east = NONE;
      if ((corners & 6) === 2 || (corners & 6) === 4) {
        const eastPoint = BLOCK_POINTS + firstPoint;
        const isEastCrossed =
          place + 1 < BLOCK_SIDE
            ? ((links >> (eastPoint + place + 1)) & 1) !== 0
            : ((eastLinks >> eastPoint) & 1) !== 0;
        const offset = this.placeOnLink(
          strip[south + i + 1] as number,
          strip[north + i + 1] as number,
          x + columnUnits,
          y,
          false,
          isEastCrossed,
        );
        east = tracer.addVertex(x + columnUnits, y + offset, false, NONE);
      }
      tracer.joinSquare(corners, ids[southIds + i] as number, east, top, this.lastEast);
      this.lastEast = east;
    }
  }

  /**
   * Units from a link's first point (slack `a`) to where its band ends: as slack runs out,
   * at the latest before the first barrier. Behind a barrier slack says nothing, so it is
   * taken to fall no faster than one metre a metre.
   */
  private placeOnLink(a: number, b: number, x: number, y: number, alongRow: boolean, mayCross: boolean): number {
    const { ground } = this;
    const { columnUnits, rowUnits } = ground.lattice;
    const units = alongRow ? columnUnits : rowUnits;
    const metres = units * (alongRow ? ground.sight.metresPerX : ground.sight.metresPerY);
    const inner = a > 0 ? a : b;
    const outer = Math.max(a > 0 ? b : a, inner - metres);
    let share = inner / (inner - outer);
    if (mayCross) {
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
