/** Good answers where places are short: greedy choice by the people who find a place, then exchanges that serve more. */
import type { ChoiceLimits } from "../cover/cover-search.ts";
import type { PlaceFlow } from "./place-flow.ts";
import { boundLosses, markShort } from "./place-outlook.ts";

const COST_ROOM = 1 + 1e-12;
const CHEAPEST = 1e-9;

/** How many sites beside the fixed ones, at what cost. */
interface Spent {
  readonly count: number;
  readonly cost: number;
}

export interface Wanted {
  readonly site: number;
  /** People it takes without anybody moving. */
  readonly direct: number;
  /** It takes no more. */
  readonly most: number;
  readonly people: number;
}

/** How much is tried for one site. */
export interface Effort {
  /** Sites that are weighed, and people who move for one who waits, at most. */
  readonly mostTried: number;
  readonly mostMoves: number;
}

export class PlaceSearch {
  readonly flow: PlaceFlow;
  readonly limits: ChoiceLimits;
  readonly isFixed: Uint8Array;
  /** More than a site can ever add. */
  readonly mostGains: Float64Array;
  /** How many sites the greedy choice has added, and whom they serve after each. */
  readonly servedAfter: number[] = [];

  constructor(flow: PlaceFlow, limits: ChoiceLimits, isFixed: Uint8Array) {
    this.flow = flow;
    this.limits = limits;
    this.isFixed = isFixed;
    const { siteOf, weights, columnStarts, columnClasses } = flow.model;
    this.mostGains = Float64Array.from(siteOf, (_, site) => {
      let people = 0;
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
        people += weights[columnClasses[at] as number] as number;
      return Math.min(people, flow.graph.places[site] as number);
    });
  }

  /** Open sites beside the fixed ones. */
  listNew(): number[] {
    const sites: number[] = [];
    for (let site = 0; site < this.isFixed.length; site++)
      if (this.flow.isOpen[site] === 1 && this.isFixed[site] === 0) sites.push(site);
    return sites;
  }

  private costOf(site: number): number {
    return this.isFixed[site] === 1 ? 0 : (this.limits.costs?.[site] ?? 0);
  }

  sumSpent(open: readonly number[]): Spent {
    return { count: open.length, cost: open.reduce((sum, site) => sum + this.costOf(site), 0) };
  }

  mayOpen(site: number, { count, cost }: Spent): boolean {
    if (this.flow.isOpen[site] === 1 || count >= this.limits.most) return false;
    return cost + this.costOf(site) <= this.limits.total * COST_ROOM;
  }

  /** What opening a site adds, with so many people moving for one who waits at most. */
  weigh(site: number, mostMoves = Infinity): number {
    const { flow } = this;
    const mark = flow.begin();
    const gain = flow.open(site, mostMoves);
    flow.undo(mark);
    return gain;
  }

