import { describe, expect, it } from "vitest";
import { distanceMetres, metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../src/core/geodesy.ts";

/** Vincenty's inverse formula, an independent oracle good to a millimetre. */
function vincentyMetres(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const a = 6378137;
  const f = 1 / 298.257223563;
  const b = a * (1 - f);
  const radians = Math.PI / 180;
  const l = (lon2 - lon1) * radians;
  const u1 = Math.atan((1 - f) * Math.tan(lat1 * radians));
  const u2 = Math.atan((1 - f) * Math.tan(lat2 * radians));
  let lambda = l;
  let sinSigma = 0;
  let cosSigma = 0;
  let sigma = 0;
  let cosSqAlpha = 0;
  let cos2m = 0;
  for (let i = 0; i < 100; i++) {
    sinSigma = Math.hypot(
      Math.cos(u2) * Math.sin(lambda),
      Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda),
    );
    cosSigma = Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(lambda);
    sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = sinSigma === 0 ? 0 : (Math.cos(u1) * Math.cos(u2) * Math.sin(lambda)) / sinSigma;
    cosSqAlpha = 1 - sinAlpha ** 2;
    cos2m = cosSqAlpha === 0 ? 0 : cosSigma - (2 * Math.sin(u1) * Math.sin(u2)) / cosSqAlpha;
    const c = (f / 16) * cosSqAlpha * (4 + f * (4 - 3 * cosSqAlpha));
    lambda = l + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * (cos2m + c * cosSigma * (2 * cos2m ** 2 - 1)));
  }
  const uSq = (cosSqAlpha * (a * a - b * b)) / (b * b);
  const bigA = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const bigB = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const delta =
    bigB *
    sinSigma *
    (cos2m +
      (bigB / 4) *
        (cosSigma * (2 * cos2m ** 2 - 1) - (bigB / 6) * cos2m * (4 * sinSigma ** 2 - 3) * (4 * cos2m ** 2 - 3)));
  return b * bigA * (sigma - delta);
}

describe("geodesy", () => {
  it("agrees with Vincenty's formula to a millionth over walking distances, at every latitude with streets", () => {
    for (const lat of [0, 1.3, 22.3, 39.0, 40.08, 43.7, 55, 65, 69.6, -33.9]) {
      for (const [dLon, dLat] of [
        [0.0001, 0],
        [0, 0.0001],
        [0.01, 0.004],
        [-0.03, 0.05],
        [0.1, -0.02],
      ] as const) {
        const expected = vincentyMetres(113.3, lat, 113.3 + dLon, lat + dLat);
        const measured = distanceMetres(113.3, lat, 113.3 + dLon, lat + dLat);
        expect(Math.abs(measured - expected)).toBeLessThan(expected * 1e-6 + 1e-6);
      }
    }
  });

  it("gives the known lengths of a degree at 40° north", () => {
    expect(metresPerDegreeOfLongitude(40)).toBeCloseTo(85393.857, 2);
    expect(metresPerDegreeOfLatitude(40)).toBeCloseTo(111034.633, 2);
  });

  it("is the same in both directions", () => {
    expect(distanceMetres(113.3, 40.08, 113.31, 40.09)).toBe(distanceMetres(113.31, 40.09, 113.3, 40.08));
  });
});
