/**
 * Makes a cover smaller by local search with weights on what is hard to cover (Gao, Weise & Li 2015): one site is taken out, and sites
 * are exchanged until all is covered again; classes that stay uncovered weigh more each time. A fixed sequence of
 * pseudo-random numbers chooses among uncovered classes, so equal models give equal covers.
 */
import type { CoverModel } from "./cover-model.ts";

/** Work between two pauses, in touched pairs. */
const PAIRS_A_PAUSE = 2_000_000;

export class CoverShrinker {
  private readonly model: CoverModel;
  private readonly isOpen: Uint8Array;
  private readonly counts: Int32Array;
  private readonly weights: Float64Array;
  /** What opening would gain, or closing would lose, in weights. */
  private readonly scores: Float64Array;
  private readonly changedAt: Float64Array;
  /** 1 unless the site was closed and nothing around it has changed since. */
  private readonly mayReturn: Uint8Array;
  private readonly uncovered: Int32Array;
  private readonly placeOf: Int32Array;
  /** The open sites in no order, and the place of each. */
  private readonly openSites: Int32Array;
  private readonly openPlaceOf: Int32Array;
  private uncoveredCount = 0;
  private openCount = 0;
  private step = 0;
  private state: number;
  /** Pairs touched so far. */
  pairs = 0;

  /** @param turn the how manieth search of the model this is, from 1 on: each draws other numbers. */
  constructor(model: CoverModel, sites: Iterable<number>, turn = 1) {
    this.model = model;
    this.state = turn;
    const { siteOf, classCount, columnStarts, columnClasses, needs } = model;
    this.isOpen = new Uint8Array(siteOf.length);
    this.counts = new Int32Array(classCount);
    this.weights = new Float64Array(classCount).fill(1);
    this.scores = new Float64Array(siteOf.length);
    this.changedAt = new Float64Array(siteOf.length);
    this.mayReturn = new Uint8Array(siteOf.length).fill(1);
    this.openSites = new Int32Array(siteOf.length);
    this.openPlaceOf = new Int32Array(siteOf.length);
    this.uncovered = new Int32Array(classCount);
    this.placeOf = new Int32Array(classCount).fill(-1);
    for (let site = 0; site < siteOf.length; site++)
      this.scores[site] = (columnStarts[site + 1] as number) - (columnStarts[site] as number);
    for (let index = 0; index < classCount; index++) if ((needs[index] as number) > 0) this.setUncovered(index, true);
    this.pairs = columnClasses.length;
    for (const site of sites) this.change(site, true);
  }

  /** Looks for smaller covers until one has no more than `least` sites or so many pairs were touched; yields each that it finds, null for a pause. */
  *run(least: number, mostPairs: number): Generator<number[] | null> {
    let pause = this.pairs + PAIRS_A_PAUSE;
    let tabu = -1;
    while (this.pairs < mostPairs) {
      while (this.uncoveredCount === 0) {
        yield this.list();
        if (this.openCount <= least) return;
        this.change(this.pickLeast(-1), false);
      }
      if (this.pairs > pause) {
        pause = this.pairs + PAIRS_A_PAUSE;
        yield null;
      }
      const out = this.pickLeast(tabu);
      if (out < 0) return;
      this.change(out, false);
      const index = this.uncovered[Math.floor(this.draw() * this.uncoveredCount)] as number;
      const site = this.pickFor(index);
      this.change(site, true);
      tabu = site;
      this.weighUncovered();
      this.step++;
    }
  }

  private list(): number[] {
    return Array.from(this.isOpen, (_, site) => site).filter((site) => this.isOpen[site] === 1);
  }

  /** The open site whose closing loses least, of equal ones the one that has been left alone longest. */
  private pickLeast(tabu: number): number {
    let best = -1;
    const { openSites, openCount, scores, changedAt } = this;
    for (let place = 0; place < openCount; place++) {
      const site = openSites[place] as number;
      if (site === tabu) continue;
      const apart = best < 0 ? -1 : (scores[site] as number) - (scores[best] as number);
      if (apart < 0 || (apart === 0 && (changedAt[site] as number) < (changedAt[best] as number))) best = site;
    }
    this.pairs += openCount;
    return best;
  }

