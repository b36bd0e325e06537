/** Answers nearly as good as the best, with other sites, for every model: the one question of the command line and the page. */

import { listOtherCenters } from "./center/p-center-alternatives.ts";
import { type Alternative, listAlternatives, MOST_WORSE } from "./cover/list-alternatives.ts";
import type { ProgramSolver } from "./integer-program.ts";
import { listAlternativesInSteps } from "./median/p-median-alternatives.ts";
import { listPlaceAlternatives } from "./places/place-alternatives.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";
import type { SitingOptions } from "./siting-steps.ts";

/** At most `count` answers at most 1 % worse, the best first; fewer where time is up or no more are known. */
export function listNearEqual(
  problem: SitingProblem,
  answer: SitingAnswer,
  count: number,
  solver: ProgramSolver | null,
  options: SitingOptions,
): Alternative[] {
  if (count === 0) return [];
  if (problem.capacity !== null && (problem.model === "set-cover" || problem.model === "max-coverage"))
    return listPlaceAlternatives(problem, answer, count, MOST_WORSE, options);
  if (problem.model === "p-center") return listOtherCenters(problem, answer, count, MOST_WORSE, options);
  if (problem.model !== "p-median") return listAlternatives(problem, answer, count, solver, options);
  const least = Math.max(answer.objective, 1e-12);
  return Array.from(
    listAlternativesInSteps(problem, answer, count, MOST_WORSE, options),
    ({ chosen, objective }): Alternative => ({
      chosen,
      objective,
      worseBy: Math.max(0, (objective - answer.objective) / least),
    }),
  );
}
