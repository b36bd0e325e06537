/** The siting workspace as it stands: what is asked, how far the solver is, and which answer is looked at. */
import { create } from "zustand";
import type { Position } from "../../core/model/geometry.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { SitingModel } from "../../core/siting/siting-problem.ts";
import type { SiteLayer, SitingReport, SitingSoFar } from "../../worker/siting-protocol.ts";
import type { Failure } from "../store/analysis-store.ts";
import type { FieldId } from "./siting-fields.ts";

export type CandidateKind = "grid" | "layer" | "file" | "drawn";

export interface SitingAsk {
  readonly model: SitingModel;
  readonly newSites: number;
  readonly keepsStanding: boolean;
  readonly gridMetres: number;
  /** Where walks are weighed: the longest that is looked at. */
  readonly longestSeconds: number;
  readonly timeLimitSeconds: number;
  readonly candidateKind: CandidateKind;
  /** Service whose facilities are candidates. */
  readonly candidateServiceId: string | null;
  readonly candidateFile: SiteLayer | null;
  readonly drawnSites: readonly Position[];
  /** `water`, `green` or a service whose facilities are areas. */
  readonly excludedLayers: readonly string[];
  readonly excludedFile: SiteLayer | null;
  /** Corners of each area drawn by hand, the first not repeated. */
  readonly drawnAreas: readonly (readonly Position[])[];
  readonly hasBudget: boolean;
  /** Column of the candidates with what each costs; null: all cost `siteCost`. */
  readonly costColumn: string | null;
  /** NaN while nobody has said; money has no default. */
  readonly siteCost: number;
  readonly budget: number;
  /** The budget is that of one of so many years. */
  readonly isYearly: boolean;
  readonly years: number;
  /** As many as the money pays for; else the number is the most. */
  readonly isNumberFree: boolean;
  readonly hasPlaces: boolean;
  readonly newPlaces: number;
  readonly standingKind: "layer" | "each" | "unlimited";
  readonly standingPlaces: number;
}

/** What the next click on the map does. */
export type SitingHand = "site" | "area" | null;

export interface SitingState {
  readonly ask: SitingAsk;
  /** What stands in a field while it is no value of its. */
  readonly drafts: Readonly<Partial<Record<FieldId, string>>>;
  /** Somebody pressed solve: what is missing is then said. */
  readonly isTold: boolean;
  readonly hand: SitingHand;
  /** Corners of the area that is being drawn. */
  readonly sketch: readonly Position[];
  readonly fileFailure: { readonly of: "candidates" | "excluded"; readonly failure: Failure } | null;
  /** The map shows what one more facility would gain. */
  readonly showsGain: boolean;
  readonly status: "idle" | "running" | "done" | "failed";
  /** Sites whose walking times are known; null once the solver has begun. */
  readonly searched: number | null;
  readonly soFar: SitingSoFar | null;
  readonly report: SitingReport | null;
  readonly failure: Failure | null;
  /** What the report answers; see `keyOfSiting`. */
  readonly askedKey: string;
  /** What was asked. */
  readonly asked: SitingAsk;
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

/** The longest walk that is looked at where nobody says otherwise. */
const LONGEST_WALK = 3600;

export const DEFAULT_ASK: SitingAsk = {
  model: "max-coverage",
  newSites: 5,
  keepsStanding: true,
  gridMetres: 500,
  longestSeconds: LONGEST_WALK,
  timeLimitSeconds: 60,
  candidateKind: "grid",
  candidateServiceId: null,
  candidateFile: null,
  drawnSites: [],
  excludedLayers: [],
  excludedFile: null,
  drawnAreas: [],
  hasBudget: false,
  costColumn: null,
  siteCost: Number.NaN,
  budget: Number.NaN,
  isYearly: false,
  years: 3,
  isNumberFree: false,
  hasPlaces: false,
  newPlaces: Number.NaN,
  standingKind: "layer",
  standingPlaces: Number.NaN,
};

export const useSiting = create<SitingState>((set, get) => ({
  ask: DEFAULT_ASK,
  drafts: {},
  isTold: false,
  hand: null,
  sketch: [],
  fileFailure: null,
  showsGain: false,
  status: "idle",
  searched: 0,
  soFar: null,
  report: null,
  failure: null,
  askedKey: "",
  asked: DEFAULT_ASK,
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
