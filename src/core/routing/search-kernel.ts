/**
 * The search kernel (search-kernel.as, WebAssembly) and the memory it works in: the
 * graph's arcs, costs and labels of the nodes, and the queue, one after the other, the
 * queue last so that it can grow. Made once a graph; takes 4 bytes for each entry of
 * the graph's arrays, 12 a node, and some 12 for each node that waits in the queue.
 */
import { compileKernel, createMemory, growMemory, type LinearMemory, startKernel } from "../web-assembly.ts";
import { KERNEL_HEX } from "./search-kernel-bytes.ts";

/** What the kernel needs of a graph; see SearchGraph. */
interface KernelGraph {
  readonly nodeCount: number;
  readonly arcStarts: Int32Array;
  readonly arcs: Int32Array;
}

interface KernelExports {
  place(
    arcStarts: number,
    arcs: number,
    ticks: number,
    labels: number,
    touched: number,
    pending: number,
    blocks: number,
    mostArcsANode: number,
  ): void;
  open(
    heads: number,
    entries: number,
    entriesBytes: number,
    bucketShift: number,
    bucketCount: number,
    isLabelled: boolean,
  ): void;
  extend(entriesBytes: number): void;
  countTouched(): number;
  clear(): void;
  startNear(node: number, ticks: number, label: number): number;
  startWide(node: number, ticks: number, label: number): number;
  searchNear(limitTicks: number): number;
  searchBare(limitTicks: number): number;
  searchWide(limitTicks: number): number;
}

const NONE = -1;
/** Cost of a node that was not reached. */
export const UNREACHED = 0x7fffffff;
/** Nodes of a block of the wide search are `2 ** BLOCK_SHIFT`, as in search-kernel.as. */
const BLOCK_SHIFT = 13;
/** First guess of the queue's room; it doubles when a search needs more. */
const FIRST_ENTRIES_BYTES = 12 * 4096;

let compiled: object | null = null;

export class SearchKernel {
  readonly exports: KernelExports;
  /** Views of the memory, made anew whenever it grows. */
  ticks = new Int32Array(0);
  labels = new Int32Array(0);
  touched = new Int32Array(0);
  readonly blockCount: number;
  private readonly memory: LinearMemory;
  private readonly nodeCount: number;
  private readonly ticksAt: number;
  private readonly headsAt: number;
  private headsBytes = 0;
  private entriesBytes = FIRST_ENTRIES_BYTES;

  constructor({ nodeCount, arcStarts, arcs }: KernelGraph) {
    compiled ??= compileKernel(KERNEL_HEX);
    this.nodeCount = nodeCount;
    this.blockCount = (nodeCount >> BLOCK_SHIFT) + 1;
    const arcsAt = 4 * (nodeCount + 1);
    this.ticksAt = arcsAt + 4 * arcs.length;
    // The kernel writes one entry past the nodes touched.
    const pendingAt = this.ticksAt + 12 * nodeCount + 4;
    this.headsAt = pendingAt + 4 * this.blockCount;
    this.memory = createMemory(this.headsAt + this.entriesBytes);
    this.exports = startKernel(compiled, this.memory) as KernelExports;
    const memory = new Int32Array(this.memory.buffer);
    memory.set(arcStarts);
    const most = copyArcs(memory.subarray(nodeCount + 1, nodeCount + 1 + arcs.length), nodeCount, arcStarts, arcs);
    this.viewMemory();
    this.ticks.fill(UNREACHED);
    this.labels.fill(NONE);
    memory.fill(UNREACHED, pendingAt / 4, this.headsAt / 4);
    const labelsAt = this.ticksAt + 4 * nodeCount;
    this.exports.place(0, arcsAt, this.ticksAt, labelsAt, labelsAt + 4 * nodeCount, pendingAt, this.blockCount, most);
  }

  /** Prepares empty queues of so many buckets each, `2 ** bucketShift` ticks wide. */
  open(bucketShift: number, bucketCount: number, queueCount: number, isLabelled: boolean): void {
    const bytes = 4 * bucketCount * queueCount;
    if (bytes > this.headsBytes) {
      this.reserve(this.headsAt + bytes + this.entriesBytes);
      new Int32Array(this.memory.buffer, this.headsAt, bytes / 4).fill(NONE);
      this.headsBytes = bytes;
    }
    const entriesAt = this.headsAt + this.headsBytes;
    this.exports.open(this.headsAt, entriesAt, this.entriesBytes, bucketShift, bucketCount, isLabelled);
  }

  /** Doubles the room for entries of the queue. */
  extend(): void {
    this.reserve(this.headsAt + this.headsBytes + 2 * this.entriesBytes);
    this.entriesBytes *= 2;
    this.exports.extend(this.entriesBytes);
  }

  private reserve(bytes: number): void {
    if (growMemory(this.memory, bytes)) this.viewMemory();
  }

  private viewMemory(): void {
    const { buffer } = this.memory;
    const bytes = 4 * this.nodeCount;
    this.ticks = new Int32Array(buffer, this.ticksAt, this.nodeCount);
    this.labels = new Int32Array(buffer, this.ticksAt + bytes, this.nodeCount);
    this.touched = new Int32Array(buffer, this.ticksAt + 2 * bytes, this.nodeCount);
  }
}

/**
 * Copies the arcs, telling by a complemented node where an arc leads into a dead end:
 * from there a search could only turn back, so the node need not wait in the queue.
 * Answers the most arcs that a node has.
 */
function copyArcs(into: Int32Array, nodeCount: number, arcStarts: Int32Array, arcs: Int32Array): number {
  let most = 0;
  for (let node = 0; node < nodeCount; node++) {
    const end = arcStarts[node + 1] as number;
    most = Math.max(most, (end - (arcStarts[node] as number)) / 2);
    for (let arc = arcStarts[node] as number; arc < end; arc += 2) {
      const other = arcs[arc] as number;
      let isDeadEnd = true;
      const otherEnd = arcStarts[other + 1] as number;
      for (let next = arcStarts[other] as number; next < otherEnd && isDeadEnd; next += 2) {
        isDeadEnd = arcs[next] === node;
      }
      into[arc] = isDeadEnd ? ~other : other;
      into[arc + 1] = arcs[arc + 1] as number;
    }
  }
  return most;
}
