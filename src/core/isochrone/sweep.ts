/**
 * Sweeps the reached ground from south to north, one row of blocks at a time: slack
 * is measured where a street is near, outlines are fed as rows are complete. Memory
 * is two strips as wide as the reach; time follows the blocks that are near a reached
 * street, however far apart they lie.
 */
import { BLOCK_SIDE } from "./lattice.ts";
import { ALL_POINTS, BLOCK_POINTS } from "./leg-table.ts";
import type { OffStreetGround } from "./off-street-ground.ts";
import type { OutlineTracer } from "./outline.ts";
import type { RunCosts } from "./run-costs.ts";
import type { SlackMeter } from "./slack.ts";
import { Strip } from "./strip.ts";

const NONE = -1;
const FOUR_POINTS = (1 << BLOCK_SIDE) - 1;
/** Bits of a block's first column of points, and of its first row. */
const WEST_POINTS = 0x1111;
/** Bits by which a block's last row comes to the place of its first. */
const LAST_ROW = BLOCK_POINTS - BLOCK_SIDE;
/** Columns of blocks kept on each side of the reach, so that no square looks beyond the strip. */
const RIM = 1;

export class Sweep {
  private readonly ground: OffStreetGround;
  private readonly costs: RunCosts;
  private readonly meter: SlackMeter;
  /** First bin of each block row, and the next bin of the same row. */
  private rowBins = new Int32Array(64);
  private readonly nextBins: Int32Array;
  /** Blocks of the row to be measured. */
  private marks = new Uint8Array(64);
  private readonly strips: Strip[] = [];
  /** Of the row's blocks: links that a barrier may cross, and where what is known of them stands (see BlockTable). */
  private links = new Int32Array(64);
  private crossings = new Int32Array(64);
  /** Columns in which an outline may pass, `mixedCount` of them. */
  private mixed = new Int32Array(64);
  private mixedCount = 0;
  /** Vertices last added: on this row, and on the eastern side of a square. */
  private lastOnRow = NONE;
  private lastEast = NONE;
  private westColumn = 0;
  private columns = 0;

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
    this.westColumn = west - columnMargin - RIM;
    this.columns = east + columnMargin + RIM + 1 - this.westColumn;
    const bands = cutoffsMetres.length;
    this.makeStrips(bands);
    this.fileByRow(south, north);

