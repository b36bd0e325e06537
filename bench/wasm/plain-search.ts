/**
 * The kernel's twin in plain TypeScript, line for line, for the measurement that
 * decision 0004 rests on. Not part of the product.
 */
import { UNREACHED } from "../../src/core/routing/bounded-search.ts";
import { MOST_TICKS, type SearchGraph } from "../../src/core/routing/search-graph.ts";

const NONE = -1;
const BLOCK_SHIFT = 13;
const HORIZON = 16;
const WIDE_STARTS = 64;
const NEAR_NARROWER = 3;

export class PlainSearch {
  readonly ticks: Int32Array;
  readonly labels: Int32Array;
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly arcStarts: Int32Array;
  /** As in the graph, with the node complemented where it is a dead end. */
  private readonly arcs: Int32Array;
  private readonly graphShift: number;
  private readonly pending: Int32Array;
  private heads = new Int32Array(0);
  private entries = new Int32Array(3 * 4096);
  private top = 0;
  private free = NONE;
  private shift = 0;
  private bucketCount = 0;
  private isWide = false;

  constructor({ nodeCount, arcStarts, arcs, bucketShift }: SearchGraph) {
    this.ticks = new Int32Array(nodeCount).fill(UNREACHED);
    this.labels = new Int32Array(nodeCount).fill(NONE);
    this.touched = new Int32Array(nodeCount);
    this.pending = new Int32Array((nodeCount >> BLOCK_SHIFT) + 1).fill(UNREACHED);
    this.arcStarts = arcStarts;
    this.graphShift = bucketShift;
    this.arcs = arcs.slice();
    for (let node = 0; node < nodeCount; node++) {
      const end = arcStarts[node + 1] as number;
      for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
        const other = arcs[arc] as number;
        let isDeadEnd = true;
        for (let next = arcStarts[other] as number; next < (arcStarts[other + 1] as number) && isDeadEnd; next += 2) {
          isDeadEnd = arcs[next] === node;
        }
        if (isDeadEnd) this.arcs[arc] = ~other;
      }
    }
  }

  clear(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const node = this.touched[i] as number;
      this.ticks[node] = UNREACHED;
      this.labels[node] = NONE;
    }
    this.touchedCount = 0;
  }

  open(limitTicks: number, startCount = 1): void {
    const limit = Math.min(limitTicks, MOST_TICKS);
    this.isWide = startCount >= WIDE_STARTS && this.pending.length > 1;
    this.shift = this.isWide ? this.graphShift : Math.max(0, this.graphShift - NEAR_NARROWER);
    this.bucketCount = (limit >>> this.shift) + 1;
    const size = this.bucketCount * (this.isWide ? this.pending.length : 1);
    if (this.heads.length < size) this.heads = new Int32Array(size).fill(NONE);
    this.top = 0;
    this.free = NONE;
  }

  start(node: number, ticks: number, label: number): void {
    const known = this.ticks[node] as number;
    if (ticks > known || (ticks === known && label >= (this.labels[node] as number))) return;
    if (known === UNREACHED) this.touched[this.touchedCount++] = node;
    this.ticks[node] = ticks;
    this.labels[node] = label;
    const bucket = ticks >>> this.shift;
    const block = this.isWide ? node >>> BLOCK_SHIFT : 0;
    this.add(block * this.bucketCount + bucket, node, ticks);
    if (this.isWide && bucket < (this.pending[block] as number)) this.pending[block] = bucket;
  }

  private add(slot: number, node: number, ticks: number): void {
    if (this.top + 3 > this.entries.length) this.entries = grow(this.entries);
    this.entries[this.top] = node;
    this.entries[this.top + 1] = ticks;
    this.entries[this.top + 2] = this.heads[slot] as number;
    this.heads[slot] = this.top;
    this.top += 3;
  }

  run(limitTicks: number): void {
    if (this.isWide) this.runWide(limitTicks | 0);
    else this.runNear(limitTicks | 0);
  }

  private runNear(limit: number): void {
    const { arcStarts, arcs, ticks, labels, touched, heads, shift, bucketCount } = this;
    let { entries, top, touchedCount } = this;
    for (let bucket = 0; bucket < bucketCount; bucket = (bucket + 1) | 0) {
      let entry = heads[bucket] as number;
      while (entry >= 0) {
        heads[bucket] = entries[entry + 2] as number;
        const node = entries[entry] as number;
        const cost = entries[entry + 1] as number;
        if (ticks[node] === cost) {
          const label = labels[node] as number;
          const end = arcStarts[node + 1] as number;
          for (let arc = arcStarts[node] as number; arc < end; arc = (arc + 2) | 0) {
            const reached = (cost + (arcs[arc + 1] as number)) | 0;
            if (reached > limit) continue;
            let other = arcs[arc] as number;
            const isDeadEnd = other < 0;
            if (isDeadEnd) other = ~other;
            const known = ticks[other] as number;
            if (reached > known || (reached === known && label >= (labels[other] as number))) continue;
            ticks[other] = reached;
            labels[other] = label;
            if (known === UNREACHED) touched[touchedCount++] = other;
            if (isDeadEnd) continue;
            const slot = reached >>> shift;
            if (top + 3 > entries.length) {
              entries = grow(entries);
              this.entries = entries;
            }
            entries[top] = other;
            entries[top + 1] = reached;
            entries[top + 2] = heads[slot] as number;
            heads[slot] = top;
            top = (top + 3) | 0;
          }
        }
        entry = heads[bucket] as number;
      }
    }
    this.touchedCount = touchedCount;
  }

  private runWide(limit: number): void {
    const { arcStarts, arcs, ticks, labels, touched, heads, shift, bucketCount, pending } = this;
    let { entries, top, free, touchedCount } = this;
    for (;;) {
      let block = NONE;
      let first = UNREACHED;
      for (let other = 0; other < pending.length; other++) {
        if ((pending[other] as number) < first) {
          first = pending[other] as number;
          block = other;
        }
      }
      if (block < 0) break;
      pending[block] = UNREACHED;
      const base = Math.imul(block, bucketCount);
      const stop = Math.min(bucketCount, first + HORIZON) | 0;
      for (let bucket = first; bucket < stop; bucket = (bucket + 1) | 0) {
        const here = (base + bucket) | 0;
        let entry = heads[here] as number;
        while (entry >= 0) {
          heads[here] = entries[entry + 2] as number;
          entries[entry + 2] = free;
          free = entry;
          const node = entries[entry] as number;
          const cost = entries[entry + 1] as number;
          if (ticks[node] === cost) {
            const label = labels[node] as number;
            const end = arcStarts[node + 1] as number;
            for (let arc = arcStarts[node] as number; arc < end; arc = (arc + 2) | 0) {
              const reached = (cost + (arcs[arc + 1] as number)) | 0;
              if (reached > limit) continue;
              let other = arcs[arc] as number;
              const isDeadEnd = other < 0;
              if (isDeadEnd) other = ~other;
              const known = ticks[other] as number;
              if (reached > known || (reached === known && label >= (labels[other] as number))) continue;
              ticks[other] = reached;
              labels[other] = label;
              if (known === UNREACHED) touched[touchedCount++] = other;
              if (isDeadEnd) continue;
              const otherBlock = other >>> BLOCK_SHIFT;
              const target = reached >>> shift;
              const slot = (Math.imul(otherBlock, bucketCount) + target) | 0;
              let added = free;
              if (added >= 0) free = entries[added + 2] as number;
              else {
                if (top + 3 > entries.length) {
                  entries = grow(entries);
                  this.entries = entries;
                }
                added = top;
                top = (top + 3) | 0;
              }
              entries[added] = other;
              entries[added + 1] = reached;
              entries[added + 2] = heads[slot] as number;
              heads[slot] = added;
              if (target < (pending[otherBlock] as number)) pending[otherBlock] = target;
            }
          }
          entry = heads[here] as number;
        }
      }
      for (let bucket = stop; bucket < bucketCount; bucket++) {
        if ((heads[base + bucket] as number) >= 0) {
          pending[block] = bucket;
          break;
        }
      }
    }
    this.touchedCount = touchedCount;
  }
}

function grow(entries: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(entries.length * 2);
  larger.set(entries);
  return larger;
}
