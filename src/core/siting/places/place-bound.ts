/**
 * How many people can have a place at most: the Lagrangian dual of maximal cover with capacities. The rule "nobody takes two
 * places" is priced at u (0–1) for each person of a class; a site is then worth what its places bring, the best paid first.
 * Any u gives a true bound; the subgradient method, scaled by the people of each class, lowers it.
 */
import { chooseShares } from "../cover/cover-bound.ts";
import type { CoverModel } from "../cover/cover-model.ts";
import type { ChoiceLimits } from "../cover/cover-search.ts";

const FIRST_STEP = 1.5;
const LAST_STEP = 2e-3;
const PATIENCE = 10;

export class PlaceBound {
  private readonly model: CoverModel;
  private readonly places: Float64Array;
  private readonly limits: ChoiceLimits;
  private readonly isFixed: Uint8Array;
  private readonly prices: Float64Array;
  private readonly taken: Float64Array;
  private readonly worths: Float64Array;
  /** Classes of each site with room for part of them only, the best paid first; null where all find room. */
  private readonly orders: readonly (Int32Array | null)[];
  bound = Infinity;
  /** By number of sites that are not fixed: what no choice of so many serves more than, at any of the prices so far; kept up where given. */
  byCount: Float64Array | null = null;
  private step = FIRST_STEP;
  private waited = 0;

  /** @param limits of the sites that are not fixed; fixed ones cost nothing and count nowhere. */
  constructor(model: CoverModel, places: Float64Array, limits: ChoiceLimits, isFixed: Uint8Array) {
    this.model = model;
    this.places = places;
    this.limits = limits;
    this.isFixed = isFixed;
    this.prices = new Float64Array(model.classCount).fill(0.3);
    this.taken = new Float64Array(model.classCount);
    this.worths = new Float64Array(model.siteOf.length);
    const { columnStarts, columnClasses, weights } = model;
    this.orders = Array.from(model.siteOf, (_, site) => {
      const classes = columnClasses.slice(columnStarts[site], columnStarts[site + 1]);
      const people = classes.reduce((sum, index) => sum + (weights[index] as number), 0);
      return people > (places[site] as number) ? classes : null;
    });
  }

  get isSettled(): boolean {
    return this.step < LAST_STEP;
  }

  /** One step towards `known`. @returns the shares of sites that were worth most. */
  improve(known: number): Float64Array {
    const { model, prices, taken, worths, isFixed } = this;
    const { classCount, weights } = model;
    let bound = 0;
    for (let index = 0; index < classCount; index++) bound += (weights[index] as number) * (prices[index] as number);
    for (let site = 0; site < worths.length; site++) worths[site] = this.fillSite(site, 0);
    const open = worths.map((worth, site) => (isFixed[site] === 1 ? 0 : worth));
    if (this.byCount) this.boundByCount(bound, open, this.byCount);
    const { worth, shares } = chooseShares(open, this.limits);
    bound += worth;
    taken.fill(0);
    for (let site = 0; site < worths.length; site++) {
      if (isFixed[site] === 1) {
        bound += worths[site] as number;
        this.fillSite(site, 1);
      } else if ((shares[site] as number) > 0) this.fillSite(site, shares[site] as number);
    }
    if (bound < this.bound - 1e-7 * Math.abs(this.bound)) this.waited = 0;
    else if (++this.waited >= PATIENCE) {
      this.step /= 2;
      this.waited = 0;
    }
    this.bound = Math.min(this.bound, bound);
    let norm = 0;
    for (let index = 0; index < classCount; index++) {
      const weight = weights[index] as number;
      const price = prices[index] as number;
      let slope = (taken[index] as number) / weight - 1;
      if ((slope < 0 && price <= 0) || (slope > 0 && price >= 1)) slope = 0;
      taken[index] = slope;
      norm += slope * slope * weight;
    }
    if (norm === 0) {
      this.step = 0;
      return shares;
    }
    const length = (this.step * Math.max(bound - known, 1e-9 * bound)) / norm;
    for (let index = 0; index < classCount; index++)
      prices[index] = Math.max(0, Math.min(1, (prices[index] as number) + length * (taken[index] as number)));
    return shares;
  }

  /** The same prices bound every number of sites: by what so many of the best are worth. */
  private boundByCount(base: number, open: Float64Array, byCount: Float64Array): void {
    let sum = base;
    for (let site = 0; site < open.length; site++) if (this.isFixed[site] === 1) sum += this.worths[site] as number;
    const best = open.slice().sort().reverse();
    for (let count = 0; count < byCount.length; count++) {
      if (sum < (byCount[count] as number)) byCount[count] = sum;
      sum += best[count] ?? 0;
    }
  }

  /** What the places of a site bring, the best paid first; with `share` they are also counted as taken. */
  private fillSite(site: number, share: number): number {
    const { model, prices, taken } = this;
    const order = this.orders[site];
    const { weights, columnStarts, columnClasses } = model;
    let worth = 0;
    if (order === null || order === undefined) {
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
        const index = columnClasses[at] as number;
        worth += (weights[index] as number) * (1 - (prices[index] as number));
        if (share > 0 && (prices[index] as number) < 1) taken[index]! += share * (weights[index] as number);
      }
      return worth;
    }
    if (share === 0) order.sort((a, b) => (prices[a] as number) - (prices[b] as number) || a - b);
    let room = this.places[site] as number;
    for (const index of order) {
      const amount = Math.min(room, weights[index] as number);
      worth += amount * (1 - (prices[index] as number));
      if (share > 0) taken[index]! += share * amount;
      room -= amount;
      if (!(room > 0)) break;
    }
    return worth;
  }
}
