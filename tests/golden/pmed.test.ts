import { describe, expect, it } from "vitest";
import { solvePCenterInSteps } from "../../src/core/siting/center/p-center.ts";
import { solvePMedianInSteps } from "../../src/core/siting/median/p-median.ts";
import { finishSiting } from "../../src/core/siting/siting-steps.ts";
import { createPmedProblem, PMED1, PMED5 } from "./pmed.ts";

const OPTIONS = { timeLimitSeconds: 60, gap: 0, now: () => 0 };

describe("published optima of the OR-Library", () => {
  it.each([
    ["pmed1", PMED1, 5819, 127],
    ["pmed5", PMED5, 1355, 48],
  ] as const)(
    "%s: median and center are reached and proven",
    (_, file, median, center) => {
      const best = finishSiting(solvePMedianInSteps(createPmedProblem(file, "p-median"), null, OPTIONS));
      expect([best.objective, best.gap]).toEqual([median, 0]);
      const nearest = finishSiting(solvePCenterInSteps(createPmedProblem(file, "p-center"), null, OPTIONS));
      expect([nearest.objective, nearest.gap]).toEqual([center, 0]);
    },
    60_000,
  );
});
