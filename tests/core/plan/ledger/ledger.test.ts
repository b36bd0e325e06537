import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../../../src/core/coverage/coverage-result.ts";
import { DEFAULT_PARAMETERS } from "../../../../src/core/model/parameters.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { judgeTargets } from "../../../../src/core/plan/judge/judge-targets.ts";
import { judgedTargets } from "../../../../src/core/plan/judged-targets.ts";
import { listProblems } from "../../../../src/core/plan/ledger/ledger.ts";
import type { LedgerNote } from "../../../../src/core/plan/ledger/ledger-note.ts";
import type { Ledger, Problem } from "../../../../src/core/plan/ledger/ledger-problem.ts";
import { writeRows } from "../../../../src/core/plan/ledger/ledger-rows.ts";
import { createTextMaker } from "../../../../src/core/plan/ledger/ledger-texts.ts";
import { placeUnits } from "../../../../src/core/plan/ledger/unit-places.ts";
import { NO_EDITS, type PlanEdits } from "../../../../src/core/plan/plan-edits.ts";
import type { Target, TargetResult } from "../../../../src/core/plan/target.ts";
import { withUserEntries } from "../../../../src/core/plan/user-entries.ts";
import { createDrawnStudy } from "../../../support/drawn-study.ts";
import { createAtLeast, createCircle, createTarget } from "../../../support/drawn-targets.ts";
import { createRandomStudy } from "../../../support/random-study.ts";

const DISTRICTS: Study["units"] = [
  { id: "city", name: "示例市", parentId: "", level: "city", type: "市" },
  { id: "k1", name: "甲区", parentId: "city", level: "county", type: "区" },
  { id: "t1", name: "示例街道", parentId: "k1", level: "township", type: "街道" },
];

interface Found {
  readonly study: Study;
  readonly targets: readonly Target[];
  readonly results: readonly TargetResult[];
  readonly ledger: Ledger;
}

function findProblems(study: Study, edits: PlanEdits = NO_EDITS, parameters = DEFAULT_PARAMETERS): Found {
  const session = new AnalysisSession(study);
  const targets = judgedTargets(study, edits);
  const judged = judgeTargets(session, targets, parameters);
  const results = withUserEntries(judged, targets, edits);
  return { study, targets, results, ledger: listProblems(session, edits, judged, parameters) };
}

/** The rows as a planner reads them: unit, target, shortfall, cause, measure, responsible unit. */
function readRows({ study, targets, results, ledger }: Found, notes: readonly LedgerNote[] = []): string[][] {
  const places = placeUnits(study);
  const textsOf = createTextMaker(study, targets, DEFAULT_PARAMETERS, places);
  return writeRows(ledger.problems, notes, targets, results, places).map((row) => {
    const { shortfall, cause, measure, responsible } = textsOf(row);
    return [
      places.get(row.unitId)?.name ?? row.unitId,
      row.targetId,
      shortfall.zh,
      cause.text.zh,
      measure.text.zh,
      responsible.text.zh,
    ];
  });
}

/** The clinics with a column. */
function withAttribute(study: Study, attribute: string, values: readonly (string | number | boolean)[]): Study {
  const [layer, ...others] = study.facilities;
  if (!layer) throw new Error("no layer");
  return { ...study, facilities: [{ ...layer, attributes: { [attribute]: values } }, ...others] };
}

/**
 * 100 m a character, a clinic within 270 s at 1.2 m/s = 324 m:
 *
 *   甲 0–4: 200 people 300 m from A: met        乙 5–9: 100 people 300 m from A: met
 *   丙 10–12: 300 people 900 m from A = 750 s = 12.5 min, straight 900 m: too far
 */
const STREET = "2--A--1-----3";
const STREET_OPTIONS = { spacingMetres: 100, communityColumns: [5, 10] };

function createStreet(targets: readonly Target[]): Study {
  return { ...createDrawnStudy(STREET, STREET_OPTIONS), units: DISTRICTS, targets };
}

