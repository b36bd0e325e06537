/**
 * What belongs to a project and survives the page: which study is open and what
 * has been asked of each. Serialisable; every edit can be undone. Edits that carry
 * the same merge key in a row (one drag of a slider) are one step.
 */
import { create } from "zustand";
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../core/model/parameters.ts";
import { mergePresentations, NO_PRESENTATION, type Presentation } from "../../core/model/presentation.ts";
import { mergeScenarios, type Scenario } from "../../core/model/scenario.ts";
import type { Scope } from "../../core/model/scope.ts";
import { mergeEdits, NO_EDITS, type PlanEdits } from "../../core/plan/plan-edits.ts";
import type { StatedValue } from "../../core/plan/stated-value.ts";

export interface StudyChoices {
  /** The service on screen; null in a study without services. */
  readonly serviceId: string | null;
  readonly parameters: AnalysisParameters;
  readonly scope: Scope;
  /** What was added to the plan by hand. */
  readonly edits: PlanEdits;
  readonly scenarios: readonly Scenario[];
  /** Sheets and stage views. */
  readonly presentation: Presentation;
  /** The scenario on screen; null: the study as it is. */
  readonly scenarioId: string | null;
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
  /** Shows other choices for a while; no edit, so nothing can be undone: whoever visits puts back what stood before. */
  visit(choices: StudyChoices): void;
  editParameters(change: Partial<AnalysisParameters>, mergeKey?: string): void;
  editPlan(change: Partial<PlanEdits>, mergeKey?: string): void;
  editPresentation(change: Partial<Presentation>, mergeKey?: string): void;
  /** Puts a scenario in the place of the one with its id, or after all others. */
  editScenario(scenario: Scenario, mergeKey?: string): void;
  /** Takes a scenario away; where it was on screen, the study as it is comes back. */
  removeScenario(scenarioId: string): void;
  /** Shows a scenario, or (null) the study as it is. */
  showScenario(scenarioId: string | null): void;
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
    const scenarios = mergeScenarios(initial.scenarios, earlier?.scenarios ?? []);
    const isKnown = scenarios.some(({ id }) => id === kept.scenarioId);
    const choices = {
      ...kept,
      edits: mergeEdits(initial.edits, earlier?.edits ?? NO_EDITS),
      scenarios,
      presentation: mergePresentations(initial.presentation, earlier?.presentation ?? NO_PRESENTATION),
      scenarioId: isKnown ? kept.scenarioId : null,
    };
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
  visit(choices) {
    const { studyId, choicesByStudy } = get();
    if (studyId !== null) set({ choicesByStudy: { ...choicesByStudy, [studyId]: choices }, mergeKey: null });
  },
  editPlan(change, mergeKey) {
    const before = currentChoices(get());
    if (before) get().edit({ edits: { ...before.edits, ...change } }, mergeKey);
  },
  editParameters(change, mergeKey) {
    const before = currentChoices(get());
    if (before) get().edit({ parameters: { ...before.parameters, ...change } }, mergeKey);
  },
  editPresentation(change, mergeKey) {
    const before = currentChoices(get());
    if (before) get().edit({ presentation: { ...before.presentation, ...change } }, mergeKey);
  },
  editScenario(scenario, mergeKey) {
    const before = currentChoices(get());
    if (!before) return;
    const { scenarios } = before;
    const isKnown = scenarios.some(({ id }) => id === scenario.id);
    const changed = isKnown
      ? scenarios.map((each) => (each.id === scenario.id ? scenario : each))
      : [...scenarios, scenario];
    get().edit({ scenarios: changed }, mergeKey);
  },
  removeScenario(scenarioId) {
    const before = currentChoices(get());
    if (!before?.scenarios.some(({ id }) => id === scenarioId)) return;
    get().edit({
      scenarios: before.scenarios.filter(({ id }) => id !== scenarioId),
      scenarioId: before.scenarioId === scenarioId ? null : before.scenarioId,
    });
  },
  showScenario(scenarioId) {
    const before = currentChoices(get());
    if (!before || before.scenarioId === scenarioId) return;
    if (scenarioId === null || before.scenarios.some(({ id }) => id === scenarioId)) get().edit({ scenarioId });
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

/** Selector: what is prepared for presenting. */
export function currentPresentation(state: Pick<ProjectState, "studyId" | "choicesByStudy">): Presentation {
  return currentChoices(state)?.presentation ?? NO_PRESENTATION;
}

/** Selector: the scenario on screen; undefined for the study as it is. */
export function currentScenario(state: Pick<ProjectState, "studyId" | "choicesByStudy">): Scenario | undefined {
  const choices = currentChoices(state);
  return choices?.scenarios.find(({ id }) => id === choices.scenarioId);
}

/** Selector: the open study's parameters, the defaults while none is open. */
export function currentParameters(state: Pick<ProjectState, "studyId" | "choicesByStudy">): AnalysisParameters {
  return currentChoices(state)?.parameters ?? DEFAULT_PARAMETERS;
}
