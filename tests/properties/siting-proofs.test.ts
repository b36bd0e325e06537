import { beforeAll, describe, expect, it } from "vitest";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import { createMedianProgram } from "../../src/core/siting/median/p-median-program.ts";
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };

/** Costs without any geometry: the linear bound is loose, so the proof needs branches. */
function createHard(seed: number, size: number, sites: number, capacity: number | null): SitingProblem {
  let state = seed;
  const draw = (limit: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % limit;
  };
  return {
    model: "p-median",
    rows: {
      demandCount: size,
      siteCount: size,
      rowStarts: Float64Array.from({ length: size + 1 }, (_, at) => at * size),
      siteIndexes: Int32Array.from({ length: size * size }, (_, at) => at % size),
      costs: Float64Array.from({ length: size * size }, () => draw(1000)),
    },
    people: Float64Array.from({ length: size }, () => 1 + draw(5)),
    fixedSites: new Int32Array(0),
    sites,
    cutoff: null,
    capacity: capacity === null ? null : new Float64Array(size).fill(capacity),
    budget: null,
  };
}

describe("proofs that need branches, against HiGHS", () => {
  let highs: ProgramSolver;
  beforeAll(async () => {
    highs = await loadHighsSolver();
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "p-median of 30 random costs a side, series %i",
    (seed) => {
      const problem = createHard(seed, 30, 3 + (seed % 4), null);
      const answer = finishSiting(solvePMedianInSteps(problem, null, OPTIONS));
      const { objective } = highs(createMedianProgram(problem), { timeLimitSeconds: 60, gap: 0 });
      expect(answer.objective).toBeCloseTo(objective, 4);
      expect(answer.gap).toBe(0);
    },
    60_000,
  );

  it.each([1, 2, 3, 4])(
    "p-median with places of 20 random costs a side, series %i",
    (seed) => {
      const problem = createHard(seed, 20, 5, 15);
      const answer = finishSiting(solvePMedianInSteps(problem, null, OPTIONS));
      const { objective } = highs(createMedianProgram(problem), { timeLimitSeconds: 60, gap: 0 });
      expect(answer.objective).toBeCloseTo(objective, 3);
      expect(answer.gap).toBe(0);
    },
    60_000,
  );

  it.each([1, 2, 3, 4, 5, 6])(
    "p-center of 30 random costs a side, series %i: nothing nearer can cover",
    (seed) => {
      const problem = { ...createHard(seed, 30, 3 + (seed % 4), null), model: "p-center" as const };
      const answer = finishSiting(solvePCenterInSteps(problem, null, OPTIONS));
      expect(answer.gap).toBe(0);
      expect(canCover(problem, answer.objective)).toBe(true);
      expect(canCover(problem, answer.objective - 1)).toBe(false);
    },
    60_000,
  );

  function canCover(problem: SitingProblem, radius: number): boolean {
    // Within the radius everything costs nothing: a median exists where a cover does.
    const { status } = highs(createMedianProgram({ ...problem, cutoff: radius }), { timeLimitSeconds: 60, gap: 0 });
    return status === "optimal";
  }
});
