/** A siting question worked on where it stands in nobody's way: what is posted, and how often. */

import type { CarriedFailure } from "../core/carried-failure.ts";
import type { ProgramSolver } from "../core/siting/integer-program.ts";
import type { SitingAnswer, SitingProblem } from "../core/siting/siting-problem.ts";
import type { SitingStage } from "../core/siting/siting-steps.ts";
import { type SitingWork, workOnSiting } from "../core/siting/work-on-siting.ts";

export interface SitingJob {
  readonly problem: SitingProblem;
  readonly timeLimitSeconds: number;
}

export type SitingNews =
  | { readonly kind: "step"; readonly stage: SitingStage; readonly best: SitingAnswer | null }
  | { readonly kind: "done"; readonly work: SitingWork }
  | { readonly kind: "failure"; readonly failure: CarriedFailure };

/** Who works on a job in a thread of its own; ended at any time. */
export interface SitingPort {
  readonly post: (job: SitingJob) => void;
  readonly listen: (onNews: (news: SitingNews) => void, onCrash: (message: string) => void) => void;
  readonly terminate: () => void;
}

const LEAST_MS_BETWEEN = 100;

/** Works to the end; news at most ten times a second, and at each new stage. */
export async function runSitingJob(
  { problem, timeLimitSeconds }: SitingJob,
  solver: ProgramSolver | null,
  tell: (stage: SitingStage, best: SitingAnswer | null) => Promise<void> | void,
): Promise<SitingWork> {
  const now = (): number => performance.now() / 1000;
  const steps = workOnSiting(problem, solver, { timeLimitSeconds, gap: 0, now });
  let [lastStage, lastMs]: [SitingStage | null, number] = [null, -Infinity];
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    const { stage, best } = step.value;
    if (stage === lastStage && performance.now() - lastMs < LEAST_MS_BETWEEN) continue;
    await tell(stage, best);
    [lastStage, lastMs] = [stage, performance.now()];
  }
}
