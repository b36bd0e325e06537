/** The siting workspace as it stands, beside the form: how far the solver is, and which answer is looked at. */
import { create } from "zustand";
import type { Position } from "../../core/model/geometry.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import { DEFAULT_FORM, type SiteForm } from "../../core/plan/site-form.ts";
import type { SitingSummary } from "../../core/questions/siting/explain-siting.ts";
import type { SpotAnswer } from "../../core/questions/siting/explain-spot.ts";
import type { SitingQuestion, SitingReport, SitingSoFar } from "../../worker/siting-protocol.ts";
import type { Failure } from "../store/analysis-store.ts";
import type { FieldId } from "./siting-fields.ts";

/** What the next click on the map does. */
export type SitingHand = "site" | "area" | "required" | "why" | null;

/** Why a file was not taken: it could not be read, has too much to be kept, or (null) no areas. */
export type FileFault = { readonly of: "candidates" | "excluded" } & (
  | { readonly failure: Failure }
  | { readonly tooMany: number | null }
);

export interface AskedSpot {
  readonly position: Position;
  /** The answer that it was asked of. */
  readonly of: SitingSummary;
  /** Null while it is being counted. */
  readonly answer: SpotAnswer | null;
  readonly failure: Failure | null;
}

export interface SitingState {
  /** What stands in a field while it is no value of its. */
  readonly drafts: Readonly<Partial<Record<FieldId, string>>>;
  /** Somebody pressed solve: what is missing is then said. */
  readonly isTold: boolean;
  readonly hand: SitingHand;
  /** Corners of the area that is being drawn. */
  readonly sketch: readonly Position[];
  readonly fileFailure: FileFault | null;
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
  readonly asked: SiteForm;
  /** The same as the worker was asked; null before the first. */
  readonly askedQuestion: SitingQuestion | null;
  /** The scenario on screen when it was asked. */
  readonly askedScenario: Scenario | undefined;
  /** Answer that is looked at: 0 the best, then alternatives. */
  readonly shown: number;
  readonly hoveredRank: number | null;
  readonly chosenRank: number | null;
  readonly appliedScenarioId: string | null;
  /** Where somebody asked why nothing is built there. */
  readonly spot: AskedSpot | null;
  put(change: Partial<Omit<SitingState, "put">>): void;
}

export const useSiting = create<SitingState>((set) => ({
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
  asked: DEFAULT_FORM,
  askedQuestion: null,
  askedScenario: undefined,
  shown: 0,
  hoveredRank: null,
  chosenRank: null,
  appliedScenarioId: null,
  spot: null,
  put: (change) => set(change),
}));

/** The answer that is looked at, or the best so far while the solver works; null before the first. */
export function shownSummary({ status, soFar, report, shown }: SitingState): SitingSummary | null {
  if (status === "running") return soFar?.summary ?? null;
  if (report === null) return null;
  return report.alternatives[shown - 1]?.summary ?? report.summary;
}
