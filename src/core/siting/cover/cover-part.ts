/**
 * One part of all answers to a maximal cover: some sites decided, the rest free. Its Lagrangian bound prices cover by class
 * (Galvão & ReVelle 1996); what is left is the choice of the sites that are worth most. Any prices give a true bound; they
 * move along smoothed subgradients by steps that shorten evenly, which comes nearer to the least bound than steps towards a
 * known answer that is far away.
 */
import { findSmallest } from "../select-smallest.ts";
import type { CoverModel } from "./cover-model.ts";

export interface CoverPart {
  /** By site: 1 open, −1 closed, 0 free. */
  readonly status: Int8Array;
  /** By class, at the least bound. */
  readonly prices: Float64Array;
  /** How often each site was wanted of late, 0 … 1. */
  readonly shares: Float64Array;
  /** No answer of the part covers more people. */
  bound: number;
}

/** Each step of the prices is shorter than the last by the same share. Lengths are shares of the longest that prices can be. */
export interface PartEffort {
  readonly steps: number;
  readonly firstLength: number;
  readonly lastLength: number;
}

/** Share of the last direction that is kept. */
const MOMENTUM = 0.9;
/** How much of a site's share each step makes new. */
const SHARE_SCALE = 0.05;
/** Share of a bound that is rounding. */
const ROUNDING = 1e-10;

/** A part of its own, with all that is known. */
export function copyPart({ status, prices, shares, bound }: CoverPart): CoverPart {
  return { status: status.slice(), prices: prices.slice(), shares: shares.slice(), bound };
}

/** Decides what follows from the number of sites in an answer. @returns false where the part holds no answer. */
function decideByCount(status: Int8Array, openCount: number): boolean {
  let open = 0;
  let free = 0;
  for (const state of status) {
    if (state === 1) open++;
    else if (state === 0) free++;
  }
  if (open > openCount || open + free < openCount) return false;
  if (free === 0 || (open < openCount && open + free > openCount)) return true;
  const rest = open === openCount ? -1 : 1;
  for (let site = 0; site < status.length; site++) if (status[site] === 0) status[site] = rest;
  return true;
}

/** Bounds parts of one model; keeps the arrays it works with. */
export class PartBounds {
  private readonly model: CoverModel;
  private readonly openCount: number;
  /** By class: people ÷ need, the most that its cover can be worth. */
  private readonly most: Float64Array;
  private readonly longest: number;
  private readonly worths: Float64Array;
  private readonly scratch: Float64Array;
  private readonly taken: Uint8Array;
  private readonly cover: Float64Array;
  private readonly direction: Float64Array;
  private worstTaken = 0;
  private bestLeft = 0;

  /** @param openCount sites in every answer, no more than there are. */
  constructor(model: CoverModel, openCount: number) {
    const { classCount, weights, needs, siteOf } = model;
    this.model = model;
    this.openCount = openCount;
    this.most = weights.map((weight, index) => weight / (needs[index] as number));
    this.longest = Math.sqrt(this.most.reduce((sum, price) => sum + price * price, 0));
    this.worths = new Float64Array(siteOf.length);
    this.scratch = new Float64Array(siteOf.length);
    this.taken = new Uint8Array(siteOf.length);
    this.cover = new Float64Array(classCount);
    this.direction = new Float64Array(classCount);
  }

  /**
   * Lowers the bound of a part, and decides sites on the way.
   * @param cut no answer of fewer people is looked for.
   * @returns false where the part holds no answer of more than `cut` people.
   */
  lower(part: CoverPart, { steps, firstLength, lastLength }: PartEffort, cut: number, isOver: () => boolean): boolean {
    const { status, shares } = part;
    const { taken } = this;
    if (!decideByCount(status, this.openCount)) return false;
    const prices = part.prices.slice();
    const shrink = (lastLength / firstLength) ** (1 / steps);
    let length = firstLength * this.longest;
    let best = Infinity;
    this.direction.fill(0);
    for (let step = 0; step < steps; step++) {
      const value = this.evaluate(prices, status);
      const bound = value + ROUNDING * Math.abs(value);
      if (bound < best) {
        best = bound;
        part.prices.set(prices);
        part.bound = Math.min(part.bound, best);
        if (best < cut) return false;
      }
      for (let site = 0; site < taken.length; site++)
        shares[site]! += SHARE_SCALE * ((taken[site] as number) - (shares[site] as number));
      if (this.decideByWorth(status, bound, cut) && !decideByCount(status, this.openCount)) return false;
      if (isOver()) return true;
      const norm = this.turn(prices);
      if (norm < 1e-12) return true;
      this.move(prices, length / Math.sqrt(norm));
      length *= shrink;
    }
    return true;
  }

