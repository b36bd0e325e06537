/** Who solves which model: the one table that the command line and the page share. */
import { solvePCenterInSteps } from "./p-center.ts";
import { solvePMedianInSteps } from "./p-median.ts";
import type { SitingModel } from "./siting-problem.ts";
import type { SolveInSteps } from "./siting-steps.ts";
import { solveMaxCoverInSteps } from "./solve-max-cover.ts";
import { solveSetCoverInSteps } from "./solve-set-cover.ts";

export const SITING_SOLVERS: Readonly<Record<SitingModel, SolveInSteps>> = {
  "set-cover": solveSetCoverInSteps,
  "max-coverage": solveMaxCoverInSteps,
  "p-median": solvePMedianInSteps,
  "p-center": solvePCenterInSteps,
};
