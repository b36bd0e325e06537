/**
 * Blocks by column and row, and what is asked of all of them: open addressing in one
 * Int32Array, no boxed keys. Answers are places, which the next `add` or `clear` makes void.
 */

const NONE = -1;
/** Entries of a slot: column, row, record, links, inner run, crossings. */
const WIDTH = 6;

export class BlockTable {
  private count = 0;
  private mask = 1023;
  private slots = new Int32Array(WIDTH * 1024).fill(NONE);

  /** The place of a block, -1 where it is not filed. */
  find(column: number, row: number): number {
    const { slots, mask } = this;
    let at = (hash(column, row) & mask) * WIDTH;
    for (;;) {
      if (slots[at + 2] === NONE) return NONE;
      if (slots[at] === column && slots[at + 1] === row) return at;
      at = at + WIDTH < slots.length ? at + WIDTH : 0;
    }
  }

  /** Address of a block's record, 0 where no run is near it. */
  recordAt(place: number): number {
    return this.slots[place + 2] as number;
  }

  /** A run with which all points of a block are well inside, -1 where there is none. */
  innerRunAt(place: number): number {
    return this.slots[place + 4] as number;
  }

  /** Bits of a block's links that a barrier may cross: from each point eastwards, then (from bit 16) southwards. */
  linksAt(place: number): number {
    return this.slots[place + 3] as number;
  }

  /** What LinkCrossings calls the block; void where it has no links that a barrier may cross. */
  crossingsAt(place: number): number {
    return this.slots[place + 5] as number;
  }

  /** Files a block that is not filed yet; its place. */
  add(column: number, row: number, record: number, links: number, innerRun: number, crossings: number): number {
    if (2 * this.count > this.mask) this.grow();
    this.count++;
    const at = this.findFree(column, row);
    const { slots } = this;
    slots[at] = column;
    slots[at + 1] = row;
    slots[at + 2] = record;
    slots[at + 3] = links;
    slots[at + 4] = innerRun;
    slots[at + 5] = crossings;
    return at;
  }

  clear(): void {
    this.slots.fill(NONE);
    this.count = 0;
  }

  private findFree(column: number, row: number): number {
    const { slots, mask } = this;
    let at = (hash(column, row) & mask) * WIDTH;
    while (slots[at + 2] !== NONE) at = at + WIDTH < slots.length ? at + WIDTH : 0;
    return at;
  }

  private grow(): void {
    const old = this.slots;
    this.mask = 2 * this.mask + 1;
    this.slots = new Int32Array(WIDTH * (this.mask + 1)).fill(NONE);
    for (let from = 0; from < old.length; from += WIDTH) {
      if (old[from + 2] === NONE) continue;
      this.slots.set(old.subarray(from, from + WIDTH), this.findFree(old[from] as number, old[from + 1] as number));
    }
  }
}

/** Neighbours in a row lie side by side, eight by eight: a sweep finds them in the cache. */
function hash(column: number, row: number): number {
  const mixed = Math.imul(column >> 3, 0x9e3779b1) ^ Math.imul(row, 0x85ebca77);
  return ((mixed ^ (mixed >>> 15)) << 3) | (column & 7);
}
