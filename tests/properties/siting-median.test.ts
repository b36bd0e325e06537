import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { AnalysisError } from "../../src/core/errors.ts";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import type { IntegerProgram, ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import type { SitingAnswer, SitingProblem } from "../../src/core/siting/siting-problem.ts";
import type { SolveInSteps } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import {
  createSiting,
  drawSiting,
  listReachable,
  listSets,
  type SitingShape,
  tryAllSets,
} from "../support/random-siting.ts";

const RUNS = { numRuns: 400 };
const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };

/** Runs to the end and holds every step to what must be true of it. */
function solve(
  solver: SolveInSteps,
  problem: SitingProblem,
  least: number | null,
  tolerance = 1e-9,
): SitingAnswer | string {
  const steps = solver(problem, null, OPTIONS);
  let bound = -Infinity;
  try {
    for (;;) {
      const step = steps.next();
      const best = step.done ? step.value : step.value.best;
      if (best) {
        expect(best.bound).toBeLessThanOrEqual(best.objective);
        if (least !== null) {
          expect(best.bound).toBeLessThanOrEqual(least * (1 + tolerance) + tolerance);
          expect(best.objective).toBeGreaterThanOrEqual(least * (1 - tolerance) - tolerance);
        }
        expect(best.bound).toBeGreaterThanOrEqual(bound - 1e-9 * Math.abs(bound));
        bound = best.bound;
      }
      if (step.done) return step.value;
    }
  } catch (error) {
    if (error instanceof AnalysisError && error.code === "siting-impossible") return String(error.fields.cause);
    throw error;
  }
}

function expectWithinLimits(answer: SitingAnswer, shape: SitingShape): void {
  const chosen = Array.from(answer.chosen);
  expect(chosen).toEqual(chosen.toSorted((a, b) => a - b));
  expect(Array.from(listSets(shape))).toContainEqual(chosen);
}

describe("p-median and p-center against trying every set", () => {
  it.each([
    ["median", "p-median", solvePMedianInSteps],
    ["center", "p-center", solvePCenterInSteps],
  ] as const)(
    "the %s is the least there is, proven, or is said to be impossible exactly where it is",
    (key, model, solver) => {
      fc.assert(
        fc.property(drawSiting(false), (shape) => {
          const least = tryAllSets(shape)[key];
          const isAsked = listReachable(shape).length > 0;
          const answer = solve(solver, createSiting(shape, model), least);
          if (least === Infinity || !isAsked) {
            expect(typeof answer).toBe("string");
            return;
          }
          if (typeof answer === "string") {
            // A budget that pays for no site at all is refused, though the fixed ones would serve.
            expect(answer).toBe("budget-below-cheapest");
            return;
          }
          expect(answer.objective).toBeCloseTo(least, 8);
          expect(answer.gap).toBe(0);
          expectWithinLimits(answer, shape);
        }),
        RUNS,
      );
    },
  );

  it.each([
    ["p-median", solvePMedianInSteps],
    ["p-center", solvePCenterInSteps],
  ] as const)("%s: the order of the demand changes nothing", (model, solver) => {
    fc.assert(
      fc.property(drawSiting(false), fc.infiniteStream(fc.nat()), (shape, numbers) => {
        const keys = shape.demand.map(() => numbers.next().value as number);
        const order = shape.demand
          .map((_, at) => at)
          .sort((a, b) => (keys[a] as number) - (keys[b] as number) || a - b);
        const one = solve(solver, createSiting(shape, model), null);
        const other = solve(solver, createSiting(shape, model, order), null);
        if (typeof one === "string" || typeof other === "string") {
          expect(other).toBe(one);
          return;
        }
        expect(other.chosen).toEqual(one.chosen);
        expect(other.objective).toBe(one.objective);
        expect(Array.from(other.servedBy ?? [])).toEqual(order.map((from) => one.servedBy?.[from]));
      }),
      RUNS,
    );
  });
});

