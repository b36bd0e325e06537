import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import { judgeServiceArea, type ServiceAreaRule } from "../../../src/core/plan/judge/judge-service-area.ts";
import { listTargetUnits } from "../../../src/core/plan/judge/target-units.ts";
import { NORM_READING_IDS, NORM_READINGS, normReading } from "../../../src/core/plan/norm-readings.ts";
import { kindsNotGiven, needsInReading, ruleOfReading, takeNormReading } from "../../../src/core/plan/reading-rules.ts";
import type { Target } from "../../../src/core/plan/target.ts";
import { sumUnits } from "../../../src/core/plan/unit-figures.ts";
import {
  compareReadings,
  type ReadingComparison,
  type ReadingFigures,
  type ReadingSubject,
} from "../../../src/core/questions/compare-readings.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createPointFacilities, createRandomStudy } from "../../support/random-study.ts";

function compare(study: Study, subject: ReadingSubject, change: Partial<AnalysisParameters> = {}): ReadingComparison {
  const steps = compareReadings(new AnalysisSession(study), { ...DEFAULT_PARAMETERS, ...change }, subject);
  return finishSteps(steps) as ReadingComparison;
}
const figuresOf = ({ readings }: ReadingComparison, id: ReadingFigures["readingId"]): ReadingFigures =>
  readings.find(({ readingId }) => readingId === id) as ReadingFigures;

const [NO, MET, NOT] = [VERDICT_NOT_TESTABLE, VERDICT_MET, VERDICT_NOT_MET];

/*
 * One street, 100 m from character to character, a clinic A at its west end. Metres along the street
 * (and straight) from the clinic, people, residential land (m²) of each home; columns 0-4 | 5-8 | 9-14:
 *
 *        甲: 200 m 300 people 1,000 m² · 400 m 100 people 9,000 m²
 *        乙: 600 m 400 people 1,000 m² · 800 m 100 people 1,000 m²
 *        丙: 1200 m 500 people 1,000 m²
 *
 * Clinic:    plan 15 min × 1.2 m/s = 1080 m on streets; GB 50180 300 m straight; TD/T 1062 500 m on streets;
 *            TD/T 1063 1000 m straight, judged by land; the fitness circle gives no value for clinics.
 */
const TOWN = `
A-3-1-4-1---5
`;
function createTown(): Study {
  const study = createDrawnStudy(TOWN, { spacingMetres: 100, communityColumns: [5, 9] });
  return study;
}

