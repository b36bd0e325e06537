/** Residential land as a circle's denominator, and either of two ways to travel: all figures by hand. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../../src/core/coverage/coverage-result.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../../src/core/model/parameters.ts";
import { WALK_BOTH } from "../../../../src/core/model/streets.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import type { ServiceAreaRule } from "../../../../src/core/plan/judge/judge-service-area.ts";
import { judgeTargets } from "../../../../src/core/plan/judge/judge-targets.ts";
import { listProblems } from "../../../../src/core/plan/ledger/ledger.ts";
import { createTextMaker } from "../../../../src/core/plan/ledger/ledger-texts.ts";
import { placeUnits } from "../../../../src/core/plan/ledger/unit-places.ts";
import { NO_EDITS } from "../../../../src/core/plan/plan-edits.ts";
import { figureOf } from "../../../../src/core/plan/snapshot.ts";
import type { Reach, Target, TargetResult, TargetUnit } from "../../../../src/core/plan/target.ts";
import { describeTest } from "../../../../src/core/plan/words/describe-test.ts";
import { explainCommunity } from "../../../../src/core/questions/explain-community.ts";
import { measureSensitivity, type Sensitivity } from "../../../../src/core/questions/measure-sensitivity.ts";
import { createDrawnStudy } from "../../../support/drawn-study.ts";
import { createTarget } from "../../../support/drawn-targets.ts";
import { finishSteps } from "../../../support/finish-steps.ts";

const walked = (metres: number): Reach => ({ kind: "distance", metres, measure: "network" });
const CLINIC: ServiceAreaRule = {
  kind: "service-area",
  needs: [{ serviceIds: ["clinic"] }],
  reach: walked(1000),
  profileId: "adult",
  groupId: "all",
  passShare: 0.8,
};
const targetOf = (changes: Partial<ServiceAreaRule>, unit: TargetUnit = "community"): Target =>
  createTarget("T", unit, { ...CLINIC, ...changes });

function judge(study: Study, target: Target, run: Partial<AnalysisParameters> = {}): TargetResult {
  const [result] = judgeTargets(new AnalysisSession(study), [target], { ...DEFAULT_PARAMETERS, ...run });
  return result as TargetResult;
}

/**
 * 100 m a character, the clinic at its west end. Homes at 100, 400, 900 and 1300 m with 100, 200, 300 and 400 people
 * on 1, 3, 5 and 1 ha; 甲 is the first two, 乙 the others.
 */
function createLandStudy(squareMetres: readonly number[] | null = [10_000, 30_000, 50_000, 10_000]): Study {
  const drawn = createDrawnStudy("A1--2----3---4", { spacingMetres: 100, communityColumns: [5] });
  const landSquareMetres = squareMetres && Float64Array.from(squareMetres);
  return { ...drawn, demand: { ...drawn.demand, landSquareMetres } };
}

