/** What an explanation promises, held to the study with the remedy in it and everything judged anew. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../geodata/build/random.ts";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { VERDICT_MET } from "../../src/core/coverage/coverage-result.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import type { Position } from "../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import type { Study } from "../../src/core/model/study.ts";
import { travelLevel } from "../../src/core/network/travel.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import type { FacilityNeed, OtherWay, Reach, Target } from "../../src/core/plan/target.ts";
import { type AskedReach, askNeeds } from "../../src/core/questions/asked-reach.ts";
import { type CommunityExplanation, explainCommunity } from "../../src/core/questions/explain-community.ts";
import { findMissingLinks } from "../../src/core/questions/find-missing-links.ts";
import type { Remedy } from "../../src/core/questions/find-remedies.ts";
import { GainMeter } from "../../src/core/questions/gain-of-change.ts";
import { positionAlongEdge } from "../../src/core/questions/list-snaps.ts";
import { createTarget } from "../support/drawn-targets.ts";
import { measureEveryLink } from "../support/every-link.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { createPointFacilities, createRandomStudy, RANDOM_STUDY_SERVICES } from "../support/random-study.ts";
import { addStreetBetween, createStreetStudy, openGate } from "../support/street-study.ts";
import { limitOf } from "../support/two-way-town.ts";

const PASS = 0.8;
/** Studies are judged anew many times over. */
const LONG = 60_000;
/** Costs this near the cutoff fall on either side of it by the rounding of edges that are cut in two. */
const NEAR = 0.1;

/** Clinics and day-care centres, both on streets, with places for some of the people. */
function createStudy(seed: number): Study {
  const study = createStreetStudy(seed);
  const random = createRandom(seed + 911);
  const { coordinates, count } = study.demand;
  const centres = Array.from({ length: 2 }, () => {
    const home = Math.floor(random() * count);
    return [coordinates[2 * home] as number, coordinates[2 * home + 1] as number];
  });
  // Land of another size than the people on it, so that one is never taken for the other.
  const landSquareMetres = Float64Array.from({ length: count }, () => 200 + Math.floor(random() * 5000));
  const layers = [...study.facilities, createPointFacilities("elderly-day-care", Float64Array.from(centres.flat()))];
  return {
    ...study,
    services: RANDOM_STUDY_SERVICES,
    demand: { ...study.demand, landSquareMetres },
    facilities: layers.map((layer) => ({
      ...layer,
      attributes: { places: Array.from({ length: layer.count }, () => Math.floor(random() * 900)) },
    })),
  };
}

interface Wish {
  readonly needs: readonly FacilityNeed[];
  readonly reach: Reach;
  readonly withPlaces: boolean;
  readonly otherWay?: OtherWay;
  readonly denominator?: "land";
}

const reaches = fc.oneof(
  fc.integer({ min: 2, max: 14 }).map((minutes): Reach => ({ kind: "time", seconds: 60 * minutes })),
  fc.integer({ min: 150, max: 900 }).map((metres): Reach => ({ kind: "distance", metres, measure: "network" })),
);
const CLINIC: FacilityNeed = { serviceIds: ["clinic"] };
const CENTRE: FacilityNeed = { serviceIds: ["elderly-day-care"] };
const EITHER: FacilityNeed = { serviceIds: ["clinic", "elderly-day-care"] };
const wishes: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    needs: fc.constantFrom([CLINIC], [EITHER], [CLINIC, CENTRE], [EITHER, CLINIC]),
    reach: reaches,
    withPlaces: fc.constant(false),
  }),
  fc.record({ needs: fc.constantFrom([CLINIC], [EITHER]), reach: reaches, withPlaces: fc.constant(true) }),
);
/** Circles that judge land, may be reached by cycle too (within the same limit or its own), or both. */
const otherCircles: fc.Arbitrary<Wish> = fc
  .record({
    needs: fc.constantFrom([CLINIC], [EITHER], [CLINIC, CENTRE], [EITHER, CLINIC]),
    reach: reaches,
    limit: fc.constantFrom(null, 0.4, 1.5),
    isEither: fc.boolean(),
    isLand: fc.boolean(),
    asksPlaces: fc.boolean(),
  })
  .map(({ needs, reach, limit, isEither, isLand, asksPlaces }): Wish => {
    return {
      ...{ needs, reach, withPlaces: asksPlaces && !isLand && needs.length === 1 },
      ...(isEither || !isLand ? { otherWay: { profileId: "cycle", reach: limitOf(reach, limit) } as const } : {}),
      ...(isLand ? { denominator: "land" as const } : {}),
    };
  });
