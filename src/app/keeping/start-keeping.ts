/** Starts keeping studies in this browser. Loaded after the first map, or at once where a study was kept before. */
import { useAnalysis } from "../store/analysis-store.ts";
import { askWorker } from "../store/ask-worker.ts";
import { rememberLastOpened } from "../store/last-opened.ts";
import { currentSource } from "../store/open-study.ts";
import { writeJournal } from "../store/project-autosave.ts";
import { useProject } from "../store/project-store.ts";
import { SHIPPED_STUDY_ID } from "../store/shipped-study.ts";
import { whenSettled } from "../store/when-settled.ts";
import { holdStudy } from "./hold-study.ts";
import { createKeeping, type StudiesKeeping } from "./keep-studies.ts";
import { useKeeping } from "./keeping-store.ts";
import { purgeRemoved } from "./remove-study.ts";
import { noticeOfFault } from "./storage-fault.ts";
import { openVault, whenSuperseded } from "./study-vault.ts";

let started: Promise<StudiesKeeping | null> | null = null;

/** The one that keeps the page's studies; null where the browser has no room for any. */
export function startKeeping(): Promise<StudiesKeeping | null> {
  started ??= start();
  return started;
}

async function start(): Promise<StudiesKeeping | null> {
  const channel = new BroadcastChannel("minsheng.list");
  try {
    whenSuperseded(() => useKeeping.getState().put({ notice: { kind: "newer" } }));
    const vault = await openVault();
    const keeping = createKeeping({
      vault,
      now: () => Date.now(),
      hold: holdStudy,
      writeOpenStudy: () => askWorker("saveStudy", {}),
      whenIdle,
      rememberOpen: rememberLastOpened,
      askToStay: () => void navigator.storage?.persist?.().catch(() => undefined),
      announce: () => channel.postMessage("list"),
    });
    channel.addEventListener("message", () => void keeping.refreshList().catch(() => undefined));
    await purgeRemoved(vault, Date.now());
    await keeping.refreshList();
    return keeping;
  } catch (error) {
    channel.close();
    useKeeping.getState().put({ kept: [], notice: await noticeOfFault(error, 0) });
    writeWithoutVault();
    return null;
  }
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
