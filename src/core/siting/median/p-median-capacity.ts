/**
 * The p-median with places counted: people are divisible and shared out at least cost. Its Lagrangian bound
 * fills each site with the demand that gains most a person until its places run out (a continuous knapsack:
 * Cornuéjols, Sridharan and Thizy 1991); the tree above it is the same as without capacities.
 */

import { type PlacesShared, sharePlaces } from "../places/share-places.ts";
import { MedianDual } from "./p-median-dual.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import { completeWithin, type Incumbent, type MedianValuer } from "./p-median-node.ts";

/** How many exchanges a local search tries: each shares all places out anew. */
const MOST_TRIALS = 60;
const LEAST_SAVING = 1e-10;
/** A share of all people that is rounding. */
const TINY_SHARE = 1e-9;

class CapacityDual extends MedianDual {
  private readonly byPair: Float64Array;
  private readonly siteStarts: Int32Array;
  private readonly pairsOfSite: Int32Array;
  private readonly demandOf: Int32Array;

  constructor(instance: MedianInstance) {
    super(instance);
    const { demandCount, siteCount, starts, sites } = instance;
    this.byPair = new Float64Array(sites.length);
    this.demandOf = new Int32Array(sites.length);
    this.siteStarts = new Int32Array(siteCount + 1);
    for (const site of sites) this.siteStarts[site + 1]!++;
    for (let site = 0; site < siteCount; site++) this.siteStarts[site + 1]! += this.siteStarts[site] as number;
    const next = this.siteStarts.slice();
    this.pairsOfSite = new Int32Array(sites.length);
    for (let demand = 0; demand < demandCount; demand++) {
      for (let pair = starts[demand] as number; pair < (starts[demand + 1] as number); pair++) {
        this.demandOf[pair] = demand;
        this.pairsOfSite[next[sites[pair] as number]!++] = pair;
      }
    }
  }

  override evaluate(prices: Float64Array, budgetPrice: number, status: Int8Array): number {
    const { demandCount, siteCount, costs, people, sites } = this.instance;
    const capacity = this.instance.capacity as Float64Array;
    const { values, byPair, demandOf, siteStarts, pairsOfSite } = this;
    values.fill(0);
    byPair.fill(0);
    let bound = 0;
    for (let demand = 0; demand < demandCount; demand++) bound += prices[demand] as number;
    for (let site = 0; site < siteCount; site++) {
      if ((status[site] as number) < 0) continue;
      const wanted: number[] = [];
      let wish = 0;
      for (let at = siteStarts[site] as number; at < (siteStarts[site + 1] as number); at++) {
        const pair = pairsOfSite[at] as number;
        const demand = demandOf[pair] as number;
        if ((costs[pair] as number) >= (prices[demand] as number)) continue;
        wanted.push(pair);
        wish += people[demand] as number;
      }
      let room = capacity[site] as number;
      const saved = (pair: number): number => {
        const demand = demandOf[pair] as number;
        return ((costs[pair] as number) - (prices[demand] as number)) / (people[demand] as number);
      };
      if (wish > room) wanted.sort((a, b) => saved(a) - saved(b) || a - b);
      for (const pair of wanted) {
        if (room <= 0) break;
        const demand = demandOf[pair] as number;
        const share = Math.min(1, room / (people[demand] as number));
        byPair[pair] = share;
        room -= people[demand] as number;
        values[site]! += share * ((costs[pair] as number) - (prices[demand] as number));
      }
    }
    bound += this.priceBudget(budgetPrice) + this.takeSites(status);
    this.slope.fill(1);
    for (let pair = 0; pair < sites.length; pair++)
      if (this.taken[sites[pair] as number] === 1) this.slope[demandOf[pair] as number]! -= byPair[pair] as number;
    const { unserved } = this.instance;
    for (let demand = 0; demand < demandCount; demand++)
      if ((this.slope[demand] as number) > 0 && (prices[demand] as number) >= (unserved[demand] as number))
        this.slope[demand] = 0;
    this.measureBudgetSlope();
    // What is taken is valued only where it is polished: sharing places out is dear. Its pattern stands for it.
    this.primal = this.slope.reduce((sum, slope, demand) => sum + Math.abs(slope) * (unserved[demand] as number), 0);
    return bound;
  }
}

