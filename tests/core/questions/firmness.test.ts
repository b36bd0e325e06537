import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import type { AttributeValue } from "../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import type { Rule, Target, TargetUnit } from "../../../src/core/plan/target.ts";
import { FIRMLY_MET, FIRMLY_NOT_MET, FRAGILE, NEAR, NOT_JUDGED } from "../../../src/core/plan/unit-firmness.ts";
import { measureRobustness } from "../../../src/core/questions/measure-robustness.ts";
import { measureSensitivity, type Sensitivity } from "../../../src/core/questions/measure-sensitivity.ts";
import type { SensitivityChange } from "../../../src/core/questions/sensitivity-changes.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";

function createTarget(study: Study, rule: Rule, value: number | null, unit: TargetUnit = "urban-community"): Target {
  const template = createDefaultTargets(study.services)[0] as Target;
  return { ...template, id: "X", unit, rule, readings: [], target: { value, text: "", measure: "" } };
}

function sensitivityOf(study: Study, rule: Rule, value: number | null): Sensitivity {
  const target = createTarget(study, rule, value);
  const session = new AnalysisSession({ ...study, targets: [target] });
  return finishSteps(measureSensitivity(session, DEFAULT_PARAMETERS, target)) as Sensitivity;
}

function withAttributes(study: Study, attributes: Record<string, AttributeValue[]>): Study {
  const [clinics] = study.facilities;
  return { ...study, facilities: clinics ? [{ ...clinics, attributes }] : [] };
}

const clinics = { serviceIds: ["clinic"] };
const within = (metres: number): Rule => ({
  kind: "service-area",
  needs: [clinics],
  reach: { kind: "distance", metres, measure: "network" },
  profileId: "adult",
  groupId: "all",
  passShare: null,
});

/** The rows that change something by the kind of the change, with what they found. */
function rowsOf({ rows }: Sensitivity, kind: SensitivityChange["kind"]) {
  return rows.filter(({ change }) => change.kind === kind);
}

describe("everybody of a community at one point", () => {
  /*
   * A cell is 100 m. 100 people are 200 m from the clinic, 300 are 600 m, 200 are 1200 m. Their weighted centre is
   * (100 × 2 + 300 × 6 + 200 × 12) ÷ 600 = 7.33 cells from it, the middle of the outline 6 cells.
   */
  const TOWN = `
A-1---3-----2
`;
  const study = createDrawnStudy(TOWN, { spacingMetres: 100 });

  it("is met where the centre is within 800 m though a third of the people are not", () => {
    const found = sensitivityOf(study, within(800), 1);
    expect(found.rows[0]).toMatchObject({ unitsMet: 0, peopleShort: 200, verdict: "not-met" });
    expect(rowsOf(found, "one-point")).toMatchObject([
      {
        change: { point: "people-centre" },
        unitsMet: 1,
        peopleShort: 0,
        isTurned: true,
        unitsGained: 1,
        unattached: 0,
      },
      { change: { point: "label" }, unitsMet: 1, peopleShort: 0, isTurned: true, unitsGained: 1, unattached: 0 },
    ]);
    expect(Array.from(found.units?.codes ?? [])).toEqual([NEAR]);
    const turning = found.units?.turnedBy[0]?.map((row) => found.rows[row]?.change.kind);
    expect(turning).toEqual(["one-point", "one-point"]);
  });

  it("is not met within 700 m by the centre, 733 m away, but by the label, 600 m away", () => {
    const points = rowsOf(sensitivityOf(study, within(700), 1), "one-point");
    expect(points.map(({ unitsMet, peopleShort }) => [unitsMet, peopleShort])).toEqual([
      [0, 600],
      [1, 0],
    ]);
  });

  it("counts a point that meets no street as not reached, and says so", () => {
    const [lon = 0, lat = 0] = study.communities.centres;
    // 0.005° of latitude are 555 m, beyond the 300 m within which a street is looked for.
    const off = { ...study, communities: { ...study.communities, centres: Float64Array.of(lon, lat + 0.005) } };
    const [centre, label] = rowsOf(sensitivityOf(off, within(800), 1), "one-point");
    expect(centre).toMatchObject({ unitsMet: 1, unattached: 0 });
    expect(label).toMatchObject({ unitsMet: 0, peopleShort: 600, unattached: 1 });
  });

  it("is asked straight where the rule is, from the field of no search", () => {
    const rule = within(700) as Extract<Rule, { kind: "service-area" }>;
    const straight: Rule = { ...rule, reach: { kind: "distance", metres: 700, measure: "straight" } };
    const points = rowsOf(sensitivityOf(study, straight, 1), "one-point");
    expect(points.map(({ unitsMet, unattached }) => [unitsMet, unattached])).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });
});

