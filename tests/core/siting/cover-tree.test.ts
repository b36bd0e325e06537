import { describe, expect, it } from "vitest";
import { CoverState } from "../../../src/core/siting/cover/cover-search.ts";
import { searchCoverTree } from "../../../src/core/siting/cover/cover-tree.ts";
import { buildOpenModel } from "../../../src/core/siting/cover/solve-max-cover.ts";
import { NumberSeries } from "../../../src/core/siting/number-series.ts";
import { drawCoverRows, listSiteSets } from "../../support/random-covers.ts";

const SITES = 16;
const DEMAND = 120;
const OPEN = 4;

/** Each site covers about a fourth of the demand points, of 1 to 9 people; some points need two sites. */
function createModel(series: NumberSeries, timesCovered: number) {
  const rows = drawCoverRows(DEMAND, SITES, () => series.below(4) === 0);
  const people = Float64Array.from({ length: DEMAND }, () => 1 + series.below(9));
  const limits = { fixedSites: new Int32Array(0), sites: OPEN, cutoff: 1, capacity: null, budget: null, timesCovered };
  return buildOpenModel({ model: "max-coverage", rows, people, ...limits }, false);
}

describe("the tree of maximal covers", () => {
  it.each([1, 2])("finds and proves the best of all sets, each point covered %i times", (timesCovered) => {
    const series = new NumberSeries();
    let deep = 0;
    for (let trial = 0; trial < 12; trial++) {
      const model = createModel(series, timesCovered);
      const state = new CoverState(model, { most: OPEN, costs: null, total: Infinity });
      const measure = (sites: readonly number[]): number => {
        state.reset(sites);
        return model.basePeople + state.measureCovered();
      };
      const most = [...listSiteSets(SITES, OPEN)].reduce((best, sites) => Math.max(best, measure(sites)), 0);
      let best = 0;
      const tree = searchCoverTree(model, OPEN, new Float64Array(model.classCount), {
        isOver: () => false,
        known: () => best,
        isNear: () => false,
        mostParts: Infinity,
        isSettled: false,
        offer: (sites) => {
          expect(new Set(sites).size).toBe(OPEN);
          best = Math.max(best, measure(sites));
        },
      });
      let steps = 0;
      for (;;) {
        const step = tree.next();
        expect(step.value).toBeGreaterThanOrEqual(most - 1e-6);
        if (step.done) break;
        steps++;
      }
      if (steps > 1) deep++;
      expect(best, `trial ${trial}`).toBe(most);
    }
    expect(deep).toBeGreaterThan(0);
  });
});
