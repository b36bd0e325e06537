/**
 * A good p-median answer at once: sites are added one by one where they save most, then exchanged for others
 * as long as that helps. All exchanges are valued in one sweep over the demand (gain of the site that opens,
 * loss of the one that closes, and what both get wrong together): Whitaker 1983; Resende and Werneck 2007,
 * "A fast swap-based local search procedure for location problems". Ties go to the lower index.
 */
import type { MedianInstance } from "./p-median-instance.ts";

/** A change must save this share of the cost, or rounding alone could make it look useful. */
const LEAST_SAVING = 1e-12;

/** Open sites, and for each demand the cheapest and the second cheapest of them. */
export class MedianState {
  readonly instance: MedianInstance;
  readonly isOpen: Uint8Array;
  /** By demand, the place of the pair with the cheapest open site; −1 where none serves. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** Σ people × cost, unserved demand included. */
  cost = 0;
  openCount = 0;
  spent = 0;
  private readonly gains: Float64Array;
  private readonly losses: Float64Array;
  private corrections = new Float64Array(0);
  private readonly placeOf: Int32Array;

  constructor(instance: MedianInstance, open: Iterable<number> = instance.fixedSites) {
    this.instance = instance;
    this.isOpen = new Uint8Array(instance.siteCount);
    this.first = new Int32Array(instance.demandCount);
    this.second = new Int32Array(instance.demandCount);
    this.gains = new Float64Array(instance.siteCount);
    this.losses = new Float64Array(instance.siteCount);
    this.placeOf = new Int32Array(instance.siteCount);
    for (const site of open) this.mark(site, 1);
    this.refresh();
  }

  listOpen(): Int32Array {
    const open = new Int32Array(this.openCount);
    let at = 0;
    for (let site = 0; site < this.isOpen.length; site++) if (this.isOpen[site] === 1) open[at++] = site;
    return open;
  }

  private mark(site: number, open: 0 | 1): void {
    this.isOpen[site] = open;
    this.openCount += open === 1 ? 1 : -1;
    this.spent += (open === 1 ? 1 : -1) * (this.instance.siteCosts?.[site] ?? 0);
  }

  private refresh(): void {
    const { demandCount, starts, sites, costs, unserved } = this.instance;
    const { isOpen, first, second } = this;
    let sum = 0;
    for (let demand = 0; demand < demandCount; demand++) {
      const end = starts[demand + 1] as number;
      let pair = starts[demand] as number;
      while (pair < end && isOpen[sites[pair] as number] === 0) pair++;
      first[demand] = pair < end ? pair : -1;
      sum += pair < end ? (costs[pair] as number) : (unserved[demand] as number);
      pair++;
      while (pair < end && isOpen[sites[pair] as number] === 0) pair++;
      second[demand] = pair < end ? pair : -1;
    }
    this.cost = sum;
  }

  /**
   * Adds the site that saves most (by what it costs, under a budget) until `count` are open or nothing affordable helps.
   * @param status −1 where a site must stay closed.
   */
  addGreedily(status: Int8Array): void {
    const { count, siteCosts } = this.instance;
    while (count === null || this.openCount < count) {
      this.measureGains();
      const room = this.measureRoom(status);
      let best = -1;
      let bestValue = count === null ? LEAST_SAVING * this.cost : -1;
      for (let site = 0; site < this.isOpen.length; site++) {
        if (this.isOpen[site] === 1 || (status[site] as number) < 0) continue;
        const price = siteCosts?.[site] ?? 0;
        if (price > room(site)) continue;
        const gain = this.gains[site] as number;
        const value = siteCosts === null || gain === 0 ? gain : gain / Math.max(price, Number.MIN_VALUE);
        if (value > bestValue) [best, bestValue] = [site, value];
      }
      if (best < 0) return;
      this.mark(best, 1);
      this.refresh();
    }
  }

