/** A binary heap of nodes by ticks, for searches too small for buckets. */

const FIRST_ROOM = 1024;

export class TickHeap {
  size = 0;
  private nodes = new Int32Array(FIRST_ROOM);
  private ticks = new Int32Array(FIRST_ROOM);

  get topNode(): number {
    return this.nodes[0] as number;
  }

  get topTicks(): number {
    return this.ticks[0] as number;
  }

  push(node: number, cost: number): void {
    if (this.size === this.nodes.length) {
      const before = [this.nodes, this.ticks] as const;
      this.nodes = new Int32Array(2 * this.size);
      this.ticks = new Int32Array(2 * this.size);
      this.nodes.set(before[0]);
      this.ticks.set(before[1]);
    }
    const { nodes, ticks } = this;
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((ticks[parent] as number) <= cost) break;
      ticks[at] = ticks[parent] as number;
      nodes[at] = nodes[parent] as number;
      at = parent;
    }
    ticks[at] = cost;
    nodes[at] = node;
  }

  /** Takes the top away. */
  pop(): void {
    const { nodes, ticks } = this;
    const size = --this.size;
    const cost = ticks[size] as number;
    const node = nodes[size] as number;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && (ticks[child + 1] as number) < (ticks[child] as number)) child++;
      if ((ticks[child] as number) >= cost) break;
      ticks[at] = ticks[child] as number;
      nodes[at] = nodes[child] as number;
      at = child;
    }
    ticks[at] = cost;
    nodes[at] = node;
  }
}