describe("problem ledger", () => {
  it("lists every unit not met with its people, its shortfall and its nearest facility", () => {
    const found = findProblems(createStreet([createCircle("P1", 270), createAtLeast("P2", 1)]));
    expect(
      found.ledger.problems.map(({ unitId, targetId, people, peopleShort, share }) => [
        unitId,
        targetId,
        people,
        peopleShort,
        share,
      ]),
    ).toEqual([
      ["c2", "P2", 100, 100, null],
      ["c3", "P1", 300, 300, 0],
      ["c3", "P2", 300, 300, null],
    ]);
    expect(readRows(found)).toEqual([
      [
        "乙",
        "P2",
        "缺 1 处卫生服务站",
        "本社区没有卫生服务站；居民到最近一处（A）步行 4.2 分钟，直线 300 米（中位）",
        "新建 1 处卫生服务站",
        "甲区卫生健康局",
      ],
      [
        "丙",
        "P1",
        "300 人不在范围内，范围内 0%，要求 80%",
        "太远：本社区没有卫生服务站；未覆盖居民到最近一处（A）步行 12.5 分钟，直线 900 米（中位）",
        "新建或利用存量房屋设置卫生服务站，服务 300 人",
        "甲区卫生健康局",
      ],
      [
        "丙",
        "P2",
        "缺 1 处卫生服务站",
        "本社区没有卫生服务站；居民到最近一处（A）步行 12.5 分钟，直线 900 米（中位）",
        "新建 1 处卫生服务站",
        "甲区卫生健康局",
      ],
    ]);
  });

  it("counts people of every group in the unit, in districts and in the whole", () => {
    const base = createStreet([createCircle("P1", 270)]);
    const all = base.demand.people.all;
    const study = { ...base, demand: { ...base.demand, people: { all, "60+": all.map((people) => people / 4) } } };
    const { ledger } = findProblems(study);
    expect(ledger.groupIds).toEqual(["all", "60+"]);
    expect(["c3", "t1", "k1", "city"].map((id) => ledger.peopleByUnit.get(id))).toEqual([
      [300, 75],
      [600, 150],
      [600, 150],
      [600, 150],
    ]);
  });

  it("puts the whole before districts, districts before townships and these before communities", () => {
    const targets = [
      createCircle("P1", 270),
      createAtLeast("P2", 2, "township"),
      createAtLeast("P3", 2, "county"),
      createTarget(
        "P4",
        "city",
        {
          kind: "ratio",
          what: "床位",
          need: { serviceIds: ["clinic"] },
          amount: { of: "sum", attribute: "beds" },
          groupId: "all",
          per: 1000,
        },
        { target: { value: 50, text: "", measure: "beds per 1,000 people" } },
      ),
    ];
    const found = findProblems(withAttribute(createStreet(targets), "beds", [7]));
    expect(readRows(found).map(([unit, target, shortfall]) => [unit, target, shortfall])).toEqual([
      // 600 people at 50 per 1,000 need 30 beds; there are 7.
      ["示例市", "P4", "床位差 23 张：现状 11.67，要求 50"],
      ["甲区", "P3", "缺 1 处卫生服务站"],
      ["示例街道", "P2", "缺 1 处卫生服务站"],
      ["丙", "P1", "300 人不在范围内，范围内 0%，要求 80%"],
    ]);
  });

  it("a ratio's beds short are rounded up to whole beds, with the arithmetic", () => {
    const ratio = createTarget(
      "P4",
      "city",
      {
        kind: "ratio",
        what: "床位",
        need: { serviceIds: ["clinic"] },
        amount: { of: "sum", attribute: "beds" },
        groupId: "all",
        per: 1000,
      },
      { target: { value: 35, text: "", measure: "beds per 1,000 people" } },
    );
    const study = withAttribute(createStreet([ratio]), "beds", [4]);
    // 600 × 35 / 1,000 = 21 beds, 4 there: 17 short.
    const [row] = readRows(findProblems(study));
    expect(row?.slice(2)).toEqual([
      "床位差 17 张：现状 6.67，要求 35",
      "总量不足：600 人按 35 / 1,000 需 21 张，现有 4 张",
      "扩容：床位再增 17 张",
      "示例市卫生健康委员会",
    ]);
    // 36.4 per 1,000 ask for 21.84 beds: 22.
    const more = { ...ratio, target: { ...ratio.target, value: 36.4 } };
    expect(readRows(findProblems({ ...study, targets: [more] }))[0]?.[2]).toContain("床位差 18 张");
  });

  it("a share and an amount added say how many pieces are short", () => {
    const share = createTarget(
      "P5",
      "city",
      {
        kind: "share-with-property",
        of: "卫生服务站",
        property: "达标",
        need: { serviceIds: ["clinic"] },
        having: [{ attribute: "meets_standard", oneOf: [true] }],
        amount: { of: "count" },
      },
      { target: { value: 0.5, text: "", measure: "share of facilities" } },
    );
    const study = withAttribute(
      { ...createDrawnStudy("A-B-C-1", { spacingMetres: 100 }), units: DISTRICTS, targets: [share] },
      "meets_standard",
      [true, false, false],
    );
    // Half of three is 1.5, so two; one is there.
    expect(readRows(findProblems(study))[0]?.slice(2, 5)).toEqual([
      "卫生服务站差 1 处：现状 33.3%，要求 50%",
      "总量不足：需 2 处，现有 1 处",
      "再使 1 处卫生服务站达到“达标”",
    ]);
    const added = createTarget(
      "P5",
      "city",
      {
        kind: "added-since",
        what: "卫生服务站",
        need: { serviceIds: ["clinic"] },
        amount: { of: "count" },
        since: "2018-12-31",
        dateAttribute: "opened",
      },
      { target: { value: 3, text: "", measure: "clinics" } },
    );
    const opened = withAttribute({ ...study, targets: [added] }, "opened", [2017, 2019, 2018]);
    expect(readRows(findProblems(opened))[0]?.slice(2, 5)).toEqual([
      "卫生服务站差 2 处：现状 1，要求 3",
      "总量不足：需 3 处，现有 1 处",
      "再新增卫生服务站 2 处",
    ]);
  });

  it("what is stated by hand and short is a problem of the whole, and says that it is stated", () => {
    const reported = createTarget(
      "P6",
      "city",
      { kind: "reported", what: "比例" },
      {
        target: { value: 0.9, text: "", measure: "share of enrolment" },
      },
    );
    const stated = { targetId: "P6", value: 0.88, date: "2024-12-31", source: "年报", confirmedBy: "" };
    const found = findProblems(createStreet([reported]), { ...NO_EDITS, statedValues: [stated] });
    expect(readRows(found).map((row) => row.slice(0, 4))).toEqual([
      ["示例市", "P6", "现状 88%，要求 90%", "总量不足（填报值）"],
    ]);
    const enough = { ...NO_EDITS, statedValues: [{ ...stated, value: 0.9 }] };
    expect(findProblems(createStreet([reported]), enough).ledger.problems).toEqual([]);
  });

  it("a ratio stated by hand is turned into pieces there and pieces short, whole ones", () => {
    const ratio = createTarget(
      "P6",
      "city",
      { kind: "ratio", what: "床位", need: null, amount: { of: "count" }, groupId: "all", per: 1000 },
      { target: { value: 35, text: "", measure: "beds per 1,000 people" } },
    );
    const stated = { targetId: "P6", value: 30.3, date: "2024-12-31", source: "年报", confirmedBy: "" };
    // 600 people: 30.3 per 1,000 are 18.18 beds, so 18; 21 are needed.
    const found = findProblems(createStreet([ratio]), { ...NO_EDITS, statedValues: [stated] });
    expect(readRows(found)[0]?.slice(2, 5)).toEqual([
      "床位差 3 张：现状 30.3，要求 35",
      "总量不足（填报值）：600 人按 35 / 1,000 需 21 张，折合现有 18 张",
      "扩容：床位再增 3 张",
    ]);
  });

  it("values of the whole without a number to hold them to are no problem", () => {
    const noNumber = createTarget(
      "P7",
      "city",
      {
        kind: "added-since",
        what: "站",
        need: { serviceIds: ["clinic"] },
        amount: { of: "count" },
        since: "2019-12-31",
        dateAttribute: "opened",
      },
      { target: { value: null, text: "", measure: "" } },
    );
    const study = withAttribute(createStreet([noNumber]), "opened", [2018]);
    expect(findProblems(study).ledger.problems).toEqual([]);
  });

  it("works without a plan: the default circles are judged", () => {
    const study = createDrawnStudy("2--A--1---------------3", { spacingMetres: 100, communityColumns: [5, 10] });
    // 1,900 m to A at 1.2 m/s take 26.4 minutes.
    expect(readRows(findProblems(study)).map((row) => row.slice(0, 4))).toEqual([
      [
        "丙",
        "circle-clinic",
        "300 人不在范围内，范围内 0%，要求 80%",
        "太远：本社区没有卫生服务站；未覆盖居民到最近一处（A）步行 26.4 分钟，直线 1,900 米（中位）",
      ],
    ]);
  });
});

