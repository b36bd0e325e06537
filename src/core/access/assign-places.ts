/**
 * Who gets a place when places are few: served, over capacity, not covered. First places
 * go by distance, as school admissions do: of all pairs of people and free places the
 * nearest comes first, and who finds a site full goes to the next nearest within the
 * cutoff (the stable assignment when both sides prefer the nearer). Then people
 * change sites within the cutoff wherever that frees a place for somebody else, along shortest
 * chains (Dinic 1970), until nobody more can be served: the number served is the
 * largest possible, and nobody loses a place once given. People are
 * divisible. Cost: a radix sort of the pairs, then a few passes over them.
 */
import { CompensatedSums } from "../compensated-sum.ts";
import { type CostRows, listColumns } from "./cost-rows.ts";

/** People of each demand point in three states; the three add up to its people exactly. */
export interface PlaceAssignment {
  readonly served: Float64Array;
  readonly overCapacity: Float64Array;
  readonly notCovered: Float64Array;
  /** People served at each site. */
  readonly servedAtSite: Float64Array;
  /** People served before anybody changed sites. */
  readonly servedByDistance: number;
}

/**
 * Assigns people to the sites in their rows: leave out pairs beyond the cutoff first (`cutRows`).
 * `people` and `places` are finite and ≥ 0.
 */
export function assignPlaces(rows: CostRows, people: Float64Array, places: Float64Array): PlaceAssignment {
  const left = people.slice();
  const spare = places.slice();
  const flows = new Float64Array(rows.costs.length);
  takeNearest(rows, left, spare, flows);
  const byDistance = new CompensatedSums(1);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    byDistance.add(0, (people[demand] as number) - (left[demand] as number));
  }
  new PlaceExchange(rows, left, spare, flows).run();

  const served = new Float64Array(rows.demandCount);
  const overCapacity = new Float64Array(rows.demandCount);
  const notCovered = new Float64Array(rows.demandCount);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    const all = people[demand] as number;
    if (rows.rowStarts[demand] === rows.rowStarts[demand + 1]) {
      notCovered[demand] = all;
      continue;
    }
    // One of the two differences is exact (Sterbenz), so the two states add up to all people.
    served[demand] = all - (left[demand] as number);
    overCapacity[demand] = all - (served[demand] as number);
  }
  const servedAtSite = places.map((all, site) => all - (spare[site] as number));
  return { served, overCapacity, notCovered, servedAtSite, servedByDistance: byDistance.value(0) };
}

/** Gives places pair by pair, the least cost first; ties by demand point, then by site. */
function takeNearest(rows: CostRows, left: Float64Array, spare: Float64Array, flows: Float64Array): void {
  const { siteIndexes } = rows;
  const demandOfPair = new Int32Array(siteIndexes.length);
  for (let demand = 0; demand < rows.demandCount; demand++) {
    demandOfPair.fill(demand, rows.rowStarts[demand], rows.rowStarts[demand + 1]);
  }
  const order = orderByCost(rows.costs);
  for (let i = 0; i < order.length; i++) {
    const pair = order[i] as number;
    const demand = demandOfPair[pair] as number;
    const site = siteIndexes[pair] as number;
    const amount = Math.min(left[demand] as number, spare[site] as number);
    if (amount <= 0) continue;
    flows[pair] = amount;
    left[demand]! -= amount;
    spare[site]! -= amount;
  }
}

const DIGITS = 1 << 16;

/** Places of the costs from the least to the largest, equal ones in their order: four counting sorts over 16 bits each. */
function orderByCost(costs: Float64Array): Int32Array {
  // The bits of numbers ≥ 0 sort like the numbers; -0 becomes 0.
  const words = new Uint16Array(costs.map((cost) => cost + 0).buffer);
  let order = new Int32Array(costs.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let other = new Int32Array(costs.length);
  const starts = new Int32Array(DIGITS + 1);
  for (let word = 0; word < 4; word++) {
    starts.fill(0);
    for (let i = 0; i < order.length; i++) starts[(words[4 * i + word] as number) + 1]!++;
    for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1]! += starts[digit] as number;
    for (let i = 0; i < order.length; i++) {
      const place = order[i] as number;
      other[starts[words[4 * place + word] as number]!++] = place;
    }
    [order, other] = [other, order];
  }
  return order;
}

/** Finds places for those who are left by letting others change sites. Changes `left`, `spare` and `flows`. */
class PlaceExchange {
  private readonly rows: CostRows;
  private readonly left: Float64Array;
  private readonly spare: Float64Array;
  private readonly flows: Float64Array;
  private readonly columns: ReturnType<typeof listColumns>;
  /** Steps to a site with a spare place: even at sites, odd at demand points; -1 where there is no way. */
  private readonly siteSteps: Int32Array;
  private readonly demandSteps: Int32Array;
  /** Where the search of each row and column goes on. */
  private readonly rowNext: Float64Array;
  private readonly columnNext: Float64Array;
  private readonly queue: Int32Array;

  constructor(rows: CostRows, left: Float64Array, spare: Float64Array, flows: Float64Array) {
    this.rows = rows;
    this.left = left;
    this.spare = spare;
    this.flows = flows;
    this.columns = listColumns(rows);
    this.siteSteps = new Int32Array(rows.siteCount);
    this.demandSteps = new Int32Array(rows.demandCount);
    this.rowNext = new Float64Array(rows.demandCount);
    this.columnNext = new Float64Array(rows.siteCount);
    this.queue = new Int32Array(rows.siteCount + rows.demandCount);
  }

