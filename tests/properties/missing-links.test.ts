import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../src/core/analysis-session.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import { LINK_KINDS, type LinkKind } from "../../src/core/model/link-kind.ts";
import { DEFAULT_PARAMETERS } from "../../src/core/model/parameters.ts";
import { travelLevel } from "../../src/core/network/travel.ts";
import { askService } from "../../src/core/questions/asked-reach.ts";
import { findMissingLinks, type MissingLinks } from "../../src/core/questions/find-missing-links.ts";
import { searchLinks } from "../../src/core/questions/search-links.ts";
import { measureEveryLink } from "../support/every-link.ts";
import { finishSteps } from "../support/finish-steps.ts";
import { addStreetBetween, createStreetStudy, openGate } from "../support/street-study.ts";

/** Costs this near the cutoff fall on either side of it by the rounding of edges that are cut in two. */
const NEAR_SECONDS = 0.1;
/** Edges that are cut in two lie this near to where they lay. */
const NEAR_METRES = 0.02;
const seeds = fc.integer({ min: 1, max: 100_000 });
const minutes = fc.integer({ min: 3, max: 14 });

function found(steps: ReturnType<typeof findMissingLinks>): MissingLinks {
  const answer = finishSteps(steps);
  if (answer === null) throw new Error("nothing asked");
  return answer;
}

describe("a missing link", () => {
  it("gains exactly whom the same street, drawn and analysed anew, brings within the cutoff", () => {
    let compared = 0;
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoffMinutes) => {
        const study = createStreetStudy(seed);
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * cutoffMinutes };
        const { links, peopleShort } = found(
          findMissingLinks(session, { parameters, serviceId: "clinic", target: null, passShare: 0.8 }),
        );
        for (const link of links.slice(0, 4)) {
          const isGate = link.kind === "locked-gate";
          const changed = isGate ? openGate(study, link.from) : addStreetBetween(study, link.from, link.to);
          const changedSession = new AnalysisSession(changed);
          // A longer network makes islands of somewhat longer pieces.
          const onFoot = travelLevel("walk");
          if (changedSession.components(onFoot).islandCount !== session.components(onFoot).islandCount) continue;
          // A home whose own street is such an island may be nearer to the new street.
          const [legs, newLegs] = [session, changedSession].map(
            (each) => each.demandSnaps(onFoot, parameters.snapRadiusMetres).offStreetMetres,
          ) as [Float64Array, Float64Array];
          if (legs.some((leg, point) => Math.abs(leg - (newLegs[point] as number)) > NEAR_METRES)) continue;
          const anew = askService(changedSession, parameters, "clinic");
          const isNear = (seconds: number): boolean => Math.abs(seconds - parameters.cutoffSeconds) < NEAR_SECONDS;
          if (anew.costs.some(isNear) || askService(session, parameters, "clinic").costs.some(isNear)) continue;
          const short = anew.people.reduce(
            (sum, people, point) => sum + ((anew.costs[point] as number) <= anew.cutoff ? 0 : people),
            0,
          );
          expect(peopleShort - short).toBeCloseTo(link.peopleGained, 6);
          compared++;
        }
      }),
      { numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(20);
  });

  it("is found though not all are measured: none of all pairs gains more than the first of its kind", () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoffMinutes) => {
        const study = createStreetStudy(seed);
        const session = new AnalysisSession(study);
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * cutoffMinutes };
        const asked = askService(session, parameters, "clinic");
        const wish = { most: 3, bounds: null, isWanted: () => true };
        const together = finishSteps(searchLinks(session, [asked], { ...wish, byKind: false })).links;
        const { links, meter } = finishSteps(searchLinks(session, [asked], { ...wish, byKind: true }));
        const most = new Map<LinkKind, number>();
        let mostOfAll = 0;
        for (const { link, gain } of measureEveryLink(session, [asked], 0, meter)) {
          most.set(link.kind, Math.max(most.get(link.kind) ?? 0, gain.people));
          mostOfAll = Math.max(mostOfAll, gain.people);
        }
        for (const kind of LINK_KINDS) {
          const best = links.find(({ link }) => link.kind === kind);
          expect(best?.gain.people ?? 0).toBe(most.get(kind) ?? 0);
        }
        expect(together[0]?.gain.people ?? 0).toBe(mostOfAll);
      }),
      { numRuns: 60 },
    );
  });

  it("crosses something or ends at a dead end, is no longer than its kind may be, and none is told twice", () => {
    fc.assert(
      fc.property(seeds, minutes, (seed, cutoffMinutes) => {
        const session = new AnalysisSession(createStreetStudy(seed));
        const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds: 60 * cutoffMinutes };
        const { links } = found(
          findMissingLinks(session, { parameters, serviceId: "clinic", target: null, passShare: 0.8 }),
        );
        for (const link of links) {
          expect(link.barrierIndexes.length > 0).toBe(link.kind !== "dead-end" && link.kind !== "locked-gate");
          expect(link.metres).toBeCloseTo(distanceMetres(...link.from, ...link.to), 6);
          expect(link.costAfter).toBeLessThanOrEqual(parameters.cutoffSeconds);
          expect(link.costBefore - link.costAfter).toBeGreaterThan(0);
        }
        const gains = links.map(({ peopleGained }) => peopleGained);
        expect(gains).toEqual(gains.toSorted((a, b) => b - a));
      }),
      { numRuns: 30 },
    );
  });
});
