import { describe, expect, it } from "vitest";
import type { Issue } from "../../../src/core/errors.ts";
import { type Streets, WALK_BOTH } from "../../../src/core/model/streets.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { addElevations } from "../../../src/io/elevation/add-elevations.ts";
import { IssueList } from "../../../src/io/labelled-table.ts";
import { type TiffRaster, writeTiff } from "../../support/write-tiff.ts";

function createStreets(...lines: readonly (readonly (readonly [number, number])[])[]): Streets {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) as number) + line.length);
  return {
    count: lines.length,
    coordinates: Float64Array.from(lines.flat(2)),
    starts: Uint32Array.from(starts),
    permissions: new Uint8Array(lines.length).fill(WALK_BOTH),
    classes: lines.map(() => "footway"),
    names: lines.map(() => ""),
    ids: lines.map((_, index) => `w${index}`),
  };
}

/** Four by four cells of 0.001° from 113° E, 40.004° N; the height is 1000 + 10 × column + 100 × row. */
const PLANE: TiffRaster = {
  width: 4,
  height: 4,
  values: Array.from({ length: 16 }, (_, cell) => 1000 + 10 * (cell % 4) + 100 * Math.floor(cell / 4)),
  place: { west: 113, north: 40.004, cell: 0.001 },
};

async function sample(
  streets: Streets,
  ...rasters: readonly TiffRaster[]
): Promise<{ heights: number[]; issues: readonly Issue[]; missing: number | null }> {
  const issues = new IssueList();
  const files = rasters.map((raster, index) => ({ name: `dem${index}.tif`, bytes: writeTiff(raster) }));
  const elevated = await addElevations(streets, files, issues);
  const heights = elevated ? [...(elevated.streets.elevations?.metres ?? [])] : [];
  return { heights, issues: issues.all(), missing: elevated?.missingCount ?? null };
}

/** A short street with vertices at these places, nearer to each other than a cell. */
const at = (...places: readonly (readonly [number, number])[]): Streets => createStreets(places);

describe("heights along streets", () => {
  it("are those of the cell at a cell's centre and half way between two centres", async () => {
    const { heights } = await sample(at([113.0005, 40.0035], [113.001, 40.0035], [113.001, 40.003]), PLANE);
    expect(heights).toEqual([1000, 1005, 1055]);
  });

  it("are the same from strips, tiles and compressed files, of floats or integers", async () => {
    const streets = at([113.0007, 40.0031], [113.0014, 40.0026], [113.0021, 40.002]);
    const { heights } = await sample(streets, PLANE);
    expect(heights).toHaveLength(3);
    for (const change of [{ tile: 16 }, { deflate: true }, { tile: 16, deflate: true }, { type: "int16" as const }]) {
      expect((await sample(streets, { ...PLANE, ...change })).heights).toEqual(heights);
    }
  });

  it("lie half a cell elsewhere where pixels are points", async () => {
    const { heights } = await sample(at([113, 40.004], [113.0005, 40.004]), { ...PLANE, pixelIsPoint: true });
    expect(heights).toEqual([1000, 1005]);
  });

  it("hold the rim's own value between the outermost centres and the rim, and nothing beyond", async () => {
    const { heights, missing, issues } = await sample(
      at([113.0001, 40.0035], [113.00001, 40.0035], [112.9999, 40.0035]),
      PLANE,
    );
    expect(heights).toEqual([1000, 1000, Number.NaN]);
    expect(missing).toBe(1);
    expect(issues).toMatchObject([
      { code: "assumed", severity: "warning", details: { what: "elevation-gaps", count: 1, total: 3 } },
    ]);
  });

  it("are not known beside a cell without a value, told by the file or impossible on earth", async () => {
    for (const [value, noData] of [
      [-9999, "-9999"],
      [1234, "1234"],
      [-32768, undefined],
      [3.4e38, undefined],
      [Number.NaN, "nan"],
    ] as const) {
      const values = PLANE.values.map((height, cell) => (cell === 5 ? value : height));
      const { heights, missing } = await sample(at([113.0005, 40.0035], [113.001, 40.0032]), {
        ...PLANE,
        values,
        noData,
      });
      expect(heights).toEqual([1000, Number.NaN]);
      expect(missing).toBe(1);
    }
  });

  it("are taken at steps on segments longer than a cell, every 10 m at the finest", async () => {
    const streets = createStreets([
      [113.0005, 40.0035],
      [113.0035, 40.0035],
    ]);
    // A cell is 111 m high, so that the step is 100 m: 256 m take three pieces.
    const coarse = await sample(streets, PLANE);
    expect(coarse.heights).toEqual([1000, 1010, 1020, 1030]);
    const fine: TiffRaster = {
      width: 400,
      height: 2,
      values: Array.from({ length: 800 }, (_, cell) => cell % 400),
      place: { west: 113, north: 40.00351, cell: 0.00001 },
    };
    expect((await sample(streets, fine)).heights).toHaveLength(27);
  });

  it("come from the first raster that knows the place", async () => {
    const holed = { ...PLANE, values: PLANE.values.map((height, cell) => (cell % 4 < 2 ? height : -9999)) };
    const flat = { ...PLANE, values: PLANE.values.map(() => 500) };
    const { heights } = await sample(at([113.0005, 40.0035], [113.001, 40.0035], [113.002, 40.0035]), holed, flat);
    expect(heights).toEqual([1000, 1005, 500]);
  });

  it("are found in projected rasters: a zone of Gauss–Krüger by its code or spelled out, UTM, a turned one", async () => {
    const cases: { readonly crs: string; readonly keys: Readonly<Record<number, number>> }[] = [
      { crs: "EPSG:4547", keys: { 1024: 1, 3072: 4547 } },
      { crs: "EPSG:32649", keys: { 1024: 1, 3072: 32649 } },
      {
        crs: "EPSG:4547",
        keys: { 1024: 1, 2048: 4490, 3072: 32767, 3075: 1, 3080: 114, 3081: 0, 3082: 500000, 3083: 0, 3092: 1 },
      },
    ];
    for (const { crs, keys } of cases) {
      const system = findCoordinateSystem(crs);
      if (!system) throw new Error(crs);
      const [x, y] = system.fromDegrees(113.3, 40.08);
      // Heights rise by 1 m for each metre to the east of the street's place.
      const values = Array.from({ length: 400 }, (_, cell) => 1000 + 10 * ((cell % 20) - 10));
      const place = { west: x - 105, north: y + 100, cell: 10 };
      const { heights, issues } = await sample(at([113.3, 40.08], [113.3001, 40.08]), {
        width: 20,
        height: 20,
        values,
        place,
        keys,
      });
      expect(issues).toEqual([]);
      expect(heights[0]).toBeCloseTo(1000, 2);
      const [xEast] = system.fromDegrees(113.3001, 40.08);
      expect(heights[1]).toBeCloseTo(1000 + xEast - x, 2);
    }
    // Turned by 90°: columns run north. The cell of column 2, row 1 has its centre at 113.0015, 40.0025.
    const turned = { ...PLANE, place: undefined, matrix: [0, 0.001, 0, 113, 0.001, 0, 0, 40] };
    expect((await sample(at([113.0015, 40.0025], [113.0015, 40.002]), turned)).heights).toEqual([1120, 1115]);
  });

  it("are read from feet where the file says that heights are in feet", async () => {
    const { heights } = await sample(at([113.0005, 40.0035], [113.0006, 40.0035]), {
      ...PLANE,
      values: PLANE.values.map(() => 1000),
      keys: { 1024: 2, 2048: 4326, 4099: 9002 },
    });
    expect(heights).toEqual([304.8, 304.8]);
  });
});

