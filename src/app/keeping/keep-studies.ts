/** Keeps the studies that are opened: their layers once, in the background, their choices after each change. */

import type { Issue } from "../../core/errors.ts";
import type { NamedBytes, StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import type { Prepared, StudyKeeper, StudySource } from "../store/open-study.ts";
import { allowJournal, journalFollows, writeJournal } from "../store/project-autosave.ts";
import { useProject } from "../store/project-store.ts";
import { findKeptId, fingerprintOf } from "./find-kept.ts";
import type { HoldEvents, StudyHold } from "./hold-study.ts";
import { useKeeping } from "./keeping-store.ts";
import { KEPT_FORMAT, type KeptFile, type KeptLayers, type KeptStudy, type StudyVault } from "./kept-study.ts";
import { createChoicesSaver } from "./save-choices.ts";
import { noticeOfFault } from "./storage-fault.ts";

export interface KeepingDoor {
  readonly vault: StudyVault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly hold: (id: string, events: HoldEvents) => StudyHold;
  /** The open study as `.mscircle` bytes, as it came. */
  readonly writeOpenStudy: () => Promise<NamedBytes>;
  /** Resolves when the page has nothing more urgent to do. */
  readonly whenIdle: () => Promise<void>;
  readonly rememberOpen: (id: string) => void;
  /** Asks the browser not to clear what is kept when it runs out of room. */
  readonly askToStay: () => void;
  /** The study of an import is about to be kept: nothing more is noted of the import. The function given back lets go of it. */
  readonly handOverImport: (id: string) => () => void;
  /** Tells other tabs that the list has changed. */
  readonly announce: () => void;
}

export interface StudiesKeeping extends StudyKeeper {
  readonly vault: StudyVault;
  refreshList(): Promise<void>;
  /** Tries again what could not be kept. */
  retry(): Promise<void>;
  /** Asks the other tab for the study. */
  takeOver(): void;
  /** Goes over what another tab saved with what is here. */
  overwrite(): Promise<void>;
  /** Puts what another tab saved in the place of what is here. */
  takeTheirs(): Promise<void>;
  /** Writes at once what is not written. */
  flush(): Promise<void>;
  stop(): void;
}

/** What is still true when another study is opened. */
const STAYING: ReadonlySet<string> = new Set([
  "broken",
  "full",
  "failed",
  "newer",
  "import-restored",
  "import-waiting",
  "import-lost",
  "import-unkept",
]);

/** Takes what is to be done from its door, so that it can be tried without a browser. */
export function createKeeping(door: KeepingDoor): StudiesKeeping {
  const { vault } = door;
  const { put } = useKeeping.getState();
  let held: { readonly id: string; hold: StudyHold } | null = null;
  let mayWrite = false;
  /** Ids of studies whose layers are on their way. */
  const pending = new Set<string>();
  /** Ids of studies that could not be kept: tried again when somebody wants it. */
  const refused = new Set<string>();
  let choicesFailed = false;
  let lastSource: StudySource = { kind: "shipped" };

  const tell = (notice: Parameters<typeof put>[0]["notice"]): void => put({ notice: notice ?? null });
  const fail = async (error: unknown, neededBytes: number): Promise<void> =>
    tell(await noticeOfFault(error, neededBytes));
  const allow = (isAllowed: boolean): void => {
    mayWrite = isAllowed;
    allowJournal(isAllowed);
  };

  const saver = createChoicesSaver({
    vault,
    now: door.now,
    mayWrite: () => mayWrite && held !== null && held.id === useProject.getState().studyId,
    onSaved: (savedAt) => {
      put({ savedAt, ...(choicesFailed ? { notice: null } : {}) });
      choicesFailed = false;
    },
    onRefused: (outcome) => {
      writeJournal();
      if (outcome === "conflict") void sayConflict();
      else keepAgain();
    },
    onFault: (error, neededBytes) => {
      choicesFailed = true;
      void fail(error, neededBytes);
    },
  });

  const sayConflict = async (): Promise<void> => {
    allow(false);
    const id = useProject.getState().studyId;
    const theirs = id === null ? undefined : await vault.readState(id);
    tell({ kind: "conflict", savedAt: theirs?.savedAt ?? door.now() });
  };

  const refreshList = async (): Promise<void> => {
    const studies = await vault.listStudies();
    put({ kept: studies.filter(({ removedAt }) => removedAt === null).sort((a, b) => b.openedAt - a.openedAt) });
  };

  /** The study was deleted elsewhere while it was open here: it is kept once more. */
  const keepAgain = (): void => {
    const { baseline, projectId } = useAnalysis.getState();
    if (!baseline || projectId === null || pending.has(projectId) || refused.has(projectId)) return;
    void saver.follow(projectId).then(() => keep(projectId, baseline, lastSource, true));
  };

  const keep = async (id: string, study: StudyView, source: StudySource, isNew: boolean): Promise<void> => {
    pending.add(id);
    const { issues } = useAnalysis.getState();
    let neededBytes = 0;
    try {
      const before = (await vault.listStudies()).find((each) => each.id === id);
      const now = door.now();
      const isPlain = source.kind === "shipped" && !source.plan && before?.layerBytes === 0;
      const isWhole = before !== undefined && (isPlain || source.keptId === id);
      if (isWhole && !isNew) await vault.changeStudy(id, { openedAt: now, removedAt: null });
      else {
        if (source.kind === "files" || source.plan) await door.whenIdle();
        const layers = await layersOf(id, study, source, before, issues);
        if (!layers) return;
        neededBytes = sizeOf(layers);
        const { importId = null } = source;
        const letGoOfImport = importId === null ? null : door.handOverImport(importId);
        await vault.keepStudy(
          {
            format: KEPT_FORMAT,
            id,
            studyId: study.id,
            title: study.title,
            name: before?.name ?? null,
            demonstration: study.demonstration,
            kind: source.kind,
            fingerprint: source.keptId === id && before ? before.fingerprint : fingerprintOf(study),
            openedAt: now,
            changedAt: before?.changedAt ?? now,
            layerBytes: neededBytes,
            removedAt: null,
          },
          layers,
          importId,
        );
        letGoOfImport?.();
      }
      if (source.kind === "files") door.askToStay();
      if (useAnalysis.getState().projectId === id) door.rememberOpen(id);
      refused.delete(id);
      pending.delete(id);
      await saver.flush();
      await refreshList();
      door.announce();
    } catch (error) {
      refused.add(id);
      await fail(error, neededBytes);
    } finally {
      pending.delete(id);
    }
  };

  /** What is to be kept; of a study that was changed by a plan alone, the layers that are kept already. Null where they cannot be had any more. */
  const layersOf = async (
    id: string,
    study: StudyView,
    source: StudySource,
    before: KeptStudy | undefined,
    issues: readonly Issue[],
  ): Promise<KeptLayers | null> => {
    const plan = (source.plan ?? []).map(asKept);
    if (source.kind === "shipped") return { id, file: null, plan, issues };
    const known = before && (source.keptId === id || source.plan) ? await vault.readLayers(id) : undefined;
    if (known?.file) {
      const isChanged = plan.length > 0;
      return isChanged ? { ...known, plan, issues: [...known.issues, ...issues] } : known;
    }
    const whole = wholeFileOf(source);
    if (whole) return { id, file: asKept(whole), plan, issues };
    const written = await writeWhileOpen(study);
    return written && { id, file: asKept(written), plan: [], issues };
  };

  /** A study as the worker writes it; null where that has gone on to another, whose bytes these would be. */
  const writeWhileOpen = async (study: StudyView): Promise<NamedBytes | null> => {
    if (useAnalysis.getState().baseline !== study) return null;
    const written = await door.writeOpenStudy();
    const { baseline, opening } = useAnalysis.getState();
    return baseline === study && !opening ? written : null;
  };

  const prepare = async (study: StudyView, source: StudySource): Promise<Prepared> => {
    await saver.flush();
    const { baseline, projectId } = useAnalysis.getState();
    const open = baseline && projectId !== null ? { id: projectId, studyId: baseline.id } : null;
    const id = findKeptId(study, source, await vault.listStudies(), open);
    const isMade = source.kind === "files" && source.files.length === 0;
    if (isMade && open && open.studyId === study.id && open.id !== id) {
      const { choicesByStudy } = useProject.getState();
      const carried = choicesByStudy[open.id];
      // What a killed page left of a study that it had made already is newer than what that began with.
      const isLeft = choicesByStudy[id] !== undefined && journalFollows(id) === 0;
      if (carried && !isLeft) useProject.setState({ choicesByStudy: { ...choicesByStudy, [id]: carried } });
    }
    // The study that is open already, once more: what is here is newer than what is kept.
    if (source.keptId === id && held?.id === id && open?.id === id) {
      return { id, isOwn: true, issues: useAnalysis.getState().issues };
    }
    const isLoaded = await saver.load(id);
    const layers = source.keptId === undefined ? undefined : await vault.readLayers(id);
    const isOwn = isLoaded && source.keptId !== undefined;
    return { id, isOwn, ...(layers?.file ? { issues: layers.issues } : {}) };
  };

  return {
    vault,
    refreshList,
    prepare: (study, source) =>
      prepare(study, source).catch(async (error: unknown) => {
        await fail(error, 0);
        // An id that no other study can have: nothing that is kept may be written over unseen.
        const isFile = source.kind === "files" && source.keptId === undefined;
        return {
          id: isFile ? `${study.id}~${door.now().toString(36)}` : findKeptId(study, source, [], null),
          isOwn: false,
        };
      }),
    opened(id, study, source) {
      const isNew = source.kind === "files" && source.keptId === undefined;
      lastSource = source;
      const { notice } = useKeeping.getState();
      const stays = notice !== null && STAYING.has(notice.kind);
      put({ openId: id, savedAt: null, notice: stays ? notice : null });
      if (held?.id !== id) {
        held?.hold.release();
        allow(false);
        const events: HoldEvents = {
          onOwn: () => void own(),
          onElsewhere: () => {
            allow(false);
            tell({ kind: "elsewhere" });
          },
          onAsked: () => saver.flush(),
        };
        // The lock may be granted at once.
        const hold = { id, hold: NO_HOLD };
        held = hold;
        hold.hold = door.hold(id, events);
      }
      void keep(id, study, source, isNew);
    },
    async retry() {
      const { baseline, projectId } = useAnalysis.getState();
      tell(null);
      await saver.flush();
      if (!baseline || projectId === null || !refused.delete(projectId)) return;
      await keep(projectId, baseline, lastSource, true);
    },
    takeOver: () => held?.hold.ask(),
    async overwrite() {
      const id = useProject.getState().studyId;
      if (id === null) return;
      await saver.follow(id);
      allow(true);
      tell(null);
      await saver.flush();
    },
    async takeTheirs() {
      const { studyId } = useProject.getState();
      if (studyId === null) return;
      await saver.load(studyId);
      useProject.setState({ past: [], future: [], mergeKey: null });
      allow(true);
      tell(null);
    },
    flush: () => saver.flush(),
    stop() {
      saver.stop();
      held?.hold.release();
      held = null;
    },
  };

  async function own(): Promise<void> {
    const { notice } = useKeeping.getState();
    const isOvertaken = await saver.isOvertaken().catch(() => false);
    if (isOvertaken && saver.isDirty()) return await sayConflict();
    const id = useProject.getState().studyId;
    if (isOvertaken && id !== null) await saver.load(id);
    allow(true);
    if (notice?.kind === "elsewhere") tell(null);
    await saver.flush();
  }
}

const NO_HOLD: StudyHold = { ask: () => undefined, release: () => undefined };

/** The study file that a study was opened from, where it is one. */
function wholeFileOf(source: StudySource): NamedBytes | null {
  const [only] = source.kind === "files" ? source.files : [];
  if (source.kind !== "files" || !only || source.files.length > 1) return null;
  return only.name.toLowerCase().endsWith(".mscircle") ? only : null;
}

function asKept({ name, bytes }: NamedBytes): KeptFile {
  return { name, bytes: new Blob([bytes.slice()]) };
}

function sizeOf(layers: KeptLayers | null): number {
  const files = layers ? [...(layers.file ? [layers.file] : []), ...layers.plan] : [];
  return files.reduce((total, { bytes }) => total + bytes.size, 0);
}