describe("a circle that judges residential land", () => {
  it("takes the share of land, not of people: 5 of 6 ha pass where 300 of 700 people do not", () => {
    const people = judge(createLandStudy(), targetOf({}));
    expect([...people.units.verdicts]).toEqual([VERDICT_MET, VERDICT_NOT_MET]);
    expect(people.landShortSquareMetres).toBeUndefined();
    const land = judge(createLandStudy(), targetOf({ denominator: "land" }));
    expect([...land.units.verdicts]).toEqual([VERDICT_MET, VERDICT_MET]);
    expect([...(land.units.land?.squareMetres ?? [])]).toEqual([40_000, 60_000]);
    expect([...(land.units.land?.short ?? [])]).toEqual([0, 10_000]);
    expect(land.landShortSquareMetres).toBe(10_000);
    // The people beyond reach are told as people still.
    expect(land.peopleShort).toBe(400);
    expect(judge(createLandStudy(), targetOf({ denominator: "people" }))).toEqual({
      ...people,
      units: people.units,
    });
  });

  it("judges the whole of several communities by all of their land: 9 of 10 ha", () => {
    const whole = judge(createLandStudy(), targetOf({ denominator: "land", passShare: 0.9 }, "township"));
    expect([...whole.units.verdicts]).toEqual([VERDICT_MET]);
    expect(whole.coverage).toMatchObject({
      kind: "reach",
      network: { people: 0.6, units: 1, land: 0.9 },
      straight: { people: 0.6, units: 1, land: 0.9 },
    });
    const stricter = judge(createLandStudy(), targetOf({ denominator: "land", passShare: 0.91 }, "township"));
    expect(stricter.unitsMet).toBe(0);
  });

  it("tests a unit that has land and nobody, and none that has people and no land", () => {
    const result = judge(createLandStudy([0, 0, 50_000, 10_000]), targetOf({ denominator: "land" }));
    expect([...result.units.verdicts]).toEqual([VERDICT_NOT_TESTABLE, VERDICT_MET]);
    const empty = createLandStudy();
    const nobody = { ...empty, demand: { ...empty.demand, people: { all: Float64Array.of(0, 0, 300, 400) } } };
    expect([...judge(nobody, targetOf({ denominator: "land" })).units.verdicts]).toEqual([VERDICT_MET, VERDICT_MET]);
  });

  it("is not testable without residential land: other land does not stand for it", () => {
    const without = judge(createLandStudy(null), targetOf({ denominator: "land" }));
    expect(without).toMatchObject({ verdict: "not-testable", reason: "no-residential-land", share: null });
    expect(judge(createLandStudy([0, 0, 0, 0]), targetOf({ denominator: "land" })).reason).toBe("no-residential-land");
  });

  it("says so in the test, in the assumptions and in what is kept of a day", () => {
    const study = createLandStudy();
    const target = targetOf({ denominator: "land" });
    const words = describeTest(target, study.services, DEFAULT_PARAMETERS).zh;
    expect(words).toContain("居住用地中，至少 80 %的面积");
    expect(words).not.toContain("人口");
    const result = judge(study, target);
    const said = result.assumptions.map(({ zh }) => zh).join("\n");
    expect(said).toContain("分母：居住用地面积，不按人口");
    expect(said).toContain("共检验 10.0 公顷居住用地，其中 1.0 公顷居住用地不在范围内");
    expect(figureOf(target, result, DEFAULT_PARAMETERS).landShortSquareMetres).toBe(10_000);
  });

  it("is listed in the ledger in hectares: 3 of 4 ha out of reach of 300 m", () => {
    const study = { ...createLandStudy(), targets: [targetOf({ denominator: "land", reach: walked(300) })] };
    const session = new AnalysisSession(study);
    const results = judgeTargets(session, study.targets, DEFAULT_PARAMETERS);
    const { problems } = listProblems(session, NO_EDITS, results, DEFAULT_PARAMETERS);
    expect(problems.map(({ gap, share, peopleShort }) => [gap, share, peopleShort])).toEqual([
      [{ kind: "land", squareMetres: 40_000, shortSquareMetres: 30_000 }, 0.25, 200],
      [{ kind: "land", squareMetres: 60_000, shortSquareMetres: 60_000 }, 0, 700],
    ]);
    const textsOf = createTextMaker(study, study.targets, DEFAULT_PARAMETERS, placeUnits(study));
    const [first] = problems;
    const texts = textsOf({
      targetId: "T",
      unitId: "c1",
      state: "open",
      problem: first ?? null,
      people: 300,
      peopleShort: 200,
      note: null,
    });
    expect(texts.shortfall.zh).toBe("3.0 公顷居住用地不在范围内，范围内 25%，要求 80%");
    expect(texts.measure.text.zh).toContain("覆盖 3.0 公顷居住用地");
    expect(texts.cause.text.zh).toContain("未覆盖用地到最近一处");
  });

  it("is explained in square metres of land, and what would turn it gains land", () => {
    const session = new AnalysisSession(createLandStudy());
    const explanation = finishSteps(
      explainCommunity(session, {
        parameters: DEFAULT_PARAMETERS,
        serviceId: "clinic",
        target: targetOf({ denominator: "land", reach: walked(300) }),
        passShare: 0.8,
        communityIndex: 0,
        place: null,
        withPlaces: true,
      }),
    );
    expect(explanation?.places?.fault).toBe("judges-land");
    expect(explanation).toMatchObject({ countsLand: true, people: 40_000, peopleCovered: 10_000, isMet: false });
    const [best] = explanation?.remedies ?? [];
    expect(best).toMatchObject({ kind: "facility", peopleHere: 30_000, passes: true });
  });

  it("is tried under every change but everybody at one point", () => {
    const session = new AnalysisSession(createLandStudy());
    const kindsOf = (target: Target): string[] =>
      (finishSteps(measureSensitivity(session, DEFAULT_PARAMETERS, target)) as Sensitivity).rows.map(
        ({ change }) => change.kind,
      );
    expect(kindsOf(targetOf({}))).toContain("one-point");
    expect(kindsOf(targetOf({ denominator: "land" }))).not.toContain("one-point");
    const { rows } = finishSteps(
      measureSensitivity(session, DEFAULT_PARAMETERS, targetOf({ denominator: "land" })),
    ) as Sensitivity;
    // 800 m leave 900 m and 1300 m out: all 6 ha of 乙.
    expect(rows.find(({ change }) => change.kind === "distance" && change.factor === 0.8)).toMatchObject({
      landShortSquareMetres: 60_000,
      unitsLost: 1,
    });
  });
});

