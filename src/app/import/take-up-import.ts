/** An import that an earlier visit left behind: taken up where it was left, or offered where that is not plainly wanted. */
import { holdImport } from "../keeping/hold-study.ts";
import type { ImportKeeping } from "../keeping/keep-import.ts";
import { useKeeping } from "../keeping/keeping-store.ts";
import { openKept } from "../keeping/kept-commands.ts";
import { filesOfImport, type KeptImport } from "../keeping/kept-import.ts";
import { KEPT_FORMAT } from "../keeping/kept-study.ts";
import { startImportKeeping, startKeeping } from "../keeping/start-keeping.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { lookOver, openWhole } from "./import-commands.ts";
import { type ImportTableId, isImporting, NO_DECISIONS, useImport } from "./import-store.ts";
import { judgeLeftBehind } from "./judge-left-behind.ts";
import { takeUpRecord } from "./record-import.ts";
import { readDecisions } from "./saved-decisions.ts";

/** Looks for an import that no tab has any more, the last first. One at a time: another waits for the next visit. */
export async function takeUpLeftBehind(): Promise<void> {
  const [imports, studies] = await Promise.all([startImportKeeping(), startKeeping()]);
  if (!imports || !studies) return;
  const records = (await imports.vault.listImports()).filter(({ format }) => format <= KEPT_FORMAT);
  for (const record of [...records].sort((a, b) => b.startedAt - a.startedAt)) {
    if (isImporting(useImport.getState())) return;
    const letGo = await holdImport(record.id);
    if (!letGo) continue;
    const { id, savedAt } = record;
    const fileNames = record.files.map(({ name }) => name);
    const { put } = useKeeping.getState();
    const judged = judgeLeftBehind(record, useAnalysis.getState().projectId, await studies.vault.listStudies());
    if (judged === "take-up") {
      await takeUp(imports, record, letGo);
      return;
    }
    if (judged === "lost") {
      await imports.vault.removeImport(id);
      put({ notice: { kind: "import-lost", fileNames } });
    } else put({ notice: { kind: "import-waiting", id, fileNames, savedAt, hasFailed: judged === "ask-failed" } });
    letGo();
    return;
  }
}

/** Takes up an import that was asked about; one that another tab has taken meanwhile is left to it. */
export async function takeUpWaiting(id: string): Promise<void> {
  const { imports, letGo } = await claim(id);
  const record = (await imports?.vault.listImports())?.find((each) => each.id === id);
  if (imports && letGo && record) await takeUp(imports, record, letGo);
  else letGo?.();
}

/** Takes an import that was asked about off the record. */
export async function dropWaiting(id: string): Promise<void> {
  const { imports, letGo } = await claim(id);
  if (letGo) await imports?.vault.removeImport(id);
  letGo?.();
}

async function claim(id: string): Promise<{ imports: ImportKeeping | null; letGo: (() => void) | null }> {
  return { imports: await startImportKeeping(), letGo: await holdImport(id) };
}

async function takeUp(imports: ImportKeeping, record: KeptImport, letGo: () => void): Promise<void> {
  const { put } = useKeeping.getState();
  const fileNames = record.files.map(({ name }) => name);
  // Whatever becomes of it: what does not come through is not taken up unasked again.
  const tried = { ...record, attempts: record.attempts + 1 };
  await imports.vault.putImport(tried);
  const files = filesOfImport(record, await imports.vault.readPieces(record.id));
  if (!files) {
    await imports.vault.removeImport(record.id);
    letGo();
    put({ notice: { kind: "import-lost", fileNames } });
    return;
  }
  const isOnItsBase = await openBase(record.baseId);
  const isMaking = record.stage === "making" && isOnItsBase;
  put({ notice: { kind: "import-restored", fileNames, isMaking: isMaking || record.stage === "opening" } });
  takeUpRecord(imports, tried, letGo);
  if (record.stage === "opening") {
    await openWhole(files);
    return;
  }
  const decisions = readDecisions(record.decisions);
  await lookOver(files, {
    decisions: decisions ?? { ...NO_DECISIONS, isAdded: useAnalysis.getState().study !== null },
    importedOn: record.importedOn,
    chosen: record.chosen,
    table: record.table as ImportTableId,
    isConfirmed: isMaking && decisions !== null,
  });
}

/** Opens the study that the import was about, where that is not open; false where it is no longer kept. */
async function openBase(baseId: string | null): Promise<boolean> {
  if (baseId === null || useAnalysis.getState().projectId === baseId) return true;
  const studies = await (await startKeeping())?.vault.listStudies();
  const base = studies?.find(({ id }) => id === baseId);
  if (!base) return false;
  await openKept(base);
  return useAnalysis.getState().projectId === baseId;
}
