import { describe, expect, it } from "vitest";
import { createClassMap } from "../../../src/app/map/class-map.ts";
import { classifyStates, listOverloaded } from "../../../src/app/select/capacity-states.ts";
import type { ServiceAccess } from "../../../src/core/access/access-result.ts";
import { OUTSIDE_SCOPE } from "../../../src/report/map/colour-classes.ts";

/** Six communities of 100 people; the fifth is empty, the sixth is not asked about. */
const PEOPLE = {
  people: Float64Array.of(100, 100, 100, 100, 0, 100),
  served: Float64Array.of(80, 79, 30, 0, 0, 0),
  overCapacity: Float64Array.of(20, 11, 35, 40, 0, 100),
  notCovered: Float64Array.of(0, 10, 35, 60, 0, 0),
};

describe("the three states on the map", () => {
  it("call a community served by the pass mark, else by what is lacking most", () => {
    const { classes, rows } = classifyStates(PEOPLE, [0, 1, 2, 3, 4], 0.8);
    // Of equal shortages capacity comes first: those people are within reach.
    expect(Array.from(classes.classIndexes)).toEqual([0, 1, 1, 2, OUTSIDE_SCOPE, OUTSIDE_SCOPE]);
    expect(rows).toEqual([
      { id: "served", count: 1, people: 189 },
      { id: "over-capacity", count: 2, people: 106 },
      { id: "not-covered", count: 1, people: 105 },
    ]);
  });

  it("follow a new pass mark, while the people stay where they are", () => {
    const { rows } = classifyStates(PEOPLE, [0, 1, 2, 3], 0.75);
    expect(rows.map(({ count }) => count)).toEqual([2, 1, 1]);
    expect(rows.map(({ people }) => people)).toEqual([189, 106, 105]);
  });

  it("are told apart without colour: none, back strokes, strokes", () => {
    const classes = createClassMap(["served", "over-capacity", "not-covered"], Int16Array.of(0, 1, 2, -1));
    expect(Array.from(classes.notMet)).toEqual([0, 0, 1, 0]);
    expect(Array.from(classes.fragile ?? [])).toEqual([0, 1, 0, 0]);
    expect(classes.classes.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  it("so are firm and fragile: strokes for firmly not met, back strokes for both that a change turns", () => {
    const ids = ["firmly-met", "fragile", "near", "firmly-not-met"] as const;
    const classes = createClassMap(ids, Int16Array.of(0, 1, 2, 3));
    expect(Array.from(classes.notMet)).toEqual([0, 0, 0, 1]);
    expect(Array.from(classes.fragile ?? [])).toEqual([0, 1, 1, 0]);
    expect(new Set(classes.classes.map(({ colour }) => colour)).size).toBe(2);
  });

  it("ring the facilities to which more people are nearest than they take, one unit standing for many", () => {
    const capacity = {
      attribute: "beds",
      kind: "places",
      values: Float64Array.of(10, 10, 0),
      missingCount: 0,
    } as const;
    const catchments = { people: Float64Array.of(11, 10, 0), notCovered: 0 };
    const access = (norm: unknown) => ({ capacity: { ...capacity, norm }, catchments }) as ServiceAccess;
    expect(listOverloaded(access(null))).toEqual([0]);
    expect(listOverloaded(access({ peoplePerUnit: 1.1 }))).toEqual([]);
    expect(listOverloaded({ capacity: null, catchments } as ServiceAccess)).toEqual([]);
  });
});
