/** Starts keeping studies in this browser. Loaded after the first map, or at once where a study was kept before. */
import { useAnalysis } from "../store/analysis-store.ts";
import { askWorker } from "../store/ask-worker.ts";
import { rememberLastOpened } from "../store/last-opened.ts";
import { currentSource } from "../store/open-study.ts";
import { writeJournal } from "../store/project-autosave.ts";
import { useProject } from "../store/project-store.ts";
import { SHIPPED_STUDY_ID } from "../store/shipped-study.ts";
import { whenSettled } from "../store/when-settled.ts";
import { holdImport, holdStudy } from "./hold-study.ts";
import { openImportVault } from "./import-vault.ts";
import { createImportKeeping, type ImportKeeping } from "./keep-import.ts";
import { createKeeping, type StudiesKeeping } from "./keep-studies.ts";
import { useKeeping } from "./keeping-store.ts";
import { whenSuperseded } from "./open-store.ts";
import { purgeRemoved } from "./remove-study.ts";
import { estimateRoom, noticeOfFault } from "./storage-fault.ts";
import { openVault } from "./study-vault.ts";

interface Keeping {
  readonly studies: StudiesKeeping;
  readonly imports: ImportKeeping;
}

let started: Promise<Keeping | null> | null = null;

/** The one that keeps the page's studies; null where the browser has no room for any. */
export async function startKeeping(): Promise<StudiesKeeping | null> {
  started ??= start();
  return (await started)?.studies ?? null;
}

/** The one that puts imports on record; null where the browser has no room for any. */
export async function startImportKeeping(): Promise<ImportKeeping | null> {
  started ??= start();
  return (await started)?.imports ?? null;
}

async function start(): Promise<Keeping | null> {
  const channel = new BroadcastChannel("minsheng.list");
  try {
    whenSuperseded(() => useKeeping.getState().put({ notice: { kind: "newer" } }));
    const vault = await openVault();
    const imports = await createImports();
    const keeping = createKeeping({
      vault,
      now: () => Date.now(),
      hold: holdStudy,
      writeOpenStudy: () => askWorker("saveStudy", {}),
      whenIdle,
      rememberOpen: rememberLastOpened,
      askToStay: () => void navigator.storage?.persist?.().catch(() => undefined),
      handOverImport: (id) => imports.handOver(id),
      announce: () => channel.postMessage("list"),
    });
    channel.addEventListener("message", () => void keeping.refreshList().catch(() => undefined));
    await purgeRemoved(vault, Date.now());
    await keeping.refreshList();
    return { studies: keeping, imports };
  } catch (error) {
    channel.close();
    useKeeping.getState().put({ kept: [], notice: await noticeOfFault(error, 0) });
    writeWithoutVault();
    return null;
  }
}

async function createImports(): Promise<ImportKeeping> {
  const { put } = useKeeping.getState();
  return createImportKeeping({
    vault: await openImportVault(),
    now: () => Date.now(),
    hold: (id) => {
      const holding = holdImport(id);
      return () => void holding.then((letGo) => letGo?.());
    },
    room: estimateRoom,
    onRecording: (importRecording) => put({ importRecording }),
    onFault: (error, neededBytes) =>
      void noticeOfFault(error, neededBytes).then((notice) =>
        put({ notice: notice.kind === "full" ? { ...notice, kind: "import-unkept" } : notice }),
      ),
  });
}

/** Keeps a study that was opened before this was loaded. */
export async function keepOpenStudy(keeping: StudiesKeeping | null): Promise<void> {
  const { baseline, projectId } = useAnalysis.getState();
  const source = currentSource();
  // Opened before it could be told from the shipped one: it is kept when it is opened again.
  const isTaken = source.kind === "files" && projectId === SHIPPED_STUDY_ID;
  if (!keeping || !baseline || projectId === null || isTaken) return;
  await keeping.prepare(baseline, { ...source, keptId: projectId });
  if (useAnalysis.getState().baseline === baseline) keeping.opened(projectId, baseline, source);
}

const WITHOUT_VAULT_WAIT_MS = 400;

/** Choices alone still fit where the browser keeps small things. */
function writeWithoutVault(): void {
  let isWaiting = false;
  useProject.subscribe((state, before) => {
    if (state.choicesByStudy === before.choicesByStudy || isWaiting) return;
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      writeJournal();
    }, WITHOUT_VAULT_WAIT_MS);
  });
}

/** Resolves when no run is under way, and the page has drawn. */
async function whenIdle(): Promise<void> {
  await whenSettled();
  await new Promise<void>((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(() => resolve(), { timeout: 2000 });
    else setTimeout(resolve, 200);
  });
}
