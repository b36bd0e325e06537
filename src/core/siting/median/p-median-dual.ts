/**
 * A lower bound on every p-median answer, by Lagrangian relaxation: each demand pays its own price for being
 * served, a site is worth what it saves its demand against those prices, and the best sites are taken. Prices
 * move along deflected subgradients (Camerini, Fratta and Maffioli 1975) with steps towards the best known
 * answer (Held, Wolfe and Crowder 1974); a budget has a price too. Every set of prices gives a true bound
 * (Cornuéjols, Fisher and Nemhauser 1977), so that stopping early costs nothing but tightness.
 */

import { findSmallest } from "../select-smallest.ts";
import type { MedianInstance } from "./p-median-instance.ts";

/** How a bound is looked for. */
export interface DualEffort {
  readonly iterations: number;
  /** Iterations without progress after which steps are halved. */
  readonly patience: number;
  readonly firstStep: number;
  readonly lastStep: number;
  /** How many of the answers met that are nearly as good as the best are polished. */
  readonly polished: number;
}

export const ROOT_EFFORT: DualEffort = { iterations: 3000, patience: 20, firstStep: 1, lastStep: 0.002, polished: 12 };
export const BRANCH_EFFORT: DualEffort = { iterations: 200, patience: 10, firstStep: 0.5, lastStep: 0.02, polished: 1 };

const DEFLECTION = 0.6;
const PAIRS_A_PAUSE = 20_000_000;

export interface DualSearch {
  /** The best bound found, and the prices that gave it. */
  bound: number;
  readonly prices: Float64Array;
  budgetPrice: number;
  /** By site: how often it was taken of late, 0 … 1. */
  readonly shares: Float64Array;
}

export class MedianDual {
  readonly instance: MedianInstance;
  /** Value of each site at the prices looked at last. */
  readonly values: Float64Array;
  readonly taken: Uint8Array;
  /** Values at the edge of what is taken: the worst taken, the best left; for sites that are free. */
  worstTaken = 0;
  bestLeft = 0;
  /** What the sites taken cost as an answer; only a mark of them where that is not `isValued`. */
  primal = 0;
  readonly isValued: boolean = true;
  private readonly direction: Float64Array;
  protected readonly slope: Float64Array;
  private readonly scratch: Float64Array;
  protected budgetSlope = 0;
  private budgetDirection = 0;

  constructor(instance: MedianInstance) {
    this.instance = instance;
    this.values = new Float64Array(instance.siteCount);
    this.taken = new Uint8Array(instance.siteCount);
    this.direction = new Float64Array(instance.demandCount);
    this.slope = new Float64Array(instance.demandCount);
    this.scratch = new Float64Array(instance.siteCount);
  }

  /**
   * The bound at these prices.
   * @param status 1 where a site is open, −1 where it is closed, 0 where it is free.
   */
  evaluate(prices: Float64Array, budgetPrice: number, status: Int8Array): number {
    const { demandCount, starts, sites, costs } = this.instance;
    const { values } = this;
    values.fill(0);
    let bound = 0;
    for (let demand = 0; demand < demandCount; demand++) {
      const price = prices[demand] as number;
      bound += price;
      const end = starts[demand + 1] as number;
      for (let pair = starts[demand] as number; pair < end; pair++) {
        const saved = (costs[pair] as number) - price;
        if (saved >= 0) break;
        values[sites[pair] as number]! += saved;
      }
    }
    bound += this.priceBudget(budgetPrice) + this.takeSites(status);
    this.measureSlope(prices);
    return bound;
  }

  /** Adds what sites cost to their values. @returns what that adds to the bound. */
  protected priceBudget(budgetPrice: number): number {
    const { siteCount, siteCosts, budget } = this.instance;
    if (siteCosts === null || budgetPrice === 0) return 0;
    for (let site = 0; site < siteCount; site++) this.values[site]! += budgetPrice * (siteCosts[site] as number);
    return -budgetPrice * budget;
  }

  protected takeSites(status: Int8Array): number {
    const { siteCount, count } = this.instance;
    const { values, taken, scratch } = this;
    let open = 0;
    let free = 0;
    let sum = 0;
    for (let site = 0; site < siteCount; site++) {
      const state = status[site] as number;
      taken[site] = state > 0 ? 1 : 0;
      if (state > 0) {
        open++;
        sum += values[site] as number;
      } else if (state === 0) scratch[free++] = values[site] as number;
    }
    const wanted = count === null ? countNegative(scratch, free) : Math.min(count - open, free);
    if (wanted > 0) findSmallest(scratch, free, wanted);
    let worst = -Infinity;
    let left = Infinity;
    for (let at = 0; at < free; at++) {
      if (at < wanted) worst = Math.max(worst, scratch[at] as number);
      else left = Math.min(left, scratch[at] as number);
    }
    let atWorst = 0;
    for (let at = 0; at < wanted; at++) if (scratch[at] === worst) atWorst++;
    for (let site = 0; site < siteCount; site++) {
      if (status[site] !== 0) continue;
      const value = values[site] as number;
      if (value < worst || (value === worst && atWorst-- > 0)) {
        taken[site] = 1;
        sum += value;
      }
    }
    // With a free number of sites one more costs its own value, whatever the others are worth.
    this.worstTaken = count === null ? 0 : worst;
    this.bestLeft = count === null ? 0 : left;
    return sum;
  }

