/**
 * Ids as bytes → their place, without a string an id: a hash table with open
 * addressing over one pool of bytes. Ids are compared byte by byte, so `007` and `7`
 * are two ids.
 */

const DECODER = new TextDecoder();

export class IdIndex {
  private pool = new Uint8Array(1 << 12);
  private starts = new Float64Array(1 << 8);
  private slots = new Int32Array(1 << 10).fill(-1);
  count = 0;
  /** What was found last: rows of a matrix come in the order of their ids, so it is often the same or the next one. */
  private last = 0;

  /** The place of an id, -1 where it is not there. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const { last } = this;
    if (last < this.count && this.isAt(last, bytes, start, end)) return last;
    if (last + 1 < this.count && this.isAt(last + 1, bytes, start, end)) return ++this.last;
    const mask = this.slots.length - 1;
    for (let slot = hash(bytes, start, end) & mask; ; slot = (slot + 1) & mask) {
      const index = this.slots[slot] as number;
      if (index < 0) return index;
      if (!this.isAt(index, bytes, start, end)) continue;
      this.last = index;
      return index;
    }
  }

  /** Adds an id that is not there yet; answers its place. */
  add(bytes: Uint8Array, start: number, end: number): number {
    const index = this.count++;
    const from = this.starts[index] as number;
    const size = end - start;
    if (from + size > this.pool.length) {
      const pool = new Uint8Array(2 * (from + size));
      pool.set(this.pool);
      this.pool = pool;
    }
    if (index + 2 > this.starts.length) {
      const starts = new Float64Array(2 * this.starts.length);
      starts.set(this.starts);
      this.starts = starts;
    }
    this.pool.set(bytes.subarray(start, end), from);
    this.starts[index + 1] = from + size;
    if (2 * this.count > this.slots.length) this.spread();
    else this.place(index, hash(bytes, start, end));
    return index;
  }

  /** The id at a place as text. */
  text(index: number): string {
    return DECODER.decode(this.pool.subarray(this.starts[index], this.starts[index + 1]));
  }

  private isAt(index: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.starts[index] as number;
    if ((this.starts[index + 1] as number) - from !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (this.pool[from + i] !== bytes[start + i]) return false;
    return true;
  }

  private place(index: number, code: number): void {
    const mask = this.slots.length - 1;
    let slot = code & mask;
    while ((this.slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = index;
  }

  private spread(): void {
    this.slots = new Int32Array(4 * this.slots.length).fill(-1);
    for (let index = 0; index < this.count; index++) {
      this.place(index, hash(this.pool, this.starts[index] as number, this.starts[index + 1] as number));
    }
  }
}

/** FNV-1a with a last mix, so that ids that count up do not crowd. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let code = 0x811c9dc5;
  for (let i = start; i < end; i++) code = Math.imul(code ^ (bytes[i] as number), 0x01000193);
  code ^= code >>> 15;
  return Math.imul(code, 0x2c1b3c6d) ^ (code >>> 13);
}
