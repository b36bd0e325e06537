import { describe, expect, it } from "vitest";
import { VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import { scopedCoverage } from "../../../src/core/coverage/scoped-coverage.ts";
import { communitiesInScope, defaultScope, hasCore, scopeExists } from "../../../src/core/model/scope.ts";
import { parentPath } from "../../../src/core/model/unit-tree.ts";
import { createCoverage, createPlaces } from "../../app/select/create-coverage.ts";

const places = createPlaces();

describe("the scope of a question", () => {
  it("starts with the urban communities of the core", () => {
    expect(defaultScope(places)).toEqual({ areaId: "core", kind: "urban" });
    expect(communitiesInScope(places, defaultScope(places))).toEqual([0, 1]);
  });

  it("is the whole study where there is no core", () => {
    const elsewhere = { ...places, units: places.units.filter(({ id }) => id !== "140213") };
    expect(hasCore(elsewhere)).toBe(false);
    expect(defaultScope(elsewhere)).toEqual({ areaId: "all", kind: "all" });
  });

  it("can be one county, or one kind of community", () => {
    expect(communitiesInScope(places, { areaId: "140214", kind: "all" })).toEqual([1, 2]);
    expect(communitiesInScope(places, { areaId: "all", kind: "village" })).toEqual([2]);
    expect(communitiesInScope(places, { areaId: "all", kind: "all" })).toEqual([0, 1, 2, 3]);
  });

  it("does not exist for a county that the study lacks", () => {
    expect(scopeExists(places, { areaId: "140221", kind: "all" })).toBe(true);
    expect(scopeExists(places, { areaId: "140299", kind: "all" })).toBe(false);
  });

  it("marks communities outside as not asked about, and changes nothing inside", () => {
    const coverage = createCoverage([1, 2, 3, 4].map((people) => ({ people, covered: people, straight: people })));
    const scoped = scopedCoverage(coverage, [1, 2]);
    expect([...scoped.people]).toEqual([Number.NaN, 2, 3, Number.NaN]);
    expect(scoped.verdicts[0]).toBe(VERDICT_NOT_TESTABLE);
    expect(scoped.verdicts[1]).toBe(coverage.verdicts[1]);
    expect(scopedCoverage(coverage, [0, 1, 2, 3])).toBe(coverage);
  });

  it("names what a community belongs to from the county down", () => {
    expect(parentPath(places, 1)).toEqual(["云冈区", "镇 02"]);
  });
});
