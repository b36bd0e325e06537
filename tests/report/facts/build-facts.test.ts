import { describe, expect, it } from "vitest";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { NO_EDITS } from "../../../src/core/plan/plan-edits.ts";
import { createStudy } from "../../io/create-study.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createCircle } from "../../support/drawn-targets.ts";
import { factsOf } from "./facts-of.ts";

/** 360 m at 1.2 m/s: two steps of 150 m are within reach, three are not. */
function createTown(changes: Partial<Study> = {}): Study {
  const drawn = createDrawnStudy(
    `
      A-1-2---3-----4
    `,
    { spacingMetres: 75, communityColumns: [13, 17] },
  );
  return { ...drawn, ...changes };
}

describe("the facts of a drawn town", () => {
  const [clinic] = factsOf(createTown()).services;

  it("count who is within reach", () => {
    expect(clinic?.whole).toMatchObject({ people: 1000, peopleCovered: 300, tested: 3, met: 1, notMet: 2 });
  });

  it("name the gaps with their people, their nearest facility and the cause", () => {
    expect(
      clinic?.gaps.map(({ name, peopleShort, share, nearestFacilityName, cause }) => [
        name,
        peopleShort,
        share,
        nearestFacilityName,
        cause,
      ]),
    ).toEqual([
      ["丙", 400, 0, "A", "far"],
      ["乙", 300, 0, "A", "far"],
    ]);
  });

  it("give townships their own row where the study has no counties", () => {
    expect(clinic?.districts.map(({ id, name, people, facilities }) => [id, name, people, facilities])).toEqual([
      ["t1", "示例街道", 1000, 1],
    ]);
  });

  it("weigh every person's minutes in the Lorenz curve", () => {
    // 100 people at 150 m, 200 at 300 m, 300 at 600 m, 400 at 1050 m: 15 + 60 + 180 + 420 = 675 thousand metres.
    const at = new Map(clinic?.lorenz?.points.map(([people, minutes]) => [people, minutes]));
    expect(at.get(0.1)).toBeCloseTo(15 / 675, 3);
    expect(at.get(0.3)).toBeCloseTo(75 / 675, 3);
    expect(at.get(0.6)).toBeCloseTo(255 / 675, 3);
    expect(clinic?.lorenz?.people).toBe(1000);
  });
});

describe("a detour", () => {
  it("is the cause where the straight line would have passed", () => {
    const town = createDrawnStudy(
      `
        A-+
        ~ |
        1-+
      `,
      { spacingMetres: 100 },
    );
    const [clinic] = factsOf(town).services;
    expect(clinic?.gaps.map(({ cause, straightShare }) => [cause, straightShare])).toEqual([["detour", 1]]);
  });
});

describe("what cannot be tested", () => {
  it("is counted apart where nobody of the group lives, and never as a share of nothing", () => {
    const town = createTown();
    const facts = factsOf({
      ...town,
      demand: { ...town.demand, people: { all: Float64Array.of(100, 200, 0, 400) } },
    });
    expect(facts.services[0]?.whole).toMatchObject({ tested: 2, notTestable: 1 });
    expect(facts.services[0]?.gaps.map(({ name }) => name)).toEqual(["丙"]);
  });

  it("has no walks where the study has no facility", () => {
    const [clinic] = factsOf(createTown({ facilities: [] })).services;
    expect(clinic?.lorenz).toBeNull();
    expect(clinic?.gaps).toEqual([]);
    expect(clinic?.whole).toMatchObject({ tested: 0, notTestable: 3 });
  });

  it("does not say how many facilities stand where a community has no outline", () => {
    const facts = factsOf(createStudy());
    const districts = facts.services[0]?.districts.map(({ id, name, facilities }) => [id, name, facilities]);
    expect(districts).toEqual([
      ["t1", "某街道", null],
      ["", "不属于任何区县", 1],
    ]);
  });
});

describe("scenarios in the facts", () => {
  const scenario: Scenario = {
    id: "s1",
    name: "东头一处",
    edits: [
      {
        kind: "add-facility",
        id: "e1",
        isOff: false,
        serviceId: "clinic",
        facilityId: "new",
        name: "新站",
        coordinates: [[113.3 + 0.0176, 40.1]],
        attributes: {},
      },
    ],
  };
  const facts = factsOf(createTown(), [scenario]);

  it("stand beside the baseline with who gains and who loses", () => {
    const [held] = facts.scenarios;
    expect(held?.name).toBe("东头一处");
    expect(held?.edits).toEqual(["增设 新站"]);
    expect(held?.changes[0]).toMatchObject({ coveredBefore: 300, coveredAfter: 700, gained: 400, lost: 0 });
    expect(held?.services[0]?.whole).toMatchObject({ peopleCovered: 700, met: 2 });
    expect(facts.services[0]?.whole.peopleCovered).toBe(300);
  });
});

describe("the plan in the facts", () => {
  it("takes what was entered by hand over what no map can test", () => {
    const target = { ...createCircle("T1", 300), rule: { kind: "reported", what: "上报数" } as const };
    const stated = { targetId: "T1", value: 0.5, date: "2025-01-01", source: "年报", confirmedBy: "某科" };
    const facts = factsOf(createTown({ targets: [target], edits: { ...NO_EDITS, statedValues: [stated] } }));
    expect(facts.targets.map(({ result }) => [result.verdict, result.stated?.source])).toEqual([["not-met", "年报"]]);
  });

  it("keeps what a planner wrote into the ledger", () => {
    const note = {
      targetId: "T1",
      unitId: "c3",
      cause: "",
      measure: "改建旧校舍",
      responsible: "",
      status: "planned",
      note: "已选址",
    } as const;
    const facts = factsOf(
      createTown({ targets: [createCircle("T1", 300)], edits: { ...NO_EDITS, ledgerNotes: [note] } }),
    );
    const row = facts.ledgerRows.find(({ row: { unitId } }) => unitId === "c3");
    expect(row?.texts.measure).toEqual({ text: { zh: "改建旧校舍", en: "改建旧校舍" }, isEntered: true });
    expect([row?.unitName, row?.townshipName, row?.texts.status, row?.texts.note]).toEqual([
      "丙",
      "示例街道",
      "planned",
      "已选址",
    ]);
  });
});