/** Places of these sites shared out among all demand. */
export function shareAmong(
  instance: MedianInstance,
  open: Int32Array,
): PlacesShared & { readonly isShort: boolean; readonly starts: Int32Array; readonly sites: Int32Array } {
  const { demandCount, siteCount, starts, sites, costs, people, unserved } = instance;
  const capacity = instance.capacity as Float64Array;
  const placeOf = new Int32Array(siteCount).fill(-1);
  open.forEach((site, place) => {
    placeOf[site] = place;
  });
  const keptSites: number[] = [];
  const keptCosts: number[] = [];
  const keptStarts = new Int32Array(demandCount + 1);
  for (let demand = 0; demand < demandCount; demand++) {
    for (let pair = starts[demand] as number; pair < (starts[demand + 1] as number); pair++) {
      const place = placeOf[sites[pair] as number] as number;
      if (place < 0) continue;
      keptSites.push(place);
      keptCosts.push((costs[pair] as number) / (people[demand] as number));
    }
    keptStarts[demand + 1] = keptSites.length;
  }
  const asked = {
    people,
    starts: keptStarts,
    sites: Int32Array.from(keptSites),
    costs: Float64Array.from(keptCosts),
    places: Float64Array.from(open, (site) => capacity[site] as number),
    without: unserved.map((cost, demand) => cost / (people[demand] as number)),
  };
  const shared = sharePlaces(asked);
  const all = people.reduce((sum, part) => sum + part, 0);
  const isShort = shared.left.reduce((sum, part) => sum + part, 0) > TINY_SHARE * all;
  // Sites that leave anybody without a place are worse than all that do not, however few go without.
  const cost = isShort ? shared.cost + unserved.reduce((sum, part) => sum + part, 0) : shared.cost;
  return { ...shared, cost, isShort, starts: keptStarts, sites: asked.sites };
}

function listOpen(sites: Iterable<number>): Int32Array {
  return Int32Array.from(sites).sort();
}

function offerWithPlaces(
  instance: MedianInstance,
  status: Int8Array,
  sites: Iterable<number>,
  incumbent: Incumbent,
  isOver: () => boolean,
): void {
  const state = completeWithin(instance, status, sites);
  if (state === null) return;
  let open = state.listOpen();
  let { cost } = shareAmong(instance, open);
  let trials = 0;
  for (let isBettered = true; isBettered && !isOver(); ) {
    isBettered = false;
    for (const [close, into] of listExchanges(instance, status, open)) {
      if (trials++ >= MOST_TRIALS || isOver()) break;
      const tried = listOpen([...open.filter((site) => site !== close), into]);
      const triedCost = shareAmong(instance, tried).cost;
      if (!(triedCost < cost * (1 - LEAST_SAVING))) continue;
      [open, cost, isBettered] = [tried, triedCost, true];
      break;
    }
  }
  if (!(cost < incumbent.cost)) return;
  incumbent.cost = cost;
  incumbent.sites = open;
}

/** Exchanges worth a trial, the most promising first: people and places a site could take over, against those it replaces. */
function listExchanges(instance: MedianInstance, status: Int8Array, open: Int32Array): [close: number, open: number][] {
  const { siteCount, demandCount, starts, sites, costs, people, siteCosts, budget, unserved } = instance;
  const capacity = instance.capacity as Float64Array;
  const { flows, left, starts: openStarts, sites: openSites } = shareAmong(instance, open);
  const gains = new Float64Array(siteCount);
  const loads = new Float64Array(siteCount);
  const isOpen = new Uint8Array(siteCount);
  for (const site of open) isOpen[site] = 1;
  for (let demand = 0; demand < demandCount; demand++) {
    let now = ((left[demand] as number) / (people[demand] as number)) * (unserved[demand] as number);
    const costOf = new Map<number, number>();
    for (let pair = starts[demand] as number; pair < (starts[demand + 1] as number); pair++)
      costOf.set(sites[pair] as number, costs[pair] as number);
    for (let at = openStarts[demand] as number; at < (openStarts[demand + 1] as number); at++) {
      const site = open[openSites[at] as number] as number;
      now += ((flows[at] as number) / (people[demand] as number)) * (costOf.get(site) as number);
      loads[site]! += flows[at] as number;
    }
    for (const [site, cost] of costOf) if (cost < now) gains[site]! += now - cost;
  }
  const out = Array.from(open)
    .filter((site) => (status[site] as number) <= 0)
    .sort((a, b) => (loads[a] as number) - (loads[b] as number) || a - b);
  const into: number[] = [];
  for (let site = 0; site < siteCount; site++) if (isOpen[site] === 0 && status[site] === 0) into.push(site);
  into.sort(
    (a, b) => (gains[b] as number) - (gains[a] as number) || (capacity[b] as number) - (capacity[a] as number) || a - b,
  );
  const spent = open.reduce((sum, site) => sum + (siteCosts?.[site] ?? 0), 0);
  const pairs: [number, number][] = [];
  for (let rank = 0; rank < into.length && pairs.length < MOST_TRIALS; rank++) {
    for (const close of out) {
      const site = into[rank] as number;
      if (siteCosts && spent - (siteCosts[close] as number) + (siteCosts[site] as number) > budget) continue;
      pairs.push([close, site]);
    }
  }
  return pairs;
}

/** Places are shared out. */
const SHARED: MedianValuer = {
  createDual: (instance) => new CapacityDual(instance),
  offer: offerWithPlaces,
  measure: (instance, sites) => shareAmong(instance, listOpen(sites)).cost,
};

export function chooseValuer(instance: MedianInstance, nearest: MedianValuer): MedianValuer {
  return instance.capacity === null ? nearest : SHARED;
}
