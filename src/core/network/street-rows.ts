/**
 * Which lines of two street layers are the same, told by comparing them: same id, shape, permissions,
 * conditions and heights. Lines are edited where they stand, cut into pieces of the same id, or added at the
 * end, so both lists are walked side by side. Cost: a pass over all positions.
 */
import type { Streets } from "../model/streets.ts";

export interface StreetRows {
  /** The old line that each new one repeats, -1 where there is none; ascends. */
  readonly oldRowOf: Int32Array;
  /** The new line that repeats each old one, -1 where there is none. */
  readonly newRowOf: Int32Array;
}

/** So many lines are looked ahead for one that both lists have. */
const LOOK_AHEAD = 256;

export function compareStreets(before: Streets, after: Streets): StreetRows {
  const oldRowOf = new Int32Array(after.count).fill(-1);
  const newRowOf = new Int32Array(before.count).fill(-1);
  let old = 0;
  let row = 0;
  while (old < before.count && row < after.count) {
    const id = before.ids[old] as string;
    if (id !== after.ids[row]) {
      const oldAhead = findAhead(before.ids, old, after.ids[row] as string);
      const ahead = oldAhead < 0 ? findAhead(after.ids, row, id) : -1;
      if (oldAhead >= 0) old = oldAhead;
      else if (ahead >= 0) row = ahead;
      else {
        old++;
        row++;
      }
      continue;
    }
    const same = countSameLines(before, old, after, row);
    if (same > 0) {
      for (let at = 0; at < same; at++) {
        oldRowOf[row + at] = old + at;
        newRowOf[old + at] = row + at;
      }
      old += same;
      row += same;
      continue;
    }
    const oldEnd = endOfRun(before.ids, old);
    const end = endOfRun(after.ids, row);
    for (let at = 0; oldEnd - old === end - row && old + at < oldEnd; at++) {
      if (!isSameLine(before, old + at, after, row + at)) continue;
      oldRowOf[row + at] = old + at;
      newRowOf[old + at] = row + at;
    }
    old = oldEnd;
    row = end;
  }
  return { oldRowOf, newRowOf };
}

function findAhead(ids: readonly string[], from: number, id: string): number {
  const end = Math.min(ids.length, from + LOOK_AHEAD);
  for (let at = from + 1; at < end; at++) if (ids[at] === id) return at;
  return -1;
}

function endOfRun(ids: readonly string[], from: number): number {
  let end = from + 1;
  while (end < ids.length && ids[end] === ids[from]) end++;
  return end;
}

/** How many lines from two rows on are the same, one after the other: after most edits nearly all are. */
function countSameLines(before: Streets, old: number, after: Streets, row: number, most = Infinity): number {
  const end = Math.min(most, before.count - old, after.count - row);
  const shift = (after.starts[row] as number) - (before.starts[old] as number);
  const isShared = before.coordinates === after.coordinates && shift === 0;
  const hasOtherHeights = before.elevations !== after.elevations || shift !== 0;
  for (let at = 0; at < end; at++) {
    const from = before.starts[old + at] as number;
    const to = before.starts[old + at + 1] as number;
    if (after.starts[row + at + 1] !== to + shift || !hasSameFacts(before, old + at, after, row + at)) return at;
    if (!isShared && !hasSameNumbers(before.coordinates, 2 * from, 2 * to, after.coordinates, 2 * shift)) return at;
    if (hasOtherHeights && !hasSameHeights(before, from, after, from + shift, to - from)) return at;
  }
  return end;
}

function hasSameFacts(before: Streets, old: number, after: Streets, row: number): boolean {
  return (
    before.ids[old] === after.ids[row] &&
    before.permissions[old] === after.permissions[row] &&
    before.classes[old] === after.classes[row] &&
    (before.conditions?.[old] ?? 0) === (after.conditions?.[row] ?? 0)
  );
}

function hasSameNumbers(a: Float64Array, from: number, to: number, b: Float64Array, shift: number): boolean {
  for (let at = from; at < to; at++) if (a[at] !== b[at + shift]) return false;
  return true;
}

/** Whether two lines of one id are the same in everything. */
export function isSameLine(before: Streets, old: number, after: Streets, row: number): boolean {
  return countSameLines(before, old, after, row, 1) === 1;
}

function hasSameHeights(before: Streets, from: number, after: Streets, to: number, count: number): boolean {
  const [a, b] = [before.elevations, after.elevations];
  if (a === undefined || b === undefined || count === 0) return a === b;
  const first = a.samples[from] as number;
  const shift = (b.samples[to] as number) - first;
  for (let at = 0; at < count; at++) {
    if ((b.samples[to + at] as number) - (a.samples[from + at] as number) !== shift) return false;
  }
  const last = a.samples[from + count - 1] as number;
  for (let sample = first; sample <= last; sample++) {
    if (!Object.is(a.metres[sample], b.metres[sample + shift])) return false;
  }
  return true;
}
