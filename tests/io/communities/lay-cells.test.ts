import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AreaIndex, areaSquareMetres, polygonsOf } from "../../../src/core/areas.ts";
import type { AreaGeometry, Position } from "../../../src/core/model/geometry.ts";
import { layCells, ringsOfAreas } from "../../../src/io/communities/lay-cells.ts";

const WEST = 113;
const SOUTH = 40;

/** A star with a corner in each direction, about the middle of a square of 0.1°. */
function star(radii: readonly number[]): AreaGeometry {
  const ring = radii.map((radius, at): Position => {
    const turn = (2 * Math.PI * at) / radii.length;
    return [WEST + 0.05 + radius * 0.05 * Math.cos(turn), SOUTH + 0.05 + radius * 0.05 * Math.sin(turn)];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0] as Position]] };
}

const stars = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 }).map(star);

/** Points inside an area, no two at one place. */
function pointsIn(area: AreaGeometry): fc.Arbitrary<Position[]> {
  const index = new AreaIndex([area]);
  const side = fc.integer({ min: 1, max: 99_999 });
  return fc
    .uniqueArray(fc.tuple(side, side), { minLength: 1, maxLength: 40, selector: ([x, y]) => `${x} ${y}` })
    .map((list) => list.map(([x, y]): Position => [WEST + x / 1e6, SOUTH + y / 1e6]))
    .map((list) => list.filter(([lon, lat]) => index.find(lon, lat) === 0))
    .filter((list) => list.length > 0);
}

const cases = stars.chain((area) => fc.record({ area: fc.constant(area), points: pointsIn(area) }));

function cellsOf(area: AreaGeometry, points: readonly Position[]): (AreaGeometry | null)[] {
  const members = points.map((_, at) => at);
  return layCells(Float64Array.from(points.flat()), [{ rings: ringsOfAreas([area]), members }]);
}

function edgesOf(area: AreaGeometry): string[] {
  return polygonsOf(area).flatMap((polygon) =>
    polygon.flatMap((ring) => ring.slice(1).map((position, at) => `${ring[at]}|${position}`)),
  );
}

/** Length of edges in degrees. */
function lengthOf(edges: readonly string[]): number {
  return edges.reduce((sum, edge) => {
    const [[x1, y1], [x2, y2]] = edge.split("|").map((text) => text.split(",").map(Number)) as [Position, Position];
    return sum + Math.hypot(x2 - x1, y2 - y1);
  }, 0);
}

/** Outer rings run counter-clockwise, holes clockwise. */
function squareDegrees(area: AreaGeometry): number {
  return edgesOf(area).reduce((sum, edge) => {
    const [[x1, y1], [x2, y2]] = edge.split("|").map((text) => text.split(",").map(Number)) as [Position, Position];
    return sum + ((x1 - WEST) * (y2 - SOUTH) - (x2 - WEST) * (y1 - SOUTH)) / 2;
  }, 0);
}

