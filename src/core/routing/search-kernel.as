/**
 * The inner loop of every search, compiled to WebAssembly by `npm run kernel`: least
 * costs in whole ticks from labelled starts up to a limit. All arrays are 32-bit
 * integers in one linear memory that search-kernel.ts lays out; addresses are in bytes.
 *
 * Both searches use buckets (Dial 1969) and correct labels: an entry keeps the cost that
 * it was filed under and is passed over when the node has been bettered since. Among
 * equal costs the lowest label wins, so the order of work leaves no trace.
 *
 * `searchNear` keeps one queue: right for what a walk reaches. `searchWide` gives each
 * block of 2 ** 13 nodes a queue of its own and searches it up to a horizon before it
 * turns to the next (Meyer & Sanders 2003, by block), so that a search over millions of
 * nodes stays in the processor's cache.
 */

const UNREACHED: i32 = 0x7fffffff;
const NONE: i32 = -1;
const BLOCK_SHIFT: i32 = 13;
const HORIZON: i32 = 16;
/** node, cost, address of the next entry. */
const ENTRY_BYTES: i32 = 12;

let arcStarts: usize = 0;
let arcs: usize = 0;
let ticks: usize = 0;
let labels: usize = 0;
let touched: usize = 0;
let pending: usize = 0;
let blockCount: i32 = 0;
let mostEntriesANode: i32 = 0;

let heads: usize = 0;
let entries: usize = 0;
let entriesEnd: i32 = 0;
let bucketShift: i32 = 0;
let bucketCount: i32 = 0;

let keepsLabels: bool = true;
let touchedCount: i32 = 0;
let entryTop: i32 = 0;
let freeEntry: i32 = NONE;
let nextBucket: i32 = 0;

/** Where the network lies, once. */
export function place(
  arcStartsAt: usize, arcsAt: usize, ticksAt: usize, labelsAt: usize, touchedAt: usize, pendingAt: usize,
  blocks: i32, mostArcsANode: i32,
): void {
  arcStarts = arcStartsAt;
  arcs = arcsAt;
  ticks = ticksAt;
  labels = labelsAt;
  touched = touchedAt;
  pending = pendingAt;
  blockCount = blocks;
  mostEntriesANode = mostArcsANode * ENTRY_BYTES;
}

/** Prepares an empty queue; every bucket is empty between searches. */
export function open(
  headsAt: usize, entriesAt: usize, entriesBytes: i32, shift: i32, buckets: i32, labelled: bool,
): void {
  keepsLabels = labelled;
  heads = headsAt;
  entries = entriesAt;
  entriesEnd = entriesBytes;
  bucketShift = shift;
  bucketCount = buckets;
  entryTop = 0;
  freeEntry = NONE;
  nextBucket = 0;
}

/** Tells of more room for entries after the memory has grown. */
export function extend(entriesBytes: i32): void {
  entriesEnd = entriesBytes;
}

export function countTouched(): i32 {
  return touchedCount;
}

/** Forgets the last search. */
export function clear(): void {
  for (let i: i32 = 0; i < touchedCount; i++) {
    store<i32>(ticks + (<usize>load<i32>(touched + (<usize>i << 2)) << 2), UNREACHED);
  }
  if (keepsLabels) {
    for (let i: i32 = 0; i < touchedCount; i++) {
      store<i32>(labels + (<usize>load<i32>(touched + (<usize>i << 2)) << 2), NONE);
    }
  }
  touchedCount = 0;
}

/** Sets a node's cost and label if they are better than what is known; true where they are. */
@inline
function better(node: i32, cost: i32, label: i32): bool {
  const offset = <usize>node << 2;
  const known = load<i32>(ticks + offset);
  if (cost > known) return false;
  if (cost == known && label >= load<i32>(labels + offset)) return false;
  store<i32>(ticks + offset, cost);
  if (keepsLabels) store<i32>(labels + offset, label);
  if (known == UNREACHED) {
    store<i32>(touched + (<usize>touchedCount << 2), node);
    touchedCount++;
  }
  return true;
}

/** A start for `searchNear`; false where there is no room for it (extend, then ask again). */
export function startNear(node: i32, cost: i32, label: i32): bool {
  if (entryTop + ENTRY_BYTES > entriesEnd) return false;
  if (better(node, cost, label)) {
    const head = heads + (<usize>(cost >>> bucketShift) << 2);
    const entry = entries + <usize>entryTop;
    store<i32>(entry, node);
    store<i32>(entry, cost, 4);
    store<i32>(entry, load<i32>(head), 8);
    store<i32>(head, entryTop);
    entryTop += ENTRY_BYTES;
  }
  return true;
}

