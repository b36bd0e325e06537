import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemOfFile } from "../../../src/io/crs/choose-system.ts";
import { CHINA_DATUMS, gaussKrugerZonesOver } from "../../../src/io/crs/gauss-kruger.ts";
import { readWkt } from "../../../src/io/crs/read-wkt.ts";

const DEGREE = 'UNIT["Degree",0.0174532925199433]';
const GEOGRAPHIC = {
  cgcs2000: `GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],${DEGREE}]`,
  "xian-1980": `GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],${DEGREE}]`,
  "beijing-1954": `GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],${DEGREE}]`,
  wgs84: `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],${DEGREE}]`,
};

function zone(
  geographic: string,
  meridian: number,
  easting: number,
  name = "Zone",
  scale = 1,
  unit = 'UNIT["Meter",1.0]',
) {
  return `PROJCS["${name}",${geographic},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",${scale}],PARAMETER["Latitude_Of_Origin",0.0],${unit}]`;
}

/** As PROJ 9 writes EPSG:4547 in WKT 2, without its code. */
const WKT2 =
  'PROJCRS["CGCS2000 / 3-degree Gauss-Kruger CM 114E",BASEGEODCRS["China Geodetic Coordinate System 2000",DATUM["China 2000",ELLIPSOID["CGCS2000",6378137,298.257222101,LENGTHUNIT["metre",1]]],PRIMEM["Greenwich",0,ANGLEUNIT["degree",0.0174532925199433]]],CONVERSION["3-degree Gauss-Kruger CM 114E",METHOD["Transverse Mercator",ID["EPSG",9807]],PARAMETER["Latitude of natural origin",0,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8801]],PARAMETER["Longitude of natural origin",114,ANGLEUNIT["degree",0.0174532925199433],ID["EPSG",8802]],PARAMETER["Scale factor at natural origin",1,SCALEUNIT["unity",1],ID["EPSG",8805]],PARAMETER["False easting",500000,LENGTHUNIT["metre",1],ID["EPSG",8806]],PARAMETER["False northing",0,LENGTHUNIT["metre",1],ID["EPSG",8807]]],CS[Cartesian,2],AXIS["northing (X)",north,ORDER[1],LENGTHUNIT["metre",1]],AXIS["easting (Y)",east,ORDER[2],LENGTHUNIT["metre",1]],SCOPE["Cadastre."],AREA["China"],BBOX[21.52,112.5,45.45,115.5]]';

function idOf(text: string): string | null {
  return readWkt(text).system?.id ?? null;
}

