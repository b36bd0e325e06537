import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stageSites } from "../../../src/core/plan/stage-sites.ts";

describe("sites built year by year", () => {
  it("carries over what a year leaves, and builds in the order of the ranking", () => {
    // 100 a year: 70 fits; 60 waits for the second year (200 - 70 - 60 = 70 left); 70 then fits exactly; 30 waits for the third.
    expect(stageSites([70, 60, 70, 30], 100, 3)).toEqual([
      { year: 1, sites: [0], spent: 70, left: 30 },
      { year: 2, sites: [1, 2], spent: 130, left: 0 },
      { year: 3, sites: [3], spent: 30, left: 70 },
    ]);
  });

  it("never spends money that is not there yet, and builds all that the whole budget pays for", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (costs, years) => {
          const yearly = costs.reduce((sum, cost) => sum + cost, 0) / years;
          const stages = stageSites(costs, yearly, years);
          let spent = 0;
          for (const { year, spent: ofYear } of stages) {
            spent += ofYear;
            expect(spent).toBeLessThanOrEqual(yearly * year * (1 + 1e-9));
          }
          expect(stages.flatMap(({ sites }) => sites)).toEqual(costs.map((_, place) => place));
        },
      ),
    );
  });
});
