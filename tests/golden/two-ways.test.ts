/** Small towns with a circle that two ways satisfy, worked out by hand: the links that they lack. */
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { CYCLE_BOTH } from "../../src/core/model/streets.ts";
import type { Study } from "../../src/core/model/study.ts";
import type { ServiceAreaRule } from "../../src/core/plan/judge/judge-service-area.ts";
import type { OtherWay, Reach } from "../../src/core/plan/target.ts";
import { findMissingLinks, type MissingLinks } from "../../src/core/questions/find-missing-links.ts";
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
