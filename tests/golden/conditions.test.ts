/** Small towns under conditions, with the answers worked out by hand. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { checkParameters } from "../../src/core/check-parameters.ts";
import { AnalysisError } from "../../src/core/errors.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { CROSSING, NIGHT_CLOSED, type Streets, WHEELCHAIR_RAMP } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { Rule, Target } from "../../src/core/plan/target.ts";
import { findWalkedRoute } from "../../src/core/questions/find-walked-route.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { raiseStreets, withStreets } from "../support/hilly.ts";

const AT_ONE = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1 };

/** Median seconds of the first community, -1 where nobody arrives; at 1 m/s unless the parameters say otherwise. */
function secondsIn(study: Study, parameters: Partial<AnalysisParameters> = {}): number {
  const result = runAnalysis(study, { ...AT_ONE, ...parameters });
  const seconds = result.services[0]?.medianSeconds[0] ?? Number.NaN;
  return Number.isNaN(seconds) ? -1 : seconds;
}

/** Streets whose middle passes the test get the conditions or class. */
function change(
  streets: Streets,
  test: (lon: number, lat: number) => boolean,
  to: { readonly conditions?: number; readonly kind?: string },
): Streets {
  const middles = Array.from({ length: streets.count }, (_, street) => {
    const at = 2 * (streets.starts[street] as number);
    const middle = (offset: number): number =>
      ((streets.coordinates[at + offset] as number) + (streets.coordinates[at + offset + 2] as number)) / 2;
    return test(middle(0), middle(1));
  });
  return {
    ...streets,
    conditions: Uint8Array.from(middles, (isIn) => (isIn ? (to.conditions ?? 0) : 0)),
    classes: middles.map((isIn, street) => (isIn ? (to.kind ?? "residential") : (streets.classes[street] as string))),
  };
}

/** 100 m straight to the clinic, or 300 m around. */
const AROUND = `
1-A
| |
+-+`;
const around = createDrawnStudy(AROUND, { spacingMetres: 50 });
const NORTH = Math.max(...around.streets.coordinates.filter((_, index) => index % 2 === 1));
const isStraightWay = (_lon: number, lat: number): boolean => lat > NORTH - 1e-6;

