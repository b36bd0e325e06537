import { describe, expect, it } from "vitest";
import { changeDraftTarget, setPresentBaselines } from "../../../src/core/plan/plan-draft.ts";
import { countVerdicts, groupByChapter } from "../../../src/core/plan/scoreboard.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { changeNumber, fitsField, type NumberField, readNumber } from "../../../src/core/plan/target-numbers.ts";
import { AT_LEAST, BEDS, createTarget, createUnitResult, createUntestable, createValueResult } from "./create-plan.ts";

describe("a draft's baselines set from now", () => {
  const beds = createTarget("B", { rule: BEDS, unit: "city", target: { value: 35, text: "", measure: "beds" } });

  it("are what was found with the year of the data, a share of units with its number of units", () => {
    const circle = createTarget("A", { target: { value: null, text: "", measure: "" } });
    const found = [createUnitResult("A", { a: true, b: false, c: false, d: false }), createValueResult("B", 31.5)];
    const [a, b] = setPresentBaselines([circle, beds], found, "2025-06-30");
    expect(a?.baseline).toEqual({
      value: 0.25,
      year: 2025,
      measure: "share",
      text: "以现状为基期",
      unitsTested: 4,
    });
    expect(b?.baseline).toEqual({ value: 31.5, year: 2025, measure: "beds", text: "以现状为基期" });
  });

  it("have no year where the data has no date: a plan with the year 0 could not be opened again", () => {
    const [b] = setPresentBaselines([beds], [createValueResult("B", 31.5)], "");
    expect(b?.baseline).toMatchObject({ value: 31.5, year: null });
  });

  it("take a stated value with the year of its own day, and leave targets without a figure alone", () => {
    const stated = { targetId: "B", value: 30, date: "2023-12-31", source: "年报", confirmedBy: "" };
    const [b, none] = setPresentBaselines(
      [beds, createTarget("C")],
      [{ ...createValueResult("B", 30), stated }, createUntestable("C")],
      "2025-06-30",
    );
    expect(b?.baseline.year).toBe(2023);
    expect(none).toEqual(createTarget("C"));
  });
});

describe("a number of a target", () => {
  const circle = createTarget("A");
  const fits = (target: Target, field: NumberField, values: readonly (number | null)[]) =>
    values.map((value) => fitsField(target, field, value));

  it("is refused where it contradicts its field: a share over 1, no minutes, half a facility, a year of no calendar", () => {
    expect(fits(circle, "target", [1, 0.01, null, 0, 1.01, -1, Number.NaN])).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(fits(circle, "passShare", [0.8, 1, null, 0, 1.2])).toEqual([true, true, true, false, false]);
    expect(fits(circle, "minutes", [15, 0.5, null, 0, 121])).toEqual([true, true, false, false, false]);
    expect(fits(circle, "baselineYear", [2020, null, 2020.5, 1, Number.POSITIVE_INFINITY])).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    const atLeast = createTarget("B", { rule: AT_LEAST });
    expect(fits(atLeast, "count", [1, 3, 0, 1.5, null])).toEqual([true, true, false, false, false]);
    expect(fits(atLeast, "minimumPeople", [10_000, null, 0])).toEqual([true, true, false]);
    expect(
      fits(createTarget("C", { rule: BEDS, target: { value: 35, text: "", measure: "beds" } }), "target", [38]),
    ).toEqual([true]);
  });

  it("has no field that its rule does not have", () => {
    expect(fits(circle, "metres", [500])).toEqual([false]);
    expect(fits(circle, "count", [1])).toEqual([false]);
    expect(fits(createTarget("B", { rule: AT_LEAST }), "minutes", [15])).toEqual([false]);
    expect(readNumber(circle, "metres")).toBeNull();
  });

  it("changes that field alone, and reads back", () => {
    const changed = changeNumber(circle, "minutes", 10) as Target;
    expect(changed).toEqual({ ...circle, rule: { ...circle.rule, reach: { kind: "time", seconds: 600 } } });
    const metres = createTarget("D", {
      rule: { ...circle.rule, reach: { kind: "distance", metres: 500, measure: "straight" } } as Target["rule"],
    });
    expect(changeNumber(metres, "metres", 800)?.rule).toMatchObject({
      reach: { kind: "distance", metres: 800, measure: "straight" },
    });
    for (const [target, field, value] of [
      [circle, "target", 0.5],
      [circle, "baseline", 0.25],
      [circle, "baselineYear", 2024],
      [circle, "passShare", 0.7],
      [circle, "passShare", null],
      [createTarget("B", { rule: AT_LEAST }), "count", 2],
      [createTarget("B", { rule: AT_LEAST }), "minimumPeople", 5000],
      [createTarget("B", { rule: { ...AT_LEAST, minimumPeople: 5000 } as Target["rule"] }), "minimumPeople", null],
    ] as const) {
      const after = changeNumber(target, field, value) as Target;
      expect(readNumber(after, field), field).toBe(value);
      expect({ ...after, rule: target.rule, target: target.target, baseline: target.baseline }).toEqual(target);
    }
    expect(changeNumber(circle, "minutes", 0)).toBeNull();
  });

  it("a baseline written by hand no longer claims a number of units", () => {
    const rebased = createTarget("A", {
      baseline: { value: 0.5, text: "", year: 2025, measure: "share", unitsTested: 4 },
    });
    expect(changeNumber(rebased, "baseline", 0.6)?.baseline.unitsTested).toBeUndefined();
  });

  it("put into a draft stands in the place of the one with its id", () => {
    const draft = { id: "d", title: "草案", createdOn: "2026-01-01", targets: [circle, createTarget("B")] };
    const changed = changeNumber(circle, "target", 0.9) as Target;
    expect(changeDraftTarget(draft, changed).targets).toEqual([changed, createTarget("B")]);
  });
});

describe("the scoreboard's chapters", () => {
  it("stand in the plan's order, whatever chapter a baseline is quoted from", () => {
    const targets = [
      createTarget("T03", { chapter: "体育", place: "10-1 二; 1-1" }),
      createTarget("T57", { chapter: "体育", place: "1-1" }),
      createTarget("T45", { chapter: "体育", place: "10-3 #4" }),
      createTarget("T36", { chapter: "医疗", place: "指标表" }),
      createTarget("T33", { chapter: "医疗", place: "7-1 五" }),
      createTarget("X", { chapter: "附", place: "指标表" }),
    ];
    expect(groupByChapter(targets).map(([chapter, members]) => [chapter, members.length])).toEqual([
      ["医疗", 2],
      ["体育", 3],
      ["附", 1],
    ]);
  });

  it("count each verdict", () => {
    const verdicts = ["met", "not-met", "met", "not-testable"] as const;
    expect(countVerdicts(verdicts.map((verdict) => ({ verdict })))).toEqual({
      met: 2,
      "not-met": 1,
      "no-number": 0,
      "not-testable": 1,
    });
  });
});
