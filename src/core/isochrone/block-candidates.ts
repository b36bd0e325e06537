/**
 * The runs of street that may be reached from the points of one block, and how far
 * they are: shapes in metres from the block's first point, gathered afresh for each
 * block on reused arrays.
 */
import { larger } from "./grow-array.ts";
import { BLOCK_SIDE, type Lattice } from "./lattice.ts";
import { ALL_POINTS, type LegTable } from "./leg-table.ts";
import type { Sight } from "./sight.ts";
import type { StreetPieces } from "./street-pieces.ts";

/** The block whose runs are wanted, and its measures. */
export interface BlockFrame {
  readonly column: number;
  readonly row: number;
  /** Its first point in units of 1e-7°. */
  readonly x0: number;
  readonly y0: number;
  readonly metresPerX: number;
  readonly metresPerY: number;
  /** Metres from its first point to its last. */
  readonly width: number;
  readonly height: number;
}

/** How far legs go: the least that need not be told apart, the longest that is well within the limit, and blocks around a run's own. */
interface Ranges {
  readonly rangeMetres: number;
  readonly wellInsideMetres: number;
  readonly columnMargin: number;
  readonly rowMargin: number;
}

/** The frame of a block of the row that `sight` took. */
export function frameBlock(column: number, row: number, lattice: Lattice, sight: Sight): BlockFrame {
  const { metresPerX, metresPerY } = sight;
  return {
    column,
    row,
    x0: column * lattice.blockWidthUnits,
    y0: row * lattice.blockHeightUnits,
    metresPerX,
    metresPerY,
    width: (BLOCK_SIDE - 1) * lattice.columnUnits * metresPerX,
    height: (BLOCK_SIDE - 1) * lattice.rowUnits * metresPerY,
  };
}

export class BlockCandidates {
  count = 0;
  runs = new Int32Array(256);
  /** The least leg from the block's points, as if no barrier were there … */
  leastMetres = new Float64Array(256);
  /** … and one bit for each point whose leg is well within the limit. */
  withinBits = new Int32Array(256);
  /** Where each candidate's shapes begin and end. */
  private starts = new Int32Array(256);
  private stops = new Int32Array(256);
  private shapeEnd = 0;
  /** ax, ay, dx, dy of each piece. */
  private shapes = new Float64Array(4 * 1024);
  private readonly pieces: StreetPieces;
  private readonly legs: LegTable;
  private readonly ranges: Ranges;
  private readonly seen: Int32Array;
  private round = 0;

  constructor(pieces: StreetPieces, legs: LegTable, ranges: Ranges) {
    this.pieces = pieces;
    this.legs = legs;
    this.ranges = ranges;
    this.seen = new Int32Array(pieces.runCount);
  }

  /** Gathers the runs with a leg within range from any of the block's points, by their least legs. */
  gather(frame: BlockFrame, waters: number): void {
    const { bins, binStarts, binRuns } = this.pieces;
    const { columnMargin, rowMargin } = this.ranges;
    const { column, row } = frame;
    const round = ++this.round;
    this.count = 0;
    this.shapeEnd = 0;
    for (let y = row - rowMargin; y <= row + rowMargin; y++) {
      const binEnd = bins.startOf(y + 1);
      for (let bin = bins.firstFrom(column - columnMargin, y); bin < binEnd; bin++) {
        if ((bins.columns[bin] as number) > column + columnMargin) break;
        const end = binStarts[bin + 1] as number;
        for (let i = binStarts[bin] as number; i < end; i++) {
          const run = binRuns[i] as number;
          if (this.seen[run] === round) continue;
          this.seen[run] = round;
          this.add(run, frame, waters);
        }
      }
    }
    this.sortByLeastLeg();
  }

