import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../../src/core/model/parameters.ts";
import type { Study } from "../../../../src/core/model/study.ts";
import type { CoverageShares, TargetCoverage } from "../../../../src/core/plan/coverage-shares.ts";
import { createDefaultTargets } from "../../../../src/core/plan/default-targets.ts";
import type { ServiceAreaRule } from "../../../../src/core/plan/judge/judge-service-area.ts";
import { judgeTargets } from "../../../../src/core/plan/judge/judge-targets.ts";
import { layOnStreets, layStraight } from "../../../../src/core/plan/judge/straight-reach.ts";
import type { Rule, Target, TargetUnit } from "../../../../src/core/plan/target.ts";
import { createDrawnStudy } from "../../../support/drawn-study.ts";
import { createRandomStudy, RANDOM_STUDY_SERVICES } from "../../../support/random-study.ts";

/**
 * A clinic and three homes on a street that doubles back; 100 m a character, 1000 m² of land a home. 甲 holds columns 0–2.
 *
 *              metres to the clinic   along the street   straight
 *   甲  500                                       2200        200
 *   乙  300                                        600        600
 *   乙  200                                       1800        447
 */
const DRAWING = `
A-----3---+
          |
5---2-----+
`;

const createHairpin = (): Study => createDrawnStudy(DRAWING, { spacingMetres: 100, communityColumns: [3] });

const CIRCLE: ServiceAreaRule = {
  kind: "service-area",
  needs: [{ serviceIds: ["clinic"] }],
  reach: { kind: "time", seconds: 700 },
  profileId: "adult",
  groupId: "all",
  passShare: null,
};
const AT_LEAST: Rule = { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic"] }], count: 1 };

function cover(study: Study, rule: Rule, unit: TargetUnit = "community"): TargetCoverage | null {
  const [template] = createDefaultTargets(RANDOM_STUDY_SERVICES);
  const target = { ...(template as Target), unit, rule };
  const parameters = { ...DEFAULT_PARAMETERS, speedMetresPerSecond: 1 };
  return judgeTargets(new AnalysisSession(study), [target], parameters)[0]?.coverage ?? null;
}

function reachOf(study: Study, rule: Rule): { readonly network: CoverageShares; readonly straight: CoverageShares } {
  const coverage = cover(study, rule);
  if (coverage?.kind !== "reach") throw new Error("no reach");
  return coverage;
}

describe("coverage of a circle", () => {
  it("counts people, units and land along streets and straight as worked out by hand", () => {
    const { network, straight } = reachOf(createHairpin(), CIRCLE);
    // Along the street 700 m reach the 300 alone: 300 of 1000 people, 60 % of 乙 (80 % are asked), a third of the land.
    expect(network).toEqual({ people: 0.3, units: 0, land: 1 / 3 });
    expect(straight).toEqual({ people: 1, units: 1, land: 1 });
  });

  it("holds each way of measuring to the same pass share", () => {
    const shorter = reachOf(createHairpin(), { ...CIRCLE, reach: { kind: "time", seconds: 500 }, passShare: 0.4 });
    expect(shorter.network).toEqual({ people: 0, units: 0, land: 0 });
    // Straight, 500 m reach the 500 of 甲 and the 200 of 乙, which are just 40 % of it.
    expect(shorter.straight).toEqual({ people: 0.7, units: 1, land: 2 / 3 });
    const stricter = reachOf(createHairpin(), { ...CIRCLE, reach: { kind: "time", seconds: 500 }, passShare: 0.41 });
    expect(stricter.straight.units).toBe(0.5);
  });

  it("takes a distance that the plan draws straight along the streets too", () => {
    const reach = { kind: "distance", metres: 600.5, measure: "straight" } as const;
    const { network, straight } = reachOf(createHairpin(), { ...CIRCLE, reach });
    expect(network).toEqual({ people: 0.3, units: 0, land: 1 / 3 });
    expect(straight).toEqual({ people: 1, units: 1, land: 1 });
    const onStreets = { ...reach, measure: "network" } as const;
    expect(reachOf(createHairpin(), { ...CIRCLE, reach: onStreets })).toMatchObject({ network, straight });
  });

  it("laid straight, kinds at several paces have the slowest one's metres", () => {
    const session = new AnalysisSession(createRandomStudy(3));
    const rule: ServiceAreaRule = {
      ...CIRCLE,
      needs: [{ serviceIds: ["clinic", "elderly-day-care"] }],
      profileId: null,
      reach: { kind: "time", seconds: 500 },
    };
    // 500 s at 0.8 m/s, the older people's pace; adults would have 600 m.
    const straight = layStraight(session, rule, DEFAULT_PARAMETERS);
    expect(straight.reach).toEqual({ kind: "distance", metres: 400, measure: "straight" });
    expect(layOnStreets(straight).reach).toEqual({ kind: "distance", metres: 400, measure: "network" });
    expect(layOnStreets(rule)).toBe(rule);
  });

  it("leaves out the people and the land of units that were not tested", () => {
    const study = createHairpin();
    const people = { all: study.demand.people.all, "60+": Float64Array.of(30, 0, 20) };
    // The homes in the drawing's order: 300, 500, 200. Nobody over 60 lives in 甲: its land does not count either.
    const older = { ...study, demand: { ...study.demand, people } };
    const { network } = reachOf(older, { ...CIRCLE, groupId: "60+" });
    expect(network).toEqual({ people: 0.6, units: 0, land: 0.5 });
  });

  it("straight never covers less than streets, of people, units or land", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 60, max: 900 }), (seed, seconds) => {
        const study = createRandomStudy(seed);
        const coverage = cover(study, { ...CIRCLE, reach: { kind: "time", seconds } });
        if (coverage === null) return;
        if (coverage.kind !== "reach") throw new Error("no reach");
        const { network, straight } = coverage;
        for (const measure of ["people", "units", "land"] as const) {
          const [least, most] = [network[measure] ?? 0, straight[measure] ?? 0];
          expect(least).toBeGreaterThanOrEqual(0);
          expect(most).toBeGreaterThanOrEqual(least - 1e-12);
          expect(most).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe("coverage of “at least one per unit”", () => {
  it("counts the people and the land of the units that have it, and no straight line", () => {
    // Of the two communities 甲 has the clinic: 500 of 1000 people, one home's land of three.
    expect(cover(createHairpin(), AT_LEAST)).toEqual({
      kind: "in-units",
      inUnits: { people: 0.5, units: 0.5, land: 1 / 3 },
    });
    expect(cover(createHairpin(), AT_LEAST, "township")).toEqual({
      kind: "in-units",
      inUnits: { people: 1, units: 1, land: 1 },
    });
  });
});

describe("what has no coverage", () => {
  it("is a value of the whole, and what cannot be tested", () => {
    const study = createHairpin();
    const need = { serviceIds: ["clinic"] };
    const ratio: Rule = { kind: "ratio", what: "", need, amount: { of: "count" }, groupId: "all", per: 1000 };
    expect(cover(study, ratio, "city")).toBeNull();
    expect(cover(study, { ...CIRCLE, needs: [{ serviceIds: ["museum"] }] })).toBeNull();
    expect(cover(study, CIRCLE, "village")).toBeNull();
  });
});