  private pickFor(index: number): number {
    const { rowStarts, rowSites } = this.model;
    let best = -1;
    let fallback = -1;
    for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++) {
      const site = rowSites[at] as number;
      if (this.isOpen[site] === 1) continue;
      fallback = fallback < 0 ? site : fallback;
      if (this.mayReturn[site] === 0) continue;
      const apart = best < 0 ? 1 : (this.scores[site] as number) - (this.scores[best] as number);
      if (apart > 0 || (apart === 0 && (this.changedAt[site] as number) < (this.changedAt[best] as number)))
        best = site;
    }
    return best < 0 ? fallback : best;
  }

  private weighUncovered(): void {
    const { rowStarts, rowSites } = this.model;
    for (let place = 0; place < this.uncoveredCount; place++) {
      const index = this.uncovered[place] as number;
      this.weights[index]! += 1;
      const end = rowStarts[index + 1] as number;
      for (let at = rowStarts[index] as number; at < end; at++) this.scores[rowSites[at] as number]! += 1;
      this.pairs += end - (rowStarts[index] as number);
    }
  }

  /** Opens or closes a site and keeps scores up: an open site loses a class's weight where no more than is needed is open, a closed one gains it where less is. */
  private change(site: number, opens: boolean): void {
    const { needs, rowStarts, rowSites, columnStarts, columnClasses } = this.model;
    const { isOpen, scores, counts, weights, mayReturn } = this;
    isOpen[site] = opens ? 1 : 0;
    this.setOpen(site, opens);
    this.changedAt[site] = this.step;
    let own = 0;
    for (let place = columnStarts[site] as number; place < (columnStarts[site + 1] as number); place++) {
      const index = columnClasses[place] as number;
      const weight = weights[index] as number;
      const need = needs[index] as number;
      const before = counts[index] as number;
      const after = opens ? before + 1 : before - 1;
      counts[index] = after;
      if (opens ? after <= need : after < need) own += weight;
      const closedChange = (after < need ? weight : 0) - (before < need ? weight : 0);
      const openChange = (after <= need ? weight : 0) - (before <= need ? weight : 0);
      if (after < need !== before < need) this.setUncovered(index, after < need);
      const end = rowStarts[index + 1] as number;
      for (let at = rowStarts[index] as number; at < end; at++) {
        const other = rowSites[at] as number;
        scores[other]! += isOpen[other] === 1 ? openChange : closedChange;
        mayReturn[other] = 1;
      }
      this.pairs += end - (rowStarts[index] as number);
    }
    scores[site] = own;
    if (!opens) mayReturn[site] = 0;
  }

  private setOpen(site: number, isOpen: boolean): void {
    const { openSites, openPlaceOf } = this;
    if (isOpen) {
      openPlaceOf[site] = this.openCount;
      openSites[this.openCount++] = site;
      return;
    }
    const place = openPlaceOf[site] as number;
    const last = openSites[--this.openCount] as number;
    openSites[place] = last;
    openPlaceOf[last] = place;
  }

  private setUncovered(index: number, isUncovered: boolean): void {
    if (isUncovered) {
      this.placeOf[index] = this.uncoveredCount;
      this.uncovered[this.uncoveredCount++] = index;
      return;
    }
    const place = this.placeOf[index] as number;
    const last = this.uncovered[--this.uncoveredCount] as number;
    this.uncovered[place] = last;
    this.placeOf[last] = place;
    this.placeOf[index] = -1;
  }

  /** The next of a fixed sequence of numbers from 0 to 1 (xorshift, Marsaglia 2003). */
  private draw(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x;
    return (x >>> 0) / 4294967296;
  }
}
