import fc from "fast-check";
import { expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import { describeFacility } from "../../../src/core/questions/describe-facility.ts";
import { listHomes } from "../../../src/core/questions/list-homes.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { createRandomStudy } from "../../support/random-study.ts";

it("lists the homes that add up to a community's people, those covered on streets and straight, and a facility's catchment", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 2, max: 30 }), (seed, minutes) => {
      const study = createRandomStudy(seed);
      const session = new AnalysisSession(study);
      const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * minutes };
      for (const coverage of runAnalysis(study, parameters, session).services) {
        const { serviceId, straightRadiusMetres: radius } = coverage;
        for (let communityIndex = 0; communityIndex < study.communities.count; communityIndex++) {
          const homes = listHomes(session, parameters, serviceId, { kind: "community", communityIndex });
          if (coverage.facilityCount === 0) {
            expect(homes).toBeNull();
            continue;
          }
          const sum = (counts: (home: number) => boolean) =>
            homes?.people.reduce((total, people, home) => total + (counts(home) ? people : 0), 0);
          expect(homes?.groupId).toBe(coverage.groupId);
          expect(sum(() => true)).toBeCloseTo(coverage.people[communityIndex] as number, 9);
          expect(sum((home) => (homes?.seconds[home] as number) <= parameters.cutoffSeconds)).toBeCloseTo(
            coverage.peopleCovered[communityIndex] as number,
            9,
          );
          expect(sum((home) => (homes?.straightMetres[home] as number) <= radius)).toBeCloseTo(
            coverage.peopleCoveredStraight[communityIndex] as number,
            9,
          );
        }
        for (let facilityIndex = 0; facilityIndex < coverage.facilityCount; facilityIndex++) {
          const homes = listHomes(session, parameters, serviceId, { kind: "facility", facilityIndex });
          const facts = describeFacility(session, parameters, serviceId, facilityIndex);
          expect(homes?.people.reduce((total, people) => total + people, 0)).toBeCloseTo(
            facts?.catchmentPeople as number,
            9,
          );
        }
      }
    }),
    { numRuns: 40 },
  );
});
