/**
 * Can so many sites cover everybody? A question of covering, answered by the search of the p-median (covered costs
 * nothing, uncovered 1) after what is implied has gone: demand that any cover of another demand covers too, and sites
 * that cover no more than another does (Toregas, Swain, ReVelle and Bergman 1971; Minieka 1970).
 */
import type { CostRows } from "../../access/cost-rows.ts";
import { buildCoverModel } from "../cover/cover-model.ts";
import { findSmallCover } from "../cover/find-small-cover.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { chooseValuer } from "../median/p-median-capacity.ts";
import { createCoverInstance, type MedianInstance } from "../median/p-median-instance.ts";
import { MedianState } from "../median/p-median-interchange.ts";
import { kickSites } from "../median/p-median-kicks.ts";
import { cutAt, type Incumbent, NEAREST } from "../median/p-median-node.ts";
import { searchTree } from "../median/p-median-tree.ts";
import { NumberSeries } from "../number-series.ts";

export interface CoverQuestion {
  /** Pairs within the radius, merged demand with people. */
  readonly rows: CostRows;
  readonly people: Float64Array;
  readonly capacity: Float64Array | null;
  readonly fixedSites: Int32Array;
  readonly count: number | null;
  readonly siteCosts: Float64Array | null;
  readonly budget: number;
  /** Asked where nothing but the number of sites counts; null: bounds, exchanges and the tree decide alone. */
  readonly solver?: ProgramSolver | null;
  readonly secondsLeft?: () => number;
}

export interface CoverFound {
  /** Sites that cover everybody within the limits; null where none were found. */
  readonly sites: Int32Array | null;
  /** Whether it is proven that there are none. */
  readonly isImpossible: boolean;
}

/** An uncovered share of all people below this is rounding. */
const TINY_SHARE = 1e-9;
/** Comparing all demand in pairs repays up to this many. */
const MOST_COMPARED = 3000;
const KICKS = 60;

/** Yields while it works. */
export function* findCover(question: CoverQuestion, isOver: () => boolean): Generator<void, CoverFound> {
  const { capacity, people, fixedSites, count, siteCosts, budget, rows } = question;
  for (let demand = 0; demand < rows.demandCount; demand++)
    if (rows.rowStarts[demand] === rows.rowStarts[demand + 1] && capacity === null)
      return { sites: null, isImpossible: true };
  const kept = capacity ? null : dropImplied(rows, fixedSites, siteCosts === null);
  const limits = { fixedSites, count, siteCosts, budget };
  const instance = createCoverInstance(kept ?? rows, people, capacity, limits);
  const status = new Int8Array(instance.siteCount);
  for (const site of fixedSites) status[site] = 1;
  const valuer = chooseValuer(instance, NEAREST);
  const tiny = capacity ? TINY_SHARE * people.reduce((sum, part) => sum + part, 0) : 0;
  const found: Incumbent = { cost: Infinity, sites: null };
  valuer.offer(instance, status, [...fixedSites], found, isOver);
  if (found.sites && found.cost <= tiny) return { sites: found.sites, isImpossible: false };
  if (capacity === null && countApart(instance, fixedSites) > (count ?? Infinity) - fixedSites.length)
    return { sites: null, isImpossible: true };
  yield;
  if (kept !== null && siteCosts === null && count !== null) {
    const closed = yield* closeOn(kept, question, isOver);
    if (closed.sites !== null || closed.isImpossible) return closed;
    yield;
  }
  const isFound = (): boolean => found.cost <= tiny;
  const shares = new Float64Array(instance.siteCount).fill(1);
  kickSites(valuer, instance, status, shares, found, new NumberSeries(), KICKS, () => isFound() || isOver());
  if (found.sites && isFound()) return { sites: found.sites, isImpossible: false };
  yield;
  // Nothing but a full cover counts: whatever leaves anybody out is no better than the limit.
  const best: Incumbent = { cost: capacity ? 2 * tiny : 1, sites: null };
  const tree = searchTree(valuer, instance, best, status, { isOver, mostNodes: Infinity, gap: 0, isDeep: true });
  for (;;) {
    const step = tree.next();
    if (step.done) {
      if (best.sites) return { sites: best.sites, isImpossible: false };
      return { sites: null, isImpossible: step.value > cutAt(best, instance) };
    }
    yield;
  }
}

/** Of the time left, what prices, exchanges and the solver may take; the tree has the rest. */
const CLOSING_SHARE = 0.7;