describe("causes", () => {
  const causeOf = (drawing: string, target: Target, columns: readonly number[] = []): Problem["cause"] => {
    const study = createDrawnStudy(drawing, { spacingMetres: 100, communityColumns: columns });
    const [problem] = findProblems({ ...study, targets: [target] }).ledger.problems;
    if (!problem) throw new Error("no problem found");
    return problem.cause;
  };

  it("near miss: within five points of the share", () => {
    // 700 of 900 people (77.8 %) live within 324 m.
    const cause = causeOf("7--A-------2", createCircle("P1", 270));
    expect(cause.kind).toBe("near-miss");
    // 600 of 900 (66.7 %) are too few for that.
    expect(causeOf("6--A-------3", createCircle("P1", 270)).kind).toBe("too-far");
  });

  it("detour: near enough in a straight line, half as far again on streets", () => {
    const drawing = `
A-----+
      |
5-----+`;
    // Straight 200 m; on streets 600 + 200 + 600 = 1,400 m = 7 times.
    const cause = causeOf(drawing, createCircle("P1", 270));
    expect(cause).toMatchObject({ kind: "detour", needIndex: 0, straightShare: 1 });
    if (cause.kind !== "detour") throw new Error(cause.kind);
    expect(cause.factor).toBeCloseTo(7, 3);
    expect(cause.nearest.seconds).toBeCloseTo(1400 / 1.2, 1);
    expect(cause.nearest.straightMetres).toBeCloseTo(200, 1);
  });

  it("a usual bend of the streets is no detour", () => {
    const drawing = `
A--+
   |
   5`;
    // 300 m along and 200 m down are 500 m, 1.39 times the straight 360.6 m, which is within 375 s × 1.2 = 450 m.
    expect(causeOf(drawing, createCircle("P1", 375)).kind).toBe("too-far");
  });

  it("not attached: most of those short live where no street is near", () => {
    const drawing = `
A--1




3`;
    // 300 people 500 m from the street; 100 within reach.
    expect(causeOf(drawing, createCircle("P1", 270))).toEqual({ kind: "not-attached", needIndex: 0, people: 300 });
  });

  it("too far in spite of a facility in the unit counts those that stand there", () => {
    expect(causeOf("A------------5", createCircle("P1", 270))).toMatchObject({ kind: "too-far", inUnit: 1 });
  });

  it("beyond the search limit no facility is named, but the straight line is", () => {
    const drawing = `
A-1



5--1`;
    const cause = causeOf(drawing, createCircle("P1", 270));
    if (cause.kind !== "too-far" && cause.kind !== "near-miss") throw new Error(cause.kind);
    expect(cause.nearest).toMatchObject({ facilityIndex: -1, seconds: Infinity });
    expect(cause.nearest?.straightMetres).toBeCloseTo(400, 1);
  });

  it("over capacity: all reach A, whose 350 places go to the nearer 300 first", () => {
    // Everybody is within 900 s = 1,080 m; 丙's 300 are farthest and get the 50 that are left: 16.6 % of four fifths.
    const circle = createCircle("T1", 900);
    const target = { ...circle, rule: { ...circle.rule, withPlaces: true } as Target["rule"] };
    const study = { ...createDrawnStudy(STREET, STREET_OPTIONS), units: DISTRICTS, targets: [target] };
    const found = findProblems(withAttribute(study, "places", [350]));
    expect(found.results[0]).toMatchObject({ unitsTested: 3, unitsMet: 2, peopleShort: 250 });
    expect(found.ledger.problems).toMatchObject([
      {
        ...{ unitId: "c3", people: 300, peopleShort: 250, share: 50 / 300, neededShare: 0.8, gap: { kind: "people" } },
        cause: { kind: "over-capacity", needIndex: 0, inReach: 300, served: 50, facilities: 1, places: 350 },
      },
    ]);
    expect(readRows(found)[0]?.slice(2, 5)).toEqual([
      "250 人没有位子，有位子 16.6%，要求 80%",
      "满额：300 人能到卫生服务站，只有 50 人有位子；能到的 1 处共可容 350 人，另有外来需求",
      "扩容或增设卫生服务站，新增位子 250 人",
    ]);
    // Without a column of places it is not testable, never 0 %.
    const [unknown] = findProblems(study).results;
    expect(unknown).toMatchObject({ verdict: "not-testable", reason: "needs-other-data" });
    expect(unknown?.missingAttributes).toEqual([{ serviceId: "clinic", attribute: "capacity" }]);
  });

  it("too few in the unit, and facilities of the kind that do not qualify", () => {
    expect(causeOf("A-5", createAtLeast("P1", 2))).toEqual({ kind: "too-few-in-unit", needIndex: 0 });
    const filtered = createTarget("P1", "community", {
      kind: "at-least-per-unit",
      needs: [{ serviceIds: ["clinic"], filters: [{ attribute: "ownership", oneOf: ["公办"] }] }],
      count: 1,
    });
    const study = withAttribute(createDrawnStudy("A-5-B", { spacingMetres: 100 }), "ownership", ["民办", "民办"]);
    const found = findProblems({ ...study, targets: [filtered] });
    expect(found.ledger.problems[0]?.cause).toEqual({ kind: "not-qualifying", needIndex: 0, others: 2 });
    expect(readRows(found)[0]?.slice(2, 5)).toEqual([
      "缺 1 处卫生服务站（公办）",
      "本社区有 2 处卫生服务站，都不符合条件（要求卫生服务站（公办））",
      "将现有设施提升为卫生服务站（公办），或新建 1 处",
    ]);
  });
});

