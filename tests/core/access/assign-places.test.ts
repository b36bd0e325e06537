import { describe, expect, it } from "vitest";
import { assignPlaces } from "../../../src/core/access/assign-places.ts";
import { createRows, people } from "./create-rows.ts";

describe("places", () => {
  it("go to the nearest first; who finds a site full goes to the next", () => {
    const rows = createRows(`
      1  8
      2  9
      -  3
      -  -
    `);
    const result = assignPlaces(rows, people(60, 60, 50, 7), people(100, 40));
    // Site 0: 60 of the first point, 40 of the second. Site 1: 40 of the third; the rest find nothing.
    expect(Array.from(result.served)).toEqual([60, 40, 40, 0]);
    expect(Array.from(result.overCapacity)).toEqual([0, 20, 10, 0]);
    expect(Array.from(result.notCovered)).toEqual([0, 0, 0, 7]);
    expect(Array.from(result.servedAtSite)).toEqual([100, 40]);
  });

  it("lets people change sites where that frees a place, and takes no place from anybody", () => {
    // The first point fills site 0, the only one that the second reaches; site 1 is free for the first.
    const rows = createRows(`
      1 2
      3 -
    `);
    const result = assignPlaces(rows, people(10, 10), people(10, 10));
    expect(result.servedByDistance).toBe(10);
    expect(Array.from(result.served)).toEqual([10, 10]);
  });

  it("follows chains over many sites", () => {
    // Point n holds site n and could take site n + 1; the last point reaches site 0 only.
    const count = 40;
    const lines = Array.from({ length: count }, (_, point) =>
      Array.from({ length: count + 1 }, (_, site) => (site === point ? "1" : site === point + 1 ? "2" : "-")).join(" "),
    );
    const last = ["9", ...new Array<string>(count).fill("-")].join(" ");
    const rows = createRows([...lines, last].join("\n"));
    const result = assignPlaces(rows, new Float64Array(count + 1).fill(3), new Float64Array(count + 1).fill(3));
    expect(result.servedByDistance).toBe(3 * count);
    expect(Array.from(result.served)).toEqual(new Array(count + 1).fill(3));
  });

  it("moves parts of people", () => {
    const rows = createRows("1 2\n3 -");
    const result = assignPlaces(rows, people(10, 10), people(10, 2.5));
    expect(Array.from(result.served)).toEqual([10, 2.5]);
    expect(Array.from(result.overCapacity)).toEqual([0, 7.5]);
    expect(Array.from(result.servedAtSite)).toEqual([10, 2.5]);
  });

  it("tells a site without places from no site", () => {
    const result = assignPlaces(createRows("1\n-"), people(4, 5), people(0));
    expect(Array.from(result.overCapacity)).toEqual([4, 0]);
    expect(Array.from(result.notCovered)).toEqual([0, 5]);
  });

  it("gives places at equal cost to the point that comes first", () => {
    const result = assignPlaces(createRows("2\n2"), people(4, 4), people(5));
    expect(Array.from(result.served)).toEqual([4, 1]);
  });

  it("knows costs of 0 and -0, of a fraction and of a million", () => {
    const result = assignPlaces(createRows("1000000\n0.001\n-0\n0"), people(1, 1, 1, 1), people(2));
    expect(Array.from(result.served)).toEqual([0, 0, 1, 1]);
  });
});
