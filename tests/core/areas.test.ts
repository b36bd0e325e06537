import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AreaIndex, areaSquareMetres, pointInside } from "../../src/core/areas.ts";
import { distanceMetres } from "../../src/core/geodesy.ts";
import type { AreaGeometry, Position, Ring } from "../../src/core/model/geometry.ts";

function box(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** A star-shaped ring about 113, 40 with the given radii. */
function star(radii: readonly number[]): Ring {
  const ring = radii.map((radius, index): Position => {
    const angle = (2 * Math.PI * index) / radii.length;
    return [113 + radius * Math.cos(angle), 40 + radius * Math.sin(angle)];
  });
  return [...ring, ring[0] as Position];
}

/** Winding number, the other way to tell inside from outside. */
function winds(ring: Ring, [lon, lat]: Position): boolean {
  let turns = 0;
  for (let index = 0; index + 1 < ring.length; index++) {
    const [x1, y1] = ring[index] as Position;
    const [x2, y2] = ring[index + 1] as Position;
    let turn = Math.atan2(y2 - lat, x2 - lon) - Math.atan2(y1 - lat, x1 - lon);
    if (turn > Math.PI) turn -= 2 * Math.PI;
    if (turn < -Math.PI) turn += 2 * Math.PI;
    turns += turn;
  }
  return Math.abs(turns) > Math.PI;
}

const radii = fc.array(fc.double({ min: 0.001, max: 0.01, noNaN: true }), { minLength: 3, maxLength: 60 });
const near = fc.tuple(
  fc.double({ min: -0.012, max: 0.012, noNaN: true }),
  fc.double({ min: -0.012, max: 0.012, noNaN: true }),
);

describe("areas", () => {
  it("have the size of their sides, less their holes", () => {
    const area: AreaGeometry = {
      type: "Polygon",
      coordinates: [box(113, 40, 113.01, 40.01), box(113.002, 40.002, 113.004, 40.004)],
    };
    const expected =
      distanceMetres(113, 40.005, 113.01, 40.005) * distanceMetres(113, 40, 113, 40.01) -
      distanceMetres(113.002, 40.003, 113.004, 40.003) * distanceMetres(113, 40.002, 113, 40.004);
    expect(areaSquareMetres(area) / expected).toBeCloseTo(1, 3);
  });

  it("have a point that lies inside, also where the centroid does not", () => {
    const letterU: Ring = [
      [0, 0],
      [3, 0],
      [3, 3],
      [2, 3],
      [2, 1],
      [1, 1],
      [1, 3],
      [0, 3],
      [0, 0],
    ];
    const point = pointInside({ type: "Polygon", coordinates: [letterU] });
    expect(winds(letterU, point)).toBe(true);
    fc.assert(
      fc.property(radii, (list) => {
        expect(winds(star(list), pointInside({ type: "Polygon", coordinates: [star(list)] }))).toBe(true);
      }),
    );
  });

  it("are found by the points in them, as counting turns finds them", () => {
    fc.assert(
      fc.property(fc.array(radii, { minLength: 1, maxLength: 4 }), near, (lists, [dx, dy]) => {
        const rings = lists.map(star);
        const index = new AreaIndex(rings.map((ring) => ({ type: "Polygon", coordinates: [ring] })));
        const point: Position = [113 + dx, 40 + dy];
        const holders = rings.flatMap((ring, row) => (winds(ring, point) ? [row] : []));
        expect(index.findAll(...point)).toEqual(holders);
        expect(index.find(...point)).toBe(holders[0] ?? -1);
      }),
    );
  });

  it("do not hold points in their holes", () => {
    const index = new AreaIndex([{ type: "Polygon", coordinates: [box(0, 0, 9, 9), box(3, 3, 6, 6)] }, null]);
    expect(index.find(4, 4)).toBe(-1);
    expect(index.find(1, 4)).toBe(0);
  });
});
