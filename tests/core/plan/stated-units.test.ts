import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { matchPastedRows } from "../../../src/app/targets/paste-counties.ts";
import { problemsOfCounties } from "../../../src/core/plan/ledger/county-problems.ts";
import { mergeEdits, NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import type { StatedUnit } from "../../../src/core/plan/stated-units.ts";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import { withUserEntries } from "../../../src/core/plan/user-entries.ts";
import { parsePlan, writePlan } from "../../../src/io/study/plan-file.ts";
import { createUntestable } from "./create-plan.ts";

const plan = parsePlan(readFileSync(resolve(import.meta.dirname, "../../../geodata/plan/plan.json"), "utf8"));
const COUNTIES = [
  { unitId: "a", people: 1000 },
  { unitId: "b", people: 3000 },
];
const untested = (targetId: string): TargetResult => ({ ...createUntestable(targetId), counties: COUNTIES });
const stated = (targetId: string, unitId: string, value: number, date = "2024-12-31"): StatedUnit => ({
  targetId,
  unitId,
  value,
  date,
  source: "卫健委年报",
  confirmedBy: "",
});
const judge = (targetId: string, statedUnits: readonly StatedUnit[], edits = {}): TargetResult =>
  withUserEntries([untested(targetId)], plan.targets as readonly Target[], {
    ...NO_EDITS,
    statedUnits,
    ...edits,
  })[0] as TargetResult;

describe("values entered by county", () => {
  it("of a ratio make the whole by people: 8 and 5 beds per 1,000 of 1,000 and 3,000 people are 23 of 4,000, 5.75", () => {
    const result = judge("T36", [stated("T36", "a", 8), stated("T36", "b", 5, "2023-12-31")]);
    expect(result).toMatchObject({ verdict: "not-met", value: 5.75, unitsTested: 1, unitsMet: 0, reason: null });
    expect(result.breakdown.map(({ amount, whole, value }) => [amount, whole, value])).toEqual([
      [8, 1000, 8],
      [15, 3000, 5],
    ]);
    expect(result.stated).toMatchObject({ date: "2023-12-31", counties: 2 });
    expect(result.assumptions[0]?.zh).toContain("2 个县区中填了 2 个，其中 1 个达标");
  });

  it("leave a county without one not testable and counted, never 0, and the whole open", () => {
    const result = judge("T36", [stated("T36", "a", 8)]);
    expect(result).toMatchObject({ verdict: "not-testable", value: null, stated: null });
    expect(result.breakdown[1]).toEqual({ unitId: "b", facilities: null, amount: null, whole: 3000, value: null });
    expect(result.assumptions[0]?.zh).toContain("1 个未填，不可测");
    expect(result.assumptions[1]?.zh).toContain("都填齐");
  });

  it("below what is asked are rows of the ledger: 3,000 people at 6 per 1,000 need 18 beds, 15 there, 3 short", () => {
    const result = judge("T36", [stated("T36", "a", 8), stated("T36", "b", 5)]);
    const target = plan.targets.find(({ id }) => id === "T36") as Target;
    const problems = problemsOfCounties(target, result);
    expect(problems.map(({ unitId, gap }) => [unitId, gap])).toEqual([
      ["b", { kind: "amount", value: 5, asked: 6, short: 3, found: 15, needed: 18, people: 3000, isStated: true }],
    ]);
  });

  it("of an amount added are summed: 2 and 3 institutions are the 5 that are asked for", () => {
    expect(judge("T40", [stated("T40", "a", 2), stated("T40", "b", 3)])).toMatchObject({ verdict: "met", value: 5 });
  });

  it("of a share ask for the whole as well, and stand beside it once it is there", () => {
    const shares = [stated("T59", "a", 0.95), stated("T59", "b", 0.5)];
    const open = judge("T59", shares);
    expect(open.verdict).toBe("not-testable");
    expect(open.assumptions[1]?.zh).toContain("需另填全市数");
    const whole = { targetId: "T59", value: 0.91, date: "2024-12-31", source: "房管局", confirmedBy: "" };
    const closed = judge("T59", shares, { statedValues: [whole] });
    expect(closed).toMatchObject({ verdict: "met", value: 0.91 });
    expect(closed.breakdown.map(({ value }) => value)).toEqual([0.95, 0.5]);
  });

  it("of no county of the study, or beyond what a share can be, are not used", () => {
    expect(judge("T59", [stated("T59", "elsewhere", 0.5), stated("T59", "a", 1.5)]).breakdown).toEqual([]);
  });

  it("of the later day hold where two sources have one, and none is lost", () => {
    const first = { ...NO_EDITS, statedUnits: [stated("T36", "a", 8), stated("T36", "b", 5)] };
    const second = { ...NO_EDITS, statedUnits: [stated("T36", "a", 7, "2020-01-01")] };
    expect(mergeEdits(first, second).statedUnits.map(({ value }) => value)).toEqual([8, 5]);
  });

  it("are kept in plan.json, where two for one county or a share over 1 are refused", () => {
    const write = (statedUnits: readonly StatedUnit[]) => writePlan({ ...plan, edits: { ...NO_EDITS, statedUnits } });
    const values = [stated("T36", "140213", 8)];
    expect(parsePlan(write(values)).edits.statedUnits).toEqual(values);
    expect(() => parsePlan(write([...values, ...values]))).toThrow();
    expect(() => parsePlan(write([stated("T59", "140213", 1.5)]))).toThrow();
  });
});

describe("rows pasted from a spreadsheet", () => {
  const counties = [
    { id: "140213", name: "平城区" },
    { id: "140214", name: "云冈区" },
  ];

  it("match by name or code, and what matches nothing is told as it was pasted", () => {
    const { texts, unmatched } = matchPastedRows(
      "县区\t床位\r\n平城区\t1,234.5\r\n140214\t 91% \r\n朔州\t3\r\n平城区\t\r\n",
      counties,
    );
    expect([...texts]).toEqual([
      ["140213", "1234.5"],
      ["140214", "91"],
    ]);
    expect(unmatched).toEqual(["县区\t床位", "朔州\t3", "平城区\t"]);
  });
});
