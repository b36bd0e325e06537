import { describe, expect, it } from "vitest";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import { type ComparedTarget, comparePlans, listTurnedUnits } from "../../../src/core/plan/compare-plans.ts";
import { createFigure, createTarget } from "./create-plan.ts";

const find = (rows: readonly ComparedTarget[], id: string): ComparedTarget =>
  rows.find(({ targetId }) => targetId === id) as ComparedTarget;

describe("two plans side by side", () => {
  const before = {
    targets: [createTarget("A"), createTarget("B"), createTarget("C")],
    figures: [createFigure("A"), createFigure("B"), createFigure("C", { verdict: "met", peopleShort: 0 })],
  };
  const after = {
    targets: [
      createTarget("A", { target: { value: 0.5, text: "", measure: "share" } }),
      createTarget("B"),
      createTarget("C", { unit: "village", baseline: { value: 0.5, text: "", year: 2025, measure: "share" } }),
      createTarget("D"),
    ],
    figures: [
      createFigure("A", { verdict: "met" }),
      createFigure("B"),
      createFigure("C", { verdict: "not-met", peopleShort: 30.5, unitsTested: 7 }),
      createFigure("D"),
    ],
  };

  it("tells what was changed, which verdicts turn and how, and how many people more are short", () => {
    const comparison = comparePlans(before, after);
    expect(comparison).toMatchObject({
      turned: 2,
      turnedToMet: 1,
      turnedToNotMet: 1,
      changed: 2,
      added: 1,
      removed: 0,
    });
    expect(comparison.rows.map(({ targetId }) => targetId)).toEqual(["A", "B", "C", "D"]);
    expect(find(comparison.rows, "A")).toMatchObject({ changes: ["target"], isTurned: true, peopleShortChange: 0 });
    expect(find(comparison.rows, "B")).toMatchObject({ changes: [], isTurned: false, otherBasis: null });
    expect(find(comparison.rows, "C")).toMatchObject({
      changes: ["baseline", "unit"],
      isTurned: true,
      peopleShortChange: 30.5,
      otherBasis: "units",
    });
    expect(find(comparison.rows, "D")).toMatchObject({ isAdded: true, isTurned: false, peopleShortChange: null });
  });

  it("turned round tells the same the other way", () => {
    const comparison = comparePlans(after, before);
    expect(comparison).toMatchObject({ turned: 2, turnedToMet: 1, turnedToNotMet: 1, added: 0, removed: 1 });
    expect(find(comparison.rows, "C").peopleShortChange).toBe(-30.5);
    expect(find(comparison.rows, "D").isRemoved).toBe(true);
  });

  it("a plan beside itself has no difference", () => {
    const { rows, ...counts } = comparePlans(before, before);
    expect(Object.values(counts)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(rows.every(({ changes, otherBasis }) => changes.length === 0 && otherBasis === null)).toBe(true);
  });

  it("a snapshot has figures and no rules: nothing counts as changed, a known other rule or list is told", () => {
    const snapshot = {
      targets: null,
      figures: [createFigure("A", { ruleKey: "x" }), createFigure("B", { unitsKey: "old" }), createFigure("C")],
    };
    const named = {
      ...before,
      figures: before.figures.map((figure) => ({ ...figure, ruleKey: "y", unitsKey: "new" })),
    };
    const { rows, changed } = comparePlans(snapshot, named);
    expect(changed).toBe(0);
    expect(rows.map(({ otherBasis }) => otherBasis)).toEqual(["rule", "units", null]);
    expect(find(rows, "C").before).toBeNull();
  });

  it("values of the whole have no people short to compare", () => {
    const value = { ...createFigure("A"), share: null, value: 30, peopleShort: 0 };
    const { rows } = comparePlans(
      { targets: null, figures: [value] },
      { targets: null, figures: [{ ...value, value: 35 }] },
    );
    expect(rows[0]).toMatchObject({ peopleShortChange: null, otherBasis: null });
  });
});

describe("units that turn", () => {
  it("are named one by one; those untested on a side, or on one side only, are left out", () => {
    const figures = (verdicts: Readonly<Record<string, number>>) => ({
      ids: Object.keys(verdicts),
      people: new Float64Array(0),
      peopleShort: new Float64Array(0),
      verdicts: Uint8Array.from(Object.values(verdicts)),
    });
    const [met, not, none] = [VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE];
    const before = figures({ a: not, b: met, c: met, d: none, gone: not });
    const after = figures({ e: met, d: met, c: not, b: met, a: met });
    expect(listTurnedUnits(before, after)).toEqual({ met: ["a"], lost: ["c"] });
  });
});
