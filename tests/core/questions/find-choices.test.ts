import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { measureAccess } from "../../../src/core/access/measure-access.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { describeFacility } from "../../../src/core/questions/describe-facility.ts";
import { findChoices } from "../../../src/core/questions/find-choices.ts";
import { findWalkedRoute } from "../../../src/core/questions/find-walked-route.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { createRandomStudy } from "../../support/random-study.ts";

describe("what a community can choose from", () => {
  it("agrees with the access of the whole study, community by community", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 30 }), (seed, minutes) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * minutes };
        const result = runAnalysis(study, parameters, session);
        for (const access of measureAccess(session, result)) {
          for (let community = 0; community < study.communities.count; community++) {
            const choices = findChoices(session, parameters, access.serviceId, community, 3);
            if (access.facilityCount === 0) expect(choices).toBeNull();
            else {
              expect(choices?.people).toBe(access.people[community]);
              expect(choices?.peopleWithBackup).toBe(access.peopleWithBackup[community]);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("begins with the facility and the time of the walk that the card draws, nearest first, each facility once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        for (const { serviceId } of study.facilities) {
          for (let community = 0; community < study.communities.count; community++) {
            const nearest = findChoices(session, DEFAULT_PARAMETERS, serviceId, community, 3)?.nearest ?? [];
            const walk = findWalkedRoute(session, DEFAULT_PARAMETERS, serviceId, community);
            expect(nearest.length > 0).toBe(walk !== null);
            if (walk) expect(nearest[0]?.seconds).toBeCloseTo(walk.seconds, 3);
            const times = nearest.map(({ seconds }) => seconds);
            expect(times).toEqual(times.toSorted((a, b) => a - b));
            expect(new Set(nearest.map(({ facilityIndex }) => facilityIndex)).size).toBe(nearest.length);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the facts of a facility", () => {
  it("hand the covered people out to catchments, each person once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 30 }), (seed, minutes) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * minutes };
        for (const access of measureAccess(session, runAnalysis(study, parameters, session))) {
          for (let facility = 0; facility < access.facilityCount; facility++) {
            const facts = describeFacility(session, parameters, access.serviceId, facility);
            expect(facts?.catchmentPeople).toBe(access.catchments.people[facility]);
            expect(facts && facts.attachedPoints > 0).toBe(facts?.refusal === 0);
            expect(Number.isNaN(facts?.offStreetMetres)).toBe(facts?.attachedPoints === 0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it("are null for a facility that the study does not have", () => {
    const study = createRandomStudy(3);
    const session = new AnalysisSession(study);
    const [layer] = study.facilities;
    if (!layer) throw new Error("no facilities");
    expect(describeFacility(session, DEFAULT_PARAMETERS, layer.serviceId, layer.count)).toBeNull();
    expect(describeFacility(session, DEFAULT_PARAMETERS, layer.serviceId, -1)).toBeNull();
  });
});
