/** What the page asks of the worker about files that are brought. One question is under way at a time; the latest decision wins. */

import { dayOf } from "../../core/model/calendar-day.ts";
import type { ImportDecisions } from "../../worker/import-protocol.ts";
import type { NamedBytes } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { askWorker } from "../store/ask-worker.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { cancelOpening, openBrought, openStudyFiles } from "../store/open-study.ts";
import { useView } from "../store/view-store.ts";
import { lookAtLayer } from "./import-on-map.ts";
import { NO_DECISIONS, useImport } from "./import-store.ts";

let controller: AbortController | null = null;

function begin(): AbortController {
  controller?.abort();
  controller = new AbortController();
  return controller;
}

const rosterUrl = (): string => new URL("geodata/roster/datong.json", document.baseURI).href;

/** Reads files and shows what they hold; files without any table are opened as they are. */
export async function bringFiles(files: readonly NamedBytes[]): Promise<void> {
  const own = begin();
  const isAdded = useAnalysis.getState().study !== null;
  const { put } = useImport.getState();
  const fileNames = files.map(({ name }) => name);
  put({ stage: "reading", fileNames, files, view: null, chosen: null, failure: null, progress: null, table: "rows" });
  const decisions = { ...NO_DECISIONS, isAdded };
  put({ decisions, settled: decisions });
  useView.getState().show({ workspace: "data" });
  try {
    const circumstances = { rosterUrl: rosterUrl(), importedOn: dayOf(new Date()) };
    const view = await askWorker("beginImport", { files, isAdded, ...circumstances }, controlOf(own));
    if (controller !== own) return;
    // A raster of people is looked over too: whose people it counts can be decided there.
    if (view.layers.length === 0 && view.wholes.every(({ ages }) => ages === null)) {
      await leaveImport();
      await openStudyFiles(files);
      return;
    }
    const first =
      view.layers.find(({ issues }) => issues.some(({ severity }) => severity === "error")) ?? view.layers[0];
    put({ stage: "review", view, chosen: null, progress: null });
    if (first) lookAtLayer(first);
  } catch (error) {
    if (controller !== own || isCancelled(error)) return;
    put({ stage: "idle", files: [], failure: null });
    const analysis = useAnalysis.getState();
    analysis.beginOpening(fileNames);
    analysis.failOpening(failureOf(error));
  }
}

function controlOf(own: AbortController) {
  return {
    signal: own.signal,
    onProgress: (progress: NonNullable<ReturnType<typeof useImport.getState>["progress"]>) => {
      if (controller === own) useImport.getState().put({ progress });
    },
  };
}

/** Reads the layers again as decided. */
export async function decide(decisions: ImportDecisions): Promise<void> {
  const own = begin();
  const { put } = useImport.getState();
  put({ decisions, failure: null });
  try {
    const view = await askWorker("reviseImport", decisions, controlOf(own));
    if (controller !== own) return;
    put({ view, settled: decisions, progress: null });
  } catch (error) {
    if (controller === own && !isCancelled(error))
      put({ failure: failureOf(error), progress: null, decisions: useImport.getState().settled });
  }
}

/** Gives up the decision that is under way: what was shown before stands. */
export function cancelDecision(): void {
  controller?.abort();
  controller = null;
  const { put, settled } = useImport.getState();
  put({ decisions: settled, progress: null });
}

/** Makes the study of what was decided and opens it. */
export async function finishImport(): Promise<void> {
  const own = begin();
  const { put, decisions, fileNames } = useImport.getState();
  put({ stage: "making", failure: null });
  const isOpened = await openBrought(fileNames, (control) => askWorker("finishImport", decisions, control));
  if (controller !== own) return;
  controller = null;
  put(isOpened ? { stage: "idle", view: null, files: [], progress: null } : { stage: "review", progress: null });
}

/** Gives up the study that is being made; the files are still there to be decided about. */
export function cancelMaking(): void {
  cancelOpening();
}

/** Puts the files away; the open study is as it was. */
export async function leaveImport(): Promise<void> {
  if (useImport.getState().stage === "making") cancelMaking();
  controller?.abort();
  controller = null;
  useImport.getState().put({ stage: "idle", view: null, files: [], progress: null, failure: null });
  await askWorker("endImport", {});
}
