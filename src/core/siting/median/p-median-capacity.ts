/**
 * The p-median with places counted: people are divisible and shared out at least cost. Its Lagrangian bound
 * fills each site with the demand that gains most a person until its places run out; the tree above it is the
 * same as without capacities.
 */

import { MedianDual } from "./p-median-dual.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import type { Incumbent, MedianValuer } from "./p-median-node.ts";
import { SeatChoice } from "./seat-choice.ts";
import { SeatValues } from "./seat-values.ts";

/** How many exchanges a local search tries below the first answer, and how many pairs they may touch by a rough count. */
const MOST_TRIALS = 60;
const MOST_PAIRS_TRIED = 6_000_000;
const MOST_PAIRS_KICKED = 1_000_000;

class CapacityDual extends MedianDual {
  override readonly isValued = false;
  private readonly seats: SeatValues;
  private readonly unitPrices: Float64Array;

  constructor(instance: MedianInstance) {
    super(instance);
    this.seats = new SeatValues(instance);
    this.unitPrices = new Float64Array(instance.demandCount);
  }

  override evaluate(prices: Float64Array, budgetPrice: number, status: Int8Array): number {
    const { demandCount, siteCount, people, unserved } = this.instance;
    const { values, seats, unitPrices, slope, taken } = this;
    let bound = 0;
    for (let demand = 0; demand < demandCount; demand++) {
      bound += prices[demand] as number;
      unitPrices[demand] = (prices[demand] as number) / (people[demand] as number);
    }
    for (let site = 0; site < siteCount; site++)
      values[site] = (status[site] as number) < 0 ? 0 : seats.measure(site, unitPrices);
    bound += this.priceBudget(budgetPrice) + this.takeSites(status);
    slope.fill(1);
    for (let site = 0; site < siteCount; site++) if (taken[site] === 1) seats.takeSeats(site, unitPrices, slope);
    for (let demand = 0; demand < demandCount; demand++)
      if ((slope[demand] as number) > 0 && (prices[demand] as number) >= (unserved[demand] as number))
        slope[demand] = 0;
    this.measureBudgetSlope();
    // What is taken is valued only where it is polished: sharing places out is dear. Its pattern stands for it.
    this.primal = slope.reduce((sum, each, demand) => sum + Math.abs(each) * (unserved[demand] as number), 0);
    return bound;
  }
}

interface Known {
  readonly choice: SeatChoice;
  /** What exchanges made of a choice of sites within what is decided: nothing new comes of the same. */
  readonly results: Map<string, Incumbent>;
}

/** Sites are kept open between two questions about the same people, whatever pairs have been dropped since. */
const KNOWN = new WeakMap<Float64Array, Known>();

function knownOf(instance: MedianInstance): Known {
  const found = KNOWN.get(instance.unserved) ?? { choice: new SeatChoice(instance), results: new Map() };
  KNOWN.set(instance.unserved, found);
  return found;
}

/** The choice of an instance and of all that were made of it by dropping pairs. */
export function seatChoiceOf(instance: MedianInstance): SeatChoice {
  return knownOf(instance).choice;
}

function keyOf(choice: SeatChoice, status: Int8Array): string {
  let decided = 0;
  for (let site = 0; site < status.length; site++)
    decided = (Math.imul(decided, 31) + (status[site] as number) + 2) | 0;
  return `${decided} ${choice.flow.listOpen().join(" ")}`;
}

/** Keeps the open sites where they are better than the best so far and as many as asked for. */
export function keepChoice(choice: SeatChoice, incumbent: Incumbent): boolean {
  const { count, budget } = choice.instance;
  if ((count !== null && choice.openCount !== count) || choice.spent > budget) return false;
  const cost = choice.measure();
  if (!(cost < incumbent.cost)) return false;
  incumbent.cost = cost;
  incumbent.sites = choice.flow.listOpen();
  return true;
}

function offerWithPlaces(
  instance: MedianInstance,
  status: Int8Array,
  sites: Iterable<number>,
  incumbent: Incumbent,
  isOver: () => boolean,
): void {
  const { choice, results } = knownOf(instance);
  choice.reset(sites);
  for (const _ of choice.addGreedily(status)) if (isOver()) break;
  if (choice.spent > instance.budget) return;
  const key = keyOf(choice, status);
  const known = results.get(key);
  if (known) {
    if (known.cost < incumbent.cost) Object.assign(incumbent, known);
    return;
  }
  const trials = Math.min(MOST_TRIALS, Math.floor(MOST_PAIRS_TRIED / Math.max(1, choice.flow.graph.sites.length)));
  for (const _ of trials === 0 ? [] : choice.exchange(status, trials)) if (isOver()) break;
  choice.settle();
  if (instance.count === null) for (const _ of choice.addGreedily(status)) if (isOver()) break;
  const result: Incumbent = { cost: Infinity, sites: null };
  keepChoice(choice, result);
  if (!isOver()) results.set(key, result);
  if (result.cost < incumbent.cost) Object.assign(incumbent, result);
}

/** Places are shared out. */
const SHARED: MedianValuer = {
  createDual: (instance) => new CapacityDual(instance),
  offer: offerWithPlaces,
  startPrices: (instance, { sites }) => {
    if (sites === null) return null;
    const choice = seatChoiceOf(instance);
    choice.reset(sites);
    return choice.flow.personPrices.map((price, demand) => price * (instance.people[demand] as number));
  },
  countKicks: (instance, most) =>
    Math.min(most, Math.ceil(MOST_PAIRS_KICKED / Math.max(1, seatChoiceOf(instance).flow.graph.sites.length))),
  measure: (instance, sites) => {
    const choice = seatChoiceOf(instance);
    choice.reset(sites);
    return choice.measure();
  },
};

export function chooseValuer(instance: MedianInstance, nearest: MedianValuer): MedianValuer {
  return instance.capacity === null ? nearest : SHARED;
}
