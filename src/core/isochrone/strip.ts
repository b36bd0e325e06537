/**
 * Slack of one band in the row of blocks that a sweep is at and in the row below it:
 * 16 values a block, and one bit for each that is above 0. Blocks that are all outside
 * or all well inside share their values.
 */
import { BLOCK_SIDE } from "./lattice.ts";
import { ALL_POINTS, BLOCK_POINTS } from "./leg-table.ts";

/** Slack of a point that no leg reaches. */
export const OUTSIDE = -1e9;

const OUTSIDE_AT = 0;
const INSIDE_AT = BLOCK_POINTS;
const FIRST_AT = 2 * BLOCK_POINTS;
const LAST_LINE = BLOCK_POINTS - BLOCK_SIDE;

export class Strip {
  slacks = new Float32Array(FIRST_AT);
  /** Vertices on the links of even and of odd lines. */
  rowIds = new Int32Array(0);
  /** By column, of the row and the one below: where its slack stands, and its bits. */
  private slackAt = new Int32Array(0);
  private insides = new Int32Array(0);
  private columns = 0;
  private readonly insideSlack: number;
  /** Where the row and the one below begin in those. */
  private here = 0;
  private below = 0;

  /** `insideSlack`: what stands for the slack of blocks that are well inside. */
  constructor(insideSlack: number) {
    this.insideSlack = insideSlack;
  }

  /** Begins a sweep over so many columns of blocks. */
  open(columns: number): void {
    this.columns = columns;
    this.here = 0;
    this.below = columns;
    if (this.slackAt.length < 2 * columns) {
      this.slackAt = new Int32Array(2 * columns);
      this.insides = new Int32Array(2 * columns);
      this.rowIds = new Int32Array(2 * columns * BLOCK_SIDE);
      this.slacks = new Float32Array(FIRST_AT + 2 * columns * BLOCK_POINTS);
      this.slacks.fill(OUTSIDE, OUTSIDE_AT, OUTSIDE_AT + BLOCK_POINTS);
      this.slacks.fill(this.insideSlack, INSIDE_AT, INSIDE_AT + BLOCK_POINTS);
    }
    this.clearRow();
  }

  /** Goes on to the next row, all of which is outside at first. */
  startRow(): void {
    const { here } = this;
    this.here = this.below;
    this.below = here;
    this.clearRow();
  }

  private clearRow(): void {
    this.slackAt.fill(OUTSIDE_AT, this.here, this.here + this.columns);
    this.insides.fill(0, this.here, this.here + this.columns);
  }

  /** All points of a block are well inside. */
  setInside(column: number): void {
    this.slackAt[this.here + column] = INSIDE_AT;
    this.insides[this.here + column] = ALL_POINTS;
  }

  /** Takes a block's 16 values from a place in others, and their bits. */
  setBlock(column: number, values: Float32Array, from: number, bits: number): void {
    const { slacks } = this;
    const at = FIRST_AT + (this.here + column) * BLOCK_POINTS;
    for (let point = 0; point < BLOCK_POINTS; point++) slacks[at + point] = values[from + point] as number;
    this.slackAt[this.here + column] = at;
    this.insides[this.here + column] = bits;
  }

  /** A wider band holds the narrower one: its slack is nowhere less. Both are at the same row. */
  raise(column: number, narrower: Strip): void {
    const place = this.here + column;
    const bits = narrower.bits(column);
    const from = narrower.slackAt[place] as number;
    if (from === OUTSIDE_AT || this.slackAt[place] === INSIDE_AT) return;
    if (this.slackAt[place] === OUTSIDE_AT) {
      this.setBlock(column, narrower.slacks, from, bits);
      return;
    }
    const { slacks } = this;
    const at = this.slackAt[place] as number;
    for (let point = 0; point < BLOCK_POINTS; point++) {
      const slack = narrower.slacks[from + point] as number;
      if (slack > (slacks[at + point] as number)) slacks[at + point] = slack;
    }
    this.insides[place]! |= bits;
  }

  /** The points of a block of this row inside the band, one bit each. */
  bits(column: number): number {
    return this.insides[this.here + column] as number;
  }

  /** The same of the row below. */
  bitsBelow(column: number): number {
    return this.insides[this.below + column] as number;
  }

  /** Where the slack of a line of a block of this row stands in `slacks`. */
  lineAt(column: number, line: number): number {
    return (this.slackAt[this.here + column] as number) + line * BLOCK_SIDE;
  }

  /** The same for the last line of a block of the row below. */
  lastLineBelow(column: number): number {
    return (this.slackAt[this.below + column] as number) + LAST_LINE;
  }
}
