import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import { buildCoverModel } from "../../src/core/siting/cover/cover-model.ts";
import { findSmallCover } from "../../src/core/siting/cover/find-small-cover.ts";
import { solveMaxCoverInSteps } from "../../src/core/siting/cover/solve-max-cover.ts";
import type { ProgramSolver } from "../../src/core/siting/integer-program.ts";
import { solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../src/worker/highs-solver.ts";
import { createGrid, createSteps } from "../support/lattices.ts";

/** Classes by the sites that cover them; several parts are common. */
const classes = fc.integer({ min: 1, max: 10 }).chain((siteCount) =>
  fc.record({
    siteCount: fc.constant(siteCount),
    rows: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: siteCount - 1 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 12,
    }),
  }),
);

function countFewest(rows: readonly (readonly number[])[], siteCount: number): number {
  let fewest = Infinity;
  for (let mask = 0; mask < 1 << siteCount; mask++) {
    if (!rows.every((row) => row.some((site) => (mask >> site) & 1))) continue;
    let count = 0;
    for (let site = 0; site < siteCount; site++) count += (mask >> site) & 1;
    fewest = Math.min(fewest, count);
  }
  return fewest;
}

describe("whether so many sites cover all", () => {
  let highs: ProgramSolver;
  beforeAll(async () => {
    highs = await loadHighsSolver();
  });

  it.each(["with", "without"])("is known exactly as every set of sites tells it, %s a solver", (way) => {
    fc.assert(
      fc.property(classes, fc.integer({ min: 0, max: 10 }), ({ rows, siteCount }, most) => {
        const sorted = rows.map((row) => row.toSorted((a, b) => a - b));
        const ones = new Int32Array(rows.length).fill(1);
        const starts = [0];
        for (const row of sorted) starts.push((starts.at(-1) as number) + row.length);
        const raw = { count: rows.length, weights: ones, needs: ones, starts, sites: Int32Array.from(sorted.flat()) };
        const all = Int32Array.from({ length: siteCount }, (_, site) => site);
        const solver = way === "with" ? highs : null;
        const steps = findSmallCover(buildCoverModel(raw, all, 0), most, {
          solver,
          isOver: () => false,
          secondsLeft: () => 60,
        });
        let step = steps.next();
        while (!step.done) step = steps.next();
        const { sites, isImpossible } = step.value;
        const fewest = countFewest(rows, siteCount);
        if (sites !== null) {
          expect(new Set(sites).size).toBeLessThanOrEqual(most);
          expect(rows.every((row) => row.some((site) => sites.includes(site)))).toBe(true);
        }
        if (isImpossible || solver !== null) expect(isImpossible).toBe(fewest > most);
        if (solver !== null) expect(sites !== null).toBe(fewest <= most);
      }),
      { numRuns: 300 },
    );
  });

  it("a p-center of an even lattice is found by exchanges, without a solver", () => {
    const grid = { model: "p-center", sites: 24, cutoff: null } as const;
    const options = { timeLimitSeconds: 60, gap: 0, now: () => performance.now() / 1000 };
    const answer = finishSiting(solvePCenterInSteps(createSteps(createGrid(10), grid), null, options));
    expect(answer).toMatchObject({ objective: 1, bound: 1, gap: 0 });
  }, 60_000);

  it("a maximal cover of an even lattice reaches everybody, without a solver", () => {
    const grid = { model: "max-coverage", sites: 60, cutoff: 1 } as const;
    const options = { timeLimitSeconds: 60, gap: 0, now: () => performance.now() / 1000 };
    const answer = finishSiting(solveMaxCoverInSteps(createSteps(createGrid(16), grid), null, options));
    expect(answer).toMatchObject({ objective: 256, bound: 256, gap: 0 });
  }, 60_000);

  it("a p-median of an even lattice in which nobody need walk farther than to the next node is found and proven, without a solver", () => {
    const grid = { model: "p-median", sites: 24, cutoff: null } as const;
    const options = { timeLimitSeconds: 60, gap: 0, now: () => performance.now() / 1000 };
    const answer = finishSiting(solvePMedianInSteps(createSteps(createGrid(10), grid), null, options));
    expect(answer).toMatchObject({ objective: 76, bound: 76, gap: 0 });
  }, 120_000);
});
