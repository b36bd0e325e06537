/** Answers that stand beside the run: asked for when somebody looks, each with what was asked, so that a stale one is known. */
import type { ServiceAccess } from "../../core/access/access-result.ts";
import type { Progress } from "../../core/analysis-result.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import type { TargetResult } from "../../core/plan/target.ts";
import type { ReadingComparison } from "../../core/questions/compare-readings.ts";
import type { FacilityFacts } from "../../core/questions/describe-facility.ts";
import type { CommunityExplanation } from "../../core/questions/explain-community.ts";
import type { UnitExplanation } from "../../core/questions/explain-unit.ts";
import type { ServiceCatchments } from "../../core/questions/find-catchments.ts";
import type { CommunityChoices } from "../../core/questions/find-choices.ts";
import type { MissingLinks } from "../../core/questions/find-missing-links.ts";
import type { HomeRows } from "../../core/questions/list-homes.ts";
import type { TargetRobustness } from "../../core/questions/measure-robustness.ts";
import type { Sensitivity } from "../../core/questions/measure-sensitivity.ts";
import type { TargetCapacity } from "../../core/questions/measure-target-capacity.ts";
import type { IsochroneAnswer, MarginalGainAnswer, Requests, ScenarioComparisonAnswer } from "../../worker/protocol.ts";
import type { Failure } from "./analysis-store.ts";

/** Name on screen → [request to the worker, answer]. */
export interface BesideAnswers {
  readonly access: ["access", ServiceAccess];
  readonly catchments: ["catchments", ServiceCatchments | null];
  readonly facility: ["facility", FacilityFacts | null];
  readonly isochrone: ["isochrone", IsochroneAnswer];
  readonly facilityIsochrone: ["isochrone", IsochroneAnswer];
  readonly choices: ["choices", CommunityChoices | null];
  readonly homes: ["homes", HomeRows | null];
  readonly plans: ["judgePlans", readonly (readonly TargetResult[])[]];
  readonly ledger: ["ledger", Ledger];
  readonly readings: ["readings", ReadingComparison | null];
  readonly sensitivity: ["sensitivity", Sensitivity | null];
  readonly robustness: ["robustness", readonly TargetRobustness[]];
  readonly targetCapacity: ["targetCapacity", TargetCapacity | null];
  readonly explain: ["explain", CommunityExplanation | null];
  readonly explainUnit: ["explainUnit", UnitExplanation | null];
  readonly marginalGain: ["marginalGain", MarginalGainAnswer];
  readonly missingLinks: ["missingLinks", MissingLinks | null];
  readonly comparison: ["compareScenarios", ScenarioComparisonAnswer];
}

export type BesideName = keyof BesideAnswers;
export type BesideAnswer<Name extends BesideName> = BesideAnswers[Name][1];
export type BesideQuestion<Name extends BesideName> = Requests[BesideAnswers[Name][0]][0];

export interface BesideState {
  /** What was asked last. */
  readonly key: string;
  readonly status: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly progress: Progress | null;
  readonly failure: Failure | null;
  /** The latest answer, perhaps to an earlier question about the same subject; undefined before the first. */
  readonly answer: unknown;
  readonly answerKey: string;
  /** The service, facility or community that the answer is about. */
  readonly subject: string;
}

export type BesideStates = { readonly [Name in BesideName]?: BesideState };
