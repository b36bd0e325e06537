/**
 * The most people who find a place at the open sites, kept up as sites open and close. People are divisible and may be sent to any
 * open site within the cutoff, so it is a maximum flow: whoever is left takes a free place, or has somebody else move to another
 * site within reach, along shortest chains. Opening a site never gains more later than it would now. Only those whom a change
 * concerns move, and every change can be taken back (`Seats`), so that a choice is tried without a copy of it all.
 */
import type { CoverModel } from "../cover/cover-model.ts";
import { buildPlacesGraph, Seats } from "./seats.ts";

/** Amounts below this share of all people are rounding. */
const LEAST_SHARE = 1e-12;
/** How many times as much may be missing where everybody counts as having a place. */
const ROUNDING_ROOM = 1e3;

export class PlaceFlow extends Seats {
  readonly model: CoverModel;
  readonly totalPeople: number;
  readonly least: number;
  /** Demand with people who have no place. */
  private waiting: number;
  /** By site: the search that last came by. */
  private readonly seen: Int32Array;
  private searches = 0;
  private readonly queue: Int32Array;
  /** Moves away from the site that is being filled, and where each site's column is gone on with. */
  private readonly ranks: Int32Array;
  private readonly cursors: Int32Array;
  private lastRank = 0;

  /** @param places people that each site of the model can take; Infinity: any number. */
  constructor(model: CoverModel, places: Float64Array) {
    const totalPeople = model.weights.reduce((sum, weight) => sum + weight, 0);
    const { rowStarts: starts, rowSites: sites, weights: people } = model;
    super(
      buildPlacesGraph(
        { starts, sites, people },
        places.map((count) => Math.min(count, totalPeople)),
      ),
    );
    const siteCount = places.length;
    this.model = model;
    this.totalPeople = totalPeople;
    this.least = LEAST_SHARE * Math.max(totalPeople, Number.MIN_VALUE);
    this.waiting = this.left.reduce((count, people) => (people > 0 ? count + 1 : count), 0);
    this.seen = new Int32Array(siteCount);
    this.queue = new Int32Array(siteCount);
    this.ranks = new Int32Array(siteCount);
    this.cursors = new Int32Array(siteCount);
  }

  /** People with a place. */
  measureServed(): number {
    let sum = 0;
    const { people } = this.graph;
    for (let demand = 0; demand < people.length; demand++)
      sum += (people[demand] as number) - (this.left[demand] as number);
    return sum;
  }

  /** Whether everybody has one. */
  get isComplete(): boolean {
    return this.waiting === 0 || this.sumLeft() <= ROUNDING_ROOM * this.least;
  }

  override setLeft(demand: number, value: number): void {
    const was = (this.left[demand] as number) > 0;
    super.setLeft(demand, value);
    const is = (this.left[demand] as number) > 0;
    if (was !== is) this.waiting += is ? 1 : -1;
  }

  /**
   * @param mostMoves people who move for one who waits; fewer than are needed may leave people waiting who could have a place.
   * @returns how many more people have a place.
   */
  open(site: number, mostMoves = Infinity): number {
    this.setOpen(site, 1);
    this.setRoom(site, this.graph.places[site] as number);
    let gained = 0;
    while (this.waiting > 0 && this.hasRoom(site)) {
      const more = this.pull(site, mostMoves);
      if (more === 0) break;
      gained += more;
    }
    return gained;
  }

  /** Gives places to all who wait and can have one, however many must move. Pauses now and then. */
  *settle(): Generator<void> {
    const waiting = this.listWaiting();
    while (this.waiting > 0 && this.push(waiting) > 0) yield;
  }

  private listWaiting(): number[] {
    const demand: number[] = [];
    this.left.forEach((people, index) => {
      if (people > 0) demand.push(index);
    });
    return demand;
  }

  /** Opens several sites at once: whoever waits takes a place in order. */
  openAll(opened: Iterable<number>): void {
    for (const site of opened) {
      this.setOpen(site, 1);
      this.setRoom(site, this.graph.places[site] as number);
    }
    const waiting = this.listWaiting();
    for (const demand of waiting) this.seatAtOnce(demand);
    while (this.waiting > 0 && this.push(waiting) > 0);
  }

