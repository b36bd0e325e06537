/** Residential land and either of two ways on random towns: what holds whatever the town. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { Facilities } from "../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS, type ProfileId } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { ServiceAreaRule } from "../../src/core/plan/judge/judge-service-area.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import { listProblems } from "../../src/core/plan/ledger/ledger.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import type { OtherWay, Reach, TargetResult } from "../../src/core/plan/target.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { createTarget } from "../support/drawn-targets.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";
import { limitOf } from "../support/two-way-town.ts";

/** A random town whose homes stand on land of many sizes, some on none. */
function createTown(seed: number): Study {
  const study = createRandomStudy(seed);
  const landSquareMetres = Float64Array.from({ length: study.demand.count }, (_, point) => ((point * 37) % 11) * 900);
  return { ...study, demand: { ...study.demand, landSquareMetres } };
}

/** The clinics and one more. */
function addClinic(study: Study, lon: number, lat: number): Study {
  const facilities = study.facilities.map((layer): Facilities => {
    if (layer.serviceId !== "clinic") return layer;
    const firsts = Array.from({ length: layer.count }, (_, index) => layer.starts[index] as number);
    const known = firsts.flatMap((at) => [...layer.coordinates.slice(2 * at, 2 * at + 2)]);
    return createPointFacilities("clinic", Float64Array.from([...known, lon, lat]));
  });
  return { ...study, facilities };
}

const seeds = fc.integer({ min: 1, max: 40 });
const reaches: fc.Arbitrary<Reach> = fc.oneof(
  fc.integer({ min: 60, max: 1200 }).map((seconds) => ({ kind: "time", seconds }) as const),
  fc.integer({ min: 50, max: 1500 }).map((metres) => ({ kind: "distance", metres, measure: "network" }) as const),
);
const profiles = fc.constantFrom<ProfileId>("adult", "elderly", "child", "wheelchair");
/** How much longer or shorter the other way's own limit is; null: the same. */
const stretches = fc.option(fc.double({ min: 0.2, max: 2, noNaN: true }));

function circle(reach: Reach, profileId: ProfileId, changes: Partial<ServiceAreaRule> = {}): ServiceAreaRule {
  const needs = [{ serviceIds: ["clinic"] }];
  return { kind: "service-area", needs, reach, profileId, groupId: "all", passShare: 0.6, ...changes };
}

function judge(study: Study, rule: ServiceAreaRule): TargetResult {
  const targets = [createTarget("T", "community", rule)];
  return judgeTargets(new AnalysisSession(study), targets, DEFAULT_PARAMETERS)[0] as TargetResult;
}

const RUNS = { numRuns: 40 };

describe("residential land as a denominator", () => {
  it("shares lie between 0 and 1, and the whole is the sum of its units", () => {
    fc.assert(
      fc.property(seeds, reaches, profiles, (seed, reach, profileId) => {
        const {
          units,
          landShortSquareMetres = 0,
          coverage,
        } = judge(createTown(seed), circle(reach, profileId, { denominator: "land" }));
        const land = units.land;
        if (!land) return;
        let [all, short] = [0, 0];
        land.squareMetres.forEach((squareMetres, unit) => {
          const beyond = land.short[unit] as number;
          expect(beyond).toBeGreaterThanOrEqual(-1e-9);
          expect(beyond).toBeLessThanOrEqual(squareMetres + 1e-9);
          all += squareMetres;
          short += beyond;
        });
        expect(landShortSquareMetres).toBeCloseTo(short, 6);
        if (coverage?.kind === "reach") expect(coverage.network.land).toBeCloseTo(1 - short / all, 9);
      }),
      RUNS,
    );
  });

  it("one more clinic never takes land out of reach", () => {
    fc.assert(
      fc.property(seeds, reaches, profiles, fc.nat(1000), (seed, reach, profileId, pick) => {
        const town = createTown(seed);
        const { coordinates, count } = town.demand;
        const home = pick % count;
        const more = addClinic(town, coordinates[2 * home] as number, coordinates[2 * home + 1] as number);
        const rule = circle(reach, profileId, { denominator: "land" });
        const [before, after] = [judge(town, rule), judge(more, rule)];
        after.units.land?.short.forEach((short, unit) => {
          expect(short).toBeLessThanOrEqual((before.units.land?.short[unit] as number) + 1e-9);
        });
      }),
      RUNS,
    );
  });
});

describe("either of two ways", () => {
  it("reaches in every unit at least what each way reaches alone, and at most both together", () => {
    fc.assert(
      fc.property(seeds, reaches, profiles, stretches, (seed, reach, profileId, stretch) => {
        const town = createTown(seed);
        const otherWay: OtherWay = { profileId: "cycle", reach: limitOf(reach, stretch) };
        const first = judge(town, circle(reach, profileId));
        const second = judge(town, circle(otherWay.reach ?? reach, "cycle"));
        const both = judge(town, circle(reach, profileId, { otherWay }));
        both.units.peopleShort.forEach((short, unit) => {
          const all = both.units.people[unit] as number;
          const [one, other] = [first, second].map(({ units }) => units.peopleShort[unit] as number) as [
            number,
            number,
          ];
          expect(short).toBeLessThanOrEqual(Math.min(one, other) + 1e-9);
          expect(all - short).toBeLessThanOrEqual(all - one + all - other + 1e-9);
        });
      }),
      RUNS,
    );
  });

  it("the explanation and the ledger count what the verdict counts, people or land", () => {
    fc.assert(
      fc.property(seeds, reaches, profiles, stretches, fc.boolean(), (seed, reach, profileId, stretch, isLand) => {
        const otherWay: OtherWay = { profileId: "cycle", reach: limitOf(reach, stretch) };
        const rule = circle(reach, profileId, { otherWay, ...(isLand ? { denominator: "land" } : {}) });
        const study = { ...createTown(seed), targets: [createTarget("T", "community", rule)] };
        const session = new AnalysisSession(study);
        const [result] = judgeTargets(session, study.targets, DEFAULT_PARAMETERS) as [TargetResult];
        const { problems } = listProblems(session, NO_EDITS, [result], DEFAULT_PARAMETERS);
        const short = isLand ? result.units.land?.short : result.units.peopleShort;
        for (const { unitId, gap, peopleShort } of problems) {
          const unit = result.units.ids.indexOf(unitId);
          expect(gap.kind).toBe(isLand ? "land" : "people");
          const told = gap.kind === "land" ? gap.shortSquareMetres : peopleShort;
          expect(told).toBeCloseTo(short?.[unit] as number, 6);
        }
        const communityIndex = study.communities.ids.indexOf(problems[0]?.unitId ?? result.units.ids[0] ?? "");
        const question = {
          parameters: DEFAULT_PARAMETERS,
          serviceId: "clinic",
          passShare: 0.6,
          place: null,
          withPlaces: false,
        };
        const explanation = finishSteps(
          explainCommunity(session, { ...question, target: study.targets[0] ?? null, communityIndex }),
        );
        const unit = result.units.ids.indexOf(study.communities.ids[communityIndex] ?? "");
        if (!explanation) return;
        expect(explanation.people - explanation.peopleCovered).toBeCloseTo(short?.[unit] as number, 6);
        for (const remedy of explanation.remedies)
          expect(remedy.peopleHere).toBeLessThanOrEqual(explanation.people - explanation.peopleCovered + 1e-6);
      }),
      { numRuns: 25 },
    );
  });
});
