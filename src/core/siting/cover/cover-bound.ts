/**
 * How much any choice of sites can cover: the Lagrangian dual of the maximal covering problem (Galvão & ReVelle 1996).
 * The rule "covered only by open sites" is priced at λ by class; what is left is the choice of the sites with the
 * largest Σ λ. Any λ gives a true bound; the subgradient method lowers it, and tells which
 * sites every better answer must have or cannot have.
 */
import type { CoverModel } from "./cover-model.ts";
import type { ChoiceLimits } from "./cover-search.ts";

/** Shares of sites (0–1) that are worth most at the present prices within number and money, and their worth. */
interface BestShares {
  readonly worth: number;
  readonly shares: Float64Array;
}

const FIRST_STEP = 1.5;
const LAST_STEP = 1e-3;
const PATIENCE = 12;
/** Share of the last direction that is kept. */
const MOMENTUM = 0.6;

export class CoverBound {
  readonly model: CoverModel;
  private readonly limits: ChoiceLimits;
  private readonly prices: Float64Array;
  private readonly direction: Float64Array;
  private readonly cover: Float64Array;
  private readonly worths: Float64Array;
  /** The least bound so far, with people covered whatever is opened. */
  bound = Infinity;
  /** Worths and prices at the least bound. */
  readonly bestWorths: Float64Array;
  readonly bestPrices: Float64Array;
  private step = FIRST_STEP;
  private waited = 0;

  /** @param counts open sites by class of an answer that is known, from which the first prices are guessed. */
  constructor(model: CoverModel, limits: ChoiceLimits, counts: ArrayLike<number>) {
    this.model = model;
    this.limits = limits;
    const { classCount, weights, needs, siteOf } = model;
    this.prices = new Float64Array(classCount);
    for (let index = 0; index < classCount; index++) {
      const over = (counts[index] as number) - (needs[index] as number);
      const share = over < 0 ? 1 : over === 0 ? 0.7 : 0.2;
      this.prices[index] = (share * (weights[index] as number)) / (needs[index] as number);
    }
    this.direction = new Float64Array(classCount);
    this.cover = new Float64Array(classCount);
    this.worths = new Float64Array(siteOf.length);
    this.bestWorths = new Float64Array(siteOf.length);
    this.bestPrices = this.prices.slice();
  }

  get isSettled(): boolean {
    return this.step < LAST_STEP;
  }

  /** One step of the subgradient method towards `known`, the people covered by the best answer. @returns the sites of which most was wanted. */
  improve(known: number): Float64Array {
    const { model, prices, cover, direction } = this;
    const { classCount, weights, needs, columnStarts, columnClasses } = model;
    const { worth, shares } = this.weigh();
    const bound = model.basePeople + worth + this.sumRents();
    if (bound < this.bound - 1e-7 * Math.abs(this.bound)) this.waited = 0;
    else if (++this.waited >= PATIENCE) {
      this.step /= 2;
      this.waited = 0;
    }
    if (bound < this.bound) {
      this.bound = bound;
      this.bestWorths.set(this.worths);
      this.bestPrices.set(prices);
    }
    cover.fill(0);
    for (let site = 0; site < shares.length; site++) {
      const share = shares[site] as number;
      if (share === 0) continue;
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
        cover[columnClasses[at] as number]! += share;
    }
    let norm = 0;
    for (let index = 0; index < classCount; index++) {
      const need = needs[index] as number;
      const price = prices[index] as number;
      const most = (weights[index] as number) / need;
      let slope = (price < most ? need : 0) - (cover[index] as number);
      if (price >= most && slope > 0) slope = 0;
      slope = (1 - MOMENTUM) * slope + MOMENTUM * (direction[index] as number);
      if ((price <= 0 && slope < 0) || (price >= most && slope > 0)) slope = 0;
      direction[index] = slope;
      norm += slope * slope;
    }
    if (norm === 0) {
      this.step = 0;
      return shares;
    }
    const length = (this.step * Math.max(bound - known, 1e-9 * Math.abs(bound))) / norm;
    for (let index = 0; index < classCount; index++) {
      const most = (weights[index] as number) / (needs[index] as number);
      const price = (prices[index] as number) + length * (direction[index] as number);
      prices[index] = Math.max(0, Math.min(price, most));
    }
    return shares;
  }