  /**
   * Closes a site; its people go wherever there is room.
   * @returns how many fewer people have a place.
   */
  close(site: number): number {
    const { flows, used, graph, left } = this;
    this.setOpen(site, 0);
    this.setRoom(site, 0);
    const pairs = (used[site] as number[]).slice().sort((a, b) => a - b);
    const moved: number[] = [];
    let lost = 0;
    for (const pair of pairs) {
      const amount = flows[pair] as number;
      const demand = graph.demandOf[pair] as number;
      this.setFlow(pair, 0);
      const before = left[demand] as number;
      this.setLeft(demand, before + amount);
      this.seatAtOnce(demand);
      if (!((left[demand] as number) > 0)) {
        lost -= before;
        continue;
      }
      lost += (left[demand] as number) - before;
      moved.push(demand);
    }
    while (lost > 0 && moved.length > 0) {
      const amount = this.push(moved);
      if (amount === 0) break;
      lost -= amount;
    }
    return Math.max(0, lost);
  }

  /** Gives those of a demand who wait the free places within their reach. */
  private seatAtOnce(demand: number): void {
    const { starts, sites } = this.graph;
    let rest = this.left[demand] as number;
    const end = starts[demand + 1] as number;
    for (let pair = starts[demand] as number; pair < end && rest > 0; pair++) {
      const site = sites[pair] as number;
      if (this.isOpen[site] === 0 || !this.hasRoom(site)) continue;
      const amount = Math.min(rest, this.room[site] as number);
      this.setFlow(pair, (this.flows[pair] as number) + amount);
      this.setRoom(site, (this.room[site] as number) - amount);
      rest -= amount;
    }
    this.setLeft(demand, rest);
  }

  /**
   * Lets waiting people of some demand have free places, along all chains of the least length (a phase of Dinic's method, 1970).
   * @returns how many found a place; 0 where nobody can.
   */
  private push(waiting: readonly number[]): number {
    const { graph, left, ranks, seen } = this;
    const { starts, sites } = graph;
    if (!this.rankFrom(waiting)) return 0;
    let placed = 0;
    for (const demand of waiting) {
      const end = starts[demand + 1] as number;
      for (let pair = starts[demand] as number; pair < end && (left[demand] as number) > 0; ) {
        const site = sites[pair] as number;
        const isNear = seen[site] === this.searches && ranks[site] === 0;
        const amount = isNear ? this.give(site, left[demand] as number) : 0;
        if (!(amount > 0)) {
          pair++;
          continue;
        }
        this.setFlow(pair, (this.flows[pair] as number) + amount);
        this.setLeft(demand, (left[demand] as number) - amount);
        placed += amount;
      }
    }
    return placed;
  }

  /** Ranks open sites by how many must move so that those who wait can come, up to those with room; false where there are none. */
  private rankFrom(waiting: readonly number[]): boolean {
    const { graph, isOpen, seen, queue, ranks, cursors, used, left } = this;
    const { starts, sites, demandOf } = graph;
    const search = ++this.searches;
    this.lastRank = Infinity;
    let tail = 0;
    const look = (demand: number, rank: number): void => {
      const end = starts[demand + 1] as number;
      for (let pair = starts[demand] as number; pair < end; pair++) {
        const site = sites[pair] as number;
        if (isOpen[site] === 0 || seen[site] === search) continue;
        seen[site] = search;
        ranks[site] = rank;
        cursors[site] = 0;
        if (this.hasRoom(site)) this.lastRank = rank;
        queue[tail++] = site;
      }
    };
    for (const demand of waiting) if ((left[demand] as number) > 0) look(demand, 0);
    for (let head = 0; head < tail; head++) {
      const site = queue[head] as number;
      const rank = ranks[site] as number;
      if (rank >= this.lastRank) break;
      for (const pair of used[site] as number[]) look(demandOf[pair] as number, rank + 1);
    }
    return this.lastRank < Infinity;
  }

