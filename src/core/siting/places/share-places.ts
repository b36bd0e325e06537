/**
 * Shares the places of open sites out among people so that the sum of people × cost is least: the transportation
 * problem, by successive shortest paths (Ahuja, Magnanti and Orlin 1993, ch. 9). People are divisible. Between
 * sites a person is moved on where that makes room, and whoever finds no place stays without.
 */

/** Demand with the open sites it may use: rows of `sites` (0 … openCount − 1) with a cost a person, cheapest first. */
export interface PlacesAsked {
  readonly people: Float64Array;
  readonly starts: Int32Array;
  readonly sites: Int32Array;
  readonly costs: Float64Array;
  /** Places by open site. */
  readonly places: Float64Array;
  /** What a person without a place costs, by demand; more than any way of finding one. */
  readonly without: Float64Array;
}

export interface PlacesShared {
  /** Σ people × cost, those without a place included. */
  readonly cost: number;
  /** People by pair, as in the rows asked. */
  readonly flows: Float64Array;
  /** People without a place, by demand. */
  readonly left: Float64Array;
}

/** Less than this share of a demand's people or of a site's places is rounding. */
const TINY_SHARE = 1e-12;
/** A way round must save this share of the largest cost, or rounding could send people in circles. */
const SLACK = 1e-13;

export function sharePlaces(asked: PlacesAsked): PlacesShared {
  return new Sharing(asked).run(asked);
}

class Sharing {
  private readonly asked: PlacesAsked;
  private readonly flows: Float64Array;
  private readonly room: Float64Array;
  /** Pairs with people, by site. */
  private readonly used: Set<number>[];
  private readonly demandOf: Int32Array;
  /** What moving one person from a site to another adds at least, and the pairs it moves between. */
  private readonly moves: Float64Array;
  private readonly moveFrom: Int32Array;
  private readonly moveTo: Int32Array;
  private readonly isStale: Uint8Array;
  private readonly siteCount: number;

  private readonly slack: number;

  constructor(given: PlacesAsked) {
    const asked = addNowhere(given);
    const siteCount = asked.places.length;
    this.asked = asked;
    this.slack = SLACK * given.costs.reduce((most, cost) => Math.max(most, cost), 0);
    this.siteCount = siteCount;
    this.flows = new Float64Array(asked.sites.length);
    this.room = asked.places.slice();
    this.used = Array.from({ length: siteCount }, () => new Set<number>());
    this.demandOf = new Int32Array(asked.sites.length);
    for (let demand = 0; demand < asked.people.length; demand++)
      this.demandOf.fill(demand, asked.starts[demand], asked.starts[demand + 1]);
    this.moves = new Float64Array(siteCount * siteCount);
    this.moveFrom = new Int32Array(siteCount * siteCount);
    this.moveTo = new Int32Array(siteCount * siteCount);
    this.isStale = new Uint8Array(siteCount).fill(1);
  }

  run(given: PlacesAsked): PlacesShared {
    const { people, starts, costs } = this.asked;
    const left = new Float64Array(people.length);
    const flows = new Float64Array(given.sites.length);
    for (let demand = 0; demand < people.length; demand++) this.place(demand, people[demand] as number);
    let cost = 0;
    for (let demand = 0; demand < people.length; demand++) {
      const end = (starts[demand + 1] as number) - 1;
      for (let pair = starts[demand] as number; pair <= end; pair++)
        cost += (this.flows[pair] as number) * (costs[pair] as number);
      left[demand] = this.flows[end] as number;
      flows.set(this.flows.subarray(starts[demand], end), given.starts[demand]);
    }
    return { cost, flows, left };
  }

  private hasRoom(site: number): boolean {
    const places = this.asked.places[site] as number;
    return places === Infinity || (this.room[site] as number) > TINY_SHARE * places;
  }

  private place(demand: number, people: number): void {
    const { starts, sites } = this.asked;
    let rest = people;
    const tiny = TINY_SHARE * people;
    while (rest > tiny) {
      const start = starts[demand] as number;
      // The cheapest site has room: no way round can cost less.
      if (start < (starts[demand + 1] as number) && this.hasRoom(sites[start] as number)) {
        rest -= this.add(start, rest);
        continue;
      }
      rest -= this.placeByPath(demand, rest);
    }
  }

  private add(pair: number, most: number): number {
    const site = this.asked.sites[pair] as number;
    const amount = Math.min(most, this.room[site] as number);
    this.change(pair, amount);
    this.room[site]! -= amount;
    return amount;
  }