  run(): void {
    for (;;) {
      const steps = this.measureSteps();
      if (steps < 0) return;
      this.rowNext.set(this.rows.rowStarts.subarray(0, this.rows.demandCount));
      this.columnNext.set(this.columns.columnStarts.subarray(0, this.rows.siteCount));
      for (let demand = 0; demand < this.rows.demandCount; demand++) {
        while ((this.left[demand] as number) > 0 && this.demandSteps[demand] === steps && this.follow(demand));
      }
    }
  }

  /** Breadth first from the sites with spare places; the least steps to people without one, -1 where there is no way. */
  private measureSteps(): number {
    const { rows, columns, queue, siteSteps, demandSteps } = this;
    siteSteps.fill(-1);
    demandSteps.fill(-1);
    let tail = 0;
    for (let site = 0; site < rows.siteCount; site++) {
      if ((this.spare[site] as number) <= 0) continue;
      siteSteps[site] = 0;
      queue[tail++] = site;
    }
    let found = -1;
    for (let head = 0; head < tail; head++) {
      const node = queue[head] as number;
      if (node < rows.siteCount) {
        const steps = (siteSteps[node] as number) + 1;
        if (found >= 0 && steps > found) return found;
        const end = columns.columnStarts[node + 1] as number;
        for (let at = columns.columnStarts[node] as number; at < end; at++) {
          const demand = columns.demandIndexes[at] as number;
          if (demandSteps[demand] !== -1) continue;
          demandSteps[demand] = steps;
          if ((this.left[demand] as number) > 0) found = steps;
          queue[tail++] = rows.siteCount + demand;
        }
      } else if (found < 0) {
        const demand = node - rows.siteCount;
        const steps = (demandSteps[demand] as number) + 1;
        const end = rows.rowStarts[demand + 1] as number;
        for (let pair = rows.rowStarts[demand] as number; pair < end; pair++) {
          const site = rows.siteIndexes[pair] as number;
          if (siteSteps[site] !== -1 || (this.flows[pair] as number) <= 0) continue;
          siteSteps[site] = steps;
          queue[tail++] = site;
        }
      }
    }
    return found;
  }

  /** Follows one shortest chain from people without a place to a spare one and moves as many as it allows; false where there is none. */
  private follow(from: number): boolean {
    const { rows, columns, spare } = this;
    /** Pairs of the chain in turn: taken (even places), given up (odd places). */
    const chain: number[] = [];
    const demands: number[] = [from];
    for (;;) {
      const demand = demands[demands.length - 1] as number;
      const pair = this.nextSite(demand);
      if (pair < 0) {
        demands.pop();
        if (demands.length === 0) return false;
        const givenUp = chain.pop() as number;
        chain.pop();
        this.columnNext[rows.siteIndexes[givenUp] as number]!++;
        continue;
      }
      const site = rows.siteIndexes[pair] as number;
      if (this.siteSteps[site] === 0) {
        if ((spare[site] as number) > 0) {
          chain.push(pair);
          this.move(from, chain, site);
          return true;
        }
        this.rowNext[demand]!++;
        continue;
      }
      const at = this.nextGiver(site);
      if (at < 0) {
        this.rowNext[demand]!++;
        continue;
      }
      chain.push(pair, columns.pairIndexes[at] as number);
      demands.push(columns.demandIndexes[at] as number);
    }
  }

  /** The next pair of a demand point whose site is one step nearer to a spare place, -1 where there is none left. */
  private nextSite(demand: number): number {
    const { rows, siteSteps, rowNext } = this;
    const wanted = (this.demandSteps[demand] as number) - 1;
    const end = rows.rowStarts[demand + 1] as number;
    while ((rowNext[demand] as number) < end) {
      const pair = rowNext[demand] as number;
      if (siteSteps[rows.siteIndexes[pair] as number] === wanted) return pair;
      rowNext[demand] = pair + 1;
    }
    return -1;
  }

  /** The next place in a full site's column whose people could go one step nearer to a spare place, -1 where there is none left. */
  private nextGiver(site: number): number {
    const { columns, columnNext, demandSteps, flows } = this;
    const wanted = (this.siteSteps[site] as number) - 1;
    const end = columns.columnStarts[site + 1] as number;
    while ((columnNext[site] as number) < end) {
      const at = columnNext[site] as number;
      const demand = columns.demandIndexes[at] as number;
      if (demandSteps[demand] === wanted && (flows[columns.pairIndexes[at] as number] as number) > 0) return at;
      columnNext[site] = at + 1;
    }
    return -1;
  }

  private move(from: number, chain: readonly number[], site: number): void {
    const { flows, left, spare } = this;
    let amount = Math.min(left[from] as number, spare[site] as number);
    for (let i = 1; i < chain.length; i += 2) amount = Math.min(amount, flows[chain[i] as number] as number);
    for (let i = 0; i < chain.length; i++) {
      const pair = chain[i] as number;
      flows[pair] = i % 2 === 0 ? (flows[pair] as number) + amount : (flows[pair] as number) - amount;
    }
    left[from]! -= amount;
    spare[site]! -= amount;
  }
}
