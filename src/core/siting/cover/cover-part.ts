/**
 * One part of all answers to a maximal cover: some sites decided, and of some neighbourhoods so many sites open. Its
 * Lagrangian bound prices cover by class (Galvão & ReVelle 1996) and each count of a neighbourhood by a price of its own;
 * what is left is the choice of the sites that are worth most. Any prices give a true bound.
 */
import { findSmallest } from "../select-smallest.ts";
import type { CoverModel } from "./cover-model.ts";

/** How many of these sites are open in every answer of a part. */
export interface CountRule {
  readonly sites: Int32Array;
  readonly count: number;
  /** 1: at most `count`; −1: at least `count`. */
  readonly sense: 1 | -1;
}

export interface CoverPart {
  /** By site: 1 open, −1 closed, 0 free. */
  readonly status: Int8Array;
  readonly rules: readonly CountRule[];
  readonly prices: Float64Array;
  /** By rule: what one site more is worth. */
  readonly rulePrices: Float64Array;
  /** How often each site was wanted of late, 0 … 1. */
  readonly shares: Float64Array;
  bound: number;
}

/** Steps of prices become shorter by the same share each time. Lengths are shares of the longest that prices can be. */
export interface PartEffort {
  readonly steps: number;
  readonly firstLength: number;
  readonly lastLength: number;
}

/** Share of the last direction that is kept. */
const MOMENTUM = 0.9;
/** A site of a rule moves its price as so many classes move theirs. */
const RULE_SCALE = 15;
/** How much of a site's share each step makes new. */
const SHARE_SCALE = 0.05;
/** Share of a bound that is rounding. */
const ROUNDING = 1e-10;

/** Parts split from one another keep their own prices. */
export function splitPart(part: CoverPart, rule: CountRule): CoverPart {
  const rulePrices = new Float64Array(part.rules.length + 1);
  rulePrices.set(part.rulePrices);
  const { status, prices, shares, bound } = part;
  return {
    status: status.slice(),
    rules: [...part.rules, rule],
    prices: prices.slice(),
    rulePrices,
    shares: shares.slice(),
    bound,
  };
}

/** Decides what follows from numbers alone. @param open sites in every answer. @returns false where the part holds no answer. */
export function decideByCounts({ status, rules }: CoverPart, open: number): boolean {
  const all = { sites: Int32Array.from(status.keys()), count: open };
  const limits: readonly CountRule[] = [{ ...all, sense: 1 }, { ...all, sense: -1 }, ...rules];
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const { sites, count, sense } of limits) {
      let isOpen = 0;
      let free = 0;
      for (const site of sites) {
        if (status[site] === 1) isOpen++;
        else if (status[site] === 0) free++;
      }
      if (sense === 1 ? isOpen > count : isOpen + free < count) return false;
      if (free === 0 || (sense === 1 ? isOpen < count : isOpen + free > count)) continue;
      for (const site of sites) if (status[site] === 0) status[site] = sense === 1 ? -1 : 1;
      isChanged = true;
    }
  }
  return true;
}

/** Bounds parts of one model; keeps the arrays it works with. */
export class PartBounds {
  readonly model: CoverModel;
  private readonly openCount: number;
  private readonly most: Float64Array;
  private readonly longest: number;
  private readonly worths: Float64Array;
  private readonly scratch: Float64Array;
  readonly taken: Uint8Array;
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

  /** No answer of a part covers more, at these prices. */
  private evaluate(prices: Float64Array, rulePrices: Float64Array, { status, rules }: CoverPart): number {
    const { model, worths, most } = this;
    const { classCount, needs, columnStarts, columnClasses } = model;
    let bound = model.basePeople;
    for (let index = 0; index < classCount; index++)
      bound += (needs[index] as number) * ((most[index] as number) - (prices[index] as number));
    for (let site = 0; site < worths.length; site++) {
      if (status[site] === -1) continue;
      let sum = 0;
      const end = columnStarts[site + 1] as number;
      for (let at = columnStarts[site] as number; at < end; at++) sum += prices[columnClasses[at] as number] as number;
      worths[site] = sum;
    }
    rules.forEach(({ sites, count, sense }, at) => {
      const price = sense * (rulePrices[at] as number);
      if (price === 0) return;
      bound += price * count;
      for (const site of sites) worths[site]! -= price;
    });
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

  /** Decides free sites that no answer above `cut` can have otherwise. @returns whether any was. */
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

  /**
   * Lowers the bound of a part, and decides sites on the way.
   * @param cut no answer of fewer people is looked for.
   * @returns false where the part holds no answer above `cut`.
   */
  lower(part: CoverPart, effort: PartEffort, cut: number, isOver: () => boolean): boolean {
    const { status, rules, shares } = part;
    const { taken } = this;
    const prices = part.prices.slice();
    const rulePrices = part.rulePrices.slice();
    const ruleDirection = new Float64Array(rules.length);
    let length = effort.firstLength * this.longest;
    const shrink = (effort.lastLength / effort.firstLength) ** (1 / effort.steps);
    let best = Infinity;
    this.direction.fill(0);
    if (!decideByCounts(part, this.openCount)) return false;
    for (let step = 0; step < effort.steps; step++) {
      const value = this.evaluate(prices, rulePrices, part);
      const bound = value + ROUNDING * Math.abs(value);
      if (bound < best) {
        best = bound;
        part.prices.set(prices);
        part.rulePrices.set(rulePrices);
        if (best < part.bound) part.bound = best;
        if (best < cut) return false;
      }
      for (let site = 0; site < taken.length; site++)
        shares[site]! += SHARE_SCALE * ((taken[site] as number) - (shares[site] as number));
      if (this.decideByWorth(status, bound, cut) && !decideByCounts(part, this.openCount)) return false;
      if (isOver()) return true;
      const norm = this.turn(prices, rulePrices, ruleDirection, rules);
      if (norm < 1e-12) return true;
      this.move(prices, rulePrices, ruleDirection, length / Math.sqrt(norm));
      length *= shrink;
    }
    return true;
  }

  /** Turns the direction towards lower bounds. @returns its length squared. */
  private turn(
    prices: Float64Array,
    rulePrices: Float64Array,
    ruleDirection: Float64Array,
    rules: readonly CountRule[],
  ): number {
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
    rules.forEach(({ sites, count, sense }, at) => {
      let inside = -count;
      for (const site of sites) inside += taken[site] as number;
      let slope = RULE_SCALE * sense * inside;
      if (rulePrices[at] === 0 && slope < 0) slope = 0;
      slope = (1 - MOMENTUM) * slope + MOMENTUM * (ruleDirection[at] as number);
      ruleDirection[at] = slope;
      norm += slope * slope;
    });
    return norm;
  }

  private move(prices: Float64Array, rulePrices: Float64Array, ruleDirection: Float64Array, length: number): void {
    const { direction, most } = this;
    for (let index = 0; index < prices.length; index++) {
      const moved = (prices[index] as number) + length * (direction[index] as number);
      prices[index] = moved < 0 ? 0 : Math.min(moved, most[index] as number);
    }
    for (let at = 0; at < rulePrices.length; at++)
      rulePrices[at] = Math.max(0, (rulePrices[at] as number) + RULE_SCALE * length * (ruleDirection[at] as number));
  }
}
