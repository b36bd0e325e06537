/**
 * The places of open sites shared out so that the sum of people × cost is least, kept up as sites open and close: the
 * transportation problem by successive shortest paths with prices (Ahuja, Magnanti and Orlin 1993, ch. 9). People are divisible.
 * Whoever finds no place, or only dearer than going without, stays without at a cost of their own.
 *
 * Always true: a site with room has the price 0, and nobody sits where cost + price is more than anywhere else.
 */

import { SiteHeap } from "../site-heap.ts";
import { type PlacesGraph, Seats } from "./seats.ts";

const NOWHERE = -1;
/** A way round must save this share of the largest cost and of the price it saves, or rounding could send people in circles. */
const SLACK = 1e-13;
const PRICE_SLACK = 1e-15;

export class WalkFlow extends Seats {
  /** By pair, a person. */
  readonly unitCosts: Float64Array;
  /** What a person without a place costs, by demand. */
  readonly without: Float64Array;
  /** What one more person of a demand would cost; at these prices nobody can do better. */
  readonly personPrices: Float64Array;
  /** As `unitCosts`, in the order of the columns. */
  private readonly columnCosts: Float64Array;
  private readonly heap = new SiteHeap();
  private readonly distances: Float64Array;
  private readonly isSettled: Uint8Array;
  private readonly touched: number[] = [];
  private readonly settled: number[] = [];
  /** The move along which a site was reached: from a pair, to a pair. */
  private readonly moveFrom: Int32Array;
  private readonly moveTo: Int32Array;
  private readonly slack: number;

  constructor(graph: PlacesGraph, unitCosts: Float64Array, columnCosts: Float64Array, without: Float64Array) {
    super(graph);
    this.personPrices = without.slice();
    this.columnCosts = columnCosts;
    this.unitCosts = unitCosts;
    this.without = without;
    this.slack = SLACK * unitCosts.reduce((most, cost) => Math.max(most, cost), 0);
    this.distances = new Float64Array(graph.siteCount).fill(Infinity);
    this.isSettled = new Uint8Array(graph.siteCount);
    this.moveFrom = new Int32Array(graph.siteCount);
    this.moveTo = new Int32Array(graph.siteCount);
  }

  /** Σ people × cost, those without a place included. */
  measureCost(): number {
    const { flows, unitCosts, main, others, left, without } = this;
    let sum = 0;
    for (let demand = 0; demand < main.length; demand++) {
      const pair = main[demand] as number;
      if ((left[demand] as number) > 0) sum += (left[demand] as number) * (without[demand] as number);
      if (pair >= 0) sum += (flows[pair] as number) * (unitCosts[pair] as number);
    }
    for (const pairs of others.values())
      for (const pair of pairs) sum += (flows[pair] as number) * (unitCosts[pair] as number);
    return sum;
  }

  protected override reprice(demand: number): void {
    const { graph, main, left, prices, unitCosts, without, personPrices } = this;
    const pair = main[demand] as number;
    const most = without[demand] as number;
    personPrices[demand] =
      pair < 0 || (left[demand] as number) > 0
        ? most
        : Math.min(most, (unitCosts[pair] as number) + (prices[graph.sites[pair] as number] as number));
  }

  /** Opens several sites at once: everybody is placed anew. For a flow without open sites. */
  openAll(sites: Iterable<number>): void {
    for (const site of sites) {
      this.setOpen(site, 1);
      this.setRoom(site, this.graph.places[site] as number);
    }
    for (let demand = 0; demand < this.graph.demandCount; demand++) {
      const amount = this.left[demand] as number;
      this.setLeft(demand, 0);
      this.place(demand, amount);
    }
  }

  /** Closes a site; its people go where they cost least. */
  close(site: number): void {
    const { flows, used, graph } = this;
    this.setOpen(site, 0);
    this.setRoom(site, 0);
    this.setPrice(site, 0);
    const pairs = (used[site] as number[]).slice().sort((a, b) => a - b);
    const amounts = pairs.map((pair) => flows[pair] as number);
    for (const pair of pairs) this.setFlow(pair, 0);
    pairs.forEach((pair, at) => {
      this.place(graph.demandOf[pair] as number, amounts[at] as number);
    });
  }