/**
 * 50 m a character. Along the street from the clinic, open to all: 100 people at 200 m, 200 at 800 m, 300 at 1400 m.
 * Down a footpath closed to bicycles: 400 at 350 m, farther from the street than a point may be attached.
 */
function createTwoWayStudy(): Study {
  const drawn = createDrawnStudy(
    `
A---1-----------2-----------3
|
|
|
|
|
|
4`,
    { spacingMetres: 50 },
  );
  const { coordinates, permissions } = drawn.streets;
  const isAcross = (line: number): boolean => coordinates[4 * line] === coordinates[4 * line + 2];
  return {
    ...drawn,
    streets: { ...drawn.streets, permissions: permissions.map((each, line) => (isAcross(line) ? WALK_BOTH : each)) },
  };
}

/** Five minutes: 360 m on foot at 1.2 m/s, 1050 m by bicycle at 3.5 m/s. */
const FIVE_MINUTES: Reach = { kind: "time", seconds: 300 };
const onFoot: Partial<ServiceAreaRule> = { reach: FIVE_MINUTES };
const byCycle: Partial<ServiceAreaRule> = { reach: FIVE_MINUTES, profileId: "cycle" };
const either = (reach: Reach | null = null): Partial<ServiceAreaRule> => ({
  ...onFoot,
  otherWay: { profileId: "cycle", reach },
});

