/**
 * The open study and its run: idle, running, done or failed. Each run has a
 * generation; an answer of another generation is dropped. While a run goes on, a look
 * at the service on screen may stand before its result. Opening a study is a
 * separate activity, so that a failed opening leaves the open study as it was.
 */
import { create } from "zustand";
import type { StatedNorm } from "../../core/access/capacity-norms.ts";
import type { AnalysisResult, Progress } from "../../core/analysis-result.ts";
import type { AnalysisErrorCode, Issue } from "../../core/errors.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { EditIssue } from "../../core/scenario/edit-issue.ts";
import type { ScenarioView, StudyView } from "../../worker/protocol.ts";
import type { BesideName, BesideState, BesideStates } from "./beside-answers.ts";

export type Failure =
  | { readonly kind: "bad-data"; readonly issues: readonly Issue[] }
  | {
      readonly kind: "analysis";
      readonly code: AnalysisErrorCode;
      readonly fields: Readonly<Record<string, string | number>>;
    }
  | { readonly kind: "unexpected"; readonly message: string };

/** A study being read. */
export interface Opening {
  readonly fileNames: readonly string[];
  readonly progress: Progress | null;
}

export interface OpeningFailure {
  readonly fileNames: readonly string[];
  readonly failure: Failure;
}

interface AnalysisState {
  /** The open study, with the layers of the scenario on screen. */
  readonly study: StudyView | null;
  /** The open study as it is. */
  readonly baseline: StudyView | null;
  /** The id under which the open study's choices stand; its own unless several studies call themselves the same. */
  readonly projectId: string | null;
  /** What edits of the scenario on screen could not do, or did otherwise than asked. */
  readonly editIssues: readonly EditIssue[];
  /** Where the open study came from: shipped with the product, or the reader's own files. */
  readonly origin: "shipped" | "files" | null;
  /** What was skipped, assumed or repaired while reading the open study. */
  readonly issues: readonly Issue[];
  readonly opening: Opening | null;
  readonly openingFailure: OpeningFailure | null;
  readonly status: "idle" | "running" | "done" | "failed";
  readonly generation: number;
  readonly progress: Progress | null;
  /** The last whole result: every service, every target. */
  readonly result: AnalysisResult | null;
  /** The targets that the result's are the results of, in their order. */
  readonly judged: readonly Target[];
  /** The norms of capacity by which they were judged. */
  readonly judgedNorms: readonly StatedNorm[];
  /** The service on screen alone, counted for the run under way; null once the whole stands. */
  readonly look: AnalysisResult | null;
  /** The scenario whose coverage was last counted for the screen; undefined for the study as it is. */
  readonly counted: Scenario | undefined;
  readonly failure: Failure | null;
  /** True while a facility is in the hand: whole runs wait until it is put down. */
  readonly isHeld: boolean;
  /** Answers beside the run: access, one facility, one community. */
  readonly beside: BesideStates;

  beginOpening(fileNames: readonly string[]): void;
  reportOpening(progress: Progress): void;
  adoptStudy(study: StudyView, origin: "shipped" | "files", issues: readonly Issue[], projectId?: string): void;
  /** Puts a scenario's own layers into the study on screen; none of them: the study as it is. */
  showLayers(layers: ScenarioView["layers"], issues?: readonly EditIssue[]): void;
  failOpening(failure: Failure): void;
  cancelOpening(): void;
  dismissOpeningFailure(): void;
  /** Starts a run and returns its generation. */
  begin(): number;
  report(generation: number, progress: Progress): void;
  /** Shows the service on screen while the run goes on. */
  glimpse(generation: number, look: AnalysisResult, scenario: Scenario | undefined): void;
  /** Lets the first look of a study stand for the whole until that is there. */
  preview(generation: number, result: AnalysisResult): void;
  accept(
    generation: number,
    result: AnalysisResult,
    judged?: readonly Target[],
    judgedNorms?: readonly StatedNorm[],
  ): void;
  /** Puts targets that were judged by themselves in the place of the result's. */
  putTargets(targets: readonly TargetResult[], judged: readonly Target[], judgedNorms: readonly StatedNorm[]): void;
  fail(generation: number, failure: Failure): void;
  hold(isHeld: boolean): void;
  /** Gives up the run; the last result stays. */
  cancel(): void;
  putBeside(name: BesideName, change: Partial<BesideState>): void;
}

