import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { Bounds } from "../../../src/core/model/geometry.ts";
import type { CoordinateSystem } from "../../../src/io/crs/coordinate-system.ts";
import { epsgCodeOf, findCoordinateSystem, isPlaneName } from "../../../src/io/crs/find-coordinate-system.ts";
import { layPlane } from "../../../src/io/crs/lay-plane.ts";

function systemOf(text: string): CoordinateSystem {
  const system = findCoordinateSystem(text);
  if (!system) throw new Error(`${text} is not known`);
  return system;
}

/** What cs2cs of PROJ 9 says: EPSG code, longitude, latitude, easting, northing. */
const CHECK_POINTS = [
  [4547, 113.293131, 40.0755741, 439704.062, 4438159.889],
  [4547, 114.22925, 39.43824, 519736.026, 4367182.325],
  [4526, 113.293131, 40.0755741, 38439704.062, 4438159.889],
  [4491, 75, 30, 13500000.0, 3320113.3978],
  [4497, 110.5, 39, 19456686.6824, 4318622.9216],
  [4498, 114.8, 40.1, 20312399.9058, 4442953.1294],
  [4509, 116, 41, 415864.2112, 4541055.0113],
  [4513, 75.5, 38, 25543916.3668, 4207615.9946],
  [4546, 111.2, 40, 517078.7775, 4429548.1906],
  [4548, 117.3, 39, 525987.9462, 4318546.8015],
  [4554, 134.6, 48, 470149.8836, 5318505.0291],
  [32649, 113.293131, 40.0755741, 695534.0506, 4438665.1097],
  [32650, 114.22925, 39.43824, 261544.8277, 4369074.5923],
  [32733, 15.1, -22.4, 510292.8905, 7522894.1429],
  [32633, 13.4, 52.5, 391390.7313, 5817855.2408],
  [25832, 7.42, 43.73, 372751.1228, 4843098.2361],
  [3857, 113.293131, 40.0755741, 12611733.6533, 4876930.5869],
  [2154, 7.42, 43.73, 1056004.8251, 6302296.8675],
  [3035, 7.42, 43.73, 4112669.0001, 2294787.4295],
  [3395, 7.42, 43.73, 825990.6217, 5394206.9294],
] as const;

/** Likewise for the old datums, whose longitudes and latitudes PROJ takes over unchanged where it knows no offset. */
const OLD_CHECK_POINTS = [
  [2362, 113.293131, 40.0755741, 38439704.03385653, 4438161.959235646],
  [2383, 113.293131, 40.0755741, 439704.03385653556, 4438161.959235646],
  [2383, 114.22925, 39.43824, 519736.03560663474, 4367184.36233246],
  [2414, 113.293131, 40.0755741, 38439703.05330758, 4438238.375792279],
  [2435, 114.22925, 39.43824, 519736.3566639696, 4367259.58377183],
] as const;

