import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import type { AttributeValue } from "../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { createDefaultTargets } from "../../../src/core/plan/default-targets.ts";
import type { FacilityNeed, Reach, Rule, Target } from "../../../src/core/plan/target.ts";
import { measureTargetCapacity, type NeedCapacity } from "../../../src/core/questions/measure-target-capacity.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";

/** Homes of 100, 200, 400 in the west and 300 in the east; clinics A and B; a cell is 100 m, a minute 72 m. */
const TOWN = `
1-A-2-4-----------B-3
`;

function createTown(attributes: Record<string, AttributeValue[]>): Study {
  const study = createDrawnStudy(TOWN, { spacingMetres: 100, communityColumns: [10] });
  const [clinics] = study.facilities;
  return { ...study, facilities: clinics ? [{ ...clinics, attributes }] : [] };
}

function capacityOf(
  study: Study,
  reach: Reach,
  need: FacilityNeed = { serviceIds: ["clinic"] },
  groupId: "all" | "60+" = "all",
): NeedCapacity {
  const template = createDefaultTargets(study.services)[0] as Target;
  const rule: Rule = {
    kind: "service-area",
    needs: [need],
    reach,
    profileId: "adult",
    groupId,
    passShare: null,
  };
  const target = { ...template, unit: "community", rule } as const;
  const session = new AnalysisSession(study);
  const answer = finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, target));
  return answer?.needs[0] as NeedCapacity;
}

const TEN_MINUTES = { kind: "time", seconds: 600 } as const;

describe("places within a circle's own reach", () => {
  it("tells who is served, over capacity and not covered, unit by unit", () => {
    // 600 s are 720 m: 700 people reach A, which takes 500; 300 reach B, which takes 1,000.
    const { states, attributes, fault } = capacityOf(createTown({ places: [500, 1000] }), TEN_MINUTES);
    expect([attributes, fault]).toEqual([["places"], null]);
    expect(Array.from(states?.served ?? [])).toEqual([500, 300]);
    expect(Array.from(states?.overCapacity ?? [])).toEqual([200, 0]);
    expect(states).toMatchObject({
      people: 1000,
      totals: { served: 800, overCapacity: 200, notCovered: 0 },
      // Both communities are covered; in the west 500 of 700 have a place, fewer than 80 %.
      unitsCovered: 2,
      unitsCoveredWithoutPlaces: 1,
      capacity: 1500,
      facilities: 2,
      // 700 people are nearest to A.
      overloaded: [{ serviceId: "clinic", facilityIndexes: [0] }],
    });
  });

  it("goes by metres of street where the rule does, and is silent where it goes by straight lines", () => {
    const town = createTown({ places: [500, 1000] });
    const near = capacityOf(town, { kind: "distance", metres: 250, measure: "network" });
    // 400 people are 400 m from A.
    expect(near.states?.totals).toEqual({ served: 600, overCapacity: 0, notCovered: 400 });
    expect(near.states?.unitsCovered).toBe(1);
    const straight = capacityOf(town, { kind: "distance", metres: 720, measure: "straight" });
    expect([straight.fault, straight.states]).toEqual(["straight-reach", null]);
  });

  it("gives no place at a facility that the rule does not count", () => {
    const need = { serviceIds: ["clinic"], filters: [{ attribute: "grade", oneOf: ["一级"] }] };
    const { states } = capacityOf(createTown({ places: [500, null], grade: ["一级", "二级"] }), TEN_MINUTES, need);
    expect(states).toMatchObject({
      totals: { served: 500, overCapacity: 200, notCovered: 300 },
      capacity: 500,
      facilities: 1,
    });
  });

  it("lets kinds of one need stand in for each other", () => {
    const town = createTown({ places: [500, 1000] });
    const [clinics] = town.facilities;
    const other = { ...clinics, serviceId: "elderly-day-care", attributes: { places: [150, 0] } };
    const both = { ...town, facilities: [...town.facilities, other] } as Study;
    const { states } = capacityOf(both, TEN_MINUTES, { serviceIds: ["clinic", "elderly-day-care"] });
    expect(states?.totals).toEqual({ served: 950, overCapacity: 50, notCovered: 0 });
    expect(states?.capacity).toBe(1650);
  });

  it("says for how many people a doctor stands, and why there are no states without a figure", () => {
    const doctors = capacityOf(createTown({ doctors: [0.1, 1] }), TEN_MINUTES);
    // A tenth of a doctor for 2,000 people is 200 places.
    expect(doctors.norms.map(({ peoplePerUnit }) => peoplePerUnit)).toEqual([2000]);
    expect(doctors.states?.totals).toEqual({ served: 500, overCapacity: 500, notCovered: 0 });
    expect(capacityOf(createTown({}), TEN_MINUTES).fault).toBe("no-capacity");
    expect(capacityOf(createTown({ places: [5, null] }), TEN_MINUTES).fault).toBe("capacity-missing");
    expect(capacityOf(createTown({ teachers: [5, 6] }), TEN_MINUTES).fault).toBe("capacity-is-staff");
  });

  it("adds up to the last bit, and nothing takes more than it can", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 20 }), (seed, minutes) => {
        const random = createRandomStudy(seed);
        const uneven = random.demand.people.all.map((count) => count * 0.37);
        const facilities = random.facilities.map((layer) => ({
          ...layer,
          attributes: { places: Array.from({ length: layer.count }, (_, index) => 20 + index * 7.3) },
        }));
        const demand = { ...random.demand, people: { ...random.demand.people, all: uneven } };
        const study = { ...random, facilities, demand };
        const need = { serviceIds: ["clinic", "elderly-day-care"] };
        const { states } = capacityOf(study, { kind: "time", seconds: minutes * 60 }, need);
        if (states === null) throw new Error("states are expected");
        const { served, overCapacity, notCovered } = states.totals;
        expect(sumCompensated([served, overCapacity, notCovered])).toBe(states.people);
        states.communityPeople.forEach((people, community) => {
          const parts = [states.served, states.overCapacity, states.notCovered];
          expect(sumCompensated(parts.map((part) => part[community] as number))).toBe(people);
        });
        expect(served).toBeLessThanOrEqual(states.capacity * (1 + 1e-12));
      }),
      { numRuns: 40 },
    );
  });
});