describe("the readings of the circle, by hand", () => {
  const base = createTown();
  const study: Study = {
    ...base,
    demand: { ...base.demand, landSquareMetres: Float64Array.of(1000, 9000, 1000, 1000, 1000) },
  };
  const comparison = compare(study, { kind: "service", serviceId: "clinic", unit: "urban-community" });

  it("each reading counts people, communities and land within its own reach", () => {
    // plan: within 1080 m are 300 + 100 + 400 + 100 = 900 of 1400 people, 12,000 of 13,000 m², 甲 and 乙.
    expect(figuresOf(comparison, "plan")).toMatchObject({
      state: "tested",
      people: 1400,
      peopleCovered: 900,
      landSquareMetres: 13_000,
      landCovered: 12_000,
      unitsTested: 3,
      unitsMet: 2,
      passShare: 0.8,
    });
    // 300 m: 300 people and 1,000 m². 甲 has 300 of 400 people = 75 % < 80 %: nobody is met.
    expect(figuresOf(comparison, "gb-50180")).toMatchObject({ peopleCovered: 300, landCovered: 1000, unitsMet: 0 });
    // 500 m: 400 people, 10,000 m²; 甲.
    expect(figuresOf(comparison, "tdt-1062")).toMatchObject({ peopleCovered: 400, landCovered: 10_000, unitsMet: 1 });
    // 1000 m straight: as the plan here; judged by land 甲 10,000 of 10,000 and 乙 2,000 of 2,000.
    expect(figuresOf(comparison, "tdt-1063")).toMatchObject({ peopleCovered: 900, landCovered: 12_000, unitsMet: 2 });
    expect(figuresOf(comparison, "fitness-circle")).toMatchObject({
      state: "not-given",
      kindsNotGiven: ["clinic"],
      unitsTested: 0,
      landSquareMetres: null,
    });
  });

  it("gives every community its verdict and share, and lists those that change, most people first", () => {
    const verdicts = (id: ReadingFigures["readingId"]) => [...figuresOf(comparison, id).verdicts];
    expect(verdicts("plan")).toEqual([MET, MET, NOT]);
    expect(verdicts("gb-50180")).toEqual([NOT, NOT, NOT]);
    expect(verdicts("tdt-1062")).toEqual([MET, NOT, NOT]);
    expect(verdicts("tdt-1063")).toEqual([MET, MET, NOT]);
    expect(verdicts("fitness-circle")).toEqual([NO, NO, NO]);
    expect([...figuresOf(comparison, "gb-50180").shares]).toEqual([0.75, 0, 0]);
    // 乙 has 500 people, 甲 400; 丙 is met in none.
    expect([...comparison.changingIndexes]).toEqual([1, 0]);
    expect([...comparison.people]).toEqual([400, 500, 500]);
  });

  it("TD/T 1063 judges by residential land: 10 % of 甲's land is within 300 m though 75 % of its people are", () => {
    const near: Study = {
      ...study,
      services: [{ ...(study.services[0] as Study["services"][number]), id: "elderly-day-care" }],
      facilities: study.facilities.map((layer) => ({ ...layer, serviceId: "elderly-day-care" })),
    };
    const { readings } = compare(near, { kind: "service", serviceId: "elderly-day-care", unit: "urban-community" });
    const [gb, land] = [readings[1] as ReadingFigures, readings[3] as ReadingFigures];
    expect([gb.readingId, land.readingId]).toEqual(["gb-50180", "tdt-1063"]);
    expect(gb.reaches).toEqual(land.reaches);
    expect([gb.shares[0], land.shares[0]]).toEqual([0.75, 0.1]);
  });

  it("without residential land TD/T 1063 is not testable, and no land share is given", () => {
    const bare: Study = { ...study, demand: { ...study.demand, landSquareMetres: null } };
    const found = compare(bare, { kind: "service", serviceId: "clinic", unit: "urban-community" });
    expect(figuresOf(found, "tdt-1063")).toMatchObject({ state: "no-residential-land", unitsTested: 0 });
    expect(figuresOf(found, "plan")).toMatchObject({ state: "tested", landSquareMetres: null, unitsMet: 2 });
  });

  it("the run's choice of who travels is the plan's to follow; a norm keeps its own", () => {
    const slow = compare(
      study,
      { kind: "service", serviceId: "clinic", unit: "urban-community" },
      { profileId: "elderly", speedMetresPerSecond: 0.4 },
    );
    // 900 s × 0.4 m/s = 360 m.
    expect(figuresOf(slow, "plan")).toMatchObject({ peopleCovered: 300, profileId: "elderly" });
    expect(figuresOf(slow, "tdt-1062")).toMatchObject({ peopleCovered: 400, profileId: "adult" });
  });

  it("norms of cities test no villages; a larger unit than a community is no question", () => {
    const villages: Study = {
      ...study,
      communities: { ...study.communities, kinds: ["urban", "urban", "village"] },
    };
    const all = compare(villages, { kind: "service", serviceId: "clinic", unit: "community" });
    expect(figuresOf(all, "plan").unitsTested).toBe(3);
    expect(figuresOf(all, "tdt-1062")).toMatchObject({ unitsTested: 2, people: 900 });
    const rural = compare(villages, { kind: "service", serviceId: "clinic", unit: "village" });
    expect(rural.readings.map(({ state }) => state)).toEqual([
      "tested",
      ...["gb-50180", "tdt-1062", "tdt-1063", "fitness-circle"].map(() => "urban-only"),
    ]);
    const [circle] = createDefaultTargets(study.services);
    expect(compare(study, { kind: "target", target: { ...(circle as Target), unit: "county" } })).toBeNull();
  });
});