describe("conditions on the way", () => {
  it("a steep street takes longer up than down, by Tobler's function", () => {
    const street = createDrawnStudy("1---A", { spacingMetres: 100 });
    const west = street.streets.coordinates[0] as number;
    const east = Math.max(...street.streets.coordinates.filter((_, index) => index % 2 === 0));
    const rising = (rise: number): Study =>
      withStreets(street, (streets) => raiseStreets(streets, (lon) => 1000 + (rise * (lon - west)) / (east - west)));
    const flat = secondsIn(street);
    expect(flat).toBeCloseTo(400, 0);
    // 40 m in 400 m: 10 % up costs e^0.35; 10 % down e^0; 5 % down, 20 m in 400 m, e^-0.175.
    expect(secondsIn(rising(40), { slope: true })).toBeCloseTo(flat * Math.exp(0.35), 0);
    expect(secondsIn(rising(-40), { slope: true })).toBeCloseTo(flat, 0);
    expect(secondsIn(rising(-20), { slope: true })).toBeCloseTo(flat * Math.exp(-0.175), 0);
    expect(secondsIn(rising(40))).toBe(flat);
  });

  it("a wheelchair goes around the steps, and a walker takes them until they cost more than the way around", () => {
    const study = withStreets(around, (streets) => change(streets, isStraightWay, { kind: "steps" }));
    expect(secondsIn(study)).toBeCloseTo(100, 0);
    expect(secondsIn(study, { profileId: "wheelchair" })).toBeCloseTo(300, 0);
    expect(secondsIn(study, { stairsFactor: 1.5 })).toBeCloseTo(150, 0);
    expect(secondsIn(study, { stairsFactor: 2.5 })).toBeCloseTo(250, 0);
    expect(secondsIn(study, { stairsFactor: 3.5 })).toBeCloseTo(300, 0);
  });

  it("a wheelchair has its own speed unless another is given", () => {
    expect(secondsIn(around, { profileId: "wheelchair", speedMetresPerSecond: null })).toBeCloseTo(125, 0);
  });

  it("a wheelchair goes around a street that is too steep, where the ground is known", () => {
    const west = around.streets.coordinates[0] as number;
    const bump = (lon: number, lat: number): number =>
      isStraightWay(lon, lat) ? 6 - Math.abs((lon - west) / 0.0000117 - 50) * 0.12 : 0;
    const study = withStreets(around, (streets) => raiseStreets(streets, bump));
    expect(secondsIn(study)).toBeCloseTo(100, 0);
    expect(secondsIn(study, { profileId: "wheelchair", steepestIncline: 0.15 })).toBeCloseTo(100, 0);
    expect(secondsIn(study, { profileId: "wheelchair" })).toBeCloseTo(300, 0);
  });

  it("a gate shut at night sends everybody around, by night alone", () => {
    const gate = around.streets.coordinates.slice(2, 4);
    const study: Study = {
      ...around,
      streetBlocks: { count: 1, coordinates: gate, stops: Uint8Array.of(0), conditions: Uint8Array.of(NIGHT_CLOSED) },
    };
    expect(secondsIn(study)).toBeCloseTo(100, 0);
    expect(secondsIn(study, { night: true })).toBeCloseTo(300, 0);
  });

  it("a ramp beside steps opens them to wheelchairs, who then wait as everybody does", () => {
    const street = createDrawnStudy("1--A", { spacingMetres: 100 });
    const withSteps = (conditions: number): Study =>
      withStreets(street, (streets) => change(streets, () => true, { kind: "steps", conditions }));
    const wheelchair = { profileId: "wheelchair" } as const;
    expect(secondsIn(withSteps(0), wheelchair)).toBe(Infinity);
    expect(secondsIn(withSteps(WHEELCHAIR_RAMP), wheelchair)).toBeCloseTo(300, 0);
    expect(secondsIn(withSteps(WHEELCHAIR_RAMP), { ...wheelchair, stairsFactor: 2 })).toBeCloseTo(600, 0);
  });

  it("homes behind a gate that is shut stay at their own street, and are not moved over the wall", () => {
    // The yard's 50 m are less than 1 % of the street; the home is 20 m from it, and 30 + 20 m by the gate.
    const street = `${"-".repeat(600)}+`;
    const yard = `${".".repeat(597)}1--+`;
    const open = createDrawnStudy(`${yard}\n${".".repeat(600)}|\n${street}--A`, { spacingMetres: 10 });
    const gate = createDrawnStudy(`${".".repeat(600)}A`, { spacingMetres: 10 }).facilities[0]?.coordinates;
    if (!gate) throw new Error("no gate");
    const study: Study = {
      ...open,
      streetBlocks: { count: 1, coordinates: gate, stops: Uint8Array.of(0), conditions: Uint8Array.of(NIGHT_CLOSED) },
    };
    expect(secondsIn(study)).toBeCloseTo(80, 0);
    expect(secondsIn(study, { night: true })).toBe(Infinity);
  });

  it("a street closed at night is no street to snap to", () => {
    const study = withStreets(around, (streets) => change(streets, isStraightWay, { conditions: NIGHT_CLOSED }));
    expect(secondsIn(study, { night: true })).toBeCloseTo(300, 0);
    const middle = withStreets(createDrawnStudy("+-1-+\n+-A-+", { spacingMetres: 50 }), (streets) =>
      change(streets, isStraightWay, { conditions: NIGHT_CLOSED }),
    );
    // The home stands in the middle of the closed street, 50 m from the clinic's street and 100 m from the others.
    expect(secondsIn(middle)).toBeCloseTo(250, 0);
    expect(secondsIn(middle, { night: true })).toBeCloseTo(50, 0);
  });

  it("each crossing costs its seconds, at any speed", () => {
    const study = withStreets(createDrawnStudy("1---A", { spacingMetres: 100 }), (streets) => ({
      ...streets,
      conditions: Uint8Array.of(0, CROSSING, 0, CROSSING),
    }));
    const walk = secondsIn(study);
    expect(secondsIn(study, { crossingSeconds: 30 })).toBeCloseTo(walk + 60, 2);
    expect(secondsIn(study, { crossingSeconds: 30, speedMetresPerSecond: 2 })).toBeCloseTo(walk / 2 + 60, 2);
  });

  it("the walk on the map has its true metres, whatever they cost", () => {
    const study = withStreets(createDrawnStudy("1---A", { spacingMetres: 100 }), (streets) => ({
      ...streets,
      conditions: Uint8Array.of(0, CROSSING, 0, 0),
    }));
    const parameters = { ...AT_ONE, crossingSeconds: 50 };
    const route = findWalkedRoute(new AnalysisSession(study), parameters, "clinic", 0);
    expect(route?.seconds).toBeCloseTo(450, 0);
    expect(route?.metres).toBeCloseTo(400, 0);
  });
});