describe("rasters that are no elevation of this place", () => {
  const streets = at([113.0005, 40.0035], [113.001, 40.0035]);

  it("of several bands are refused", async () => {
    const { issues, missing } = await sample(streets, { ...PLANE, bands: 3 });
    expect(missing).toBe(null);
    expect(issues).toMatchObject([{ code: "bad-raster", severity: "error", value: "3", details: { what: "bands" } }]);
  });

  it("that lie elsewhere say where", async () => {
    const { issues } = await sample(streets, { ...PLANE, place: { west: 7, north: 43.8, cell: 0.001 } });
    expect(issues).toMatchObject([{ code: "raster-off-streets", severity: "error" }]);
    expect(issues[0]?.value).toContain("7.0000");
  });

  it("in an unknown or a wrong coordinate system are refused", async () => {
    const unknown = await sample(streets, { ...PLANE, keys: { 1024: 1, 3072: 2326 } });
    expect(unknown.issues).toMatchObject([
      { code: "bad-raster", value: "EPSG:2326", details: { what: "unknown-crs" } },
    ]);
    const degreesAsMetres = await sample(streets, { ...PLANE, keys: { 1024: 1, 3072: 4547 } });
    expect(degreesAsMetres.issues).toMatchObject([{ code: "bad-coordinate", details: { what: "degrees" } }]);
  });

  it("without a coordinate system are taken as degrees where they can be, and said to be", async () => {
    const assumed = await sample(streets, { ...PLANE, keys: {} });
    expect(assumed.heights).toEqual([1000, 1005]);
    expect(assumed.issues).toMatchObject([{ code: "assumed", details: { what: "datum" } }]);
    const metres = await sample(streets, { ...PLANE, keys: {}, place: { west: 500000, north: 4400000, cell: 30 } });
    expect(metres.issues).toMatchObject([{ code: "bad-raster", details: { what: "no-crs" } }]);
  });

  it("that are nowhere on earth, or have no height at all, are refused", async () => {
    const nowhere = await sample(streets, { ...PLANE, place: undefined });
    expect(nowhere.issues).toMatchObject([{ code: "bad-raster", details: { what: "no-place" } }]);
    const empty = await sample(streets, { ...PLANE, values: PLANE.values.map(() => -9999) });
    expect(empty.issues).toMatchObject([{ code: "bad-raster", details: { what: "no-values" } }]);
  });

  it("cut off or made of nonsense are unreadable, and every file's fault is told", async () => {
    const issues = new IssueList();
    const whole = writeTiff(PLANE);
    const files = [
      { name: "a.tif", bytes: whole.slice(0, whole.length - 30) },
      { name: "b.tif", bytes: Uint8Array.of(0x49, 0x49, 42, 0, 200, 0, 0, 0) },
      { name: "c.tif", bytes: writeTiff({ ...PLANE, bands: 2 }) },
    ];
    expect(await addElevations(streets, files, issues)).toBe(null);
    expect(issues.all().map(({ layer, code }) => `${layer} ${code}`)).toEqual([
      "a.tif unreadable-file",
      "b.tif unreadable-file",
      "c.tif bad-raster",
    ]);
  });
});
