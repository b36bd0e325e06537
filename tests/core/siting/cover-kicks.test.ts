import { describe, expect, it } from "vitest";
import { kickCover } from "../../../src/core/siting/cover/cover-kicks.ts";
import { CoverState } from "../../../src/core/siting/cover/cover-search.ts";
import { buildOpenModel } from "../../../src/core/siting/cover/solve-max-cover.ts";
import { NumberSeries } from "../../../src/core/siting/number-series.ts";
import type { SitingProblem } from "../../../src/core/siting/siting-problem.ts";
import { drawCoverRows, listSiteSets } from "../../support/random-covers.ts";

const SITES = 14;
const DEMAND = 40;
const OPEN = 4;

/** Each site covers about a fifth of the demand points, of 1 to 50 people. */
function createProblem(series: NumberSeries): SitingProblem {
  const rows = drawCoverRows(DEMAND, SITES, () => series.below(5) === 0);
  const people = Float64Array.from({ length: DEMAND }, () => 1 + series.below(50));
  const fixedSites = new Int32Array(0);
  return { model: "max-coverage", rows, people, fixedSites, sites: OPEN, cutoff: 1, capacity: null, budget: null };
}

describe("kicks of a covering answer", () => {
  it("lead out of answers that no exchange betters, to the best of all sets", () => {
    const series = new NumberSeries();
    let stuck = 0;
    for (let trial = 0; trial < 60; trial++) {
      const model = buildOpenModel(createProblem(series), false);
      const state = new CoverState(model, { most: OPEN, costs: null, total: Infinity });
      const measure = (sites: readonly number[]): number => {
        state.reset(sites);
        return state.measureCovered();
      };
      const most = [...listSiteSets(SITES, OPEN)].reduce((best, sites) => Math.max(best, measure(sites)), 0);
      state.reset([]);
      for (const _ of state.addGreedily(false));
      for (const _ of state.exchange(60));
      let best = state.measureCovered();
      if (best < most) stuck++;
      const offer = (): boolean => {
        const isBetter = state.measureCovered() > best;
        if (isBetter) best = state.measureCovered();
        return isBetter;
      };
      for (const _ of kickCover(state, state.list(), new Uint8Array(SITES), 100, offer));
      expect(best, `trial ${trial}`).toBe(most);
      expect(state.openCount).toBeLessThanOrEqual(OPEN);
    }
    expect(stuck).toBeGreaterThan(0);
  });
});
