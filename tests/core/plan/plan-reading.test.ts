import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../../src/core/coverage/coverage-result.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { NORM_READING_IDS, type NormReading, normReading } from "../../../src/core/plan/norm-readings.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import {
  findReadingFaults,
  newReadingId,
  type PlanReading,
  planReadingOf,
  readingsOfPlan,
} from "../../../src/core/plan/plan-reading.ts";
import { addAlternative, takeAlternative, takeNormReading } from "../../../src/core/plan/reading-rules.ts";
import type { Reading, Target } from "../../../src/core/plan/target.ts";
import { compareReadings, type ReadingComparison } from "../../../src/core/questions/compare-readings.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";

const OWN: PlanReading = {
  id: "own-1",
  title: "市卫健委 600 米",
  source: "市卫健委函",
  profileId: "elderly",
  reach: { kind: "distance", metres: 600, measure: "network" },
  reaches: {},
  denominator: "people",
  passShare: 0.7,
  urbanOnly: false,
};

/*
 * One street, 100 m from character to character, a clinic A at its west end; columns 0-4 | 5-8 | 9-14:
 *
 *        甲: 200 m 300 people · 400 m 100 people
 *        乙: 600 m 400 people · 800 m 100 people
 *        丙: 1200 m 500 people
 */
const study = createDrawnStudy("A-3-1-4-1---5", { spacingMetres: 100, communityColumns: [5, 9] });

function compare(circleReadings: readonly PlanReading[]): ReadingComparison {
  const edited: Study = { ...study, edits: { ...NO_EDITS, circleReadings } };
  const subject = { kind: "service", serviceId: "clinic", unit: "urban-community" } as const;
  return finishSteps(compareReadings(new AnalysisSession(edited), DEFAULT_PARAMETERS, subject)) as ReadingComparison;
}
const faultsOf = (change: Partial<PlanReading>, others: readonly PlanReading[] = []): string[] =>
  findReadingFaults({ ...OWN, ...change }, others, null).map(({ field, code }) => `${field} ${code}`);

