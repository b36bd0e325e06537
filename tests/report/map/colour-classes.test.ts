import { describe, expect, it } from "vitest";
import { createColourClasses, measureValues, OUTSIDE_SCOPE } from "../../../src/report/map/colour-classes.ts";
import { SEQUENTIAL_STOPS, sequentialColours } from "../../../src/report/map/colour-ramps.ts";
import { createCoverage } from "../../app/map/create-map-study.ts";

const EQUAL = { method: "equal", count: 5 } as const;

describe("colour classes", () => {
  it("every community is in a class or without data, and the counts say so", () => {
    const classes = createColourClasses(createCoverage([100, 50, 0], [0.9, 0.1, 0]), "peopleShare", EQUAL, 0.8);
    expect([...classes.classIndexes]).toEqual([4, 0, -1]);
    expect(classes.classes.map(({ count }) => count)).toEqual([1, 0, 0, 0, 1]);
    expect(classes.noDataCount).toBe(1);
  });

  it("hatching follows the verdict, not the colour", () => {
    const classes = createColourClasses(createCoverage([100, 50, 0], [0.79, 0.8, 0]), "straightShare", EQUAL, 0.8);
    expect([...classes.notMet]).toEqual([1, 0, 0]);
    expect(classes.notMetCount).toBe(1);
    expect(classes.classIndexes[0]).toBe(4);
  });

  it("a community that is not asked about counts nowhere, not even as one without data", () => {
    for (const measure of ["peopleShare", "verdict"] as const) {
      const classes = createColourClasses(createCoverage([100, Number.NaN], [0.1, 0.1]), measure, EQUAL, 0.8);
      expect([...classes.classIndexes]).toEqual([0, OUTSIDE_SCOPE]);
      expect([classes.notMetCount, classes.noDataCount]).toEqual([1, 0]);
      expect(classes.classes.reduce((sum, { count }) => sum + count, 0)).toBe(1);
    }
  });

  it("differences are not hatched: they judge nothing", () => {
    const classes = createColourClasses(createCoverage([100], [0.1]), "difference", EQUAL, 0.8);
    expect(classes.notMetCount).toBe(0);
  });

  it("verdicts have two classes and leave out what cannot be tested", () => {
    const classes = createColourClasses(createCoverage([100, 50, 0], [0.9, 0.1, 0]), "verdict", EQUAL, 0.8);
    expect(classes.classes.map(({ verdict, count }) => [verdict, count])).toEqual([
      ["not-met", 1],
      ["met", 1],
    ]);
    expect(classes.classIndexes[2]).toBe(-1);
  });

  it("a difference is the share on streets minus the straight one", () => {
    expect([...measureValues(createCoverage([100, 0], [0.75, 0]), "difference")]).toEqual([-0.25, Number.NaN]);
  });

  it("the ramp of six classes is the ramp of the tokens, and more classes start and end alike", () => {
    expect(sequentialColours(6)).toEqual([...SEQUENTIAL_STOPS]);
    expect([sequentialColours(9)[0], sequentialColours(9)[8]]).toEqual([SEQUENTIAL_STOPS[0], SEQUENTIAL_STOPS[5]]);
    expect(new Set(sequentialColours(9)).size).toBe(9);
  });
});

describe("measures that come beside the coverage", () => {
  const coverage = createCoverage([100, 50, Number.NaN], [0.9, 0.1, 0]);

  it("take the values given, and leave out whom nobody asks about", () => {
    const values = Float64Array.of(0.35, Number.NaN, 0.9);
    const classes = createColourClasses(coverage, "backupShare", EQUAL, 0.8, values);
    expect([...classes.classIndexes]).toEqual([1, -1, OUTSIDE_SCOPE]);
    expect(classes.noDataCount).toBe(1);
  });

  it("hatch where the verdict judges them, and nowhere else", () => {
    const values = Float64Array.of(0.95, 0.2, 0);
    expect([...createColourClasses(coverage, "isochroneShare", EQUAL, 0.8, values).notMet]).toEqual([0, 1, 0]);
    for (const measure of ["backupShare", "score", "catchment"] as const) {
      expect(createColourClasses(coverage, measure, EQUAL, 0.8, values).notMetCount).toBe(0);
    }
  });

  it("cut amounts by round numbers, not by shares", () => {
    const classes = createColourClasses(coverage, "score", EQUAL, 0.8, Float64Array.of(81, 3, 0));
    expect(classes.classes.map(({ from, to }) => [from, to])).toEqual([
      [0, 20],
      [20, 40],
      [40, 60],
      [60, 80],
      [80, 100],
    ]);
    expect([...classes.classIndexes]).toEqual([4, 0, OUTSIDE_SCOPE]);
  });
});
