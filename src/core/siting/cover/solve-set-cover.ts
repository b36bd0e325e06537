/**
 * Set cover: as few sites as cover everybody who can be covered within the cutoff (Toregas & others 1971). Reduced, split
 * into parts that share no site, answered by a greedy choice that exchanges make smaller, bounded by prices, and decided
 * by the solver. With a budget the new sites must also be paid for, and the parts are answered as one.
 */
import { BestAnswer, countCovered } from "../best-answer.ts";
import type { ProgramSolver } from "../integer-program.ts";
import { solvePlacesInSteps } from "../places/solve-places.ts";
import { checkSiting, createSitingFault } from "../siting-faults.ts";
import type { SitingAnswer, SitingProblem } from "../siting-problem.ts";
import { createDeadline, type SitingOptions, type SitingStep } from "../siting-steps.ts";
import { type CoverModel, restrictModel } from "./cover-model.ts";
import { CoverPrices } from "./cover-prices.ts";
import { writeSetCover } from "./cover-program.ts";
import { type ChoiceLimits, CoverState } from "./cover-search.ts";
import { reduceSetCover, splitModel } from "./reduce-model.ts";
import { CoverShrinker } from "./shrink-cover.ts";
import { buildOpenModel, isAffordable, limitsOf, solveMaxCoverInSteps } from "./solve-max-cover.ts";

const MOST_STEPS = 800;
/** Pairs that exchanges may touch: about a second of work for each part. */
const MOST_SHRINK_PAIRS = 100_000_000;
/** Steps of the prices between two covers made from them; how little a site may lack to be wanted by them. */
const STEPS_BETWEEN = 4;
const PRICE_ROOM = 0.05;
const MOST_PROGRAM_PAIRS = 3_000_000;
/** How long is looked for what a number or a budget that is too small can cover at most. */
const NEAREST_SECONDS = 5;
const NEAREST_GAP = 1e-3;

