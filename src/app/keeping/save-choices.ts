/** Writes the open study's choices soon after each change: one writing at a time, the newest choices, never over another's. */
import { forgetJournal, journalFollows, markSaved, writeJournal } from "../store/project-autosave.ts";
import { currentChoices, type StudyChoices, useProject } from "../store/project-store.ts";
import { readChoices } from "../store/saved-choices.ts";
import { KEPT_FORMAT, type SaveOutcome, type StudyVault } from "./kept-study.ts";

/** How long a change may wait before it is written: typing is one writing, not one a key. */
const WAIT_MS = 400;

export interface ChoicesSaverDoor {
  readonly vault: StudyVault;
  readonly now: () => number;
  /** Whether this tab writes the open study. */
  readonly mayWrite: () => boolean;
  readonly onSaved: (savedAt: number) => void;
  readonly onRefused: (outcome: Exclude<SaveOutcome, "saved">) => void;
  readonly onFault: (error: unknown, neededBytes: number) => void;
}

export interface ChoicesSaver {
  /** Has the kept choices of a study in the project store; false where there are none that can be read. */
  load(id: string): Promise<boolean>;
  /** Writes what is not written yet. Faults are told through the door. */
  flush(): Promise<void>;
  /** Takes the kept revision for the one to follow: the next writing goes over it. */
  follow(id: string): Promise<void>;
  /** Whether the kept choices are another's. */
  isOvertaken(): Promise<boolean>;
  /** Whether there are choices that are not written. */
  isDirty(): boolean;
  stop(): void;
}

/** Follows the project store from now on. */
export function createChoicesSaver(door: ChoicesSaverDoor): ChoicesSaver {
  const { vault } = door;
  const written = new Map<string, { readonly choices: StudyChoices | null; readonly revision: number }>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  let underWay: Promise<void> = Promise.resolve();

  const mark = (id: string, choices: StudyChoices | null, revision: number): void => {
    written.set(id, { choices, revision });
    markSaved({ id, choices, revision });
  };

  const write = async (): Promise<void> => {
    const project = useProject.getState();
    const id = project.studyId;
    const choices = currentChoices(project);
    if (id === null || !choices || !door.mayWrite()) return;
    const before = written.get(id) ?? { choices: null, revision: 0 };
    if (isSame(before.choices, choices)) return mark(id, choices, before.revision);
    const state = { format: KEPT_FORMAT, id, revision: before.revision + 1, savedAt: door.now(), choices };
    try {
      const outcome = await vault.saveState(state, before.revision);
      if (outcome !== "saved") return door.onRefused(outcome);
      mark(id, choices, state.revision);
      forgetJournal(id);
      door.onSaved(state.savedAt);
    } catch (error) {
      writeJournal();
      door.onFault(error, JSON.stringify(choices).length);
    }
  };
  const flush = (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    underWay = underWay.then(write);
    return underWay;
  };
  const stop = useProject.subscribe((state, before) => {
    if (state.choicesByStudy !== before.choicesByStudy) timer ??= setTimeout(() => void flush(), WAIT_MS);
  });
  const onLeave = (): void => {
    if (timer !== null) void flush();
  };
  if (typeof document !== "undefined") document.addEventListener("visibilitychange", onLeave);

  return {
    async load(id) {
      const state = await vault.readState(id);
      const revision = state?.revision ?? 0;
      const late = journalFollows(id);
      const { choicesByStudy } = useProject.getState();
      if (late !== null && late === revision && choicesByStudy[id]) {
        mark(id, null, revision);
        return true;
      }
      if (!state) {
        mark(id, null, 0);
        return choicesByStudy[id] !== undefined;
      }
      const choices = state.format <= KEPT_FORMAT ? readChoices(state.choices) : null;
      if (choices) {
        useProject.setState({ choicesByStudy: { ...choicesByStudy, [id]: choices } });
        mark(id, choices, revision);
        return true;
      }
      await vault.setAside(id, `${id}#${state.savedAt}`);
      mark(id, null, 0);
      return false;
    },
    flush,
    async follow(id) {
      mark(id, null, (await vault.readState(id))?.revision ?? 0);
    },
    async isOvertaken() {
      const id = useProject.getState().studyId;
      if (id === null) return false;
      const kept = (await vault.readState(id))?.revision ?? 0;
      return kept !== (written.get(id)?.revision ?? 0);
    },
    isDirty() {
      const project = useProject.getState();
      const choices = currentChoices(project);
      return choices !== null && !isSame(written.get(project.studyId ?? "")?.choices ?? null, choices);
    },
    stop() {
      stop();
      if (timer !== null) clearTimeout(timer);
      timer = null;
      if (typeof document !== "undefined") document.removeEventListener("visibilitychange", onLeave);
    },
  };
}

function isSame(one: StudyChoices | null, other: StudyChoices): boolean {
  return one === other || (one !== null && JSON.stringify(one) === JSON.stringify(other));
}
