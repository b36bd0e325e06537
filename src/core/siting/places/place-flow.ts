/**
 * The most people who find a place at the open sites, kept up as sites open and close. People are divisible and may be sent to any
 * open site within the cutoff, so it is a maximum flow: whoever is left takes a free place, or has somebody else move to another
 * site within reach, along shortest chains. Opening a site never gains more later than it would now.
 */
import type { CoverModel } from "../cover/cover-model.ts";

/** Amounts below this share of all people are rounding. */
const LEAST_SHARE = 1e-12;

export class PlaceFlow {
  readonly model: CoverModel;
  readonly places: Float64Array;
  readonly isOpen: Uint8Array;
  readonly least: number;
  readonly totalPeople: number;
  private readonly columnPairs: Int32Array;
  /** By pair, in the order of the rows. */
  private readonly flows: Float64Array;
  private readonly left: Float64Array;
  private readonly spare: Float64Array;
  private readonly reachedFrom: Int32Array;
  private readonly movedPair: Int32Array;
  private readonly queue: Int32Array;

  /** @param places people that each site of the model can take; Infinity: any number. */
  constructor(model: CoverModel, places: Float64Array) {
    const { siteOf, classCount, weights, rowStarts, rowSites, columnStarts } = model;
    this.model = model;
    this.places = places;
    this.isOpen = new Uint8Array(siteOf.length);
    this.flows = new Float64Array(rowSites.length);
    this.left = weights.slice();
    this.spare = new Float64Array(siteOf.length);
    this.totalPeople = weights.reduce((sum, weight) => sum + weight, 0);
    this.least = LEAST_SHARE * Math.max(this.totalPeople, Number.MIN_VALUE);
    this.columnPairs = new Int32Array(rowSites.length);
    const next = columnStarts.slice();
    for (let index = 0; index < classCount; index++)
      for (let pair = rowStarts[index] as number; pair < (rowStarts[index + 1] as number); pair++)
        this.columnPairs[next[rowSites[pair] as number]!++] = pair;
    this.reachedFrom = new Int32Array(siteOf.length);
    this.movedPair = new Int32Array(siteOf.length);
    this.queue = new Int32Array(siteOf.length);
  }

  /** People with a place. */
  measureServed(): number {
    const { weights, classCount } = this.model;
    let sum = 0;
    for (let index = 0; index < classCount; index++) sum += (weights[index] as number) - (this.left[index] as number);
    return sum;
  }

  /** Whether everybody has one. */
  get isComplete(): boolean {
    return this.totalPeople - this.measureServed() <= 1e3 * this.least;
  }

  list(): number[] {
    return Array.from(this.isOpen, (_, site) => site).filter((site) => this.isOpen[site] === 1);
  }

  save(): readonly Float64Array[] {
    return [this.flows.slice(), this.left.slice(), this.spare.slice(), Float64Array.from(this.isOpen)];
  }

  restore([flows, left, spare, isOpen]: readonly Float64Array[]): void {
    this.flows.set(flows as Float64Array);
    this.left.set(left as Float64Array);
    this.spare.set(spare as Float64Array);
    this.isOpen.set(isOpen as Float64Array);
  }

  open(site: number): void {
    this.isOpen[site] = 1;
    this.spare[site] = this.places[site] as number;
    this.fill(site);
  }

  /** Closes a site; its people go wherever there is room. */
  close(site: number): void {
    const { columnStarts, columnClasses } = this.model;
    this.isOpen[site] = 0;
    this.spare[site] = 0;
    for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++) {
      const pair = this.columnPairs[at] as number;
      this.left[columnClasses[at] as number]! += this.flows[pair] as number;
      this.flows[pair] = 0;
    }
    for (let other = 0; other < this.spare.length; other++)
      if ((this.spare[other] as number) > this.least) this.fill(other);
  }

  /** Gives the free places of a site to people who have none, directly or by letting others move there. */
  private fill(site: number): void {
    this.take(site, site);
    while ((this.spare[site] as number) > this.least && this.fillByChain(site));
  }

  /** People without a place take those of `at`; false where there are none. A site that is being freed hands its places on. */
  private take(at: number, site: number): boolean {
    const { columnStarts, columnClasses } = this.model;
    for (let place = columnStarts[at] as number; place < (columnStarts[at + 1] as number); place++) {
      const index = columnClasses[place] as number;
      if (!((this.left[index] as number) > this.least)) continue;
      let amount = Math.min(this.left[index] as number, this.spare[site] as number);
      for (let stop = at; stop !== site; stop = this.reachedFrom[stop] as number)
        amount = Math.min(amount, this.flows[this.movedPair[stop] as number] as number);
      if (!(amount > 0)) continue;
      this.left[index]! -= amount;
      this.flows[this.columnPairs[place] as number]! += amount;
      for (let stop = at; stop !== site; stop = this.reachedFrom[stop] as number) {
        const from = this.movedPair[stop] as number;
        this.flows[from]! -= amount;
        this.flows[this.pairBeside(from, this.reachedFrom[stop] as number)]! += amount;
      }
      this.spare[site]! -= amount;
      if (at !== site) return true;
      if (!((this.spare[site] as number) > this.least)) return true;
    }
    return false;
  }

  /** The pair of another site in the same row. */
  private pairBeside(pair: number, site: number): number {
    const { rowSites } = this.model;
    const step = (rowSites[pair] as number) < site ? 1 : -1;
    let at = pair + step;
    while (rowSites[at] !== site) at += step;
    return at;
  }

  /** Breadth first from a site with free places over sites whose people could come here, to one that others still wait for. */
  private fillByChain(site: number): boolean {
    const { rowStarts, rowSites, columnStarts, columnClasses } = this.model;
    const { queue, reachedFrom, movedPair, flows, least } = this;
    reachedFrom.fill(-1);
    reachedFrom[site] = site;
    queue[0] = site;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const at = queue[head] as number;
      for (let place = columnStarts[at] as number; place < (columnStarts[at + 1] as number); place++) {
        const index = columnClasses[place] as number;
        for (let pair = rowStarts[index] as number; pair < (rowStarts[index + 1] as number); pair++) {
          const other = rowSites[pair] as number;
          if (reachedFrom[other] !== -1 || !((flows[pair] as number) > least)) continue;
          reachedFrom[other] = at;
          movedPair[other] = pair;
          queue[tail++] = other;
          if (this.take(other, site)) return true;
        }
      }
    }
    return false;
  }
}