describe("the readings on random studies", () => {
  for (let seed = 1; seed <= 6; seed++) {
    it(`each figure is what the judge of targets says of the same rule (seed ${seed})`, () => {
      const random = createRandomStudy(seed);
      const landSquareMetres = random.demand.people.all.map((people) => 10 + ((people * 37) % 90));
      const study: Study = {
        ...random,
        demand: { ...random.demand, landSquareMetres },
        facilities: [
          ...random.facilities,
          createPointFacilities(
            "fitness-square",
            (random.facilities[0]?.coordinates ?? new Float64Array()).slice(0, 2),
          ),
        ],
      };
      const [template] = createDefaultTargets(study.services) as [Target];
      const rules = [["clinic"], ["elderly-day-care"], ["fitness-square"]].map(
        (serviceIds): ServiceAreaRule => ({
          kind: "service-area",
          needs: [{ serviceIds }],
          reach: { kind: "time", seconds: 300 },
          profileId: "adult",
          groupId: "60+",
          passShare: 0.6,
        }),
      );
      for (const rule of rules) {
        const target: Target = { ...template, rule, unit: "urban-community" };
        const { readings, changingIndexes } = compare(study, { kind: "target", target });
        expect(readings.map(({ readingId }) => readingId)).toEqual(NORM_READING_IDS);
        for (const figures of readings) {
          const reading = normReading(figures.readingId);
          const own = ruleOfReading(rule, reading);
          expect(own === null).toBe(figures.state === "not-given");
          if (own === null) continue;
          // A reading of land is the same rule on a study whose people are its land.
          const byLand = reading.judgedBy === "residential-land";
          const judgedStudy: Study = byLand
            ? { ...study, demand: { ...study.demand, people: { all: landSquareMetres, "60+": landSquareMetres } } }
            : study;
          const session = new AnalysisSession(judgedStudy);
          const units = listTargetUnits(judgedStudy, "urban-community");
          const judged = judgeServiceArea(session, own, units, DEFAULT_PARAMETERS);
          const { unitsTested, unitsMet, peopleTested, peopleShort } = sumUnits(judged);
          expect([figures.unitsTested, figures.unitsMet]).toEqual([unitsTested, unitsMet]);
          const [whole, covered] = byLand
            ? [figures.landSquareMetres, figures.landCovered]
            : [figures.people, figures.peopleCovered];
          expect(whole).toBeCloseTo(peopleTested, 6);
          expect(covered).toBeCloseTo(peopleTested - peopleShort, 6);
          judged.ids.forEach((id, unit) => {
            expect(figures.verdicts[study.communities.ids.indexOf(id)]).toBe(judged.verdicts[unit]);
          });
        }
        const tested = readings.filter(({ state }) => state === "tested");
        const expected = study.communities.ids.flatMap((_, index) => {
          const verdicts = tested.map(({ verdicts: each }) => each[index]);
          return verdicts.includes(MET) && verdicts.includes(NOT) ? [index] : [];
        });
        expect([...changingIndexes].sort((a, b) => a - b)).toEqual(expected);
      }
    });
  }
});

describe("a reading as a rule", () => {
  const rule = (...needs: string[][]): ServiceAreaRule => ({
    kind: "service-area",
    needs: needs.map((serviceIds) => ({ serviceIds })),
    reach: { kind: "time", seconds: 900 },
    profileId: "elderly",
    groupId: "60+",
    passShare: null,
  });

  it("takes over reach and mode, leaves out kinds without a value, and cannot hold two reaches", () => {
    const gb = normReading("gb-50180");
    expect(ruleOfReading(rule(["fitness-trail", "fitness-square"]), gb)).toEqual({
      ...rule(["fitness-square"]),
      reach: { kind: "distance", metres: 300, measure: "straight" },
      profileId: "adult",
    });
    expect(kindsNotGiven(rule(["fitness-trail", "fitness-square"]), gb)).toEqual(["fitness-trail"]);
    expect(ruleOfReading(rule(["culture-room"], ["fitness-square"]), gb)).toBeNull();
    expect(needsInReading(rule(["culture-room"], ["fitness-square"]), gb)).toHaveLength(2);
    expect(ruleOfReading(rule(["pharmacy"]), gb)).toBeNull();
    expect(ruleOfReading(rule(["pharmacy"]), normReading("plan"))).toEqual(rule(["pharmacy"]));
  });

  it("says in the target where its rule comes from, once, and that it is to be verified", () => {
    const [template] = createDefaultTargets(createTown().services) as [Target];
    const target: Target = { ...template, rule: rule(["elderly-day-care"]) };
    const once = takeNormReading(target, normReading("gb-50180")) as Target;
    const twice = takeNormReading(once, normReading("tdt-1063")) as Target;
    expect(twice.assumptions).toHaveLength(1);
    expect(twice.assumptions[0]?.zh).toContain("口径取自TD/T 1063-2021（待核实）");
    expect(twice.assumptions[0]?.zh).not.toContain("人口");
    expect(twice.rule).toMatchObject({
      denominator: "land",
      groupId: "all",
      reach: { metres: 300, measure: "straight" },
    });
  });

  it("every reading names its source and what it leaves open; all but the plan are to be verified", () => {
    for (const { id, source, test, needsVerifying, defaults, reaches } of NORM_READINGS) {
      for (const text of [source, test, ...defaults])
        expect(Math.min(text.zh.length, text.en.length)).toBeGreaterThan(3);
      expect(defaults.some(({ zh }) => zh.includes("达标比例"))).toBe(true);
      expect(needsVerifying).toBe(id !== "plan");
      expect(reaches === null).toBe(id === "plan");
    }
  });
});
