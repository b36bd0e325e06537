import { describe, expect, it } from "vitest";
import { type ComparisonToWrite, communityRows, districtRows } from "../../../src/app/comparison/comparison-csv.ts";
import { chooseSides, MOST_COMPARED } from "../../../src/app/comparison/comparison-view.ts";
import { classOfGain, createGainMap, gainShares } from "../../../src/app/comparison/gain-classes.ts";
import { NO_DATA, OUTSIDE_SCOPE } from "../../../src/app/map/colour-classes.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";

const scenario = (id: string): Scenario => ({ id, name: id, edits: [] });
const THREE = ["a", "b", "c"].map(scenario);
const names = (sides: ReturnType<typeof chooseSides>) => [sides.reference, ...sides.others].map((side) => side?.id);

describe("which scenarios are compared", () => {
  it("all of them with the study as it is, where nobody chose", () => {
    expect(names(chooseSides(THREE, { referenceId: "", chosenIds: null }))).toEqual([undefined, "a", "b", "c"]);
  });

  it("never one with itself, and not the study as it is unless it is chosen", () => {
    expect(names(chooseSides(THREE, { referenceId: "b", chosenIds: null }))).toEqual(["b", "a", "c"]);
    expect(names(chooseSides(THREE, { referenceId: "b", chosenIds: ["", "b"] }))).toEqual(["b", undefined]);
  });

  it("the only scenario as the reference is held against the study as it is", () => {
    expect(names(chooseSides([scenario("a")], { referenceId: "a", chosenIds: null }))).toEqual(["a", undefined]);
  });

  it("what is gone is left out, a reference that is gone gives way to the study as it is", () => {
    expect(names(chooseSides([scenario("a")], { referenceId: "b", chosenIds: ["a", "c"] }))).toEqual([undefined, "a"]);
  });

  it("no more than there is room for", () => {
    const many = ["a", "b", "c", "d", "e"].map(scenario);
    expect(chooseSides(many, { referenceId: "", chosenIds: null }).others).toHaveLength(MOST_COMPARED);
  });
});

describe("colours of gains and losses", () => {
  it("each class holds its weaker end, and the two sides mirror one another", () => {
    const shares = [0, 0.001, 0.05, 0.2, 0.5, 1];
    expect(shares.map(classOfGain)).toEqual([4, 5, 6, 7, 8, 8]);
    expect(shares.map((share) => classOfGain(-share))).toEqual([4, 3, 2, 1, 0, 0]);
  });

  it("a community with as many winners as losers is unchanged in colour and says with strokes that it is mixed", () => {
    const change = { gained: Float64Array.of(30, 0, 10, 0, 0), lost: Float64Array.of(30, 20, 0, 0, 0) };
    const people = Float64Array.of(100, 100, 100, 0, Number.NaN);
    expect([...gainShares(change, people)]).toEqual([0, -0.2, 0.1, Number.NaN, Number.NaN]);
    const { classes, rows, mixedCount } = createGainMap(change, people);
    expect([...classes.classIndexes]).toEqual([4, 1, 6, NO_DATA, OUTSIDE_SCOPE]);
    expect([...(classes.fragile ?? [])]).toEqual([1, 0, 0, 0, 0]);
    expect(mixedCount).toBe(1);
    expect(rows.map(({ index, gained, lost }) => [index, gained, lost])).toEqual([
      [1, 0, 20],
      [4, 30, 30],
      [6, 10, 0],
    ]);
  });
});

describe("the comparison as a table of a file", () => {
  const cover = {
    peopleBefore: 600,
    peopleAfter: 600,
    coveredBefore: 300,
    coveredAfter: 500,
    gained: 300,
    lost: 100,
    arrivedCovered: 0,
    departedCovered: 0,
  };
  const coverage = (covered: readonly number[]) => ({
    people: Float64Array.of(300, 300),
    peopleCovered: Float64Array.from(covered),
    speedMetresPerSecond: 0.8,
  });
  const written = {
    answer: {
      serviceId: "clinic",
      groupId: "all",
      cutoffSeconds: 900,
      sides: [
        { id: null, name: null, coverage: coverage([300, 0]), issues: [] },
        { id: "a", name: "=方案", coverage: coverage([200, 300]), issues: [] },
      ],
      changes: [
        {
          sideIndex: 1,
          gained: Float64Array.of(0, 300),
          lost: Float64Array.of(100, 0),
          arrivedCovered: new Float64Array(2),
          departedCovered: new Float64Array(2),
          districts: [{ unitId: "", ...cover }],
          total: cover,
          targets: [],
        },
      ],
      layers: [],
    },
    shown: {
      study: {
        demand: { unit: "people" },
        communities: { ids: ["c1", "c2"], names: ["甲", "乙"] },
        date: "2020-11-01",
        demonstration: true,
      },
      scope: { areaId: "all", kind: "all" },
      result: { parameters: { passShare: 0.8, snapRadiusMetres: 100 } },
      indexes: [1],
    },
    stepsOf: (id: string | null) => (id === "a" ? ["增设 丙", "停用 丁"] : []),
  } as unknown as ComparisonToWrite;
  const t = (key: string) => key;

  it("gives gains and losses apart, a row a district and the sum last, with what they rest on", () => {
    const [header = [], district = [], sum = []] = districtRows({ t }, written);
    const cell = (row: string[], name: string) => row[header.indexOf(name)];
    expect(["gained", "lost", "coveredAfter"].map((name) => cell(district, name))).toEqual([
      "300.00",
      "100.00",
      "500.00",
    ]);
    expect(cell(sum, "district")).toBe("figure.sum");
    const rests = ["minutes", "passShare", "metresPerSecondAfter", "stepsAfter", "dataDate", "note"];
    expect(rests.map((name) => cell(sum, name))).toEqual([
      "15",
      "0.8",
      "0.8",
      "增设 丙; 停用 丁",
      "2020-11-01",
      "app.demonstration",
    ]);
    expect(new Set([header, district, sum].map((row) => row.length)).size).toBe(1);
  });

  it("lists the communities of the scope alone", () => {
    const [header = [], ...rows] = communityRows({ t }, written);
    expect(rows.map((row) => [row[header.indexOf("communityId")], row[header.indexOf("gained")]])).toEqual([
      ["c2", "300.00"],
    ]);
  });
});