describe("coordinate systems", () => {
  it.each(CHECK_POINTS)("EPSG:%i puts %f, %f where PROJ does, to a millimetre, and back", (code, lon, lat, x, y) => {
    const system = systemOf(`EPSG:${code}`);
    const [east, north] = system.fromDegrees(lon, lat);
    expect(Math.abs(east - x)).toBeLessThan(1e-3);
    expect(Math.abs(north - y)).toBeLessThan(1e-3);
    const [lonAgain, latAgain] = system.toDegrees(east, north);
    expect(Math.abs(lonAgain - lon)).toBeLessThan(2e-9);
    expect(Math.abs(latAgain - lat)).toBeLessThan(2e-9);
    expect(system.faultOf(east, north)).toBe("");
  });

  it.each(OLD_CHECK_POINTS)(
    "EPSG:%i, at %f, %f, has PROJ's numbers and says that it is approximate",
    (code, lon, lat, x, y) => {
      const system = systemOf(`EPSG:${code}`);
      const [east, north] = system.fromDegrees(lon, lat);
      expect(Math.abs(east - x)).toBeLessThan(1e-3);
      expect(Math.abs(north - y)).toBeLessThan(1e-3);
      const [lonAgain, latAgain] = system.toDegrees(east, north);
      expect(Math.abs(lonAgain - lon)).toBeLessThan(1e-9);
      expect(Math.abs(latAgain - lat)).toBeLessThan(1e-9);
      expect(system.isApproximate).toBe(true);
    },
  );

  it("says of no system but the two old ones that it is approximate", () => {
    const approximate = ["4214", "4610", "2327", "2390", "2401", "2442", "21413", "21423", "21453", "21463"];
    for (const code of approximate) expect(systemOf(code).isApproximate).toBe(true);
    for (const text of ["4326", "4490", "4547", "32649", "3857", "gcj02", "bd09"])
      expect(systemOf(text).isApproximate).toBe(false);
  });

  it("numbers the zones of each old datum as EPSG does, from the first to the last", () => {
    const titles = {
      2327: "zone 13",
      2348: "CM 135E",
      2349: "zone 25",
      2369: "zone 45",
      2370: "CM 75E",
      2390: "CM 135E",
    };
    const older = {
      2401: "zone 25",
      2421: "zone 45",
      2422: "CM 75E",
      2442: "CM 135E",
      21413: "zone 13",
      21463: "CM 135E",
    };
    for (const [code, title] of Object.entries({ ...titles, ...older })) expect(systemOf(code).title).toContain(title);
    for (const gap of ["2326", "2391", "2400", "2443", "21412", "21424", "21452", "21464"])
      expect(findCoordinateSystem(gap)).toBeNull();
  });

  it("reads the northing first where the text says so, and names a file that has it otherwise", () => {
    const system = systemOf("EPSG:4547:yx");
    const [lon, lat] = system.toDegrees(4438159.889, 439704.062);
    expect(Math.abs(lon - 113.293131)).toBeLessThan(2e-8);
    expect(Math.abs(lat - 40.0755741)).toBeLessThan(2e-8);
    const [first, second] = system.fromDegrees(113.293131, 40.0755741);
    expect([first.toFixed(3), second.toFixed(3)]).toEqual(["4438159.889", "439704.062"]);
    expect(system.faultOf(439704.062, 4438159.889)).toBe("turned");
    expect(system.faultOf(4438159.889, 439704.062)).toBe("");
    expect(systemOf("wgs84:yx").toDegrees(40, 113)).toEqual([113, 40]);
    expect(findCoordinateSystem("EPSG:4547:yx:yx")).toBeNull();
    expect(findCoordinateSystem(":yx")).toBeNull();
  });

  it("understands a code however it is written", () => {
    for (const text of ["EPSG:4547", "epsg:4547", " 4547 ", "urn:ogc:def:crs:EPSG::4547", "EPSG::4547"])
      expect(epsgCodeOf(text)).toBe(4547);
    expect(epsgCodeOf("http://www.opengis.net/def/crs/EPSG/0/32649")).toBe(32649);
    expect(epsgCodeOf("urn:ogc:def:crs:OGC:1.3:CRS84")).toBe(4326);
    expect(epsgCodeOf("CGCS2000")).toBe(4490);
    expect(epsgCodeOf("somewhere")).toBe(0);
    expect(isPlaneName(" Local")).toBe(true);
  });

  it("knows every Gauss–Krüger code of CGCS2000 and every UTM zone by rule, and no other number", () => {
    for (let code = 4491; code <= 4554; code++) expect(systemOf(`EPSG:${code}`).unit).toBe("metres");
    for (let zone = 1; zone <= 60; zone++) expect(systemOf(`EPSG:${32600 + zone}`).title).toContain(`zone ${zone}N`);
    expect(systemOf("4490").unit).toBe("degrees");
    for (const code of [4490 + 65, 32600, 32661, 32761, 2391, 1234])
      expect(findCoordinateSystem(`EPSG:${code}`)).toBeNull();
    expect(findCoordinateSystem("")).toBeNull();
  });

  it("reads a PROJ string, and refuses one that is none", () => {
    const stated = systemOf("+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs");
    const [x, y] = stated.fromDegrees(113.293131, 40.0755741);
    expect([x.toFixed(3), y.toFixed(3)]).toEqual(["439704.062", "4438159.889"]);
    expect(findCoordinateSystem("+proj=nonsense")).toBeNull();
    expect(findCoordinateSystem("+proj=longlat +towgs84=100,0,0")).toBeNull();
  });

  it("says what is wrong with a position", () => {
    const gauss = systemOf("EPSG:4547");
    expect(gauss.faultOf(4438159.889, 439704.062)).toBe("swapped-axes");
    expect(gauss.faultOf(38439704.062, 4438159.889)).toBe("zone-prefix");
    expect(systemOf("EPSG:4526").faultOf(439704.062, 4438159.889)).toBe("no-zone-prefix");
    expect(gauss.faultOf(113.29, 40.07)).toBe("degrees");
    expect(gauss.faultOf(Number.NaN, 1)).toBe("not-a-number");
    expect(gauss.faultOf(9e6, 9e6)).toBe("outside-system");
    const degrees = systemOf("EPSG:4326");
    expect(degrees.faultOf(40.07, 113.29)).toBe("swapped");
    expect(degrees.faultOf(439704, 4438159)).toBe("projected");
    expect(degrees.faultOf(Number.POSITIVE_INFINITY, 0)).toBe("not-a-number");
    expect(degrees.faultOf(200, 95)).toBe("off-globe");
    expect(degrees.faultOf(-180, 90)).toBe("");
  });
});