  /** An insertion of each into those before it. */
  private sortByLeastLeg(): void {
    const { runs, leastMetres, withinBits, starts, stops } = this;
    for (let i = 1; i < this.count; i++) {
      const least = leastMetres[i] as number;
      if (least >= (leastMetres[i - 1] as number)) continue;
      const run = runs[i] as number;
      const within = withinBits[i] as number;
      const start = starts[i] as number;
      const stop = stops[i] as number;
      let slot = i;
      for (; slot > 0 && (leastMetres[slot - 1] as number) > least; slot--) {
        leastMetres[slot] = leastMetres[slot - 1] as number;
        withinBits[slot] = withinBits[slot - 1] as number;
        runs[slot] = runs[slot - 1] as number;
        starts[slot] = starts[slot - 1] as number;
        stops[slot] = stops[slot - 1] as number;
      }
      leastMetres[slot] = least;
      withinBits[slot] = within;
      runs[slot] = run;
      starts[slot] = start;
      stops[slot] = stop;
    }
  }

  /** Whether all pieces of a candidate lie west, east, south or north of all that is within a distance of the block. */
  private isBeyond(candidate: number, { width, height }: BlockFrame, metres: number): boolean {
    const { shapes } = this;
    const end = this.stops[candidate] as number;
    let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let at = this.starts[candidate] as number; at < end; at += 4) {
      const ax = shapes[at] as number;
      const ay = shapes[at + 1] as number;
      const bx = ax + (shapes[at + 2] as number);
      const by = ay + (shapes[at + 3] as number);
      west = Math.min(west, ax, bx);
      east = Math.max(east, ax, bx);
      south = Math.min(south, ay, by);
      north = Math.max(north, ay, by);
    }
    return west >= width + metres || east <= -metres || south >= height + metres || north <= -metres;
  }

  /** Has the kernel keep the legs from all points to the pieces of a candidate. */
  takeShapes(candidate: number): void {
    const { shapes } = this;
    const { kernel } = this.legs;
    kernel.open(Infinity);
    const end = this.stops[candidate] as number;
    for (let at = this.starts[candidate] as number; at < end; at += 4) {
      const ax = shapes[at] as number;
      const ay = shapes[at + 1] as number;
      kernel.takeStretch(ax, ay, shapes[at + 2] as number, shapes[at + 3] as number, 0, 1, ALL_POINTS);
    }
  }

  private add(run: number, frame: BlockFrame, waters: number): void {
    const { legs } = this;
    const { runStarts } = this.pieces;
    const { rangeMetres, wellInsideMetres } = this.ranges;
    const candidate = this.count;
    if (candidate === this.runs.length) this.grow();
    let at = this.shapeEnd;
    this.starts[candidate] = at;
    const end = runStarts[run + 1] as number;
    for (let piece = runStarts[run] as number; piece < end; piece++, at += 4) this.addShape(piece, frame, at);
    this.stops[candidate] = at;
    if (this.isBeyond(candidate, frame, rangeMetres)) return;
    this.takeShapes(candidate);
    const least = legs.leastLeg(waters);
    if (least >= rangeMetres) return;
    this.runs[candidate] = run;
    this.leastMetres[candidate] = least;
    this.withinBits[candidate] = legs.kernel.findWithin(wellInsideMetres);
    this.shapeEnd = at;
    this.count++;
  }

  private addShape(piece: number, { x0, y0, metresPerX, metresPerY }: BlockFrame, at: number): void {
    if (at + 4 > this.shapes.length) this.shapes = larger(this.shapes, 2 * at);
    const { shapes } = this;
    const { ends } = this.pieces;
    const ax = ((ends[4 * piece] as number) - x0) * metresPerX;
    const ay = ((ends[4 * piece + 1] as number) - y0) * metresPerY;
    const dx = ((ends[4 * piece + 2] as number) - x0) * metresPerX - ax;
    const dy = ((ends[4 * piece + 3] as number) - y0) * metresPerY - ay;
    shapes[at] = ax;
    shapes[at + 1] = ay;
    shapes[at + 2] = dx;
    shapes[at + 3] = dy;
  }

  private grow(): void {
    const size = this.runs.length * 2;
    this.runs = larger(this.runs, size);
    this.leastMetres = larger(this.leastMetres, size);
    this.withinBits = larger(this.withinBits, size);
    this.starts = larger(this.starts, size);
    this.stops = larger(this.stops, size);
  }
}
