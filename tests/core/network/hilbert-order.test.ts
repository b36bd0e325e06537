import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { orderAlongHilbertCurve } from "../../../src/core/network/hilbert-order.ts";

function createPoints(count: number, lonOf: (random: () => number) => number) {
  const random = createRandom(7);
  return {
    lons: Float64Array.from({ length: count }, () => lonOf(random)),
    lats: Float64Array.from({ length: count }, () => 40 + random()),
  };
}

function lengthOf(order: Iterable<number>, lons: Float64Array, lats: Float64Array): number {
  let length = 0;
  let previous = -1;
  for (const point of order) {
    if (previous >= 0)
      length += Math.hypot(
        (((lons[point] as number) - (lons[previous] as number) + 540) % 360) - 180,
        (lats[point] as number) - (lats[previous] as number),
      );
    previous = point;
  }
  return length;
}

describe("the order along a Hilbert curve", () => {
  it("names every point once and keeps neighbours together", () => {
    const { lons, lats } = createPoints(20_000, (random) => 113 + random());
    const order = orderAlongHilbertCurve(lons, lats);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
    expect(lengthOf(order, lons, lats)).toBeLessThan(lengthOf(lons.keys(), lons, lats) / 50);
  });

  it("does so across the antimeridian too", () => {
    const { lons, lats } = createPoints(20_000, (random) =>
      random() < 0.5 ? 179.5 + random() / 2 : -180 + random() / 2,
    );
    const order = orderAlongHilbertCurve(lons, lats);
    expect(lengthOf(order, lons, lats)).toBeLessThan(lengthOf(lons.keys(), lons, lats) / 50);
  });

  it("keeps points of one cell in their given order", () => {
    const lons = new Float64Array(5000).fill(113);
    const lats = new Float64Array(5000).fill(40);
    expect([...orderAlongHilbertCurve(lons, lats)]).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    expect([...orderAlongHilbertCurve(new Float64Array(0), new Float64Array(0))]).toEqual([]);
  });
});