describe("with places shared out, against HiGHS on every set", () => {
  let highs: ProgramSolver;
  beforeAll(async () => {
    highs = await loadHighsSolver();
  });

  /** Least cost of sharing these sites' places out; within a radius nothing else may be used. */
  function share(shape: SitingShape, set: readonly number[], radius: number, unserved = Infinity): number {
    const demand = listReachable(shape);
    const limit = Math.min(shape.cutoff ?? Infinity, radius);
    const pairs = demand.flatMap(({ costs }, row) =>
      set.flatMap((site) => {
        const cost = costs[site];
        return cost !== null && cost !== undefined && cost <= limit ? [{ row, site, cost }] : [];
      }),
    );
    if (unserved < Infinity) for (const row of demand.keys()) pairs.push({ row, site: -1, cost: unserved });
    const rows = [
      ...demand.map(({ people }, row) => ({ at: pairs.flatMap((pair, at) => (pair.row === row ? [at] : [])), people })),
      ...set.map((site) => ({ at: pairs.flatMap((pair, at) => (pair.site === site ? [at] : [])), people: null, site })),
    ];
    const program: IntegerProgram = {
      sense: "minimise",
      objective: Float64Array.from(pairs, ({ cost }) => cost),
      lower: new Float64Array(pairs.length),
      upper: new Float64Array(pairs.length).fill(Infinity),
      whole: new Uint8Array(pairs.length),
      rowLower: Float64Array.from(rows, ({ people }) => people ?? 0),
      rowUpper: Float64Array.from(
        rows,
        (row) => row.people ?? (shape.capacity?.["site" in row ? row.site : 0] as number),
      ),
      rowStarts: Int32Array.from([
        0,
        ...rows.map((_, at) => rows.slice(0, at + 1).reduce((sum, row) => sum + row.at.length, 0)),
      ]),
      columns: Int32Array.from(rows.flatMap((row) => row.at)),
      values: new Float64Array(rows.reduce((sum, row) => sum + row.at.length, 0)).fill(1),
    };
    const { status, objective } = highs(program, { timeLimitSeconds: 10, gap: 0 });
    return status === "optimal" ? objective : Infinity;
  }

  it("the median is the least there is", () => {
    fc.assert(
      fc.property(drawSiting(true), (shape) => {
        const least = Math.min(Infinity, ...Array.from(listSets(shape), (set) => share(shape, set, Infinity)));
        const answer = solve(solvePMedianInSteps, createSiting(shape, "p-median"), least, 1e-6);
        if (typeof answer === "string") {
          if (answer !== "budget-below-cheapest")
            expect(least === Infinity || listReachable(shape).length === 0).toBe(true);
          return;
        }
        expect(answer.objective).toBeCloseTo(least, 5);
        expect(answer.gap).toBe(0);
        expectWithinLimits(answer, shape);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("the median is the least there is where whoever has no place counts a stated cost", () => {
    fc.assert(
      fc.property(drawSiting(true), fc.integer({ min: 0, max: 15 }), (shape, unservedCost) => {
        const least = Math.min(
          Infinity,
          ...Array.from(listSets(shape), (set) => share(shape, set, Infinity, unservedCost)),
        );
        const problem = { ...createSiting(shape, "p-median"), unservedCost };
        const answer = solve(solvePMedianInSteps, problem, least, 1e-6);
        if (typeof answer === "string") {
          if (!answer.startsWith("budget")) expect(least === Infinity || listReachable(shape).length === 0).toBe(true);
          return;
        }
        expect(answer.objective).toBeCloseTo(least, 5);
        expect(answer.gap).toBe(0);
        // Money alone may buy nothing that is worth having.
        if (answer.chosen.length > 0) expectWithinLimits(answer, shape);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it("the center is the least there is", () => {
    fc.assert(
      fc.property(drawSiting(true), (shape) => {
        const radii = [...new Set(listReachable(shape).flatMap(({ costs }) => costs.filter((cost) => cost !== null)))];
        const sets = Array.from(listSets(shape));
        const works = (radius: number): boolean => sets.some((set) => share(shape, set, radius) < Infinity);
        const least = radii.sort((a, b) => a - b).find(works) ?? Infinity;
        const answer = solve(solvePCenterInSteps, createSiting(shape, "p-center"), least);
        if (typeof answer === "string") {
          if (answer !== "budget-below-cheapest")
            expect(least === Infinity || listReachable(shape).length === 0).toBe(true);
          return;
        }
        expect(answer.objective).toBe(least);
        expect(answer.gap).toBe(0);
        expectWithinLimits(answer, shape);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});
