import { describe, expect, it } from "vitest";
import { targetVerdicts } from "../../../src/app/targets/target-on-map.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import type { Rule, Target, TargetResult, TargetUnit } from "../../../src/core/plan/target.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createCoverage, createPlaces } from "../select/create-coverage.ts";

const study = createPlaces() as StudyView;
/** People of the whole group: 100, 200, 0 and 400. */
const services = [createCoverage([100, 200, 0, 400].map((people) => ({ people, covered: 0, straight: 0 })))];
const verdicts = (
  unit: TargetUnit,
  unitIdsNotMet: string[],
  rule: Partial<Rule> = { kind: "at-least-per-unit" },
): number[] => [
  ...targetVerdicts(study, { unit, rule } as Target, { unitIdsNotMet } as unknown as TargetResult, services),
];

describe("a target on the map", () => {
  it("gives every community the verdict of its county", () => {
    expect(verdicts("county", ["140214"])).toEqual([VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_MET, VERDICT_MET]);
  });

  it("asks nothing of districts when only counties proper count", () => {
    const none = VERDICT_NOT_TESTABLE;
    expect(verdicts("county-proper", [])).toEqual([none, none, none, VERDICT_MET]);
  });

  it("asks nothing of villages when urban communities count, and the other way round", () => {
    expect(verdicts("urban-community", ["a"])).toEqual([
      VERDICT_NOT_MET,
      VERDICT_MET,
      VERDICT_NOT_TESTABLE,
      VERDICT_MET,
    ]);
    expect(verdicts("village", ["c"])).toEqual([0, 0, VERDICT_NOT_MET, 0]);
  });

  it("colours nothing for units that have no place", () => {
    expect(verdicts("listed", [])).toEqual([0, 0, 0, 0]);
  });

  it("leaves out units that are too small for the target", () => {
    const rule: Partial<Rule> = { kind: "at-least-per-unit", minimumPeople: 200 };
    expect(verdicts("urban-community", ["d"], rule)).toEqual([0, VERDICT_MET, 0, VERDICT_NOT_MET]);
  });

  it("leaves out units without people of the group", () => {
    expect(verdicts("village", [], { kind: "service-area", groupId: "all" })).toEqual([0, 0, 0, 0]);
  });

  it("leaves the development zone out of the counties", () => {
    const units = study.units.map((each) => (each.id === "140221" ? { ...each, type: "开发区" } : each));
    const zoned = { ...study, units };
    const target = { unit: "county", rule: { kind: "at-least-per-unit" } } as Target;
    expect([...targetVerdicts(zoned, target, { unitIdsNotMet: [] } as unknown as TargetResult, services)]).toEqual([
      2, 2, 2, 0,
    ]);
  });
});
