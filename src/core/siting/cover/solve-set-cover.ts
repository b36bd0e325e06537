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
import { type CoverSearch, closeOnCovers } from "./close-on-covers.ts";
import type { ChoiceLimits } from "./cover-search.ts";
import { reduceSetCover, splitModel } from "./reduce-model.ts";
import { SmallCover } from "./small-cover.ts";
import { buildOpenModel, isAffordable, limitsOf, solveMaxCoverInSteps } from "./solve-max-cover.ts";

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
  const covers = parts.map((part, index) => new SmallCover(part, limits[index] as ChoiceLimits));
  let seen = "";
  const offer = (): void => {
    const state = covers.map((cover) => (cover.isCovered ? cover.sites.length - cover.bound : "")).join();
    if (state === seen && seen !== "") return;
    seen = state;
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
  const search: CoverSearch = {
    covers,
    solver,
    ...deadline,
    ...(options.isStopped ? { isStopped: options.isStopped } : {}),
    gap: options.gap,
    isDone: () => {
      offer();
      return best.gap <= options.gap;
    },
    mostOf: () => null,
  };
  for (const stage of closeOnCovers(search)) yield { stage, best: best.answer() };
  offer();
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