    for (let row = south - rowMargin; row <= north + rowMargin + 1; row++) {
      costs.claim();
      ground.takeRow(row);
      this.markBlocks(row, south, north);
      for (let band = 0; band < bands; band++) (this.strips[band] as Strip).startRow();
      this.measureRow(row, cutoffsMetres);
      for (let band = 0; band < bands; band++)
        this.feed(row, this.strips[band] as Strip, tracers[band] as OutlineTracer);
      yield (row - south + rowMargin + 1) / (north - south + 2 * rowMargin + 2);
    }
  }

  /** Marks the blocks of a row that legs from reached bins may come to. */
  private markBlocks(row: number, south: number, north: number): void {
    const { columnMargin, rowMargin, pieces } = this.ground;
    const { marks } = this;
    marks.fill(0);
    const last = Math.min(north, row + rowMargin);
    for (let near = Math.max(south, row - rowMargin); near <= last; near++) {
      for (let bin = this.rowBins[near - south] as number; bin !== NONE; bin = this.nextBins[bin] as number) {
        const column = (pieces.bins.columns[bin] as number) - this.westColumn;
        for (let at = column - columnMargin; at <= column + columnMargin; at++) marks[at] = 1;
      }
    }
  }

  private measureRow(row: number, cutoffs: readonly number[]): void {
    const { ground, marks, columns } = this;
    this.links.fill(0);
    for (let column = 0; column < columns; column++) {
      if (marks[column] === 0) continue;
      const block = ground.blockAt(column + this.westColumn, row);
      this.links[column] = ground.blocks.linksAt(block);
      this.crossings[column] = ground.blocks.crossingsAt(block);
      for (let band = 0; band < cutoffs.length; band++) {
        const strip = this.strips[band] as Strip;
        this.meter.measureBlock(column, this.westColumn, row, block, band, cutoffs[band] as number, strip);
        if (band > 0) strip.raise(column, this.strips[band - 1] as Strip);
      }
    }
  }

  private makeStrips(bands: number): void {
    const { columns } = this;
    const { options, wellInsideMetres } = this.ground;
    const insideSlack = options.offStreetMetres - wellInsideMetres;
    while (this.strips.length < bands) this.strips.push(new Strip(insideSlack));
    for (let band = 0; band < bands; band++) (this.strips[band] as Strip).open(columns);
    if (this.marks.length < columns) {
      this.marks = new Uint8Array(columns);
      this.links = new Int32Array(columns);
      this.crossings = new Int32Array(columns);
      this.mixed = new Int32Array(columns);
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

  /** Feeds the squares between the top line of the row of blocks below and that of this row. */
  private feed(row: number, strip: Strip, tracer: OutlineTracer): void {
    this.findMixed(strip);
    if (this.mixedCount === 0) return;
    const { mixed, mixedCount } = this;
    for (let line = 0; line < BLOCK_SIDE; line++) {
      this.lastOnRow = NONE;
      for (let i = 0; i < mixedCount; i++) {
        const column = mixed[i] as number;
        const below =
          line === 0 ? strip.bitsBelow(column) >> LAST_ROW : strip.bits(column) >> (BLOCK_SIDE * (line - 1));
        const belowEast =
          line === 0 ? strip.bitsBelow(column + 1) >> LAST_ROW : strip.bits(column + 1) >> (BLOCK_SIDE * (line - 1));
        const above = strip.bits(column) >> (BLOCK_SIDE * line);
        const aboveEast = strip.bits(column + 1) >> (BLOCK_SIDE * line);
        const south = (below & FOUR_POINTS) | ((belowEast & 1) << BLOCK_SIDE);
        const north = (above & FOUR_POINTS) | ((aboveEast & 1) << BLOCK_SIDE);
        const all = south & north;
        const any = south | north;
        if ((any | (any >> 1)) & ~(all & (all >> 1)) & FOUR_POINTS)
          this.feedSquares(row, line, column, south, north, strip, tracer);
      }
    }
  }

  /** Finds the columns whose squares of this row are not all inside or all outside. */
  private findMixed(strip: Strip): void {
    const { mixed } = this;
    this.mixedCount = 0;
    let bits = strip.bits(0);
    let below = strip.bitsBelow(0) >> LAST_ROW;
    for (let column = 0; column < this.columns - 1; column++) {
      const bitsEast = strip.bits(column + 1);
      const belowEast = strip.bitsBelow(column + 1) >> LAST_ROW;
      const west = (bitsEast & WEST_POINTS) | ((belowEast & 1) << BLOCK_POINTS);
      const isOutside = (bits | below | west) === 0;
      const isInside = bits === ALL_POINTS && below === FOUR_POINTS && west === (WEST_POINTS | (1 << BLOCK_POINTS));
      if (!isOutside && !isInside) mixed[this.mixedCount++] = column;
      bits = bitsEast;
      below = belowEast;
    }
  }

  /** Feeds the four squares of a block's line; `south` and `north` say which of its points, and of the next one eastward, are inside. */
  private feedSquares(
    row: number,
    line: number,
    column: number,
    south: number,
    north: number,
    strip: Strip,
    tracer: OutlineTracer,
  ): void {
    const { slacks, rowIds } = strip;
    const southAt = line === 0 ? strip.lastLineBelow(column) : strip.lineAt(column, line - 1);
    const southEastAt = line === 0 ? strip.lastLineBelow(column + 1) : strip.lineAt(column + 1, line - 1);
    const northAt = strip.lineAt(column, line);
    const northEastAt = strip.lineAt(column + 1, line);
    const stride = this.columns * BLOCK_SIDE;
    const southIds = (line & 1) * stride;
    const northIds = stride - southIds;
    const { columnUnits, rowUnits } = this.ground.lattice;
    const y = (row * BLOCK_SIDE + line - 1) * rowUnits;
    const firstPoint = line * BLOCK_SIDE;
    for (let place = 0; place < BLOCK_SIDE; place++) {
      const corners =
        ((south >> place) & 1) | ((south >> place) & 2) | (((north >> place) & 2) << 1) | (((north >> place) & 1) << 3);
      if (corners === 0 || corners === 15) continue;
      const i = column * BLOCK_SIDE + place;
      const x = (this.westColumn * BLOCK_SIDE + i) * columnUnits;
      const isLast = place + 1 === BLOCK_SIDE;
      const northEast = slacks[isLast ? northEastAt : northAt + place + 1] as number;
      let top = NONE;
      if ((corners & 12) === 4 || (corners & 12) === 8) {
        const slack = slacks[northAt + place] as number;
        const offset = this.placeOnLink(slack, northEast, x, y + rowUnits, true, column, firstPoint + place);
        top = tracer.addVertex(x + offset, y + rowUnits, true, this.lastOnRow);
        this.lastOnRow = top;
        rowIds[northIds + i] = top;
      }
      let east = NONE;
      if ((corners & 6) === 2 || (corners & 6) === 4) {
        const slack = slacks[isLast ? southEastAt : southAt + place + 1] as number;
        const block = isLast ? column + 1 : column;
        const link = BLOCK_POINTS + firstPoint + (isLast ? 0 : place + 1);
        const offset = this.placeOnLink(slack, northEast, x + columnUnits, y, false, block, link);
        east = tracer.addVertex(x + columnUnits, y + offset, false, NONE);
      }
      tracer.joinSquare(corners, rowIds[southIds + i] as number, east, top, this.lastEast);
      this.lastEast = east;
    }
  }

  /**
   * Units from a link's western or southern point (slack `a`) to where its band ends: as slack
   * runs out, at the latest before the first barrier. Behind a barrier slack says nothing, so it
   * is taken to fall no faster than one metre a metre. The link is one of a block of this row.
   */
  private placeOnLink(
    a: number,
    b: number,
    x: number,
    y: number,
    alongRow: boolean,
    column: number,
    link: number,
  ): number {
    const { ground } = this;
    const { columnUnits, rowUnits } = ground.lattice;
    const units = alongRow ? columnUnits : rowUnits;
    const metres = units * (alongRow ? ground.sight.metresPerX : ground.sight.metresPerY);
    const inner = a > 0 ? a : b;
    const outer = Math.max(a > 0 ? b : a, inner - metres);
    let offset = Math.round((inner / (inner - outer)) * units);
    if (((this.links[column] as number) >> link) & 1) {
      const toX = alongRow ? x + columnUnits : x;
      const toY = alongRow ? y : y + rowUnits;
      const block = this.crossings[column] as number;
      const free =
        a > 0
          ? ground.crossings.freeUnits(block, link, x, y, toX, toY, false, units)
          : ground.crossings.freeUnits(block, link, toX, toY, x, y, true, units);
      if (free < offset) offset = free;
    }
    offset = Math.max(1, Math.min(units - 1, offset));
    return a > 0 ? offset : units - offset;
  }
}
