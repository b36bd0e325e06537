/**
 * What belongs to a project and survives the page: which study is open and what
 * has been asked of each. Serialisable; every edit can be undone. Edits that carry
 * the same merge key in a row (one drag of a slider) are one step.
 */
import { create } from "zustand";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../core/model/parameters.ts";
import { mergeEdits, NO_EDITS, type PlanEdits } from "../../core/plan/plan-edits.ts";
import type { StatedValue } from "../../core/plan/stated-value.ts";
import type { Scope } from "../select/scope.ts";

export interface StudyChoices {
  /** The service on screen; null in a study without services. */
  readonly serviceId: string | null;
  readonly parameters: AnalysisParameters;
  readonly scope: Scope;
  /** What was added to the plan by hand. */
  readonly edits: PlanEdits;
}

/** Parameters but the time, which moves with every step of the slider. */
export type TimelessParameters = Omit<AnalysisParameters, "cutoffSeconds">;

interface History {
  readonly past: readonly StudyChoices[];
  readonly future: readonly StudyChoices[];
  /** Merge key of the last edit, null once it is sealed. */
  readonly mergeKey: string | null;
}

interface ProjectState extends History {
  readonly studyId: string | null;
  readonly choicesByStudy: Readonly<Record<string, StudyChoices>>;
  /** Makes a study the open one; its earlier choices are kept where `keep` accepts them. */
  openStudy(studyId: string, initial: StudyChoices, keep: (choices: StudyChoices) => boolean): void;
  edit(change: Partial<StudyChoices>, mergeKey?: string): void;
  editParameters(change: Partial<AnalysisParameters>, mergeKey?: string): void;
  editPlan(change: Partial<PlanEdits>, mergeKey?: string): void;
  /** Puts a value in the place of a target's last one; null takes it away. */
  editStatedValue(targetId: string, stated: StatedValue | null): void;
  /** Ends a drag: the next edit is a step of its own. */
  seal(): void;
  undo(): void;
  redo(): void;
}

const LONGEST_HISTORY = 200;
const NO_HISTORY: History = { past: [], future: [], mergeKey: null };

export const useProject = create<ProjectState>((set, get) => ({
  studyId: null,
  choicesByStudy: {},
  ...NO_HISTORY,
  openStudy(studyId, initial, keep) {
    const earlier = get().choicesByStudy[studyId];
    const kept = earlier && keep(earlier) ? earlier : initial;
    // What was entered by hand is never lost, whichever of the two it came with.
    const choices = { ...kept, edits: mergeEdits(initial.edits, earlier?.edits ?? NO_EDITS) };
    set({ studyId, choicesByStudy: { ...get().choicesByStudy, [studyId]: choices }, ...NO_HISTORY });
  },
  edit(change, mergeKey) {
    const { studyId, choicesByStudy, past, mergeKey: lastKey } = get();
    const before = currentChoices(get());
    if (studyId === null || !before) return;
    const merges = mergeKey !== undefined && mergeKey === lastKey;
    set({
      choicesByStudy: { ...choicesByStudy, [studyId]: { ...before, ...change } },
      past: merges ? past : [...past, before].slice(-LONGEST_HISTORY),
      future: [],
      mergeKey: mergeKey ?? null,
    });
  },
  editPlan(change, mergeKey) {
    const before = currentChoices(get());
    if (before) get().edit({ edits: { ...before.edits, ...change } }, mergeKey);
  },
  editParameters(change, mergeKey) {
    const before = currentChoices(get());
    if (before) get().edit({ parameters: { ...before.parameters, ...change } }, mergeKey);
  },
  editStatedValue(targetId, stated) {
    const others = currentEdits(get()).statedValues.filter((each) => each.targetId !== targetId);
    get().editPlan({ statedValues: stated === null ? others : [...others, stated] });
  },
  seal() {
    if (get().mergeKey !== null) set({ mergeKey: null });
  },
  undo() {
    const { studyId, choicesByStudy, past, future } = get();
    const now = currentChoices(get());
    const back = past.at(-1);
    if (studyId === null || !now || !back) return;
    set({
      choicesByStudy: { ...choicesByStudy, [studyId]: back },
      past: past.slice(0, -1),
      future: [now, ...future],
      mergeKey: null,
    });
  },
  redo() {
    const { studyId, choicesByStudy, past, future } = get();
    const now = currentChoices(get());
    const next = future[0];
    if (studyId === null || !now || !next) return;
    set({
      choicesByStudy: { ...choicesByStudy, [studyId]: next },
      past: [...past, now],
      future: future.slice(1),
      mergeKey: null,
    });
  },
}));

/** The open study's choices, null while none is open. */
export function currentChoices(state: Pick<ProjectState, "studyId" | "choicesByStudy">): StudyChoices | null {
  return state.studyId === null ? null : (state.choicesByStudy[state.studyId] ?? null);
}

/** Selector: what was added to the open study's plan. */
export function currentEdits(state: Pick<ProjectState, "studyId" | "choicesByStudy">): PlanEdits {
  return currentChoices(state)?.edits ?? NO_EDITS;
}

/** Selector: the open study's parameters, the defaults while none is open. */
export function currentParameters(state: Pick<ProjectState, "studyId" | "choicesByStudy">): AnalysisParameters {
  return currentChoices(state)?.parameters ?? DEFAULT_PARAMETERS;
}
