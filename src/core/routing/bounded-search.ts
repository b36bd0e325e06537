/**
 * The search itself: least costs from many starts at once, up to a limit, each node
 * carrying the label of its start. Costs are whole ticks, so the result is the same
 * whatever the order of work: the least cost, and the lowest label among those that
 * are carried to a node at it. The inner loop is search-kernel.as; decision 0004 says
 * why it is WebAssembly. A search costs what it reaches, not what exists.
 */

import { MOST_TICKS, type SearchGraph } from "./search-graph.ts";
import { SearchKernel } from "./search-kernel.ts";

export { UNREACHED } from "./search-kernel.ts";

/** Searches from so many starts, or as far as so many buckets, work block by block on networks of several blocks. */
const WIDE_STARTS = 64;
const WIDE_BUCKETS = 256;
const MOST_NEAR_BUCKETS = 2 ** 16;
const MOST_WIDE_BUCKETS = 2 ** 24;
/** Buckets of a search with one queue are this many powers of two narrower. */
const NEAR_NARROWER = 3;

export class BoundedSearch {
  graph: SearchGraph;
  touchedCount = 0;
  private readonly kernel: SearchKernel;
  private isWide = false;
  private isLabelled = true;

  constructor(graph: SearchGraph) {
    this.graph = graph;
    this.kernel = new SearchKernel(graph);
  }

  /** Ticks of each node, UNREACHED beyond the limit. Read it after `run`: the view changes when the memory grows. */
  get ticks(): Int32Array {
    return this.kernel.ticks;
  }

  /** Label of the start that gave them, -1 where unreached; void after a search that was opened without labels. */
  get labels(): Int32Array {
    return this.kernel.labels;
  }

  /** Nodes reached, in the order of their first touch; `touchedCount` of them count. */
  get touched(): Int32Array {
    return this.kernel.touched;
  }

  /** Forgets the last search; costs what that one reached. */
  clear(): void {
    this.kernel.exports.clear();
    this.touchedCount = 0;
  }

  /**
   * Prepares for about so many starts up to a limit in ticks (inclusive, below MOST_TICKS);
   * starts that need not be told apart are searched faster without labels.
   */
  open(limitTicks: number, startCount = 1, isLabelled = true): void {
    const { kernel } = this;
    const limit = Math.min(limitTicks, MOST_TICKS);
    const isFar = limit >>> this.graph.bucketShift >= WIDE_BUCKETS;
    this.isWide = kernel.blockCount > 1 && (startCount >= WIDE_STARTS || isFar);
    this.isLabelled = isLabelled || this.isWide;
    const queues = this.isWide ? kernel.blockCount : 1;
    const most = this.isWide ? MOST_WIDE_BUCKETS : MOST_NEAR_BUCKETS;
    let shift = this.isWide ? this.graph.bucketShift : Math.max(0, this.graph.bucketShift - NEAR_NARROWER);
    while (((limit >>> shift) + 1) * queues > most) shift++;
    const buckets = (limit >>> shift) + 1;
    kernel.open(shift, buckets, queues, this.isLabelled);
  }

  /** Starts at a node with a cost, unless it is known to be reached at less, or as much by a lower label. */
  start(node: number, ticks: number, label: number): void {
    const { exports } = this.kernel;
    if (this.isWide) {
      while (exports.startWide(node, ticks, label) === 0) this.kernel.extend();
    } else {
      while (exports.startNear(node, ticks, label) === 0) this.kernel.extend();
    }
  }

  /** Searches outwards from the starts. */
  run(limitTicks: number): void {
    const { exports } = this.kernel;
    if (this.isWide) {
      while (exports.searchWide(limitTicks) === 0) this.kernel.extend();
    } else {
      const search = this.isLabelled ? exports.searchNear : exports.searchBare;
      while (search(limitTicks) === 0) this.kernel.extend();
    }
    this.touchedCount = exports.countTouched();
  }
}

/** Searches at rest, by the arcs that they hold: a graph's memory is laid out once. */
const resting = new WeakMap<Int32Array, BoundedSearch[]>();

/** A cleared search on a graph, one that rests or a new one; give it back when its arrays are no longer read. */
export function takeSearch(graph: SearchGraph): BoundedSearch {
  const search = resting.get(graph.arcs)?.pop() ?? new BoundedSearch(graph);
  search.graph = graph;
  return search;
}

/** Lets a search rest for the next one on the same graph. */
export function giveBackSearch(search: BoundedSearch): void {
  search.clear();
  const others = resting.get(search.graph.arcs);
  if (others === undefined) resting.set(search.graph.arcs, [search]);
  else others.push(search);
}