  private measureSlope(prices: Float64Array): void {
    const { demandCount, starts, sites, costs, unserved } = this.instance;
    const { taken, slope } = this;
    let primal = 0;
    for (let demand = 0; demand < demandCount; demand++) {
      const price = prices[demand] as number;
      const end = starts[demand + 1] as number;
      let servers = 0;
      const most = unserved[demand] as number;
      let cheapest = most;
      for (let pair = starts[demand] as number; pair < end; pair++) {
        const cost = costs[pair] as number;
        if (cost >= price && servers > 0) break;
        if (taken[sites[pair] as number] === 0) continue;
        if (servers === 0) cheapest = cost;
        if (cost >= price) break;
        servers++;
      }
      primal += cheapest;
      slope[demand] = servers === 0 && price >= most ? 0 : 1 - servers;
    }
    this.primal = this.measureBudgetSlope() > 0 ? Infinity : primal;
  }

  /** How far what is taken overspends. */
  protected measureBudgetSlope(): number {
    const { siteCosts, budget, siteCount } = this.instance;
    if (siteCosts === null) return 0;
    let spent = -budget;
    for (let site = 0; site < siteCount; site++) if (this.taken[site] === 1) spent += siteCosts[site] as number;
    this.budgetSlope = spent;
    return spent;
  }

  /**
   * Moves the prices of `search` so that the bound rises, until it proves that nothing better than `target` exists
   * (`cut`) or the effort is spent. `look` hears of each bound's state: what is taken and the values. Pauses after
   * each `PAIRS_A_PAUSE` pairs looked at.
   */
  *raise(
    search: DualSearch,
    status: Int8Array,
    effort: DualEffort,
    target: () => number,
    cut: () => number,
    look: (bound: number) => void,
    isOver: () => boolean,
  ): Generator<void> {
    const { demandCount, unserved, sites } = this.instance;
    const { direction, slope, taken } = this;
    const prices = search.prices.slice();
    let budgetPrice = search.budgetPrice;
    let step = effort.firstStep;
    let failures = 0;
    direction.fill(0);
    this.budgetDirection = 0;
    search.bound = -Infinity;
    let looked = 0;
    for (let iteration = 0; iteration < effort.iterations; iteration++) {
      const bound = this.evaluate(prices, budgetPrice, status);
      const scale = iteration < 10 ? 1 / (iteration + 1) : 0.1;
      for (let site = 0; site < taken.length; site++)
        search.shares[site]! += scale * ((taken[site] as number) - (search.shares[site] as number));
      look(bound);
      if (bound > search.bound) {
        if (bound > search.bound + 1e-6 * Math.abs(bound)) failures = 0;
        else failures++;
        search.bound = bound;
        search.prices.set(prices);
        search.budgetPrice = budgetPrice;
      } else failures++;
      looked += sites.length;
      if (looked > PAIRS_A_PAUSE) {
        looked = 0;
        yield;
      }
      if (bound > cut() || isOver()) return;
      if (failures >= effort.patience) {
        failures = 0;
        step /= 2;
        if (step < effort.lastStep) return;
        prices.set(search.prices);
        budgetPrice = search.budgetPrice;
        this.evaluate(prices, budgetPrice, status);
        direction.fill(0);
        this.budgetDirection = 0;
      }
      let length = 0;
      for (let demand = 0; demand < demandCount; demand++) {
        const move = (slope[demand] as number) + DEFLECTION * (direction[demand] as number);
        direction[demand] = move;
        length += move * move;
      }
      const budgetScale = this.scaleBudget();
      this.budgetDirection = this.budgetSlope * budgetScale + DEFLECTION * this.budgetDirection;
      length += this.budgetDirection * this.budgetDirection;
      if (length < 1e-12) return;
      const apart = Math.max(target() - bound, 1e-4 * Math.abs(bound), 1e-9);
      const stride = (step * apart) / length;
      for (let demand = 0; demand < demandCount; demand++) {
        const moved = (prices[demand] as number) + stride * (direction[demand] as number);
        prices[demand] = moved < 0 ? 0 : Math.min(moved, unserved[demand] as number);
      }
      budgetPrice = Math.max(0, budgetPrice + stride * this.budgetDirection * budgetScale);
    }
  }

  /** A yuan moves the budget's price as a demand moves its own: the whole budget counts as the square root of all demand. */
  private scaleBudget(): number {
    const { siteCosts, budget, demandCount } = this.instance;
    return siteCosts === null || !(budget > 0) ? 0 : Math.sqrt(demandCount) / budget;
  }
}

function countNegative(values: Float64Array, count: number): number {
  let negative = 0;
  for (let at = 0; at < count; at++) if ((values[at] as number) < 0) negative++;
  return negative;
}
