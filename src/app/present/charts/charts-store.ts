/** The charts part as it stands: what its charts are about, and the latest of them. Nothing here changes a number. */
import { create } from "zustand";
import type { Progress } from "../../../core/analysis-result.ts";
import type { Chart } from "../../../report/charts/chart.ts";
import type { DistrictLevel } from "../../../report/facts/scoped-facts.ts";
import type { Failure } from "../../store/analysis-store.ts";

interface ChartsState {
  readonly scopeOf: "page" | "study";
  /** null: what suits the scope. */
  readonly level: DistrictLevel | null;
  /** The scenario that was picked to be told step by step; null: the one on screen, else the first. */
  readonly stepsOf: string | null;
  readonly lines: "service" | "all";
  /** The chart that is being taken along, by its id, or was last. */
  readonly takenId: string | null;
  readonly charts: readonly Chart[];
  /** True while the charts are of an earlier question. */
  readonly isStale: boolean;
  /** Counts up to have them asked for again. */
  readonly attempt: number;
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  put(change: Partial<Omit<ChartsState, "put">>): void;
}

export const useCharts = create<ChartsState>((set) => ({
  scopeOf: "page",
  level: null,
  stepsOf: null,
  lines: "service",
  takenId: null,
  charts: [],
  isStale: true,
  attempt: 0,
  progress: null,
  failure: null,
  put: (change) => set(change),
}));
