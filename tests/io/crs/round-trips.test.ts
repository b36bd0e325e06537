import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CoordinateSystem } from "../../../src/io/crs/coordinate-system.ts";
import { findCoordinateSystem } from "../../../src/io/crs/find-coordinate-system.ts";
import { gaussKrugerZone } from "../../../src/io/crs/gauss-kruger.ts";

function systemOf(text: string): CoordinateSystem {
  const system = findCoordinateSystem(text);
  if (!system) throw new Error(`${text} is not known`);
  return system;
}

function expectReturn(system: CoordinateSystem, lon: number, lat: number, withinDegrees: number): void {
  const [x, y] = system.fromDegrees(lon, lat);
  expect(system.faultOf(x, y)).toBe("");
  const [lonAgain, latAgain] = system.toDegrees(x, y);
  expect(Math.abs(lonAgain - lon)).toBeLessThanOrEqual(withinDegrees);
  expect(Math.abs(latAgain - lat)).toBeLessThanOrEqual(withinDegrees);
}

/** Codes of every zone of the three Chinese datums. */
const ZONE_CODES = Array.from({ length: 22_000 }, (_, code) => code).filter((code) => gaussKrugerZone(code) !== null);
const SHARE = fc.double({ min: -1, max: 1, noNaN: true });
const LATITUDE = fc.double({ min: 16, max: 55, noNaN: true });

describe("there and back", () => {
  it("in every Gauss–Krüger zone is the same place to 1e-9°, up to 4.5° from its meridian", () => {
    expect(ZONE_CODES).toHaveLength(3 * 64);
    fc.assert(
      fc.property(fc.constantFrom(...ZONE_CODES), SHARE, LATITUDE, (code, share, lat) => {
        const meridian = gaussKrugerZone(code)?.centralMeridian ?? 0;
        for (const ending of ["", ":yx"])
          expectReturn(systemOf(`EPSG:${code}${ending}`), meridian + 4.5 * share, lat, 1e-9);
      }),
      { numRuns: 1000 },
    );
  });

  it("in UTM, Web Mercator and what is projected of shifted degrees is the same place", () => {
    fc.assert(
      fc.property(fc.integer({ min: 43, max: 53 }), SHARE, LATITUDE, (zone, share, lat) => {
        const lon = 6 * zone - 183 + 3 * share;
        expectReturn(systemOf(`EPSG:${32600 + zone}`), lon, lat, 1e-9);
        expectReturn(systemOf("EPSG:3857"), lon, lat, 1e-9);
        expectReturn(systemOf("EPSG:3857:bd09"), lon, lat, 1e-7);
        expectReturn(systemOf(`EPSG:${32600 + zone}:gcj02:yx`), lon, lat, 1e-7);
      }),
      { numRuns: 1000 },
    );
  });

  it("in GCJ-02 and BD-09 is the same place to 1e-7° all over China", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 72.1, max: 137.7, noNaN: true }),
        fc.double({ min: 1, max: 55.7, noNaN: true }),
        (lon, lat) => {
          for (const text of ["gcj02", "bd09"]) expectReturn(systemOf(text), lon, lat, 1e-7);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("outside China is no move at all", () => {
    const outside = fc.oneof(
      fc.tuple(fc.double({ min: -180, max: 72, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
      fc.tuple(fc.double({ min: 137.9, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true })),
      fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: 55.9, max: 90, noNaN: true })),
      fc.tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 0.8, noNaN: true })),
    );
    fc.assert(
      fc.property(outside, ([lon, lat]) => {
        for (const text of ["gcj02", "bd09"]) {
          // −0° is 0°.
          const plain = [lon + 0, lat + 0];
          expect(
            systemOf(text)
              .fromDegrees(lon, lat)
              .map((value) => value + 0),
          ).toEqual(plain);
          expect(
            systemOf(text)
              .toDegrees(lon, lat)
              .map((value) => value + 0),
          ).toEqual(plain);
        }
      }),
    );
  });
});
