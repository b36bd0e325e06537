import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  amountBreaks,
  classBreaks,
  classOf,
  countClasses,
  differenceBreaks,
} from "../../../src/report/map/class-breaks.ts";
import type { ClassMethod } from "../../../src/report/map/map-measure.ts";

const METHODS: readonly ClassMethod[] = ["equal", "quantile", "natural", "plan"];
const shares = fc.array(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, Number.NaN)), {
  maxLength: 60,
});

describe("class breaks", () => {
  it("equal steps cut at the same distances whatever the values", () => {
    expect(classBreaks([0.9, 0.95], "equal", 5, 0.8).breaks).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  it("a value on a break belongs to the class above it, and 1 to the last", () => {
    expect(classBreaks([0, 0.2, 0.1999, 0.8, 1], "equal", 5, 0.8).counts).toEqual([2, 1, 0, 0, 2]);
  });

  it("quantiles put as many values into each class as they can", () => {
    const values = Array.from({ length: 100 }, (_, index) => (index + 0.5) / 100);
    const { counts } = classBreaks(values, "quantile", 4, 0.8);
    expect(counts).toHaveLength(4);
    for (const count of counts) expect(Math.abs(count - 25)).toBeLessThanOrEqual(1);
  });

  it("natural breaks fall into the gaps between heaps of values", () => {
    const values = [0.1, 0.11, 0.12, 0.5, 0.51, 0.9, 0.91];
    const { counts } = classBreaks(values, "natural", 3, 0.8);
    expect(counts).toEqual([3, 2, 2]);
  });

  it("the plan's threshold is a break of its own", () => {
    expect(classBreaks([], "plan", 5, 0.7).breaks).toContain(0.7);
  });

  it("equal values do not make empty or repeated classes", () => {
    for (const method of ["quantile", "natural"] as const) {
      const { breaks } = classBreaks([1, 1, 1, 1], method, 5, 0.8);
      expect(new Set(breaks).size).toBe(breaks.length);
    }
  });

  it("every value falls into one class and the breaks ascend from 0 to 1", () => {
    fc.assert(
      fc.property(shares, fc.constantFrom(...METHODS), fc.integer({ min: 2, max: 9 }), (values, method, count) => {
        const { breaks, counts } = classBreaks(values, method, count, 0.8);
        expect([breaks[0], breaks.at(-1)]).toEqual([0, 1]);
        for (let index = 1; index < breaks.length; index++) {
          expect(breaks[index] ?? 0).toBeGreaterThan(breaks[index - 1] ?? 0);
        }
        expect(counts).toHaveLength(breaks.length - 1);
        expect(counts.length).toBeLessThanOrEqual(count);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(values.filter((value) => !Number.isNaN(value)).length);
        for (const value of values) {
          const index = classOf(value, breaks);
          if (Number.isNaN(value)) expect(index).toBe(-1);
          else expect(value >= (breaks[index] ?? 2) && value <= (breaks[index + 1] ?? -1)).toBe(true);
        }
      }),
    );
  });

  it("counts take no notice of values that are not known", () => {
    expect(countClasses([Number.NaN, 0.5], [0, 0.4, 1])).toEqual([0, 1]);
  });
});

describe("classes of differences", () => {
  it("keep no difference in a class of its own and leave out what nothing reaches", () => {
    const { breaks, counts, steps } = differenceBreaks([0, -0.01, -0.3, Number.NaN]);
    expect(breaks).toEqual([-0.5, -0.25, -0.1, -0.02, 0.02]);
    expect(counts).toEqual([1, 0, 0, 2]);
    expect(steps).toEqual([1, 2, 3, 4]);
  });

  it("reach to whole differences on both sides", () => {
    const { breaks, counts } = differenceBreaks([-1, 1]);
    expect([breaks[0], breaks.at(-1)]).toEqual([-1, 1]);
    expect([counts[0], counts.at(-1)]).toEqual([1, 1]);
  });
});

describe("breaks of amounts", () => {
  it("are round steps near the number of classes that is wanted", () => {
    expect(amountBreaks([3, 81], "equal", 5).breaks).toEqual([0, 20, 40, 60, 80, 100]);
    expect(amountBreaks([2900, 10], "equal", 5).breaks).toEqual([0, 500, 1000, 1500, 2000, 2500, 3000]);
    expect(amountBreaks([0.07], "equal", 4).breaks.at(-1)).toBeGreaterThanOrEqual(0.07);
  });

  it("know no pass mark", () => {
    expect(amountBreaks([1, 5, 9], "plan", 5)).toEqual(amountBreaks([1, 5, 9], "equal", 5));
  });

  it("have one class where there is nothing above nought", () => {
    expect(amountBreaks([0, 0, Number.NaN], "natural", 5)).toEqual({ breaks: [0, 1], counts: [2] });
    expect(amountBreaks([], "equal", 5)).toEqual({ breaks: [0, 1], counts: [0] });
  });

  it("ascend, hold every amount and count each once, by every method", () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(0, Number.NaN)), {
          maxLength: 60,
        }),
        fc.constantFrom(...METHODS),
        fc.integer({ min: 2, max: 9 }),
        (values, method, count) => {
          const { breaks, counts } = amountBreaks(values, method, count);
          const amounts = values.filter((value) => !Number.isNaN(value));
          for (const [index, value] of breaks.entries()) {
            if (index > 0) expect(value).toBeGreaterThan(breaks[index - 1] ?? 0);
          }
          for (const value of amounts) expect(value).toBeLessThanOrEqual(Math.max(breaks.at(-1) ?? 0, value * 1e-9));
          expect(counts.reduce((sum, each) => sum + each, 0)).toBe(amounts.length);
        },
      ),
    );
  });
});