/** @throws AnalysisError `siting-impossible` with its cause, `bad-parameter`. */
export function* solveSetCoverInSteps(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Generator<SitingStep, SitingAnswer> {
  if (problem.capacity !== null) return yield* solvePlacesInSteps(problem, solver, options, solveSetCoverInSteps);
  const unreachable = checkSiting(problem);
  const deadline = createDeadline(options);
  yield { stage: "reducing", best: null };
  const { budget, fixedSites } = problem;
  const { model, decided } = reduceSetCover(buildOpenModel(problem, true), budget?.siteCosts ?? null);
  const parts = budget === null ? splitModel(model) : model.classCount === 0 ? [] : [model];
  const best = new BestAnswer(problem, unreachable);
  const base = [...fixedSites, ...decided];
  const spent = budget === null ? 0 : decided.reduce((sum, site) => sum + (budget.siteCosts[site] as number), 0);
  if (budget !== null && spent > budget.total) throw yield* tellTooSmall(problem, solver, options, "budget-too-small");
  const limits = parts.map((part) => ({
    ...limitsOf({ ...problem, sites: null }, part),
    total: budget === null ? Infinity : budget.total - spent,
  }));
  const covers = parts.map((part, index) => new PartCover(part, limits[index] as ChoiceLimits));
  const offer = (): void => {
    if (covers.every((cover) => cover.isCovered)) {
      const sites = [
        ...base,
        ...covers.flatMap((cover) => cover.sites.map((site) => cover.model.siteOf[site] as number)),
      ];
      if (isAffordable(problem, sites)) best.offer(sites, new Set(sites).size);
    }
    best.tighten(base.length + covers.reduce((sum, cover) => sum + cover.bound, 0));
  };
  for (const cover of covers) {
    cover.chooseGreedily(budget !== null);
    yield { stage: "searching", best: null };
  }
  if (budget !== null && !covers.every((cover) => cover.isCovered)) {
    for (const cover of covers) {
      const least = cover.findCheapest(solver, deadline.secondsLeft());
      if (cover.isCovered) continue;
      if (least === null) throw createSitingFault("time-too-short");
      throw yield* tellTooSmall(problem, solver, options, "budget-too-small", { needed: least + spent });
    }
  }
  offer();
  for (const cover of covers) {
    for (let step = 0; step < MOST_STEPS && !cover.isProven && !deadline.isOver(); step++) {
      if (!cover.tightenOnce()) break;
      if (step % STEPS_BETWEEN === 0) cover.chooseByPrices();
      yield { stage: "bounding", best: best.answer() };
    }
    for (const _ of cover.shrink()) {
      yield { stage: "searching", best: best.answer() };
      if (deadline.isOver()) break;
    }
    offer();
  }
  for (const cover of covers) {
    if (cover.isProven || solver === null || deadline.isOver() || best.gap <= options.gap) continue;
    yield { stage: "proving", best: best.answer() };
    cover.prove(solver, { ...options, timeLimitSeconds: deadline.secondsLeft() });
    offer();
  }
  const answer = best.answer() as SitingAnswer;
  if (problem.sites !== null && answer.chosen.length > problem.sites)
    throw yield* tellTooSmall(problem, solver, options, "sites-too-few", {
      needed: answer.chosen.length,
      least: Math.ceil(answer.bound - 1e-6),
    });
  return answer;
}

/** The fault of a number or a budget that does not do, with what it can cover at most. */
function* tellTooSmall(
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
  fault: "sites-too-few" | "budget-too-small",
  enough: Readonly<Record<string, number>> = {},
): Generator<SitingStep, Error> {
  const timeLimitSeconds = Math.min(NEAREST_SECONDS, options.timeLimitSeconds);
  const nearest = yield* solveMaxCoverInSteps({ ...problem, model: "max-coverage" }, solver, {
    ...options,
    timeLimitSeconds,
    gap: NEAREST_GAP,
  });
  const all = countCovered(
    problem,
    Array.from({ length: problem.rows.siteCount }, (_, site) => site),
  );
  return createSitingFault(fault, {
    sites: problem.sites ?? nearest.chosen.length,
    ...(problem.budget ? { total: problem.budget.total } : {}),
    ...enough,
    covered: nearest.objective,
    coveredAtMost: Math.min(nearest.bound, all),
    people: all,
  });
}

/** One part of a set cover: its best cover and the proven least number. */
class PartCover {
  readonly model: CoverModel;
  private readonly limits: ChoiceLimits;
  private readonly prices: CoverPrices;
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

  /** Looks for smaller covers by exchanges; not where money is short, since exchanges there look at number alone. */
  *shrink(): Generator<void> {
    if (!this.isCovered || this.isProven || this.limits.costs !== null) return;
    const shrinker = new CoverShrinker(this.model, this.sites);
    const state = new CoverState(this.model, this.limits);
    for (const sites of shrinker.run(this.bound, MOST_SHRINK_PAIRS)) {
      if (sites !== null) {
        state.reset(sites);
        this.take(state);
      }
      yield;
    }
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

  /** Asks the solver for a cover with fewer sites; where there is none the best one is proven. */
  prove(solver: ProgramSolver, options: SitingOptions): void {
    const { isIn, isOut } =
      this.limits.costs === null ? this.prices.findDecided(this.sites.length) : decideNothing(this.model);
    const { model: open, lostPeople } = restrictModel(this.model, isIn, isOut);
    const decided = this.sitesOf(isIn);
    if (lostPeople > 0 || decided.length >= this.sites.length) {
      this.bound = this.sites.length;
      return;
    }
    if (open.rowSites.length > MOST_PROGRAM_PAIRS) return;
    const costs = this.limits.costs;
    const placeOf = new Map(Array.from(this.model.siteOf, (site, place) => [site, place]));
    const places = Array.from(open.siteOf, (site) => placeOf.get(site) as number);
    const limits: ChoiceLimits = {
      // Only a smaller cover is looked for: that none exists is proven sooner than a bound is raised to the known one.
      most: this.sites.length - 1 - decided.length,
      costs: costs === null ? null : Float64Array.from(places, (place) => costs[place] as number),
      total: this.limits.total,
    };
    const program = writeSetCover(open, limits);
    const answer = solver(program, {
      timeLimitSeconds: options.timeLimitSeconds,
      gap: options.gap,
      ...(options.isStopped ? { isStopped: options.isStopped } : {}),
    });
    const { values } = answer;
    if (values !== null) {
      const found = places.filter((_, index) => (values[index] as number) > 0.5);
      const state = new CoverState(this.model, { ...this.limits, most: Infinity, total: Infinity });
      state.reset([...decided, ...found]);
      this.take(state);
    }
    if (answer.status === "infeasible") this.bound = this.sites.length;
    else if (Number.isFinite(answer.bound))
      this.bound = Math.min(this.sites.length, Math.max(this.bound, Math.ceil(decided.length + answer.bound - 1e-6)));
  }

  private sitesOf(marks: Uint8Array): number[] {
    return Array.from(marks, (_, site) => site).filter((site) => marks[site] === 1);
  }
}

function decideNothing({ siteOf }: CoverModel): { readonly isIn: Uint8Array; readonly isOut: Uint8Array } {
  return { isIn: new Uint8Array(siteOf.length), isOut: new Uint8Array(siteOf.length) };
}
