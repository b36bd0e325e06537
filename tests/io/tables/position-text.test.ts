import { describe, expect, it } from "vitest";
import { createRandom } from "../../../geodata/build/random.ts";
import type { MultiPolygonGeometry, Position } from "../../../src/core/model/geometry.ts";
import { PositionText } from "../../../src/io/tables/position-text.ts";

const rounded = (value: number, decimals: number): number => Math.round(value * 10 ** decimals) / 10 ** decimals;

describe("position text", () => {
  for (const [decimals, range] of [
    [7, 180],
    [3, 20_000_000],
  ] as const) {
    it(`is what JSON.stringify makes of numbers rounded to ${decimals} decimals`, () => {
      const random = createRandom(decimals);
      const text = new PositionText(decimals);
      for (let round = 0; round < 300; round++) {
        const ring: Position[] = Array.from({ length: 1 + Math.floor(random() * 40) }, () => [
          (random() - 0.5) * 2 * range,
          rounded((random() - 0.5) * range, Math.floor(random() * (decimals + 1))),
        ]);
        const coordinates: MultiPolygonGeometry["coordinates"] = [[ring, ring.slice(1)], [ring.slice(0, 2)]];
        const expected = coordinates.map((rings) =>
          rings.map((line) => line.map(([x, y]) => [rounded(x, decimals), rounded(y, decimals)])),
        );
        expect(text.format({ type: "MultiPolygon", coordinates }, null)).toBe(JSON.stringify(expected));
      }
    });
  }

  it("writes zeros, whole numbers and small ones plainly, and no part as an empty list", () => {
    const text = new PositionText(7);
    const ring: Position[] = [
      [0, -0],
      [113, -40],
      [1e-7, -1e-7],
      [4e-8, -179.9999999],
    ];
    expect(text.format({ type: "MultiPolygon", coordinates: [[ring]] }, null)).toBe(
      "[[[[0,0],[113,-40],[0.0000001,-0.0000001],[0,-179.9999999]]]]",
    );
    expect(text.format({ type: "MultiPolygon", coordinates: [] }, null)).toBe("[]");
  });

  it("moves positions before it writes them, and grows for long rings", () => {
    const text = new PositionText(3);
    const ring: Position[] = Array.from({ length: 20_000 }, (_, index) => [index / 7, index / 3]);
    const moved = text.format({ type: "MultiPolygon", coordinates: [[ring]] }, (x, y) => [x + 500_000, -y]);
    expect(JSON.parse(moved)).toEqual([[ring.map(([x, y]) => [rounded(x + 500_000, 3), rounded(-y, 3) + 0])]]);
  });
});
