import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sumCompensated } from "../../../src/core/compensated-sum.ts";
import { systemOfEpsg } from "../../../src/io/crs/find-coordinate-system.ts";
import type { ImportFile } from "../../../src/io/import/import-files.ts";
import { createDem } from "../../support/create-dem.ts";
import { createPopulation } from "../../support/create-population.ts";
import { box, csv, feature, geojson, importAll, peopleIn, QUARTERS, refused, STREETS } from "../import/toy-ground.ts";

type RasterOptions = Parameters<typeof createPopulation>[0];

/** 20 × 10 cells of 0.001° that lie over the two quarters exactly. */
const OVER: RasterOptions = {
  width: 20,
  height: 10,
  west: 113,
  north: 40.01,
  cell: 0.001,
  peopleOf: (column) => column + 0.25,
};

function raster(options: Partial<RasterOptions> = {}, name = "pop.tif", as?: ImportFile["as"]): ImportFile {
  return { name, bytes: createPopulation({ ...OVER, ...options }), as };
}

function sumOf({ width, height, peopleOf }: RasterOptions): number {
  return sumCompensated(
    Array.from({ length: width * height }, (_, at) => Math.fround(peopleOf(at % width, Math.floor(at / width), 0))),
  );
}

const insideOf = (
  told: readonly { details?: Readonly<Record<string, string | number>> }[],
): string | number | undefined => told.find(({ details }) => details?.what === "raster-people")?.details?.inside;