describe("definitions in well-known text", () => {
  it("are the same zone whatever they call themselves, for every zone of the three Chinese datums", () => {
    for (const datum of ["cgcs2000", "xian-1980", "beijing-1954"] as const) {
      for (const known of gaussKrugerZonesOver(datum, 75, 135)) {
        const text = zone(GEOGRAPHIC[datum], known.centralMeridian, known.falseEasting, "大同独立整理");
        const { system, name } = readWkt(text);
        expect(system?.id).toBe(`EPSG:${known.code}`);
        expect(system?.isApproximate).toBe(CHINA_DATUMS[datum].isApproximate);
        expect(name).toBe("大同独立整理");
      }
    }
  });

  it("are read in the dialects of ESRI, OGC and WKT 2, with the code or without", () => {
    expect(idOf(zone(GEOGRAPHIC.cgcs2000, 114, 500_000))).toBe("EPSG:4547");
    expect(idOf(WKT2)).toBe("EPSG:4547");
    expect(idOf(WKT2.replace(/\]$/, ',ID["EPSG",4526]]'))).toBe("EPSG:4526");
    expect(idOf('PROJCS["x",AUTHORITY["EPSG","32649"]]')).toBe("EPSG:32649");
    expect(idOf(zone(GEOGRAPHIC.wgs84, 111, 500_000, "UTM", 0.9996))).toBe("EPSG:32649");
    expect(idOf(`COMPD_CS["with heights",${zone(GEOGRAPHIC.cgcs2000, 117, 500_000)},VERT_CS["h"]]`)).toBe("EPSG:4548");
    const mercator = `PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",${GEOGRAPHIC.wgs84},PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]`;
    expect(idOf(mercator)).toBe("EPSG:3857");
    for (const [name, code] of [
      ["cgcs2000", 4490],
      ["xian-1980", 4610],
      ["beijing-1954", 4214],
      ["wgs84", 4326],
    ] as const)
      expect(idOf(GEOGRAPHIC[name])).toBe(`EPSG:${code}`);
  });

  it("tell a shifted datum by its name, wherever it stands, and no other way", () => {
    const named = (text: string): string => GEOGRAPHIC.wgs84.replace("GCS_WGS_1984", text);
    expect(idOf(named("GCJ-02"))).toBe("gcj02");
    expect(idOf(named("GCS_GCJ_02 (高德)"))).toBe("gcj02");
    expect(idOf(named("百度坐标系 BD-09"))).toBe("bd09");
    expect(idOf(named("GCS_China_Map"))).toBe("EPSG:4326");
    expect(idOf(zone(named("GCJ02"), 114, 500_000))).toBeNull();
  });

  it("keep a local meridian, another unit and a stated offset", () => {
    const local = readWkt(zone(GEOGRAPHIC.cgcs2000, 113.3, 500_000, "DT2000")).system;
    expect(local?.title).toBe("DT2000");
    expect(local?.fromDegrees(113.3, 40)[0]).toBeCloseTo(500_000, 6);
    const kilometres = readWkt(zone(GEOGRAPHIC.cgcs2000, 114, 500_000, "km", 1, 'UNIT["Kilometre",1000.0]')).system;
    expect(kilometres?.fromDegrees(114, 40)[0]).toBeCloseTo(500, 6);
    const approximate = readWkt(zone(GEOGRAPHIC["beijing-1954"], 113.3, 500_000)).system;
    expect(approximate?.isApproximate).toBe(true);
    const offset = GEOGRAPHIC["beijing-1954"].replace("]],PRIMEM", "],TOWGS84[15.8,-154.4,-82.3,0,0,0,0]],PRIMEM");
    const shifted = readWkt(zone(offset, 114, 500_000)).system;
    expect(shifted?.isApproximate).toBe(false);
    const [lon, lat] = shifted?.toDegrees(439704, 4438238) ?? [0, 0];
    const [plainLon, plainLat] = readWkt(zone(GEOGRAPHIC["beijing-1954"], 114, 500_000)).system?.toDegrees(
      439704,
      4438238,
    ) ?? [0, 0];
    expect((lon - plainLon) * 85_000).toBeGreaterThan(40);
    expect((lat - plainLat) * 111_000).toBeGreaterThan(30);
  });

  it("are not guessed at: an unknown datum, method, angle or meridian is null, with the name", () => {
    const pulkovo = GEOGRAPHIC["beijing-1954"]
      .replace("GCS_Beijing_1954", "GCS_Pulkovo_1942")
      .replace("D_Beijing_1954", "D_Pulkovo_1942");
    const unknown = [
      zone(pulkovo, 114, 500_000, "Unknown"),
      zone(GEOGRAPHIC["beijing-1954"].replace("D_Beijing_1954", "D_New_Beijing"), 114, 500_000, "Unknown"),
      zone(GEOGRAPHIC.cgcs2000, 114, 500_000, "Unknown").replace("Gauss_Kruger", "Hotine_Oblique_Mercator"),
      zone(GEOGRAPHIC.cgcs2000, 114, 500_000, "Unknown").replace("Scale_Factor", "Azimuth"),
      zone(GEOGRAPHIC.cgcs2000.replace("0.0174532925199433", "0.0157079632679489"), 114, 500_000, "Unknown"),
      zone(GEOGRAPHIC.cgcs2000.replace('"Greenwich",0.0', '"Paris",2.33722917'), 114, 500_000, "Unknown"),
      'LOCAL_CS["Unknown",UNIT["metre",1]]',
    ];
    for (const text of unknown) expect(readWkt(text)).toEqual({ system: null, name: "Unknown" });
  });

  it("that are cut off, mangled or endless are null and never throw", () => {
    const whole = zone(GEOGRAPHIC.cgcs2000, 114, 500_000);
    for (let end = 0; end < whole.length; end++) expect(readWkt(whole.slice(0, end)).system).toBeNull();
    expect(readWkt("A[".repeat(30_000)).system).toBeNull();
    expect(readWkt("x".repeat(200_000)).system).toBeNull();
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.string({ maxLength: 4 }), (at, put) => {
        readWkt(whole.slice(0, at) + put + whole.slice(at + 2));
      }),
    );
  });
});

describe("what a file says of its system", () => {
  it("is its code where that is known, else its definition, else a code or PROJ string in place of one", () => {
    const of = (crsCode: number, crsText: string): string | null =>
      systemOfFile({ crsCode, crsText }).system?.id ?? null;
    expect(of(4547, "")).toBe("EPSG:4547");
    expect(of(990_001, zone(GEOGRAPHIC.cgcs2000, 114, 500_000))).toBe("EPSG:4547");
    expect(of(0, "EPSG:4526")).toBe("EPSG:4526");
    expect(of(0, "+proj=longlat +datum=WGS84")).toBe("+proj=longlat +datum=WGS84");
    expect(of(0, "local")).toBeNull();
  });

  it("is told by name where it is not understood, and is nothing where nothing is said", () => {
    expect(systemOfFile({ crsCode: 27700, crsText: "" })).toEqual({ system: null, name: "EPSG:27700" });
    expect(systemOfFile({ crsCode: 0, crsText: 'LOCAL_CS["城建坐标"]' })).toEqual({ system: null, name: "城建坐标" });
    expect(systemOfFile({ crsCode: 0, crsText: "" })).toEqual({ system: null, name: "" });
  });

  it("take Krasovsky's ellipsoid without a datum for Beijing 1954, of unknown offset; Pulkovo 1942 shares it and is not known", () => {
    const albers = (geographic: string): string =>
      `PROJCS["Krasovsky_1940_Albers",${geographic},PROJECTION["Albers"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Standard_Parallel_1",25.0],PARAMETER["Standard_Parallel_2",47.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;
    const named = (name: string): string =>
      `GEOGCS["GCS_${name}",DATUM["D_${name}",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],${DEGREE}]`;
    const { system } = readWkt(albers(named("Krasovsky_1940")));
    expect(system).toMatchObject({ title: "Krasovsky_1940_Albers", isApproximate: true });
    // What PROJ says of degrees on the ellipsoid itself.
    const [x, y] = system?.fromDegrees(113.3, 40.08) ?? [];
    expect([x, y]).toEqual([expect.closeTo(695_389.14, 1), expect.closeTo(4_338_053.86, 1)]);
    expect(readWkt(albers(named("Pulkovo_1942"))).system).toBeNull();
  });
});
