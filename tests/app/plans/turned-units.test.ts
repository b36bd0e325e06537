import { describe, expect, it } from "vitest";
import { mapTurnedUnits } from "../../../src/app/plans/turned-units.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import type { Target, TargetResult, TargetUnit } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";
import { createPlaces } from "../select/create-coverage.ts";

/** Communities a of 140213; b and c of 140214; d of 140221; c is a village. */
const study = createPlaces() as StudyView;
const side = (unit: TargetUnit, verdictOf: Readonly<Record<string, number>>) => ({
  target: { unit } as Target,
  result: {
    share: 0.5,
    units: { ...NO_UNITS, ids: Object.keys(verdictOf), verdicts: Uint8Array.from(Object.values(verdictOf)) },
  } as unknown as TargetResult,
});
const county = (asked: number, values: Readonly<Record<string, number | null>>) => ({
  target: { rule: { kind: "ratio" }, target: { value: asked } } as unknown as Target,
  result: {
    share: null,
    breakdown: Object.entries(values).map(([unitId, value]) => ({ unitId, value })),
  } as unknown as TargetResult,
});

describe("units that turn between two plans, on the map", () => {
  it("are newly met, newly not met, or as they were, each counted once", () => {
    const turned = mapTurnedUnits(
      study,
      side("community", { a: VERDICT_NOT_MET, b: VERDICT_MET, c: VERDICT_MET, d: VERDICT_NOT_MET }),
      side("community", { a: VERDICT_MET, b: VERDICT_NOT_MET, c: VERDICT_MET, d: VERDICT_NOT_MET }),
    );
    expect(turned?.turnOfCommunity).toEqual(["newly-met", "newly-not-met", "stays-met", "stays-not-met"]);
    expect(turned?.counts).toEqual({
      "newly-met": 1,
      "newly-not-met": 1,
      "stays-met": 1,
      "stays-not-met": 1,
      "not-comparable": 0,
    });
    expect([...(turned?.classes.fragile ?? [])]).toEqual([1, 0, 0, 0]);
    expect([...(turned?.classes.notMet ?? [])]).toEqual([0, 1, 0, 0]);
  });

  it("are not comparable where one side does not test them, and a county is counted once for its communities", () => {
    const turned = mapTurnedUnits(
      study,
      side("county", { "140213": VERDICT_MET, "140214": VERDICT_MET, "140221": VERDICT_NOT_TESTABLE }),
      side("county", { "140213": VERDICT_MET, "140214": VERDICT_NOT_MET, "140221": VERDICT_MET }),
    );
    expect(turned?.turnOfCommunity).toEqual(["stays-met", "newly-not-met", "newly-not-met", "not-comparable"]);
    expect(turned?.counts).toMatchObject({ "stays-met": 1, "newly-not-met": 1, "not-comparable": 1 });
  });

  it("are not comparable between a plan of communities and one of counties", () => {
    const turned = mapTurnedUnits(
      study,
      side("community", { a: VERDICT_MET }),
      side("county", { "140213": VERDICT_MET }),
    );
    expect(turned?.turnOfCommunity).toEqual(["not-comparable", null, null, null]);
  });

  it("are counties for a value of the whole: 30 beds hold 28 and not 35", () => {
    const turned = mapTurnedUnits(
      study,
      county(28, { "140213": 30, "140214": 40, "140221": null }),
      county(35, { "140213": 30, "140214": 40, "140221": null }),
    );
    expect(turned?.turnOfCommunity).toEqual(["newly-not-met", "stays-met", "stays-met", "not-comparable"]);
  });
});
