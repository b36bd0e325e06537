/**
 * A monotone priority queue of nodes keyed by cost, for bounded searches. Costs are
 * unrounded seconds; a bucket holds the nodes whose cost falls in the same second.
 * Within a bucket the order is free: a node whose cost drops after it was taken is
 * simply put back, so results are exact whatever the bucket width. Intrusive
 * doubly linked lists: no allocation per operation (Dial 1969; Denardo & Fox 1979).
 */

const NOT_QUEUED = -2;
const NONE = -1;

export class BucketQueue {
  private readonly heads: Int32Array;
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly buckets: Int32Array;
  private current = 0;

  /**
   * @param nodeCount nodes are 0 … nodeCount - 1
   * @param limit largest key that will be pushed
   */
  constructor(nodeCount: number, limit: number) {
    this.heads = new Int32Array(Math.floor(limit) + 2).fill(NONE);
    this.next = new Int32Array(nodeCount);
    this.previous = new Int32Array(nodeCount);
    this.buckets = new Int32Array(nodeCount).fill(NOT_QUEUED);
  }

  /** Queues a node under a key, or moves it there when it is queued already. */
  push(node: number, key: number): void {
    const bucket = Math.floor(key);
    const old = this.buckets[node] as number;
    if (old === bucket) return;
    if (old !== NOT_QUEUED) this.unlink(node, old);
    const head = this.heads[bucket] as number;
    this.next[node] = head;
    this.previous[node] = NONE;
    if (head !== NONE) this.previous[head] = node;
    this.heads[bucket] = node;
    this.buckets[node] = bucket;
  }

  /** Takes a node of the lowest bucket, or returns -1 when the queue is empty. */
  pop(): number {
    const { heads } = this;
    while (this.current < heads.length) {
      const node = heads[this.current] as number;
      if (node !== NONE) {
        this.unlink(node, this.current);
        this.buckets[node] = NOT_QUEUED;
        return node;
      }
      this.current++;
    }
    return -1;
  }

  private unlink(node: number, bucket: number): void {
    const before = this.previous[node] as number;
    const after = this.next[node] as number;
    if (before === NONE) this.heads[bucket] = after;
    else this.next[before] = after;
    if (after !== NONE) this.previous[after] = before;
  }
}
