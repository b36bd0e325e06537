/**
 * Good answers to a covering question, soon: greedy choice, then exchanges of one open site for one that is not,
 * each judged in one pass over a column (as Whitaker's fast interchange does for the p-median), until none gains.
 * Ties go to the lower number, so equal models give equal answers.
 */
import type { CoverModel } from "./cover-model.ts";

/** What may be opened: at most so many sites, costing at most so much. */
export interface ChoiceLimits {
  readonly most: number;
  /** By site of the model; null where money does not matter. */
  readonly costs: Float64Array | null;
  readonly total: number;
}

/** Gains below this share of all people are rounding. */
const LEAST_GAIN = 1e-12;
/** What costs nothing counts as costing so much where gains are weighed by cost. */
const CHEAPEST = 1e-9;
/** Room for the rounding of sums of costs. */
const COST_ROOM = 1 + 1e-12;

/** Open sites and what they cover, kept up as sites open and close. */
export class CoverState {
  readonly model: CoverModel;
  readonly isOpen: Uint8Array;
  /** Open sites by class. */
  readonly counts: Int32Array;
  /** Sum of the open sites' numbers by class: where one is open, which. */
  private readonly sums: Int32Array;
  openCount = 0;
  spent = 0;
  private readonly limits: ChoiceLimits;
  private readonly least: number;

  constructor(model: CoverModel, limits: ChoiceLimits) {
    this.model = model;
    this.limits = limits;
    this.isOpen = new Uint8Array(model.siteOf.length);
    this.counts = new Int32Array(model.classCount);
    this.sums = new Int32Array(model.classCount);
    this.least = LEAST_GAIN * model.weights.reduce((sum, weight) => sum + weight, model.basePeople);
  }

  costOf(site: number): number {
    return this.limits.costs?.[site] ?? 0;
  }

  /** Whether a site may be opened, after another one closed where given. */
  mayOpen(site: number, closing = -1): boolean {
    const { most, total, costs } = this.limits;
    if (closing < 0 && this.openCount >= most) return false;
    if (costs === null) return true;
    const freed = closing < 0 ? 0 : this.costOf(closing);
    return this.spent - freed + this.costOf(site) <= total * COST_ROOM;
  }

  open(site: number): void {
    this.change(site, 1);
  }

  close(site: number): void {
    this.change(site, -1);
  }

  private change(site: number, by: 1 | -1): void {
    const { columnStarts, columnClasses } = this.model;
    this.isOpen[site] = by === 1 ? 1 : 0;
    this.openCount += by;
    this.spent += by * this.costOf(site);
    const end = columnStarts[site + 1] as number;
    for (let at = columnStarts[site] as number; at < end; at++) {
      const index = columnClasses[at] as number;
      this.counts[index]! += by;
      this.sums[index]! += by * site;
    }
  }

  /** People covered by the open sites, without those covered whatever is opened. */
  measureCovered(): number {
    const { classCount, weights, needs } = this.model;
    let covered = 0;
    for (let index = 0; index < classCount; index++)
      if ((this.counts[index] as number) >= (needs[index] as number)) covered += weights[index] as number;
    return covered;
  }

  list(): number[] {
    const sites: number[] = [];
    for (let site = 0; site < this.isOpen.length; site++) if (this.isOpen[site] === 1) sites.push(site);
    return sites;
  }

  /** Closes all and opens these. */
  reset(sites: Iterable<number>): void {
    for (const site of this.list()) this.close(site);
    for (const site of sites) this.open(site);
    if (this.openCount === 0) this.spent = 0;
  }

  /** Opens the site that gains most, for its cost where money is short, until nothing gains or no more may be opened. */
  *addGreedily(byCost: boolean): Generator<void> {
    const { siteOf, weights, needs, columnStarts, columnClasses } = this.model;
    // What a site adds can only fall as others open: a stale figure is a bound.
    const gains = new Float64Array(siteOf.length).fill(Infinity);
    const isFresh = new Uint8Array(siteOf.length);
    for (;;) {
      isFresh.fill(0);
      for (;;) {
        let best = -1;
        for (let site = 0; site < gains.length; site++) {
          if (this.isOpen[site] === 1 || (best >= 0 && !((gains[site] as number) > (gains[best] as number)))) continue;
          if (this.mayOpen(site)) best = site;
        }
        if (best < 0 || !((gains[best] as number) > 0)) return;
        if (isFresh[best] === 1) {
          this.open(best);
          break;
        }
        let gain = 0;
        for (let at = columnStarts[best] as number; at < (columnStarts[best + 1] as number); at++) {
          const index = columnClasses[at] as number;
          const need = needs[index] as number;
          if ((this.counts[index] as number) < need) gain += (weights[index] as number) / need;
        }
        const cost = byCost ? Math.max(this.costOf(best), CHEAPEST) : 1;
        gains[best] = gain > this.least ? gain / cost : 0;
        isFresh[best] = 1;
      }
      yield;
    }
  }

  /** Exchanges open sites for others, first gain first, and adds what may be added, until nothing gains. Pauses between sites. */
  *exchange(mostRounds: number): Generator<void> {
    const { siteOf } = this.model;
    const losses = new Float64Array(siteOf.length);
    const spared = new Float64Array(siteOf.length);
    for (let round = 0; round < mostRounds; round++) {
      let gained = false;
      this.measureLosses(losses);
      for (let site = 0; site < siteOf.length; site++) {
        if (this.isOpen[site] === 1) continue;
        yield;
        spared.fill(0);
        const gain = this.weighOpening(site, spared);
        if (gain > this.least && this.mayOpen(site)) {
          this.open(site);
          this.measureLosses(losses);
          gained = true;
          continue;
        }
        let [best, most] = [-1, this.least];
        for (let out = 0; out < siteOf.length; out++) {
          if (this.isOpen[out] !== 1) continue;
          const net = gain - (losses[out] as number) + (spared[out] as number);
          if (net > most && this.mayOpen(site, out)) [best, most] = [out, net];
        }
        if (best < 0) continue;
        this.close(best);
        this.open(site);
        this.measureLosses(losses);
        gained = true;
      }
      if (!gained) return;
    }
  }

  /** People that each open site alone keeps covered. */
  measureLosses(losses: Float64Array): void {
    const { weights, needs, columnStarts, columnClasses } = this.model;
    losses.fill(0);
    for (let site = 0; site < losses.length; site++) {
      if (this.isOpen[site] !== 1) continue;
      let sum = 0;
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
        const index = columnClasses[at] as number;
        if (this.counts[index] === needs[index]) sum += weights[index] as number;
      }
      losses[site] = sum;
    }
  }

  /** People that a site would add; what each open site's loss and this gain have in common goes to `spared`. */
  private weighOpening(site: number, spared: Float64Array): number {
    const { weights, needs, rowStarts, rowSites, columnStarts, columnClasses } = this.model;
    let gain = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      const index = columnClasses[at] as number;
      const need = needs[index] as number;
      const count = this.counts[index] as number;
      if (count > need || count < need - 1) continue;
      const weight = weights[index] as number;
      const isMet = count === need;
      if (!isMet) gain += weight;
      if (need === 1) {
        if (isMet) spared[this.sums[index] as number]! += weight;
        continue;
      }
      for (let place = rowStarts[index] as number; place < (rowStarts[index + 1] as number); place++) {
        const other = rowSites[place] as number;
        if (this.isOpen[other] === 1) spared[other]! += isMet ? weight : -weight;
      }
    }
    return gain;
  }
}
