/** What the page asks of the worker about files that are brought. One question is under way at a time; the latest decision wins. */

import { dayOf } from "../../core/model/calendar-day.ts";
import type { ImportDecisions } from "../../worker/import-protocol.ts";
import type { GivenFile, NamedBytes, RequestControl } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { askWorker } from "../store/ask-worker.ts";
import { failureOf, isCancelled } from "../store/failure-of.ts";
import { cancelOpening, openBrought, openStudyFiles } from "../store/open-study.ts";
import { useView } from "../store/view-store.ts";
import { lookAtLayer } from "./import-on-map.ts";
import { type ImportTableId, NO_DECISIONS, useImport } from "./import-store.ts";
import { obstacleTo } from "./import-words.ts";
import "./note-looked-at.ts";
import { detachRecord, forgetRecord, noteArrival, noteOf, recordId, recordImport } from "./record-import.ts";

/** Where an import begins: anew, or where it was left. */
export interface ImportStart {
  readonly decisions: ImportDecisions;
  /** The day of the import (ISO 8601). */
  readonly importedOn: string;
  readonly chosen: string | null;
  readonly table: ImportTableId;
  /** Whether the reader had confirmed it already. */
  readonly isConfirmed: boolean;
}

let controller: AbortController | null = null;

function begin(): AbortController {
  controller?.abort();
  controller = new AbortController();
  return controller;
}

const rosterUrl = (): string => new URL("geodata/roster/datong.json", document.baseURI).href;

/** Reads files and shows what they hold; files without any table are opened as they are. */
export async function bringFiles(files: readonly GivenFile[]): Promise<void> {
  if (useImport.getState().stage === "making") cancelMaking();
  const decisions = { ...NO_DECISIONS, isAdded: useAnalysis.getState().study !== null };
  const importedOn = dayOf(new Date());
  await forgetRecord();
  const looking = lookOver(files, { decisions, importedOn, chosen: null, table: "rows", isConfirmed: false });
  recordImport(files, importedOn);
  await looking;
}

/** Reads files from where an import begins, and finishes it where that was confirmed already; false where it was given up or cannot be read. */
export async function lookOver(files: readonly GivenFile[], start: ImportStart): Promise<boolean> {
  const own = begin();
  const { decisions, importedOn, table } = start;
  const { put } = useImport.getState();
  const fileNames = files.map(({ name }) => name);
  put({ stage: "reading", fileNames, view: null, chosen: start.chosen, failure: null, progress: null, table });
  put({ decisions, settled: decisions });
  useView.getState().show({ workspace: "data" });
  try {
    const circumstances = { rosterUrl: rosterUrl(), importedOn };
    const view = await askWorker("beginImport", { files, decisions, ...circumstances }, controlOf(own));
    if (controller !== own) return false;
    // A raster of people is looked over too: whose people it counts can be decided there.
    if (view.layers.length === 0 && view.wholes.every(({ ages }) => ages === null)) {
      await putAway();
      return await openWhole(files);
    }
    const first =
      view.layers.find(({ title }) => title === start.chosen) ??
      view.layers.find(({ issues }) => issues.some(({ severity }) => severity === "error")) ??
      view.layers.find(({ isLeftOut }) => !isLeftOut) ??
      view.layers[0];
    put({ stage: "review", view, chosen: first?.title ?? null, progress: null });
    if (start.isConfirmed && obstacleTo(view) === null) {
      await finishImport();
      return true;
    }
    if (first) lookAtLayer(first);
    noteArrival();
    return true;
  } catch (error) {
    if (controller !== own || isCancelled(error)) return false;
    put({ stage: "idle", failure: null });
    await forgetRecord();
    const analysis = useAnalysis.getState();
    analysis.beginOpening(fileNames);
    analysis.failOpening(failureOf(error));
    return false;
  }
}

/** Opens files about which there is nothing to decide. A study file is kept as soon as it is open; anything else is on record until then. */
export async function openRecorded(files: readonly GivenFile[]): Promise<boolean> {
  await leaveImport();
  if (!files.every(({ name }) => name.toLowerCase().endsWith(".mscircle")))
    recordImport(files, dayOf(new Date()), "opening");
  return await openWhole(files);
}

/** Opens the files of the record that is at hand, as they are. */
export async function openWhole(files: readonly GivenFile[]): Promise<boolean> {
  const record = detachRecord();
  if (record) noteOf(record, { stage: "opening" });
  const isOpened = await openStudyFiles(await Promise.all(files.map(bytesOf)), null, record?.id);
  if (record && isOpened) noteOf(record, { attempts: 0 });
  if (!isOpened) await forgetRecord(record);
  return isOpened;
}

async function bytesOf({ name, bytes }: GivenFile): Promise<NamedBytes> {
  try {
    return { name, bytes: bytes instanceof Blob ? new Uint8Array(await bytes.arrayBuffer()) : bytes };
  } catch {
    // A folder or a file that has gone reads as empty; the import then says so.
    return { name, bytes: new Uint8Array(0) };
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
  const read = (control: RequestControl) => askWorker("finishImport", decisions, control);
  const isOpened = await openBrought(fileNames, read, recordId());
  if (controller !== own) return;
  controller = null;
  if (isOpened) {
    noteArrival();
    detachRecord();
  }
  // What was not looked at yet is taken back with the study: what was shown before stands.
  const { settled } = useImport.getState();
  put(
    isOpened ? { stage: "idle", view: null, progress: null } : { stage: "review", progress: null, decisions: settled },
  );
}

/** Gives up the study that is being made; the files are still there to be decided about. */
export function cancelMaking(): void {
  cancelOpening();
}

/** Puts the files away; the open study is as it was. */
export async function leaveImport(): Promise<void> {
  const forgetting = forgetRecord();
  await putAway();
  await forgetting;
}

async function putAway(): Promise<void> {
  if (useImport.getState().stage === "making") cancelMaking();
  controller?.abort();
  controller = null;
  useImport.getState().put({ stage: "idle", view: null, progress: null, failure: null });
  await askWorker("endImport", {});
}
