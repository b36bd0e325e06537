/** The siting workspace as it stands: what is asked, how far the solver is, and which answer is looked at. */
import { create } from "zustand";
import type { Scenario } from "../../core/model/scenario.ts";
import type { SitingSummary } from "../../core/questions/explain-siting.ts";
import type { SitingModel } from "../../core/siting/siting-problem.ts";
import type { SitingReport, SitingSoFar } from "../../worker/siting-protocol.ts";
import type { Failure } from "../store/analysis-store.ts";

export interface SitingAsk {
  readonly model: SitingModel;
  readonly newSites: number;
  readonly keepsStanding: boolean;
  readonly gridMetres: number;
  /** Where walks are weighed: the longest that is looked at. */
  readonly longestSeconds: number;
  readonly timeLimitSeconds: number;
}

export interface SitingState {
  readonly ask: SitingAsk;
  readonly status: "idle" | "running" | "done" | "failed";
  /** Sites whose walking times are known; null once the solver has begun. */
  readonly searched: number | null;
  readonly soFar: SitingSoFar | null;
  readonly report: SitingReport | null;
  readonly failure: Failure | null;
  /** What the report answers; see `keyOfSiting`. */
  readonly askedKey: string;
  /** The scenario on screen when it was asked. */
  readonly askedScenario: Scenario | undefined;
  /** Answer that is looked at: 0 the best, then alternatives. */
  readonly shown: number;
  readonly hoveredRank: number | null;
  readonly chosenRank: number | null;
  readonly appliedScenarioId: string | null;
  put(change: Partial<Omit<SitingState, "put">>): void;
  change(change: Partial<SitingAsk>): void;
}

/** The longest walk that is looked at where nobody says otherwise, and the longest that may be said. */
export const LONGEST_WALK = 3600;

export const DEFAULT_ASK: SitingAsk = {
  model: "max-coverage",
  newSites: 5,
  keepsStanding: true,
  gridMetres: 500,
  longestSeconds: LONGEST_WALK,
  timeLimitSeconds: 60,
};

export const useSiting = create<SitingState>((set, get) => ({
  ask: DEFAULT_ASK,
  status: "idle",
  searched: 0,
  soFar: null,
  report: null,
  failure: null,
  askedKey: "",
  askedScenario: undefined,
  shown: 0,
  hoveredRank: null,
  chosenRank: null,
  appliedScenarioId: null,
  put: (change) => set(change),
  change: (change) => set({ ask: { ...get().ask, ...change } }),
}));

/** The answer that is looked at, or the best so far while the solver works; null before the first. */
export function shownSummary({ status, soFar, report, shown }: SitingState): SitingSummary | null {
  if (status === "running") return soFar?.summary ?? null;
  if (report === null) return null;
  return report.alternatives[shown - 1]?.summary ?? report.summary;
}
