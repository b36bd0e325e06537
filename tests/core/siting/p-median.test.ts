import { describe, expect, it } from "vitest";
import { solvePCenterInSteps } from "../../../src/core/siting/center/p-center.ts";
import { calibrateAversion, measureEde, transformForEquity } from "../../../src/core/siting/kolm-pollak.ts";
import { solvePMedianInSteps } from "../../../src/core/siting/median/p-median.ts";
import { listAlternativesInSteps } from "../../../src/core/siting/median/p-median-alternatives.ts";
import { traceSitesCurve } from "../../../src/core/siting/median/p-median-curve.ts";
import type { SitingAnswer, SitingProblem } from "../../../src/core/siting/siting-problem.ts";
import { finishSiting } from "../../../src/core/siting/siting-steps.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };

/** Five homes at 0, 1, 2, 9 and 10 on a line, a site at each. */
function createLine(sites: number, changes: Partial<SitingProblem> = {}): SitingProblem {
  const at = [0, 1, 2, 9, 10];
  return {
    model: "p-median",
    rows: {
      demandCount: 5,
      siteCount: 5,
      rowStarts: Float64Array.from([0, 5, 10, 15, 20, 25]),
      siteIndexes: Int32Array.from({ length: 25 }, (_, pair) => pair % 5),
      costs: Float64Array.from(at.flatMap((home) => at.map((site) => Math.abs(home - site)))),
    },
    people: Float64Array.from([1, 1, 1, 1, 2]),
    fixedSites: new Int32Array(0),
    sites,
    cutoff: null,
    capacity: null,
    budget: null,
    ...changes,
  };
}

const solve = (problem: SitingProblem): SitingAnswer => finishSiting(solvePMedianInSteps(problem, null, OPTIONS));

describe("sites on a line", () => {
  it("two medians stand in the middle of each cluster, at the end with more people", () => {
    const { chosen, objective, gap, servedBy } = solve(createLine(2));
    expect([Array.from(chosen), objective, gap]).toEqual([[1, 4], 3, 0]);
    expect(Array.from(servedBy ?? [])).toEqual([1, 1, 1, 4, 4]);
  });

  it("a fixed site is kept and counted", () => {
    // With 0 kept: 1 walks 1, 2 walks 2, and 10 takes 9 in 1 = 4.
    const { chosen, objective } = solve(createLine(2, { fixedSites: Int32Array.from([0]) }));
    expect([Array.from(chosen), objective]).toEqual([[0, 4], 4]);
  });

  it("a center stands where its farthest are nearest", () => {
    const { objective, chosen } = finishSiting(
      solvePCenterInSteps(createLine(2, { model: "p-center" }), null, OPTIONS),
    );
    expect(objective).toBe(1);
    expect(chosen[0]).toBe(1);
  });

  it("places that run out send people on", () => {
    // Site 4 takes two: of the three at 9 and 10 one walks from 9 to 2, seven.
    const capacity = Float64Array.from([0, 0, 9, 0, 2]);
    const { objective, servedBy } = solve(createLine(2, { capacity }));
    expect(objective).toBeCloseTo(2 + 1 + 7, 9);
    expect(servedBy).toBeNull();
  });

  it("too few sites for the longest walk allowed: how many would do, and who is left out", () => {
    try {
      solve(createLine(1, { cutoff: 2 }));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ fields: { cause: "sites-too-few", sites: 1, needed: 2, points: 2, first: "3,4" } });
    }
  });

  it("the curve falls with every site, down to nothing where each home has its own", () => {
    const steps = traceSitesCurve(solvePMedianInSteps, createLine(1), [1, 5], null, OPTIONS);
    let step = steps.next();
    while (!step.done) step = steps.next();
    // One site at 2: 2 + 1 + 7 + 2 × 8 = 26. Three: 1, 9, 10 leave 0 and 2 a walk of 1 each. Four: one home walks 1.
    expect(step.value.map(({ answer }) => answer.objective)).toEqual([26, 3, 2, 1, 0]);
  });

  it("alternatives are the next best, each with other sites", () => {
    const problem = createLine(2);
    const steps = listAlternativesInSteps(problem, solve(problem), 3, 0.7, OPTIONS);
    let step = steps.next();
    while (!step.done) step = steps.next();
    // 0 with 4: 1 + 2 + 1; 2 with 4: 2 + 1 + 1; 1 with 3: 1 + 1 + 2.
    expect(step.value.map(({ objective }) => objective)).toEqual([4, 4, 4]);
    expect(new Set(step.value.map(({ chosen }) => chosen.join())).size).toBe(3);
  });

  it("the equal walk lies between the mean and the longest, and siting for it keeps it lowest", () => {
    const problem = createLine(1);
    const plain = solve(problem);
    const kappa = calibrateAversion(problem, plain, 1);
    const fair = solve(transformForEquity(problem, kappa));
    const ede = measureEde(problem, fair, kappa);
    expect(ede).toBeLessThanOrEqual(measureEde(problem, plain, kappa));
    expect(ede).toBeGreaterThan(plain.objective / 6);
    // By hand: everybody walks 3, so the equal walk is 3.
    const even = { ...problem, rows: { ...problem.rows, costs: new Float64Array(25).fill(3) } };
    expect(measureEde(even, solve(even), 0.2)).toBeCloseTo(3, 12);
  });
});
