/**
 * Runs the check-up of the open study: by itself once the study has been shown and nothing has been asked for a while, and
 * when somebody looks. A run that begins meanwhile comes first: the check-up gives way and starts again.
 */
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { askWorker } from "../store/ask-worker.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { currentParameters, useProject } from "../store/project-store.ts";
import { useCheckUp } from "./check-up-store.ts";

/** How long nothing must have been asked. */
const REST_MS = 5000;

let controller: AbortController | null = null;

/** Checks the open study now. */
export async function runCheckUp(): Promise<void> {
  const { baseline } = useAnalysis.getState();
  if (!baseline) return;
  controller?.abort();
  const own = new AbortController();
  controller = own;
  const parameters = currentParameters(useProject.getState());
  const { put, study } = useCheckUp.getState();
  const kept = study === baseline ? {} : { findings: [], openId: null, chosen: null };
  put({ study: baseline, parameters, status: "running", progress: null, failure: null, ...kept });
  try {
    const findings = await askWorker(
      "checkUp",
      { parameters },
      {
        signal: own.signal,
        onProgress: (progress) => {
          if (controller === own) put({ progress });
        },
      },
    );
    if (controller === own) put({ status: "done", findings, progress: null });
  } catch (error) {
    if (controller !== own) return;
    if (isCancelled(error)) put({ status: "cancelled", progress: null });
    else put({ status: "failed", failure: failureOf(error), progress: null });
  }
}

/** Stops the check-up under way; it does not start again by itself. */
export function cancelCheckUp(): void {
  controller?.abort();
}

/** What a check-up depends on: who travels how, and how far a street may be. */
function groundsOf(parameters: AnalysisParameters | null): string {
  if (parameters === null) return "";
  const { snapRadiusMetres, profileId, night, steepestIncline } = parameters;
  return JSON.stringify([snapRadiusMetres, profileId, night, steepestIncline]);
}

/** Checks every study that is opened, once its map has been shown and the worker rests. Called once. */
export function watchStudies(): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    const { baseline, status, opening, result } = useAnalysis.getState();
    const checkUp = useCheckUp.getState();
    const isFree = status === "done" && opening === null && result !== null;
    if (checkUp.status === "running" && checkUp.study !== baseline) controller?.abort();
    else if (checkUp.status === "running" && !isFree) {
      controller?.abort();
      controller = null;
      checkUp.put({ status: "idle", progress: null });
    }
    const isOutOfDate = groundsOf(checkUp.parameters) !== groundsOf(currentParameters(useProject.getState()));
    if (checkUp.status === "done" && checkUp.study === baseline && isOutOfDate) checkUp.put({ status: "idle" });
    if (!isFree || (checkUp.study === baseline && useCheckUp.getState().status !== "idle")) return;
    timer = setTimeout(() => void runCheckUp(), REST_MS);
  };
  useAnalysis.subscribe((state, before) => {
    if (
      state.status !== before.status ||
      state.baseline !== before.baseline ||
      state.opening !== before.opening ||
      state.result !== before.result
    )
      look();
  });
  look();
}
