/** Small towns with a circle that two ways satisfy, worked out by hand: the links that they lack, and who finds a place. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { CYCLE_BOTH, WALK_BOTH } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { ServiceAreaRule } from "../../src/core/plan/judge/judge-service-area.ts";
import { judgeTargets } from "../../src/core/plan/judge/judge-targets.ts";
import { listProblems } from "../../src/core/plan/ledger/ledger.ts";
import { NO_EDITS } from "../../src/core/plan/plan-edits.ts";
import type { OtherWay, Reach } from "../../src/core/plan/target.ts";
import { explainCommunity } from "../../src/core/questions/explain-community.ts";
import { findMissingLinks, type MissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { measureTargetCapacity } from "../../src/core/questions/measure-target-capacity.ts";
import { createDrawnStudy } from "../support/drawn-study.ts";
import { createTarget } from "../support/drawn-targets.ts";
import { finishSteps } from "../support/finish-steps.ts";

const within = (seconds: number): Reach => ({ kind: "time", seconds });
const byCycle = (seconds: number): OtherWay => ({ profileId: "cycle", reach: within(seconds) });

/** A quarter of an hour on foot, 1080 m at 1.2 m/s, or what is given. */
function circle(changes: Partial<ServiceAreaRule> = {}): ServiceAreaRule {
  return {
    ...{ kind: "service-area", needs: [{ serviceIds: ["clinic"] }], reach: within(900), profileId: "adult" },
    ...{ groupId: "all", passShare: 0.8 },
    ...changes,
  };
}

function findLinks(study: Study, rule: ServiceAreaRule): MissingLinks {
  const question = { parameters: DEFAULT_PARAMETERS, serviceId: "", target: createTarget("T", "community", rule) };
  const answer = finishSteps(findMissingLinks(new AnalysisSession(study), { ...question, passShare: 0.8 }));
  if (answer === null) throw new Error("nothing asked");
  return answer;
}

/** The path from the clinic's street to the river is for bicycles alone. */
const CYCLE_PATH = `
A-+
  |
  |
 -+-
~~~~
  |
5-+
`;

function createCyclePath(): Study {
  const study = createDrawnStudy(CYCLE_PATH, { spacingMetres: 100 });
  const { coordinates, permissions, starts } = study.streets;
  const [, clinicLat = 0] = study.facilities[0]?.coordinates ?? [];
  const [, homeLat = 0] = study.demand.coordinates;
  const isPath = (line: number): boolean => {
    const first = starts[line] as number;
    const lats = [coordinates[2 * first + 1] as number, coordinates[2 * first + 3] as number];
    return Math.min(...lats) < clinicLat && Math.min(...lats) > (clinicLat + homeLat) / 2 - 1e-6;
  };
  return {
    ...study,
    streets: { ...study.streets, permissions: permissions.map((bits, line) => (isPath(line) ? CYCLE_BOTH : bits)) },
  };
}

describe("the links that a circle of two ways lacks", () => {
  it("a bridge from a path that only bicycles may use: 200 m, 500 people, by a street that walkers have not", () => {
    const study = createCyclePath();
    // On foot the shore is 500 m from the nearest street, and a bridge has 400 m at most.
    expect(findLinks(study, circle()).links).toEqual([]);
    const { links, peopleShort } = findLinks(study, circle({ otherWay: byCycle(300) }));
    expect(peopleShort).toBe(500);
    expect(links.map(({ kind, peopleGained }) => [kind, peopleGained])).toEqual([["bridge", 500]]);
    const [bridge] = links;
    expect(bridge?.metres).toBeCloseTo(200, 0);
    expect(bridge?.unitsTurned).toEqual(["c1"]);
    expect(bridge?.costBefore).toBe(Infinity);
    // Over 200 + 300 m and the bridge the far shore is at 700 m: 200 of 300 s, which are 600 of the walker's 900 s.
    expect(bridge?.costAfter).toBeCloseTo(600, 0);
    // The home 300 m on is at 1000 m.
    expect(bridge?.medianAfter).toBeCloseTo((1000 / 3.5) * 3, 0);
    // The clinic's side of the river is 500 m on, the home at least √(200² + 300²) = 361 m from there.
    expect(findLinks(study, circle({ otherWay: byCycle(850 / 3.5) })).links).toEqual([]);
  });

  it("a bridge that both ways find is told once, by the way that is farther from its limit", () => {
    const river = `
4-A-----+
        |
~~~~~~~~|
        |
5-6-----+
`;
    const study = createDrawnStudy(river, { spacingMetres: 50 });
    const walked = findLinks(study, circle({ reach: within(500 / 1.2) }));
    expect(walked.links.map(({ kind, peopleGained }) => [kind, peopleGained])).toEqual([["bridge", 1100]]);
    // By bicycle as many metres: the same bridge.
    const both = findLinks(study, circle({ reach: within(500 / 1.2), otherWay: byCycle(500 / 3.5) }));
    expect(both.links.map(({ kind, peopleGained }) => [kind, peopleGained])).toEqual([["bridge", 1100]]);
    expect(both.links[0]?.from).toEqual(walked.links[0]?.from);
    expect(both.links[0]?.to).toEqual(walked.links[0]?.to);
    // 700 m by bicycle hold what the walker's 500 m hold; 200 of 700 m are nearer than 200 of 500.
    const farther = findLinks(study, circle({ reach: within(500 / 1.2), otherWay: byCycle(700 / 3.5) }));
    expect(farther.links.map(({ kind, peopleGained }) => [kind, peopleGained])).toEqual([["bridge", 1100]]);
    const after = (farther.links[0]?.costAfter ?? 0) / (500 / 1.2);
    expect(after).toBeCloseTo(200 / 700, 2);
  });
});

