/** Long work in steps: between them others get their turn, and the work may be called off. */
import type { WorkControl } from "../core/analysis-result.ts";
import { AnalysisError } from "../core/errors.ts";

/** Lets other work in (messages, timers), then throws AnalysisError("cancelled") if the work was called off. */
export async function breathe(control: WorkControl): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  if (control.signal?.aborted) throw new AnalysisError("cancelled");
}
