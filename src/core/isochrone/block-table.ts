/** Records of blocks by column and row: open addressing in one Int32Array, no boxed keys. */

const NONE = -1;
/** Entries of a slot: column, row, record. */
const WIDTH = 3;

export class BlockTable {
  private count = 0;
  private mask: number;
  private slots: Int32Array;

  constructor() {
    this.mask = 1023;
    this.slots = new Int32Array(WIDTH * 1024).fill(NONE);
  }

  /** The record of a block, -1 where it has none. */
  find(column: number, row: number): number {
    const { slots, mask } = this;
    let slot = hash(column, row) & mask;
    for (;;) {
      const record = slots[WIDTH * slot + 2] as number;
      if (record === NONE) return NONE;
      if (slots[WIDTH * slot] === column && slots[WIDTH * slot + 1] === row) return record;
      slot = (slot + 1) & mask;
    }
  }

  /** Files the record of a block that has none. */
  add(column: number, row: number, record: number): void {
    if (2 * this.count > this.mask) this.grow();
    this.count++;
    this.put(column, row, record);
  }

  clear(): void {
    this.slots.fill(NONE);
    this.count = 0;
  }

  private put(column: number, row: number, record: number): void {
    const { slots, mask } = this;
    let slot = hash(column, row) & mask;
    while (slots[WIDTH * slot + 2] !== NONE) slot = (slot + 1) & mask;
    slots[WIDTH * slot] = column;
    slots[WIDTH * slot + 1] = row;
    slots[WIDTH * slot + 2] = record;
  }

  private grow(): void {
    const old = this.slots;
    this.mask = 2 * this.mask + 1;
    this.slots = new Int32Array(WIDTH * (this.mask + 1)).fill(NONE);
    for (let at = 0; at < old.length; at += WIDTH) {
      if (old[at + 2] !== NONE) this.put(old[at] as number, old[at + 1] as number, old[at + 2] as number);
    }
  }
}

/** Neighbours in a row lie side by side, eight by eight: a sweep finds them in the cache. */
function hash(column: number, row: number): number {
  const mixed = Math.imul(column >> 3, 0x9e3779b1) ^ Math.imul(row, 0x85ebca77);
  return ((mixed ^ (mixed >>> 15)) << 3) | (column & 7);
}