function judge(study: Study, rule: Rule, parameters: Partial<AnalysisParameters>) {
  const target = {
    ...({ id: "t", chapter: "", place: "", lines: [], quotation: "" } as const),
    title: { zh: "", en: "" },
    serviceLabel: { zh: "", en: "" },
    domain: "health",
    ruleClass: "A",
    unit: "urban-community",
    rule,
    readings: [],
    threshold: null,
    baseline: { value: null, text: "", year: null, measure: "" },
    target: { value: 1, text: "", measure: "" },
    binding: null,
    dataNeeded: { zh: "", en: "" },
    assumptions: [],
    inconsistencyIds: [],
  } as const satisfies Target;
  const { targets } = runAnalysis({ ...study, targets: [target] }, { ...AT_ONE, ...parameters });
  return { verdict: targets[0]?.verdict, assumptions: targets[0]?.assumptions.map(({ en }) => en) ?? [] };
}

describe("norms in metres and norms in minutes", () => {
  const hill = withStreets(createDrawnStudy("1---A", { spacingMetres: 100 }), (streets) => ({
    ...raiseStreets(streets, (lon) => (lon - (streets.coordinates[0] as number)) * 85_000 * 0.1),
    conditions: Uint8Array.of(0, CROSSING, 0, 0),
    classes: ["residential", "residential", "steps", "residential"],
  }));
  const rule = (reach: Extract<Rule, { kind: "service-area" }>["reach"]): Rule => ({
    kind: "service-area",
    needs: [{ serviceIds: ["clinic"] }],
    reach,
    profileId: null,
    groupId: "all",
    passShare: null,
  });
  const HARD = { slope: true, crossingSeconds: 60, stairsFactor: 3 };

  it("metres are true metres: no slope, no stairs, no crossing, no speed", () => {
    for (const parameters of [{}, HARD, { ...HARD, speedMetresPerSecond: 0.3 }]) {
      const answer = judge(hill, rule({ kind: "distance", metres: 401, measure: "network" }), parameters);
      expect(answer.verdict).toBe("met");
      expect(answer.assumptions.join()).not.toMatch(/Tobler|crossing|Steps take/);
    }
    expect(judge(hill, rule({ kind: "distance", metres: 399, measure: "network" }), HARD).verdict).toBe("not-met");
  });

  it("minutes are time with all that costs time, and say so", () => {
    const within = rule({ kind: "time", seconds: 401 });
    expect(judge(hill, within, {}).verdict).toBe("met");
    for (const parameters of [{ slope: true }, { crossingSeconds: 60 }, { stairsFactor: 3 }])
      expect(judge(hill, within, parameters).verdict).toBe("not-met");
    expect(judge(hill, within, HARD).assumptions).toEqual(
      expect.arrayContaining([
        "Slopes count by Tobler's function, relative to level ground",
        "Steps take 3 times as long as level street",
        "Each crossing takes 60 s more",
      ]),
    );
    expect(judge(hill, within, {}).assumptions.join()).not.toMatch(/Tobler|Each crossing|Steps take|night/);
  });

  it("what is closed is closed to both", () => {
    for (const reach of [
      { kind: "distance", metres: 5000, measure: "network" },
      { kind: "time", seconds: 3000 },
    ] as const) {
      const answer = judge(hill, rule(reach), { profileId: "wheelchair" });
      expect(answer.verdict).toBe("not-met");
      expect(answer.assumptions).toContain("A wheelchair uses no steps and nothing marked as closed to wheelchairs");
    }
  });

  it("one session keeps the two apart, in whatever order they are asked", () => {
    const study = { ...hill };
    const session = new AnalysisSession(study);
    const travel = {
      ...({ mode: "walk", isWheelchair: false, atNight: false, steepestIncline: null } as const),
      ...HARD,
    };
    const base = { serviceId: "clinic", travel, snapRadiusMetres: 300, facilityIndexes: null };
    const pace = { mode: "walk", metresPerSecond: 1 } as const;
    const metres = session.costs({ ...base, measure: "distance", limitMetres: 1000 }).demand.seconds;
    const seconds = session.costs({ ...base, measure: "time", pace, limitSeconds: 1000 }).demand.seconds;
    expect(metres[0]).toBeCloseTo(400, 0);
    expect(seconds[0]).toBeGreaterThan(600);
    expect(session.costs({ ...base, measure: "distance", limitMetres: 1000 }).demand.seconds).toBe(metres);
  });
});

