import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cutLine, cutRing, ringSize, simplifyLine, simplifyRing } from "../../../src/report/map/cut-geometry.ts";
import { joinLines } from "../../../src/report/map/join-lines.ts";
import type { MapFrame } from "../../../src/report/map/map-frame.ts";
import { batchAreas } from "../../../src/report/map/place-areas.ts";

const BOX = { x: 0, y: 0, width: 10, height: 10 };
const coordinate = fc.double({ min: -20, max: 30, noNaN: true });
const path = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 20 });

function distanceToLine(x: number, y: number, line: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + 3 < line.length; at += 2) {
    const [x1, y1, x2, y2] = line.slice(at, at + 4) as [number, number, number, number];
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length > 0 ? Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) : 0;
    least = Math.min(least, Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1)));
  }
  return least;
}

describe("lines cut to a box", () => {
  it("keep what is inside, in as many parts as it has", () => {
    expect(cutLine([-5, 5, 5, 5, 5, 15, 8, 15, 8, 5], BOX)).toEqual([
      [0, 5, 5, 5, 5, 10],
      [8, 10, 8, 5],
    ]);
    expect(cutLine([-5, -5, -1, 20], BOX)).toEqual([]);
  });

  it("never leave the box, and lose no position that lies inside", () => {
    fc.assert(
      fc.property(path, (positions) => {
        const parts = cutLine(positions.flat(), BOX);
        for (const value of parts.flat()) expect(value >= -1e-9 && value <= 10 + 1e-9).toBe(true);
        for (const [x, y] of positions)
          if (x > 0 && x < 10 && y > 0 && y < 10)
            expect(Math.min(...parts.map((part) => distanceToLine(x, y, part)))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("rings cut to a box", () => {
  it("of a square that sticks out keep the part inside", () => {
    expect(ringSize(cutRing([-5, -5, 5, -5, 5, 5, -5, 5], BOX))).toBeCloseTo(25);
    expect(ringSize(cutRing([-50, -50, 50, -50, 50, 50, -50, 50], BOX))).toBeCloseTo(100);
    expect(cutRing([20, 20, 30, 20, 30, 30], BOX)).toEqual([]);
  });
});

describe("simplified lines", () => {
  it("pass every position left out nearer than print can show", () => {
    fc.assert(
      fc.property(path, (positions) => {
        const line = positions.flat();
        const simple = simplifyLine(line);
        for (const [x, y] of positions) expect(distanceToLine(x, y, simple)).toBeLessThanOrEqual(0.05 + 1e-9);
        expect([simple[0], simple[1], simple.at(-2), simple.at(-1)]).toEqual([
          line[0],
          line[1],
          line.at(-2),
          line.at(-1),
        ]);
      }),
    );
  });

  it("keep no position between two in a row, and no fewer than three of a ring", () => {
    const straight = Array.from({ length: 200 }, (_, step) => [step / 50, 2]).flat();
    expect(simplifyLine(straight)).toHaveLength(4);
    const tiny = [0, 0, 0.01, 0, 0.01, 0.01, 0, 0.01, 0, 0];
    expect(simplifyRing(tiny)).toHaveLength(6);
    const square = [0, 0, 5, 0, 5, 5, 0, 5, 0, 0];
    expect(ringSize(simplifyRing(square))).toBeCloseTo(25);
    expect(simplifyRing(square)).toHaveLength(8);
  });
});

describe("joined streets", () => {
  it("run through where two meet and end at junctions", () => {
    // 0—1—2 straight on, 3 joins at the end of 2 from the other side, 4 and 5 leave there too.
    const coordinates = [0, 0, 1, 0, 1, 0, 2, 0, 3, 0, 2, 0, 3, 0, 3, 1, 3, 0, 3, -1];
    const lines = [0, 1, 2, 3, 4].map((line) => ({ first: 2 * line, last: 2 * line + 1 }));
    const chains = joinLines(lines, coordinates);
    expect(chains).toEqual([
      [
        { line: 0, isReversed: false },
        { line: 1, isReversed: false },
        { line: 2, isReversed: true },
      ],
      [{ line: 3, isReversed: false }],
      [{ line: 4, isReversed: false }],
    ]);
  });

  it("use every line once, each beginning where the one before it ends", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 25 }), (pairs) => {
        const coordinates = pairs.flatMap(([from, to]) => [from, 0, to, 0]);
        const lines = pairs.map((_, line) => ({ first: 2 * line, last: 2 * line + 1 }));
        const chains = joinLines(lines, coordinates);
        expect(
          chains
            .flat()
            .map(({ line }) => line)
            .sort((a, b) => a - b),
        ).toEqual(pairs.map((_, line) => line));
        for (const chain of chains) {
          const ends = chain.map(({ line, isReversed }) => (isReversed ? [...pairs[line]!].reverse() : pairs[line]!));
          for (let at = 1; at < ends.length; at++) expect(ends[at]![0]).toBe(ends[at - 1]![1]);
        }
      }),
    );
  });
});

describe("areas in batches", () => {
  it("are all there, and no two of a batch overlap", () => {
    const side = fc.double({ min: 0.1, max: 30, noNaN: true });
    const at = fc.double({ min: 0, max: 100, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(at, at, side, side), { maxLength: 40 }), (squares) => {
        const areas = squares.map(([x, y, width, height]) => ({
          parts: [[x, y, x + width, y, x + width, y + height, x, y + height]],
          box: [x, y, x + width, y + height] as [number, number, number, number],
        }));
        const batches = batchAreas(areas, { widthMm: 100, heightMm: 100 } as MapFrame);
        expect(batches.flat()).toHaveLength(areas.length);
        for (const batch of batches)
          for (const [index, a] of batch.entries())
            for (const b of batch.slice(index + 1)) {
              const isApart = a.box[2] < b.box[0] || b.box[2] < a.box[0] || a.box[3] < b.box[1] || b.box[3] < a.box[1];
              // Beyond the frame all areas fall into its outermost cells, which keeps them apart all the more.
              expect(isApart).toBe(true);
            }
      }),
    );
  });
});
