/**
 * How few sites can give everybody a place at least: the Lagrangian dual of set cover with capacities. A place is priced at u for
 * each person of a class; a site that its best paid places do not pay for stays closed, so that
 *     Σ people · u − Σ fixed worth − Σ others max(0, worth − 1),   worth: what the best paid places of a site bring,
 * is never above the number of sites, for any u ≥ 0. The subgradient method, scaled by the people of each class, raises it.
 */
import type { PlaceModel } from "./place-parts.ts";

const FIRST_STEP = 1.5;
const LAST_STEP = 5e-3;
const PATIENCE = 8;
const WHOLE_ROOM = 1e-6;

export class SeatPrices {
  private readonly place: PlaceModel;
  private readonly prices: Float64Array;
  private readonly taken: Float64Array;
  /** By site: whether its places are fewer than the people it reaches. */
  private readonly isShort: Uint8Array;
  private readonly paid: Int32Array;
  private best = 0;
  private step = FIRST_STEP;
  private waited = 0;

  constructor(place: PlaceModel) {
    const { model, places, isFixed } = place;
    const { classCount, weights, rowStarts, rowSites, columnStarts, columnClasses, siteOf } = model;
    this.place = place;
    this.taken = new Float64Array(classCount);
    this.paid = new Int32Array(classCount);
    this.isShort = new Uint8Array(siteOf.length);
    const served = new Float64Array(siteOf.length);
    for (let site = 0; site < siteOf.length; site++) {
      let people = 0;
      for (let at = columnStarts[site] as number; at < (columnStarts[site + 1] as number); at++)
        people += weights[columnClasses[at] as number] as number;
      this.isShort[site] = people > (places[site] as number) ? 1 : 0;
      served[site] = Math.min(people, places[site] as number);
    }
    // At first no site is worth more than it costs.
    this.prices = Float64Array.from({ length: classCount }, (_, index) => {
      let price = Infinity;
      let reached = 0;
      for (let at = rowStarts[index] as number; at < (rowStarts[index + 1] as number); at++) {
        const site = rowSites[at] as number;
        if (isFixed[site] === 1) reached = 1;
        else if ((served[site] as number) > 0) price = Math.min(price, 1 / (served[site] as number));
      }
      return reached === 1 || price === Infinity ? 0 : price;
    });
  }

  /** No fewer sites beside the fixed ones can do. */
  get bound(): number {
    return Math.max(0, Math.ceil(this.best - WHOLE_ROOM));
  }

  get isSettled(): boolean {
    return this.step < LAST_STEP;
  }

  /** One step towards `known`, sites that do. */
  improve(known: number): void {
    const { prices, taken, place } = this;
    const { model, isFixed } = place;
    const { classCount, weights } = model;
    let bound = 0;
    for (let index = 0; index < classCount; index++) bound += (weights[index] as number) * (prices[index] as number);
    taken.fill(0);
    for (let site = 0; site < isFixed.length; site++) {
      const worth = this.fillSite(site, false);
      if (isFixed[site] === 1) bound -= worth;
      else if (worth > 1) bound -= worth - 1;
      else continue;
      this.fillSite(site, true);
    }
    if (bound > this.best + 1e-7 * Math.abs(this.best)) this.waited = 0;
    else if (++this.waited >= PATIENCE) {
      this.step /= 2;
      this.waited = 0;
    }
    this.best = Math.max(this.best, bound);
    let norm = 0;
    for (let index = 0; index < classCount; index++) {
      const weight = weights[index] as number;
      let slope = 1 - (taken[index] as number) / weight;
      if (slope < 0 && (prices[index] as number) <= 0) slope = 0;
      taken[index] = slope;
      norm += slope * slope * weight;
    }
    if (norm === 0) {
      this.step = 0;
      return;
    }
    const length = (this.step * Math.max(known - bound, 1e-3)) / norm;
    for (let index = 0; index < classCount; index++)
      prices[index] = Math.max(0, (prices[index] as number) + length * (taken[index] as number));
  }

  /** What the places of a site bring, the best paid first; `takes`: they are also counted as taken. */
  private fillSite(site: number, takes: boolean): number {
    const { prices, taken, paid, place } = this;
    const { weights, columnStarts, columnClasses } = place.model;
    const end = columnStarts[site + 1] as number;
    let worth = 0;
    if (this.isShort[site] === 0) {
      for (let at = columnStarts[site] as number; at < end; at++) {
        const index = columnClasses[at] as number;
        worth += (weights[index] as number) * (prices[index] as number);
        if (takes) taken[index]! += weights[index] as number;
      }
      return worth;
    }
    const room = place.places[site] as number;
    let count = 0;
    let wanted = 0;
    for (let at = columnStarts[site] as number; at < end; at++) {
      const index = columnClasses[at] as number;
      if (!((prices[index] as number) > 0)) continue;
      paid[count++] = index;
      wanted += weights[index] as number;
    }
    const best = wanted > room ? this.sortOut(count, room) : count;
    let left = room;
    for (let at = 0; at < best; at++) {
      const index = paid[at] as number;
      const amount = Math.min(left, weights[index] as number);
      worth += amount * (prices[index] as number);
      if (takes) taken[index]! += amount;
      left -= amount;
    }
    return worth;
  }

  /** Puts the best paid that fill the room first (quickselect by weight), the last of them in part. @returns how many. */
  private sortOut(count: number, room: number): number {
    const { paid, prices, place } = this;
    const { weights } = place.model;
    const isBefore = (a: number, b: number): boolean => {
      const apart = (prices[a] as number) - (prices[b] as number);
      return apart > 0 || (apart === 0 && a < b);
    };
    let [from, to, left] = [0, count, room];
    while (to - from > 1) {
      const pivot = paid[(from + to) >> 1] as number;
      let [low, high] = [from, to - 1];
      while (low <= high) {
        while (isBefore(paid[low] as number, pivot)) low++;
        while (isBefore(pivot, paid[high] as number)) high--;
        if (low > high) break;
        const kept = paid[low] as number;
        paid[low++] = paid[high] as number;
        paid[high--] = kept;
      }
      let people = 0;
      for (let at = from; at < low; at++) people += weights[paid[at] as number] as number;
      if (people >= left && low < to) to = low;
      else if (people >= left) break;
      else {
        left -= people;
        from = low;
      }
    }
    return to;
  }
}
