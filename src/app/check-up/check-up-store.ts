/** The check-up of the open study: how far it is, what it found, and which finding is looked at. */
import { create } from "zustand";
import type { Progress } from "../../core/analysis-result.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { CheckId, Finding } from "../../core/questions/check-up/finding.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { Failure } from "../store/analysis-store.ts";

interface CheckUpState {
  /** The study, as it is without any scenario, that was or is checked. */
  readonly study: StudyView | null;
  /** The run's parameters by which it was checked; null before. */
  readonly parameters: AnalysisParameters | null;
  readonly status: "idle" | "running" | "done" | "cancelled" | "failed";
  readonly progress: Progress | null;
  readonly findings: readonly Finding[];
  readonly failure: Failure | null;
  /** The finding that is unfolded and marked on the map. */
  readonly openId: CheckId | null;
  /** Place in its items of the one that was clicked last. */
  readonly chosen: number | null;
  put(change: Partial<Omit<CheckUpState, "put">>): void;
}

export const useCheckUp = create<CheckUpState>((set) => ({
  study: null,
  parameters: null,
  status: "idle",
  progress: null,
  findings: [],
  failure: null,
  openId: null,
  chosen: null,
  put: (change) => set(change),
}));
