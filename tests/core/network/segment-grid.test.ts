import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import { metresPerDegreeOfLatitude, metresPerDegreeOfLongitude } from "../../../src/core/geodesy.ts";
import { type NearestSegment, SegmentGrid } from "../../../src/core/network/segment-grid.ts";

function createSegments(seed: number, count: number, longest: number): { count: number; ends: Float64Array } {
  const random = createRandom(seed);
  const ends = new Float64Array(count * 4);
  for (let i = 0; i < count; i++) {
    const lon = 113.2 + random() * 0.1;
    const lat = 40 + random() * 0.1;
    ends.set([lon, lat, lon + (random() - 0.5) * longest, lat + (random() - 0.5) * longest], 4 * i);
  }
  return { count, ends };
}

function bruteNearest(ends: Float64Array, lon: number, lat: number): { segment: number; metres: number } {
  const mx = metresPerDegreeOfLongitude(lat);
  const my = metresPerDegreeOfLatitude(lat);
  let best = { segment: -1, metres: Infinity };
  for (let s = 0; s < ends.length / 4; s++) {
    const [ax, ay, bx, by] = [...ends.subarray(4 * s, 4 * s + 4)].map((v, i) =>
      i % 2 ? (v - lat) * my : (v - lon) * mx,
    ) as [number, number, number, number];
    const dx = bx - ax;
    const dy = by - ay;
    const t = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
    const metres = Math.sqrt((ax + t * dx) ** 2 + (ay + t * dy) ** 2);
    if (metres < best.metres - 1e-9) best = { segment: s, metres };
  }
  return best;
}

describe("segment grid", () => {
  for (const [seed, longest] of [
    [1, 0.002],
    [2, 0.05],
    [3, 0],
  ] as const) {
    it(`finds the same nearest segment as looking at all of them (longest ${longest}°)`, () => {
      const segments = createSegments(seed, 400, longest);
      const grid = new SegmentGrid(segments, 100);
      const random = createRandom(seed + 100);
      const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
      for (let i = 0; i < 300; i++) {
        const lon = 113.17 + random() * 0.16;
        const lat = 39.97 + random() * 0.16;
        const expected = bruteNearest(segments.ends, lon, lat);
        expect(grid.findNearest(lon, lat, 50_000, found)).toBe(true);
        expect(found.metres).toBeCloseTo(expected.metres, 6);
        expect(grid.findNearest(lon, lat, expected.metres * 0.999, found)).toBe(false);
      }
    });
  }

  it("says that a leg crosses exactly when one of the segments properly crosses it", () => {
    const segments = createSegments(5, 120, 0.02);
    const grid = new SegmentGrid(segments, 200);
    const random = createRandom(9);
    let crossed = 0;
    for (let i = 0; i < 500; i++) {
      const ax = 113.2 + random() * 0.1;
      const ay = 40 + random() * 0.1;
      const bx = ax + (random() - 0.5) * 0.01;
      const by = ay + (random() - 0.5) * 0.01;
      const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number): number =>
        Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px));
      let expected = false;
      for (let s = 0; s < segments.count; s++) {
        const [cx, cy, dx, dy] = segments.ends.subarray(4 * s, 4 * s + 4) as unknown as [
          number,
          number,
          number,
          number,
        ];
        expected ||=
          side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) &&
          side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by);
      }
      expect(grid.crosses(ax, ay, bx, by)).toBe(expected);
      if (expected) crossed++;
    }
    expect(crossed).toBeGreaterThan(20);
  });

  it("answers nothing when it holds nothing", () => {
    const grid = new SegmentGrid({ count: 0, ends: new Float64Array(0) }, 100);
    const found: NearestSegment = { segmentIndex: -1, metres: 0, fraction: 0 };
    expect(grid.findNearest(113.3, 40.1, 1000, found)).toBe(false);
    expect(grid.crosses(113.3, 40.1, 113.4, 40.2)).toBe(false);
  });
});
