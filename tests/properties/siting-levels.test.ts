import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { readyMedian, solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import { MedianDual } from "../../src/core/siting/median/p-median-dual.ts";
import { decideByLevels } from "../../src/core/siting/median/p-median-levels.ts";
import { type Incumbent, NEAREST } from "../../src/core/siting/median/p-median-node.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { createGrid, createSteps } from "../support/lattices.ts";
import { createSiting, drawSiting, listReachable, tryAllSets } from "../support/random-siting.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0 };

describe("what is left open of a p-median, decided by levels of cost", () => {
  let highs: ProgramSolver;
  beforeAll(async () => {
    highs = await loadHighsSolver();
  });

  it("finds the least there is of every set, whatever the prices that left pairs out, or says that nothing is better", () => {
    const shares = fc.array(fc.double({ min: 0, max: 1.2, noNaN: true }), { minLength: 9, maxLength: 9 });
    fc.assert(
      fc.property(drawSiting(false), shares, fc.constantFrom(0.5, 1, 1.01, 2, 100), (shape, draws, known) => {
        const least = tryAllSets(shape).median;
        // A budget that pays for no site at all is refused.
        fc.pre(shape.budget === null || shape.budget >= 9);
        fc.pre(least < Infinity && listReachable(shape).length > 0);
        const { instance, status } = readyMedian(createSiting(shape, "p-median"));
        const prices = Float64Array.from({ length: instance.demandCount }, (_, demand) => {
          const last = (instance.starts[demand + 1] as number) - 1;
          return (draws[demand] as number) * (instance.costs[last] as number);
        });
        const bound = new MedianDual(instance).evaluate(prices, 0, status);
        expect(bound).toBeLessThanOrEqual(least + 1e-9 * Math.max(1, least));
        const incumbent: Incumbent = { cost: known * least + (known > 1 ? 1 : 0), sites: null };
        const search = { bound, prices, budgetPrice: 0, shares: new Float64Array(instance.siteCount) };
        expect(decideByLevels(NEAREST, instance, { status, search }, incumbent, highs, OPTIONS)).toBe(true);
        expect(incumbent.cost).toBeCloseTo(Math.min(known, 1) * least, 6);
        if (known !== 1) expect(incumbent.sites === null).toBe(known < 1);
      }),
      { numRuns: 300 },
    );
  });

  it("an answer that costs nothing, though the solver's bound is a rounding below nothing", () => {
    const demand = [
      { people: 8.23, costs: [null, 1, 1, null, 0, 1, 0.05] },
      { people: 1, costs: [2, 1, 0, 2, 2, null, 2] },
    ];
    const free = {
      fixed: Array(7).fill(false),
      cutoff: null,
      capacity: null,
      siteCosts: Array(7).fill(0),
      budget: null,
    };
    const { instance, status } = readyMedian(createSiting({ sites: 7, demand, count: 2, ...free }, "p-median"));
    const search = { bound: 0, prices: new Float64Array(2), budgetPrice: 0, shares: new Float64Array(7) };
    const incumbent: Incumbent = { cost: 1, sites: null };
    const below: ProgramSolver = (program, options) => ({ ...highs(program, options), bound: -5e-17 });
    expect(decideByLevels(NEAREST, instance, { status, search }, incumbent, below, OPTIONS)).toBe(true);
    expect(incumbent).toEqual({ cost: 0, sites: Int32Array.of(2, 4) });
  });

  it("a lattice of 100 nodes of which 24 have all others beside them, too even for branches", () => {
    const problem = createSteps(createGrid(10), { model: "p-median", sites: 24, cutoff: null });
    const steps = solvePMedianInSteps(problem, highs, { ...OPTIONS, now: () => performance.now() / 1000 });
    const { objective, gap } = finishSiting(steps);
    expect(objective).toBe(76);
    expect(gap).toBe(0);
  }, 120_000);
});
