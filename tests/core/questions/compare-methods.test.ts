import { booleanPointInPolygon } from "@turf/turf";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { countInIsochrone, findInIsochrone } from "../../../src/core/coverage/count-in-isochrone.ts";
import type { Service } from "../../../src/core/model/facility.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { compareMethods } from "../../../src/core/questions/compare-methods.ts";
import { searchOf } from "../../../src/core/service-search.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const searchIn = (study: Study) => searchOf(study.services[0] as Service, DEFAULT_PARAMETERS);

const RIVER_TOWN = `
1-2-A-3---1
    |  ~~~
 1  4  ~ ~
    |  ~~~
3---1  2  1`;

describe("the methods side by side", () => {
  it("counts whom the drawn band holds, as Turf does", () => {
    const study = createDrawnStudy(RIVER_TOWN, { spacingMetres: 60, communityColumns: [5] });
    const session = new AnalysisSession(study);
    const [band] = session.isochrone(searchIn(study), [200]).bands;
    const { coordinates } = study.demand;
    const points = new Float64Array(4000);
    for (let i = 0; i < 2000; i++) {
      points[2 * i] = (coordinates[0] as number) + ((i * 37) % 100) * 8e-5 - 5e-4;
      points[2 * i + 1] = (coordinates[1] as number) - ((i * 61) % 113) * 4e-5 + 1e-3;
    }
    if (!band) throw new Error("no band");
    const inside = findInIsochrone(band.geometry, points);
    expect(inside).toContain(1);
    expect(inside).toContain(0);
    for (let i = 0; i < inside.length; i++) {
      const place = [points[2 * i] as number, points[2 * i + 1] as number];
      expect(inside[i] === 1, `${place}`).toBe(booleanPointInPolygon(place, band.geometry));
    }
  });

  it("leaves out points of no community and counts nothing in an empty band", () => {
    const square = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ] as [number, number][];
    const points = Float64Array.of(0.5, 0.5, 0.6, 0.6, 3, 3);
    const people = Float64Array.of(10, 20, 40);
    const band = { type: "MultiPolygon", coordinates: [[square]] } as const;
    const communities = Int32Array.of(0, -1, 0);
    expect(countInIsochrone({ ...band, coordinates: [[square]] }, points, 1, communities, people)).toEqual({
      total: Float64Array.of(50),
      covered: Float64Array.of(10),
    });
    expect(countInIsochrone({ ...band, coordinates: [] }, points, 1, communities, people).covered[0]).toBe(0);
  });

  it("shows streets, isochrone and straight line for each community", () => {
    const study = createDrawnStudy(RIVER_TOWN, { spacingMetres: 60, communityColumns: [5] });
    const session = new AnalysisSession(study);
    const { people, onStreets, inIsochrone, straight } = compareMethods(
      session,
      searchIn(study),
      250,
      study.demand.people.all,
    );
    expect(sum(people)).toBe(1900);
    for (const covered of [onStreets, inIsochrone, straight]) {
      for (const [community, count] of covered.entries())
        expect(count).toBeLessThanOrEqual(people[community] as number);
    }
    expect(sum(onStreets)).toBeLessThanOrEqual(sum(straight));
    expect(sum(inIsochrone)).toBeLessThanOrEqual(sum(straight));
    // The band lets people leave the street where they like: it holds whom their own street covers,
    // but for those who live farther from it than the band is drawn.
    const [band] = session.isochrone(searchIn(study), [250]).bands;
    const inside = findInIsochrone(
      band?.geometry ?? { type: "MultiPolygon", coordinates: [] },
      study.demand.coordinates,
    );
    const { seconds } = session.costs(searchIn(study)).demand;
    const { offStreetMetres } = session.demandSnaps(searchIn(study).travel, DEFAULT_PARAMETERS.snapRadiusMetres);
    const held = [...inside.keys()].filter(
      (home) => (offStreetMetres[home] as number) < 95 && (seconds[home] as number) < 240,
    );
    expect(held.length).toBeGreaterThan(3);
    for (const home of held) expect(inside[home], `home ${home}`).toBe(1);
  });

  it("keeps an isochrone for the next time, by search, cutoffs and drawing", () => {
    const study = createDrawnStudy(RIVER_TOWN, { spacingMetres: 60 });
    const session = new AnalysisSession(study);
    const search = searchIn(study);
    expect(session.isochrone(search, [300])).toBe(session.isochrone(search, [300]));
    expect(session.isochrone(search, [300])).not.toBe(session.isochrone(search, [300, 600]));
    const fine = session.isochrone(search, [300], "towards", { cellMetres: 10, offStreetMetres: 100 });
    expect(fine.cellMetres).toBe(10);
    expect(fine.bands[0]?.reachMetres).toBe(session.isochrone(search, [300]).bands[0]?.reachMetres);
  });
});
