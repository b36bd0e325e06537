/**
 * One part of all p-median answers: some sites decided, the rest free. Its bound is raised, sites are decided that
 * no better answer can do otherwise with (reduced costs), and answers met on the way are polished and kept.
 */
import { type DualEffort, type DualSearch, MedianDual } from "./p-median-dual.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import { MedianState } from "./p-median-interchange.ts";

/** The best answer so far; `sites` null while only a limit is known that an answer must beat. */
export interface Incumbent {
  cost: number;
  sites: Int32Array | null;
}

export interface MedianNode {
  /** 1 open, −1 closed, 0 free. */
  readonly status: Int8Array;
  readonly search: DualSearch;
}

/** Below 1 by what rounding may do to a sum of whole numbers. */
const LEAST_WHOLE_STEP = 1 - 1e-4;
const LEAST_SHARE = 1e-9;
/** Answers met whose cost is within this share of the best are worth polishing. */
const POLISHED_SHARE = 0.02;

/** A bound above this proves that nothing better than the incumbent is left. */
export function cutAt({ cost }: Incumbent, { isWhole }: MedianInstance): number {
  return isWhole ? cost - LEAST_WHOLE_STEP : cost * (1 - LEAST_SHARE);
}

export function copyNode({ status, search }: MedianNode): MedianNode {
  return {
    status: status.slice(),
    search: { ...search, prices: search.prices.slice(), shares: search.shares.slice() },
  };
}

/** Decides what follows from the number of sites and the budget alone. @returns false where nothing is possible. */
export function decideByLimits({ count, siteCosts, budget }: MedianInstance, status: Int8Array): boolean {
  let open = 0;
  let free = 0;
  let spent = 0;
  for (let site = 0; site < status.length; site++) {
    if (status[site] === 1) {
      open++;
      spent += siteCosts?.[site] ?? 0;
    } else if (status[site] === 0) free++;
  }
  if (spent > budget) return false;
  if (siteCosts) {
    for (let site = 0; site < status.length; site++) {
      if (status[site] !== 0 || spent + (siteCosts[site] as number) <= budget) continue;
      status[site] = -1;
      free--;
    }
  }
  if (count === null) return true;
  if (open > count || open + free < count) return false;
  if (open === count) decideAll(status, -1);
  else if (open + free === count) {
    decideAll(status, 1);
    if (siteCosts) return sumCosts(siteCosts, status) <= budget;
  }
  return true;
}

function decideAll(status: Int8Array, to: 1 | -1): void {
  for (let site = 0; site < status.length; site++) if (status[site] === 0) status[site] = to;
}

function sumCosts(siteCosts: Float64Array, status: Int8Array): number {
  let sum = 0;
  for (let site = 0; site < status.length; site++) if (status[site] === 1) sum += siteCosts[site] as number;
  return sum;
}

/** How answers are valued: with places counted or not. */
export interface MedianValuer {
  createDual(instance: MedianInstance): MedianDual;
  /** Keeps an answer that is better than the best so far, made a local optimum within what is decided. */
  offer(
    instance: MedianInstance,
    status: Int8Array,
    sites: Iterable<number>,
    incumbent: Incumbent,
    isOver: () => boolean,
  ): void;
  /** Prices to begin with, by demand; left out: guessed from the answer known. */
  startPrices?(instance: MedianInstance, incumbent: Incumbent): Float64Array | null;
  /** How many of so many kicks are worth their time. */
  countKicks?(instance: MedianInstance, most: number): number;
  /** What exactly these sites cost as an answer. */
  measure(instance: MedianInstance, sites: Iterable<number>): number;
}

/** These sites and what is missing to the number asked for, added greedily within the node; null where money or sites are short. */
function completeWithin(instance: MedianInstance, status: Int8Array, sites: Iterable<number>): MedianState | null {
  const state = new MedianState(instance, sites);
  if (state.spent > instance.budget) return null;
  state.addGreedily(status);
  return instance.count !== null && state.openCount !== instance.count ? null : state;
}

/** Keeps an answer that is better than the best so far, exchanged to a local optimum within the node. */
function offerSites(
  instance: MedianInstance,
  status: Int8Array,
  sites: Iterable<number>,
  incumbent: Incumbent,
  isOver: () => boolean,
): void {
  const state = completeWithin(instance, status, sites);
  if (state === null) return;
  state.exchange(status, isOver);
  if (!(state.cost < incumbent.cost)) return;
  incumbent.cost = state.cost;
  incumbent.sites = state.listOpen();
}

/** Everybody goes to the cheapest open site. */
export const NEAREST: MedianValuer = {
  createDual: (instance) => new MedianDual(instance),
  offer: offerSites,
  measure: (instance, sites) => new MedianState(instance, sites).cost,
};

/**
 * Raises the bound of a node and decides sites meanwhile. Pauses while it works.
 * @returns false where the node holds nothing better than the incumbent, or nothing at all.
 */
export function* boundNode(
  valuer: MedianValuer,
  dual: MedianDual,
  { status, search }: MedianNode,
  effort: DualEffort,
  incumbent: Incumbent,
  isOver: () => boolean,
): Generator<void, boolean> {
  const { instance } = dual;
  let isDead = !decideByLimits(instance, status);
  if (isDead) return false;
  let polished = 0;
  let lastPolished = Infinity;
  const look = (bound: number): void => {
    const { primal, taken } = dual;
    const limit = incumbent.sites === null ? Infinity : incumbent.cost * (1 + POLISHED_SHARE);
    const isNew = dual.isValued && primal < incumbent.cost;
    const isNearby = !dual.isValued || primal < limit;
    if (isNew || (polished < effort.polished && primal !== lastPolished && isNearby)) {
      const sites: number[] = [];
      for (let site = 0; site < taken.length; site++) if (taken[site] === 1) sites.push(site);
      if (!isNew) polished++;
      lastPolished = primal;
      valuer.offer(instance, status, sites, incumbent, isOver);
    }
    if (decideByValue(dual, status, bound, cutAt(incumbent, instance))) isDead = !decideByLimits(instance, status);
  };
  const cut = (): number => (isDead ? -Infinity : cutAt(incumbent, instance));
  yield* dual.raise(search, status, effort, () => incumbent.cost, cut, look, isOver);
  return !isDead && search.bound <= cut();
}

/** Opens and closes free sites that no answer better than `cut` can have otherwise. @returns whether any was. */
function decideByValue(dual: MedianDual, status: Int8Array, bound: number, cut: number): boolean {
  const { values, taken, worstTaken, bestLeft } = dual;
  let isChanged = false;
  for (let site = 0; site < status.length; site++) {
    if (status[site] !== 0) continue;
    const value = values[site] as number;
    if (taken[site] === 1) {
      if (bound - value + bestLeft <= cut) continue;
      status[site] = 1;
    } else {
      if (bound + value - worstTaken <= cut) continue;
      status[site] = -1;
    }
    isChanged = true;
  }
  return isChanged;
}