const NOT_ASKED: BesideState = {
  key: "",
  status: "waiting",
  progress: null,
  failure: null,
  answer: undefined,
  answerKey: "",
  subject: "",
};

export const useAnalysis = create<AnalysisState>((set, get) => ({
  study: null,
  baseline: null,
  projectId: null,
  editIssues: [],
  origin: null,
  issues: [],
  opening: null,
  openingFailure: null,
  status: "idle",
  generation: 0,
  progress: null,
  result: null,
  judged: [],
  judgedNorms: [],
  look: null,
  counted: undefined,
  failure: null,
  isHeld: false,
  beside: {},
  beginOpening: (fileNames) => set({ opening: { fileNames, progress: null }, openingFailure: null }),
  reportOpening: (progress) => {
    const { opening } = get();
    if (opening) set({ opening: { ...opening, progress } });
  },
  adoptStudy: (study, origin, issues, projectId = study.id) =>
    set({
      study,
      baseline: study,
      projectId,
      editIssues: [],
      origin,
      issues,
      opening: null,
      openingFailure: null,
      status: "idle",
      generation: get().generation + 1,
      progress: null,
      result: null,
      judged: [],
      judgedNorms: [],
      look: null,
      failure: null,
      beside: {},
    }),
  showLayers: (layers, editIssues = []) => {
    const { baseline, study } = get();
    if (!baseline) return;
    const hasOwn = Object.keys(layers).length > 0;
    if (hasOwn || study !== baseline) set({ study: hasOwn ? { ...baseline, ...layers } : baseline, editIssues });
    else set({ editIssues });
  },
  failOpening: (failure) =>
    set({ opening: null, openingFailure: { fileNames: get().opening?.fileNames ?? [], failure } }),
  cancelOpening: () => set({ opening: null }),
  dismissOpeningFailure: () => set({ openingFailure: null }),
  begin: () => {
    const generation = get().generation + 1;
    set({ status: "running", generation, progress: null, failure: null });
    return generation;
  },
  report: (generation, progress) => {
    if (generation === get().generation && get().status === "running") set({ progress });
  },
  glimpse: (generation, look, counted) => {
    if (generation === get().generation && get().status === "running") set({ look, counted });
  },
  preview: (generation, result) => {
    if (generation === get().generation && get().status === "running") set({ result, look: null });
  },
  accept: (generation, result, judged = [], judgedNorms = []) => {
    if (generation === get().generation)
      set({ status: "done", result, judged, judgedNorms, look: null, progress: null });
  },
  putTargets: (targets, judged, judgedNorms) => {
    const { result } = get();
    if (!result) return;
    const isSame = targets.length === result.targets.length && targets.every((each, at) => each === result.targets[at]);
    set(isSame ? { judged, judgedNorms } : { result: { ...result, targets }, judged, judgedNorms });
  },
  fail: (generation, failure) => {
    if (generation === get().generation) set({ status: "failed", failure, look: null, progress: null });
  },
  hold: (isHeld) => set({ isHeld }),
  cancel: () => {
    const { generation, result, status } = get();
    if (status !== "running") return;
    set({ generation: generation + 1, status: result ? "done" : "idle", look: null, progress: null });
  },
  putBeside: (name, change) => {
    const { beside } = get();
    set({ beside: { ...beside, [name]: { ...NOT_ASKED, ...beside[name], ...change } } });
  },
}));
