/**
 * Where a barrier first crosses the links between neighbouring lattice points: it depends
 * on no search, so each is found once, when an outline first comes by. Links are counted
 * within their block as BlockTable.linksAt counts its bits.
 */
import type { BarrierLines } from "./barrier-lines.ts";
import { larger } from "./grow-array.ts";

const UNKNOWN = -1;
/** Links of a block, each seen from both its ends. */
const BLOCK_ENTRIES = 2 * 32;

export class LinkCrossings {
  private units = new Int32Array(16 * BLOCK_ENTRIES);
  private count = 0;
  private readonly barriers: BarrierLines;

  constructor(barriers: BarrierLines) {
    this.barriers = barriers;
  }

  /** Room for the links of a block; what it is called from then on. */
  take(): number {
    const at = this.count;
    this.count += BLOCK_ENTRIES;
    if (this.count > this.units.length) this.units = larger(this.units, 2 * this.units.length);
    this.units.fill(UNKNOWN, at, this.count);
    return at;
  }

  clear(): void {
    this.count = 0;
  }

  /** Whole units that can be walked along a link (of `length` units) from one end before a barrier, all of them where none crosses. */
  freeUnits(
    block: number,
    link: number,
    x: number,
    y: number,
    toX: number,
    toY: number,
    isBackward: boolean,
    length: number,
  ): number {
    const at = block + 2 * link + (isBackward ? 1 : 0);
    let units = this.units[at] as number;
    if (units === UNKNOWN) {
      units = Math.floor(Math.min(1, this.barriers.firstCrossing(x, y, toX, toY)) * length);
      this.units[at] = units;
    }
    return units;
  }
}
