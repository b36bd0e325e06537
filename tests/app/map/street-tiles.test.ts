import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipSegment, latitudeToMercator, longitudeToMercator } from "../../../src/app/map/mercator.ts";
import { createStreetTiles } from "../../../src/app/map/street-tiles.ts";
import { streetRank } from "../../../src/report/map/street-ranks.ts";
import { createStreets } from "./create-map-study.ts";
import { decodeLineTile } from "./decode-line-tile.ts";

const EXTENT = 4096;
const MARGIN = 96;

function tileOf(lon: number, lat: number, zoom: number): [column: number, row: number] {
  const scale = 2 ** zoom;
  return [Math.floor(longitudeToMercator(lon) * scale), Math.floor(latitudeToMercator(lat) * scale)];
}

const shortStreet = {
  path: [
    [113.3, 40.08],
    [113.301, 40.0805],
    [113.302, 40.08],
  ] as const,
  highway: "residential",
};

describe("street tiles", () => {
  it("a street comes back where it lies, to half a tile unit", () => {
    const tiles = createStreetTiles(createStreets([shortStreet]));
    const [column, row] = tileOf(113.301, 40.0802, 14);
    const [feature] = decodeLineTile(tiles.encode(14, column, row)).get("rank4") ?? [];
    const scale = EXTENT * 2 ** 14;
    const expected = shortStreet.path.map(([lon, lat]) => [
      Math.round(longitudeToMercator(lon) * scale - column * EXTENT),
      Math.round(latitudeToMercator(lat) * scale - row * EXTENT),
    ]);
    expect(feature?.paths).toEqual([expected]);
  });

  it("lanes are left out of wide views and trunk roads are not", () => {
    const trunk = { ...shortStreet, highway: "trunk" };
    const tiles = createStreetTiles(createStreets([shortStreet, trunk]));
    const layersAt = (zoom: number) => [
      ...decodeLineTile(tiles.encode(zoom, ...tileOf(113.301, 40.0802, zoom))).keys(),
    ];
    expect(layersAt(11)).toEqual(["rank0"]);
    expect(layersAt(12)).toEqual(["rank0", "rank4"]);
  });

  it("a street that leaves the tile and comes back makes two paths, none beyond the margin", () => {
    const zoom = 14;
    const [column, row] = tileOf(113.3, 40.08, zoom);
    const lonAt = (share: number) => ((column + share) / 2 ** zoom) * 360 - 180;
    const lat = 40.08;
    const path = [
      [lonAt(0.9), lat],
      [lonAt(1.5), lat],
      [lonAt(1.5), lat + 0.001],
      [lonAt(0.9), lat + 0.001],
    ] as const;
    const tiles = createStreetTiles(createStreets([{ path, highway: "primary" }]));
    const [feature] = decodeLineTile(tiles.encode(zoom, column, row)).get("rank1") ?? [];
    expect(feature?.paths).toHaveLength(2);
    const xs = feature?.paths.flat().map(([x]) => x) ?? [];
    expect(Math.max(...xs)).toBe(EXTENT + MARGIN);
  });

  it("names go along with named streets in near views only", () => {
    const tiles = createStreetTiles(createStreets([{ ...shortStreet, name: "示例路" }]));
    const namesAt = (zoom: number) =>
      decodeLineTile(tiles.encode(zoom, ...tileOf(113.301, 40.0802, zoom)))
        .get("names")
        ?.map(({ name }) => name);
    expect(namesAt(14)).toEqual(["示例路"]);
    expect(namesAt(12)).toBeUndefined();
  });

  it("a tile without streets is empty", () => {
    expect(createStreetTiles(createStreets([shortStreet])).encode(14, 0, 0)).toHaveLength(0);
  });

  it("every street is found in the tile of each of its vertices", () => {
    const near = fc.tuple(
      fc.double({ min: 113, max: 113.6, noNaN: true }),
      fc.double({ min: 39.8, max: 40.3, noNaN: true }),
    );
    // Streets shorter than a tile unit vanish from wide views, rightly.
    const line = fc
      .array(near, { minLength: 2, maxLength: 5 })
      .filter((path) =>
        path.some(([lon, lat]) => Math.hypot(lon - (path[0]?.[0] ?? 0), lat - (path[0]?.[1] ?? 0)) > 0.01),
      );
    const lines = fc.array(line, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, fc.integer({ min: 9, max: 14 }), (paths, zoom) => {
        const tiles = createStreetTiles(createStreets(paths.map((path) => ({ path, highway: "motorway" }))));
        for (const [lon, lat] of paths.flat()) {
          const [column, row] = tileOf(lon, lat, zoom);
          const [feature] = decodeLineTile(tiles.encode(zoom, column, row)).get("rank0") ?? [];
          const scale = EXTENT * 2 ** zoom;
          const [x, y] = [
            longitudeToMercator(lon) * scale - column * EXTENT,
            latitudeToMercator(lat) * scale - row * EXTENT,
          ];
          const distances = feature?.paths.flat().map(([px, py]) => Math.hypot(px - x, py - y)) ?? [];
          expect(Math.min(...distances)).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("unknown kinds of street are drawn like lanes", () => {
    expect(streetRank("something-new")).toBe(streetRank("residential"));
  });
});

describe("clipping", () => {
  it("what is kept lies in the square and on the segment", () => {
    const number = fc.double({ min: -50, max: 60, noNaN: true });
    const clipped = new Float64Array(4);
    fc.assert(
      fc.property(number, number, number, number, (x1, y1, x2, y2) => {
        if (!clipSegment(x1, y1, x2, y2, 0, 10, clipped)) {
          for (let share = 0; share <= 1; share += 0.1) {
            const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
            expect(x > 0 && x < 10 && y > 0 && y < 10).toBe(false);
          }
          return;
        }
        for (const at of [0, 2]) {
          const [x, y] = [clipped[at] ?? 0, clipped[at + 1] ?? 0];
          expect(Math.max(-x, x - 10, -y, y - 10)).toBeLessThan(1e-6);
          expect(Math.abs((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1))).toBeLessThan(1e-6);
        }
      }),
    );
  });
});
