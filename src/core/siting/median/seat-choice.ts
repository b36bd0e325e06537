/**
 * Good sites where places count: added one by one where they save most at the present prices of places, then exchanged where
 * that saves more, each exchange valued exactly by letting people move. What a site can save at most is known before it is tried.
 */
import { WalkFlow } from "../places/walk-flow.ts";
import type { MedianInstance } from "./p-median-instance.ts";
import { SeatValues } from "./seat-values.ts";

const LEAST_SAVING = 1e-10;
/** Sites that are valued exactly in the place of each. */
const MOST_INTO = 12;
/** A share of all people that is rounding. */
const TINY_SHARE = 1e-9;

export class SeatChoice {
  readonly instance: MedianInstance;
  readonly flow: WalkFlow;
  private readonly values: SeatValues;
  private readonly allPeople: number;
  /** What all who could be left out cost, above what they cost already. */
  private readonly penalty: number;
  openCount = 0;
  spent = 0;
  /** The state before the exchange that is being tried. */
  private before: { readonly openCount: number; readonly spent: number } | null = null;

  constructor(instance: MedianInstance) {
    const { people, unserved } = instance;
    this.instance = instance;
    this.values = new SeatValues(instance);
    const without = unserved.map((cost, demand) => cost / (people[demand] as number));
    this.flow = new WalkFlow(this.values.graph, this.values.unitCosts, this.values.columnCosts, without);
    this.allPeople = people.reduce((sum, part) => sum + part, 0);
    this.penalty = instance.mayLeaveOut ? 0 : unserved.reduce((sum, part) => sum + part, 0);
  }

  /** Opens exactly these sites. */
  reset(sites: Iterable<number>): void {
    const wanted = Int32Array.from(sites).sort();
    const { flow } = this;
    this.settle();
    if (this.openCount === 0) {
      flow.openAll(wanted);
      for (const site of wanted) this.count(site, 1);
      return;
    }
    const isWanted = new Uint8Array(this.instance.siteCount);
    for (const site of wanted) isWanted[site] = 1;
    for (const site of wanted) if (flow.isOpen[site] === 0) this.open(site);
    for (const site of flow.listOpen()) if (isWanted[site] === 0) this.close(site);
  }

  open(site: number): void {
    this.flow.open(site);
    this.count(site, 1);
  }

  close(site: number): void {
    this.flow.close(site);
    this.count(site, -1);
  }

  private count(site: number, by: 1 | -1): void {
    this.openCount += by;
    this.spent += by * (this.instance.siteCosts?.[site] ?? 0);
  }

  /** Whether somebody has no place, but for rounding. */
  get isShort(): boolean {
    return this.flow.sumLeft() > TINY_SHARE * this.allPeople;
  }

  /** Sites that leave anybody out who must be served are worse than all that do not, however few go without. */
  measure(): number {
    const cost = this.flow.measureCost();
    return this.penalty > 0 && this.isShort ? cost + this.penalty : cost;
  }

  /** What each site that is closed saves at most, by site; 0 for others. */
  listMostSaved(status: Int8Array): Float64Array {
    const prices = this.flow.personPrices;
    return Float64Array.from(status, (state, site) =>
      state < 0 || this.flow.isOpen[site] === 1 ? 0 : -this.values.measure(site, prices),
    );
  }

