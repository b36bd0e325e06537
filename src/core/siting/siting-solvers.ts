/** Who solves which model: the one table that the command line and the page share. */
import type { SitingModel } from "./siting-problem.ts";
import type { SolveInSteps } from "./siting-steps.ts";
import { solveMaxCoverInSteps } from "./solve-max-cover.ts";
import { solveSetCoverInSteps } from "./solve-set-cover.ts";

/** Null: not part of this release. */
export const SITING_SOLVERS: Readonly<Record<SitingModel, SolveInSteps | null>> = {
  "set-cover": solveSetCoverInSteps,
  "max-coverage": solveMaxCoverInSteps,
  "p-median": null,
  "p-center": null,
};
