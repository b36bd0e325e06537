/** Waiting for the open study's answer. */
import { useAnalysis } from "./analysis-store.ts";

function isSettled(): boolean {
  const { status, opening } = useAnalysis.getState();
  return opening === null && status !== "running" && status !== "idle";
}

/** Resolves once nothing is being opened and the open study's answer is there, or has failed. */
export function whenSettled(): Promise<void> {
  if (isSettled()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = useAnalysis.subscribe(() => {
      if (!isSettled()) return;
      stop();
      resolve();
    });
  });
}
