import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import { createMapFrame, type MapFrame } from "../../../src/report/map/map-frame.ts";
import { keepDenominator, roundDenominator, roundLength } from "../../../src/report/map/round-scale.ts";

/** Metres on the ground for a millimetre of paper about a place of the frame, in a direction. */
function metresPerMillimetre({ toDegrees }: MapFrame, x: number, y: number, dx: number, dy: number): number {
  const [lon1, lat1] = toDegrees(x - dx / 2, y - dy / 2);
  const [lon2, lat2] = toDegrees(x + dx / 2, y + dy / 2);
  return distanceMetres(lon1, lat1, lon2, lat2) / Math.hypot(dx, dy);
}

const position = fc.record({
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
  lat: fc.double({ min: -70, max: 70, noNaN: true }),
});
const size = fc.double({ min: 0.001, max: 2.5, noNaN: true });

describe("the frame of a map", () => {
  it("has the scale that it states at its middle, in every direction, to a tenth of a per mille", () => {
    fc.assert(
      fc.property(position, size, size, ({ lon, lat }, width, height) => {
        const frame = createMapFrame({ kind: "bounds", bounds: [lon, lat, lon + width, lat + height] }, 300, 220);
        for (const [dx, dy] of [
          [4, 0],
          [0, 4],
          [3, 3],
        ] as const) {
          const metres = metresPerMillimetre(frame, 150, 110, dx, dy);
          expect(Math.abs((metres * 1000) / frame.denominator - 1)).toBeLessThan(1e-4);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("keeps lengths at its corners to a per mille for a whole city", () => {
    const frame = createMapFrame({ kind: "bounds", bounds: [112.5, 39, 114.6, 40.8] }, 320, 240);
    for (const [x, y] of [
      [5, 5],
      [315, 235],
      [5, 235],
    ] as const)
      expect(Math.abs((metresPerMillimetre(frame, x, y, 3, 0) * 1000) / frame.denominator - 1)).toBeLessThan(1e-3);
  });

  it("shows its whole subject", () => {
    fc.assert(
      fc.property(position, size, size, ({ lon, lat }, width, height) => {
        const frame = createMapFrame({ kind: "bounds", bounds: [lon, lat, lon + width, lat + height] }, 200, 260);
        for (const share of [0, 0.3, 0.5, 1])
          for (const corner of [
            [lon + share * width, lat],
            [lon + share * width, lat + height],
            [lon, lat + share * height],
            [lon + width, lat + share * height],
          ] as Position[]) {
            const [x, y] = frame.place(...corner);
            expect(Math.min(x, y, 200 - x, 260 - y)).toBeGreaterThan(0);
          }
      }),
      { numRuns: 60 },
    );
  });

  it("has north upwards and east to the right", () => {
    const frame = createMapFrame({ kind: "bounds", bounds: [113, 40, 113.1, 40.1] }, 100, 100);
    const [x, y] = frame.place(113.05, 40.05);
    expect(frame.place(113.08, 40.05)[0]).toBeGreaterThan(x + 10);
    expect(frame.place(113.05, 40.08)[1]).toBeLessThan(y - 10);
  });

  it("goes there and back", () => {
    const frame = createMapFrame({ kind: "bounds", bounds: [112.5, 39, 114.6, 40.8] }, 320, 240);
    const [lon, lat] = frame.toDegrees(...frame.place(113.31, 40.09));
    expect(lon).toBeCloseTo(113.31, 8);
    expect(lat).toBeCloseTo(40.09, 8);
  });

  it("takes a view's centre as it is and its scale to two figures, never a larger one", () => {
    const frame = createMapFrame({ kind: "view", center: [113.3, 40.09], metresPerMillimetre: 12.34 }, 300, 200);
    expect(frame.denominator).toBe(13000);
    expect(frame.place(113.3, 40.09).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([150, 100]);
  });

  it("gives a single point some hundred metres around it", () => {
    const frame = createMapFrame({ kind: "bounds", bounds: [7.42, 43.73, 7.42, 43.73] }, 300, 200);
    expect(frame.denominator).toBeGreaterThan(1000);
    expect(frame.denominator).toBeLessThan(10000);
  });

  it("crosses the antimeridian without tearing", () => {
    const frame = createMapFrame({ kind: "view", center: [179.99, -17], metresPerMillimetre: 50 }, 300, 200);
    const [x] = frame.place(-179.99, -17);
    expect(x).toBeGreaterThan(150);
    expect(x).toBeLessThan(250);
  });
});

describe("round scales", () => {
  it("are the next round one that is not below, at most a quarter more", () => {
    fc.assert(
      fc.property(fc.double({ min: 200, max: 5e6, noNaN: true }), (atLeast) => {
        const round = roundDenominator(atLeast);
        expect(round).toBeGreaterThanOrEqual(atLeast * (1 - 1e-6));
        expect(round).toBeLessThanOrEqual(atLeast * 1.26);
        expect(Number(round.toPrecision(2))).toBe(round);
      }),
    );
    expect([4800, 50_000, 50_001, 843_000].map(roundDenominator)).toEqual([5000, 50_000, 55_000, 850_000]);
  });

  it("of views have two figures", () => {
    expect([12_340, 12_000, 999, 4301].map(keepDenominator)).toEqual([13_000, 12_000, 1000, 4400]);
  });

  it("of bars are lengths of 1, 2 or 5", () => {
    expect([999, 1000, 4999, 5000, 23].map(roundLength)).toEqual([500, 1000, 2000, 5000, 20]);
  });
});

describe("a frame of what no map can show well", () => {
  it("is still a frame: half the world, a position out of range", () => {
    for (const bounds of [
      [-170, -80, 170, 85],
      [0, 0, 113.3, 40.1],
      [113, 40, 113, 95],
    ] as [number, number, number, number][]) {
      const frame = createMapFrame({ kind: "bounds", bounds }, 300, 200);
      expect(Number.isFinite(frame.denominator)).toBe(true);
      expect(frame.denominator).toBeGreaterThan(0);
      expect(frame.denominator).toBeLessThanOrEqual(1_000_000_000);
    }
  });
});
