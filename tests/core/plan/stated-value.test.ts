import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  findStatedFaults,
  type StatedValue,
  usableStated,
  withStatedValues,
} from "../../../src/core/plan/stated-value.ts";
import type { Target, TargetResult } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";
import { parsePlan } from "../../../src/io/study/plan-file.ts";

const { targets } = parsePlan(readFileSync(resolve(import.meta.dirname, "../../../geodata/plan/plan.json"), "utf8"));
const targetOf = (id: string): Target => targets.find((each) => each.id === id) as Target;

const untested = (targetId: string): TargetResult => ({
  targetId,
  readingId: "plan",
  unitsTested: 0,
  unitsMet: 0,
  share: null,
  value: null,
  peopleShort: 0,
  verdict: "not-testable",
  reason: "needs-other-data",
  missingServiceIds: [],
  missingAttributes: [{ serviceId: "elderly-care-home", attribute: "beds" }],
  assumptions: [],
  units: NO_UNITS,
  breakdown: [],
  coverage: null,
  stated: null,
  readings: [],
});

const stated = (targetId: string, value: number, confirmedBy = ""): StatedValue => ({
  targetId,
  value,
  date: "2024-12-31",
  source: "民政局年报",
  confirmedBy,
});

describe("values entered by hand", () => {
  it("judge a target that cannot be tested, and say where they come from", () => {
    const [met, short, alone, other] = withStatedValues(["T09", "T10", "T57", "T51"].map(untested), targets, [
      stated("T09", 35, "李工"),
      stated("T10", 0.4),
      stated("T57", 0.32),
    ]) as [TargetResult, TargetResult, TargetResult, TargetResult];
    expect(met).toMatchObject({
      verdict: "met",
      value: 35,
      unitsTested: 1,
      unitsMet: 1,
      reason: null,
      missingAttributes: [],
    });
    expect(met.stated?.source).toBe("民政局年报");
    expect(met.assumptions[0]?.zh).toBe("人工填报 35，日期 2024-12-31，来源：民政局年报；确认：李工");
    expect(short).toMatchObject({ verdict: "not-met", value: 0.4, unitsMet: 0 });
    expect(short.assumptions[0]?.zh).toBe("人工填报 40 %，日期 2024-12-31，来源：民政局年报；未经确认");
    expect(alone.verdict).toBe("no-number");
    expect(other).toEqual(untested("T51"));
  });

  it("of a plan that has changed since are left out of files", () => {
    const values = [stated("T09", 35), stated("T99", 1), stated("T10", 40), { ...stated("T20", 0.6), source: "" }];
    expect(usableStated(values, targets)).toEqual([stated("T09", 35)]);
    const [other] = withStatedValues([untested("T10")], targets, values);
    expect(other?.verdict).toBe("not-testable");
  });

  it("never take the place of what is measured, and are told beside it", () => {
    const measured: TargetResult = {
      ...untested("T05"),
      verdict: "not-met",
      reason: null,
      share: 0.5,
      unitsTested: 4,
      unitsMet: 2,
    };
    const [result] = withStatedValues([measured], targets, [stated("T05", 1)]);
    const assumptions = [
      ...measured.assumptions,
      expect.objectContaining({ zh: expect.stringMatching(/^未采用.*人工填报 100 %/) }),
    ];
    expect(result).toEqual({ ...measured, assumptions });
  });

  it("need a number that the target can have, a day and a source", () => {
    expect(findStatedFaults(stated("T09", 35), targetOf("T09"))).toEqual([]);
    expect(findStatedFaults(stated("T10", 1.01), targetOf("T10"))).toEqual(["value"]);
    expect(findStatedFaults(stated("T62", 1.2), targetOf("T62"))).toEqual(["value"]);
    for (const value of [Number.NaN, -1, Infinity])
      expect(findStatedFaults(stated("T09", value), targetOf("T09"))).toEqual(["value"]);
    for (const date of ["", "2024-02-30", "2024", "31.12.2024"])
      expect(findStatedFaults({ ...stated("T09", 35), date, source: " " }, targetOf("T09"))).toEqual([
        "date",
        "source",
      ]);
  });
});
