import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import { shareExactly } from "../../../src/io/people/share-exactly.ts";

describe("a total shared out", () => {
  it("adds up to the total to the last bit, whatever the weights", () => {
    const weights = fc
      .array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 })
      .filter((list) => list.some((weight) => weight > 1e-300));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), weights, (total, list) => {
        const parts = shareExactly(total, list);
        expect(sumCompensated(parts)).toBe(total);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it("keeps the proportion of the weights, and nothing where the weight is nothing", () => {
    expect([...shareExactly(90, [1, 0, 2])]).toEqual([30, 0, 60]);
    expect([...shareExactly(0, [1, 2])]).toEqual([0, 0]);
    const parts = shareExactly(
      3_105_591,
      Float64Array.from({ length: 10_000 }, (_, at) => 1 + (at % 7)),
    );
    expect((parts[6] as number) / (parts[0] as number)).toBeCloseTo(7, 9);
    expect(sumCompensated(parts)).toBe(3_105_591);
  });
});