describe("cells around points", () => {
  it("fill their area without a gap or an overlap: each inner edge is shared by two cells to the last bit, the rest is the border", () => {
    fc.assert(
      fc.property(cases, ({ area, points }) => {
        const cells = cellsOf(area, points);
        const edges = cells.flatMap((cell) => (cell ? edgesOf(cell) : []));
        const known = new Set(edges);
        expect(known.size).toBe(edges.length);
        const alone = edges.filter((edge) => !known.has(edge.split("|").reverse().join("|")));
        const border = edgesOf(area);
        expect(lengthOf(alone)).toBeCloseTo(lengthOf(border), 10);
        // Every corner of the border is a corner of some cell, in the bits of its file.
        const corners = new Set(alone.flatMap((edge) => edge.split("|")));
        for (const edge of border) expect(corners.has(edge.split("|")[0] as string)).toBe(true);
        const sum = cells.reduce((total, cell) => total + (cell ? squareDegrees(cell) : 0), 0);
        expect(sum / squareDegrees(area)).toBeCloseTo(1, 10);
      }),
      { numRuns: 60 },
    );
  });

  it("hold what is nearest to their point, and the point itself", () => {
    fc.assert(
      fc.property(
        cases,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ area, points }, u, v) => {
          const cells = cellsOf(area, points);
          const index = new AreaIndex(cells);
          points.forEach(([lon, lat], at) => {
            expect(index.find(lon, lat)).toBe(at);
          });
          const [lon, lat]: Position = [WEST + 0.1 * u, SOUTH + 0.1 * v];
          if (new AreaIndex([area]).find(lon, lat) < 0) return;
          const metres = points.map(([x, y]) => Math.hypot((x - lon) * 85_300, (y - lat) * 111_050));
          const owner = index.find(lon, lat);
          expect((metres[owner] as number) - Math.min(...metres)).toBeLessThan(2);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("are the same in whatever order the points come", () => {
    fc.assert(
      fc.property(cases, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), ({ area, points }, stream) => {
        const order = points.map((_, at) => ({ at, key: stream.next().value as number })).sort((a, b) => a.key - b.key);
        const cells = cellsOf(area, points);
        const shuffled = cellsOf(
          area,
          order.map(({ at }) => points[at] as Position),
        );
        order.forEach(({ at }, place) => {
          const [one, other] = [cells[at], shuffled[place]];
          expect(other === null).toBe(one === null);
          if (one && other) expect(areaSquareMetres(other) - areaSquareMetres(one)).toBeCloseTo(0, 3);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("of a grid of points are its squares, though four cells meet at each corner", () => {
    const points = [0, 1, 2, 3].flatMap((x) => [0, 1, 2, 3].map((y): Position => [x + 0.5, y + 0.5]));
    const square: AreaGeometry = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 4],
          [0, 4],
          [0, 0],
        ],
      ],
    };
    const cells = cellsOf(square, points);
    for (const cell of cells) expect(cell && polygonsOf(cell)[0]?.[0]?.length).toBeGreaterThanOrEqual(5);
    const edges = cells.flatMap((cell) => (cell ? edgesOf(cell) : []));
    const known = new Set(edges);
    const alone = edges.filter((edge) => !known.has(edge.split("|").reverse().join("|")));
    expect(lengthOf(alone)).toBeCloseTo(16, 9);
  });

  it("leave out holes, and reach into every part of their area", () => {
    const box = (west: number, south: number, size: number): Position[] => [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ];
    const area: AreaGeometry = {
      type: "MultiPolygon",
      coordinates: [[box(113, 40, 0.1), box(113.04, 40.04, 0.02)], [box(113.2, 40, 0.01)]],
    };
    const cells = cellsOf(area, [
      [113.02, 40.05],
      [113.08, 40.05],
    ]);
    const index = new AreaIndex(cells);
    expect(index.find(113.05, 40.05)).toBe(-1);
    expect(index.find(113.205, 40.005)).toBe(1);
    expect(cells.map((cell) => cell?.type)).toEqual(["Polygon", "MultiPolygon"]);
    const whole = cellsOf(area, [[113.02, 40.05]]);
    expect(areaSquareMetres(whole[0] as AreaGeometry)).toBeCloseTo(areaSquareMetres(area), -4);
    expect(polygonsOf(whole[0] as AreaGeometry).map((polygon) => polygon.length)).toEqual([2, 1]);
  });

  it("of areas apart do not reach across", () => {
    const box = (west: number): Position[] => [
      [west, 40],
      [west + 0.1, 40],
      [west + 0.1, 40.1],
      [west, 40.1],
      [west, 40],
    ];
    const points = Float64Array.of(113.09, 40.05, 113.19, 40.05);
    const [left, right] = layCells(points, [
      { rings: [box(113)], members: [0] },
      { rings: [box(113.1)], members: [1] },
    ]);
    expect(left && edgesOf(left).length).toBe(4);
    expect(new AreaIndex([left ?? null, right ?? null]).find(113.101, 40.05)).toBe(1);
  });

  it("of a border with positions that are none end, and hold no place twice", () => {
    const points = Array.from({ length: 30 }, (_, at): Position => [113 + ((at * 7) % 30) / 31, 40 + at / 31]);
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, 1e300, 1e15]) {
      const area: AreaGeometry = {
        type: "Polygon",
        coordinates: [
          [
            [113, 40],
            [wrong, 40],
            [114, 41],
            [113, 41],
            [113, 40],
          ],
        ],
      };
      const cells = cellsOf(area, points);
      expect(cells).toHaveLength(30);
      const index = new AreaIndex(cells);
      for (const [lon, lat] of points) expect(index.findAll(lon, lat).length).toBeLessThanOrEqual(1);
    }
  });
});
