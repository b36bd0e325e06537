import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { findInIsochrone } from "../../../src/core/coverage/find-in-isochrone.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { drawIsochrone } from "../../../src/core/questions/draw-isochrone.ts";
import { runAnalysis } from "../../../src/core/run-analysis.ts";
import { resolveGroup, searchOf } from "../../../src/core/service-search.ts";
import { countByMethod, type MethodCounts } from "../../support/count-by-method.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const within = (cutoffSeconds: number): AnalysisParameters => ({ ...DEFAULT_PARAMETERS, cutoffSeconds });

const RIVER_TOWN = `
1-2-A-3---1
    |  ~~~
 1  4  ~ ~
    |  ~~~
3---1  2  1`;

const CORNER_TOWN = `
1-2-A-3---1
 5  |~~~~
 1  4 2
    |  ~~~
3---1  2  1`;

/** What the page shows of a service: streets and straight line of its run, the isochrone beside it. */
function countOnPage(session: AnalysisSession, parameters: AnalysisParameters, serviceId: string): MethodCounts {
  const [run] = runAnalysis(session.study, { ...parameters, serviceIds: [serviceId] }, session).services;
  const { counted } = finishSteps(drawIsochrone(session, parameters, serviceId, null));
  if (!run || !counted) throw new Error(`${serviceId} is not counted`);
  return {
    people: [...run.people],
    onStreets: [...run.peopleCovered],
    inIsochrone: [...counted.peopleCovered],
    straight: [...run.peopleCoveredStraight],
  };
}

/** The second count of a service. */
function countAgain(session: AnalysisSession, parameters: AnalysisParameters, serviceId: string): MethodCounts {
  const service = session.study.services.find(({ id }) => id === serviceId);
  if (!service) throw new Error(`no ${serviceId}`);
  const { people } = session.study.demand;
  const group = people[resolveGroup(session.study, service, parameters)] ?? people.all;
  return countByMethod(session, searchOf(service, parameters), parameters.cutoffSeconds, group);
}

describe("the methods side by side", () => {
  it("streets, isochrone and straight line of a town worked out by hand", () => {
    // 190 s are 228 m, 3.8 columns or rows. The 500 people at the corner walk 60 m to their street and 180 m along
    // it; who leaves the street earlier walks less than 228 m to them. The 200 beyond the water are 170 m away in
    // a straight line, 240 m by street, and farther from every street than bands are drawn; so are the 100 below the corner.
    const study = createDrawnStudy(CORNER_TOWN, { spacingMetres: 60, communityColumns: [5] });
    expect(countOnPage(new AnalysisSession(study), within(190), "clinic")).toEqual({
      people: [1700, 900],
      onStreets: [600, 300],
      inIsochrone: [1100, 300],
      straight: [1200, 500],
    });
  });

  it.each([190, 250, 400])("agree with a second count, community by community, within %i s of a town", (cutoff) => {
    for (const drawing of [RIVER_TOWN, CORNER_TOWN]) {
      const study = createDrawnStudy(drawing, { spacingMetres: 60, communityColumns: [2, 5] });
      const session = new AnalysisSession(study);
      const counts = countOnPage(session, within(cutoff), "clinic");
      expect(counts).toEqual(countAgain(session, within(cutoff), "clinic"));
      expect(sum(counts.people)).toBe(sum([...study.demand.people.all]));
      for (const covered of [counts.onStreets, counts.inIsochrone, counts.straight]) {
        expect(sum(covered)).toBeGreaterThan(0);
        for (const [community, count] of covered.entries())
          expect(count).toBeLessThanOrEqual(counts.people[community] as number);
      }
      expect(sum(counts.onStreets)).toBeLessThanOrEqual(sum(counts.straight));
      expect(sum(counts.inIsochrone)).toBeLessThanOrEqual(sum(counts.straight));
    }
  });

  it.each([1, 2, 3, 4, 5])("agree with a second count of every service of a random city (seed %i)", (seed) => {
    const session = new AnalysisSession(createRandomStudy(seed));
    for (const cutoff of [300, 900]) {
      for (const { id } of session.study.services) {
        const counts = countOnPage(session, within(cutoff), id);
        expect(counts, id).toEqual(countAgain(session, within(cutoff), id));
        expect(sum(counts.inIsochrone)).toBeGreaterThan(0);
      }
    }
  });

  it("leave out homes of no community, wherever they stand", () => {
    const drawn = createDrawnStudy(CORNER_TOWN, { spacingMetres: 60, communityColumns: [5] });
    const { communityIndexes, people } = drawn.demand;
    const isCorner = (home: number): boolean => people.all[home] === 500;
    const demand = {
      ...drawn.demand,
      communityIndexes: communityIndexes.map((community, home) => (isCorner(home) ? -1 : community)),
    };
    const study: Study = { ...drawn, demand };
    expect(countOnPage(new AnalysisSession(study), within(190), "clinic")).toEqual({
      people: [1200, 900],
      onStreets: [600, 300],
      inIsochrone: [600, 300],
      straight: [700, 500],
    });
  });

  it("the isochrone holds whom their own street covers, but for those who live farther from it than the band is drawn", () => {
    const study = createDrawnStudy(RIVER_TOWN, { spacingMetres: 60, communityColumns: [5] });
    const session = new AnalysisSession(study);
    const parameters = within(250);
    const { bands } = finishSteps(drawIsochrone(session, parameters, "clinic", null));
    const inside = findInIsochrone(
      bands.at(-1)?.geometry ?? { type: "MultiPolygon", coordinates: [] },
      study.demand.coordinates,
    );
    const [service] = study.services;
    if (!service) throw new Error("no service");
    const search = searchOf(service, parameters);
    const { seconds } = session.costs(search).demand;
    const { offStreetMetres } = session.demandSnaps(search.travel, parameters.snapRadiusMetres);
    const held = [...inside.keys()].filter(
      (home) => (offStreetMetres[home] as number) < 95 && (seconds[home] as number) < 240,
    );
    expect(held.length).toBeGreaterThan(3);
    for (const home of held) expect(inside[home], `home ${home}`).toBe(1);
  });
});
