import { booleanPointInPolygon } from "@turf/turf";
import { describe, expect, it } from "vitest";
import { AnalysisSession } from "../../../src/core/analysis-session.ts";
import { findInIsochrone } from "../../../src/core/coverage/find-in-isochrone.ts";
import type { MultiPolygonGeometry, Position } from "../../../src/core/model/geometry.ts";
import { DEFAULT_PARAMETERS } from "../../../src/core/model/parameters.ts";
import type { Study } from "../../../src/core/model/study.ts";
import { drawIsochrone } from "../../../src/core/questions/draw-isochrone.ts";
import { createDrawnStudy } from "../../support/drawn-study.ts";
import { finishSteps } from "../../support/finish-steps.ts";
import { createRandomStudy } from "../../support/random-study.ts";

const RIVER_TOWN = `
1-2-A-3---1
    |  ~~~
 1  4  ~ ~
    |  ~~~
3---1  2  1`;

function drawOutermost(study: Study, cutoffSeconds: number): MultiPolygonGeometry {
  const parameters = { ...DEFAULT_PARAMETERS, cutoffSeconds };
  const { bands } = finishSteps(drawIsochrone(new AnalysisSession(study), parameters, "clinic", null));
  const band = bands.at(-1);
  if (!band) throw new Error("no band");
  return band.geometry;
}

/** Compares every point with Turf; returns what was found. */
function compareWithTurf(band: MultiPolygonGeometry, points: Float64Array): Uint8Array {
  const inside = findInIsochrone(band, points);
  for (const [point, flag] of inside.entries()) {
    const place = [points[2 * point] as number, points[2 * point + 1] as number];
    expect(flag === 1, `${place}`).toBe(booleanPointInPolygon(place, band));
  }
  return inside;
}

/** A closed ring about a centre; `turn` −1 runs the other way round. */
function square([x, y]: Position, half: number, turn: 1 | -1): Position[] {
  const ring: Position[] = [
    [x - half, y - half],
    [x + half, y - half],
    [x + half, y + half],
    [x - half, y + half],
    [x - half, y - half],
  ];
  return turn === 1 ? ring : ring.reverse();
}

describe("whom a drawn band holds", () => {
  it("is whom Turf finds in it", () => {
    const study = createDrawnStudy(RIVER_TOWN, { spacingMetres: 60, communityColumns: [5] });
    const band = drawOutermost(study, 200);
    const { coordinates } = study.demand;
    const points = new Float64Array(4000);
    for (let i = 0; i < 2000; i++) {
      points[2 * i] = (coordinates[0] as number) + ((i * 37) % 100) * 8e-5 - 5e-4;
      points[2 * i + 1] = (coordinates[1] as number) - ((i * 61) % 113) * 4e-5 + 1e-3;
    }
    const inside = compareWithTurf(band, points);
    expect(inside).toContain(1);
    expect(inside).toContain(0);
  });

  it.each([1, 2, 3])("is whom Turf finds in bands with holes (seed %i)", (seed) => {
    const study = createRandomStudy(seed);
    const band = drawOutermost(study, 900);
    const holes = band.coordinates.flatMap((rings) => rings.slice(1));
    expect(holes.length).toBeGreaterThan(0);
    // Places beside each corner of a hole lie on both sides of its edge.
    const besideHoles = holes.flat().flatMap(([lon, lat]) => [lon - 3e-5, lat - 2e-5, lon + 3e-5, lat + 2e-5]);
    const inside = compareWithTurf(band, Float64Array.of(...study.demand.coordinates, ...besideHoles));
    expect(inside).toContain(1);
    expect(inside).toContain(0);
  });

  it("leaves holes out, takes what stands in a hole and finds every part", () => {
    const lake = [square([0, 0], 4, 1), square([0, 0], 3, -1)];
    const island = [square([0, 0], 1, 1)];
    const across = [square([9, 0], 1, 1)];
    const band: MultiPolygonGeometry = { type: "MultiPolygon", coordinates: [lake, island, across] };
    const shore = [3.5, 0.2];
    const points = Float64Array.of(...shore, 2, 0.2, 0.5, 0.2, 9.5, 0.2, 6, 0.2, 0.2, 3.5, 0.2, -2, 20, 20);
    expect([...compareWithTurf(band, points)]).toEqual([1, 0, 1, 1, 0, 1, 0, 0]);
  });

  it("is nobody where the band is empty", () => {
    const points = Float64Array.of(0, 0, 0.5, 0.5);
    expect(findInIsochrone({ type: "MultiPolygon", coordinates: [] }, points)).toEqual(Uint8Array.of(0, 0));
  });
});
