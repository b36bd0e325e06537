import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { AnalysisError } from "../../src/core/errors.ts";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import { listOtherCenters } from "../../src/core/siting/center/p-center-alternatives.ts";
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { listNearEqual } from "../../src/core/siting/list-near-equal.ts";
import type { SitingAnswer, SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { createSiting, drawSiting, listReachable, type SitingShape, tryAllSets } from "../support/random-siting.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };
let solver: ProgramSolver;

beforeAll(async () => {
  solver = await loadHighsSolver();
});

function solve(problem: SitingProblem): SitingAnswer | null {
  try {
    return finishSiting(solvePCenterInSteps(problem, solver, OPTIONS));
  } catch (error) {
    if (error instanceof AnalysisError && error.code === "siting-impossible") return null;
    throw error;
  }
}

/** The longest walk of a set of sites; Infinity where somebody is not served. */
function farthestOf(shape: SitingShape, chosen: Int32Array): number {
  const limit = shape.cutoff ?? Infinity;
  const walks = listReachable(shape).map(({ costs }) =>
    Math.min(Infinity, ...Array.from(chosen, (site) => costs[site] ?? Infinity).filter((cost) => cost <= limit)),
  );
  return Math.max(0, ...walks);
}

const counted = drawSiting(false).map((shape) => ({ ...shape, count: shape.count ?? 2, budget: null }));

describe("p-center where a solver says how few sites cover", () => {
  it("is the best of all sets of sites, proven, with what is fixed", () => {
    fc.assert(
      fc.property(counted, (shape) => {
        const answer = solve(createSiting(shape, "p-center"));
        const { center } = tryAllSets(shape);
        if (answer === null) {
          if (listReachable(shape).length > 0) expect(center).toBe(Infinity);
          return;
        }
        expect(answer.objective).toBe(center);
        expect(answer.gap).toBe(0);
        expect(farthestOf(shape, answer.chosen)).toBe(center);
        expect(answer.chosen).toHaveLength(shape.count);
        shape.fixed.forEach((isFixed, site) => {
          if (isFixed) expect(Array.from(answer.chosen)).toContain(site);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("other centers do without a site of the answer, serve everybody and are hardly worse", () => {
    fc.assert(
      fc.property(counted, (shape) => {
        const problem = createSiting(shape, "p-center");
        const answer = solve(problem);
        if (answer === null) return;
        const found = listOtherCenters(problem, answer, 3, 0.25, OPTIONS);
        const keys = [answer, ...found].map(({ chosen }) => chosen.join());
        expect(new Set(keys).size).toBe(keys.length);
        for (const { chosen, objective, worseBy } of found) {
          expect(farthestOf(shape, chosen)).toBe(objective);
          expect(objective).toBeGreaterThanOrEqual(answer.objective);
          expect(objective).toBeLessThanOrEqual(answer.objective * 1.25);
          expect(worseBy).toBeLessThanOrEqual(0.25 + 1e-9);
          expect(chosen).toHaveLength(shape.count);
          for (const site of problem.fixedSites) expect(Array.from(chosen)).toContain(site);
        }
        expect(listNearEqual(problem, answer, 0, solver, OPTIONS)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
