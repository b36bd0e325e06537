import { describe, expect, it } from "vitest";
import { bareClasses, classifyCounties } from "../../../src/app/targets/county-classes.ts";
import type { BreakdownRow } from "../../../src/core/plan/judge/break-down.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPlaces } from "../select/create-coverage.ts";

/** Communities a of 140213; b and c of 140214; d of 140221. */
const study = createPlaces() as StudyView;
const BEDS = {
  rule: { kind: "ratio", per: 1000 },
  target: { value: 35, measure: "beds per 1,000 older people" },
  baseline: { measure: "" },
} as unknown as Target;
const row = (unitId: string, amount: number, whole: number | null, value: number | null): BreakdownRow => ({
  unitId,
  facilities: 1,
  amount,
  whole,
  value,
});

describe("counties on the map of a value of the whole", () => {
  it("stand by their share of what is asked: 35 and 3.5 of 100 reach it, 26.25 is three quarters, 10 below half", () => {
    const { rows, classes, notTestable, isMark } = classifyCounties(study, BEDS, [
      row("140213", 35, 1000, 35),
      row("140214", 26.25, 1000, 26.25),
      row("140221", 10, 1000, 10),
    ]);
    expect(isMark).toBe(true);
    expect([...classes.classIndexes]).toEqual([3, 2, 2, 0]);
    expect([...classes.notMet]).toEqual([0, 1, 1, 1]);
    expect(rows.map(({ count }) => count)).toEqual([1, 0, 1, 1]);
    expect(notTestable).toBe(0);
  });

  it("never round up into what is met, and are not testable where there is nobody to divide by", () => {
    const { rows, classes, notTestable } = classifyCounties(study, BEDS, [
      row("140213", 34.9999, 1000, 34.9999),
      row("140214", 5, 0, null),
      row("", 3, null, null),
    ]);
    expect([...classes.classIndexes]).toEqual([2, -1, -1, -2]);
    expect(rows.map(({ count }) => count)).toEqual([0, 0, 1, 0]);
    expect(notTestable).toBe(1);
  });

  it("stand by amount where the plan asks only the city for it, and none is hatched", () => {
    const added = { ...BEDS, rule: { kind: "added-since" } } as unknown as Target;
    const { isMark, classes, rows } = classifyCounties(study, added, [
      row("140213", 1, null, 1),
      row("140214", 8, null, 8),
      row("140221", 0, null, 0),
    ]);
    expect(isMark).toBe(false);
    expect(classes.notMetCount).toBe(0);
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(classes.classIndexes[1]).toBe(rows.length - 1);
  });

  it("leave no colour where a figure is of the whole alone", () => {
    expect([...bareClasses(2).classIndexes]).toEqual([-2, -2]);
  });
});
