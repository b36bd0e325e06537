/** Places under a circle that two ways satisfy, on random towns where some streets are for cycling alone and some for walking. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { cutoffOf, searchOfNeed } from "../../src/core/plan/judge/facility-needs.ts";
import type { ServiceAreaRule } from "../../src/core/plan/judge/judge-service-area.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import { waysOf } from "../../src/core/plan/judge/ways.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { measureTargetCapacity, type NeedStates } from "../../src/core/questions/measure-target-capacity.ts";
import { createTarget } from "../support/drawn-targets.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createPointFacilities, RANDOM_STUDY_SERVICES } from "../support/random-study.ts";
import { createStreetStudy } from "../support/street-study.ts";
import { circleOfTwoWays, limits, reaches, splitStreets } from "../support/two-way-town.ts";

/** Four clinics and three day-care centres, with places for some of the people. */
function createTown(seed: number): Study {
  const study = splitStreets(createStreetStudy(seed), seed);
  const random = createRandom(seed + 31);
  const { coordinates, count, starts } = study.streets;
  // In the middle of a street's first piece, where no home stands.
  const placeOnStreet = (): number[] => {
    const first = starts[Math.floor(random() * count)] as number;
    const [lon = 0, lat = 0, nextLon = 0, nextLat = 0] = coordinates.subarray(2 * first, 2 * first + 4);
    return [(lon + nextLon) / 2, (lat + nextLat) / 2];
  };
  const createLayer = (serviceId: string, facilities: number) => {
    const sites = Array.from({ length: facilities }, placeOnStreet);
    const layer = createPointFacilities(serviceId, Float64Array.from(sites.flat()));
    return { ...layer, attributes: { places: sites.map(() => Math.floor(random() * 700)) } };
  };
  return {
    ...study,
    services: RANDOM_STUDY_SERVICES,
    facilities: [createLayer("clinic", 4), createLayer("elderly-day-care", 3)],
  };
}

const seeds = fc.integer({ min: 1, max: 100_000 });
const needs = fc.constantFrom(["clinic"], ["clinic", "elderly-day-care"]);

function statesOf(session: AnalysisSession, rule: ServiceAreaRule): NeedStates {
  const target = createTarget("T", "community", rule);
  const states = finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, target))?.needs[0]?.states;
  if (!states) throw new Error("nothing shared out");
  return states;
}

/** Which facilities each home reaches, each searched alone, by either way within its own limit. */
function listReached(session: AnalysisSession, rule: ServiceAreaRule): { places: number[]; reached: Set<number>[] } {
  const { demand } = session.study;
  const reached = Array.from({ length: demand.count }, () => new Set<number>());
  const places: number[] = [];
  for (const serviceId of rule.needs[0]?.serviceIds ?? []) {
    const layer = session.facilities(serviceId);
    for (let facility = 0; facility < (layer?.count ?? 0); facility++) {
      for (const { reach, profileId, parameters } of waysOf(rule, DEFAULT_PARAMETERS)) {
        const search = searchOfNeed(session, serviceId, reach, profileId, parameters);
        if (!search) continue;
        const costs = session.costs({ ...search, facilityIndexes: [facility] }).demand.seconds;
        costs.forEach((cost, home) => {
          if (cost <= cutoffOf(reach)) reached[home]?.add(places.length);
        });
      }
      places.push(Number(layer?.attributes.places?.[facility]));
    }
  }
  return { places, reached };
}

/** The most people that any sharing out could serve: the least cut over every choice of full facilities. */
function findMostServed(
  people: Float64Array,
  places: readonly number[],
  reached: readonly ReadonlySet<number>[],
): number {
  let least = Infinity;
  for (let full = 0; full < 1 << places.length; full++) {
    const isFull = (site: number): boolean => ((full >> site) & 1) === 1;
    const within = places.reduce((sum, count, site) => sum + (isFull(site) ? count : 0), 0);
    const beside = people.reduce(
      (sum, count, home) => sum + ([...(reached[home] ?? [])].some((site) => !isFull(site)) ? count : 0),
      0,
    );
    least = Math.min(least, within + beside);
  }
  return least;
}