/**
 * 50 m a character. Open to all: 200 people at 200 m from A, 300 at 600 m, B at 1300 m. Down a footpath that is closed to
 * bicycles 400 people at 350 m from A, farther from the street than a point may be attached. 乙 begins after the 200.
 */
const FOOTPATH = `
A---2-------3-------------B
|
|
|
|
|
|
4`;

function createFootpath(places: readonly number[]): Study {
  const drawn = createDrawnStudy(FOOTPATH, { spacingMetres: 50, communityColumns: [8] });
  const { coordinates, permissions } = drawn.streets;
  const isFootpath = (line: number): boolean => coordinates[4 * line] === coordinates[4 * line + 2];
  return {
    ...drawn,
    streets: { ...drawn.streets, permissions: permissions.map((bits, line) => (isFootpath(line) ? WALK_BOTH : bits)) },
    facilities: drawn.facilities.map((layer) => ({ ...layer, attributes: { places: [...places] } })),
  };
}

describe("places under a circle of two ways", () => {
  // 360 m on foot, 735 m by bicycle.
  const onFoot = { reach: within(300), passShare: 0.7, withPlaces: true } as const;
  const either = circle({ ...onFoot, otherWay: byCycle(210) });
  const statesOf = (rule: ServiceAreaRule): unknown => {
    const target = createTarget("T", "community", rule);
    const session = new AnalysisSession(createFootpath([500, 200]));
    return finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, target))?.needs[0]?.states;
  };

  it("go to whoever either way brings there: 700 places for 900 people", () => {
    // On foot the 200 and the 400 reach A, the nearer first; nobody reaches B.
    expect(statesOf(circle(onFoot))).toMatchObject({
      totals: { served: 500, overCapacity: 100, notCovered: 300 },
      ...{ unitsCovered: 1, unitsCoveredWithoutPlaces: 0 },
    });
    // By bicycle the 200 reach A, the 300 A and B.
    expect(statesOf(circle({ ...onFoot, reach: within(210), profileId: "cycle" }))).toMatchObject({
      totals: { served: 500, overCapacity: 0, notCovered: 400 },
    });
    // Of their limits the 200 use 27 %, the 300 82 % to A and 95 % to B, the 400 97 %: A is full with the first two. Then 200
    // of the 300 go on to B, and 200 of the 400 take their places.
    expect(statesOf(either)).toMatchObject({
      people: 900,
      totals: { served: 700, overCapacity: 200, notCovered: 0 },
      ...{ served: Float64Array.of(400, 300), overCapacity: Float64Array.of(200, 0) },
      ...{ unitsCovered: 2, unitsCoveredWithoutPlaces: 1, capacity: 700, facilities: 2 },
      // A is the nearest of all 900.
      overloaded: [{ serviceId: "clinic", facilityIndexes: [0] }],
    });
  });

  it("are judged, listed and explained alike: 甲 is within reach and full, and 20 more places at A turn it", () => {
    const target = createTarget("T", "community", either);
    const study = { ...createFootpath([500, 200]), targets: [target] };
    const session = new AnalysisSession(study);
    const results = judgeTargets(session, [target], DEFAULT_PARAMETERS);
    expect(results[0]).toMatchObject({ unitsTested: 2, unitsMet: 1, peopleShort: 200 });
    expect(results[0]?.assumptions).toContainEqual({
      zh: "两种方式任一能到的设施都可以分到位子；远近按占各自时限（或距离）的比例比较",
      en: "A place may be had at any facility that either way reaches; of two costs the nearer is the smaller part of its own way's limit",
      isDefault: true,
    });
    const { problems } = listProblems(session, NO_EDITS, results, DEFAULT_PARAMETERS);
    expect(problems).toMatchObject([
      {
        ...{ unitId: "c1", people: 600, peopleShort: 200 },
        cause: { kind: "over-capacity", inReach: 600, served: 400, facilities: 1, places: 500 },
      },
    ]);
    const explanation = finishSteps(
      explainCommunity(session, {
        ...{ parameters: DEFAULT_PARAMETERS, serviceId: "", target, passShare: 0.7 },
        ...{ communityIndex: 0, place: null, withPlaces: false },
      }),
    );
    expect(explanation).toMatchObject({ peopleCovered: 600, isMet: false, cause: "over-capacity" });
    expect(explanation?.places).toMatchObject({
      ...{ fault: null, people: 600, served: 400, overCapacity: 200, notCovered: 0 },
      ...{ reachedFacilities: 1, reachedPlaces: 500 },
    });
    // Seven tenths of 600 are 420.
    expect(explanation?.remedies[0]).toMatchObject({
      ...{ kind: "places", facilityIndex: 0, morePlaces: 20, peopleHere: 20, passes: true },
    });
  });

  it("count a home once at a facility that both ways reach", () => {
    // The 200 alone reach A by both; 100 places at A and none at B serve 100 people, not 200.
    const target = createTarget("T", "community", circle({ ...onFoot, reach: within(200), otherWay: byCycle(60) }));
    const session = new AnalysisSession(createFootpath([100, 0]));
    const states = finishSteps(measureTargetCapacity(session, DEFAULT_PARAMETERS, target))?.needs[0]?.states;
    expect(states?.totals).toEqual({ served: 100, overCapacity: 100, notCovered: 700 });
  });
});
