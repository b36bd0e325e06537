/** How the worker does long work: in steps, letting messages in between them, so that a run or a cancellation never waits. */
import type { Progress, WorkControl } from "../core/analysis-result.ts";
import { AnalysisError } from "../core/errors.ts";

/** How long work may hold the worker before it looks for a cancellation. */
export const LONGEST_STEP_MS = 30;

/** Runs work to its end, letting messages in between its steps. */
export async function runSteps<Answer>(steps: Generator<Progress, Answer>, control: WorkControl): Promise<Answer> {
  let last = Date.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (Date.now() - last < LONGEST_STEP_MS) continue;
    control.onProgress?.(step.value);
    await nextTurn();
    throwIfCancelled(control);
    last = Date.now();
  }
}

export function throwIfCancelled(control: WorkControl): void {
  if (control.signal?.aborted) throw new AnalysisError("cancelled");
}

/** Lets waiting messages in. A message of its own does so at once, where a timer would wait for milliseconds. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