/** Closes on the fewest sites that cover, others filled up to the number asked for. */
function* closeOn(
  { demandCount, siteCount, rowStarts, siteIndexes }: CostRows,
  { fixedSites, count, solver = null, secondsLeft = () => Infinity }: CoverQuestion,
  isOver: () => boolean,
): Generator<void, CoverFound> {
  const ones = new Int32Array(demandCount).fill(1);
  const raw = { count: demandCount, weights: ones, needs: ones, starts: rowStarts, sites: siteIndexes };
  const all = Int32Array.from({ length: siteCount }, (_, site) => site);
  const until = (1 - CLOSING_SHARE) * secondsLeft();
  const found = yield* findSmallCover(buildCoverModel(raw, all, 0), (count as number) - fixedSites.length, {
    solver,
    isOver: () => isOver() || secondsLeft() < until,
    secondsLeft: () => Math.max(0, secondsLeft() - until),
  });
  if (found.sites === null) return { sites: null, isImpossible: found.isImpossible };
  const open = new Set([...fixedSites, ...found.sites]);
  for (let site = 0; site < siteCount && open.size < (count as number); site++) open.add(site);
  return { sites: Int32Array.from(open).sort(), isImpossible: false };
}

/** Demand that shares no site with another: each needs a site of its own (fixed sites are left out). */
function countApart(instance: MedianInstance, fixedSites: Int32Array): number {
  const { demandCount, siteCount, starts, sites } = instance;
  const { first } = new MedianState(instance, fixedSites);
  const isUsed = new Uint8Array(siteCount);
  const order = Array.from({ length: demandCount }, (_, demand) => demand);
  const lengthOf = (demand: number): number => (starts[demand + 1] as number) - (starts[demand] as number);
  order.sort((a, b) => lengthOf(a) - lengthOf(b) || a - b);
  let apart = 0;
  for (const demand of order) {
    if ((first[demand] as number) >= 0) continue;
    const reach = sites.subarray(starts[demand], starts[demand + 1]);
    if (reach.some((site) => isUsed[site] === 1)) continue;
    for (const site of reach) isUsed[site] = 1;
    apart++;
  }
  return apart;
}

/** Rows without implied demand, and (where sites are free) without pairs of sites that others can stand in for. */
function dropImplied(rows: CostRows, fixedSites: Int32Array, isFree: boolean): CostRows {
  const { siteCount } = rows;
  const isFixed = new Uint8Array(siteCount);
  for (const site of fixedSites) isFixed[site] = 1;
  let sets: Int32Array[] = [];
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const reach = rows.siteIndexes.subarray(rows.rowStarts[demand], rows.rowStarts[demand + 1]);
    if (!reach.some((site) => isFixed[site] === 1)) sets.push(reach);
  }
  for (;;) {
    const before = sets.reduce((sum, set) => sum + set.length, 0);
    if (sets.length <= MOST_COMPARED) sets = keepSmallest(sets, siteCount);
    if (isFree) {
      const columns: number[][] = Array.from({ length: siteCount }, () => []);
      sets.forEach((set, demand) => {
        for (const site of set) columns[site]?.push(demand);
      });
      const isKept = keepLargest(columns, sets.length);
      sets = sets.map((set) => set.filter((site) => isKept[site] === 1));
    }
    if (sets.reduce((sum, set) => sum + set.length, 0) === before) break;
  }
  const rowStarts = new Float64Array(sets.length + 1);
  sets.forEach((set, demand) => {
    rowStarts[demand + 1] = (rowStarts[demand] as number) + set.length;
  });
  const siteIndexes = new Int32Array(rowStarts[sets.length] as number);
  sets.forEach((set, demand) => {
    siteIndexes.set(set, rowStarts[demand]);
  });
  return { demandCount: sets.length, siteCount, rowStarts, siteIndexes, costs: new Float64Array(siteIndexes.length) };
}

/** Sets that contain no other set. */
function keepSmallest(sets: readonly Int32Array[], siteCount: number): Int32Array[] {
  const bits = sets.map((set) => toBits(set, siteCount));
  const order = sets.map((_, at) => at).sort((a, b) => sets[a]!.length - sets[b]!.length || a - b);
  const kept: number[] = [];
  for (const at of order) if (!kept.some((smaller) => isWithin(bits[smaller]!, bits[at]!))) kept.push(at);
  return kept.sort((a, b) => a - b).map((at) => sets[at] as Int32Array);
}

/** 1 for sites whose demand no other site covers as well; of equal ones the first stays. */
function keepLargest(columns: readonly number[][], demandCount: number): Uint8Array {
  const isKept = new Uint8Array(columns.length);
  const bits = columns.map((column) => toBits(column, demandCount));
  const order = columns.map((_, at) => at).filter((at) => columns[at]!.length > 0);
  order.sort((a, b) => columns[b]!.length - columns[a]!.length || a - b);
  const kept: number[] = [];
  for (const at of order) if (!kept.some((larger) => isWithin(bits[at]!, bits[larger]!))) kept.push(at);
  for (const at of kept) isKept[at] = 1;
  return isKept;
}

function toBits(members: ArrayLike<number>, size: number): Int32Array {
  const bits = new Int32Array((size >> 5) + 1);
  for (let at = 0; at < members.length; at++)
    bits[(members[at] as number) >> 5]! |= 1 << ((members[at] as number) & 31);
  return bits;
}

function isWithin(inner: Int32Array, outer: Int32Array): boolean {
  for (let at = 0; at < inner.length; at++) if (((inner[at] as number) & ~(outer[at] as number)) !== 0) return false;
  return true;
}
