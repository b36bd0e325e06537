import { describe, expect, it } from "vitest";
import { chooseSides, MOST_COMPARED } from "../../../src/app/comparison/comparison-view.ts";
import { classOfGain, createGainMap, gainShares } from "../../../src/app/comparison/gain-classes.ts";
import type { Scenario } from "../../../src/core/model/scenario.ts";
import { NO_DATA, OUTSIDE_SCOPE } from "../../../src/report/map/colour-classes.ts";

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
