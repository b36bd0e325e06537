/** Good answers where places are short: greedy choice by the people who find a place, then exchanges that serve more. */
import type { ChoiceLimits } from "../cover/cover-search.ts";
import type { PlaceFlow } from "./place-flow.ts";

const COST_ROOM = 1 + 1e-12;

export class PlaceSearch {
  readonly flow: PlaceFlow;
  private readonly limits: ChoiceLimits;
  private readonly isFixed: Uint8Array;
  /** More than a site can ever add. */
  private readonly mostGains: Float64Array;

  constructor(flow: PlaceFlow, limits: ChoiceLimits, isFixed: Uint8Array) {
    this.flow = flow;
    this.limits = limits;
    this.isFixed = isFixed;
    const { siteOf, weights, columnStarts, columnClasses } = flow.model;
    this.mostGains = Float64Array.from(siteOf, (_, site) => {
      let people = 0;
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
        people += weights[columnClasses[at] as number] as number;
      return Math.min(people, flow.places[site] as number);
    });
  }

  /** Open sites beside the fixed ones. */
  listNew(): number[] {
    return this.flow.list().filter((site) => this.isFixed[site] === 0);
  }

  private costOf(site: number): number {
    return this.isFixed[site] === 1 ? 0 : (this.limits.costs?.[site] ?? 0);
  }

  private mayOpen(site: number, open: readonly number[]): boolean {
    if (this.flow.isOpen[site] === 1 || open.length >= this.limits.most) return false;
    const spent = open.reduce((sum, other) => sum + this.costOf(other), 0);
    return spent + this.costOf(site) <= this.limits.total * COST_ROOM;
  }

  /** What opening a site adds. */
  private weigh(site: number): number {
    const { flow } = this;
    const before = flow.save();
    const served = flow.measureServed();
    flow.open(site);
    const gain = flow.measureServed() - served;
    flow.restore(before);
    return gain;
  }

  *addGreedily(byCost: boolean): Generator<void> {
    const { flow, mostGains } = this;
    const gains = mostGains.slice();
    const isFresh = new Uint8Array(gains.length);
    const rate = (site: number): number => (gains[site] as number) / (byCost ? Math.max(this.costOf(site), 1e-9) : 1);
    while (!flow.isComplete) {
      const open = this.listNew();
      isFresh.fill(0);
      for (;;) {
        let best = -1;
        for (let site = 0; site < gains.length; site++) {
          if ((best >= 0 && !(rate(site) > rate(best))) || !this.mayOpen(site, open)) continue;
          best = site;
        }
        if (best < 0 || !((gains[best] as number) > flow.least)) return;
        if (isFresh[best] === 1) {
          flow.open(best);
          break;
        }
        gains[best] = Math.min(gains[best] as number, this.weigh(best));
        isFresh[best] = 1;
        yield;
      }
    }
  }

  /** Exchanges one open site for another as long as more people find a place. */
  *exchange(mostRounds: number): Generator<void> {
    const { flow, mostGains } = this;
    for (let round = 0; round < mostRounds && !flow.isComplete; round++) {
      const served = flow.measureServed();
      // Beside all that are open, a site adds at least as much as it can gain by an exchange.
      const gains: { readonly site: number; readonly gain: number }[] = [];
      for (let site = 0; site < mostGains.length; site++) {
        if (flow.isOpen[site] === 1 || !((mostGains[site] as number) > flow.least)) continue;
        const gain = this.weigh(site);
        if (gain > flow.least) gains.push({ site, gain });
        yield;
      }
      gains.sort((a, b) => b.gain - a.gain || a.site - b.site);
      const before = flow.save();
      const open = this.listNew();
      let [bestOut, bestIn, most] = [-1, -1, served + 10 * flow.least];
      for (const out of open) {
        flow.close(out);
        const rest = open.filter((site) => site !== out);
        const without = flow.measureServed();
        for (const { site, gain } of gains) {
          if (served + gain <= most) break;
          if (without + (mostGains[site] as number) <= most || !this.mayOpen(site, rest)) continue;
          const now = without + this.weigh(site);
          if (now > most) [bestOut, bestIn, most] = [out, site, now];
          yield;
        }
        flow.restore(before);
      }
      if (bestOut < 0) return;
      flow.close(bestOut);
      flow.open(bestIn);
    }
  }

  /** Closes what is not needed while everybody keeps a place. */
  dropSuperfluous(): void {
    const { flow } = this;
    const bySize = this.listNew().sort(
      (a, b) => (this.mostGains[a] as number) - (this.mostGains[b] as number) || b - a,
    );
    for (const site of bySize) {
      const before = flow.save();
      flow.close(site);
      if (!flow.isComplete) flow.restore(before);
    }
  }

  /** Opens the fixed sites and these, and no others. */
  reset(sites: Iterable<number>): void {
    const { flow } = this;
    const wanted = new Set(sites);
    for (const site of this.listNew()) if (!wanted.has(site)) flow.close(site);
    this.isFixed.forEach((fixed, site) => {
      if ((fixed === 1 || wanted.has(site)) && flow.isOpen[site] === 0) flow.open(site);
    });
  }
}