  /** Makes places free at a site: its own, or of people who go on to sites one rank farther. Each site goes on where it stopped. */
  private give(site: number, most: number): number {
    const { graph, ranks, seen, cursors, used, flows } = this;
    const { starts, sites, demandOf } = graph;
    if (this.hasRoom(site)) {
      const amount = Math.min(most, this.room[site] as number);
      this.setRoom(site, (this.room[site] as number) - amount);
      return amount;
    }
    const next = (ranks[site] as number) + 1;
    if (next > this.lastRank) return 0;
    const own = used[site] as number[];
    for (; (cursors[site] as number) < own.length; cursors[site]!++) {
      const pair = own[cursors[site] as number] as number;
      const demand = demandOf[pair] as number;
      const end = starts[demand + 1] as number;
      for (let to = starts[demand] as number; to < end; to++) {
        const other = sites[to] as number;
        if (seen[other] !== this.searches || ranks[other] !== next) continue;
        const amount = this.give(other, Math.min(most, flows[pair] as number));
        if (!(amount > 0)) continue;
        this.setFlow(pair, (flows[pair] as number) - amount);
        this.setFlow(to, (flows[to] as number) + amount);
        return amount;
      }
    }
    return 0;
  }

  /**
   * Lets people who wait have the free places of a site, along all chains of the least length.
   * @returns how many found a place; 0 where nobody can.
   */
  private pull(target: number, mostMoves: number): number {
    if (!this.rankTo(target, mostMoves)) return 0;
    let gained = 0;
    while (this.waiting > 0 && this.hasRoom(target)) {
      const amount = this.take(target, this.room[target] as number);
      if (!(amount > 0)) break;
      this.setRoom(target, (this.room[target] as number) - amount);
      gained += amount;
    }
    return gained;
  }

  /** Ranks sites by how many must move to the target so that others can come to them, up to those that people wait for; false where nobody does. */
  private rankTo(target: number, mostMoves: number): boolean {
    const { graph, seen, queue, ranks, cursors, main, others, left } = this;
    const { sites, columnStarts, columnDemand } = graph;
    const search = ++this.searches;
    this.lastRank = Infinity;
    let tail = 0;
    const reach = (site: number, rank: number): void => {
      if (seen[site] === search) return;
      seen[site] = search;
      ranks[site] = rank;
      cursors[site] = columnStarts[site] as number;
      queue[tail++] = site;
    };
    reach(target, 0);
    for (let head = 0; head < tail; head++) {
      const site = queue[head] as number;
      const rank = ranks[site] as number;
      if (rank > this.lastRank) break;
      const end = columnStarts[site + 1] as number;
      for (let at = columnStarts[site] as number; at < end; at++) {
        const demand = columnDemand[at] as number;
        if ((left[demand] as number) > 0) this.lastRank = rank;
        if (rank >= this.lastRank || rank >= mostMoves || (main[demand] as number) < 0) continue;
        reach(sites[main[demand] as number] as number, rank + 1);
        const more = others.get(demand);
        if (more) for (const pair of more) reach(sites[pair] as number, rank + 1);
      }
    }
    return this.lastRank < Infinity;
  }

  /** Finds people for places at a site, from those who wait or from sites one rank farther. Each site goes on where it stopped. */
  private take(site: number, most: number): number {
    const { graph, ranks, seen, cursors, main, others, flows, left } = this;
    const { sites, columnStarts, columnPairs, columnDemand } = graph;
    const end = columnStarts[site + 1] as number;
    const next = (ranks[site] as number) + 1;
    for (; (cursors[site] as number) < end; cursors[site]!++) {
      const at = cursors[site] as number;
      const demand = columnDemand[at] as number;
      const pair = columnPairs[at] as number;
      if ((left[demand] as number) > 0) {
        const amount = Math.min(left[demand] as number, most);
        this.setLeft(demand, (left[demand] as number) - amount);
        this.setFlow(pair, (flows[pair] as number) + amount);
        return amount;
      }
      if (next > this.lastRank || (main[demand] as number) < 0) continue;
      const more = others.get(demand);
      for (let index = -1; index < (more?.length ?? 0); index++) {
        const from = index < 0 ? (main[demand] as number) : (more?.[index] as number);
        const other = sites[from] as number;
        if (seen[other] !== this.searches || ranks[other] !== next) continue;
        const amount = this.take(other, Math.min(most, flows[from] as number));
        if (!(amount > 0)) continue;
        this.setFlow(from, (flows[from] as number) - amount);
        this.setFlow(pair, (flows[pair] as number) + amount);
        return amount;
      }
    }
    return 0;
  }
}
