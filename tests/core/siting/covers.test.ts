import { beforeAll, describe, expect, it } from "vitest";
import { AnalysisError } from "../../../src/core/errors.ts";
import { findSitesForTarget, measureCoverCurve } from "../../../src/core/siting/cover/cover-curve.ts";
import { listAlternatives } from "../../../src/core/siting/cover/list-alternatives.ts";
import { solveMaxCoverInSteps } from "../../../src/core/siting/cover/solve-max-cover.ts";
import { solveSetCoverInSteps } from "../../../src/core/siting/cover/solve-set-cover.ts";
import type { ProgramSolver } from "../../../src/core/siting/integer-program.ts";
import type { SitingAnswer, SitingProblem } from "../../../src/core/siting/siting-problem.ts";
import { finishSiting, type SitingOptions } from "../../../src/core/siting/siting-steps.ts";
import { loadHighsSolver } from "../../../src/worker/highs-solver.ts";
import { createRows, people } from "../access/create-rows.ts";

const OPTIONS: SitingOptions = { timeLimitSeconds: 20, gap: 0, now: () => 0 };

/**
 * Six homes along a road, four sites; within 10: a has the homes 0 1, b 1 2 3, c 3 4, d 4. Home 5 is out of reach.
 */
const ROAD = createRows(`
  5  20  -  -
  9   6  -  -
  -   2  -  -
  -  10  4  -
  -   -  8  3
  - 11   -  -
`);

function ask(change: Partial<SitingProblem> = {}): SitingProblem {
  return {
    model: "max-coverage",
    rows: ROAD,
    people: people(10, 20, 30, 5, 40, 7),
    fixedSites: new Int32Array(0),
    sites: 1,
    cutoff: 10,
    capacity: null,
    budget: null,
    ...change,
  };
}

