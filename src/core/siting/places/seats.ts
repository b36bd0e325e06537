/**
 * Who sits where: people of each demand at the open sites within their reach, in parts where need be, what room is left and
 * what a place is worth at each site. Changes can be noted and taken back, so that a choice is tried without a copy of it all.
 */

/** Demand with the sites it may use, cheapest first, and the same seen from the sites. */
export interface PlacesGraph {
  readonly demandCount: number;
  readonly siteCount: number;
  /** `demandCount + 1` offsets into `sites`. */
  readonly starts: Int32Array;
  readonly sites: Int32Array;
  readonly people: Float64Array;
  /** People that each site can take; Infinity: any number. */
  readonly places: Float64Array;
  /** `siteCount + 1` offsets into `columnPairs`. */
  readonly columnStarts: Int32Array;
  /** Pairs of each site, by demand. */
  readonly columnPairs: Int32Array;
  /** Their demand. */
  readonly columnDemand: Int32Array;
  /** Demand of each pair. */
  readonly demandOf: Int32Array;
}

export function buildPlacesGraph(
  { starts, sites, people }: Pick<PlacesGraph, "starts" | "sites" | "people">,
  places: Float64Array,
): PlacesGraph {
  const [demandCount, siteCount] = [people.length, places.length];
  const columnStarts = new Int32Array(siteCount + 1);
  for (const site of sites) columnStarts[site + 1]!++;
  for (let site = 0; site < siteCount; site++) columnStarts[site + 1]! += columnStarts[site] as number;
  const next = columnStarts.slice();
  const columnPairs = new Int32Array(sites.length);
  const columnDemand = new Int32Array(sites.length);
  const demandOf = new Int32Array(sites.length);
  for (let demand = 0; demand < demandCount; demand++) {
    const end = starts[demand + 1] as number;
    for (let pair = starts[demand] as number; pair < end; pair++) {
      demandOf[pair] = demand;
      const at = next[sites[pair] as number]!++;
      columnPairs[at] = pair;
      columnDemand[at] = demand;
    }
  }
  return { demandCount, siteCount, starts, sites, people, places, columnStarts, columnPairs, columnDemand, demandOf };
}

/** Less than this share of a demand's people or of a site's places is rounding. */
const TINY_SHARE = 1e-12;

const FLOW = 0;
const LEFT = 1;
const ROOM = 2;
const PRICE = 3;
const OPEN = 4;
const KINDS = 8;

export class Seats {
  readonly graph: PlacesGraph;
  readonly isOpen: Uint8Array;
  /** People by pair. */
  readonly flows: Float64Array;
  /** People without a place, by demand. */
  readonly left: Float64Array;
  readonly room: Float64Array;
  /** What one more place is worth, by site. */
  readonly prices: Float64Array;
  /** A pair with people, by demand; −1 where there is none. */
  readonly main: Int32Array;
  /** Further pairs with people, of demand that is split. */
  readonly others = new Map<number, number[]>();
  /** Pairs with people, by site. */
  readonly used: number[][];
  private readonly placeOf: Int32Array;
  private log: number[] | null = null;
  private logValues: number[] = [];

  constructor(graph: PlacesGraph) {
    const { demandCount, siteCount, sites, people } = graph;
    this.graph = graph;
    this.isOpen = new Uint8Array(siteCount);
    this.flows = new Float64Array(sites.length);
    this.left = people.slice();
    this.room = new Float64Array(siteCount);
    this.prices = new Float64Array(siteCount);
    this.main = new Int32Array(demandCount).fill(-1);
    this.used = Array.from({ length: siteCount }, () => []);
    this.placeOf = new Int32Array(sites.length);
  }

  listOpen(): Int32Array {
    return Int32Array.from(this.isOpen.keys()).filter((site) => this.isOpen[site] === 1);
  }

  hasRoom(site: number): boolean {
    const places = this.graph.places[site] as number;
    return places === Infinity || (this.room[site] as number) > TINY_SHARE * places;
  }

  /** People without a place in all. */
  sumLeft(): number {
    let sum = 0;
    for (const count of this.left) sum += count;
    return sum;
  }

  /** From here on changes can be taken back. @returns the mark to which. */
  begin(): number {
    this.log ??= [];
    return this.log.length;
  }

  /** All changes stand. */
  keep(): void {
    this.log = null;
    this.logValues = [];
  }

  /** Takes all changes since a mark back. */
  undo(mark: number): void {
    const { log, logValues } = this;
    if (log === null) return;
    this.log = null;
    while (log.length > mark) {
      const code = log.pop() as number;
      const where = Math.floor(code / KINDS);
      const value = logValues.pop() as number;
      switch (code % KINDS) {
        case FLOW:
          this.setFlow(where, value);
          break;
        case LEFT:
          this.setLeft(where, value);
          break;
        case ROOM:
          this.room[where] = value;
          break;
        case PRICE:
          this.setPrice(where, value);
          break;
        default:
          this.isOpen[where] = value;
      }
    }
    if (mark > 0) this.log = log;
  }

  private note(kind: number, where: number, value: number): void {
    if (this.log === null) return;
    this.log.push(where * KINDS + kind);
    this.logValues.push(value);
  }

  setLeft(demand: number, value: number): void {
    this.note(LEFT, demand, this.left[demand] as number);
    const people = this.graph.people[demand] as number;
    this.left[demand] = value <= TINY_SHARE * people ? 0 : value;
    this.reprice(demand);
  }

  setRoom(site: number, value: number): void {
    this.note(ROOM, site, this.room[site] as number);
    this.room[site] = value;
  }

  setPrice(site: number, value: number): void {
    this.note(PRICE, site, this.prices[site] as number);
    this.prices[site] = value;
    for (const pair of this.used[site] as number[]) this.reprice(this.graph.demandOf[pair] as number);
  }

  setOpen(site: number, value: 0 | 1): void {
    this.note(OPEN, site, this.isOpen[site] as number);
    this.isOpen[site] = value;
  }

  setFlow(pair: number, value: number): void {
    const was = this.flows[pair] as number;
    const demand = this.graph.demandOf[pair] as number;
    const flow = value <= TINY_SHARE * (this.graph.people[demand] as number) ? 0 : value;
    this.note(FLOW, pair, was);
    this.flows[pair] = flow;
    if (was > 0 === flow > 0) return;
    if (flow > 0) this.seat(pair, demand);
    else this.unseat(pair, demand);
    this.reprice(demand);
  }

  /** Hears of whoever sits elsewhere, or at a site whose places are worth another price. */
  protected reprice(_demand: number): void {}

  private seat(pair: number, demand: number): void {
    const list = this.used[this.graph.sites[pair] as number] as number[];
    this.placeOf[pair] = list.length;
    list.push(pair);
    if ((this.main[demand] as number) < 0) {
      this.main[demand] = pair;
      return;
    }
    const others = this.others.get(demand);
    if (others) others.push(pair);
    else this.others.set(demand, [pair]);
  }

  private unseat(pair: number, demand: number): void {
    const list = this.used[this.graph.sites[pair] as number] as number[];
    const last = list.pop() as number;
    if (last !== pair) {
      const place = this.placeOf[pair] as number;
      list[place] = last;
      this.placeOf[last] = place;
    }
    const others = this.others.get(demand);
    if (this.main[demand] === pair) {
      this.main[demand] = others?.pop() ?? -1;
    } else others?.splice(others.indexOf(pair), 1);
    if (others?.length === 0) this.others.delete(demand);
  }
}