const anyWishes = fc.oneof(wishes, otherCircles);
const seeds = fc.integer({ min: 1, max: 100_000 });

function targetOf({ withPlaces, ...circle }: Wish): Target {
  const rule = { kind: "service-area", ...circle, profileId: "adult", groupId: "all", passShare: PASS } as const;
  return createTarget("T", "community", withPlaces ? { ...rule, withPlaces } : rule);
}

interface Judged {
  readonly asked: readonly AskedReach[];
  /** By unit, what is short and what there is: people, or m² where land is judged. */
  readonly short: readonly number[];
  readonly people: readonly number[];
  readonly met: readonly boolean[];
  readonly islands: number;
  /** Of each home, the metres off its street, way by way; -1 where it has none. */
  readonly legs: readonly number[];
}

/** The whole judged anew: nothing is kept from before. */
function judge(study: Study, target: Target, parameters = DEFAULT_PARAMETERS): Judged {
  const session = new AnalysisSession(study);
  const [result] = judgeTargets(session, [target], parameters);
  if (!result || target.rule.kind !== "service-area") throw new Error("not judged");
  const { peopleShort, people, verdicts, land } = result.units;
  const travels = target.rule.otherWay ? [travelLevel("walk"), travelLevel("cycle")] : [travelLevel("walk")];
  const snaps = travels.map((travel) => session.demandSnaps(travel, parameters.snapRadiusMetres));
  return {
    asked: askNeeds(session, parameters, target.rule, PASS),
    short: [...(land?.short ?? peopleShort)],
    people: [...(land?.squareMetres ?? people)],
    met: Array.from(verdicts, (code) => code === VERDICT_MET),
    islands: sum(travels.map((travel) => session.components(travel).islandCount)),
    legs: snaps.flatMap(({ offStreetMetres, refusals }) =>
      Array.from(offStreetMetres, (metres, point) => (refusals[point] === 0 ? metres : -1)),
    ),
  };
}

/** Whether anybody's cost is so near the cutoff that a street cut in two may decide. */
function isTight({ asked }: Judged): boolean {
  return asked.some(({ fields }) =>
    fields.some(({ costs, cutoff }) => costs.demand.seconds.some((cost) => Math.abs(cost - cutoff) < NEAR)),
  );
}

/** A link is no street to attach homes to: where one would go to it, or where islands change, the two are not the same. */
function isSameGround(a: Judged, b: Judged): boolean {
  return a.islands === b.islands && a.legs.every((leg, point) => Math.abs(leg - (b.legs[point] as number)) < 0.02);
}

function addFacility(study: Study, serviceId: string, position: Position): Study {
  return {
    ...study,
    facilities: study.facilities.map((layer) => {
      if (layer.serviceId !== serviceId) return layer;
      const places = [...(layer.attributes.places ?? []), 0];
      const grown = createPointFacilities(serviceId, Float64Array.from([...layer.coordinates, ...position]));
      return { ...grown, attributes: { places } };
    }),
  };
}

function addPlaces(study: Study, remedy: Extract<Remedy, { kind: "places" }>, more: number): Study {
  return {
    ...study,
    facilities: study.facilities.map((layer) =>
      layer.serviceId === remedy.serviceId
        ? {
            ...layer,
            attributes: {
              places: (layer.attributes.places ?? []).map((value, index) =>
                index === remedy.facilityIndex ? Number(value) + more : value,
              ),
            },
          }
        : layer,
    ),
  };
}

