/** Runs work that pauses between steps to its end. */
export function finishSteps<Answer>(steps: Iterator<unknown, Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
