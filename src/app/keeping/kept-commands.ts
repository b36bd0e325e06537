/** What can be done with kept studies. */
import { downloadBytes } from "../frame/download.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { askWorker, requestStudyFile } from "../store/ask-worker.ts";
import { failureOf } from "../store/failure-of.ts";
import { openKeptFiles, openShippedStudy } from "../store/open-study.ts";
import { editsToSave } from "../store/question-on-screen.ts";
import { readChoices } from "../store/saved-choices.ts";
import { useView } from "../store/view-store.ts";
import { useKeeping } from "./keeping-store.ts";
import type { KeptStudy, StudyVault } from "./kept-study.ts";
import { UNDO_MS } from "./remove-study.ts";
import { readKept } from "./restore-study.ts";
import { startKeeping } from "./start-keeping.ts";
import { noticeOfFault } from "./storage-fault.ts";

/** Opens a kept study; one that cannot be read is marked as such, with every fault told, and the open one stays. */
export async function openKept(study: KeptStudy): Promise<void> {
  const { id } = study;
  try {
    const { file, plan } = await readKept(id);
    if (study.kind === "files" && !file) throw new DOMException(id, "NotFoundError");
    const isOpened = file ? await openKeptFiles(id, [file]) : await openShippedStudy(undefined, id);
    if (isOpened && plan.length > 0) await openKeptFiles(id, plan);
    if (!isOpened && useAnalysis.getState().openingFailure) markBroken(id);
  } catch (error) {
    const analysis = useAnalysis.getState();
    analysis.beginOpening([study.name ?? study.title.zh]);
    analysis.failOpening(failureOf(error));
    markBroken(id);
  }
}

function markBroken(id: string): void {
  const { put, brokenIds } = useKeeping.getState();
  put({ brokenIds: [...new Set([...brokenIds, id])] });
}

/** Downloads a kept study with all that was added to it; false where only the bytes could be had, as they lie here. */
export async function downloadKept(id: string): Promise<boolean> {
  if (useKeeping.getState().openId === id) {
    const { name, bytes } = await requestStudyFile();
    downloadBytes(name, bytes);
    return true;
  }
  const { file, plan } = await readKept(id);
  if (!file) return false;
  try {
    const vault = await requireVault();
    const state = await vault.readState(id);
    const choices = state && readChoices(state.choices);
    const added = choices
      ? { edits: editsToSave(choices), scenarios: choices.scenarios, presentation: choices.presentation }
      : {};
    const { name, bytes } = await askWorker("packStudy", { file, plan, ...added });
    downloadBytes(name, bytes);
    return true;
  } catch {
    downloadBytes(file.name, file.bytes);
    return false;
  }
}

/** Gives a kept study a name of its own in the list; an empty one gives its title back. */
export async function renameKept(id: string, name: string): Promise<void> {
  await change(id, { name: name.trim() === "" ? null : name.trim().slice(0, 200) }).catch(sayFault);
}

const departures = new Map<string, ReturnType<typeof setTimeout>>();

/** Deletes a kept study, for good once the time to take it back has passed. */
export async function removeKept(id: string): Promise<void> {
  const { put, leavingIds } = useKeeping.getState();
  put({ leavingIds: [...leavingIds, id] });
  departures.set(
    id,
    setTimeout(() => void finishRemoving(id).catch(() => undefined), UNDO_MS),
  );
  // For a page that closes before then. Where there is no room for a mark, it then stays in the list.
  await change(id, { removedAt: Date.now() }).catch(() => undefined);
}

/** Takes a deletion back. */
export async function takeBack(id: string): Promise<void> {
  stopLeaving(id);
  await change(id, { removedAt: null }).catch(sayFault);
}

async function finishRemoving(id: string): Promise<void> {
  stopLeaving(id);
  const keeping = await startKeeping();
  await keeping?.vault.removeStudy(id);
  await keeping?.refreshList();
}

function stopLeaving(id: string): void {
  clearTimeout(departures.get(id));
  const { put, leavingIds } = useKeeping.getState();
  put({ leavingIds: leavingIds.filter((each) => each !== id) });
}

/** Tells what is to be done after a failure to write: goes where studies are kept. */
export function showKept(): void {
  useView.getState().show({ workspace: "data" });
}

/** Downloads the open study. */
export async function saveOpenStudy(): Promise<void> {
  const { name, bytes } = await requestStudyFile();
  downloadBytes(name, bytes);
}

async function change(id: string, details: Partial<KeptStudy>): Promise<void> {
  const keeping = await startKeeping();
  await keeping?.vault.changeStudy(id, details);
  await keeping?.refreshList();
}

async function sayFault(error: unknown): Promise<void> {
  useKeeping.getState().put({ notice: await noticeOfFault(error, 0) });
}

async function requireVault(): Promise<StudyVault> {
  const keeping = await startKeeping();
  if (!keeping) throw new DOMException("storage", "InvalidStateError");
  return keeping.vault;
}