  private change(pair: number, amount: number): void {
    const site = this.asked.sites[pair] as number;
    const flow = (this.flows[pair] as number) + amount;
    const isEmpty = flow <= TINY_SHARE * (this.asked.people[this.demandOf[pair] as number] as number);
    this.flows[pair] = isEmpty ? 0 : flow;
    if (isEmpty ? this.used[site]?.delete(pair) : !this.used[site]?.has(pair)) this.isStale[site] = 1;
    if (!isEmpty) this.used[site]?.add(pair);
  }

  /** Bellman and Ford over the open sites: the cheapest chain of moves from the demand to a site with room. */
  private placeByPath(demand: number, most: number): number {
    const { starts, sites, costs } = this.asked;
    const { siteCount, moves, slack } = this;
    const reach = new Float64Array(siteCount).fill(Infinity);
    const cameFrom = new Int32Array(siteCount).fill(-1);
    const firstPair = new Int32Array(siteCount).fill(-1);
    for (let pair = starts[demand] as number; pair < (starts[demand + 1] as number); pair++) {
      reach[sites[pair] as number] = costs[pair] as number;
      firstPair[sites[pair] as number] = pair;
    }
    for (let site = 0; site < siteCount; site++) if (this.isStale[site] === 1) this.listMoves(site);
    for (let round = 0, isChanged = true; isChanged && round < siteCount; round++) {
      isChanged = false;
      for (let from = 0; from < siteCount; from++) {
        const cost = reach[from] as number;
        if (cost === Infinity || this.hasRoom(from)) continue;
        for (let to = 0; to < siteCount; to++) {
          const moved = cost + (moves[from * siteCount + to] as number);
          if (moved < (reach[to] as number) - slack) {
            reach[to] = moved;
            cameFrom[to] = from;
            isChanged = true;
          }
        }
      }
    }
    let last = -1;
    for (let site = 0; site < siteCount; site++)
      if (this.hasRoom(site) && (last < 0 || (reach[site] as number) < (reach[last] as number))) last = site;
    let amount = Math.min(most, this.room[last] as number);
    const chain: number[] = [last];
    for (let site = last; (cameFrom[site] as number) >= 0 && chain.length <= siteCount; ) {
      const from = cameFrom[site] as number;
      amount = Math.min(amount, this.flows[this.moveFrom[from * siteCount + site] as number] as number);
      chain.push(from);
      site = from;
    }
    for (let at = 0; at + 1 < chain.length; at++) {
      const move = (chain[at + 1] as number) * siteCount + (chain[at] as number);
      this.change(this.moveFrom[move] as number, -amount);
      this.change(this.moveTo[move] as number, amount);
    }
    this.change(firstPair[chain.at(-1) as number] as number, amount);
    this.room[last]! -= amount;
    return amount;
  }

  private listMoves(site: number): void {
    const { starts, sites, costs } = this.asked;
    const { siteCount, moves, moveFrom, moveTo } = this;
    const base = site * siteCount;
    moves.fill(Infinity, base, base + siteCount);
    for (const pair of this.used[site] as Set<number>) {
      const demand = this.demandOf[pair] as number;
      const cost = costs[pair] as number;
      for (let other = starts[demand] as number; other < (starts[demand + 1] as number); other++) {
        const to = sites[other] as number;
        const added = (costs[other] as number) - cost;
        if (to === site || added >= (moves[base + to] as number)) continue;
        moves[base + to] = added;
        moveFrom[base + to] = pair;
        moveTo[base + to] = other;
      }
    }
    this.isStale[site] = 0;
  }
}

/** Nowhere is a site too, with places for all, that costs what going without does. */
function addNowhere({ people, starts, sites, costs, places, without }: PlacesAsked): PlacesAsked {
  const count = people.length;
  const allStarts = starts.map((start, demand) => start + demand);
  const allSites = new Int32Array(sites.length + count);
  const allCosts = new Float64Array(sites.length + count);
  for (let demand = 0; demand < count; demand++) {
    const [start, end] = [starts[demand] as number, starts[demand + 1] as number];
    const at = allStarts[demand] as number;
    allSites.set(sites.subarray(start, end), at);
    allCosts.set(costs.subarray(start, end), at);
    allSites[at + end - start] = places.length;
    allCosts[at + end - start] = without[demand] as number;
  }
  return {
    people,
    starts: allStarts,
    sites: allSites,
    costs: allCosts,
    places: Float64Array.from([...places, Infinity]),
    without,
  };
}