describe("a circle that either of two ways satisfies", () => {
  const study = createTwoWayStudy();
  const shortOf = (changes: Partial<ServiceAreaRule>, run: Partial<AnalysisParameters> = {}): number =>
    judge(study, targetOf(changes), run).peopleShort;

  it("counts whoever gets there on foot or by bicycle, each within its limit: 700 of 1000", () => {
    expect(shortOf(onFoot)).toBe(500);
    expect(shortOf(byCycle)).toBe(700);
    expect(shortOf(either())).toBe(300);
    expect(judge(study, targetOf({ ...either(), passShare: 0.7 })).unitsMet).toBe(1);
    expect(judge(study, targetOf({ ...either(), passShare: 0.71 })).unitsMet).toBe(0);
  });

  it("the bicycle may have a limit of its own: 200 s are 700 m, 400 s are 1400 m", () => {
    expect(shortOf(either({ kind: "time", seconds: 200 }))).toBe(500);
    expect(shortOf(either({ kind: "time", seconds: 401 }))).toBe(0);
  });

  it("the run's choice of who travels is for the first way alone: a wheelchair makes 240 m, the bicycle stays", () => {
    expect(shortOf(either(), { profileId: "wheelchair" })).toBe(700);
    expect(shortOf(either(), { speedMetresPerSecond: 0.5 })).toBe(700);
    expect(shortOf(onFoot, { speedMetresPerSecond: 0.5 })).toBe(1000);
  });

  it("its straight twin is the farther of the two: 1050 m hold all but the home at 1400 m", () => {
    const { coverage } = judge(study, targetOf(either()));
    expect(coverage).toMatchObject({ network: { people: 0.7 }, straight: { people: 0.7 } });
    const foot = judge(study, targetOf(onFoot)).coverage;
    expect(foot).toMatchObject({ network: { people: 0.5 }, straight: { people: 0.5 } });
  });

  it("judges land either way too: each home stands on 1000 m²", () => {
    const result = judge(study, targetOf({ ...either(), denominator: "land" }));
    expect(result.landShortSquareMetres).toBe(1000);
    expect(result.coverage).toMatchObject({ network: { land: 0.75 } });
  });

  it("says both ways, that either will do, and which limit holds", () => {
    const same = judge(study, targetOf(either())).assumptions.map(({ zh }) => zh);
    expect(same).toContain(
      "或者：沿路网骑行 5 分钟，3.5 m/s，两种方式同一时限；各项设施以任一方式够得着即算，另一种方式不随本次运行的出行方式和速度改变",
    );
    expect(same.join()).toContain("另一种方式速度 3.5 m/s");
    expect(describeTest(targetOf(either()), study.services, DEFAULT_PARAMETERS).zh).toContain(
      "按成人步行沿道路 5 分钟内、或按骑行沿道路 5 分钟内能到",
    );
    const own = judge(study, targetOf(either({ kind: "time", seconds: 600 }))).assumptions.map(({ zh }) => zh);
    expect(own.join()).toContain("沿路网骑行 10 分钟，3.5 m/s；");
  });

  it("is explained by both: who is covered, the walk of the nearer way, the time that would do", () => {
    const session = new AnalysisSession(study);
    const explain = (target: Target) =>
      finishSteps(
        explainCommunity(session, {
          parameters: DEFAULT_PARAMETERS,
          serviceId: "clinic",
          target,
          passShare: 0.8,
          communityIndex: 0,
          place: null,
          withPlaces: false,
        }),
      );
    const explanation = explain(targetOf(either()));
    expect(explanation).toMatchObject({ people: 1000, peopleCovered: 700, isMet: false, serviceIds: ["clinic"] });
    expect(explanation?.walk).toMatchObject({ mode: "cycle" });
    expect(explanation?.walk?.cost).toBeCloseTo(400, 0);
    expect(explanation?.costToPass).toBeCloseTo(400, 0);
    // A clinic at the door of the 300 is all that is lacking.
    expect(explanation?.remedies[0]).toMatchObject({ kind: "facility", peopleHere: 300, passes: true });
    // 800 m are 229 s by bicycle, of 150 s allowed: the share passes when both limits are stretched alike.
    const stricter = explain(targetOf({ ...either({ kind: "time", seconds: 150 }), passShare: 0.7 }));
    expect(stricter).toMatchObject({ peopleCovered: 500, isMet: false });
    expect(stricter?.costToPass).toBeCloseTo((800 / 3.5 / 150) * 300, 0);
  });

  it("is listed with the nearer way: 1400 m by bicycle", () => {
    const planned = { ...study, targets: [targetOf(either())] };
    const session = new AnalysisSession(planned);
    const results = judgeTargets(session, planned.targets, DEFAULT_PARAMETERS);
    const [problem] = listProblems(session, NO_EDITS, results, DEFAULT_PARAMETERS).problems;
    expect(problem).toMatchObject({ peopleShort: 300, gap: { kind: "people" } });
    expect(problem?.cause).toMatchObject({ kind: "too-far", nearest: { mode: "cycle" } });
  });

  it("is tried with each way alone", () => {
    const session = new AnalysisSession(study);
    const { rows } = finishSteps(measureSensitivity(session, DEFAULT_PARAMETERS, targetOf(either()))) as Sensitivity;
    const alone = rows.flatMap(({ change, peopleShort }) =>
      change.kind === "one-way" ? [[change.profileId, peopleShort]] : [],
    );
    expect(alone).toEqual([
      ["adult", 500],
      ["cycle", 700],
    ]);
    // A tenth more of both: 396 m and 1155 m bring nobody new; a fifth less: 288 m and 840 m lose the footpath.
    const short = (factor: number) =>
      rows.find(({ change }) => change.kind === "pace" && change.factor === factor)?.peopleShort;
    expect(short(1.1)).toBe(300);
    expect(short(0.8)).toBe(700);
  });
});
