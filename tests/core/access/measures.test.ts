import { describe, expect, it } from "vitest";
import { createWeight } from "../../../src/core/access/decay.ts";
import { measureFloatingCatchment } from "../../../src/core/access/floating-catchment.ts";
import { countReachedSites, findNearestSites, sumPeopleByReached } from "../../../src/core/access/nearest-sites.ts";
import { sumOpportunities } from "../../../src/core/access/opportunities.ts";
import { createRows, people } from "./create-rows.ts";

const step = (cutoff: number) => createWeight({ kind: "step" }, cutoff);

describe("nearest sites", () => {
  const rows = createRows(`
    5 3 3
    - 9 2
    - - -
  `);

  it("names the least cost, of equal ones the lower site", () => {
    const { siteIndexes, costs } = findNearestSites(rows, 10);
    expect(Array.from(siteIndexes)).toEqual([1, 2, -1]);
    expect(Array.from(costs)).toEqual([3, 2, Infinity]);
  });

  it("lists the k nearest in order, and nothing where there are fewer", () => {
    const { siteIndexes, costs } = findNearestSites(rows, 10, 2);
    expect(Array.from(siteIndexes)).toEqual([1, 2, 2, 1, -1, -1]);
    expect(Array.from(costs)).toEqual([3, 3, 2, 9, Infinity, Infinity]);
  });

  it("counts the sites within reach, the cutoff included, and people by that number", () => {
    const counts = countReachedSites(rows, 3);
    expect(Array.from(counts)).toEqual([2, 1, 0]);
    expect(Array.from(sumPeopleByReached(counts, people(10, 20, 5)))).toEqual([5, 20, 10]);
  });
});

describe("opportunities", () => {
  it("sums the capacity within the cutoff", () => {
    const rows = createRows("10 30\n31 -\n- 5");
    expect(Array.from(sumOpportunities(rows, people(7, 100), step(30)))).toEqual([107, 0, 100]);
  });

  it("weighs it by the decay", () => {
    const rows = createRows("15 30 0");
    expect(Array.from(sumOpportunities(rows, people(8, 100, 1), createWeight({ kind: "linear" }, 30)))).toEqual([5]);
  });
});

describe("floating catchment", () => {
  it("is the ratio of Luo and Wang: two sites, the middle point in both catchments", () => {
    // Site 0: 2 places for 1,000 + 3,000; site 1: 3 places for 3,000 + 3,000.
    const rows = createRows(`
      10  -
      20 20
      40 10
    `);
    const { access, ratios } = measureFloatingCatchment(rows, people(1000, 3000, 3000), people(2, 3), step(30));
    expect(Array.from(ratios)).toEqual([0.0005, 0.0005]);
    expect(Array.from(access)).toEqual([0.0005, 0.001, 0.0005]);
  });

  it("gives the figures of PySAL access' hospital example (three tracts, gravity −1, limit 61)", () => {
    const rows = createRows(`
       1 80 40
      80  1 40
      40 40  1
    `);
    const weight = createWeight({ kind: "power", beta: 1 }, 61);
    const { access } = measureFloatingCatchment(rows, people(100, 50, 10), people(15, 20, 100), weight);
    // R₁ = 15 / (100 + 10/40), R₂ = 20 / (50 + 10/40), R₃ = 100 / (10 + 150/40), worked out by hand.
    const [r1, r2, r3] = [15 / 100.25, 20 / 50.25, 100 / 13.75];
    expect(access[0]).toBeCloseTo(r1 + r3 / 40, 14);
    expect(access[1]).toBeCloseTo(r2 + r3 / 40, 14);
    expect(access[2]).toBeCloseTo(r1 / 40 + r2 / 40 + r3, 14);
  });

  it("25 sites of 1 before 5 people: everybody has 5, as every published implementation says", () => {
    const rows = createRows(Array.from({ length: 5 }, () => "1 ".repeat(25)).join("\n"));
    const { access } = measureFloatingCatchment(rows, people(1, 1, 1, 1, 1), new Float64Array(25).fill(1), step(10));
    expect(Array.from(access)).toEqual([5, 5, 5, 5, 5]);
  });

  it("weighs zones in both steps (Luo and Qi)", () => {
    const rows = createRows("5\n15\n25\n35");
    const zones = createWeight({ kind: "zones", limits: [10, 20, 30], weights: [1, 0.68, 0.22] }, 30);
    const { access, demandAtSite } = measureFloatingCatchment(rows, people(100, 100, 100, 100), people(19), zones);
    expect(demandAtSite[0]).toBeCloseTo(190, 12);
    expect(access[0]).toBeCloseTo(0.1, 15);
    expect(access[1]).toBeCloseTo(0.068, 15);
    expect(access[2]).toBeCloseTo(0.022, 15);
    expect(access[3]).toBe(0);
  });

  it("hands out nothing from a site that no people reach, and is never NaN", () => {
    const rows = createRows("10 -\n- -");
    const { access, ratios } = measureFloatingCatchment(rows, people(0, 5), people(3, 4), step(30));
    expect(Array.from(access)).toEqual([0, 0]);
    expect(Array.from(ratios)).toEqual([Number.NaN, Number.NaN]);
  });
});