describe("covers worked out by hand", () => {
  let solver: ProgramSolver;
  beforeAll(async () => {
    solver = await loadHighsSolver();
  });

  const solve = (problem: SitingProblem): SitingAnswer =>
    finishSiting(
      (problem.model === "set-cover" ? solveSetCoverInSteps : solveMaxCoverInSteps)(problem, solver, OPTIONS),
    );
  const fault = (change: Partial<SitingProblem>): Readonly<Record<string, string | number>> => {
    try {
      solve(ask(change));
    } catch (error) {
      if (error instanceof AnalysisError && error.code === "siting-impossible") return error.fields;
      throw error;
    }
    throw new Error("an answer was given");
  };

  it("takes the site with the most people, a cost at the cutoff included", () => {
    // a 30, b 20 + 30 + 5 = 55, c 45, d 40.
    expect(solve(ask())).toEqual({
      chosen: Int32Array.of(1),
      objective: 55,
      bound: 55,
      gap: 0,
      unreachable: Int32Array.of(5),
      servedBy: Int32Array.of(-1, 1, 1, 1, -1, -1),
    });
  });

  it("takes the pair that together covers most, not twice the same people", () => {
    // b and d 95; b and c: 5 is shared, 95 as well; a third place goes to a.
    expect(solve(ask({ sites: 2 })).objective).toBe(95);
    const three = solve(ask({ sites: 3 }));
    expect(three.objective).toBe(105);
    expect(Array.from(three.chosen)).toContain(0);
  });

  it("serves each home by the nearest of the open sites", () => {
    // Home 1 is 9 from a and 6 from b; home 3 is 10 from b and 4 from c.
    const { chosen, servedBy } = solve(ask({ sites: 3, fixedSites: Int32Array.of(0, 1, 2) }));
    expect(Array.from(chosen)).toEqual([0, 1, 2]);
    expect(Array.from(servedBy ?? [])).toEqual([0, 1, 1, 2, 2, -1]);
  });

  it("keeps a fixed site that nobody would choose, and counts it among the sites", () => {
    // a stands; b then adds 30 + 5, c 45.
    const answer = solve(ask({ sites: 2, fixedSites: Int32Array.of(0) }));
    expect(Array.from(answer.chosen)).toEqual([0, 2]);
    expect(answer.objective).toBe(75);
  });

  it("covers everybody within reach by the fewest sites", () => {
    // Homes 0 and 2 need a and b; home 4 needs c or d, home 3 has b.
    const answer = solve(ask({ model: "set-cover", sites: null }));
    expect(answer).toMatchObject({ objective: 3, bound: 3, gap: 0 });
    expect(Array.from(answer.unreachable)).toEqual([5]);
    expect(Array.from(answer.chosen).slice(0, 2)).toEqual([0, 1]);
  });

  it("spends no more than the budget on new sites", () => {
    const siteCosts = Float64Array.of(2, 6, 3, 2);
    // 5 buys a and c (75) or a and d (70) or c and d (45); b alone is too dear.
    const answer = solve(ask({ sites: null, budget: { siteCosts, total: 5 } }));
    expect(Array.from(answer.chosen)).toEqual([0, 2]);
    expect(answer.objective).toBe(75);
    // Where b stands already it costs nothing: c or d adds 40, a adds 10; a and d cost 4, a and c 5.
    expect(solve(ask({ sites: null, fixedSites: Int32Array.of(1), budget: { siteCosts, total: 5 } })).objective).toBe(
      105,
    );
  });

  it("gives no site more people than it has places", () => {
    // b has room for 25 of its 55, c for 45 of 45: c wins; then b serves 25 of homes 1 and 2.
    const capacity = Float64Array.of(100, 25, 100, 100);
    expect(solve(ask({ capacity })).objective).toBe(45);
    expect(solve(ask({ capacity, sites: 2 }))).toMatchObject({ objective: 75, servedBy: null });
    expect(solve(ask({ capacity, sites: 3 })).objective).toBe(100);
  });

  it("sends people of one home to several sites where places are short", () => {
    // Homes 3 and 4 share c (20 places) and d (30): 45 people, home 3 only at c, home 4 at both: all of them.
    const rows = createRows("4 -\n8 3");
    const answer = solve(ask({ rows, people: people(5, 40), sites: 2, capacity: Float64Array.of(20, 30) }));
    expect(answer).toMatchObject({ objective: 45, bound: 45, gap: 0 });
  });

  it("counts backup cover by homes with two sites", () => {
    // Home 1 has a and b, home 3 b and c, home 4 c and d.
    expect(solve(ask({ sites: 2, timesCovered: 2 }))).toMatchObject({ objective: 40, gap: 0 });
    expect(solve(ask({ sites: 3, timesCovered: 2 }))).toMatchObject({ objective: 45, gap: 0 });
    // Each home as often as it can be: all four sites.
    expect(solve(ask({ model: "set-cover", sites: null, timesCovered: 2 })).objective).toBe(4);
  });

  it("tells how many sites reach how many people", () => {
    const curve = measureCoverCurve(ask());
    expect(curve.map(({ sites, people: covered }) => [sites, covered])).toEqual([
      [0, 0],
      [1, 55],
      [2, 95],
      [3, 105],
    ]);
    for (const { people: covered, bound } of curve) expect(bound).toBeGreaterThanOrEqual(covered);
    expect(findSitesForTarget(curve, 90, ask(), solver, OPTIONS)).toEqual({ atLeast: 2, enough: 2 });
    expect(findSitesForTarget(curve, 112, ask(), solver, OPTIONS)).toEqual({ atLeast: Infinity, enough: Infinity });
  });

  it("lists answers that are nearly as good, with other sites", () => {
    const problem = ask({ people: people(10, 20, 30, 0.1, 40, 7), sites: 2 });
    // b with c or d: 90.1 both, home 3 being in b already. Nothing else comes within 1 %.
    const answer = solve(problem);
    const found = listAlternatives(problem, answer, 3, solver, OPTIONS);
    expect([answer.chosen, ...found.map(({ chosen }) => chosen)].map((sites) => [...sites].join()).sort()).toEqual([
      "1,2",
      "1,3",
    ]);
    const cover = ask({ model: "set-cover", sites: null });
    expect(listAlternatives(cover, solve(cover), 3, solver, OPTIONS).map(({ objective }) => objective)).toEqual([3]);
  });

  it("keeps the best answer when it is stopped", () => {
    const steps = solveMaxCoverInSteps(ask({ sites: 2 }), solver, { ...OPTIONS, isStopped: () => true });
    const answer = finishSiting(steps);
    expect(answer.chosen).toHaveLength(2);
    expect(answer.bound).toBeGreaterThanOrEqual(answer.objective);
  });

  describe("questions without an answer", () => {
    it("no site at all", () => {
      expect(fault({ rows: createRows("-\n-"), people: people(1, 2), sites: 1 })).toMatchObject({
        cause: "all-unreachable",
      });
      const empty = {
        demandCount: 1,
        siteCount: 0,
        rowStarts: new Float64Array(2),
        siteIndexes: new Int32Array(0),
        costs: new Float64Array(0),
      };
      expect(fault({ rows: empty, people: people(1) })).toEqual({ cause: "no-candidates" });
    });
    it("nobody within reach, and who", () =>
      expect(fault({ cutoff: 1 })).toEqual({ cause: "all-unreachable", points: 6, people: 112, first: "0,1,2,3,4" }));
    it("nobody at home", () =>
      expect(fault({ people: new Float64Array(6) })).toEqual({ cause: "no-people", points: 6 }));
    it("more sites than there are", () =>
      expect(fault({ sites: 5 })).toEqual({ cause: "too-many-sites", sites: 5, available: 4 }));
    it("more fixed sites than sites", () =>
      expect(fault({ fixedSites: Int32Array.of(0, 1) })).toEqual({
        cause: "more-fixed-than-sites",
        sites: 1,
        fixed: 2,
      }));
    it("a budget below the cheapest site", () =>
      expect(fault({ budget: { siteCosts: Float64Array.of(4, 3, 9, 3), total: 2 } })).toEqual({
        cause: "budget-below-cheapest",
        total: 2,
        cheapest: 3,
        site: 1,
      }));
    it("too few sites to cover all, with how many do and what these cover", () =>
      expect(fault({ model: "set-cover", sites: 2 })).toEqual({
        cause: "sites-too-few",
        sites: 2,
        needed: 3,
        least: 3,
        covered: 95,
        coveredAtMost: 95,
        people: 105,
      }));
    it("a budget that covers not all, with what it covers", () =>
      expect(
        fault({ model: "set-cover", sites: null, budget: { siteCosts: Float64Array.of(2, 6, 3, 2), total: 9 } }),
      ).toMatchObject({
        cause: "budget-too-small",
        covered: 95,
        people: 105,
      }));
    it("too few places for all, with how many there are and who goes short", () =>
      // a serves home 0 and part of 1; b has 25 for homes 1 and 2; c and d serve the rest: 10 + 20 … 45.
      expect(fault({ model: "set-cover", sites: null, capacity: Float64Array.of(100, 25, 100, 100) })).toMatchObject({
        cause: "capacity-too-small",
        places: 100,
        people: 105,
      }));
  });
});
