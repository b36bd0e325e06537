/**
 * One part of a set cover: its best cover and the proven least number of sites, closed on from both sides by greedy choice,
 * prices, exchanges and the solver.
 */
import type { ProgramSolver, SolverOptions } from "../integer-program.ts";
import { type CoverModel, restrictModel } from "./cover-model.ts";
import { CoverPrices } from "./cover-prices.ts";
import { writeSetCover } from "./cover-program.ts";
import { type ChoiceLimits, CoverState } from "./cover-search.ts";
import { seekCover } from "./seek-cover.ts";
import { CoverShrinker } from "./shrink-cover.ts";

/** How little a site may lack to be wanted by the prices. */
const PRICE_ROOM = 0.05;
/** Exchanges begin anew, with other numbers, after so many pairs for each pair and site of the part, more each time: weights that have grown for long lead nowhere new. */
const FIRST_RESTART_EFFORT = 2000;
const RESTART_GROWTH = 3;
const LAST_RESTART_EFFORT = 200_000;
/** Larger programs would take more memory than a page has. */
const MOST_PROGRAM_PAIRS = 3_000_000;
/** Larger parts are not tried out, and no part for longer than this many touched pairs (some tenths of a second). */
const MOST_SOUGHT_PAIRS = 20_000;
const SEEK_PAIRS = 60_000_000;

export class SmallCover {
  readonly model: CoverModel;
  private readonly limits: ChoiceLimits;
  private readonly prices: CoverPrices;
  private shrinker: CoverShrinker | null = null;
  private shrinks = 0;
  /** Pairs that exchanges have touched. */
  private touched = 0;
  sites: number[] = [];
  isCovered = false;
  bound = 1;

  constructor(model: CoverModel, limits: ChoiceLimits) {
    // People do not matter here: each class counts as one.
    this.model = { ...model, weights: new Float64Array(model.classCount).fill(1), basePeople: 0 };
    this.limits = limits;
    this.prices = new CoverPrices(this.model);
  }

  get isProven(): boolean {
    return this.isCovered && this.bound >= this.sites.length;
  }

  /** Trying and long exchanges would take longer than a blink. */
  get isLarge(): boolean {
    return this.model.rowSites.length > MOST_SOUGHT_PAIRS;
  }

  chooseGreedily(byCost: boolean): void {
    const state = new CoverState(this.model, this.limits);
    for (const _ of state.addGreedily(byCost));
    this.take(state);
  }

  /** Keeps a state's sites without the superfluous ones, where they cover all with fewer sites than before. */
  private take(state: CoverState): boolean {
    const { classCount, needs, columnStarts, columnClasses } = this.model;
    for (let index = 0; index < classCount; index++)
      if ((state.counts[index] as number) < (needs[index] as number)) return false;
    const sizeOf = (site: number): number => (columnStarts[site + 1] as number) - (columnStarts[site] as number);
    const bySize = state.list().sort((a, b) => sizeOf(a) - sizeOf(b) || b - a);
    for (const site of bySize) {
      const isSuperfluous = columnClasses
        .subarray(columnStarts[site], columnStarts[site + 1])
        .every((index) => (state.counts[index] as number) > (needs[index] as number));
      if (isSuperfluous) state.close(site);
    }
    const sites = state.list();
    if (this.isCovered && sites.length >= this.sites.length) return false;
    this.sites = sites;
    this.isCovered = true;
    return true;
  }

  /**
   * Looks for covers of at most `least` sites, and for smaller ones on the way, by exchanges that go on where the last ones ended;
   * not where money is short, since exchanges there look at number alone. Pauses while it works.
   * @param effort as a multiple of the pairs and sites of the part: how many pairs all exchanges so far may have touched.
   */
  *shrink(effort: number, least: number): Generator<void> {
    const { model } = this;
    if (!this.isCovered || this.limits.costs !== null) return;
    const size = model.rowSites.length + model.siteOf.length;
    const state = new CoverState(model, this.limits);
    for (let search = this.shrinker; this.touched < effort * size; search = null) {
      if (this.sites.length <= Math.max(least, this.bound)) return;
      if (search === null) {
        this.shrinks++;
        search = new CoverShrinker(model, this.shrinks === 1 ? this.sites : model.siteOf.keys(), this.shrinks);
      }
      this.shrinker = search;
      const before = search.pairs;
      const room = Math.max(0, Math.min(effort * size - this.touched, this.restartEffort * size - before));
      for (const found of search.run(Math.max(least, this.bound), before + room)) {
        if (found !== null) {
          state.reset(found);
          this.take(state);
        }
        yield;
      }
      const touched = search.pairs - before;
      this.touched += touched;
      // So few open sites that none can be exchanged.
      if (touched < Math.min(room, size)) return;
    }
  }

  /** Of the search under way. */
  private get restartEffort(): number {
    return Math.min(LAST_RESTART_EFFORT, FIRST_RESTART_EFFORT * RESTART_GROWTH ** Math.max(0, this.shrinks - 1));
  }

