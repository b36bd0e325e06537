/**
 * The runs of street that may be reached from the points of one block, and how far
 * they are: shapes in metres from the block's first point, gathered afresh for each
 * block on reused arrays. A run's distance from the block's middle bounds that from each of its points.
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
  /** Its middle, in metres from its first point. */
  readonly middleX: number;
  readonly middleY: number;
  /** From its middle to its corner points. */
  readonly cornerMetres: number;
}

/** The frame of a block of the row that `sight` took. */
export function frameBlock(column: number, row: number, lattice: Lattice, sight: Sight): BlockFrame {
  const { metresPerX, metresPerY, cornerMetres } = sight;
  return {
    column,
    row,
    x0: column * lattice.blockWidthUnits,
    y0: row * lattice.blockHeightUnits,
    metresPerX,
    metresPerY,
    middleX: ((BLOCK_SIDE - 1) / 2) * lattice.columnUnits * metresPerX,
    middleY: ((BLOCK_SIDE - 1) / 2) * lattice.rowUnits * metresPerY,
    cornerMetres,
  };
}

export class BlockCandidates {
  count = 0;
  runs = new Int32Array(256);
  /** Metres from the block's middle. */
  middleMetres = new Float64Array(256);
  /** Where each candidate's shapes begin and end. */
  private starts = new Int32Array(256);
  private stops = new Int32Array(256);
  private shapeEnd = 0;
  /** ax, ay, dx, dy, 1 / length² of each piece. */
  private shapes = new Float64Array(5 * 1024);
  private readonly pieces: StreetPieces;
  private readonly seen: Int32Array;
  private round = 0;

  constructor(pieces: StreetPieces) {
    this.pieces = pieces;
    this.seen = new Int32Array(pieces.runCount);
  }

  /** Gathers the runs within a distance of the block's middle. */
  gather(frame: BlockFrame, columnMargin: number, rowMargin: number, reachMetres: number): void {
    const { bins, binStarts, binRuns } = this.pieces;
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
          this.add(run, frame, reachMetres);
        }
      }
    }
    this.sortByDistance();
  }

  /** Nearest first: an insertion of each into those before it. */
  private sortByDistance(): void {
    const { runs, middleMetres, starts, stops } = this;
    for (let i = 1; i < this.count; i++) {
      const metres = middleMetres[i] as number;
      if (metres >= (middleMetres[i - 1] as number)) continue;
      const run = runs[i] as number;
      const start = starts[i] as number;
      const stop = stops[i] as number;
      let slot = i;
      for (; slot > 0 && (middleMetres[slot - 1] as number) > metres; slot--) {
        middleMetres[slot] = middleMetres[slot - 1] as number;
        runs[slot] = runs[slot - 1] as number;
        starts[slot] = starts[slot - 1] as number;
        stops[slot] = stops[slot - 1] as number;
      }
      middleMetres[slot] = metres;
      runs[slot] = run;
      starts[slot] = start;
      stops[slot] = stop;
    }
  }

  /** Square of the distance between a candidate and a place in metres from the block's first point. */
  squaredTo(candidate: number, px: number, py: number): number {
    const { shapes } = this;
    const end = this.stops[candidate] as number;
    let least = Infinity;
    for (let at = this.starts[candidate] as number; at < end; at += 5) {
      let x = (shapes[at] as number) - px;
      let y = (shapes[at + 1] as number) - py;
      const dx = shapes[at + 2] as number;
      const dy = shapes[at + 3] as number;
      const along = -(x * dx + y * dy) * (shapes[at + 4] as number);
      if (along >= 1) {
        x += dx;
        y += dy;
      } else if (along > 0) {
        x += along * dx;
        y += along * dy;
      }
      const squared = x * x + y * y;
      if (squared < least) least = squared;
    }
    return least;
  }

  /** Hands the pieces of a candidate to the kernel, which takes the legs to them from all points. */
  takeShapes(candidate: number, kernel: LegTable["kernel"]): void {
    const { shapes } = this;
    const end = this.stops[candidate] as number;
    for (let at = this.starts[candidate] as number; at < end; at += 5) {
      const ax = shapes[at] as number;
      const ay = shapes[at + 1] as number;
      kernel.takeStretch(ax, ay, shapes[at + 2] as number, shapes[at + 3] as number, 0, 1, ALL_POINTS);
    }
  }

  private add(run: number, frame: BlockFrame, reachMetres: number): void {
    const { runStarts } = this.pieces;
    const candidate = this.count;
    if (candidate === this.runs.length) this.grow();
    let at = this.shapeEnd;
    this.starts[candidate] = at;
    const end = runStarts[run + 1] as number;
    for (let piece = runStarts[run] as number; piece < end; piece++, at += 5) this.addShape(piece, frame, at);
    this.stops[candidate] = at;
    const metres = Math.sqrt(this.squaredTo(candidate, frame.middleX, frame.middleY));
    if (metres > reachMetres) return;
    this.runs[candidate] = run;
    this.middleMetres[candidate] = metres;
    this.shapeEnd = at;
    this.count++;
  }

  private addShape(piece: number, { x0, y0, metresPerX, metresPerY }: BlockFrame, at: number): void {
    if (at + 5 > this.shapes.length) this.shapes = larger(this.shapes, 2 * at);
    const { shapes } = this;
    const { ends } = this.pieces;
    const ax = ((ends[4 * piece] as number) - x0) * metresPerX;
    const ay = ((ends[4 * piece + 1] as number) - y0) * metresPerY;
    const dx = ((ends[4 * piece + 2] as number) - x0) * metresPerX - ax;
    const dy = ((ends[4 * piece + 3] as number) - y0) * metresPerY - ay;
    const squared = dx * dx + dy * dy;
    shapes[at] = ax;
    shapes[at + 1] = ay;
    shapes[at + 2] = dx;
    shapes[at + 3] = dy;
    shapes[at + 4] = squared > 0 ? 1 / squared : 0;
  }

  private grow(): void {
    const size = this.runs.length * 2;
    this.runs = larger(this.runs, size);
    this.middleMetres = larger(this.middleMetres, size);
    this.starts = larger(this.starts, size);
    this.stops = larger(this.stops, size);
  }
}
