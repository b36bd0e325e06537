import { describe, expect, it } from "vitest";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { figureOf, type Snapshot, takeSnapshot } from "../../../src/core/plan/snapshot.ts";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import { type Trend, traceTrend } from "../../../src/core/plan/trend.ts";
import {
  BEDS,
  createFigure,
  createTarget,
  createUnitResult,
  createUntestable,
  createValueResult,
} from "./create-plan.ts";

const TODAY = "2025-06-30";

function trace(target: Target, result: TargetResult | undefined, snapshots: readonly Snapshot[] = []): Trend {
  return traceTrend(target, result, { parameters: DEFAULT_PARAMETERS, dataDate: TODAY, snapshots });
}

/** Points as “date value”, those that stand apart as “date why”. */
function words({ points, incomparable }: Trend): { readonly line: string[]; readonly apart: string[] } {
  return {
    line: points.map(({ date, value }) => `${date} ${value}`),
    apart: incomparable.map(({ point, why }) => `${point.date} ${why}`),
  };
}

const ofDay = (dataDate: string, figure: Partial<ReturnType<typeof createFigure>> = {}): Snapshot => ({
  id: dataDate,
  title: `${dataDate} 数据`,
  dataDate,
  figures: [createFigure("T", figure)],
});

describe("the trend of a share of communities", () => {
  const target = createTarget("T", { baseline: { value: 0.834, text: "", year: 2020, measure: "share (231)" } });
  const result = createUnitResult("T", { a: true, b: true, c: true, d: false });

  it("never runs on from a rate without its list of communities: I11", () => {
    // 231 of 277 communities were 83.4 %; of 358 they would be 64.5 %. The plan does not say of which list.
    expect(231 / 277).toBeCloseTo(0.834, 3);
    expect(231 / 358).toBeCloseTo(0.645, 3);
    expect(words(trace(target, result))).toEqual({ line: [`${TODAY} 0.75`], apart: ["2020 units-unknown"] });
  });

  it("runs through days on which as many units were tested, earliest first", () => {
    const snapshots = [ofDay("2024-12-31"), ofDay("2023-12-31", { unitsMet: 1, share: 0.25 })];
    expect(words(trace(target, result, snapshots)).line).toEqual([
      "2023-12-31 0.25",
      "2024-12-31 0.5",
      `${TODAY} 0.75`,
    ]);
  });

  it("leaves out a day with another number of units, and one with the same number but other units", () => {
    const redrawn = takeSnapshot(
      "重划前",
      "2022-12-31",
      [target],
      [createUnitResult("T", { a: true, b: true, c: true, old: false })],
      DEFAULT_PARAMETERS,
    );
    const { line, apart } = words(trace(target, result, [ofDay("2024-12-31", { unitsTested: 5 }), redrawn]));
    expect(line).toEqual([`${TODAY} 0.75`]);
    expect(apart).toEqual(["2020 units-unknown", "2022-12-31 units", "2024-12-31 units"]);
  });

  it("leaves out a day judged by another rule or other parameters; a pass mark is one of them", () => {
    const stricter = { ...DEFAULT_PARAMETERS, passShare: 0.9 };
    const otherRule = { ...target, unit: "village" as const };
    const snapshots = [
      takeSnapshot("严", "2023-12-31", [target], [result], stricter),
      takeSnapshot("村", "2024-12-31", [otherRule], [result], DEFAULT_PARAMETERS),
    ];
    expect(words(trace(target, result, snapshots)).apart).toEqual([
      "2020 units-unknown",
      "2023-12-31 rule",
      "2024-12-31 rule",
    ]);
  });

  it("what the time slider and the services on screen are does not bear on it", () => {
    const elsewhere = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300, serviceIds: ["clinic"] };
    const snapshot = takeSnapshot("同", "2023-12-31", [target], [result], elsewhere);
    expect(words(trace(target, result, [snapshot])).line).toEqual(["2023-12-31 0.75", `${TODAY} 0.75`]);
  });

  it("a snapshot of the figures of now is not told twice", () => {
    const same = takeSnapshot("今", TODAY, [target], [result], DEFAULT_PARAMETERS);
    expect(words(trace(target, result, [same])).line).toEqual([`${TODAY} 0.75`]);
  });

  it("runs on from a baseline that says over how many units it is", () => {
    const rebased = { ...target, baseline: { ...target.baseline, value: 0.5, unitsTested: 4 } };
    expect(words(trace(rebased, result)).line).toEqual(["2020 0.5", `${TODAY} 0.75`]);
    expect(words(trace({ ...rebased, baseline: { ...rebased.baseline, unitsTested: 3 } }, result)).apart).toEqual([
      "2020 units",
    ]);
  });

  it("a value stated by hand is no share of known units", () => {
    const stated = { targetId: "T", value: 0.9, date: "2025-01-01", source: "年报", confirmedBy: "" };
    const told = { ...createValueResult("T", 0.9), stated };
    expect(words(trace(target, told, [ofDay("2024-12-31")]))).toEqual({
      line: ["2025-01-01 0.9"],
      apart: ["2020 units-unknown", "2024-12-31 units-unknown"],
    });
  });
});