describe("a population raster", () => {
  it("puts each cell's people at its middle, and keeps their sum to the last bit", async () => {
    const { study, told } = await importAll([STREETS, QUARTERS, raster()]);
    const { demand } = study;
    expect([demand.unit, demand.count]).toEqual(["people", 200]);
    expect([...demand.coordinates.subarray(0, 2)]).toEqual([expect.closeTo(113.0005, 9), expect.closeTo(40.0095, 9)]);
    expect(sumCompensated(demand.people.all)).toBe(sumOf(OVER));
    expect(peopleIn(study)).toEqual([475, 1475]);
    expect(told).toContain("raster-people");
    expect(study.assumptions.map(({ en }) => en).join()).toContain(
      "People are taken from the raster pop.tif: cells of about 85 m",
    );
    expect(study.sources).toContainEqual(expect.objectContaining({ layer: "demand", source: "pop.tif" }));
  });

  it("has cells that a border cuts shared by area, each share standing in its community", async () => {
    // One column of cells a quarter of which lies west of the border between the quarters.
    const { study } = await importAll([
      STREETS,
      QUARTERS,
      raster({ width: 1, height: 4, west: 113.00925, north: 40.009, cell: 0.001, peopleOf: () => 8 }),
    ]);
    expect(peopleIn(study)).toEqual([24, 8]);
    study.demand.communityIndexes.forEach((community, row) => {
      expect((study.demand.coordinates[2 * row] as number) < 113.01).toBe(community === 0);
    });
  });

  it("wherever it lies, has its people either in communities or told as outside, to the last bit", async () => {
    const place = fc.record({
      west: fc.double({ min: 112.99, max: 113.015, noNaN: true }),
      north: fc.double({ min: 40.002, max: 40.02, noNaN: true }),
      cell: fc.double({ min: 0.0002, max: 0.004, noNaN: true }),
    });
    const hills = geojson(
      "q.geojson",
      [
        feature(
          "Polygon",
          [
            [
              [113, 40],
              [113.02, 40],
              [113.013, 40.006],
              [113.01, 40.01],
              [113, 40],
            ],
          ],
          { id: "a" },
        ),
        feature(
          "Polygon",
          [
            [
              [113, 40],
              [113.01, 40.01],
              [113, 40.01],
              [113, 40],
            ],
          ],
          { id: "b" },
        ),
      ],
      "communities",
    );
    await fc.assert(
      fc.asyncProperty(place, async (options) => {
        const own: RasterOptions = {
          ...OVER,
          ...options,
          peopleOf: (column, row) => ((column * 31 + row * 17) % 23) / 7,
        };
        const result = await importAll([STREETS, hills, raster(own)]).catch(() => null);
        // Some lie beside all communities and are refused.
        if (!result) return;
        const outside = result.issues.find(({ details }) => details?.what === "raster-outside")?.details?.people ?? 0;
        const inside = sumCompensated(result.study.demand.people.all);
        expect(inside + Number(outside)).toBeCloseTo(sumOf(own), 0);
        expect(inside.toFixed(1)).toBe(insideOf(result.issues));
      }),
      { numRuns: 60 },
    );
  });

  it("may be projected, and small communities between its cells' corners get their share", async () => {
    const zone = systemOfEpsg(4547);
    if (!zone) throw new Error("EPSG:4547");
    const [x, y] = zone.fromDegrees(113.005, 40.005);
    const small = geojson(
      "q.geojson",
      [
        feature("Polygon", [box(113, 40, 0.02, 0.01), box(113.0058, 40.0058, 0.0014).toReversed()], { id: "around" }),
        feature("Polygon", [box(113.0058, 40.0058, 0.0014)], { id: "small" }),
      ],
      "communities",
    );
    const file = raster({
      epsg: 4547,
      west: x - 500,
      north: y + 500,
      cell: 1000,
      width: 1,
      height: 1,
      peopleOf: () => 6400,
    });
    const { study, issues } = await importAll([STREETS, small, file]);
    const [around = 0, within = 0] = peopleIn(study);
    expect(within).toBeGreaterThan(50);
    expect(around + within).toBeCloseTo(
      6400 - Number(issues.find(({ details }) => details?.what === "raster-outside")?.details?.people ?? 0),
      6,
    );
  });

  it("of a density is multiplied by the area of its cells, and that is told", async () => {
    for (const file of [
      raster({ peopleOf: () => 1000 }, "pop_density.tif"),
      raster({ peopleOf: () => 1000 }, "x.tif", "population:density"),
    ]) {
      const { study, told } = await importAll([STREETS, QUARTERS, file]);
      // 1.896 km² of quarters.
      expect(sumCompensated(study.demand.people.all)).toBeCloseTo(1895.8, 0);
      expect(told).toContain("raster-people-per-km2");
    }
    const { study } = await importAll([
      STREETS,
      QUARTERS,
      raster({ peopleOf: () => 1000 }, "pop_density.tif", "population:count"),
    ]);
    expect(sumCompensated(study.demand.people.all)).toBe(200_000);
  });

  it("of a density in a plane that stretches the ground counts the ground", async () => {
    const mercator = systemOfEpsg(3857);
    if (!mercator) throw new Error("EPSG:3857");
    const [west, south] = mercator.fromDegrees(113, 40);
    const [east, north] = mercator.fromDegrees(113.02, 40.01);
    const cell = (east - west) / 20;
    const height = Math.ceil((north - south) / cell);
    const over = { epsg: 3857, west, north: south + height * cell, cell, width: 20, height, peopleOf: () => 1000 };
    const { study } = await importAll([STREETS, QUARTERS, raster(over, "pop_density.tif")]);
    expect(sumCompensated(study.demand.people.all) / 1895.8).toBeCloseTo(1, 2);
  });

  it("has gaps and negative numbers as nobody; the latter are counted", async () => {
    const holes = (column: number): number => (column === 3 ? Number.NaN : column === 5 ? -200 : 1);
    const { study, issues } = await importAll([STREETS, QUARTERS, raster({ peopleOf: holes })]);
    expect(sumCompensated(study.demand.people.all)).toBe(180);
    expect(issues.find(({ details }) => details?.what === "raster-bad-cells")?.details?.count).toBe(10);
  });

  it("shares out what communities state, its own numbers being weights", async () => {
    const table = csv("人口.csv", "代码,人口\n0101,950\n0102,10\n");
    const { study, told } = await importAll([STREETS, QUARTERS, raster(), table]);
    expect(peopleIn(study)).toEqual([expect.closeTo(950, 9), expect.closeTo(10, 9)]);
    expect(study.demand.people.all[1]).toBeCloseTo(1.25 * 2, 9);
    expect(told).toContain("people-over-raster");
  });

  it("elsewhere, empty, cut off or double is refused", async () => {
    expect(await refused([STREETS, QUARTERS, raster({ west: 120 })])).toEqual(["pop.tif outside-study population"]);
    expect(await refused([STREETS, QUARTERS, raster({ peopleOf: () => 0 })])).toEqual([
      "pop.tif outside-study population",
    ]);
    expect(await refused([STREETS, QUARTERS, raster(), raster({}, "pop2.tif")])).toEqual([
      "pop2.tif bad-value two-populations",
    ]);
    const whole = raster();
    for (let percent = 0; percent < 100; percent += 4) {
      const bytes = whole.bytes.slice(0, Math.floor((whole.bytes.length * percent) / 100));
      expect((await refused([STREETS, QUARTERS, { ...whole, bytes }])).length).toBeGreaterThan(0);
    }
  });

  it("of a million cells becomes a bounded number of places, each community keeping its sum", async () => {
    const fine: RasterOptions = {
      ...OVER,
      width: 1600,
      height: 800,
      cell: 0.0000125,
      peopleOf: (column, row) => 1 + ((column * 7 + row * 3) % 5) / 4,
    };
    const { study, told } = await importAll([STREETS, QUARTERS, raster(fine)]);
    expect(study.demand.count).toBeLessThanOrEqual(250_000);
    expect(sumCompensated(study.demand.people.all)).toBeCloseTo(sumOf(fine), 6);
    expect(told).toContain("raster-merged");
  });

  it("is told from heights by name or by numbers; where neither tells, the user is asked", async () => {
    const crowd = (column: number, row: number): number =>
      ((column * 7919 + row * 104_729) % 11) % 3 === 0 ? 0 : (column * 31 + row * 17) % 40;
    const { study } = await importAll([STREETS, QUARTERS, raster({ peopleOf: crowd }, "grid.tif")]);
    expect(study.demand.unit).toBe("people");
    const slope = { ...OVER, heightOf: (column: number, row: number) => 1000 + column + row };
    const heights = await importAll([STREETS, QUARTERS, { name: "grid.tif", bytes: createDem(slope) }]);
    expect(heights.study.streets.elevations).toBeDefined();
    const unclear = (column: number, row: number): number => 20 + ((column * 7 + row * 13) % 10);
    expect(await refused([STREETS, QUARTERS, raster({ peopleOf: unclear }, "grid.tif")])).toEqual([
      "grid.tif bad-value name-the-raster",
    ]);
    const asked = await importAll([STREETS, QUARTERS, raster({ peopleOf: unclear }, "grid.tif", "population")]);
    expect(asked.study.demand.unit).toBe("people");
    expect(await refused([STREETS, QUARTERS, raster({}, "grid.tif", "demand")])).toEqual(["grid.tif bad-value"]);
  });
});
