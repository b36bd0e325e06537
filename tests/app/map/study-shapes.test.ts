import { describe, expect, it } from "vitest";
import { coreBounds } from "../../../src/app/map/core-bounds.ts";
import { radiusShapes } from "../../../src/app/map/radius-shapes.ts";
import {
  communityAreas,
  communityBounds,
  communityNames,
  facilityLines,
  facilityPoints,
  surroundings,
} from "../../../src/app/map/study-shapes.ts";
import { capacityScales } from "../../../src/report/map/facility-marks.ts";
import { createFacilities, createMapStudy } from "./create-map-study.ts";

const EARTH_RADIUS_METRES = 6_371_008.8;

function metresBetween([lon1, lat1]: readonly [number, number], [lon2, lat2]: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const a =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(a));
}

describe("shapes of the study", () => {
  it("an area carries its community's index even where one before it has no outline", () => {
    const study = createMapStudy();
    const { communities } = study;
    const holed = { ...study, communities: { ...communities, areas: [null, communities.areas[1] ?? null] } };
    expect(communityAreas(holed).features.map(({ id }) => id)).toEqual([1]);
  });

  it("the larger community's name comes first", () => {
    const [first, second] = communityNames(createMapStudy()).features;
    expect(Number(second?.properties.order)).toBeLessThan(Number(first?.properties.order));
  });

  it("a trail stands as a line and as one point of it", () => {
    const trail = createFacilities([
      [
        [113.3, 40.08],
        [113.31, 40.08],
        [113.32, 40.08],
      ],
      [[113.4, 40.1]],
    ]);
    expect(facilityLines(trail).features.map(({ id }) => id)).toEqual([0]);
    expect(facilityPoints(trail).features.map(({ geometry }) => geometry.coordinates)).toEqual([
      [113.31, 40.08],
      [113.4, 40.1],
    ]);
  });

  it("icons grow with capacity and are of middle size where it is unknown", () => {
    const paths = [[[113.3, 40.08]], [[113.3, 40.09]], [[113.3, 40.1]]] as [number, number][][];
    const facilities = createFacilities(paths, { places: [10, null, 90] });
    expect([...capacityScales(facilities)]).toEqual([0, 0.5, 1]);
    expect(capacityScales(createFacilities(paths))[0]).toBe(0.5);
  });

  it("a city wall stands out by its name or its length, a compound's does not", () => {
    const wall = (name: string, metres: number) => ({
      kind: "wall" as const,
      name,
      geometry: {
        type: "LineString" as const,
        coordinates: [
          [113.3, 40.08],
          [113.3, 40.08 + metres / 111_000],
        ] as [number, number][],
      },
    });
    const barriers = [wall("古城墙", 300), wall("", 3000), wall("小区围墙", 300)];
    const kinds = surroundings({ barriers, context: [] }).features.map(({ properties }) => properties.kind);
    expect(kinds).toEqual(["grand-wall", "grand-wall", "wall"]);
  });

  it("the box around some communities leaves the others out, and unknown ones have none", () => {
    const study = createMapStudy();
    expect(communityBounds(study, [0])).toEqual([113.3, 40.08, 113.31, 40.08 + 0.01]);
    expect(communityBounds(study, [7])).toBeNull();
  });

  it("a small study is shown whole, a wide one by the middle of its towns", () => {
    const study = createMapStudy();
    expect(coreBounds(study)).toEqual(communityBounds(study, null));
    const { communities } = study;
    const far = Float64Array.from([113.305, 40.085, 113.305, 38.5]);
    const wide = coreBounds({
      communities: { ...communities, areas: [null, null], centres: far, kinds: ["urban", "village"] },
    });
    expect(wide?.[1]).toBeGreaterThan(40);
  });
});

describe("the radius on the map", () => {
  it("lies at the radius from a point all around", () => {
    const [shape] = radiusShapes(createFacilities([[[113.3, 40.08]]]), [0], 1080);
    if (shape?.geometry.type !== "Polygon") throw new Error("a point has a circle");
    for (const position of shape.geometry.coordinates.flat()) {
      expect(Math.abs(metresBetween([113.3, 40.08], position) - 1080)).toBeLessThan(1);
    }
  });

  it("lies at the radius from the nearest part of a line", () => {
    const path: [number, number][] = [
      [113.3, 40.08],
      [113.31, 40.08],
      [113.31, 40.09],
    ];
    const [shape] = radiusShapes(createFacilities([path]), [0], 500);
    if (shape?.geometry.type !== "MultiLineString") throw new Error("a line has an edge");
    const spots = path.slice(1).flatMap((to, index) => {
      const from = path[index] ?? to;
      return Array.from({ length: 201 }, (_, step): [number, number] => [
        from[0] + ((to[0] - from[0]) * step) / 200,
        from[1] + ((to[1] - from[1]) * step) / 200,
      ]);
    });
    const edge = shape.geometry.coordinates.flat();
    expect(edge.length).toBeGreaterThan(100);
    for (const position of edge) {
      const nearest = Math.min(...spots.map((spot) => metresBetween(spot, position)));
      expect(Math.abs(nearest - 500)).toBeLessThan(5);
    }
  });

  it("is not drawn without a radius", () => {
    expect(radiusShapes(createFacilities([[[113.3, 40.08]]]), [0], Number.NaN)).toEqual([]);
  });
});