  /** What a site may cost so that as many as must follow can still be paid for. */
  private measureRoom(status: Int8Array): (site: number) => number {
    const { siteCosts, budget, count } = this.instance;
    if (siteCosts === null) return () => Infinity;
    const left = budget - this.spent;
    const others = count === null ? 0 : count - this.openCount - 1;
    if (others <= 0) return () => left;
    const closed = Array.from(siteCosts.keys()).filter(
      (site) => this.isOpen[site] === 0 && (status[site] as number) >= 0,
    );
    const prices = closed.map((site) => siteCosts[site] as number).sort((a, b) => a - b);
    const cheapest = prices.slice(0, others).reduce((sum, price) => sum + price, 0);
    const last = prices[others - 1] ?? Infinity;
    const next = prices[others] ?? Infinity;
    return (site) =>
      left - ((siteCosts[site] as number) <= last ? cheapest - (siteCosts[site] as number) + next : cheapest);
  }

  private measureGains(): void {
    const { demandCount, starts, sites, costs, unserved } = this.instance;
    const { gains, first } = this;
    gains.fill(0);
    for (let demand = 0; demand < demandCount; demand++) {
      const nearest = first[demand] as number;
      const end = nearest < 0 ? (starts[demand + 1] as number) : nearest;
      const now = nearest < 0 ? (unserved[demand] as number) : (costs[nearest] as number);
      for (let pair = starts[demand] as number; pair < end; pair++)
        gains[sites[pair] as number]! += now - (costs[pair] as number);
    }
  }

  /**
   * Exchanges sites, one for one, until no exchange helps.
   * @param status 1 where a site must stay open, −1 where it must stay closed.
   * @returns false where `isOver` ended it before that.
   */
  exchange(status: Int8Array, isOver: () => boolean): boolean {
    while (!isOver()) {
      const swap = this.findBestSwap(status);
      if (swap === null) return true;
      this.mark(swap.close, 0);
      this.mark(swap.open, 1);
      const before = this.cost;
      this.refresh();
      if (!(this.cost < before)) return true;
      if (this.instance.count === null) this.addGreedily(status);
    }
    return false;
  }

  private findBestSwap(status: Int8Array): { open: number; close: number } | null {
    const open = this.listOpen();
    const width = open.length;
    const { siteCount, siteCosts, budget } = this.instance;
    this.measureSwaps(open);
    const { gains, losses, corrections } = this;
    let best: { open: number; close: number } | null = null;
    let bestValue = LEAST_SAVING * this.cost;
    for (let site = 0; site < siteCount; site++) {
      if (this.isOpen[site] === 1 || (status[site] as number) < 0) continue;
      const gain = gains[site] as number;
      for (let place = 0; place < width; place++) {
        const value = gain - (losses[place] as number) + (corrections[site * width + place] as number);
        if (value <= bestValue) continue;
        const close = open[place] as number;
        if (status[close] === 1) continue;
        if (siteCosts && this.spent - (siteCosts[close] as number) + (siteCosts[site] as number) > budget) continue;
        best = { open: site, close };
        bestValue = value;
      }
    }
    return best;
  }

  private measureSwaps(open: Int32Array): void {
    const { demandCount, siteCount, starts, sites, costs, unserved } = this.instance;
    const { gains, losses, first, second, placeOf } = this;
    const width = open.length;
    if (this.corrections.length < siteCount * width) this.corrections = new Float64Array(siteCount * width);
    else this.corrections.fill(0, 0, siteCount * width);
    const { corrections } = this;
    gains.fill(0);
    losses.fill(0, 0, width);
    for (let place = 0; place < width; place++) placeOf[open[place] as number] = place;
    for (let demand = 0; demand < demandCount; demand++) {
      const nearest = first[demand] as number;
      const next = second[demand] as number;
      const end = starts[demand + 1] as number;
      if (nearest < 0) {
        for (let pair = starts[demand] as number; pair < end; pair++)
          gains[sites[pair] as number]! += (unserved[demand] as number) - (costs[pair] as number);
        continue;
      }
      const cost = costs[nearest] as number;
      const nextCost = next < 0 ? (unserved[demand] as number) : (costs[next] as number);
      const place = placeOf[sites[nearest] as number] as number;
      losses[place]! += nextCost - cost;
      for (let pair = starts[demand] as number; pair < nearest; pair++) {
        const site = sites[pair] as number;
        gains[site]! += cost - (costs[pair] as number);
        corrections[site * width + place]! += nextCost - cost;
      }
      const last = next < 0 ? end : next;
      for (let pair = nearest + 1; pair < last; pair++)
        corrections[(sites[pair] as number) * width + place]! += nextCost - (costs[pair] as number);
    }
  }
}
