/** The study of the last visit comes back when the page starts; where it cannot be read, that is said and the shipped one opens. */
import type { OpenedStudy } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { failureOf } from "../store/failure-of.ts";
import { openKeptFiles, openShippedStudy, setKeeper } from "../store/open-study.ts";
import { SHIPPED_STUDY_ID } from "../store/shipped-study.ts";
import { useKeeping } from "./keeping-store.ts";
import { titleOfKept } from "./kept-title.ts";
import { type Restoring, readKept } from "./restore-study.ts";
import { keepOpenStudy, startImportKeeping, startKeeping } from "./start-keeping.ts";

/** Keeps the study that is open, and every later one. */
export async function beginKeeping(): Promise<void> {
  const starting = startKeeping();
  setKeeper(starting);
  await keepOpenStudy(await starting);
  await takeUpImports();
}

/** Opens the study that was open last, and takes up an import that was left behind. */
export async function reopenLast(last: Restoring | Promise<OpenedStudy>): Promise<void> {
  if ("reading" in last) await reopenKept(last);
  else await reopenShipped(last);
  await takeUpImports();
}

async function takeUpImports(): Promise<void> {
  try {
    const left = await (await startImportKeeping())?.vault.listImports();
    if (left && left.length > 0) await (await import("../import/take-up-import.ts")).takeUpLeftBehind();
  } catch {
    // It stays on record; the page goes on without it.
  }
}

/** Opens the shipped study with what was kept of it. */
async function reopenShipped(opening?: Promise<OpenedStudy>): Promise<void> {
  const starting = startKeeping();
  setKeeper(starting);
  const isKept = (await starting) !== null;
  const isOpened = await openShippedStudy(opening, isKept ? SHIPPED_STUDY_ID : undefined);
  if (!isOpened || !isKept) return;
  const { plan } = await readKept(SHIPPED_STUDY_ID).catch(() => ({ plan: [] }));
  if (plan.length > 0) await openKeptFiles(SHIPPED_STUDY_ID, plan);
}

/** Opens the kept study that is already being read. */
async function reopenKept({ id, reading, opening }: Restoring): Promise<void> {
  const starting = startKeeping();
  setKeeper(starting);
  const kept = await reading.catch(() => null);
  if ((await starting) === null) return await reopenShipped();
  const study = kept?.study?.removedAt === null ? kept.study : null;
  if (kept?.file && study) {
    const isOpened = await openKeptFiles(id, [kept.file], opening);
    if (isOpened) {
      if (kept.plan.length > 0) await openKeptFiles(id, kept.plan);
      useKeeping.getState().put({
        notice: { kind: "restored", title: titleOfKept(study), savedAt: study.changedAt },
      });
      return;
    }
  }
  const failed = useAnalysis.getState().openingFailure;
  // Another study may have been opened meanwhile, or the opening given up.
  if (kept?.file && study && !failed) {
    if (!useAnalysis.getState().study && !useAnalysis.getState().opening) await reopenShipped();
    return;
  }
  useAnalysis.getState().dismissOpeningFailure();
  const failure = failed?.failure ?? failureOf(await opening.catch((error: unknown) => error));
  await reopenShipped();
  const { put, brokenIds } = useKeeping.getState();
  put({
    notice: { kind: "broken", id, title: study ? titleOfKept(study) : null, failure },
    brokenIds: study ? [...brokenIds, id] : brokenIds,
  });
}
