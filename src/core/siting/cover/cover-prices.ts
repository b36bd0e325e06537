/**
 * How few sites can cover all: the Lagrangian dual of the set-covering problem (Beasley 1990). Each class pays
 * u for each cover it needs; a site is worth opening where the classes that it covers pay more than 1.
 * Any u ≥ 0 gives a true bound, and tells which sites no smaller answer has.
 */
import type { CoverModel } from "./cover-model.ts";

const FIRST_STEP = 2;
const LAST_STEP = 5e-3;
const PATIENCE = 15;

export class CoverPrices {
  private readonly model: CoverModel;
  private readonly prices: Float64Array;
  private readonly slopes: Float64Array;
  /** 1 − Σ u by site at the largest bound. */
  private readonly bestReduced: Float64Array;
  /** By class, at the largest bound. */
  readonly bestPrices: Float64Array;
  /** 1 − Σ u by site at the present prices: the lower, the more a site is wanted. */
  readonly reduced: Float64Array;
  bound = 0;
  private step = FIRST_STEP;
  private waited = 0;

  constructor(model: CoverModel) {
    this.model = model;
    const { siteOf, classCount, rowStarts, rowSites, columnStarts } = model;
    // A fair start: each class pays its share of the largest site that covers it.
    this.prices = new Float64Array(classCount);
    for (let index = 0; index < classCount; index++) {
      let largest = 1;
      for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++) {
        const site = rowSites[at] as number;
        largest = Math.max(largest, (columnStarts[site + 1] as number) - (columnStarts[site] as number));
      }
      this.prices[index] = 1 / largest;
    }
    this.slopes = new Float64Array(classCount);
    this.reduced = new Float64Array(siteOf.length);
    this.bestReduced = new Float64Array(siteOf.length);
    this.bestPrices = this.prices.slice();
  }

  get isSettled(): boolean {
    return this.step < LAST_STEP;
  }

  /** One step towards `known`, the number of sites of the best answer. */
  improve(known: number): void {
    const { model, prices, slopes, reduced } = this;
    const { classCount, needs, columnStarts, columnClasses } = model;
    let bound = 0;
    for (let index = 0; index < classCount; index++) {
      const need = needs[index] as number;
      bound += need * (prices[index] as number);
      slopes[index] = need;
    }
    for (let site = 0; site < reduced.length; site++) {
      const [first, end] = [columnStarts[site] as number, columnStarts[site + 1] as number];
      let left = 1;
      for (let at = first; at < end; at++) left -= prices[columnClasses[at] as number] as number;
      reduced[site] = left;
      if (left >= 0) continue;
      bound += left;
      for (let at = first; at < end; at++) slopes[columnClasses[at] as number]! -= 1;
    }
    if (bound > this.bound + 1e-6) this.waited = 0;
    else if (++this.waited >= PATIENCE) {
      this.step /= 2;
      this.waited = 0;
    }
    if (bound > this.bound) {
      this.bound = bound;
      this.bestReduced.set(reduced);
      this.bestPrices.set(prices);
    }
    let norm = 0;
    for (let index = 0; index < classCount; index++) {
      const slope = slopes[index] as number;
      if (prices[index] === 0 && slope < 0) slopes[index] = 0;
      else norm += slope * slope;
    }
    if (norm === 0) {
      this.step = 0;
      return;
    }
    const length = (this.step * Math.max(1.02 * known - bound, 1e-3)) / norm;
    for (let index = 0; index < classCount; index++)
      prices[index] = Math.max(0, (prices[index] as number) + length * (slopes[index] as number));
  }

  /** Sites that no answer with fewer sites than `known` has (`isOut`), and sites that each has (`isIn`). */
  findDecided(known: number): { readonly isIn: Uint8Array; readonly isOut: Uint8Array } {
    const room = known - 1 + 1e-6;
    return {
      isIn: Uint8Array.from(this.bestReduced, (left) => (left < 0 && this.bound - left > room ? 1 : 0)),
      isOut: Uint8Array.from(this.bestReduced, (left) => (left > 0 && this.bound + left > room ? 1 : 0)),
    };
  }
}