  /** No answer covers more, at these prices. */
  private evaluate(prices: Float64Array, status: Int8Array): number {
    const { worths, most } = this;
    const { classCount, basePeople, needs, columnStarts, columnClasses } = this.model;
    let bound = basePeople;
    for (let index = 0; index < classCount; index++)
      bound += (needs[index] as number) * ((most[index] as number) - (prices[index] as number));
    for (let site = 0; site < worths.length; site++) {
      if (status[site] === -1) continue;
      let sum = 0;
      const end = columnStarts[site + 1] as number;
      for (let at = columnStarts[site] as number; at < end; at++) sum += prices[columnClasses[at] as number] as number;
      worths[site] = sum;
    }
    return bound + this.takeSites(status);
  }

  /** Takes the sites that are worth most beside those that are open. */
  private takeSites(status: Int8Array): number {
    const { worths, taken, scratch } = this;
    let wanted = this.openCount;
    let free = 0;
    let sum = 0;
    for (let site = 0; site < worths.length; site++) {
      const state = status[site] as number;
      taken[site] = state === 1 ? 1 : 0;
      if (state === 1) {
        wanted--;
        sum += worths[site] as number;
      } else if (state === 0) scratch[free++] = -(worths[site] as number);
    }
    if (wanted > 0) findSmallest(scratch, free, wanted);
    let worst = Infinity;
    let left = -Infinity;
    for (let at = 0; at < free; at++) {
      const worth = -(scratch[at] as number);
      if (at < wanted) worst = Math.min(worst, worth);
      else left = Math.max(left, worth);
    }
    let atWorst = 0;
    for (let at = 0; at < wanted; at++) if (-(scratch[at] as number) === worst) atWorst++;
    for (let site = 0; site < worths.length; site++) {
      if (status[site] !== 0) continue;
      const worth = worths[site] as number;
      if (worth < worst || (worth === worst && atWorst-- <= 0)) continue;
      taken[site] = 1;
      sum += worth;
    }
    this.worstTaken = worst;
    this.bestLeft = left;
    return sum;
  }

  /** Decides free sites that no answer of `cut` people or more can have otherwise. @returns whether any was. */
  private decideByWorth(status: Int8Array, bound: number, cut: number): boolean {
    const { worths, taken, worstTaken, bestLeft } = this;
    let isChanged = false;
    for (let site = 0; site < worths.length; site++) {
      if (status[site] !== 0) continue;
      const worth = worths[site] as number;
      if (taken[site] === 1) {
        if (bound - worth + bestLeft >= cut) continue;
        status[site] = 1;
      } else {
        if (bound - worstTaken + worth >= cut) continue;
        status[site] = -1;
      }
      isChanged = true;
    }
    return isChanged;
  }

  /** Turns the direction towards lower bounds. @returns its length squared. */
  private turn(prices: Float64Array): number {
    const { cover, direction, taken, most } = this;
    const { classCount, needs, columnStarts, columnClasses } = this.model;
    cover.fill(0);
    for (let site = 0; site < taken.length; site++) {
      if (taken[site] === 0) continue;
      const end = columnStarts[site + 1] as number;
      for (let at = columnStarts[site] as number; at < end; at++) cover[columnClasses[at] as number]! += 1;
    }
    let norm = 0;
    for (let index = 0; index < classCount; index++) {
      const price = prices[index] as number;
      let slope = (needs[index] as number) - (cover[index] as number);
      if (slope > 0 ? price >= (most[index] as number) : price <= 0) slope = 0;
      slope = (1 - MOMENTUM) * slope + MOMENTUM * (direction[index] as number);
      direction[index] = slope;
      norm += slope * slope;
    }
    return norm;
  }

  private move(prices: Float64Array, length: number): void {
    const { direction, most } = this;
    for (let index = 0; index < prices.length; index++) {
      const moved = (prices[index] as number) + length * (direction[index] as number);
      prices[index] = moved < 0 ? 0 : Math.min(moved, most[index] as number);
    }
  }
}