describe("a session under many conditions", () => {
  it("gives each the answer that a fresh one gives, however many were asked before", () => {
    const study = withStreets(around, (streets) => ({
      ...raiseStreets(streets, (lon) => (lon - (streets.coordinates[0] as number)) * 85_000 * 0.07),
      conditions: Uint8Array.from(streets.classes, (_, street) =>
        street === 0 ? CROSSING : street === 1 ? NIGHT_CLOSED : 0,
      ),
    }));
    const session = new AnalysisSession(study);
    const asked = [
      ...Array.from({ length: 15 }, (_, step) => ({ crossingSeconds: step + 1, night: step % 2 === 0 })),
      ...Array.from({ length: 8 }, (_, step) => ({
        profileId: "wheelchair" as const,
        steepestIncline: 0.03 + step * 0.01,
        night: true,
      })),
      { slope: true },
      {},
      { crossingSeconds: 1, night: true },
      { profileId: "wheelchair" as const, steepestIncline: 0.03, night: true },
    ];
    for (const parameters of asked) {
      const shared = runAnalysis(study, { ...AT_ONE, ...parameters }, session);
      expect(shared).toEqual(runAnalysis(study, { ...AT_ONE, ...parameters }));
    }
  });
});

describe("parameters of conditions", () => {
  it("that are impossible are all named", () => {
    const wrong = {
      ...DEFAULT_PARAMETERS,
      cutoffSeconds: -1,
      stairsFactor: 0.5,
      crossingSeconds: Number.NaN,
      steepestIncline: 0,
      night: "yes" as unknown as boolean,
    };
    try {
      checkParameters(wrong);
      throw new Error("passed");
    } catch (error) {
      if (!(error instanceof AnalysisError)) throw error;
      expect(error.fields).toEqual({
        field: "cutoffSeconds, night, stairsFactor, crossingSeconds, steepestIncline",
        value: "-1, yes, 0.5, NaN, 0",
      });
    }
    expect(() => checkParameters(DEFAULT_PARAMETERS)).not.toThrow();
    expect(() => checkParameters({ ...DEFAULT_PARAMETERS, steepestIncline: null, crossingSeconds: 60 })).not.toThrow();
  });
});
