import { describe, expect, it } from "vitest";
import { formatRangeEnds, formatSignedPoints, scaleBar } from "../../../src/app/map/map-figures.ts";
import { metresPerPixelAt } from "../../../src/report/map/paper-zoom.ts";

describe("the scale", () => {
  it("is true at the map's latitude", () => {
    expect(metresPerPixelAt(0, 0)).toBeCloseTo(40_075_016.686 / 512, 3);
    expect(metresPerPixelAt(60, 0)).toBeCloseTo(metresPerPixelAt(0, 0) / 2, 3);
  });

  it("has a bar of a round length that fits and a number for paper", () => {
    const { metres, pixels, denominator } = scaleBar(11.1125, 120);
    expect(metres).toBe(1000);
    expect(pixels).toBeCloseTo(1000 / 11.1125, 6);
    expect(denominator).toBe(42_000);
  });

  it("fits its bar at every zoom", () => {
    for (let zoom = 5; zoom < 19; zoom += 0.37) {
      const { pixels } = scaleBar(metresPerPixelAt(40, zoom), 120);
      expect(pixels).toBeLessThanOrEqual(120);
      expect(pixels).toBeGreaterThan(40);
    }
  });
});

describe("figures of the legend", () => {
  it("print whole per cents without decimals and others with one", () => {
    expect(formatRangeEnds(0.2, 0.4)).toEqual(["20", "40%"]);
    expect(formatRangeEnds(0.123, 1)).toEqual(["12.3", "100%"]);
  });

  it("print differences with their sign", () => {
    expect([-0.25, 0, 0.02].map(formatSignedPoints)).toEqual(["−25", "0", "+2"]);
  });
});
