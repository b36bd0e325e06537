/** Links under a circle that two ways satisfy, on random towns where some streets are for cycling alone and some for walking. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { LINK_KINDS } from "../../src/core/model/link-kind.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import { travelLevel } from "../../src/core/network/travel.ts";
import type { ServiceAreaRule } from "../../src/core/plan/judge/judge-service-area.ts";
import type { Reach } from "../../src/core/plan/target.ts";
import { type AskedReach, askNeeds } from "../../src/core/questions/asked-reach.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { type MeasuredLink, searchLinks, tellOnce } from "../../src/core/questions/search-links.ts";
import { createTarget } from "../support/drawn-targets.ts";
import { measureEveryLink } from "../support/every-link.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { addStreetBetween, createStreetStudy, openGate } from "../support/street-study.ts";
import { circleOfTwoWays, limits, reaches, splitStreets } from "../support/two-way-town.ts";

const PASS = 0.8;
const LONG = 60_000;
/** Costs this near the cutoff fall on either side of it by the rounding of edges that are cut in two. */
const NEAR = 0.1;
const NEAR_METRES = 0.02;

function createTown(seed: number): Study {
  return splitStreets(createStreetStudy(seed), seed);
}

const seeds = fc.integer({ min: 1, max: 100_000 });
/** A link is no street to attach homes or clinics to: where one would go to it, or where islands change, the two are not the same. */
function attachesAlike(before: AnalysisSession, after: AnalysisSession): boolean {
  return (["walk", "cycle"] as const).every((mode) => {
    const travel = travelLevel(mode);
    const [old, now] = [before, after].map((session) => {
      const homes = session.demandSnaps(travel, DEFAULT_PARAMETERS.snapRadiusMetres);
      const clinics = session.facilitySnaps("clinic", travel, DEFAULT_PARAMETERS.snapRadiusMetres);
      return [homes, clinics].flatMap(({ offStreetMetres, refusals }) =>
        Array.from(offStreetMetres, (metres, point) => (refusals[point] === 0 ? metres : -1)),
      );
    }) as [number[], number[]];
    return (
      before.components(travel).islandCount === after.components(travel).islandCount &&
      old.every((leg, point) => Math.abs(leg - (now[point] as number)) < NEAR_METRES)
    );
  });
}

function positionsOf({ link, ground: { places } }: MeasuredLink): number[] {
  return [link.near, link.far].flatMap((place) => [places.lons[place] as number, places.lats[place] as number]);
}

