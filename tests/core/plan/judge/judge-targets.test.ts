import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import { VERDICT_NOT_MET } from "../../../../src/core/coverage/coverage-result.ts";
import { distanceMetres } from "../../../../src/core/geodesy.ts";
import type { Facilities } from "../../../../src/core/model/facility.ts";
import type { AreaGeometry } from "../../../../src/core/model/geometry.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../../src/core/model/parameters.ts";
import { CYCLE_BOTH, WALK_BOTH } from "../../../../src/core/model/streets.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../../src/core/plan/default-targets.ts";
import { judgeTargets } from "../../../../src/core/plan/judge/judge-targets.ts";
import type { Rule, Target, TargetResult, TargetUnit } from "../../../../src/core/plan/target.ts";
import { unitIdsNotMet } from "../../../../src/core/plan/unit-figures.ts";
import { runAnalysis } from "../../../../src/core/run-analysis.ts";
import { createPointFacilities, createRandomStudy } from "../../../support/random-study.ts";

const WEST = 113.3;
const SOUTH = 40;
const METRES_PER_DEGREE = distanceMetres(WEST, SOUTH, WEST + 1e-3, SOUTH) * 1000;
const along = (metres: number): number => WEST + metres / METRES_PER_DEGREE;

function box(from: number, to: number): AreaGeometry {
  const [south, north] = [SOUTH - 0.001, SOUTH + 0.001];
  return {
    type: "Polygon",
    coordinates: [
      [
        [along(from), south],
        [along(to), south],
        [along(to), north],
        [along(from), north],
        [along(from), south],
      ],
    ],
  };
}

/**
 * A street of 4 km, 1 m/s. Metres from its west end, people over 60 in brackets:
 *
 *   0        1000       2000       3000       4000
 *   |  A urban |  B urban | C village | D village |     townships: t1 = A, B (county k1 区); t2 = C, D (county k2 县)
 *   100 (30)    1100 (50)  2900 (20)   3900 (0)
 *   900 (10)                                             day care at 500; clinic at 500 and 2500
 */
function createStreetPlan(): Study {
  const base = createRandomStudy(1);
  return {
    ...base,
    units: [
      { id: "k1", name: "甲区", parentId: "", level: "county", type: "区" },
      { id: "k2", name: "乙县", parentId: "", level: "county", type: "县" },
      { id: "t1", name: "示例街道", parentId: "k1", level: "township", type: "街道" },
      { id: "t2", name: "示例乡", parentId: "k2", level: "township", type: "乡" },
    ],
    streets: {
      count: 1,
      coordinates: Float64Array.of(along(0), SOUTH, along(4000), SOUTH),
      starts: Uint32Array.of(0, 2),
      permissions: Uint8Array.of(WALK_BOTH | CYCLE_BOTH),
      classes: ["residential"],
      names: [""],
      ids: ["w"],
    },
    streetBlocks: { count: 0, coordinates: new Float64Array(0), stops: new Uint8Array(0) },
    communities: {
      count: 4,
      ids: ["A", "B", "C", "D"],
      names: ["A", "B", "C", "D"],
      parentIds: ["t1", "t1", "t2", "t2"],
      kinds: ["urban", "urban", "village", "village"],
      areas: [box(0, 1000), box(1000, 2000), box(2000, 3000), box(3000, 4000)],
      centres: Float64Array.from([500, 1500, 2500, 3500].flatMap((metres) => [along(metres), SOUTH])),
      approximate: false,
    },
    demand: {
      count: 5,
      coordinates: Float64Array.from([100, 900, 1100, 2900, 3900].flatMap((metres) => [along(metres), SOUTH])),
      communityIndexes: Int32Array.of(0, 0, 1, 2, 3),
      unit: "people",
      people: { all: Float64Array.of(300, 100, 500, 200, 40), "60+": Float64Array.of(30, 10, 50, 20, 0) },
      landSquareMetres: null,
    },
    facilities: [
      createPointFacilities("elderly-day-care", Float64Array.of(along(500), SOUTH)),
      {
        ...createPointFacilities("clinic", Float64Array.of(along(500), SOUTH, along(2500), SOUTH)),
        attributes: { grade: ["一级", "二级"] },
      } satisfies Facilities,
    ],
  };
}

function createTarget(unit: TargetUnit, rule: Rule, value: number | null = 1): Target {
  const [template] = createDefaultTargets(createRandomStudy(1).services);
  return { ...(template as Target), id: "X", unit, rule, target: { value, text: "", measure: "" } };
}

function judge(study: Study, target: Target, parameters: Partial<AnalysisParameters> = {}): TargetResult {
  const session = new AnalysisSession({ ...study, targets: [target] });
  return judgeTargets(session, [target], {
    ...DEFAULT_PARAMETERS,
    speedMetresPerSecond: 1,
    ...parameters,
  })[0] as TargetResult;
}

