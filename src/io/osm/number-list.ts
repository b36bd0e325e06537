/** Numbers that grow without boxing: tens of millions of them are one array. */
export class NumberList {
  private buffer = new Float64Array(4096);
  /** May be made smaller. */
  length = 0;

  push(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Float64Array(this.buffer.length * 2);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length++] = value;
  }

  at(index: number): number {
    return this.buffer[index] as number;
  }

  /** Of ends of parts: where the part at `index` begins. */
  before(index: number): number {
    return index === 0 ? 0 : (this.buffer[index - 1] as number);
  }

  view(): Float64Array {
    return this.buffer.subarray(0, this.length);
  }
}
