/**
 * What the places of a site are worth at given prices: the people who save most take them first, the last in part (a
 * continuous knapsack). As a bound on every answer (Cornuéjols, Sridharan and Thizy 1991) and as what a further site saves at most.
 */
import { buildPlacesGraph, type PlacesGraph } from "../places/seats.ts";
import type { MedianInstance } from "./p-median-instance.ts";

export class SeatValues {
  readonly graph: PlacesGraph;
  readonly unitCosts: Float64Array;
  /** As `unitCosts`, in the order of the columns of the graph. */
  readonly columnCosts: Float64Array;
  private readonly rates: Float64Array;
  private readonly amounts: Float64Array;
  /** By site, set where its places were valued last: the rate that takes the last places, and how many are left for that rate. */
  private readonly lastRates: Float64Array;
  private readonly lastRooms: Float64Array;

  constructor({ starts, sites, people, capacity, costs }: MedianInstance) {
    const graph = buildPlacesGraph({ starts, sites, people }, capacity as Float64Array);
    const { columnPairs, columnStarts, siteCount } = graph;
    this.graph = graph;
    this.unitCosts = new Float64Array(costs.length);
    this.columnCosts = new Float64Array(costs.length);
    for (let pair = 0; pair < costs.length; pair++)
      this.unitCosts[pair] = (costs[pair] as number) / (people[graph.demandOf[pair] as number] as number);
    for (let at = 0; at < costs.length; at++)
      this.columnCosts[at] = this.unitCosts[columnPairs[at] as number] as number;
    let longest = 0;
    for (let site = 0; site < siteCount; site++)
      longest = Math.max(longest, (columnStarts[site + 1] as number) - (columnStarts[site] as number));
    this.rates = new Float64Array(longest);
    this.amounts = new Float64Array(longest);
    this.lastRates = new Float64Array(siteCount);
    this.lastRooms = new Float64Array(siteCount);
  }

  /**
   * Σ people × (cost − price), ≤ 0, of those who take the places of a site.
   * @param prices a person, by demand.
   */
  measure(site: number, prices: Float64Array): number {
    const { graph, columnCosts, rates, amounts } = this;
    const { people, places, columnStarts, columnDemand } = graph;
    const end = columnStarts[site + 1] as number;
    let count = 0;
    let wish = 0;
    let value = 0;
    for (let at = columnStarts[site] as number; at < end; at++) {
      const demand = columnDemand[at] as number;
      const rate = (columnCosts[at] as number) - (prices[demand] as number);
      if (rate >= 0) continue;
      const amount = people[demand] as number;
      rates[count] = rate;
      amounts[count++] = amount;
      wish += amount;
      value += amount * rate;
    }
    const room = places[site] as number;
    this.lastRates[site] = 0;
    this.lastRooms[site] = 0;
    return wish <= room ? value : this.fill(site, count, room);
  }

  /** The best paid places by halving around rates (Hoare's selection, weighted). */
  private fill(site: number, count: number, places: number): number {
    const { rates, amounts } = this;
    let [low, high, room, value] = [0, count, places, 0];
    while (high > low) {
      const middle = rates[(low + high) >> 1] as number;
      let [below, same] = [low, low];
      let [sumBelow, sumSame, valueBelow] = [0, 0, 0];
      // Three ways: cheaper first, then equal, then dearer.
      let above = high;
      while (same < above) {
        const rate = rates[same] as number;
        const amount = amounts[same] as number;
        if (rate < middle) {
          rates[same] = rates[below] as number;
          amounts[same] = amounts[below] as number;
          rates[below] = rate;
          amounts[below++] = amount;
          sumBelow += amount;
          valueBelow += amount * rate;
          same++;
        } else if (rate > middle) {
          above--;
          rates[same] = rates[above] as number;
          amounts[same] = amounts[above] as number;
          rates[above] = rate;
          amounts[above] = amount;
        } else {
          sumSame += amount;
          same++;
        }
      }
      if (sumBelow > room) {
        high = below;
        continue;
      }
      room -= sumBelow;
      value += valueBelow;
      if (sumSame >= room) {
        value += room * middle;
        this.lastRates[site] = middle;
        this.lastRooms[site] = room;
        return value;
      }
      room -= sumSame;
      value += sumSame * middle;
      low = above;
    }
    return value;
  }

  /** Takes from `slope` the share of each demand that sits at a site, as valued last. */
  takeSeats(site: number, prices: Float64Array, slope: Float64Array): void {
    const { graph, columnCosts } = this;
    const { people, columnStarts, columnDemand } = graph;
    const last = this.lastRates[site] as number;
    let room = this.lastRooms[site] as number;
    const end = columnStarts[site + 1] as number;
    for (let at = columnStarts[site] as number; at < end; at++) {
      const demand = columnDemand[at] as number;
      const rate = (columnCosts[at] as number) - (prices[demand] as number);
      if (rate < last) slope[demand]! -= 1;
      else if (rate === last && last < 0 && room > 0) {
        const amount = people[demand] as number;
        slope[demand]! -= Math.min(1, room / amount);
        room -= amount;
      }
    }
  }
}
