import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadLabels } from "../../../src/report/charts/spread-labels.ts";

describe("spreadLabels", () => {
  it("leaves labels where they want to be if none touches another", () => {
    expect(spreadLabels([30, 10, 20], 5, 0, 100)).toEqual([30, 10, 20]);
  });

  it("moves two that touch apart by as much each", () => {
    expect(spreadLabels([20, 21], 5, 0, 100)).toEqual([18, 23]);
  });

  it("keeps all within the limits and in order, a label's height apart where there is room", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 120 }), { minLength: 1, maxLength: 12 }), (wishes) => {
        const places = spreadLabels(wishes, 6, 0, 100);
        const order = wishes.map((_, index) => index).sort((a, b) => wishes[a]! - wishes[b]! || a - b);
        for (const [rank, index] of order.entries()) {
          expect(places[index]!).toBeGreaterThanOrEqual(3 - 1e-9);
          expect(places[index]!).toBeLessThanOrEqual(97 + 1e-9);
          if (rank > 0) expect(places[index]! - places[order[rank - 1]!]!).toBeGreaterThanOrEqual(6 - 1e-9);
        }
      }),
    );
  });

  it("steps evenly where there is too little room", () => {
    expect(spreadLabels([5, 5, 5], 6, 0, 12)).toEqual([3, 6, 9]);
  });
});
