/** One street, two districts: who gains and who loses when a clinic moves, worked out by hand. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { ScenarioEdit } from "../../src/core/model/scenario.ts";
import type { Study } from "../../src/core/model/study.ts";
import { compareScenarios } from "../../src/core/questions/compare-scenarios.ts";
import { ScenarioSessions } from "../../src/core/scenario/scenario-sessions.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { createAtLeast, createCircle } from "../support/drawn-targets.ts";
import { finishSteps } from "../support/finish-steps.ts";

/** 甲 and 乙 lie in 东区, 丙 in 西区. The clinic stands in 甲: 500 m from its people and from 乙's, 700 m from 丙's. */
function createTown(): Study {
  const drawn = createDrawnStudy("1----A----2-3", { spacingMetres: 100, communityColumns: [8, 12] });
  return {
    ...drawn,
    units: [
      { id: "k1", name: "东区", parentId: "", level: "county", type: "区" },
      { id: "k2", name: "西区", parentId: "", level: "county", type: "区" },
      { id: "t1", name: "东街道", parentId: "k1", level: "township", type: "街道" },
      { id: "t2", name: "西街道", parentId: "k2", level: "township", type: "街道" },
    ],
    communities: { ...drawn.communities, parentIds: ["t1", "t1", "t2"] },
    targets: [createCircle("T1", 501), createAtLeast("T2", 1)],
  };
}

const PARAMETERS = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1, cutoffSeconds: 501 };
const placeOf = ({ demand: { coordinates } }: Study, point: number): Position => [
  coordinates[2 * point] as number,
  coordinates[2 * point + 1] as number,
];

function compare(study: Study, sides: readonly (readonly ScenarioEdit[])[], communityIndexes: number[] | null = null) {
  const base = new AnalysisSession(study);
  const sessions = new ScenarioSessions(base);
  const opened = sides.map((edits, index) => {
    const scenario = { id: `scenario-${index}`, name: `方案 ${index}`, edits };
    return { id: scenario.id, name: scenario.name, ...sessions.open(scenario) };
  });
  const question = { serviceId: "clinic", communityIndexes, edits: study.edits };
  return finishSteps(compareScenarios(base, opened, PARAMETERS, question));
}

