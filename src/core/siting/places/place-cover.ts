/**
 * The fewest sites that give everybody a place: each part that shares no site with another by itself. A part has the best choice
 * found and the least number that can do; both close in on one another, and what is left open goes to the solver.
 */
import type { ProgramSolver } from "../integer-program.ts";
import type { SitingOptions } from "../siting-steps.ts";
import { PlaceFlow } from "./place-flow.ts";
import { dropReplaced, type PlaceModel, splitPlaceModel } from "./place-parts.ts";
import { writePlaces } from "./place-program.ts";
import { type Effort, PlaceSearch } from "./place-search.ts";
import { swapUntilSeated } from "./place-swaps.ts";
import { SeatPrices } from "./seat-prices.ts";

const MOST_PROGRAM_PAIRS = 400_000;
/** In larger parts not every site is weighed, and what reaches everybody is where to begin. */
export const MOST_GREEDY_PAIRS = 300_000;
const LITTLE: Effort = { mostTried: 8, mostMoves: 1 };
const MUCH: Effort = { mostTried: 24, mostMoves: Infinity };

export class PartOfCover {
  readonly place: PlaceModel;
  /** Numbers in the part of the sites chosen beside the fixed ones. */
  sites: readonly number[] = [];
  isSeated = false;
  /** Proven that no choice gives everybody a place. */
  isImpossible = false;
  bound = 0;
  private isChosenFreely = false;
  private flow: PlaceFlow | null = null;
  private prices: SeatPrices | null = null;

  constructor(place: PlaceModel) {
    this.place = place;
  }

  get isProven(): boolean {
    return this.isImpossible || (this.isSeated && this.bound >= this.sites.length);
  }

  get pairCount(): number {
    return this.place.model.rowSites.length;
  }

  private openSearch(most: number): PlaceSearch {
    const { model, places, isFixed, limits } = this.place;
    this.flow ??= new PlaceFlow(model, places);
    return new PlaceSearch(this.flow, { ...limits, most }, isFixed);
  }

  /** Keeps the open sites without those that are not needed, where everybody has a place and they are fewer than before. */
  private *keep(search: PlaceSearch): Generator<void, boolean> {
    if (!search.flow.isComplete) return false;
    // Whoever waits for any answer need not wait until it is tidied.
    const isFewer = this.take(search.listNew());
    yield* search.dropSuperfluous();
    return this.take(search.listNew()) || isFewer;
  }

  private take(sites: readonly number[]): boolean {
    if (this.isSeated && sites.length >= this.sites.length) return false;
    this.sites = sites;
    this.isSeated = true;
    return true;
  }

  /**
   * Beginning with some sites, adds those by which most find a place.
   * @param byCost for what they cost.
   */
  *choose(start: Iterable<number>, byCost: boolean): Generator<void> {
    const { limits } = this.place;
    const search = this.openSearch(limits.most);
    search.reset(start);
    yield* this.pairCount > MOST_GREEDY_PAIRS ? search.addLikeliest(LITTLE) : search.addGreedily(byCost);
    yield* this.keep(search);
    // What a site lets find a place grows no more with others open: where no site helps, none together do.
    if (!search.flow.isComplete && limits.costs === null && limits.most >= this.place.model.siteOf.length)
      this.isImpossible = true;
    this.release();
  }

  /** As `choose` from nothing, where the part is small enough to weigh every site; once. */
  *chooseFreely(): Generator<void> {
    if (this.isChosenFreely || this.pairCount > MOST_GREEDY_PAIRS) return;
    this.isChosenFreely = true;
    yield* this.choose([], false);
  }

  /** Raises the least number by the prices of places, up to so many steps. */
  *tighten(steps: number): Generator<void> {
    this.prices ??= new SeatPrices(this.place);
    const { prices } = this;
    const known = this.isSeated ? this.sites.length : this.place.model.siteOf.length;
    for (let step = 0; step < steps && !prices.isSettled && !this.isProven; step++) {
      prices.improve(known);
      this.bound = Math.max(this.bound, prices.bound);
      yield;
    }
  }