  /** People of a site whom `markShort` names: no more than these can gain by it. */
  boundGain(site: number, isShort: Uint8Array): number {
    const { columnStarts, columnClasses, weights } = this.flow.model;
    const most = this.mostGains[site] as number;
    let people = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number) && people < most; at++) {
      const index = columnClasses[at] as number;
      if (isShort[index] === 1) people += weights[index] as number;
    }
    return Math.min(people, most);
  }

  *addGreedily(byCost: boolean): Generator<void> {
    const { flow, mostGains } = this;
    const gains = mostGains.slice();
    const isFresh = new Uint8Array(gains.length);
    // What is short only grows less as sites open: old marks bound gains too.
    let isShort: Uint8Array | null = null;
    const rate = (site: number): number =>
      (gains[site] as number) / (byCost ? Math.max(this.costOf(site), CHEAPEST) : 1);
    while (!flow.isComplete) {
      const spent = this.sumSpent(this.listNew());
      let isStale = true;
      isFresh.fill(0);
      for (;;) {
        let best = -1;
        for (let site = 0; site < gains.length; site++) {
          if ((best >= 0 && !(rate(site) > rate(best))) || !this.mayOpen(site, spent)) continue;
          best = site;
        }
        if (best < 0 || !((gains[best] as number) > flow.least)) return;
        if (isFresh[best] === 1) {
          this.servedAfter.push((this.servedAfter.at(-1) ?? flow.measureServed()) + flow.open(best));
          break;
        }
        const most = isShort ? Math.min(gains[best] as number, this.boundGain(best, isShort)) : Infinity;
        if (most < (gains[best] as number)) {
          gains[best] = most;
          continue;
        }
        gains[best] = Math.min(gains[best] as number, this.weigh(best));
        isFresh[best] = 1;
        if (!((gains[best] as number) > flow.least) && isStale) {
          isShort = markShort(flow);
          isStale = false;
        }
        yield;
      }
    }
  }

  /**
   * Closed sites that let more people have a place, the likeliest first: by the waiting people they reach, as far as places go, then
   * by all whom `boundGain` counts.
   */
  listWanted(mayTake: (site: number) => boolean): readonly Wanted[] {
    const { flow } = this;
    const { columnStarts, columnClasses, weights } = flow.model;
    const isShort = markShort(flow);
    const wanted: Wanted[] = [];
    for (let site = 0; site < this.isFixed.length; site++) {
      if (!mayTake(site)) continue;
      let [direct, people] = [0, 0];
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
        const index = columnClasses[at] as number;
        if (isShort[index] === 0) continue;
        direct += flow.left[index] as number;
        people += weights[index] as number;
      }
      const most = this.mostGains[site] as number;
      if (people > flow.least)
        wanted.push({ site, direct: Math.min(direct, most), most: Math.min(people, most), people });
    }
    return wanted.sort((a, b) => b.direct - a.direct || b.people - a.people || a.site - b.site);
  }

  /** The best of the likeliest sites, −1 where no site lets anybody have a place. Pauses after each that is weighed. */
  *findWanted(mayTake: (site: number) => boolean, { mostTried, mostMoves }: Effort): Generator<void, number> {
    const { flow } = this;
    let [best, gain, tried] = [-1, flow.least, 0];
    for (const { site, most, direct } of this.listWanted(mayTake)) {
      if (tried++ >= mostTried && best >= 0) break;
      if (most <= gain) continue;
      // Whoever waits and reaches it takes all its places.
      const gained = direct >= most ? most : this.weigh(site, mostMoves);
      if (gained > gain) [best, gain] = [site, gained];
      yield;
    }
    return best;
  }

  /** As `addGreedily`, where sites are too many to weigh them all: the best of the likeliest each time. */
  *addLikeliest(effort: Effort): Generator<void> {
    const { flow } = this;
    for (const mostMoves of [effort.mostMoves, Infinity]) {
      while (!flow.isComplete) {
        const spent = this.sumSpent(this.listNew());
        const mayTake = (site: number): boolean => this.mayOpen(site, spent);
        const best = yield* this.findWanted(mayTake, { ...effort, mostMoves });
        if (best < 0) break;
        flow.open(best, mostMoves);
        yield;
      }
      yield* flow.settle();
    }
  }

  /** Exchanges one open site for another as long as more people find a place. */
  *exchange(mostRounds: number): Generator<void> {
    const { flow, mostGains } = this;
    for (let round = 0; round < mostRounds && !flow.isComplete; round++) {
      // Beside all that are open, a site adds at least as much as it can gain by an exchange.
      const gains: { readonly site: number; readonly gain: number }[] = [];
      const isShort = markShort(flow);
      for (let site = 0; site < mostGains.length; site++) {
        if (flow.isOpen[site] === 1 || !(this.boundGain(site, isShort) > flow.least)) continue;
        const gain = this.weigh(site);
        if (gain > flow.least) gains.push({ site, gain });
        yield;
      }
      gains.sort((a, b) => b.gain - a.gain || a.site - b.site);
      const open = this.listNew();
      const leastLosses = boundLosses(flow);
      const roomiest = gains.reduce((room, { site }) => Math.max(room, mostGains[site] as number), 0);
      let [bestOut, bestIn, most] = [-1, -1, 10 * flow.least];
      for (const out of open) {
        if (roomiest - (leastLosses[out] as number) <= most) continue;
        const mark = flow.begin();
        const lost = flow.close(out);
        const rest = this.sumSpent(open.filter((site) => site !== out));
        for (const { site, gain } of gains) {
          if (gain <= most) break;
          if ((mostGains[site] as number) - lost <= most || !this.mayOpen(site, rest)) continue;
          const net = this.weigh(site) - lost;
          if (net > most) [bestOut, bestIn, most] = [out, site, net];
          yield;
        }
        flow.undo(mark);
      }
      flow.keep();
      if (bestOut < 0) return;
      flow.close(bestOut);
      flow.open(bestIn);
    }
  }

  /** Closes what is not needed while everybody keeps a place. Pauses after each that is tried. */
  *dropSuperfluous(): Generator<void> {
    const { flow, mostGains } = this;
    const bySize = this.listNew().sort((a, b) => (mostGains[a] as number) - (mostGains[b] as number) || b - a);
    // The more are closed, the more another would lose: old bounds hold.
    let losses = boundLosses(flow);
    let isOld = false;
    for (const site of bySize) {
      if ((losses[site] as number) > flow.least) continue;
      const mark = flow.begin();
      const isNeeded = flow.close(site) > flow.least || !flow.isComplete;
      if (isNeeded) flow.undo(mark);
      flow.keep();
      if (isNeeded && isOld) losses = boundLosses(flow);
      isOld = !isNeeded;
      yield;
    }
  }

  /** The open site, none of the fixed ones, without which fewest people lose their place; −1 where there is none. */
  *findSpared(isHeld: (site: number) => boolean): Generator<void, number> {
    const { flow } = this;
    const losses = boundLosses(flow);
    const sites = this.listNew().filter((site) => !isHeld(site));
    sites.sort((a, b) => (losses[a] as number) - (losses[b] as number) || a - b);
    let [best, least] = [-1, Infinity];
    for (const site of sites) {
      if ((losses[site] as number) >= least) break;
      const mark = flow.begin();
      const lost = flow.close(site);
      flow.undo(mark);
      flow.keep();
      if (lost < least) [best, least] = [site, lost];
      yield;
    }
    return best;
  }

  /** Opens the fixed sites and these, and no others. */
  reset(sites: Iterable<number>): void {
    const { flow } = this;
    const wanted = new Set(sites);
    for (const site of this.listNew()) if (!wanted.has(site)) flow.close(site);
    const isWanted = (site: number): boolean => this.isFixed[site] === 1 || wanted.has(site);
    flow.openAll(Array.from(this.isFixed.keys()).filter((site) => flow.isOpen[site] === 0 && isWanted(site)));
  }
}
