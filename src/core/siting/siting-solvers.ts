/** Who solves which model: the one table that the command line and the page share. */
import { solvePCenterInSteps } from "./center/p-center.ts";
import { solveMaxCoverInSteps } from "./cover/solve-max-cover.ts";
import { solveSetCoverInSteps } from "./cover/solve-set-cover.ts";
import { solvePMedianInSteps } from "./median/p-median.ts";
import type { SitingModel } from "./siting-problem.ts";
import type { SolveInSteps } from "./siting-steps.ts";

export const SITING_SOLVERS: Readonly<Record<SitingModel, SolveInSteps>> = {
  "set-cover": solveSetCoverInSteps,
  "max-coverage": solveMaxCoverInSteps,
  "p-median": solvePMedianInSteps,
  "p-center": solvePCenterInSteps,
};