  /** One site fewer, and exchanges until everybody has a place again; as long as that succeeds. */
  *shrink(patience: number): Generator<void> {
    while (this.isSeated && !this.isProven) {
      const search = this.openSearch(this.sites.length - 1);
      search.reset(this.sites);
      const isFewer = yield* this.seatFewer(search, patience);
      if (!isFewer) break;
    }
    this.release();
  }

  private *seatFewer(search: PlaceSearch, patience: number): Generator<void, boolean> {
    search.flow.close(yield* search.findSpared(() => false));
    yield* swapUntilSeated(search, patience, this.pairCount > MOST_GREEDY_PAIRS ? LITTLE : MUCH);
    return yield* this.keep(search);
  }

  /** Asks the solver for the fewest. */
  prove(solver: ProgramSolver, options: SitingOptions): "infeasible" | null {
    if (this.pairCount > MOST_PROGRAM_PAIRS) return null;
    const { model, places, isFixed, limits } = dropReplaced(this.place);
    const fixedCount = isFixed.reduce((sum, fixed) => sum + fixed, 0);
    const most = this.isSeated ? this.sites.length : limits.most;
    const { program } = writePlaces(model, places, isFixed, { ...limits, most: most + fixedCount }, "sites");
    const answer = solver(program, options);
    const { values } = answer;
    if (values !== null) {
      const placeOf = new Map(Array.from(this.place.model.siteOf, (site, at) => [site, at]));
      const isFound = (_: number, site: number): boolean => isFixed[site] === 0 && (values[site] as number) > 0.5;
      const search = this.openSearch(limits.most);
      search.reset(Array.from(model.siteOf.filter(isFound), (site) => placeOf.get(site) as number));
      const keeping = this.keep(search);
      while (!keeping.next().done);
      this.release();
    }
    if (Number.isFinite(answer.bound)) {
      const least = Math.ceil(answer.bound - 1e-6) - fixedCount;
      this.bound = Math.max(this.bound, this.isSeated ? Math.min(this.sites.length, least) : least);
    }
    return answer.status === "infeasible" ? "infeasible" : null;
  }

  /** Lets go of the flow of a part that is done with, so that not all are kept. */
  private release(): void {
    if (this.isProven) this.flow = null;
  }
}

export class PlaceCover {
  readonly parts: readonly PartOfCover[];

  constructor(place: PlaceModel) {
    const whole = place.limits.costs !== null;
    this.parts = (whole ? [place] : splitPlaceModel(place)).map((part) => new PartOfCover(part));
  }

  get isSeated(): boolean {
    return this.parts.every((part) => part.isSeated);
  }

  get isImpossible(): boolean {
    return this.parts.some((part) => part.isImpossible);
  }

  /** Of the parts with an answer. */
  get count(): number {
    return this.parts.reduce((sum, part) => sum + part.sites.length, 0);
  }

  get bound(): number {
    return this.parts.reduce((sum, part) => sum + part.bound, 0);
  }

  /** Sites of the problem, beside the fixed ones. */
  listSites(): number[] {
    return this.parts.flatMap(({ place, sites }) => sites.map((site) => place.model.siteOf[site] as number));
  }

  /** Parts that are still open, the smallest first. */
  listOpen(): PartOfCover[] {
    return this.parts.filter((part) => !part.isProven).sort((a, b) => a.pairCount - b.pairCount);
  }

  /**
   * Takes what is known without places: nobody has a place who is not in reach.
   * @param chosen sites of the problem that reach everybody; `isFewest`: proven that no fewer do.
   */
  *startFrom(chosen: Iterable<number>, isFewest: boolean): Generator<void> {
    const isChosen = new Set(chosen);
    for (const part of this.parts) {
      const { siteOf } = part.place.model;
      const start: number[] = [];
      siteOf.forEach((site, place) => {
        if (isChosen.has(site) && part.place.isFixed[place] === 0) start.push(place);
      });
      if (isFewest) part.bound = Math.max(part.bound, start.length);
      if (!part.isProven) yield* part.choose(start, false);
    }
  }
}