  /** People whom cover is worth more than its price. */
  private sumRents(): number {
    const { classCount, weights, needs } = this.model;
    let rents = 0;
    for (let index = 0; index < classCount; index++)
      rents += Math.max(0, (weights[index] as number) - (needs[index] as number) * (this.prices[index] as number));
    return rents;
  }

  private weigh(): BestShares {
    const { columnStarts, columnClasses } = this.model;
    const { worths, prices } = this;
    for (let site = 0; site < worths.length; site++) {
      let sum = 0;
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
        sum += prices[columnClasses[at] as number] as number;
      worths[site] = sum;
    }
    return chooseShares(worths, this.limits);
  }

  /** The bound at the best prices for each number of sites from 0 on: prices that suit one number bound all. */
  listBoundsByCount(most: number): Float64Array {
    const { model, bestPrices, bestWorths } = this;
    let rents = model.basePeople;
    for (let index = 0; index < model.classCount; index++)
      rents += Math.max(
        0,
        (model.weights[index] as number) - (model.needs[index] as number) * (bestPrices[index] as number),
      );
    const sorted = bestWorths.slice().sort().reverse();
    const bounds = new Float64Array(most + 1);
    for (let count = 0; count <= most; count++) {
      bounds[count] = rents;
      rents += sorted[count] ?? 0;
    }
    return bounds;
  }

  /**
   * Sites that no better answer has (`isOut`), and sites that each better answer has (`isIn`), "better" being no fewer
   * people than `better`. Valid where only the number of sites is limited; with a budget nothing is told.
   */
  findDecided(better: number): { readonly isIn: Uint8Array; readonly isOut: Uint8Array } {
    const { bestWorths, limits, bound } = this;
    const count = bestWorths.length;
    const [isIn, isOut] = [new Uint8Array(count), new Uint8Array(count)];
    if (limits.costs !== null || limits.most >= count) return { isIn, isOut };
    const order = orderByWorth(bestWorths);
    const last = bestWorths[order[limits.most - 1] as number] as number;
    const next = bestWorths[order[limits.most] as number] as number;
    const room = 1e-9 * Math.max(1, Math.abs(bound));
    order.forEach((site, place) => {
      const worth = bestWorths[site] as number;
      if (place < limits.most && bound - worth + next < better - room) isIn[site] = 1;
      if (place >= limits.most && bound - last + worth < better - room) isOut[site] = 1;
    });
    return { isIn, isOut };
  }
}

function orderByWorth(worths: Float64Array): Int32Array {
  const order = Int32Array.from(worths, (_, site) => site);
  return order.sort((a, b) => (worths[b] as number) - (worths[a] as number) || a - b);
}

/** The most worth that a number of sites, and a sum of money spent in parts, can buy: of two true bounds the lower. */
export function chooseShares(worths: Float64Array, { most, costs, total }: ChoiceLimits): BestShares {
  const byCount = new Float64Array(worths.length);
  let countWorth = 0;
  const order = orderByWorth(worths);
  for (let place = 0; place < Math.min(most, order.length); place++) {
    const site = order[place] as number;
    byCount[site] = 1;
    countWorth += worths[site] as number;
  }
  if (costs === null) return { worth: countWorth, shares: byCount };
  const byMoney = new Float64Array(worths.length);
  let moneyWorth = 0;
  let left = total;
  const rate = (site: number): number => (worths[site] as number) / (costs[site] as number);
  const byRate = Int32Array.from(worths, (_, site) => site)
    .filter((site) => (worths[site] as number) > 0 && (costs[site] as number) <= total)
    .sort((a, b) => (rate(a) === rate(b) ? a - b : rate(b) - rate(a)));
  for (const site of byRate) {
    const cost = costs[site] as number;
    const share = cost <= left ? 1 : left / cost;
    byMoney[site] = share;
    moneyWorth += share * (worths[site] as number);
    left -= share * cost;
    if (left <= 0) break;
  }
  return moneyWorth < countWorth ? { worth: moneyWorth, shares: byMoney } : { worth: countWorth, shares: byCount };
}
