import { describe, expect, it } from "vitest";
import { targetVerdicts } from "../../../src/app/targets/target-on-map.ts";
import { describeUnit } from "../../../src/app/targets/target-overlay.tsx";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import type { Target, TargetResult, TargetUnit } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPlaces } from "../select/create-coverage.ts";

const study = createPlaces() as StudyView;
/** A result in which the units named have verdicts of their own and no other was tested. */
const createResult = (verdictOf: Readonly<Record<string, number>>): TargetResult =>
  ({
    units: { ...NO_UNITS, ids: Object.keys(verdictOf), verdicts: Uint8Array.from(Object.values(verdictOf)) },
  }) as unknown as TargetResult;
const verdicts = (unit: TargetUnit, verdictOf: Readonly<Record<string, number>>): number[] => [
  ...targetVerdicts(study, { unit } as Target, createResult(verdictOf)),
];

describe("a target on the map", () => {
  it("gives every community the verdict of its county", () => {
    const counties = { "140213": VERDICT_MET, "140214": VERDICT_NOT_MET, "140221": VERDICT_MET };
    expect(verdicts("county", counties)).toEqual([VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_MET, VERDICT_MET]);
  });

  it("asks nothing of districts when only counties proper count", () => {
    const none = VERDICT_NOT_TESTABLE;
    expect(verdicts("county-proper", { "140221": VERDICT_MET })).toEqual([none, none, none, VERDICT_MET]);
  });

  it("asks nothing of villages when urban communities count, and the other way round", () => {
    const urban = { a: VERDICT_NOT_MET, b: VERDICT_MET, d: VERDICT_MET };
    expect(verdicts("urban-community", urban)).toEqual([
      VERDICT_NOT_MET,
      VERDICT_MET,
      VERDICT_NOT_TESTABLE,
      VERDICT_MET,
    ]);
    expect(verdicts("village", { c: VERDICT_NOT_MET })).toEqual([0, 0, VERDICT_NOT_MET, 0]);
  });

  it("colours nothing for units that have no place", () => {
    expect(verdicts("listed", { a: VERDICT_MET })).toEqual([0, 0, 0, 0]);
  });

  it("leaves out units that were not tested", () => {
    const urban = { a: VERDICT_NOT_TESTABLE, b: VERDICT_MET, d: VERDICT_NOT_MET };
    expect(verdicts("urban-community", urban)).toEqual([0, VERDICT_MET, 0, VERDICT_NOT_MET]);
  });

  it("leaves the development zone out of the counties", () => {
    const units = study.units.map((each) => (each.id === "140221" ? { ...each, type: "开发区" } : each));
    const result = createResult({ "140213": VERDICT_MET, "140214": VERDICT_MET, "140221": VERDICT_MET });
    expect([...targetVerdicts({ ...study, units }, { unit: "county" } as Target, result)]).toEqual([2, 2, 2, 0]);
  });
});

describe("what the map says of a community under a target", () => {
  const text = {
    t: (key: string, values: object = {}) => `${key} ${Object.values(values).join()}`.trim(),
    language: "zh-CN",
  } as never;
  const people = { people: Float64Array.of(100, 200, 50), peopleShort: Float64Array.of(60, 0, 0) };
  const units = {
    ids: ["a", "b", "d"],
    verdicts: Uint8Array.of(VERDICT_NOT_MET, VERDICT_MET, VERDICT_NOT_TESTABLE),
    ...people,
  };
  const onMap = { target: { unit: "urban-community" } as Target, result: { units } as unknown as TargetResult };
  const say = (community: number) =>
    describeUnit(text, { ...study, demand: { unit: "people" } } as StudyView, onMap, community);

  it("names a unit that is met as met and one that is not as not met, with the people short", () => {
    expect(say(0)).toEqual(["verdict.not-met", "card.short 60 人"]);
    expect(say(1)).toEqual(["verdict.met"]);
  });

  it("says nothing of a unit that was not tested or belongs to none", () => {
    expect(say(3)).toEqual([]);
    expect(say(2)).toEqual([]);
  });
});