  /**
   * Opens what saves most, by cost under a budget, until as many are open as asked for or nothing affordable saves. Pauses after each.
   * @param status −1 where a site must stay closed.
   */
  *addGreedily(status: Int8Array): Generator<void> {
    const { count, siteCosts } = this.instance;
    const { flow } = this;
    const most = this.listMostSaved(status);
    const room = siteCosts === null ? null : this.measureRoom(status);
    const rate = (site: number): number =>
      siteCosts === null || most[site] === 0
        ? (most[site] as number)
        : (most[site] as number) / Math.max(siteCosts[site] as number, Number.MIN_VALUE);
    const least = LEAST_SAVING * flow.measureCost();
    while (count === null || this.openCount < count) {
      const prices = flow.personPrices;
      const isFresh = new Uint8Array(most.length);
      let best = -1;
      for (;;) {
        best = -1;
        for (let site = 0; site < most.length; site++) {
          if (flow.isOpen[site] === 1 || (status[site] as number) < 0) continue;
          if (best >= 0 && !(rate(site) > rate(best))) continue;
          if (room === null || (siteCosts?.[site] as number) <= room(site)) best = site;
        }
        if (best < 0 || isFresh[best] === 1) break;
        most[best] = -this.values.measure(best, prices);
        isFresh[best] = 1;
      }
      if (best < 0 || (count === null && !((most[best] as number) > least))) return;
      this.open(best);
      yield;
    }
  }

  /** What a site may cost so that as many as must follow can still be paid for. */
  private measureRoom(status: Int8Array): (site: number) => number {
    const { siteCosts, budget, count, siteCount } = this.instance;
    const costs = siteCosts as Float64Array;
    const order = Array.from({ length: siteCount }, (_, site) => site)
      .filter((site) => (status[site] as number) >= 0)
      .sort((a, b) => (costs[a] as number) - (costs[b] as number) || a - b);
    return (site) => {
      let left = budget - this.spent;
      let others = count === null ? 0 : count - this.openCount - 1;
      for (const other of order) {
        if (others <= 0) break;
        if (other === site || this.flow.isOpen[other] === 1) continue;
        left -= costs[other] as number;
        others--;
      }
      return left;
    };
  }

  /**
   * Exchanges one site for another as long as that saves. Pauses often.
   * @param status 1 where a site must stay open, −1 where it must stay closed.
   * @param mostTrials exchanges that are valued before it gives up.
   */
  *exchange(status: Int8Array, mostTrials: number): Generator<void> {
    const { flow, instance } = this;
    const { siteCosts, budget } = instance;
    let trials = 0;
    let cost = this.measure();
    let queue = Array.from(flow.listOpen()).filter((site) => (status[site] as number) <= 0);
    let sinceBettered = 0;
    while (queue.length > 0 && sinceBettered < queue.length && trials < mostTrials) {
      const out = queue.shift() as number;
      flow.begin();
      this.before = { openCount: this.openCount, spent: this.spent };
      this.close(out);
      const mark = flow.begin();
      const without = this.measure();
      const most = this.listMostSaved(status);
      const order = Array.from(most.keys()).filter(
        (site) =>
          site !== out &&
          without - (most[site] as number) - this.penalty < cost * (1 - LEAST_SAVING) &&
          (most[site] as number) > 0 &&
          (siteCosts === null || this.spent + (siteCosts[site] as number) <= budget),
      );
      order.sort((a, b) => (most[b] as number) - (most[a] as number) || a - b);
      let [into, best] = [-1, cost * (1 - LEAST_SAVING)];
      for (const site of order.slice(0, MOST_INTO)) {
        if (trials >= mostTrials || without - (most[site] as number) - this.penalty >= best) break;
        trials++;
        flow.open(site);
        const tried = this.measure();
        flow.undo(mark);
        if (tried < best) [into, best] = [site, tried];
        yield;
      }
      if (into < 0) {
        this.settle();
        queue.push(out);
        sinceBettered++;
        yield;
        continue;
      }
      this.open(into);
      this.before = null;
      flow.keep();
      cost = this.measure();
      queue = [...queue, into];
      sinceBettered = 0;
      yield;
    }
    this.settle();
  }

  /** Takes an exchange that is being tried back. */
  settle(): void {
    if (this.before !== null) {
      this.flow.undo(0);
      this.openCount = this.before.openCount;
      this.spent = this.before.spent;
      this.before = null;
    }
    this.flow.keep();
  }
}
