/** Elevation models as they are found in the wild: tiled, compressed, whole numbers, scaled, of a zone without a code. */
import { describe, expect, it } from "vitest";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { openElevationModel } from "../../../src/io/raster/elevation-model.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { type TiffRaster, writeTiff } from "../../support/write-tiff.ts";

/** Cells of 0.001° from 113° E, 40.04° N; the height is 1000 + column + 10 × row. */
const PLANE: TiffRaster = {
  width: 40,
  height: 40,
  values: Array.from({ length: 1600 }, (_, cell) => 1000 + (cell % 40) + 10 * Math.floor(cell / 40)),
  place: { west: 113, north: 40.04, cell: 0.001 },
};

async function heightsOf(raster: TiffRaster, at: readonly (readonly [number, number])[]): Promise<number[]> {
  const issues = new IssueList();
  const model = await openElevationModel(writeTiff(raster), "dem.tif", issues);
  expect(issues.all()).toEqual([]);
  if (!model) throw new Error("no model");
  const lons = at.map(([lon]) => lon);
  const lats = at.map(([, lat]) => lat);
  const heightAt = await model.readHeights([
    Math.min(...lons),
    Math.min(...lats),
    Math.max(...lons),
    Math.max(...lats),
  ]);
  return at.map(([lon, lat]) => heightAt(lon, lat));
}

const PLACES = [
  [113.0125, 40.0275],
  [113.0161, 40.0242],
  [113.0318, 40.0083],
] as const;

describe("an elevation model", () => {
  it("gives the same heights from strips and tiles, plain and compressed, of floats and of whole numbers", async () => {
    const plain = await heightsOf(PLANE, PLACES);
    expect(plain[0]).toBeCloseTo(1000 + 12 + 120, 3);
    for (const change of [
      { tile: 16 },
      { deflate: true },
      { tile: 16, deflate: true },
      { type: "int16" as const, tile: 16, deflate: true },
    ]) {
      expect(await heightsOf({ ...PLANE, ...change }, PLACES)).toEqual(plain);
    }
  });

  it("in decimetres above an offset is turned into metres as the file says", async () => {
    const values = PLANE.values.map((height) => (height - 500) * 10);
    const scaled = await heightsOf({ ...PLANE, values, scaling: [0.1, 500] }, PLACES);
    const plain = await heightsOf(PLANE, PLACES);
    scaled.forEach((height, index) => {
      expect(height).toBeCloseTo(plain[index] as number, 3);
    });
  });

  it("may spell its zone out instead of naming it", async () => {
    const zone = findCoordinateSystem("EPSG:4547");
    if (!zone) throw new Error("EPSG:4547");
    const [x, y] = zone.fromDegrees(113.3, 40.08);
    const raster: TiffRaster = {
      ...PLANE,
      place: { west: x - 200, north: y + 200, cell: 10 },
      keys: { 1024: 1, 2048: 4490, 3072: 32767, 3075: 1, 3080: 114, 3081: 0, 3082: 500000, 3083: 0, 3092: 1 },
    };
    const coded = { ...raster, keys: { 1024: 1, 3072: 4547 } };
    const places = [
      [113.3, 40.08],
      [113.3005, 40.0804],
    ] as const;
    const spelled = await heightsOf(raster, places);
    expect(spelled[0]).toBeCloseTo(1000 + 19.5 + 195, 2);
    (await heightsOf(coded, places)).forEach((height, index) => {
      expect(spelled[index]).toBeCloseTo(height, 3);
    });
  });

  it("on a datum of unknown offset is taken with a warning, on one that is not known it is refused", async () => {
    const keys = { 1024: 1, 2048: 4214, 3072: 32767, 3075: 1, 3080: 114, 3082: 500000 };
    const issues = new IssueList();
    const model = await openElevationModel(writeTiff({ ...PLANE, keys }), "dem.tif", issues);
    expect(model?.system).toMatchObject({ id: "EPSG:2435", isApproximate: true });
    expect(issues.all()).toMatchObject([{ severity: "warning", details: { what: "approximate-system" } }]);
    const refused = new IssueList();
    const american = writeTiff({ ...PLANE, keys: { ...keys, 2048: 4267 } });
    expect(await openElevationModel(american, "dem.tif", refused)).toBe(null);
    expect(refused.all()).toMatchObject([{ code: "bad-value", field: "crs" }]);
  });
});