/** The study with a remedy in it; null for what is no change of the study alone. */
function apply(study: Study, explanation: CommunityExplanation, remedy: Remedy): Study | null {
  switch (remedy.kind) {
    case "facility":
      return addFacility(study, explanation.serviceIds[0] ?? "", remedy.position);
    case "link":
      return remedy.link.kind === "locked-gate"
        ? openGate(study, remedy.link.from)
        : addStreetBetween(study, remedy.link.from, remedy.link.to);
    case "places":
      return addPlaces(study, remedy, remedy.morePlaces);
    default:
      return null;
  }
}

function explain(
  session: AnalysisSession,
  target: Target,
  communityIndex: number,
  parameters = DEFAULT_PARAMETERS,
): CommunityExplanation | null {
  const asked = { parameters, serviceId: "", target, passShare: PASS };
  return finishSteps(explainCommunity(session, { ...asked, communityIndex, place: null, withPlaces: false }));
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe("a remedy, put into the study and everything judged anew", () => {
  it(
    "turns the unit exactly as promised, and gains exactly the people promised",
    () => {
      const compared: Record<string, number> = {};
      fc.assert(
        fc.property(seeds, anyWishes, (seed, wish) => {
          const study = createStudy(seed);
          const target = targetOf(wish);
          const before = judge(study, target);
          // Places are one matter, reach another: what brings people within reach is held to the reach alone.
          const reachTarget = targetOf({ ...wish, withPlaces: false });
          const reachedBefore = judge(study, reachTarget);
          if (isTight(before)) return;
          const session = new AnalysisSession(study);
          for (const [community, isMet] of before.met.entries()) {
            if (isMet || before.people[community] === 0) continue;
            const explanation = explain(session, target, community);
            if (!explanation) throw new Error("nothing to explain");
            expect(explanation.isMet).toBe(false);
            expect(explanation.cause).not.toBeNull();
            for (const remedy of explanation.remedies) {
              const changed = apply(study, explanation, remedy);
              if (changed === null) continue;
              const ofPlaces = remedy.kind === "places";
              // More places turn the target itself; what is promised of the other remedies is reach.
              const now = judge(changed, ofPlaces ? target : reachTarget);
              const then = ofPlaces ? before : reachedBefore;
              if (isTight(now) || !isSameGround(before, now)) continue;
              const gained = now.short.map((short, index) => (then.short[index] as number) - short);
              expect(gained[community]).toBeCloseTo(remedy.peopleHere, 6);
              expect(sum(gained)).toBeCloseTo(remedy.peopleInCity, 6);
              const turned = [...now.met.keys()].filter((index) => now.met[index] && !then.met[index]);
              expect(turned).toEqual([...remedy.communitiesTurned]);
              if (ofPlaces || !wish.withPlaces) expect(remedy.passes).toBe(now.met[community]);
              else expect(remedy.passes).toBe(false);
              if (ofPlaces && remedy.passes) {
                // With one place fewer it does not pass.
                const fewer = judge(addPlaces(study, remedy, remedy.morePlaces - 1), target);
                expect(fewer.met[community]).toBe(false);
              }
              const { otherWay, denominator } = wish;
              const whose = otherWay ? "either way, " : denominator ? "land, " : "";
              const key = `${whose}${remedy.kind}${remedy.passes ? " passes" : ""}`;
              compared[key] = (compared[key] ?? 0) + 1;
            }
          }
        }),
        { numRuns: 150 },
      );
      const plain = ["facility passes", "link", "places", "places passes"];
      const either = ["facility passes", "link", "places", "places passes"].map((kind) => `either way, ${kind}`);
      for (const kind of [...plain, ...either, "land, facility passes"])
        expect(compared[kind] ?? 0, kind).toBeGreaterThan(1);
    },
    LONG,
  );

  it("homes joined to the streets gain whom their own cost from the nearest street brings within reach", () => {
    // Homes farther than this off the street are not attached.
    const parameters = { ...DEFAULT_PARAMETERS, snapRadiusMetres: 15 };
    let compared = 0;
    fc.assert(
      fc.property(seeds, wishes, (seed, wish) => {
        const study = createRandomStudy(seed);
        const target = targetOf({ ...wish, withPlaces: false });
        const before = judge(study, target, parameters);
        const session = new AnalysisSession(study);
        for (const [community, isMet] of before.met.entries()) {
          if (isMet || before.people[community] === 0) continue;
          const remedy = explain(session, target, community, parameters)?.remedies.find(
            ({ kind }) => kind === "attach-homes",
          );
          if (!remedy) continue;
          const travel = travelLevel("walk");
          const snaps = session.demandSnaps(travel, parameters.snapRadiusMetres);
          const near = session.streetIndex(travel).snap(study.demand.coordinates, 2000, null);
          const moved = study.demand.coordinates.slice();
          const legs = new Float64Array(study.demand.count);
          for (let point = 0; point < study.demand.count; point++) {
            if (snaps.refusals[point] === 0) continue;
            const edge = near.edgeIndexes[point] as number;
            if (edge < 0) continue;
            legs[point] = near.offStreetMetres[point] as number;
            moved.set(positionAlongEdge(session.network, edge, near.fromStartMetres[point] as number), 2 * point);
          }
          const after = judge({ ...study, demand: { ...study.demand, coordinates: moved } }, target, parameters);
          const costOf = ({ costs, metresPerUnit }: { costs: Float64Array; metresPerUnit: number }, point: number) =>
            (costs[point] as number) + (legs[point] as number) / metresPerUnit;
          const pace = before.asked[0]?.fields[0]?.metresPerUnit ?? 1;
          const cutoff = before.asked[0]?.cutoff ?? 0;
          const all = after.asked.map(({ costs }) => ({ costs, metresPerUnit: pace }));
          const homes = [...legs.keys()].filter(
            (point) => study.demand.communityIndexes[point] === community && snaps.refusals[point] !== 0,
          );
          // At a corner it depends on the home's own side which of the streets it joins.
          const isCorner = (point: number): boolean =>
            Math.min(near.fromStartMetres[point] as number, near.toEndMetres[point] as number) < 0.05;
          if (homes.some(isCorner)) continue;
          if (homes.some((point) => all.some((each) => Math.abs(costOf(each, point) - cutoff) < NEAR))) continue;
          const gained = homes.filter((point) => all.every((each) => costOf(each, point) <= cutoff));
          const people = sum(gained.map((point) => study.demand.people.all[point] as number));
          expect(remedy.peopleHere).toBeCloseTo(people, 6);
          compared++;
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(3);
  });

  it("is offered wherever there is one: a facility for whoever stands at a street, a link where any gains", () => {
    fc.assert(
      fc.property(seeds, anyWishes, (seed, wish) => {
        const study = createStudy(seed);
        const target = targetOf({ ...wish, withPlaces: false });
        if (target.rule.kind !== "service-area") throw new Error("no circle");
        const session = new AnalysisSession(study);
        const needs = askNeeds(session, DEFAULT_PARAMETERS, target.rule, PASS);
        const { met, people } = judge(study, target);
        for (const [community, isMet] of met.entries()) {
          if (isMet || people[community] === 0) continue;
          const kinds = new Set(explain(session, target, community)?.remedies.map(({ kind }) => kind));
          const here = (point: number): boolean => study.demand.communityIndexes[point] === community;
          if (kinds.has("link")) continue;
          const meter = new GainMeter(session, needs, here);
          for (const [need, { costs, cutoff }] of needs.entries())
            for (const { gain } of measureEveryLink(session, needs, need, meter)) {
              // What hardly shortens the walk to one need may yet bring somebody within reach of another: no link of either.
              const waiting = gain.points.filter((point) => (costs[point] as number) > cutoff);
              expect(waiting).toHaveLength(0);
            }
          if (needs.length > 1 || kinds.has("facility")) continue;
          // Nobody of those short stands at a street.
          const ways = (target.rule.otherWay ? (["walk", "cycle"] as const) : (["walk"] as const)).map((mode) =>
            session.demandSnaps(travelLevel(mode), DEFAULT_PARAMETERS.snapRadiusMetres),
          );
          const [asked] = needs;
          asked?.costs.forEach((cost, point) => {
            const isShort = here(point) && cost > asked.cutoff && (asked.people[point] as number) > 0;
            if (isShort) expect(ways.every(({ edgeIndexes }) => edgeIndexes[point] === -1)).toBe(true);
          });
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe("the walk that is shown", () => {
  it("costs what the run's cost field says, over a path of as many metres", () => {
    let compared = 0;
    fc.assert(
      fc.property(seeds, wishes, (seed, wish) => {
        const study = createStudy(seed);
        const target = targetOf({ ...wish, withPlaces: false });
        if (target.rule.kind !== "service-area") throw new Error("no circle");
        const session = new AnalysisSession(study);
        const needs = askNeeds(session, DEFAULT_PARAMETERS, target.rule, PASS);
        for (let community = 0; community < study.communities.count; community++) {
          const explanation = explain(session, target, community);
          if (!explanation?.walk) continue;
          const { walk, home, needIndex } = explanation;
          const point = [...study.demand.people.all.keys()].find(
            (each) =>
              study.demand.coordinates[2 * each] === home.position[0] &&
              study.demand.coordinates[2 * each + 1] === home.position[1],
          ) as number;
          const fields = needs[needIndex]?.fields ?? [];
          const least = Math.min(...fields.map(({ costs }) => costs.demand.seconds[point] as number));
          expect(walk.cost).toBeCloseTo(least, 3);
          const pace = fields[0]?.metresPerUnit ?? 1;
          expect(walk.metres / pace).toBeCloseTo(walk.cost, 2);
          let metres = 0;
          for (let at = 1; at < walk.path.length; at++)
            metres += distanceMetres(...(walk.path[at - 1] as Position), ...(walk.path[at] as Position));
          expect(metres).toBeCloseTo(walk.metres, 0);
          compared++;
        }
      }),
      { numRuns: 40 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});

describe("the links that a city lacks under a target", () => {
  it("gain and turn exactly what the target judged anew on streets with the link in them says", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        seeds,
        anyWishes,
        fc.constantFrom("community" as const, "urban-community" as const, "township" as const),
        (seed, wish, unit) => {
          const study = createStudy(seed);
          const target = { ...targetOf({ ...wish, withPlaces: false }), unit };
          const before = judge(study, target);
          if (isTight(before)) return;
          const session = new AnalysisSession(study);
          const question = { parameters: DEFAULT_PARAMETERS, serviceId: "", target, passShare: PASS };
          const answer = finishSteps(findMissingLinks(session, question));
          if (!answer) throw new Error("nothing asked");
          expect(answer.peopleShort).toBeCloseTo(sum(before.short), 6);
          for (const link of answer.links.slice(0, 4)) {
            const changed =
              link.kind === "locked-gate" ? openGate(study, link.from) : addStreetBetween(study, link.from, link.to);
            const after = judge(changed, target);
            if (isTight(after) || !isSameGround(before, after)) continue;
            expect(sum(before.short) - sum(after.short)).toBeCloseTo(link.peopleGained, 6);
            const turned = [...after.met.keys()].filter((index) => after.met[index] && !before.met[index]);
            expect(link.unitsTurned).toHaveLength(turned.length);
            const everybody = link.groups.find(({ groupId }) => groupId === "all")?.people ?? 0;
            if (answer.countsLand) expect(everybody).toBeGreaterThan(0);
            else expect(everybody).toBeCloseTo(link.peopleGained, 6);
            expect(sum(link.communities.map(({ people }) => people))).toBeCloseTo(link.peopleGained, 6);
            expect(link.medianAfter).toBeLessThanOrEqual(
              answer.reach.kind === "time" ? answer.reach.seconds : answer.reach.metres,
            );
            expect(link.medianBefore).toBeGreaterThan(link.medianAfter);
            compared++;
          }
        },
      ),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(20);
  });
});