describe("scenarios compared in a drawn town", () => {
  const study = createTown();
  const move: ScenarioEdit = {
    id: "edit-1",
    isOff: false,
    kind: "move-facility",
    serviceId: "clinic",
    facilityId: "A",
    to: placeOf(study, 2),
  };
  const clinicAt: Position = [
    study.facilities[0]?.coordinates[0] as number,
    study.facilities[0]?.coordinates[1] as number,
  ];
  const estate: ScenarioEdit = {
    id: "edit-2",
    isOff: false,
    kind: "add-estate",
    name: "新小区",
    geometry: { type: "Point", coordinates: clinicAt },
    people: { all: 400 },
  };

  it("a clinic that moves to 丙 covers its 300 people, keeps the 200 of 乙 and loses the 100 of 甲", () => {
    const [change] = compare(study, [[], [move]]).changes;
    const nobody = { arrivedCovered: 0, departedCovered: 0 };
    expect(change?.total).toEqual({
      peopleBefore: 600,
      peopleAfter: 600,
      coveredBefore: 300,
      coveredAfter: 500,
      gained: 300,
      lost: 100,
      ...nobody,
    });
    expect(
      change?.districts.map(({ unitId, coveredBefore, coveredAfter, gained, lost }) => [
        unitId,
        coveredBefore,
        coveredAfter,
        gained,
        lost,
      ]),
    ).toEqual([
      ["k1", 300, 200, 0, 100],
      ["k2", 0, 300, 300, 0],
    ]);
    expect([...(change?.gained ?? [])]).toEqual([0, 0, 300]);
    expect([...(change?.lost ?? [])]).toEqual([100, 0, 0]);
  });

  it("two of three communities pass before and after, but not the same two", () => {
    const [change] = compare(study, [[], [move]]).changes;
    const [circle, atLeast] = change?.targets ?? [];
    expect(circle).toMatchObject({
      targetId: "T1",
      before: { verdict: "not-met", unitsMet: 2, unitsTested: 3, peopleShort: 300 },
      after: { verdict: "not-met", unitsMet: 2, unitsTested: 3, peopleShort: 100 },
      hasChanged: true,
      isTurned: false,
      turned: { met: ["c3"], lost: ["c1"] },
      gained: 300,
      lost: 100,
    });
    // The clinic stood in 甲 (100 people) and stands in 丙 (300).
    expect(atLeast).toMatchObject({ turned: { met: ["c3"], lost: ["c1"] }, gained: 300, lost: 100 });
  });

  it("within one unit those who gain are not set off against those who lose: 300 and 100, though its shortfall falls by 200", () => {
    const circle = createCircle("T1", 501);
    const district = {
      ...study,
      communities: { ...study.communities, parentIds: ["t1", "t1", "t1"] },
      targets: [{ ...circle, unit: "county" as const }],
    };
    const target = compare(district, [[], [move]]).changes[0]?.targets[0];
    expect(target?.before.peopleShort).toBe(300);
    expect(target?.after.peopleShort).toBe(100);
    expect(target).toMatchObject({ gained: 300, lost: 100, turned: { met: ["k1"], lost: [] }, hasChanged: true });
  });

  it("people who moved in neither gain by a target nor lose, though they lack what it asks for", () => {
    const far = { ...estate, id: "edit-3", geometry: { type: "Point" as const, coordinates: placeOf(study, 2) } };
    const target = compare(study, [[], [far]]).changes[0]?.targets[0];
    expect(target?.after.peopleShort).toBe(700);
    expect(target).toMatchObject({ gained: 0, lost: 0 });
  });

  it("people of an estate that one side alone has moved in: they did not gain", () => {
    const [change] = compare(study, [[], [estate]]).changes;
    expect(change?.total).toMatchObject({
      peopleBefore: 600,
      peopleAfter: 1000,
      coveredBefore: 300,
      coveredAfter: 700,
    });
    expect(change?.total).toMatchObject({ gained: 0, lost: 0, arrivedCovered: 400, departedCovered: 0 });
  });

  it("an estate on both sides is the same homes: its 400 people lose the clinic that moves away", () => {
    const [change] = compare(study, [[estate], [estate, move]]).changes;
    expect(change?.total).toMatchObject({ coveredBefore: 700, coveredAfter: 500, gained: 300, lost: 500 });
    expect(change?.total).toMatchObject({ arrivedCovered: 0, departedCovered: 0 });
  });

  it("adds up the communities asked about alone, and leaves out districts without any", () => {
    const [change] = compare(study, [[], [move]], [1, 2]).changes;
    expect(change?.total).toMatchObject({
      peopleBefore: 500,
      coveredBefore: 200,
      coveredAfter: 500,
      gained: 300,
      lost: 0,
    });
    expect(compare(study, [[], [move]], [2]).changes[0]?.districts.map(({ unitId }) => unitId)).toEqual(["k2"]);
  });

  it("holds each of several scenarios against the first, and says of each which it is", () => {
    const { sides, changes } = compare(study, [[], [move], [estate]]);
    expect(sides.map(({ name }) => name)).toEqual(["方案 0", "方案 1", "方案 2"]);
    expect(changes.map(({ sideIndex, total }) => [sideIndex, total.coveredAfter])).toEqual([
      [1, 500],
      [2, 700],
    ]);
  });

  it("refuses one side alone, with the field named", () => {
    expect(() => compare(study, [[]])).toThrowError(
      expect.objectContaining({ code: "bad-parameter", fields: { field: "sides", value: 1 } }),
    );
  });
});