/**
 * Searches with one queue; false where it ran out of room for entries: extend, then call
 * again to go on. Arcs are relaxed without a branch: what does not count is written
 * where the next thing overwrites it (`touched` has room for one node more), for in a town a
 * processor guesses wrong once in every few arcs.
 */
export function searchNear(limit: i32): bool {
  const S = arcStarts, A = arcs, T = ticks, L = labels, R = touched, E = entries;
  const shift = bucketShift;
  const room = entriesEnd - mostEntriesANode;
  let top = entryTop;
  let count = touchedCount;
  for (let bucket = nextBucket; bucket < bucketCount; bucket++) {
    const here = heads + (<usize>bucket << 2);
    let entry = load<i32>(here);
    while (entry >= 0) {
      if (top > room) {
        entryTop = top;
        touchedCount = count;
        nextBucket = bucket;
        return false;
      }
      const at = E + <usize>entry;
      store<i32>(here, load<i32>(at, 8));
      const node = <usize>load<i32>(at) << 2;
      const cost = load<i32>(at, 4);
      if (load<i32>(T + node) == cost) {
        const label = load<i32>(L + node);
        const end = A + (<usize>load<i32>(S + node, 4) << 2);
        for (let arc = A + (<usize>load<i32>(S + node) << 2); arc < end; arc += 8) {
          const reached = cost + load<i32>(arc, 4);
          const coded = load<i32>(arc);
          const other = coded ^ (coded >> 31);
          const offset = <usize>other << 2;
          const known = load<i32>(T + offset);
          const knownLabel = load<i32>(L + offset);
          const better = i32(reached <= limit) & (i32(reached < known) | (i32(reached == known) & i32(label < knownLabel)));
          store<i32>(T + offset, select<i32>(reached, known, better));
          store<i32>(L + offset, select<i32>(label, knownLabel, better));
          store<i32>(R + (<usize>count << 2), other);
          count += better & i32(known == UNREACHED);
          const waits = better & i32(coded >= 0);
          const head = heads + (<usize>select<i32>(reached >>> shift, 0, waits) << 2);
          const first = load<i32>(head);
          const added = E + <usize>top;
          store<i32>(added, other);
          store<i32>(added, reached, 4);
          store<i32>(added, first, 8);
          store<i32>(head, select<i32>(top, first, waits));
          top += select<i32>(ENTRY_BYTES, 0, waits);
        }
      }
      entry = load<i32>(here);
    }
  }
  entryTop = 0;
  nextBucket = 0;
  touchedCount = count;
  return true;
}

/** As `searchNear`, for a queue that was opened without labels. */
export function searchBare(limit: i32): bool {
  const S = arcStarts, A = arcs, T = ticks, R = touched, E = entries;
  const shift = bucketShift;
  const room = entriesEnd - mostEntriesANode;
  let top = entryTop;
  let count = touchedCount;
  for (let bucket = nextBucket; bucket < bucketCount; bucket++) {
    const here = heads + (<usize>bucket << 2);
    let entry = load<i32>(here);
    while (entry >= 0) {
      if (top > room) {
        entryTop = top;
        touchedCount = count;
        nextBucket = bucket;
        return false;
      }
      const at = E + <usize>entry;
      store<i32>(here, load<i32>(at, 8));
      const node = <usize>load<i32>(at) << 2;
      const cost = load<i32>(at, 4);
      if (load<i32>(T + node) == cost) {
        const end = A + (<usize>load<i32>(S + node, 4) << 2);
        for (let arc = A + (<usize>load<i32>(S + node) << 2); arc < end; arc += 8) {
          const reached = cost + load<i32>(arc, 4);
          const coded = load<i32>(arc);
          const other = coded ^ (coded >> 31);
          const offset = <usize>other << 2;
          const known = load<i32>(T + offset);
          const better = i32(reached <= limit) & i32(reached < known);
          store<i32>(T + offset, select<i32>(reached, known, better));
          store<i32>(R + (<usize>count << 2), other);
          count += better & i32(known == UNREACHED);
          const waits = better & i32(coded >= 0);
          const head = heads + (<usize>select<i32>(reached >>> shift, 0, waits) << 2);
          const first = load<i32>(head);
          const added = E + <usize>top;
          store<i32>(added, other);
          store<i32>(added, reached, 4);
          store<i32>(added, first, 8);
          store<i32>(head, select<i32>(top, first, waits));
          top += select<i32>(ENTRY_BYTES, 0, waits);
        }
      }
      entry = load<i32>(here);
    }
  }
  entryTop = 0;
  nextBucket = 0;
  touchedCount = count;
  return true;
}

