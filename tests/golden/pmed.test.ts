import { describe, expect, it } from "vitest";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import { solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import type { SitingProblem } from "../../src/core/siting/siting-problem.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { measurePmed, PMED1, PMED5 } from "./pmed.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };

function ask(file: typeof PMED1, model: SitingProblem["model"]): SitingProblem {
  const size = file.ring.length;
  return {
    model,
    rows: {
      demandCount: size,
      siteCount: size,
      rowStarts: Float64Array.from({ length: size + 1 }, (_, at) => at * size),
      siteIndexes: Int32Array.from({ length: size * size }, (_, at) => at % size),
      costs: measurePmed(file),
    },
    people: new Float64Array(size).fill(1),
    fixedSites: new Int32Array(0),
    sites: file.sites,
    cutoff: null,
    capacity: null,
    budget: null,
  };
}

describe("published optima of the OR-Library", () => {
  it.each([
    ["pmed1", PMED1, 5819, 127],
    ["pmed5", PMED5, 1355, 48],
  ] as const)(
    "%s: median and center are reached and proven",
    (_, file, median, center) => {
      const best = finishSiting(solvePMedianInSteps(ask(file, "p-median"), null, OPTIONS));
      expect([best.objective, best.gap]).toEqual([median, 0]);
      const nearest = finishSiting(solvePCenterInSteps(ask(file, "p-center"), null, OPTIONS));
      expect([nearest.objective, nearest.gap]).toEqual([center, 0]);
    },
    60_000,
  );
});
