import { describe, expect, it } from "vitest";
import { boundsOfBands, isochroneShapes, spokeShapes } from "../../../src/app/map/answer-shapes.ts";
import type { Facilities } from "../../../src/core/model/facility.ts";
import type { StudyView } from "../../../src/worker/protocol.ts";

const square = (size: number) => ({
  type: "MultiPolygon" as const,
  coordinates: [
    [
      [
        [0, 0],
        [size, 0],
        [size, size],
        [0, size],
        [0, 0],
      ] as [number, number][],
    ],
  ],
});
const band = (minutes: number, size: number) => ({
  cutoffSeconds: 60 * minutes,
  geometry: size > 0 ? square(size) : { type: "MultiPolygon" as const, coordinates: [] },
  reachMetres: 0,
  areaSquareMetres: 0,
});

describe("the bands of an isochrone", () => {
  it("are drawn from the largest to the smallest, without those that reach nothing", () => {
    const shapes = isochroneShapes([band(5, 0), band(10, 1), band(15, 2)]);
    expect(shapes.map(({ properties }) => properties.order)).toEqual([-2, -1]);
    expect(shapes.map(({ properties }) => properties.outermost)).toEqual([1, 0]);
    expect(new Set(shapes.map(({ properties }) => properties.colour)).size).toBe(2);
  });

  it("have bounds with room around the outermost, none where nothing is reached", () => {
    const [west, south, east, north] = boundsOfBands([band(5, 1), band(10, 2)]) ?? [];
    expect([west, south]).toEqual([-0.7, -0.7]);
    expect(east).toBeCloseTo(2.7, 12);
    expect(north).toBeCloseTo(2.7, 12);
    expect(boundsOfBands([band(5, 0)])).toBeNull();
    expect(boundsOfBands([])).toBeNull();
  });
});

describe("lines to main facilities", () => {
  const communities = { areas: [square(1), null, square(3)], centres: Float64Array.of(0, 0, 1, 1, 2, 2) };
  const study = { communities } as unknown as Pick<StudyView, "communities">;
  const facilities = {
    count: 2,
    coordinates: Float64Array.of(5, 5, 6, 6),
    starts: Uint32Array.of(0, 1, 2),
  } as Facilities;
  const nearest = Int32Array.of(0, 1, -1);

  it("lead from each community's centre to the facility nearest to most of it; who has none has no line", () => {
    const shapes = spokeShapes(study, facilities, nearest, [0, 1, 2], null);
    expect(shapes.map(({ geometry }) => geometry.coordinates)).toEqual([
      [
        [0, 0],
        [5, 5],
      ],
      [
        [1, 1],
        [6, 6],
      ],
    ]);
  });

  it("are those of the chosen facility alone, with the outlines of its communities", () => {
    expect(spokeShapes(study, facilities, nearest, [0, 1, 2], 0).map(({ geometry }) => geometry.type)).toEqual([
      "MultiPolygon",
      "LineString",
    ]);
    expect(spokeShapes(study, facilities, nearest, [1, 2], 0)).toEqual([]);
  });
});