describe("the trend of a value of the whole", () => {
  const measure = "beds per 1,000 older people";
  const target = createTarget("T", {
    rule: BEDS,
    unit: "city",
    baseline: { value: 30.3, text: "", year: 2020, measure },
    target: { value: 35, text: "", measure },
  });

  it("runs on from the baseline where the measure is the same", () => {
    expect(words(trace(target, createValueResult("T", 33))).line).toEqual(["2020 30.3", `${TODAY} 33`]);
    const other = { ...target, baseline: { ...target.baseline, measure: "beds per 1,000 people over 65" } };
    expect(words(trace(other, createValueResult("T", 33))).apart).toEqual(["2020 measure"]);
  });

  it("takes a stated value at its own day", () => {
    const stated = { targetId: "T", value: 34, date: "2024-12-31", source: "年报", confirmedBy: "" };
    expect(words(trace(target, { ...createValueResult("T", 34), stated })).line).toEqual([
      "2020 30.3",
      "2024-12-31 34",
    ]);
  });

  it("without a figure of now is held against the latest snapshot, else stands alone", () => {
    const value = { share: null, value: 32, unitsTested: 1 };
    expect(words(trace(target, createUntestable("T"), [ofDay("2023-12-31", value)])).line).toEqual([
      "2020 30.3",
      "2023-12-31 32",
    ]);
    expect(words(trace(target, undefined)).line).toEqual(["2020 30.3"]);
    expect(trace(createTarget("T"), undefined)).toEqual({ points: [], incomparable: [] });
  });

  it("a target that cannot be tested leaves no figure in a snapshot, and none on the line", () => {
    const snapshot = takeSnapshot("空", "2023-12-31", [target], [createUntestable("T")], DEFAULT_PARAMETERS);
    expect(snapshot.figures[0]).toMatchObject({ value: null, share: null, verdict: "not-testable" });
    expect(words(trace(target, createValueResult("T", 33), [snapshot])).line).toEqual(["2020 30.3", `${TODAY} 33`]);
  });
});

describe("a snapshot", () => {
  const target = createTarget("T");
  const result = createUnitResult("T", { a: true, b: false });

  it("of the same figures under the same title and day is the same snapshot", () => {
    const take = (title: string, dataDate = TODAY, met = false) =>
      takeSnapshot(title, dataDate, [target], [createUnitResult("T", { a: true, b: met })], DEFAULT_PARAMETERS).id;
    expect(take("甲")).toBe(take("甲"));
    expect(new Set([take("甲"), take("乙"), take("甲", "2024-01-01"), take("甲", TODAY, true)]).size).toBe(4);
  });

  it("names the rule where it was judged by one, and the list of units where it has one", () => {
    const measured = figureOf(target, result, DEFAULT_PARAMETERS);
    expect(measured.ruleKey).toMatch(/^[0-9a-z]+$/);
    expect(measured.unitsKey).toMatch(/^[0-9a-z]+$/);
    const stated = { targetId: "T", value: 0.9, date: TODAY, source: "年报", confirmedBy: "" };
    const told = figureOf(target, { ...createValueResult("T", 0.9), stated }, DEFAULT_PARAMETERS);
    expect([told.ruleKey, told.unitsKey]).toEqual([undefined, undefined]);
  });
});
