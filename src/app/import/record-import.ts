/** Keeps the import on screen on record from the moment the files are brought, so that it survives the page. */
import type { GivenFile } from "../../worker/protocol.ts";
import type { ImportKeeping, ImportProgress } from "../keeping/keep-import.ts";
import type { KeptImport } from "../keeping/kept-import.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useImport } from "./import-store.ts";

/** An import's record; `keeping` is null where the browser keeps nothing. */
export interface ImportRecord {
  readonly id: string;
  readonly keeping: Promise<ImportKeeping | null>;
}

let current: ImportRecord | null = null;

/** Puts brought files on record, in the background. */
export function recordImport(files: readonly GivenFile[], importedOn: string, stage?: "opening"): ImportRecord {
  const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`;
  const keeping = import("../keeping/start-keeping.ts")
    .then(async ({ startImportKeeping }) => await startImportKeeping())
    .then((own) => {
      own?.begin(id, files, importedOn, { ...progressNow(), ...(stage ? { stage } : {}) });
      return own;
    })
    // The import itself goes on without it.
    .catch(() => null);
  current = { id, keeping };
  return current;
}

/** Goes on with a record that was left behind. */
export function takeUpRecord(keeping: ImportKeeping, record: KeptImport, letGo: () => void): void {
  keeping.takeUp(record, letGo);
  current = { id: record.id, keeping: Promise.resolve(keeping) };
}

/** Notes something of an import's record. */
export function noteOf({ id, keeping }: ImportRecord, change: Parameters<ImportKeeping["note"]>[1]): void {
  void keeping.then((own) => own?.note(id, change));
}

/** The import has come through to where it was left: once more left behind, it need not be asked about. */
export function noteArrival(): void {
  if (current) noteOf(current, { attempts: 0 });
}

/** The import was given up. */
export async function forgetRecord(record: ImportRecord | null = detachRecord()): Promise<void> {
  if (record) await (await record.keeping)?.end(record.id);
}

/** What is on screen is this import no longer; it stays on record until it is forgotten, or its study is kept. */
export function detachRecord(): ImportRecord | null {
  const was = current;
  current = null;
  return was;
}

/** The record of the import on screen; undefined where there is none. */
export function recordId(): string | undefined {
  return current?.id;
}

function progressNow(): ImportProgress {
  const { stage, decisions, chosen, table } = useImport.getState();
  const baseId = useAnalysis.getState().projectId;
  return { stage: stage === "making" ? "making" : "review", baseId, decisions, chosen, table };
}

useImport.subscribe((now, before) => {
  const isSame =
    now.stage === before.stage &&
    now.decisions === before.decisions &&
    now.chosen === before.chosen &&
    now.table === before.table;
  if (current && !isSame && now.stage !== "idle") noteOf(current, progressNow());
});
