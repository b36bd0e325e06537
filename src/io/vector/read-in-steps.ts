/** Readers that go step by step, record by record, run with pauses: others get their turn, and the reading may be called off. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { Pace } from "../breathe.ts";

/** Steps between two looks at the clock. */
const STEPS_AT_ONCE = 256;

/** Runs a reader that yields how much of `total` it has done. Throws AnalysisError("cancelled") and whatever the reader throws. */
export async function readInSteps<Result>(
  steps: Generator<number, Result>,
  total: number,
  control: WorkControl,
): Promise<Result> {
  const pace = new Pace(control);
  for (let count = 0; ; count++) {
    const step = steps.next();
    if (step.done) return step.value;
    if (count % STEPS_AT_ONCE === 0 || step.value >= total) await pace.step(step.value, total);
  }
}

/** Runs such a reader in one go. */
export function readAtOnce<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
