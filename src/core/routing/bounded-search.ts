/**
 * The search itself: least costs from many starts at once, up to a limit, each node
 * carrying the label of its start. Nodes lie along a Hilbert curve; a block of them
 * fits in the processor's cache and is searched with its own bucket queue up to a
 * horizon before the next block is taken, and a node that is bettered later is put
 * back. Costs are whole ticks, so the result is the same whatever the order of work:
 * the least cost, and the lowest label among those that are carried to a node at it.
 * After Dial 1969 (buckets) and Meyer & Sanders 2003 (delta-stepping, by block here).
 * Nothing is allocated per edge; a search costs what it reaches, not what exists.
 */
import { MOST_TICKS, type SearchGraph } from "./search-graph.ts";

/** Cost of a node that was not reached. */
export const UNREACHED = 0x7fffffff;
const NONE = -1;
/** Nodes of a block: 2 ** 13, whose costs, labels and arcs take some 300 kB. */
const BLOCK_SHIFT = 13;
/** Buckets that a block is searched ahead of the others. */
const HORIZON = 8;
const MOST_HEADS = 2 ** 24;

export class BoundedSearch {
  readonly graph: SearchGraph;
  /** Ticks of each node, UNREACHED beyond the limit. */
  readonly ticks: Int32Array;
  /** Label of the start that gave them, -1 where unreached. */
  readonly labels: Int32Array;
  /** Nodes reached so far, in the order of their first touch; `touchedCount` of them count. */
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly queued: Uint8Array;
  private entries = new Int32Array(2048);
  private entryTop = 0;
  private heads = new Int32Array(0);
  private readonly pending: Int32Array;
  private bucketCount = 0;
  private bucketShift = 0;

  constructor(graph: SearchGraph) {
    this.graph = graph;
    const { nodeCount } = graph;
    this.ticks = new Int32Array(nodeCount).fill(UNREACHED);
    this.labels = new Int32Array(nodeCount).fill(NONE);
    this.touched = new Int32Array(nodeCount);
    this.queued = new Uint8Array(nodeCount);
    this.pending = new Int32Array((nodeCount >> BLOCK_SHIFT) + 1).fill(UNREACHED);
  }

  /** Forgets the last search; costs what that one reached. */
  clear(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const node = this.touched[i] as number;
      this.ticks[node] = UNREACHED;
      this.labels[node] = NONE;
    }
    this.touchedCount = 0;
  }

  /** Prepares for starts up to a limit in ticks (inclusive, below MOST_TICKS). */
  open(limitTicks: number): void {
    let shift = this.graph.bucketShift;
    const limit = Math.min(limitTicks, MOST_TICKS);
    while (((limit >>> shift) + 2) * this.pending.length > MOST_HEADS) shift++;
    this.bucketShift = shift;
    this.bucketCount = (limit >>> shift) + 2;
    const size = this.bucketCount * this.pending.length;
    // A finished search leaves every bucket empty.
    if (this.heads.length < size) this.heads = new Int32Array(size).fill(NONE);
    this.entryTop = 0;
  }

  /** Starts at a node with a cost, unless it is known to be reached at less, or as much by a lower label. */
  start(node: number, ticks: number, label: number): void {
    const known = this.ticks[node] as number;
    if (ticks > known || (ticks === known && label >= (this.labels[node] as number))) return;
    if (known === UNREACHED) this.touched[this.touchedCount++] = node;
    this.ticks[node] = ticks;
    this.labels[node] = label;
    const bucket = ticks >>> this.bucketShift;
    const isQueued = this.queued[node] !== 0 && known >>> this.bucketShift === bucket;
    if (isQueued) return;
    this.queued[node] = 1;
    const block = node >>> BLOCK_SHIFT;
    const slot = block * this.bucketCount + bucket;
    if (this.entryTop === this.entries.length) this.entries = grow(this.entries);
    this.entries[this.entryTop] = node;
    this.entries[this.entryTop + 1] = this.heads[slot] as number;
    this.heads[slot] = this.entryTop;
    this.entryTop += 2;
    if (bucket < (this.pending[block] as number)) this.pending[block] = bucket;
  }

  /** Searches outwards from the starts. The one loop in which the product's time is spent: fields are hoisted, ints stay ints. */
  run(limitTicks: number): void {
    const { arcStarts, arcs } = this.graph;
    const { ticks, labels, queued, heads, pending, touched, bucketCount, bucketShift } = this;
    let { entries, entryTop, touchedCount } = this;
    const limit = limitTicks | 0;
    let free = NONE;
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
        while (entry !== NONE) {
          const node = entries[entry] as number;
          heads[here] = entries[entry + 1] as number;
          entries[entry + 1] = free;
          free = entry;
          const cost = ticks[node] as number;
          // An entry left behind by a better cost names another bucket, or a node taken already.
          if (queued[node] !== 0 && cost >>> bucketShift === bucket) {
            queued[node] = 0;
            const label = labels[node] as number;
            const end = arcStarts[node + 1] as number;
            for (let arc = arcStarts[node] as number; arc < end; arc = (arc + 2) | 0) {
              const reached = (cost + (arcs[arc + 1] as number)) | 0;
              const other = arcs[arc] as number;
              const known = ticks[other] as number;
              if (reached > known || reached > limit) continue;
              if (reached === known && label >= (labels[other] as number)) continue;
              if (known === UNREACHED) touched[touchedCount++] = other;
              ticks[other] = reached;
              labels[other] = label;
              const target = reached >>> bucketShift;
              if (queued[other] !== 0 && known >>> bucketShift === target) continue;
              queued[other] = 1;
              const otherBlock = other >>> BLOCK_SHIFT;
              const slot = (Math.imul(otherBlock, bucketCount) + target) | 0;
              let taken = free;
              if (taken !== NONE) free = entries[taken + 1] as number;
              else {
                if (entryTop === entries.length) {
                  entries = grow(entries);
                  this.entries = entries;
                }
                taken = entryTop;
                entryTop = (entryTop + 2) | 0;
              }
              entries[taken] = other;
              entries[taken + 1] = heads[slot] as number;
              heads[slot] = taken;
              if (target < (pending[otherBlock] as number)) pending[otherBlock] = target;
            }
          }
          entry = heads[here] as number;
        }
      }
      pending[block] = UNREACHED;
      for (let bucket = stop; bucket < bucketCount; bucket++) {
        if (heads[base + bucket] !== NONE) {
          pending[block] = bucket;
          break;
        }
      }
    }
    this.touchedCount = touchedCount;
    this.entryTop = 0;
  }
}

function grow(entries: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(entries.length * 2);
  larger.set(entries);
  return larger;
}
