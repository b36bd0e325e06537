import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { VERDICT_MET } from "../../src/core/coverage/coverage-result.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { judgeServiceArea } from "../../src/core/plan/judge/judge-service-area.ts";
import type { Target } from "../../src/core/plan/target.ts";
import { askNeed, askNeeds, askService, counts } from "../../src/core/questions/asked-reach.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { GainMeter } from "../../src/core/questions/gain-of-change.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";
import { createStreetStudy } from "../support/street-study.ts";

const NEAR_SECONDS = 0.1;
const seeds = fc.integer({ min: 1, max: 100_000 });
const minutes = fc.integer({ min: 2, max: 20 });

function withFacility(study: Study, serviceId: string, position: Position): Study {
  return {
    ...study,
    facilities: study.facilities.map((layer) =>
      layer.serviceId === serviceId
        ? createPointFacilities(serviceId, Float64Array.from([...layer.coordinates, ...position]))
        : layer,
    ),
  };
}

/** A circle that asks for both services of the random study, by time. */
function circleOf(seconds: number, serviceIds: readonly (readonly string[])[]): Target {
  return {
    id: "T",
    unit: "community",
    rule: {
      kind: "service-area",
      needs: serviceIds.map((ids) => ({ serviceIds: ids })),
      reach: { kind: "time", seconds },
      profileId: null,
      groupId: "all",
      passShare: null,
    },
  } as unknown as Target;
}

describe("an explanation", () => {
  it("counts as the run does, and sorts everybody who is short by exactly one reason", () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoffMinutes) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * cutoffMinutes };
        const [coverage] = runAnalysis(study, { ...parameters, serviceIds: ["clinic"] }, session).services;
        if (!coverage) throw new Error("no service");
        for (let communityIndex = 0; communityIndex < study.communities.count; communityIndex++) {
          const question = {
            parameters,
            serviceId: "clinic",
            target: null,
            passShare: 0.8,
            communityIndex,
            place: null,
            withPlaces: false,
          };
          const explanation = finishSteps(explainCommunity(session, question));
          expect(explanation === null).toBe(coverage.people[communityIndex] === 0);
          if (explanation === null) continue;
          expect(explanation.people).toBe(coverage.people[communityIndex]);
          expect(explanation.peopleCovered).toBe(coverage.peopleCovered[communityIndex]);
          expect(explanation.isMet).toBe(coverage.verdicts[communityIndex] === VERDICT_MET);
          expect(explanation.cause === null).toBe(explanation.isMet);
          const { byReason, ofOtherNeeds } = explanation.short;
          const short = Object.values(byReason).reduce((sum, people) => sum + people, 0);
          expect(short).toBeCloseTo(explanation.people - explanation.peopleCovered, 6);
          expect(ofOtherNeeds).toBe(0);
          const { straight, walk, home } = explanation;
          if (walk) expect(walk.metres).toBeGreaterThanOrEqual(walk.straightMetres - 1e-3);
          if (straight?.walk && walk) expect(straight.walk.cost).toBeGreaterThanOrEqual(walk.cost - 1e-3);
          expect(home.isWithin).toBe(walk !== null && walk.cost <= parameters.cutoffSeconds);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("a new facility gains exactly whom the study with that facility covers in addition", () => {
    let compared = 0;
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoffMinutes) => {
        const study = createStreetStudy(seed);
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * cutoffMinutes };
        const before = askService(session, parameters, "clinic");
        for (let communityIndex = 0; communityIndex < study.communities.count; communityIndex++) {
          const question = {
            parameters,
            serviceId: "clinic",
            target: null,
            passShare: 0.8,
            communityIndex,
            place: null,
            withPlaces: false,
          };
          const explanation = finishSteps(explainCommunity(session, question));
          const facility = explanation?.remedies.find(({ kind }) => kind === "facility");
          if (facility?.kind !== "facility") continue;
          const changed = withFacility(study, "clinic", facility.position);
          const after = askService(new AnalysisSession(changed), parameters, "clinic");
          const isNear = (seconds: number): boolean => Math.abs(seconds - parameters.cutoffSeconds) < NEAR_SECONDS;
          if (after.costs.some(isNear)) continue;
          const gained = (point: number): number =>
            counts(after, point) && !counts(before, point) ? (after.people[point] as number) : 0;
          const points = [...after.people.keys()];
          expect(points.reduce((sum, point) => sum + gained(point), 0)).toBeCloseTo(facility.peopleInCity, 6);
          const here = points.filter((point) => study.demand.communityIndexes[point] === communityIndex);
          expect(here.reduce((sum, point) => sum + gained(point), 0)).toBeCloseTo(facility.peopleHere, 6);
          compared++;
        }
      }),
      { numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(10);
  });

  it("of a target's circle counts as the judge does, with every need", () => {
    fc.assert(
      fc.property(seeds, minutes, fc.boolean(), (seed, cutoffMinutes, isEither) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        const kinds = isEither ? [["clinic", "elderly-day-care"]] : [["clinic"], ["elderly-day-care"]];
        const target = circleOf(60 * cutoffMinutes, kinds);
        if (target.rule.kind !== "service-area") throw new Error("no circle");
        for (let communityIndex = 0; communityIndex < study.communities.count; communityIndex++) {
          const units = [{ id: "u", communityIndexes: [communityIndex] }];
          const figures = judgeServiceArea(session, target.rule, units, DEFAULT_PARAMETERS);
          const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 61 };
          const question = {
            parameters,
            serviceId: "",
            target,
            passShare: 0.8,
            communityIndex,
            place: null,
            withPlaces: false,
          };
          const explanation = finishSteps(explainCommunity(session, question));
          if (explanation === null) continue;
          expect(explanation.isMet).toBe(figures.verdicts[0] === VERDICT_MET);
          expect(explanation.people - explanation.peopleCovered).toBeCloseTo(figures.peopleShort[0] as number, 6);
          const { byReason, ofOtherNeeds } = explanation.short;
          const short = Object.values(byReason).reduce((sum, people) => sum + people, ofOtherNeeds);
          expect(short).toBeCloseTo(explanation.people - explanation.peopleCovered, 6);
          for (const remedy of explanation.remedies) {
            expect(remedy.passes).toBe(remedy.shareHere * explanation.people >= 0.8 * explanation.people - 1e-9);
            expect(remedy.peopleHere).toBeGreaterThan(0);
            expect(remedy.peopleInCity).toBeGreaterThanOrEqual(remedy.peopleHere);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("a facility of one need gains nobody who lacks another", () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoffMinutes) => {
        const session = new AnalysisSession(createRandomStudy(seed));
        const target = circleOf(60 * cutoffMinutes, [["clinic"], ["elderly-day-care"]]);
        if (target.rule.kind !== "service-area") throw new Error("no circle");
        const asked = askNeed(session, DEFAULT_PARAMETERS, target.rule, 0, 0.8);
        const meter = new GainMeter(session, askNeeds(session, DEFAULT_PARAMETERS, target.rule, 0.8));
        const clinic = { serviceId: "clinic", facilityIndexes: null };
        const gain = meter.ofFacility(clinic, () => ({ edge: 0, fromStartMetres: 0, offStreetMetres: 0 }));
        for (const point of gain.points) {
          expect(asked.others.every((costs) => (costs[point] as number) <= asked.cutoff)).toBe(true);
          expect(asked.costs[point] as number).toBeGreaterThan(asked.cutoff);
        }
      }),
      { numRuns: 30 },
    );
  });
});