/** A start for `searchWide`; false where there is no room for it. */
export function startWide(node: i32, cost: i32, label: i32): bool {
  if (entryTop + ENTRY_BYTES > entriesEnd) return false;
  if (better(node, cost, label)) {
    const block = node >> BLOCK_SHIFT;
    const bucket = cost >>> bucketShift;
    const head = heads + (<usize>(block * bucketCount + bucket) << 2);
    const entry = entries + <usize>entryTop;
    store<i32>(entry, node);
    store<i32>(entry, cost, 4);
    store<i32>(entry, load<i32>(head), 8);
    store<i32>(head, entryTop);
    entryTop += ENTRY_BYTES;
    const first = pending + (<usize>block << 2);
    if (bucket < load<i32>(first)) store<i32>(first, bucket);
  }
  return true;
}

/** Searches block by block; false where it ran out of room for entries: extend, then call again to go on. */
export function searchWide(limit: i32): bool {
  const S = arcStarts, A = arcs, T = ticks, L = labels, R = touched, E = entries, P = pending;
  const shift = bucketShift, buckets = bucketCount;
  const room = entriesEnd - mostEntriesANode;
  let top = entryTop;
  let free = freeEntry;
  let count = touchedCount;
  for (;;) {
    let block: i32 = NONE;
    let first = UNREACHED;
    for (let other: i32 = 0; other < blockCount; other++) {
      const bucket = load<i32>(P + (<usize>other << 2));
      if (bucket < first) {
        first = bucket;
        block = other;
      }
    }
    if (block < 0) break;
    const blockPending = P + (<usize>block << 2);
    store<i32>(blockPending, UNREACHED);
    const base = block * buckets;
    const stop = min(buckets, first + HORIZON);
    for (let bucket = first; bucket < stop; bucket++) {
      const here = heads + (<usize>(base + bucket) << 2);
      let entry = load<i32>(here);
      while (entry >= 0) {
        if (top > room) {
          store<i32>(blockPending, bucket);
          entryTop = top;
          freeEntry = free;
          touchedCount = count;
          return false;
        }
        const at = E + <usize>entry;
        store<i32>(here, load<i32>(at, 8));
        store<i32>(at, free, 8);
        free = entry;
        const node = <usize>load<i32>(at) << 2;
        const cost = load<i32>(at, 4);
        if (load<i32>(T + node) == cost) {
          const label = load<i32>(L + node);
          const end = A + (<usize>load<i32>(S + node, 4) << 2);
          for (let arc = A + (<usize>load<i32>(S + node) << 2); arc < end; arc += 8) {
            const reached = cost + load<i32>(arc, 4);
            if (reached > limit) continue;
            let other = load<i32>(arc);
            const isDeadEnd = other < 0;
            if (isDeadEnd) other = ~other;
            const offset = <usize>other << 2;
            const known = load<i32>(T + offset);
            if (reached > known || (reached == known && label >= load<i32>(L + offset))) continue;
            store<i32>(T + offset, reached);
            store<i32>(L + offset, label);
            if (known == UNREACHED) {
              store<i32>(R + (<usize>count << 2), other);
              count++;
            }
            if (isDeadEnd) continue;
            const otherBlock = other >> BLOCK_SHIFT;
            const target = reached >>> shift;
            const head = heads + (<usize>(otherBlock * buckets + target) << 2);
            let added = free;
            if (added >= 0) free = load<i32>(E + <usize>added, 8);
            else {
              added = top;
              top += ENTRY_BYTES;
            }
            const addedAt = E + <usize>added;
            store<i32>(addedAt, other);
            store<i32>(addedAt, reached, 4);
            store<i32>(addedAt, load<i32>(head), 8);
            store<i32>(head, added);
            const otherPending = P + (<usize>otherBlock << 2);
            if (target < load<i32>(otherPending)) store<i32>(otherPending, target);
          }
        }
        entry = load<i32>(here);
      }
    }
    let left = UNREACHED;
    for (let bucket = stop; bucket < buckets; bucket++) {
      if (load<i32>(heads + (<usize>(base + bucket) << 2)) >= 0) {
        left = bucket;
        break;
      }
    }
    store<i32>(blockPending, left);
  }
  entryTop = 0;
  freeEntry = NONE;
  touchedCount = count;
  return true;
}
