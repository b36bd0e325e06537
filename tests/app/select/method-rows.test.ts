import { describe, expect, it } from "vitest";
import { methodRows, summariseMethod } from "../../../src/app/select/method-rows.ts";
import { summariseCoverage } from "../../../src/core/coverage/coverage-answer.ts";
import { createCoverage } from "./create-coverage.ts";

const coverage = createCoverage([
  { people: 1000, covered: 900, straight: 1000, land: 100, landShare: 0.9 },
  { people: 500, covered: 100, straight: 450, land: 300, landShare: 0.1 },
  { people: 0, covered: 0, straight: 0 },
]);
const counted = {
  peopleCovered: Float64Array.of(950, 400, 0),
  landShare: Float64Array.of(1, 0.5, Number.NaN),
};

describe("the figures of another method", () => {
  it("are shares of the same people, tested communities and land", () => {
    expect(summariseMethod(coverage, [0, 1, 2], 0.8, counted)).toEqual({
      people: 1350 / 1500,
      communities: 2 / 2,
      land: (100 + 150) / 400,
    });
  });

  it("count only the communities in scope", () => {
    expect(summariseMethod(coverage, [1], 0.9, counted)).toEqual({ people: 0.8, communities: 0, land: 0.5 });
  });

  it("have no value where there is nothing to divide by", () => {
    const { people, communities, land } = summariseMethod(coverage, [2], 0.8, counted);
    expect([people, communities, land]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe("the rows of the three methods", () => {
  const answer = summariseCoverage(coverage, [0, 1, 2], ["a", "a", "a"], 0.8);

  it("give each method's distance from the streets, and none for the streets themselves", () => {
    const rows = methodRows(answer, summariseMethod(coverage, [0, 1, 2], 0.8, counted));
    expect(rows.map(({ method }) => method)).toEqual(["network", "isochrone", "straight"]);
    expect(rows[0]?.difference).toBeNull();
    expect(rows[1]?.difference?.people).toBeCloseTo((1350 - 1000) / 1500, 12);
    expect(rows[2]?.difference?.people).toBeCloseTo((1450 - 1000) / 1500, 12);
    expect(rows[2]?.difference?.communities).toBeCloseTo(0.5, 12);
  });

  it("leave the isochrone open until it has been computed", () => {
    expect(methodRows(answer, null)[1]).toEqual({ method: "isochrone", figures: null, difference: null });
  });
});
