import { describe, expect, it } from "vitest";
import { targetVerdicts } from "../../../src/app/targets/target-on-map.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import type { Target, TargetResult, TargetUnit } from "../../../src/core/plan/target.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPlaces } from "../select/create-coverage.ts";

const study = createPlaces() as StudyView;
const verdicts = (unit: TargetUnit, unitIdsNotMet: string[]): number[] => [
  ...targetVerdicts(study, { unit } as Target, { unitIdsNotMet } as unknown as TargetResult),
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
});
