/**
 * How a location–allocation question is worked on: in steps, so that whoever runs it can report the best
 * answer so far and stop at any time with that answer kept. The clock and the wish to stop are handed in.
 */
import type { ProgramSolver } from "./integer-program.ts";
import type { SitingAnswer, SitingProblem } from "./siting-problem.ts";

export interface SitingOptions {
  /** Seconds after which the best answer so far is given, with its gap. */
  readonly timeLimitSeconds: number;
  /** An answer with no larger gap is good enough; 0 asks for proof. */
  readonly gap: number;
  /** Seconds since any moment, from the caller's clock. Only the time limit is measured by it: it never shapes an answer otherwise. */
  readonly now: () => number;
  /** Asked inside long solves as well; where it says true the best answer so far is given. */
  readonly isStopped?: () => boolean;
}

export type SitingStage = "reducing" | "searching" | "bounding" | "proving";

export interface SitingStep {
  readonly stage: SitingStage;
  /** The best answer so far with its proven gap; null before the first one. */
  readonly best: SitingAnswer | null;
}

/** Without a solver the answer is the heuristic's, with the gap that its own bound leaves. */
export type SolveInSteps = (
  problem: SitingProblem,
  solver: ProgramSolver | null,
  options: SitingOptions,
) => Generator<SitingStep, SitingAnswer>;

/** Runs all steps. */
export function finishSiting(steps: Generator<SitingStep, SitingAnswer>): SitingAnswer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** |bound − objective| ÷ |objective|; 0 where they are equal but for rounding. */
export function measureGap(objective: number, bound: number): number {
  const apart = Math.abs(bound - objective);
  if (apart <= ROUNDING * Math.max(1, Math.abs(objective))) return 0;
  return apart / Math.max(Math.abs(objective), TINY);
}

const ROUNDING = 1e-9;
const TINY = 1e-12;

/** Whether time is up or somebody wants to stop. */
export function createDeadline({ timeLimitSeconds, now, isStopped }: SitingOptions): {
  readonly isOver: () => boolean;
  readonly secondsLeft: () => number;
} {
  const end = now() + timeLimitSeconds;
  const secondsLeft = (): number => Math.max(0, end - now());
  return { secondsLeft, isOver: () => isStopped?.() === true || secondsLeft() <= 0 };
}
