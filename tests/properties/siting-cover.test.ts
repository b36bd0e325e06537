import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { buildCostRows, type CostRows } from "../../src/core/access/cost-rows.ts";
import { AnalysisError } from "../../src/core/errors.ts";
import { solveMaxCoverInSteps } from "../../src/core/siting/cover/solve-max-cover.ts";
import { solveSetCoverInSteps } from "../../src/core/siting/cover/solve-set-cover.ts";
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import type { SitingAnswer, SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { finishSiting, type SitingOptions } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { isAllCovered, scoreNaively, solveCoverByTrying } from "../support/brute-force-cover.ts";

const OPTIONS: SitingOptions = { timeLimitSeconds: 20, gap: 0, now: () => 0 };
const CUTOFF = 10;

function layOut(costs: readonly (readonly number[])[], siteCount: number): CostRows {
  const demandIndexes: number[] = [];
  const siteIndexes: number[] = [];
  const values: number[] = [];
  costs.forEach((row, demand) => {
    row.forEach((cost, site) => {
      if (cost > 14) return;
      demandIndexes.push(demand);
      siteIndexes.push(site);
      values.push(cost);
    });
  });
  return buildCostRows(
    {
      count: values.length,
      demandIndexes: Int32Array.from(demandIndexes),
      siteIndexes: Int32Array.from(siteIndexes),
      costs: Float64Array.from(values),
    },
    costs.length,
    siteCount,
  );
}

interface Given {
  readonly costs: number[][];
  readonly people: number[];
  readonly fixed: boolean[];
  readonly capacity: number[] | null;
  readonly prices: number[] | null;
  readonly total: number;
  readonly sites: number | null;
  readonly times: number;
}

/** Small questions of every kind: fixed sites, capacities, budgets, backup, nobody home, equal rows and columns. */
const given: fc.Arbitrary<Given> = fc
  .record({ siteCount: fc.integer({ min: 1, max: 7 }), demandCount: fc.integer({ min: 1, max: 9 }) })
  .chain(({ siteCount, demandCount }) =>
    fc.record({
      // Few distinct costs, so that ties, twins and costs at the cutoff are common; above 14 there is no pair.
      costs: fc.array(fc.array(fc.constantFrom(2, 10, 11, 20), { minLength: siteCount, maxLength: siteCount }), {
        minLength: demandCount,
        maxLength: demandCount,
      }),
      people: fc.array(fc.constantFrom(0, 1, 2, 3.5, 10), { minLength: demandCount, maxLength: demandCount }),
      fixed: fc.array(fc.boolean(), { minLength: siteCount, maxLength: siteCount }),
      capacity: fc.option(fc.array(fc.constantFrom(0, 1, 3, 5.5, 100), { minLength: siteCount, maxLength: siteCount })),
      prices: fc.option(fc.array(fc.constantFrom(0, 1, 2, 5), { minLength: siteCount, maxLength: siteCount })),
      total: fc.integer({ min: 0, max: 9 }),
      sites: fc.option(fc.integer({ min: 1, max: siteCount })),
      times: fc.constantFrom(1, 1, 2),
    }),
  );

function problemOf(model: "set-cover" | "max-coverage", data: Given): SitingProblem {
  const siteCount = data.fixed.length;
  const fixedSites = Int32Array.from(data.fixed.flatMap((isFixed, site) => (isFixed && site % 3 === 0 ? [site] : [])));
  const budget = data.prices ? { siteCosts: Float64Array.from(data.prices), total: data.total } : null;
  return {
    model,
    rows: layOut(data.costs, siteCount),
    people: Float64Array.from(data.people),
    fixedSites,
    sites: data.sites ?? (model === "max-coverage" && !budget ? Math.max(1, fixedSites.length) : null),
    cutoff: CUTOFF,
    capacity: data.capacity ? Float64Array.from(data.capacity) : null,
    budget,
    ...(data.capacity ? {} : { timesCovered: data.times }),
  };
}

function solve(problem: SitingProblem, solver: ProgramSolver | null): SitingAnswer | AnalysisError {
  const solveInSteps = problem.model === "set-cover" ? solveSetCoverInSteps : solveMaxCoverInSteps;
  try {
    return finishSiting(solveInSteps(problem, solver, OPTIONS));
  } catch (error) {
    if (error instanceof AnalysisError) return error;
    throw error;
  }
}

describe("cover models on small questions of every kind", () => {
  let solver: ProgramSolver;
  beforeAll(async () => {
    solver = await loadHighsSolver();
  });

  const check = (model: "set-cover" | "max-coverage", solverOf: () => ProgramSolver | null, isExact: boolean) => {
    fc.assert(
      fc.property(given, (data) => {
        const problem = problemOf(model, data);
        const best = solveCoverByTrying(problem);
        const answer = solve(problem, solverOf());
        if (answer instanceof AnalysisError) {
          expect(answer.code).toBe("siting-impossible");
          if (isExact && ["sites-too-few", "budget-too-small"].includes(String(answer.fields.cause)))
            expect(best).toBeNull();
          return;
        }
        const { chosen, objective, bound, gap } = answer;
        const open = [...chosen];
        for (const site of problem.fixedSites) expect(open).toContain(site);
        if (model === "max-coverage") {
          expect(scoreNaively(problem, open)).toBeCloseTo(objective, 6);
          expect(objective).toBeLessThanOrEqual((best as number) + 1e-6);
          expect(bound).toBeGreaterThanOrEqual((best as number) - 1e-6);
          if (problem.budget === null) expect(open).toHaveLength(problem.sites as number);
        } else {
          expect(isAllCovered(problem, open)).toBe(true);
          expect(open).toHaveLength(objective);
          expect(best).not.toBeNull();
          expect(bound).toBeLessThanOrEqual(best as number);
        }
        if (!isExact) return;
        expect(objective).toBeCloseTo(best as number, 6);
        expect(gap).toBeLessThanOrEqual(1e-6);
      }),
      { numRuns: 250 },
    );
  };

  it(
    "maximal cover reaches the best of all choices and proves it",
    () => check("max-coverage", () => solver, true),
    120_000,
  );
  it("set cover reaches the best of all choices and proves it", () => check("set-cover", () => solver, true), 120_000);
  it("without a solver no answer beats the best, and no bound is beaten by it", () => {
    check("max-coverage", () => null, false);
    check("set-cover", () => null, false);
  }, 120_000);

  it("without a solver the tree proves a number of sites by itself", () => {
    fc.assert(
      fc.property(given, (data) => {
        const problem = problemOf("max-coverage", { ...data, capacity: null, prices: null });
        const answer = solve(problem, null);
        if (answer instanceof AnalysisError) return;
        expect(answer.objective).toBeCloseTo(solveCoverByTrying(problem) as number, 6);
        expect(answer.gap).toBeLessThanOrEqual(1e-6);
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it("demand points in another order change nothing", () => {
    fc.assert(
      fc.property(
        given,
        fc.constantFrom("set-cover" as const, "max-coverage" as const),
        fc.infiniteStream(fc.nat()),
        (data, model, noise) => {
          const order = data.people.map((_, demand) => ({ demand, key: noise.next().value as number }));
          order.sort((a, b) => a.key - b.key || a.demand - b.demand);
          const moved = {
            ...data,
            costs: order.map(({ demand }) => data.costs[demand] as number[]),
            people: order.map(({ demand }) => data.people[demand] as number),
          };
          const [first, second] = [solve(problemOf(model, data), solver), solve(problemOf(model, moved), solver)];
          if (first instanceof AnalysisError) {
            expect(second).toBeInstanceOf(AnalysisError);
            return;
          }
          const { chosen, objective, bound } = second as SitingAnswer;
          expect({ chosen, objective, bound }).toEqual({
            chosen: first.chosen,
            objective: first.objective,
            bound: first.bound,
          });
        },
      ),
      { numRuns: 100 },
    );
  }, 120_000);
});
