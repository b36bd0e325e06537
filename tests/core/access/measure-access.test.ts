import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ServiceAccess } from "../../../src/core/access/access-result.ts";
import { measureFacilityRows } from "../../../src/core/access/facility-rows.ts";
import { measureAccess } from "../../../src/core/access/measure-access.ts";
import { findNearestSites } from "../../../src/core/access/nearest-sites.ts";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import type { AttributeValue } from "../../../src/core/model/facility.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { searchOf } from "../../../src/core/service-search.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { createRandomStudy } from "../../support/random-study.ts";

function withAttributes(study: Study, attributes: Record<string, AttributeValue[]>): Study {
  const [clinics, ...others] = study.facilities;
  return { ...study, facilities: clinics ? [{ ...clinics, attributes }, ...others] : [] };
}

function accessTo(study: Study, parameters: Partial<AnalysisParameters> = {}): ServiceAccess {
  const session = new AnalysisSession(study);
  const result = runAnalysis(study, { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"], ...parameters }, session);
  return measureAccess(session, result)[0] as ServiceAccess;
}

/** Homes of 100, 200, 400 in the west and 300 in the east; clinics A and B; a cell is 100 m, a minute 72 m. */
const TOWN = `
  1-A-2-4-----------B-3
`;
const WHOLE = { spacingMetres: 100 };
const SPLIT = { spacingMetres: 100, communityColumns: [10] };

/** What steps give in the end. */
function finish<Answer>(steps: Generator<unknown, Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe("access on a study", () => {
  it("counts backup, states, floating catchments and catchments by community", () => {
    const study = withAttributes(createDrawnStudy(TOWN, SPLIT), { places: [500, 1000] });
    const access = accessTo(study, { cutoffSeconds: 600 });
    // 600 s are 720 m: A is reached by 1, 2 and 4, B by 3 only.
    expect(Array.from(access.people)).toEqual([700, 300]);
    expect(Array.from(access.peopleWithBackup)).toEqual([0, 0]);
    expect(Array.from(access.peopleServed ?? [])).toEqual([500, 300]);
    expect(Array.from(access.peopleOverCapacity ?? [])).toEqual([200, 0]);
    expect(Array.from(access.peopleNotCovered)).toEqual([0, 0]);
    expect(Array.from(access.facilitiesReached)).toEqual([1, 1]);
    expect(access.means?.twoStep[0]).toBeCloseTo(500 / 700, 14);
    expect(access.means?.twoStep[1]).toBeCloseTo(1000 / 300, 14);
    expect(Array.from(access.means?.cumulative ?? [])).toEqual([500, 1000]);
    expect(Array.from(access.catchments.people)).toEqual([700, 300]);
    expect(access.totals).toMatchObject({
      people: 1000,
      capacity: 1500,
      capacityReached: 1500,
      states: { served: 800, overCapacity: 200, notCovered: 0 },
    });
    expect(access.secondNearestSeconds[0]).toBe(Infinity);
  });

  it("finds the second facility where the cutoff allows it, and lets people change to it", () => {
    const study = withAttributes(createDrawnStudy(TOWN, SPLIT), { places: [500, 1000] });
    const access = accessTo(study, { cutoffSeconds: 1800 });
    expect(Array.from(access.peopleWithBackup)).toEqual([700, 300]);
    expect(Array.from(access.peopleServed ?? [])).toEqual([700, 300]);
    // Half of the west's people, the 400, are 12 cells of 100 m from B.
    expect(access.secondNearestSeconds[0]).toBeGreaterThan(900);
    expect(access.secondNearestSeconds[0]).toBeLessThan(1300);
    expect(access.means?.twoStep[0]).toBeCloseTo(1.5, 12);
  });

  it.each<[string, Record<string, AttributeValue[]>, string, string, boolean]>([
    ["no attribute", {}, "no-capacity", "no-capacity", false],
    ["a facility without a figure", { places: [5, null] }, "capacity-missing", "capacity-missing", false],
    ["staff without a norm instead of places", { teachers: [2, 3] }, "null", "capacity-is-staff", true],
  ])("with %s says why, and gives nothing instead of 0", (_, attributes, capacityFault, stateFault, hasMeans) => {
    const access = accessTo(withAttributes(createDrawnStudy(TOWN, WHOLE), attributes));
    expect(String(access.capacityFault)).toBe(capacityFault);
    expect(access.stateFault).toBe(stateFault);
    expect([access.peopleServed, access.peopleOverCapacity, access.totals.states]).toEqual([null, null, null]);
    expect(access.means !== null).toBe(hasMeans);
    expect(access.equityOf).toBe(hasMeans ? "twoStep" : "facilitiesReached");
  });

  it("lets a norm say for how many people a doctor stands, and shares them out by that", () => {
    // 0.25 and 0.5 of a doctor for 2,000 people are 500 and 1,000 places.
    const study = withAttributes(createDrawnStudy(TOWN, SPLIT), { doctors: [0.25, 0.5] });
    const access = accessTo(study, { cutoffSeconds: 600 });
    expect(access.stateFault).toBeNull();
    expect(access.totals.states).toEqual({ served: 800, overCapacity: 200, notCovered: 0 });
    expect(Array.from(access.servedAtFacility ?? [])).toEqual([500, 300]);
    expect(access.totals.capacity).toBe(0.75);
  });

  it("tells no states where demand is not people, and none where there is no facility", () => {
    const drawn = withAttributes(createDrawnStudy(TOWN, WHOLE), { places: [500, 1000] });
    const floors: Study = { ...drawn, demand: { ...drawn.demand, unit: "residential-floor-m2" } };
    expect(accessTo(floors).stateFault).toBe("demand-is-not-people");
    expect(accessTo(floors).means).not.toBeNull();
    const bare = accessTo({ ...drawn, facilities: [] });
    expect(bare.stateFault).toBe("no-facilities");
    expect(bare.catchments.notCovered).toBe(1000);
    expect(Array.from(bare.peopleNotCovered)).toEqual([1000]);
  });

  it("finds the same nearest facility and the same seconds as the cost field, to the last bit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 30 }), (seed, minutes) => {
        const study = createRandomStudy(seed);
        const session = new AnalysisSession(study);
        const cutoff = minutes * 60;
        for (const service of study.services) {
          const search = searchOf(service, DEFAULT_PARAMETERS);
          const { seconds, sourceIndexes } = session.costs(search).demand;
          const nearest = findNearestSites(finish(measureFacilityRows(session, search, cutoff)), cutoff);
          expect(Array.from(nearest.costs)).toEqual(Array.from(seconds, (cost) => (cost <= cutoff ? cost : Infinity)));
          expect(Array.from(nearest.siteIndexes)).toEqual(
            Array.from(sourceIndexes, (source, point) => ((seconds[point] as number) <= cutoff ? source : -1)),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("adds up by community and in all, to the last bit, and agrees with coverage", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 30 }), (seed, minutes) => {
        const random = createRandomStudy(seed);
        const uneven = random.demand.people.all.map((count) => count * 0.37);
        const places = Array.from({ length: random.facilities[0]?.count ?? 0 }, (_, index) => 40 + index * 13.7);
        const study = withAttributes(
          { ...random, demand: { ...random.demand, people: { ...random.demand.people, all: uneven } } },
          { places },
        );
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, serviceIds: ["clinic"], cutoffSeconds: minutes * 60 };
        const result = runAnalysis(study, parameters, session);
        const access = measureAccess(session, result)[0] as ServiceAccess;
        const all = sumCompensated(uneven);
        expect(access.totals.people).toBe(all);
        expect(sumCompensated([...access.catchments.people, access.catchments.notCovered])).toBe(all);
        const { states } = access.totals;
        if (states === null) throw new Error("states are expected");
        expect(sumCompensated([states.served, states.overCapacity, states.notCovered])).toBe(all);
        // Two roundings of one sum: each may be moved by one unit in the last place.
        expect(Math.abs(states.notCovered - access.catchments.notCovered)).toBeLessThanOrEqual(all * 2 ** -51);
        access.people.forEach((people, community) => {
          const parts = [access.peopleServed, access.peopleOverCapacity, access.peopleNotCovered];
          expect(sumCompensated(parts.map((part) => part?.[community] as number))).toBe(people);
          const covered = result.services[0]?.peopleCovered[community] as number;
          expect(people - (access.peopleNotCovered[community] as number)).toBeCloseTo(covered, 9);
        });
      }),
      { numRuns: 60 },
    );
  });
});
