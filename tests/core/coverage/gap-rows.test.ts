import { describe, expect, it } from "vitest";
import { gapRows, sortRows } from "../../../src/core/coverage/gap-rows.ts";
import { createCoverage, createPlaces } from "../../app/select/create-coverage.ts";

const study = createPlaces();
const coverage = createCoverage([
  { people: 100, covered: 90, straight: 100, median: 300 },
  { people: 100, covered: 20, straight: 90, median: 1200 },
  { people: 50, covered: 0, straight: 10, median: Infinity, nearest: -1 },
  { people: 80, covered: 0, straight: 8, median: 2000 },
]);
const ALL = [0, 1, 2, 3];

describe("the table of communities", () => {
  it("lists those not met, those met, or all", () => {
    const indexes = (show: "gaps" | "met" | "all") =>
      gapRows(study, coverage, ALL, 0.8, show).map((row) => row.communityIndex);
    expect(indexes("gaps")).toEqual([1, 2, 3]);
    expect(indexes("met")).toEqual([0]);
    expect(indexes("all")).toEqual(ALL);
  });

  it("tells a detour from distance and from no facility at all", () => {
    const causes = gapRows(study, coverage, ALL, 0.8, "all").map(({ cause }) => cause);
    expect(causes).toEqual([null, "detour", "none", "far"]);
  });

  it("sorts by people short, most first", () => {
    const rows = sortRows(gapRows(study, coverage, ALL, 0.8, "gaps"), { column: "peopleShort", descending: true });
    expect(rows.map(({ peopleShort }) => peopleShort)).toEqual([80, 80, 50]);
    expect(rows[0]?.communityIndex).toBe(1);
  });

  it("sorts names by the number in them", () => {
    const rows = sortRows(gapRows(study, coverage, [1, 0], 0.8, "all"), { column: "name", descending: false });
    expect(rows.map(({ name }) => name)).toEqual(["甲-2", "甲-10"]);
  });

  it("puts what is beyond the search limit above every time when the longest come first", () => {
    const rows = sortRows(gapRows(study, coverage, ALL, 0.8, "all"), { column: "medianSeconds", descending: true });
    expect(rows.map(({ communityIndex }) => communityIndex)).toEqual([2, 3, 1, 0]);
  });

  it("keeps rows without a value at the foot either way", () => {
    const empty = createCoverage([
      { people: 0, covered: 0, straight: 0 },
      { people: 10, covered: 1, straight: 5 },
    ]);
    for (const descending of [true, false]) {
      const rows = sortRows(gapRows(study, empty, [0, 1], 0.8, "all"), { column: "share", descending });
      expect(rows.at(-1)?.communityIndex).toBe(0);
    }
  });
});
