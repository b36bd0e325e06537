/** Long work in steps: between them others get their turn, and the work may be called off. */
import type { Progress, WorkControl } from "../core/analysis-result.ts";
import { AnalysisError } from "../core/errors.ts";

/** Lets other work in (messages, timers), then throws AnalysisError("cancelled") if the work was called off. */
export async function breathe(control: WorkControl): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, 0));
  throwIfCalledOff(control);
}

/** Throws AnalysisError("cancelled") if the work was called off. */
function throwIfCalledOff({ signal }: WorkControl): void {
  if (signal?.aborted) throw new AnalysisError("cancelled");
}

const TURN_MILLISECONDS = 50;

/** Paces work whose steps are short, but nobody knows how short: others get a turn about twenty times a second, whatever a step takes. */
export class Pace {
  private readonly control: WorkControl;
  private readonly stage: Progress["stage"];
  private turn = Number.NEGATIVE_INFINITY;

  constructor(control: WorkControl, stage: Progress["stage"] = "reading") {
    this.control = control;
    this.stage = stage;
  }

  /** Whether it is time for another turn; the first is at once. */
  private get isDue(): boolean {
    return performance.now() - this.turn >= TURN_MILLISECONDS;
  }

  /** For work that cannot pause: tells of progress where it is time to, and throws AnalysisError("cancelled") where that is known without a message. */
  look(done: number, total: number): void {
    throwIfCalledOff(this.control);
    if (!this.isDue) return;
    this.control.onProgress?.({ stage: this.stage, done, total });
    this.turn = performance.now();
  }

  /** To be called between two steps. Tells of progress where it is time to. Throws AnalysisError("cancelled"), due or not. */
  async step(done: number, total: number): Promise<void> {
    throwIfCalledOff(this.control);
    if (!this.isDue) return;
    this.control.onProgress?.({ stage: this.stage, done, total });
    await breathe(this.control);
    this.turn = performance.now();
  }
}
