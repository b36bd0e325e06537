import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import { sumCatchments } from "../../../src/core/coverage/catchment.ts";

describe("catchments", () => {
  it("give people to the nearest facility within the cutoff, which itself is within", () => {
    const catchments = sumCatchments(
      Float64Array.of(10, 20, 40, 80, 160),
      Float64Array.of(900, 900.0001, 5, Infinity, 0),
      Int32Array.of(0, 0, 2, -1, 2),
      900,
      3,
    );
    expect(Array.from(catchments.people)).toEqual([10, 0, 200]);
    expect(catchments.notCovered).toBe(100);
  });

  it("add up with those not covered to all people, to the last bit", () => {
    const point = fc.record({
      people: fc.double({ min: 0, max: 1e5, noNaN: true }),
      cost: fc.double({ min: 0, max: 2000, noNaN: true }),
      facility: fc.integer({ min: -1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 300 }), (points) => {
        const people = Float64Array.from(points, ({ people }) => people);
        const catchments = sumCatchments(
          people,
          Float64Array.from(points, ({ cost }) => cost),
          Int32Array.from(points, ({ facility }) => facility),
          900,
          10,
        );
        expect(sumCompensated([...catchments.people, catchments.notCovered])).toBe(sumCompensated(people));
      }),
      { numRuns: 500 },
    );
  });

  it("of no facility leave everybody uncovered", () => {
    const none = sumCatchments(Float64Array.of(3), Float64Array.of(Infinity), Int32Array.of(-1), 900, 0);
    expect(none).toEqual({ people: new Float64Array(0), notCovered: 3 });
  });
});
