import { describe, expect, it } from "vitest";
import { distanceMetres } from "../../../src/core/geodesy.ts";
import type { Position } from "../../../src/core/model/geometry.ts";
import type { Barrier } from "../../../src/core/model/study.ts";
import { BarrierIndex } from "../../../src/core/network/barrier-index.ts";

const at = (x: number, y: number): Position => [113.3 + x / 1000, 40.1 + y / 1000];
const line = (kind: Barrier["kind"], ...coordinates: Position[]): Barrier => ({
  kind,
  name: kind,
  geometry: { type: "LineString", coordinates },
});
const water: Barrier = {
  kind: "water",
  name: "river",
  geometry: { type: "Polygon", coordinates: [[at(2, -1), at(4, -1), at(4, 1), at(2, 1), at(2, -1)]] },
};

describe("what a line crosses", () => {
  const index = new BarrierIndex([line("wall", at(5, -1), at(5, 1)), water, line("railway", at(1, -1), at(1, 1))]);

  it("in the order in which it is met, water from shore to shore as one", () => {
    const crossings = index.listCrossings(at(0, 0), at(6, 0));
    expect(crossings.map(({ barrierIndex }) => barrierIndex)).toEqual([2, 1, 0]);
    const [railway, river, wall] = crossings;
    expect(railway?.widthMetres).toBe(0);
    expect(river?.widthMetres).toBeCloseTo(distanceMetres(...at(2, 0), ...at(4, 0)), 3);
    expect(river?.position[0]).toBeCloseTo(113.303, 9);
    expect(wall?.metresAlong).toBeCloseTo(distanceMetres(...at(0, 0), ...at(5, 0)), 3);
  });

  it("the other way round the same, backwards", () => {
    const there = index.listCrossings(at(0, 0), at(6, 0.5)).map(({ barrierIndex }) => barrierIndex);
    const back = index.listCrossings(at(6, 0.5), at(0, 0)).map(({ barrierIndex }) => barrierIndex);
    expect(back).toEqual(there.toReversed());
  });

  it("not what it only touches with its end, passes beside, or never reaches", () => {
    expect(index.listCrossings(at(4.5, 0), at(5, 0))).toEqual([]);
    expect(index.listCrossings(at(0, 2), at(6, 2))).toEqual([]);
    expect(index.listCrossings(at(0, 0), at(0.9, 0))).toEqual([]);
    expect(index.listCrossings(at(0, 0), at(0, 0))).toEqual([]);
  });

  it("a wall once where the line passes through a corner of it", () => {
    const bent = new BarrierIndex([line("wall", at(1, -1), at(1, 0), at(1, 1))]);
    expect(bent.listCrossings(at(0, 0), at(2, 0))).toHaveLength(1);
  });

  it("nothing where there are no barriers", () => {
    const none = new BarrierIndex([]);
    expect(none.listCrossings(at(0, 0), at(9, 0))).toEqual([]);
    expect(none.crosses(at(0, 0), at(9, 0))).toBe(false);
    expect(none.hasWithin(at(0, 0), 1000)).toBe(false);
  });
});