  /** One step of the prices; false where they have settled. */
  tightenOnce(): boolean {
    if (this.prices.isSettled) return false;
    this.prices.improve(this.isCovered ? this.sites.length : this.model.siteOf.length);
    this.bound = Math.max(this.bound, Math.ceil(this.prices.bound - 1e-6));
    return true;
  }

  /** A cover of the sites that the present prices want most, each only where it covers somebody who needs it. */
  chooseByPrices(): void {
    const { reduced } = this.prices;
    const { columnStarts, columnClasses, needs, siteOf } = this.model;
    const state = new CoverState(this.model, this.limits);
    const order = Int32Array.from(siteOf, (_, site) => site);
    order.sort((a, b) => (reduced[a] as number) - (reduced[b] as number) || a - b);
    for (const site of order) {
      const isWanted = (reduced[site] as number) < PRICE_ROOM && state.mayOpen(site);
      const classes = columnClasses.subarray(columnStarts[site], columnStarts[site + 1]);
      if (isWanted && classes.some((index) => (state.counts[index] as number) < (needs[index] as number)))
        state.open(site);
    }
    for (const _ of state.addGreedily(this.limits.costs !== null));
    this.take(state);
  }

  /**
   * Takes the cheapest cover, by the solver, where a greedy one does not fit the budget.
   * @returns its cost where none fits, null where that is not known.
   */
  findCheapest(solver: ProgramSolver | null, timeLimitSeconds: number): number | null {
    const { costs, total } = this.limits;
    if (solver === null || costs === null) return null;
    const free = writeSetCover(this.model, { most: Infinity, costs: null, total: Infinity });
    const { values, bound } = solver({ ...free, objective: costs }, { timeLimitSeconds, gap: 0 });
    const sites = values === null ? [] : Array.from(costs, (_, site) => site).filter((site) => values[site] === 1);
    const cost = sites.reduce((sum, site) => sum + (costs[site] as number), 0);
    if (values === null || cost > total * (1 + 1e-12)) return bound > total * (1 + 1e-9) ? Math.max(bound, cost) : null;
    const state = new CoverState(this.model, { ...this.limits, most: Infinity, total: Infinity });
    state.reset(sites);
    this.take(state);
    return null;
  }

  /** Decides by trying whether `most` sites can cover all, where little effort does. */
  seek(most = this.sites.length - 1): void {
    if (this.limits.costs !== null || this.isLarge) return;
    const found = seekCover(this.model, this.prices.bestPrices, most, SEEK_PAIRS);
    if (found === null) this.bound = Math.max(this.bound, most + 1);
    else if (found !== undefined) {
      const state = new CoverState(this.model, this.limits);
      state.reset(found);
      if (this.take(state)) this.shrinker = null;
    }
  }

  /**
   * Asks the solver for a cover of at most `most` sites, fewer than are known; that there is none is proven sooner than a bound is
   * raised to the known number.
   */
  prove(solver: ProgramSolver, options: SolverOptions, most = this.sites.length - 1): void {
    const { isIn, isOut } = this.limits.costs === null ? this.prices.findDecided(most + 1) : decideNothing(this.model);
    const { model: open, lostPeople } = restrictModel(this.model, isIn, isOut);
    const decided = this.sitesOf(isIn);
    if (lostPeople > 0 || decided.length > most) {
      this.bound = Math.max(this.bound, most + 1);
      return;
    }
    if (open.rowSites.length > MOST_PROGRAM_PAIRS) return;
    const costs = this.limits.costs;
    const placeOf = new Map(Array.from(this.model.siteOf, (site, place) => [site, place]));
    const places = Array.from(open.siteOf, (site) => placeOf.get(site) as number);
    const limits: ChoiceLimits = {
      most: most - decided.length,
      costs: costs === null ? null : Float64Array.from(places, (place) => costs[place] as number),
      total: this.limits.total,
    };
    const answer = solver(writeSetCover(open, limits, [], this.bound - decided.length), options);
    const { values } = answer;
    if (values !== null) {
      const found = places.filter((_, index) => (values[index] as number) > 0.5);
      const state = new CoverState(this.model, { ...this.limits, most: Infinity, total: Infinity });
      state.reset([...decided, ...found]);
      if (this.take(state)) this.shrinker = null;
    }
    if (answer.status === "infeasible") this.bound = Math.max(this.bound, most + 1);
    else if (Number.isFinite(answer.bound)) {
      const least = Math.ceil(decided.length + answer.bound - 1e-6);
      this.bound = Math.max(this.bound, Math.min(this.sites.length, most + 1, least));
    }
  }

  private sitesOf(marks: Uint8Array): number[] {
    return Array.from(marks, (_, site) => site).filter((site) => marks[site] === 1);
  }
}

function decideNothing({ siteOf }: CoverModel): { readonly isIn: Uint8Array; readonly isOut: Uint8Array } {
  return { isIn: new Uint8Array(siteOf.length), isOut: new Uint8Array(siteOf.length) };
}