describe("notes", () => {
  const note = (unitId: string, changes: Partial<LedgerNote> = {}): LedgerNote => ({
    targetId: "P1",
    unitId,
    cause: "",
    measure: "",
    responsible: "",
    status: "open",
    note: "",
    ...changes,
  });

  it("take the place of proposals, cell by cell", () => {
    const found = findProblems(createStreet([createCircle("P1", 270)]));
    const written = note("c3", { measure: "租用村委会房屋", responsible: "甲区民政局" });
    expect(readRows(found, [written])).toEqual([
      [
        "丙",
        "P1",
        "300 人不在范围内，范围内 0%，要求 80%",
        "太远：本社区没有卫生服务站；未覆盖居民到最近一处（A）步行 12.5 分钟，直线 900 米（中位）",
        "租用村委会房屋",
        "甲区民政局",
      ],
    ]);
  });

  it("whose problem has gone are listed as resolved, in their place; those of no target or unit as not judged", () => {
    const { study, targets, results, ledger } = findProblems(createStreet([createCircle("P1", 270)]));
    const notes = [note("gone", { note: "x" }), note("c1", { note: "已建成" }), note("c3", { targetId: "P9" })];
    const rows = writeRows(ledger.problems, notes, targets, results, placeUnits(study));
    expect(
      rows.map(({ unitId, targetId, state, people, peopleShort, note }) => [
        unitId,
        targetId,
        state,
        people,
        peopleShort,
        note?.note ?? null,
      ]),
    ).toEqual([
      ["c1", "P1", "resolved", 200, 0, "已建成"],
      ["c3", "P1", "open", 300, 300, null],
      ["c3", "P9", "not-judged", null, null, ""],
      ["gone", "P1", "not-judged", null, null, "x"],
    ]);
  });

  it("a value of the whole that is met now is resolved", () => {
    const reported = createTarget(
      "P1",
      "city",
      { kind: "reported", what: "比例" },
      {
        target: { value: 0.9, text: "", measure: "share of enrolment" },
      },
    );
    const stated = { targetId: "P1", value: 0.95, date: "2024-12-31", source: "年报", confirmedBy: "" };
    const found = findProblems(createStreet([reported]), { ...NO_EDITS, statedValues: [stated] });
    const rows = writeRows([], [note("city")], found.targets, found.results, placeUnits(found.study));
    expect(rows.map(({ state }) => state)).toEqual(["resolved"]);
  });
});