  /** Opens a site; people come as long as that saves anything. */
  open(site: number): void {
    const { graph, columnCosts, personPrices } = this;
    const { columnStarts, columnDemand, places } = graph;
    this.setOpen(site, 1);
    this.setRoom(site, places[site] as number);
    let price = 0;
    const end = columnStarts[site + 1] as number;
    for (let at = columnStarts[site] as number; at < end; at++) {
      const saved = (personPrices[columnDemand[at] as number] as number) - (columnCosts[at] as number);
      if (saved > price) price = saved;
    }
    this.setPrice(site, price);
    while ((this.prices[site] as number) > 0) {
      if (!this.hasRoom(site)) return;
      this.pull(site);
    }
  }

  private place(demand: number, people: number): void {
    const { graph, unitCosts, without, isOpen } = this;
    const { starts, sites } = graph;
    let rest = people;
    const tiny = 1e-12 * (graph.people[demand] as number);
    while (rest > tiny) {
      const end = starts[demand + 1] as number;
      let pair = starts[demand] as number;
      while (pair < end && isOpen[sites[pair] as number] === 0) pair++;
      if (pair === end || (unitCosts[pair] as number) >= (without[demand] as number)) {
        this.setLeft(demand, (this.left[demand] as number) + rest);
        return;
      }
      // The nearest has room: no way round can cost less.
      const site = sites[pair] as number;
      if (this.hasRoom(site)) {
        const amount = Math.min(rest, this.room[site] as number);
        this.setFlow(pair, (this.flows[pair] as number) + amount);
        this.setRoom(site, (this.room[site] as number) - amount);
        rest -= amount;
      } else rest -= this.push(demand, rest);
    }
  }

  /** Places people of a demand along the cheapest chain of moves. @returns how many. */
  private push(demand: number, most: number): number {
    const { graph, unitCosts, without, prices, isOpen, heap, distances, moveFrom, moveTo } = this;
    const { starts, sites, demandOf } = graph;
    this.startSearch();
    let best = without[demand] as number;
    let [endFrom, endTo, endSite] = [NOWHERE, NOWHERE, NOWHERE];
    const look = (person: number, base: number, least: number, from: number, at: number): void => {
      const end = starts[person + 1] as number;
      for (let pair = starts[person] as number; pair < end; pair++) {
        const reached = (unitCosts[pair] as number) + base;
        if (reached >= best) return;
        const site = sites[pair] as number;
        if (isOpen[site] === 0 || site === at) continue;
        const distance = Math.max(least, reached + (prices[site] as number));
        if (this.hasRoom(site)) {
          if (distance < best) [best, endFrom, endTo, endSite] = [distance, from, pair, site];
        } else if (distance < best && distance < (distances[site] as number)) {
          this.reach(site, distance);
          moveFrom[site] = from;
          moveTo[site] = pair;
        }
      }
    };
    look(demand, 0, 0, NOWHERE, -1);
    while (!heap.isEmpty && heap.least < best) {
      const site = heap.pop();
      if (this.isSettled[site] === 1) continue;
      this.settle(site);
      const distance = distances[site] as number;
      for (const pair of this.used[site] as number[]) {
        const person = demandOf[pair] as number;
        const base = distance - (unitCosts[pair] as number) - (prices[site] as number);
        const out = Math.max(distance, (without[person] as number) + base);
        if (out < best) [best, endFrom, endTo, endSite] = [out, pair, NOWHERE, NOWHERE];
        look(person, base, distance, pair, site);
      }
    }
    let amount = Math.min(most, endSite === NOWHERE ? Infinity : (this.room[endSite] as number));
    for (let from = endFrom; from !== NOWHERE; from = moveFrom[sites[from] as number] as number)
      amount = Math.min(amount, this.flows[from] as number);
    for (const site of this.settled) {
      const distance = distances[site] as number;
      if (distance < best) this.setPrice(site, (prices[site] as number) + best - distance);
    }
    if (endTo === NOWHERE) {
      const person = endFrom === NOWHERE ? demand : (demandOf[endFrom] as number);
      this.setLeft(person, (this.left[person] as number) + amount);
    } else {
      this.setRoom(endSite, (this.room[endSite] as number) - amount);
      this.setFlow(endTo, (this.flows[endTo] as number) + amount);
    }
    for (let from = endFrom; from !== NOWHERE; ) {
      const site = sites[from] as number;
      this.setFlow(from, (this.flows[from] as number) - amount);
      const to = moveTo[site] as number;
      this.setFlow(to, (this.flows[to] as number) + amount);
      from = moveFrom[site] as number;
    }
    return amount;
  }