const circle = (seconds: number, serviceIds: readonly string[][], passShare: number | null = null): Rule => ({
  kind: "service-area",
  needs: serviceIds.map((ids) => ({ serviceIds: ids })),
  reach: { kind: "time", seconds },
  profileId: "adult",
  groupId: "60+",
  passShare,
});

const DAY_CARE = ["elderly-day-care"];
const CLINIC = ["clinic"];

describe("service-area targets", () => {
  it("counts units, people short and verdict as worked out by hand", () => {
    // Walks to day care: A 400 and 400 s, B 600 s, C 2400 s; D has nobody over 60 and is not tested.
    const result = judge(createStreetPlan(), createTarget("community", circle(500, [DAY_CARE])));
    expect(result).toMatchObject({ unitsTested: 3, unitsMet: 1, peopleShort: 70, verdict: "not-met" });
    expect(unitIdsNotMet(result.units)).toEqual(["B", "C"]);
    expect(result.share).toBeCloseTo(1 / 3, 12);
  });

  it("a home must reach every need, each through any of its services", () => {
    const study = createStreetPlan();
    const both = judge(study, createTarget("community", circle(500, [DAY_CARE, CLINIC])));
    const either = judge(study, createTarget("community", circle(500, [["elderly-day-care", "clinic"]])));
    expect(both.unitsMet).toBe(1);
    expect(either.unitsMet).toBe(2);
  });

  it("the run's time slider does not change what the plan promised, its pass share does", () => {
    const study = createStreetPlan();
    const target = createTarget("urban-community", circle(450, [DAY_CARE]));
    expect(judge(study, target, { cutoffSeconds: 60 })).toMatchObject({ unitsMet: 1, unitsTested: 2 });
    // Of A's 40 people 30 and 10 are both within 400 s; at 350 s nobody is.
    const strict = createTarget("urban-community", circle(350, [DAY_CARE]));
    expect(judge(study, strict, { passShare: 0.01 })).toMatchObject({ unitsMet: 0 });
  });

  it("distances along streets and straight are their own searches, at no speed", () => {
    const study = createStreetPlan();
    const within = (measure: "network" | "straight", metres: number): TargetResult =>
      judge(
        study,
        createTarget("community", { ...circle(1, [DAY_CARE]), reach: { kind: "distance", metres, measure } } as Rule),
        { speedMetresPerSecond: 0.1 },
      );
    expect(within("network", 605)).toMatchObject({ unitsMet: 2 });
    expect(within("straight", 605)).toMatchObject({ unitsMet: 2 });
    expect(within("network", 590)).toMatchObject({ unitsMet: 1 });
  });

  it("a target without a number is tested but neither met nor missed", () => {
    const result = judge(createStreetPlan(), createTarget("community", circle(500, [DAY_CARE]), null));
    expect(result).toMatchObject({ verdict: "no-number", unitsTested: 3, unitsMet: 1 });
  });

  it("a reading that names its own way to travel keeps it whatever the run walks at", () => {
    const target: Target = {
      ...createTarget("community", circle(900, [DAY_CARE])),
      readings: [
        { id: "cycle", title: { zh: "", en: "" }, rule: { ...circle(900, [DAY_CARE]), profileId: "cycle" } as Rule },
        { id: "same", title: { zh: "", en: "" }, rule: circle(900, [DAY_CARE]) },
      ],
    };
    // At 0.5 m/s 900 s are 450 m: A alone. By bicycle they are 3150 m, and the farthest home is at 2400 m.
    const result = judge(createStreetPlan(), target, { speedMetresPerSecond: 0.5, profileId: "elderly" });
    expect(result.unitsMet).toBe(1);
    expect(result.readings.map(({ unitsMet }) => unitsMet)).toEqual([3, 1]);
  });

  it("says which of several kinds has no layer and that the run's slider is not asked", () => {
    const study = createStreetPlan();
    const { assumptions } = judge(study, createTarget("community", circle(500, [["elderly-day-care", "ice-rink"]])));
    const zh = assumptions.map((sentence) => sentence.zh).join("；");
    expect(zh).toMatch(/没有图层、未计入：ice-rink/);
    expect(zh).toMatch(/不随本次运行的时间/);
  });

  it("a missing layer or unit makes it untestable, with the reason, never 0 %", () => {
    const study = createStreetPlan();
    const missing = judge(study, createTarget("community", circle(500, [["ice-rink"]])));
    expect(missing).toMatchObject({ verdict: "not-testable", reason: "no-facility-layer", share: null });
    expect(missing.missingServiceIds).toEqual(["ice-rink"]);
    expect(judge(study, createTarget("development-zone", circle(500, [DAY_CARE])))).toMatchObject({
      verdict: "not-testable",
      reason: "no-units",
    });
  });

  it("says on what it rests in both languages", () => {
    const { assumptions } = judge(createStreetPlan(), createTarget("community", circle(500, [DAY_CARE])));
    const zh = assumptions.map((sentence) => sentence.zh).join("；");
    expect(zh).toMatch(/统计单位.*3 个/);
    expect(zh).toMatch(/8\.3 分钟，1 m\/s/);
    expect(zh).toMatch(/80 %/);
    expect(zh).toMatch(/300 米/);
  });
});