describe("responsible unit", () => {
  it("is the target's own bureau where it names one, of the unit's district", () => {
    const target = { ...createCircle("P1", 270), bureau: { zh: "市行政审批局", en: "approvals bureau" } };
    expect(readRows(findProblems(createStreet([target])))[0]?.[5]).toBe("甲区行政审批局");
  });

  it("is the administration of a development zone, and the bureau alone where no district is known", () => {
    const zone = DISTRICTS.map((unit) => (unit.id === "k1" ? { ...unit, name: "示例开发区", type: "开发区" } : unit));
    expect(readRows(findProblems({ ...createStreet([createCircle("P1", 270)]), units: zone }))[0]?.[5]).toBe(
      "示例开发区管委会",
    );
    expect(readRows(findProblems({ ...createStreet([createCircle("P1", 270)]), units: [] }))[0]?.[5]).toBe(
      "卫生健康局",
    );
  });
});

describe("laws", () => {
  it("every unit not met has one row, no other unit has any, and people short add up with those of the units met", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0.3, 0.8, 1), (seed, passShare) => {
        const base = createRandomStudy(seed);
        const targets = [
          createCircle("P1", 300),
          createCircle("P2", 120, "urban-community"),
          createAtLeast("P3", 2),
          createAtLeast("P4", 9, "township"),
        ];
        const found = findProblems({ ...base, targets }, NO_EDITS, { ...DEFAULT_PARAMETERS, passShare });
        for (const { targetId, units, peopleShort } of found.results) {
          const rows = found.ledger.problems.filter((problem) => problem.targetId === targetId);
          const notMet = units.ids.filter((_, unit) => units.verdicts[unit] === VERDICT_NOT_MET);
          expect(rows.map(({ unitId }) => unitId).sort()).toEqual([...notMet].sort());
          const inMet = units.peopleShort.reduce(
            (sum, short, unit) => sum + (units.verdicts[unit] === VERDICT_MET ? short : 0),
            0,
          );
          expect(rows.reduce((sum, row) => sum + row.peopleShort, inMet)).toBeCloseTo(peopleShort, 6);
        }
      }),
      { numRuns: 25 },
    );
  });

  it("is the same whatever was asked of the session before", () => {
    const study = { ...createRandomStudy(3), targets: [createCircle("P1", 200), createAtLeast("P2", 1)] };
    const fresh = findProblems(study).ledger;
    const session = new AnalysisSession(study);
    const other = { ...DEFAULT_PARAMETERS, cutoffSeconds: 300, speedMetresPerSecond: 0.7 };
    const targets = judgedTargets(study, NO_EDITS);
    listProblems(session, NO_EDITS, judgeTargets(session, targets, other), other);
    const results = judgeTargets(session, targets, DEFAULT_PARAMETERS);
    expect(listProblems(session, NO_EDITS, results, DEFAULT_PARAMETERS)).toEqual(fresh);
  });
});