describe("sensitivity of at least so many per unit", () => {
  /** 900 people without a clinic, 1,100 with one 200 m from the west border, 400 whose border is 500 m from it. */
  const TOWN = `
9---6-A5----4
`;
  const study = createDrawnStudy(TOWN, { spacingMetres: 100, communityColumns: [4, 11] });
  const atLeast = (count: number, minimumPeople?: number): Rule => ({
    kind: "at-least-per-unit",
    needs: [clinics],
    count,
    ...(minimumPeople === undefined ? {} : { minimumPeople }),
  });

  it("changes the least people by 10 and 20 %, and the number asked for by one", () => {
    const { rows, units } = sensitivityOf(study, atLeast(1, 1000), 1);
    const figures = rows.map(({ change, unitsTested, unitsMet, verdict, isTurned, unitsLost }) => [
      change.kind,
      unitsTested,
      unitsMet,
      verdict,
      isTurned,
      unitsLost,
    ]);
    expect(figures).toEqual([
      ["none", 1, 1, "met", false, 0],
      // From 800 and from 900 people the west is asked, too; from 1,100 only the middle; from 1,200 nobody.
      ["minimum-people", 2, 1, "not-met", true, 0],
      ["minimum-people", 2, 1, "not-met", true, 0],
      ["minimum-people", 1, 1, "met", false, 0],
      ["minimum-people", 0, 0, "not-testable", false, 0],
      ["count", 1, 0, "not-met", true, 1],
      ["near-border", 1, 1, "met", false, 0],
    ]);
    // Units that are not asked without a change are not judged; the middle fails where two are asked for.
    expect(Array.from(units?.codes ?? [])).toEqual([NOT_JUDGED, FRAGILE, NOT_JUDGED]);
  });

  it("counts a facility within 300 m of the border for the unit beyond it, no farther", () => {
    const found = sensitivityOf(study, atLeast(1), null);
    expect(found.rows[0]).toMatchObject({ unitsTested: 3, unitsMet: 1, verdict: "no-number" });
    expect(rowsOf(found, "near-border")).toMatchObject([{ unitsMet: 2, unitsGained: 1, unitsLost: 0 }]);
    expect(Array.from(found.units?.codes ?? [])).toEqual([NEAR, FRAGILE, FIRMLY_NOT_MET]);
  });

  it("drops each filter in turn", () => {
    const graded = withAttributes(study, { grade: ["三级"], open: [true] });
    const filters = [
      { attribute: "grade", oneOf: ["一级"] },
      { attribute: "open", oneOf: [true] },
    ];
    const rule: Rule = { kind: "at-least-per-unit", needs: [{ ...clinics, filters }], count: 1 };
    const found = sensitivityOf(graded, rule, null);
    expect(rowsOf(found, "without-filter").map(({ change, unitsMet }) => [change, unitsMet])).toEqual([
      [{ kind: "without-filter", needIndex: 0, attribute: "grade" }, 1],
      [{ kind: "without-filter", needIndex: 0, attribute: "open" }, 0],
    ]);
    expect(Array.from(found.units?.codes ?? [])).toEqual([FIRMLY_NOT_MET, NEAR, FIRMLY_NOT_MET]);
  });
});

describe("sensitivity of a ratio", () => {
  it("takes the other age of the elderly where the study has both", () => {
    const drawn = createDrawnStudy("5-A", { spacingMetres: 100 });
    const beds = withAttributes(drawn, { beds: [4] });
    const people = { all: Float64Array.of(500), "60+": Float64Array.of(100), "65+": Float64Array.of(80) };
    const study = { ...beds, demand: { ...beds.demand, people } };
    const rule: Rule = {
      kind: "ratio",
      what: "beds",
      need: clinics,
      amount: { of: "sum", attribute: "beds" },
      groupId: "60+",
      per: 1000,
    };
    const { rows, units } = sensitivityOf(study, rule, 45);
    // 4 beds ÷ 100 × 1,000 = 40; ÷ 80 = 50.
    expect(rows.map(({ value, verdict, isTurned }) => [value, verdict, isTurned])).toEqual([
      [40, "not-met", false],
      [50, "met", true],
    ]);
    expect(units).toBeNull();
    const without: Study = { ...study, demand: { ...study.demand, people: { all: people.all, "60+": people["60+"] } } };
    expect(sensitivityOf(without, rule, 45).rows).toHaveLength(1);
  });
});

describe("how firmly all targets stand", () => {
  it("sums each up in a line, leaves out what cannot be tested or changed, and measures nothing twice", () => {
    const study = createDrawnStudy("A-1---3-----2", { spacingMetres: 100 });
    const targets = [
      { ...createTarget(study, within(800), 1), id: "circle" },
      { ...createTarget(study, { kind: "reported", what: "" }, 1), id: "reported" },
      { ...createTarget(study, { kind: "at-least-per-unit", needs: [clinics], count: 1 }, 1), id: "one" },
    ];
    const session = new AnalysisSession({ ...study, targets });
    const lines = finishSteps(measureRobustness(session, DEFAULT_PARAMETERS, targets));
    expect(lines.map(({ targetId }) => targetId)).toEqual(["circle", "one"]);
    expect(lines[0]).toMatchObject({
      verdict: "not-met",
      changes: 11,
      turning: [
        { kind: "one-point", point: "people-centre" },
        { kind: "one-point", point: "label" },
      ],
      range: { least: 0, base: 0, most: 1 },
      units: { firmlyMet: 0, fragile: 0, near: 1, firmlyNotMet: 0 },
    });
    expect(lines[1]).toMatchObject({ verdict: "met", turning: [{ kind: "count", count: 2 }] });
    const again = finishSteps(measureRobustness(session, DEFAULT_PARAMETERS, targets));
    again.forEach((line, index) => {
      expect(line).toBe(lines[index]);
    });
  });

  it("calls a unit firm that no change turns", () => {
    const found = sensitivityOf(createDrawnStudy("A-1", { spacingMetres: 100 }), within(2000), 1);
    expect(Array.from(found.units?.codes ?? [])).toEqual([FIRMLY_MET]);
    expect(found.units?.turnedBy).toEqual([[]]);
  });
});