describe("the links of a circle that two ways satisfy", () => {
  it("are those that every link of both ways, measured, would leave on the list", () => {
    let [listed, byCycleAlone] = [0, 0];
    fc.assert(
      fc.property(seeds, reaches, limits, fc.constantFrom(3, 50), (seed, reach, limit, most) => {
        const session = new AnalysisSession(createTown(seed));
        const needs = askNeeds(session, DEFAULT_PARAMETERS, circleOfTwoWays(reach, limit), PASS);
        const [asked] = needs as [AskedReach];
        const wish = { most, bounds: null, isWanted: () => true };
        const { links, meter } = finishSteps(searchLinks(session, needs, { ...wish, byKind: true }));
        const together = finishSteps(searchLinks(session, needs, { ...wish, byKind: false })).links;
        const gains = ({ gain }: MeasuredLink): boolean => gain.people >= 1;
        const every = measureEveryLink(session, needs, 0, meter);
        const all = every.filter(gains);
        // Of all kinds together a far place has one link by each way: its cheapest, told first.
        const isCheapest = ({ ground, link }: MeasuredLink, index: number): boolean =>
          every[index - 1]?.ground !== ground || every[index - 1]?.link.far !== link.far;
        const cheapest = every.filter(isCheapest).filter(gains);
        const told = (each: readonly MeasuredLink[]): unknown[] =>
          each.map((link) => [link.link.kind, link.gain.people, ...positionsOf(link)]);
        for (const kind of LINK_KINDS) {
          const own = (each: readonly MeasuredLink[]) => each.filter(({ link }) => link.kind === kind);
          expect(told(own(links))).toEqual(told(tellOnce(own(all), asked.people, most)));
        }
        expect(told(together)).toEqual(told(tellOnce(cheapest, asked.people, most)));
        const permissions = (place: number, { ground }: MeasuredLink): number =>
          session.network.edgePermissions[ground.places.edges[place] as number] as number;
        listed += links.length;
        byCycleAlone += links.filter((each) => (permissions(each.link.far, each) & WALK_BOTH) === 0).length;
      }),
      { numRuns: 150 },
    );
    expect(listed).toBeGreaterThan(150);
    expect(byCycleAlone).toBeGreaterThan(20);
  });

  it(
    "gain exactly whom the same street, drawn for both ways and analysed anew, brings within reach",
    () => {
      let compared = 0;
      fc.assert(
        fc.property(seeds, reaches, limits, (seed, reach, limit) => {
          const study = createTown(seed);
          const target = createTarget("T", "community", circleOfTwoWays(reach, limit));
          const session = new AnalysisSession(study);
          const question = { parameters: DEFAULT_PARAMETERS, serviceId: "", target, passShare: PASS };
          const answer = finishSteps(findMissingLinks(session, question));
          if (answer === null) throw new Error("nothing asked");
          const askOf = (each: AnalysisSession): AskedReach =>
            askNeeds(each, DEFAULT_PARAMETERS, target.rule as ServiceAreaRule, PASS)[0] as AskedReach;
          const shortOf = ({ people, costs, cutoff }: AskedReach): number =>
            people.reduce((sum, count, point) => sum + ((costs[point] as number) <= cutoff ? 0 : count), 0);
          const isTight = ({ fields }: AskedReach): boolean =>
            fields.some(({ costs, cutoff }) => costs.demand.seconds.some((cost) => Math.abs(cost - cutoff) < NEAR));
          const before = askOf(session);
          for (const link of answer.links.slice(0, 4)) {
            const isGate = link.kind === "locked-gate";
            const changed = new AnalysisSession(
              isGate ? openGate(study, link.from) : addStreetBetween(study, link.from, link.to),
            );
            const after = askOf(changed);
            if (isTight(before) || isTight(after) || !attachesAlike(session, changed)) continue;
            // At a corner a home may join another of the streets once one of them is cut in two.
            if (after.costs.some((cost, point) => cost > (before.costs[point] as number) + NEAR)) continue;
            expect(shortOf(before) - shortOf(after)).toBeCloseTo(link.peopleGained, 6);
            compared++;
          }
        }),
        { numRuns: 150 },
      );
      expect(compared).toBeGreaterThan(40);
    },
    LONG,
  );

  it("are the links of the first way where the other gets nowhere in its time", () => {
    let listed = 0;
    fc.assert(
      fc.property(seeds, fc.integer({ min: 3, max: 12 }), (seed, minutes) => {
        const session = new AnalysisSession(createTown(seed));
        const reach: Reach = { kind: "time", seconds: 60 * minutes };
        const { otherWay: _other, ...alone } = circleOfTwoWays(reach, null);
        const listOf = (rule: ServiceAreaRule) => {
          const target = createTarget("T", "community", rule);
          const question = { parameters: DEFAULT_PARAMETERS, serviceId: "", target, passShare: PASS };
          const { links = [] } = finishSteps(findMissingLinks(session, question)) ?? {};
          return links.map(({ kind, from, to, peopleGained }) => ({ kind, from, to, peopleGained }));
        };
        const links = listOf(alone);
        // A millionth of a second: nobody but at a facility's own door.
        expect(listOf({ ...alone, otherWay: { profileId: "cycle", reach: { kind: "time", seconds: 1e-6 } } })).toEqual(
          links,
        );
        listed += links.length;
      }),
      { numRuns: 60 },
    );
    expect(listed).toBeGreaterThan(40);
  });
});
