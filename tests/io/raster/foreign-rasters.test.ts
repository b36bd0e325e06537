/** Rasters as GDAL, QGIS and statistical offices write them: planes of their own, rare codings, other formats. */
import { zipSync } from "fflate";
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
/** Of degrees on Krasovsky's own ellipsoid. */
const KRASOVSKY_OF_PROJ = [695_389.14, 4_338_053.86] as const;
type Projected = readonly [
  name: string,
  method: number,
  keys: Readonly<Record<string, number>>,
  expected: readonly [number, number],
];
const OTHERS_OF_PROJ: readonly Projected[] = [
  [
    "lcc of two parallels",
    8,
    { ProjFalseOriginLongGeoKey: 105, ProjStdParallel1GeoKey: 25, ProjStdParallel2GeoKey: 47 },
    [695_672.49, 4_646_871.96],
  ],
  [
    "lcc of one",
    9,
    {
      ProjNatOriginLongGeoKey: 113,
      ProjNatOriginLatGeoKey: 40,
      ProjScaleAtNatOriginGeoKey: 0.9999,
      ProjFalseEastingGeoKey: 500_000,
    },
    [525_585.65, 8_925],
  ],
  ["laea", 10, { ProjCenterLongGeoKey: 113, ProjCenterLatGeoKey: 40 }, [25_588.22, 8_925.73]],
  ["cea", 28, { ProjNatOriginLongGeoKey: 105, ProjStdParallel1GeoKey: 30 }, [800_836.13, 4_714_941.21]],
  ["sinusoidal", 24, { ProjCenterLongGeoKey: 0 }, [9_663_823.76, 4_438_411.86]],
  ["mercator", 7, { ProjNatOriginLongGeoKey: 0, ProjStdParallel1GeoKey: 30 }, [10_931_895.55, 4_203_792.49]],
];
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

  it("of Mollweide is told by its name; a plane of another name is not known", () => {
    const named = (name: string, more: Readonly<Record<string, unknown>> = {}) =>
      systemOfGeoKeys({ GTModelTypeGeoKey: USER_DEFINED, GeographicTypeGeoKey: 4326, GTCitationGeoKey: name, ...more });
    const [x, y] = named("World_Mollweide")?.fromDegrees(113.3, 40.08) ?? [];
    expect([x, y]).toEqual([expect.closeTo(MOLLWEIDE_OF_PROJ[0], 1), expect.closeTo(MOLLWEIDE_OF_PROJ[1], 1)]);
    expect(named("World_Robinson")).toBeNull();
  });
});

describe("a GeoTIFF in an old system of China", () => {
  const place = (keys: Readonly<Record<string, unknown>>, lon = 113.3, lat = 40.08) => {
    const system = systemOfGeoKeys(keys);
    return (
      system && [system.isApproximate, ...system.fromDegrees(lon, lat).map((value) => Math.round(value * 100) / 100)]
    );
  };
  const ALBERS = {
    ProjCoordTransGeoKey: 11,
    ProjStdParallel1GeoKey: 25,
    ProjStdParallel2GeoKey: 47,
    ProjNatOriginLongGeoKey: 105,
  };
  const PLANE = { GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: USER_DEFINED };

  it("is read as approximate, by its code or as its keys spell it out", () => {
    expect(systemOfGeoKeys({ GTModelTypeGeoKey: 1, ProjectedCSTypeGeoKey: 2383 })).toMatchObject({
      id: "EPSG:2383",
      isApproximate: true,
    });
    const zone = { ProjCoordTransGeoKey: 1, ProjNatOriginLongGeoKey: 114, ProjFalseEastingGeoKey: 38500000 };
    expect(systemOfGeoKeys({ ...PLANE, ...zone, GeographicTypeGeoKey: 4610 })?.id).toBe("EPSG:2362");
    expect(systemOfGeoKeys({ GTModelTypeGeoKey: 2, GeographicTypeGeoKey: 4214 })).toMatchObject({
      isApproximate: true,
    });
  });

  it("on Krasovsky's ellipsoid lies where PROJ puts it, however its datum is written", () => {
    const cited = {
      GeographicTypeGeoKey: USER_DEFINED,
      GeogCitationGeoKey: "GCS Name = Krasovsky_1940|Datum = Krasovsky_1940|",
    };
    const axis = {
      GeographicTypeGeoKey: USER_DEFINED,
      GeogSemiMajorAxisGeoKey: 6378245,
      GeogInvFlatteningGeoKey: 298.3,
    };
    for (const datum of [cited, axis, { GeogGeodeticDatumGeoKey: 6214 }])
      expect(place({ ...PLANE, ...ALBERS, ...datum })).toEqual([true, ...KRASOVSKY_OF_PROJ]);
    const esri =
      'PROJCS["Krasovsky_1940_Albers",GEOGCS["GCS_Krasovsky_1940",DATUM["D_Krasovsky_1940",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Albers"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Standard_Parallel_1",25.0],PARAMETER["Standard_Parallel_2",47.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
    expect(place({ ...PLANE, PCSCitationGeoKey: `ESRI PE String = ${esri}` })).toEqual([true, ...KRASOVSKY_OF_PROJ]);
  });

  it("is not taken for one where another datum shares the ellipsoid, or angles are no degrees from Greenwich", () => {
    const pulkovo = {
      GeographicTypeGeoKey: USER_DEFINED,
      GeogCitationGeoKey: "Pulkovo 1942",
      GeogEllipsoidGeoKey: 7024,
    };
    expect(place({ ...PLANE, ...ALBERS, ...pulkovo })).toBeNull();
    expect(place({ ...PLANE, ...ALBERS, GeographicTypeGeoKey: 4284 })).toBeNull();
    expect(place({ ...PLANE, ...ALBERS, GeographicTypeGeoKey: 4214, GeogPrimeMeridianGeoKey: 8903 })).toBeNull();
    expect(place({ ...PLANE, ...ALBERS, GeographicTypeGeoKey: 4214, GeogAngularUnitsGeoKey: 9105 })).toBeNull();
  });

  it("may count in feet, and may be any projection that shapes may lie in", () => {
    const keys = { ...PLANE, ...ALBERS, GeographicTypeGeoKey: 4326 };
    const [, x = 0] = place(keys) ?? [];
    expect(place({ ...keys, ProjLinearUnitsGeoKey: 9002 })?.[1]).toBeCloseTo(Number(x) / 0.3048, 1);
    expect(place({ ...keys, ProjLinearUnitsGeoKey: 9036 })).toBeNull();
    for (const [name, method, more, expected] of OTHERS_OF_PROJ)
      expect([
        name,
        ...(place({ ...PLANE, GeographicTypeGeoKey: 4326, ProjCoordTransGeoKey: method, ...more }) ?? []),
      ]).toEqual([name, false, ...expected]);
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
    const packed = zipSync({ "GHS_POP_R5_C28.tif": utf8("II*"), "readme.pdf": utf8("%PDF") });
    expect(detectFormat("GHS_POP.zip", packed)).toMatchObject({ found: "zip (.tif)", what: "unpack-first" });
  });
});