  /** Lets people come to a site with room along the chain that saves most, or finds that nothing more is saved. */
  private pull(target: number): void {
    const { graph, unitCosts, without, prices, heap, distances, moveFrom, moveTo, left, main, others, flows } = this;
    const { sites, demandOf, columnStarts, columnPairs, columnDemand } = graph;
    const { columnCosts, personPrices } = this;
    this.startSearch();
    let best = Math.max(0, (prices[target] as number) * (1 - PRICE_SLACK) - this.slack);
    let [end, endPair] = [NOWHERE, NOWHERE];
    this.reach(target, 0);
    moveFrom[target] = NOWHERE;
    while (!heap.isEmpty && heap.least < best) {
      const site = heap.pop();
      if (this.isSettled[site] === 1) continue;
      this.settle(site);
      const distance = distances[site] as number;
      const price = prices[site] as number;
      if (site !== target && distance + price < best) [best, end, endPair] = [distance + price, site, NOWHERE];
      const last = columnStarts[site + 1] as number;
      for (let at = columnStarts[site] as number; at < last; at++) {
        const person = columnDemand[at] as number;
        const base = distance + (columnCosts[at] as number) + price;
        if (base - (personPrices[person] as number) >= best) continue;
        const pair = columnPairs[at] as number;
        if ((left[person] as number) > 0) {
          const out = Math.max(distance, base - (without[person] as number));
          if (out < best) [best, end, endPair] = [out, site, pair];
        }
        const first = main[person] as number;
        if (first < 0) continue;
        const more = others.get(person);
        for (let index = -1; index < (more?.length ?? 0); index++) {
          const from = index < 0 ? first : (more?.[index] as number);
          const other = sites[from] as number;
          if (other === site) continue;
          const reached = Math.max(distance, base - (unitCosts[from] as number) - (prices[other] as number));
          if (reached >= best || reached >= (distances[other] as number)) continue;
          this.reach(other, reached);
          moveFrom[other] = from;
          moveTo[other] = pair;
        }
      }
    }
    for (const site of this.settled) {
      const distance = distances[site] as number;
      if (distance < best) this.setPrice(site, Math.max(0, (prices[site] as number) - best + distance));
    }
    if (end === NOWHERE) {
      this.setPrice(target, 0);
      return;
    }
    let amount = this.room[target] as number;
    if (endPair !== NOWHERE) amount = Math.min(amount, left[demandOf[endPair] as number] as number);
    for (let site = end; site !== target; site = sites[moveTo[site] as number] as number)
      amount = Math.min(amount, flows[moveFrom[site] as number] as number);
    if (endPair !== NOWHERE) {
      const person = demandOf[endPair] as number;
      this.setLeft(person, (left[person] as number) - amount);
      this.setFlow(endPair, (flows[endPair] as number) + amount);
    } else this.setRoom(end, (this.room[end] as number) + amount);
    for (let site = end; site !== target; ) {
      const [from, to] = [moveFrom[site] as number, moveTo[site] as number];
      this.setFlow(from, (flows[from] as number) - amount);
      this.setFlow(to, (flows[to] as number) + amount);
      site = sites[to] as number;
    }
    this.setRoom(target, (this.room[target] as number) - amount);
  }

  private startSearch(): void {
    for (const site of this.touched) {
      this.distances[site] = Infinity;
      this.isSettled[site] = 0;
    }
    this.touched.length = 0;
    this.settled.length = 0;
    this.heap.clear();
  }

  private reach(site: number, distance: number): void {
    this.distances[site] = distance;
    this.touched.push(site);
    this.heap.push(distance, site);
  }

  private settle(site: number): void {
    this.isSettled[site] = 1;
    this.settled.push(site);
  }
}