describe("readings of the circle that a plan sets for itself", () => {
  it("are compared like the five: 600 m of street and a pass mark of 70 %, by hand", () => {
    const { readings } = compare([OWN]);
    expect(readings.map(({ readingId }) => readingId)).toEqual([...NORM_READING_IDS, "own-1"]);
    // Within 600 m: 300 + 100 of 甲, 400 of 乙's 500 (80 % ≥ 70 %), nobody of 丙.
    expect(readings[5]).toMatchObject({
      state: "tested",
      peopleCovered: 800,
      people: 1400,
      unitsMet: 2,
      passShare: 0.7,
    });
    expect([...(readings[5]?.shares ?? [])]).toEqual([1, 0.8, 0]);
    expect(readings[5]?.reading).toMatchObject({ title: { zh: "市卫健委 600 米" }, isOfPlan: true });
    // The others keep the run's 80 %.
    expect(readings[0]?.passShare).toBe(0.8);
  });

  it("a preset that the plan changes is another reading in its place, and the shipped one again when it is deleted", () => {
    const shipped = normReading("gb-50180");
    const begun = planReadingOf(shipped, "zh");
    const changed = { ...begun, reaches: { ...begun.reaches, clinic: { ...begun.reaches.clinic, metres: 450 } } };
    const { readings } = compare([changed as PlanReading]);
    // 450 m straight: 400 people, 甲 met; as shipped 300 m: 300 people, 75 % of 甲.
    expect(readings).toHaveLength(5);
    expect(readings[1]).toMatchObject({ readingId: "gb-50180", peopleCovered: 400, unitsMet: 1 });
    // A name that was not touched keeps both its languages; nobody confirmed the change, so it is still to be verified.
    expect(readings[1]?.reading).toMatchObject({ title: shipped.title, source: shipped.source, needsVerifying: true });
    const confirmation = { by: "王工", date: "2026-03-01" };
    expect(readingsOfPlan([{ ...begun, confirmation }])[1]).toMatchObject({ needsVerifying: false, isOfPlan: true });
    expect(compare([]).readings[1]).toMatchObject({ peopleCovered: 300, unitsMet: 0 });
    expect(readingsOfPlan([])).toEqual(NORM_READING_IDS.map(normReading));
  });

  it("the plan's own reading is its targets' rule and cannot be set here", () => {
    expect(readingsOfPlan([{ ...OWN, id: "plan" }])[0]).toEqual(normReading("plan"));
    expect(faultsOf({ id: "plan" })).toEqual(["id duplicate-reading"]);
  });

  it("residential land as the denominator judges communities by it", () => {
    const { readings } = compare([{ ...OWN, denominator: "residential-land" }]);
    // 1,000 m² a home: 甲 2 of 2, 乙 1 of 2 = 50 % < 70 %.
    expect([...(readings[5]?.verdicts ?? [])]).toEqual([VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_MET]);
  });

  it("a kind without a reach of its own has the one of all kinds; where there is none it is not tested", () => {
    const none = { ...OWN, reach: null, reaches: { market: { kind: "time", seconds: 600 } as const } };
    expect(compare([none]).readings[5]).toMatchObject({ state: "not-given", kindsNotGiven: ["clinic"] });
  });

  it("are checked as rules are, each fault with its field", () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ profileId: null })).toEqual(["profileId no-mode"]);
    expect(faultsOf({ profileId: null, reach: { kind: "distance", metres: 500, measure: "straight" } })).toEqual([]);
    expect(
      faultsOf({
        ...{ title: " ", source: "", passShare: 80, confirmation: { by: "", date: "soon" } },
        reach: { kind: "time", seconds: Number.NaN },
        reaches: { clinic: { kind: "distance", metres: 20_001, measure: "straight" } },
      }),
    ).toEqual([
      "title no-name",
      "source no-source",
      "reach.seconds bad-reach",
      "reaches.clinic.metres straight-too-far",
      "passShare share-out-of-range",
      "confirmation.by nobody-confirmed",
      "confirmation.date bad-day",
    ]);
    expect(faultsOf({ reach: null })).toEqual(["reach no-reach"]);
    expect(faultsOf({}, [OWN])).toEqual(["id duplicate-reading"]);
    const known = findReadingFaults({ ...OWN, reaches: { opera: OWN.reach as never } }, [], new Set(["clinic"]));
    expect(known).toEqual([{ field: "reaches.opera", code: "unknown-service", value: "opera" }]);
    expect(newReadingId([OWN])).toBe("own-2");
  });

  it("taken as a target's rule bring their pass mark and say where they come from", () => {
    const [circle] = createDefaultTargets(study.services) as [Target];
    const reading = readingsOfPlan([OWN])[5] as NormReading;
    const taken = takeNormReading(circle, reading) as Target;
    expect(taken.rule).toMatchObject({ reach: OWN.reach, profileId: "elderly", passShare: 0.7 });
    expect(taken.assumptions.at(-1)?.zh).toBe(
      "口径取自市卫健委 600 米：沿道路 600 米，老年人步行；来源：市卫健委函；本计划自定；达标比例 70 %；口径未经确认（默认值）",
    );
  });
});

describe("other readings of a target's sentence", () => {
  const [circle] = createDefaultTargets(study.services) as [Target];
  const rule = { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic"] }], count: 2 } as const;
  const two: Reading = { id: "two", title: { zh: "每镇两处", en: "Two a township" }, rule, unit: "township" };

  it("one begins as the rule, under a number that is free", () => {
    const once = addAlternative(circle, (number) => `读法 ${number}`);
    const twice = addAlternative(once, (number) => `读法 ${number}`);
    expect(twice.readings.map(({ id, title }) => [id, title.zh])).toEqual([
      ["own-1", "读法 1"],
      ["own-2", "读法 2"],
    ]);
    expect(twice.readings[0]?.rule).toEqual(circle.rule);
    expect(twice.rule).toBe(circle.rule);
  });

  it("one takes the place of the rule and the rule its, and back; what counted the target's units still does", () => {
    const third: Reading = { id: "third", title: { zh: "三", en: "three" }, rule: circle.rule };
    const target = { ...circle, readings: [two, third] };
    const taken = takeAlternative(target, two);
    expect([taken.rule, taken.unit]).toEqual([rule, "township"]);
    expect(taken.readings.map(({ id, unit }) => [id, unit])).toEqual([
      ["before-edit", circle.unit],
      ["third", circle.unit],
    ]);
    const back = takeAlternative(taken, taken.readings[0] as Reading);
    expect([back.rule, back.unit]).toEqual([circle.rule, circle.unit]);
    expect(back.readings[0]).toMatchObject({ id: "before-edit", rule, unit: "township" });
    const other = takeAlternative(taken, taken.readings[1] as Reading);
    expect(other.readings.map(({ id }) => id)).toEqual(["before-edit", "before-edit-2"]);
  });
});
