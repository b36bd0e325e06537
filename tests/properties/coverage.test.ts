import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import type { ServiceCoverage } from "../../src/core/coverage/coverage-result.ts";
import type { AnalysisParameters } from "../../src/core/model/parameters.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { runAnalysis } from "../../src/core/run-analysis.ts";
import { createPointFacilities, createRandomStudy } from "../support/random-study.ts";

const seeds = fc.integer({ min: 1, max: 10_000 });
const minutes = fc.integer({ min: 1, max: 30 });

function coverClinics(study: Study, parameters: Partial<AnalysisParameters> = {}): ServiceCoverage {
  const result = runAnalysis(study, { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"], ...parameters });
  return result.services[0] as ServiceCoverage;
}

function withClinics(study: Study, coordinates: number[]): Study {
  const others = study.facilities.filter(({ serviceId }) => serviceId !== "clinic");
  return { ...study, facilities: [createPointFacilities("clinic", Float64Array.from(coordinates)), ...others] };
}

const clinicsOf = (study: Study): number[] => [...(study.facilities[0]?.coordinates ?? [])];

describe("coverage", () => {
  it("adding a facility never lowers coverage of people or land", () => {
    fc.assert(
      fc.property(seeds, minutes, fc.double({ min: 0, max: 0.012, noNaN: true }), (seed, cutoff, offset) => {
        const study = createRandomStudy(seed);
        const parameters = { cutoffSeconds: cutoff * 60 };
        const before = coverClinics(study, parameters);
        const after = coverClinics(withClinics(study, [...clinicsOf(study), 113.3 + offset, 40.086]), parameters);
        for (let community = 0; community < 4; community++) {
          expect(after.peopleCovered[community]).toBeGreaterThanOrEqual(before.peopleCovered[community] as number);
          expect(after.peopleCoveredStraight[community]).toBeGreaterThanOrEqual(
            before.peopleCoveredStraight[community] as number,
          );
          expect(after.landShare[community]).toBeGreaterThanOrEqual(before.landShare[community] as number);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("a longer cutoff or a faster walker never covers fewer", () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoff) => {
        const study = createRandomStudy(seed);
        const base = coverClinics(study, { cutoffSeconds: cutoff * 60, speedMetresPerSecond: 0.8 });
        const longer = coverClinics(study, { cutoffSeconds: cutoff * 60 + 90, speedMetresPerSecond: 0.8 });
        const faster = coverClinics(study, { cutoffSeconds: cutoff * 60, speedMetresPerSecond: 1.3 });
        for (let community = 0; community < 4; community++) {
          const covered = base.peopleCovered[community] as number;
          expect(longer.peopleCovered[community]).toBeGreaterThanOrEqual(covered);
          expect(faster.peopleCovered[community]).toBeGreaterThanOrEqual(covered);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("streets never cover anyone whom the straight line of the same length does not", () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoff) => {
        const coverage = coverClinics(createRandomStudy(seed), { cutoffSeconds: cutoff * 60 });
        for (let community = 0; community < 4; community++) {
          expect(coverage.peopleCovered[community]).toBeLessThanOrEqual(
            coverage.peopleCoveredStraight[community] as number,
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("nobody is lost: covered people are part of the community's people, whose sum is everybody in a community", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const study = createRandomStudy(seed);
        const coverage = coverClinics(study);
        let expected = 0;
        study.demand.communityIndexes.forEach((community, point) => {
          if (community >= 0) expected += study.demand.people.all[point] as number;
        });
        expect(coverage.people.reduce((sum, people) => sum + people, 0)).toBe(expected);
        coverage.peopleCovered.forEach((covered, community) => {
          expect(covered).toBeLessThanOrEqual(coverage.people[community] as number);
        });
      }),
      { numRuns: 40 },
    );
  });

  it("the order of facilities changes no number but their own indexes", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const study = createRandomStudy(seed);
        const clinics = clinicsOf(study);
        const reversed: number[] = [];
        for (let i = clinics.length - 2; i >= 0; i -= 2) reversed.push(clinics[i] as number, clinics[i + 1] as number);
        const forward = coverClinics(study);
        const backward = coverClinics(withClinics(study, reversed));
        expect(backward.peopleCovered).toEqual(forward.peopleCovered);
        expect(backward.medianSeconds).toEqual(forward.medianSeconds);
        expect(backward.landShare).toEqual(forward.landShare);
      }),
      { numRuns: 40 },
    );
  });

  it("a run from a warm session equals a run from a fresh one", () => {
    fc.assert(
      fc.property(seeds, fc.array(minutes, { minLength: 1, maxLength: 4 }), (seed, cutoffs) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        for (const cutoff of cutoffs) {
          const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: cutoff * 60 };
          expect(runAnalysis(study, parameters, session)).toEqual(runAnalysis(study, parameters));
        }
      }),
      { numRuns: 30 },
    );
  });
});
