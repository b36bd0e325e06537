import { describe, expect, it } from "vitest";
import { countyClass, countyMark, layOutCounties } from "../../../src/app/targets/counties-on-map.ts";
import { describeCounty } from "../../../src/app/targets/whole-overlay.tsx";
import type { BreakdownRow } from "../../../src/core/plan/judge/break-down.ts";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

const row = (unitId: string, amount: number, whole: number | null, value: number | null): BreakdownRow => ({
  unitId,
  facilities: 1,
  amount,
  whole,
  value,
});
const target = {
  id: "T09",
  rule: { kind: "ratio", per: 1000 },
  target: { value: 35, measure: "ratio-1000" },
  baseline: { measure: "" },
} as unknown as Target;
// 42 beds for 1,000 people, 30 for 1,000, 20 for 1,000; nobody lives in the fourth county; one home stands in none.
const breakdown = [
  row("A", 42, 1000, 42),
  row("B", 30, 1000, 30),
  row("C", 20, 1000, 20),
  row("D", 5, 0, null),
  row("", 3, null, null),
];
const result = { targetId: "T09", share: null, breakdown } as unknown as TargetResult;
const county = (id: string) => ({ id, name: `${id}县`, parentId: "", level: "county", type: "县" });
const study = {
  communities: { ids: ["a1", "b1", "c1", "d1", "x"], parentIds: ["A", "B", "C", "D", ""] },
  units: ["A", "B", "C", "D"].map(county),
} as unknown as StudyView;
const t = ((key: string, values = {}) => `${key} ${Object.values(values).join(" ")}`) as never;

describe("counties of a value of the whole on the map", () => {
  it("a county reaches the value asked for (≤ counts), has four fifths of it or more, or less", () => {
    const classOf = (value: number | null) => countyClass({ value }, 35);
    expect([35, 34.99, 28, 27.99, 0, null].map(classOf)).toEqual([0, 1, 1, 2, 2, -1]);
  });

  it("amounts added are only some or none, for the plan asks them of the whole", () => {
    expect(countyMark({ rule: { kind: "added-since" } as never, target: { value: 100 } as never })).toBeNull();
    expect(countyMark(target)).toBe(35);
    expect([3, 0, null].map((value) => countyClass({ value }, null))).toEqual([0, 1, -1]);
  });

  it("every community carries its county's class; without a value or a county it stays bare", () => {
    const { classes, rowOfCommunity } = layOutCounties(study, target, result);
    expect([...rowOfCommunity]).toEqual([0, 1, 2, 3, -1]);
    expect([...classes.classIndexes]).toEqual([0, 1, 2, -2, -2]);
    expect(classes.classes.map(({ count }) => count)).toEqual([1, 1, 1]);
    expect([...classes.notMet]).toEqual([0, 0, 1, 0, 0]);
    expect([...(classes.fragile ?? [])]).toEqual([0, 1, 0, 0, 0]);
  });

  it("the tooltip names county, value, the value asked for, and what was divided by what", () => {
    const counties = layOutCounties(study, target, result);
    const [value, parts] = describeCounty({ t }, study, counties, 1);
    expect(value).toContain("B县");
    expect(value).toContain("30");
    expect(value).toContain("35");
    expect(parts).toMatch(/30.*1\s000/);
    expect(describeCounty({ t }, study, counties, 4)).toEqual([]);
  });
});
