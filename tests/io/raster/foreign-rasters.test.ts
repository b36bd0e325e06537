/** Rasters as GDAL, QGIS and statistical offices write them: planes of their own, rare codings, other formats. */
import { describe, expect, it } from "vitest";
import { detectFormat } from "../../../src/io/import/detect-format.ts";
import { readRaster } from "../../../src/io/import/read-raster.ts";
import { systemOfGeoKeys } from "../../../src/io/raster/geotiff-system.ts";
import { IssueList } from "../../../src/io/tables/labelled-table.ts";
import { createPopulation } from "../../support/create-population.ts";
import { utf8 } from "../bad-data.ts";

const USER_DEFINED = 32767;

/** What PROJ 9.1 says of 113.3° E, 40.08° N. */
const ALBERS_OF_PROJ = [695_377.508, 4_337_977.296] as const;
const MOLLWEIDE_OF_PROJ = [9615241.675, 4798339.241] as const;

describe("a GeoTIFF in a plane without a code", () => {
  it("of Albers' conic lies where its parallels say", () => {
    const system = systemOfGeoKeys({
      GTModelTypeGeoKey: 1,
      GeographicTypeGeoKey: 4326,
      ProjectedCSTypeGeoKey: USER_DEFINED,
      ProjCoordTransGeoKey: 11,
      ProjStdParallel1GeoKey: 25,
      ProjStdParallel2GeoKey: 47,
      ProjNatOriginLongGeoKey: 105,
      ProjNatOriginLatGeoKey: 0,
    });
    const [x, y] = system?.fromDegrees(113.3, 40.08) ?? [];
    expect([x, y]).toEqual([expect.closeTo(ALBERS_OF_PROJ[0], 1), expect.closeTo(ALBERS_OF_PROJ[1], 1)]);
  });

  it("of Mollweide is told by its name; a plane of another name, and one of Krasovsky's ellipsoid, is not known", () => {
    const named = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
      systemOfGeoKeys({ GTModelTypeGeoKey: USER_DEFINED, GeographicTypeGeoKey: 4326, GTCitationGeoKey: name, ...more });
    const [x, y] = named("World_Mollweide")?.fromDegrees(113.3, 40.08) ?? [];
    expect([x, y]).toEqual([expect.closeTo(MOLLWEIDE_OF_PROJ[0], 1), expect.closeTo(MOLLWEIDE_OF_PROJ[1], 1)]);
    expect(named("World_Robinson")).toBeNull();
    const krasovsky = { GeographicTypeGeoKey: USER_DEFINED, GeogSemiMajorAxisGeoKey: 6378245 };
    expect(named("World_Mollweide", krasovsky)).toBeNull();
  });
});

describe("a raster that cannot be read as it is", () => {
  async function faults(bytes: Uint8Array): Promise<(string | number | undefined)[]> {
    const issues = new IssueList();
    await readRaster(bytes, "pop.tif", {}, issues);
    return issues.all().map(({ details }) => details?.what ?? "");
  }
  const FLAT = { width: 4, height: 4, cell: 0.01, peopleOf: () => 1 };

  it("says degrees and holds metres: its true plane is asked for", async () => {
    expect(await faults(createPopulation({ ...FLAT, west: 9_600_000, north: 4_790_000, cell: 100 }))).toEqual([
      "raster-off-globe",
    ]);
    expect(await faults(createPopulation({ ...FLAT, west: 359.99, north: 40 }))).toEqual([]);
  });

  it("in a coding that loses numbers, or none that is known, is refused before it is decoded", async () => {
    const bytes = createPopulation({ ...FLAT, west: 113, north: 40 });
    const view = new DataView(bytes.buffer);
    const entry = 2 + view.getUint32(4, true) + 12 * 3;
    expect(view.getUint16(entry, true)).toBe(259);
    for (const compression of [4, 7, 34925, 50001, 999]) {
      view.setUint16(entry + 8, compression, true);
      expect(await faults(bytes)).toEqual(["raster-coding"]);
    }
  });

  it("of another format is named with what to do", () => {
    const files: readonly (readonly [name: string, bytes: Uint8Array, found: string])[] = [
      ["pop.asc", utf8("ncols 4\nnrows 4\nxllcorner 113\n"), "ESRI ASCII (.asc)"],
      ["pop.nc", utf8("CDF\u0001\u0000\u0000"), "netCDF / HDF5"],
      ["pop.img", utf8("EHFA_HEADER_TAG\u0000"), "ERDAS Imagine (.img)"],
      ["pop.png", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10]), "PNG"],
    ];
    for (const [name, bytes, found] of files)
      expect(detectFormat(name, bytes)).toMatchObject({ kind: "unknown", found, what: "other-raster" });
  });
});