describe("places under a circle of two ways", () => {
  it("serve as many as can be served of those whom either way brings there, and nobody else", () => {
    let [shared, full] = [0, 0];
    fc.assert(
      fc.property(seeds, reaches, limits, needs, (seed, reach, limit, serviceIds) => {
        const session = new AnalysisSession(createTown(seed));
        const rule = { ...circleOfTwoWays(reach, limit), needs: [{ serviceIds }], withPlaces: true };
        const states = statesOf(session, rule);
        const { demand } = session.study;
        // Everybody competes; what is told is of the units, which are all of the study here.
        if (demand.communityIndexes.some((community) => community < 0)) return;
        const { places, reached } = listReached(session, rule);
        const inReach = demand.people.all.reduce(
          (sum, count, home) => sum + ((reached[home]?.size ?? 0) > 0 ? count : 0),
          0,
        );
        expect(states.totals.served).toBeCloseTo(findMostServed(demand.people.all, places, reached), 6);
        expect(states.totals.served + states.totals.overCapacity).toBeCloseTo(inReach, 6);
        shared++;
        if (states.totals.overCapacity > 0) full++;
      }),
      { numRuns: 120 },
    );
    expect(shared).toBeGreaterThan(60);
    expect(full).toBeGreaterThan(30);
  });

  it("are those of the first way where the other gets nowhere in its time", () => {
    let compared = 0;
    fc.assert(
      fc.property(seeds, fc.integer({ min: 2, max: 12 }), needs, (seed, minutes, serviceIds) => {
        const session = new AnalysisSession(createTown(seed));
        const base = circleOfTwoWays({ kind: "time", seconds: 60 * minutes }, null);
        const { otherWay: _other, ...alone } = { ...base, needs: [{ serviceIds }], withPlaces: true };
        // A millionth of a second: nobody lives so near.
        const otherWay = { profileId: "cycle", reach: { kind: "time", seconds: 1e-6 } } as const;
        const [walked, either] = [alone, { ...alone, otherWay }].map((rule) => statesOf(session, rule));
        expect(either).toEqual(walked);
        if (walked?.totals.served !== 0) compared++;
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(10);
  });

  it("are the same in the verdict, in the answer about places and in the explanation", () => {
    let compared = 0;
    fc.assert(
      fc.property(seeds, reaches, limits, needs, fc.nat(3), (seed, reach, limit, serviceIds, communityIndex) => {
        const session = new AnalysisSession(createTown(seed));
        const rule = { ...circleOfTwoWays(reach, limit), needs: [{ serviceIds }], withPlaces: true };
        const target = createTarget("T", "community", rule);
        const { communityPeople, served, overCapacity } = statesOf(session, rule);
        const [result] = judgeTargets(session, [target], DEFAULT_PARAMETERS);
        result?.units.ids.forEach((id, unit) => {
          const community = session.study.communities.ids.indexOf(id);
          const short = (communityPeople[community] as number) - (served[community] as number);
          expect(result.units.peopleShort[unit]).toBeCloseTo(short, 6);
        });
        const explanation = finishSteps(
          explainCommunity(session, {
            ...{ parameters: DEFAULT_PARAMETERS, serviceId: "", target, passShare: 0.8 },
            ...{ communityIndex, place: null, withPlaces: false },
          }),
        );
        if (!explanation?.places) return;
        expect(explanation.places.fault).toBeNull();
        expect(explanation.places.served).toBeCloseTo(served[communityIndex] as number, 6);
        expect(explanation.places.overCapacity).toBeCloseTo(overCapacity[communityIndex] as number, 6);
        compared++;
      }),
      { numRuns: 80 },
    );
    expect(compared).toBeGreaterThan(40);
  });
});
