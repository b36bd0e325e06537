import { describe, expect, it } from "vitest";
import { classifyTurned, TURNED_CLASSES } from "../../../src/app/plans/turned-on-map.tsx";
import { VERDICT_MET, VERDICT_NOT_MET, VERDICT_NOT_TESTABLE } from "../../../src/core/coverage/coverage-result.ts";
import type { UnitFigures } from "../../../src/core/plan/unit-figures.ts";

function units(verdicts: Readonly<Record<string, number>>): UnitFigures {
  const ids = Object.keys(verdicts);
  return {
    ids,
    people: new Float64Array(ids.length),
    peopleShort: new Float64Array(ids.length),
    verdicts: Uint8Array.from(Object.values(verdicts)),
  };
}

describe("units that another plan turns, on the map", () => {
  it("tells apart what turns, what stays, and what only one plan tests, in whatever order the units come", () => {
    const before = units({
      e: VERDICT_MET,
      d: VERDICT_NOT_TESTABLE,
      a: VERDICT_NOT_MET,
      b: VERDICT_MET,
      c: VERDICT_MET,
      f: VERDICT_NOT_MET,
    });
    const after = units({
      a: VERDICT_MET,
      b: VERDICT_NOT_MET,
      c: VERDICT_MET,
      d: VERDICT_MET,
      e: VERDICT_NOT_TESTABLE,
      f: VERDICT_NOT_MET,
      g: VERDICT_MET,
    });
    const found = [...classifyTurned(before, after)].map((index) => TURNED_CLASSES[index] ?? null);
    expect(found).toEqual(["turned-met", "turned-not-met", "stays-met", null, null, "stays-not-met", null]);
  });
});