/** The worst relative error of lengths of a random walk's steps in a square plane, and what the plane says of itself. */
function measureWorstError(side: number, step: number): { worst: number; told: number } {
  const origin: [number, number] = [438_000, 4_430_000];
  const bounds: Bounds = [origin[0], origin[1], origin[0] + side, origin[1] + side];
  const plane = layPlane(bounds);
  if (!plane) throw new Error("too large");
  let worst = 0;
  for (let i = 0; i <= 20; i++) {
    for (let j = 0; j <= 20; j++) {
      const [x, y] = [origin[0] + (i / 20) * (side - step), origin[1] + (j / 20) * (side - step)];
      for (const [dx, dy] of [
        [step, 0],
        [0, step],
        [step, step],
        [step, step / 3],
      ] as const) {
        const metres = distanceMetres(...plane.toDegrees(x, y), ...plane.toDegrees(x + dx, y + dy));
        worst = Math.max(worst, Math.abs(metres / Math.hypot(dx, dy) - 1));
      }
    }
  }
  return { worst, told: plane.lengthError };
}

describe("plane metres", () => {
  it("keep their lengths to 1e-6 within 20 km and to 2e-5 within 100 km, and say so", () => {
    const town = measureWorstError(20_000, 100);
    expect(town.worst).toBeLessThan(1e-6);
    const region = measureWorstError(100_000, 500);
    expect(region.worst).toBeLessThan(2e-5);
    for (const { worst, told } of [town, region]) {
      expect(worst).toBeLessThan(told * 1.5);
      expect(worst).toBeGreaterThan(told * 0.5);
    }
  });

  it("keep a lattice of whole metres exact to a ten-thousandth of a millimetre", () => {
    const plane = layPlane([0, 0, 4, 4]);
    for (let x = 0; x < 4; x++) {
      const metres = distanceMetres(...(plane?.toDegrees(x, 1) ?? [0, 0]), ...(plane?.toDegrees(x + 1, 1) ?? [0, 0]));
      expect(Math.abs(metres - 1)).toBeLessThan(1e-7);
    }
  });

  it("come back as they were given", () => {
    const plane = layPlane([12_000.25, -800.5, 13_000, 900]);
    const [x, y] = plane?.fromDegrees(...(plane.toDegrees(12_345.678, -12.5) ?? [0, 0])) ?? [0, 0];
    expect(Math.abs(x - 12_345.678)).toBeLessThan(1e-8);
    expect(Math.abs(y + 12.5)).toBeLessThan(1e-8);
  });

  it("are refused where the plane is too large", () => {
    expect(layPlane([0, 0, 1000, 250_000])).not.toBeNull();
    expect(layPlane([0, 0, 1000, 300_000])).toBeNull();
    expect(layPlane([0, 0, 30_000_000, 1000])).toBeNull();
  });
});