describe("at-least-one targets", () => {
  const atLeast = (serviceIds: string[], rest: Partial<Extract<Rule, { kind: "at-least-per-unit" }>> = {}): Rule => ({
    kind: "at-least-per-unit",
    needs: [{ serviceIds }],
    count: 1,
    ...rest,
  });

  it("counts communities, townships, counties and counties proper as worked out by hand", () => {
    const study = createStreetPlan();
    const counted = (unit: TargetUnit, rule = atLeast(CLINIC)): string => {
      const { unitsMet, unitsTested, peopleShort } = judge(study, createTarget(unit, rule));
      return `${unitsMet}/${unitsTested}, ${peopleShort} short`;
    };
    expect(counted("community")).toBe("2/4, 540 short");
    expect(counted("urban-community")).toBe("1/2, 500 short");
    expect(counted("township")).toBe("2/2, 0 short");
    expect(counted("county", atLeast(DAY_CARE))).toBe("1/2, 240 short");
    expect(counted("county-proper", atLeast(DAY_CARE))).toBe("0/1, 240 short");
  });

  it("counts two where two are asked, and only facilities that pass the filter", () => {
    const study = createStreetPlan();
    expect(judge(study, createTarget("township", atLeast(CLINIC, { count: 2 })))).toMatchObject({ unitsMet: 0 });
    const filtered = atLeast(CLINIC, {
      needs: [{ serviceIds: CLINIC, filters: [{ attribute: "grade", oneOf: ["二级", "三级"] }] }],
    });
    expect(unitIdsNotMet(judge(study, createTarget("township", filtered)).units)).toEqual(["t1"]);
    const unknown = atLeast(CLINIC, {
      needs: [{ serviceIds: CLINIC, filters: [{ attribute: "open", oneOf: [true] }] }],
    });
    expect(judge(study, createTarget("township", unknown))).toMatchObject({
      verdict: "not-testable",
      reason: "needs-other-data",
    });
  });

  it("tests only units with enough people, and holds a share target to its share", () => {
    const study = createStreetPlan();
    const large = createTarget("community", atLeast(CLINIC, { minimumPeople: 400 }));
    expect(judge(study, large)).toMatchObject({ unitsTested: 2, unitsMet: 1 });
    expect(judge(study, createTarget("community", atLeast(CLINIC), 0.5))).toMatchObject({ verdict: "met" });
    expect(judge(study, createTarget("community", atLeast(CLINIC), 0.51))).toMatchObject({ verdict: "not-met" });
  });

  it("a line counts in every community that it touches", () => {
    const study = createStreetPlan();
    const trail: Facilities = {
      ...createPointFacilities("clinic", Float64Array.of(along(500), SOUTH, along(1500), SOUTH, along(2500), SOUTH)),
      count: 1,
      starts: Uint32Array.of(0, 3),
    };
    const withTrail = { ...study, facilities: [trail] };
    expect(unitIdsNotMet(judge(withTrail, createTarget("community", atLeast(CLINIC))).units)).toEqual(["D"]);
    // In A and B it is still one trail of their township.
    const two = judge(withTrail, createTarget("township", atLeast(CLINIC, { count: 2 })));
    expect(unitIdsNotMet(two.units)).toEqual(["t1", "t2"]);
  });
});

describe("properties of targets", () => {
  it("a circle of fifteen minutes gives each community the verdict that the run gives it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0.05, max: 1, noNaN: true }), (seed, share) => {
        const study: Study = { ...createRandomStudy(seed), targets: [] };
        const { services, targets } = runAnalysis(study, { ...DEFAULT_PARAMETERS, passShare: share });
        for (const { serviceId, verdicts } of services) {
          const circled = targets.find(({ targetId }) => targetId === `circle-${serviceId}`);
          const notMet = study.communities.ids.filter((_, index) => verdicts[index] === VERDICT_NOT_MET);
          expect(circled && unitIdsNotMet(circled.units)).toEqual(notMet);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("adding a facility never lowers the units met, raising the pass share never raises them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0.05, max: 0.9, noNaN: true }), (seed, share) => {
        const study = createRandomStudy(seed);
        const target = createTarget("community", { ...circle(600, [CLINIC]), groupId: "all" } as Rule);
        const met = (of: Study, passShare: number): number => judge(of, target, { passShare }).unitsMet;
        const clinics = study.facilities[0]?.coordinates ?? new Float64Array(0);
        const more = createPointFacilities("clinic", Float64Array.of(...clinics, WEST + 0.006, 40.086));
        expect(met({ ...study, facilities: [more] }, share)).toBeGreaterThanOrEqual(met(study, share));
        expect(met(study, Math.min(1, share + 0.1))).toBeLessThanOrEqual(met(study, share));
      }),
      { numRuns: 40 },
    );
  });
});
