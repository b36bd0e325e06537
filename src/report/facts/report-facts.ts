/**
 * Every number that a document prints, made once from a run: slides, report, workbook and sheets read these and compute
 * nothing of their own, so that all agree with `communities.csv` to the digit. Plain values, in the study's demand unit and
 * SI units; words for readers are made by each document.
 */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Service } from "../../core/model/facility.ts";
import type { Study } from "../../core/model/study.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";

/** Counts of one service over a set of communities. */
export interface CoverageSums {
  readonly people: number;
  readonly peopleCovered: number;
  readonly peopleCoveredStraight: number;
  /** Communities with people of the group. */
  readonly tested: number;
  readonly met: number;
  readonly notMet: number;
  /** Without people of the group; they have no verdict. */
  readonly notTestable: number;
  /** m², and m² within reach. */
  readonly land: number;
  readonly landCovered: number;
}

export interface DistrictFacts extends CoverageSums {
  /** "" for communities of no known county. */
  readonly id: string;
  readonly name: string;
  /** Facilities that stand in the district; null where outlines do not tell. */
  readonly facilities: number | null;
}

/** A community that is not met. */
export interface GapFacts {
  readonly communityIndex: number;
  readonly id: string;
  readonly name: string;
  readonly districtName: string;
  readonly townshipName: string;
  readonly people: number;
  readonly peopleShort: number;
  /** 0–1. */
  readonly share: number;
  readonly straightShare: number;
  /** Infinity beyond the search limit. */
  readonly medianSeconds: number;
  /** "" where none is within the search limit. */
  readonly nearestFacilityName: string;
  /** `none`: no facility within the search; `detour`: the straight line would pass; `far`: it fails too. */
  readonly cause: "none" | "detour" | "far";
}

export interface ServiceFacts {
  readonly service: Service;
  readonly coverage: ServiceCoverage;
  readonly whole: CoverageSums;
  /** In the order of the study's units. */
  readonly districts: readonly DistrictFacts[];
  /** All of them, the most people short first, then by id. */
  readonly gaps: readonly GapFacts[];
  /** Townships that hold half of the people short, the most first. */
  readonly worstTownships: readonly { readonly id: string; readonly name: string; readonly peopleShort: number }[];
  /** Cumulative share of people against share of minutes walked, for the Lorenz curve, and its Gini coefficient; null without people in reach. */
  readonly lorenz: {
    readonly points: readonly (readonly [share: number, share2: number])[];
    readonly gini: number;
  } | null;
}

export interface TargetFacts {
  readonly target: Target;
  readonly result: TargetResult;
}

/** A scenario held against the baseline, service by service. */
export interface ScenarioFacts {
  readonly name: string;
  readonly result: AnalysisResult;
  readonly services: readonly ServiceFacts[];
  /** Its edits in words, those that are switched off left out. */
  readonly edits: readonly string[];
}

export interface ReportFacts {
  readonly study: Study;
  readonly result: AnalysisResult;
  readonly services: readonly ServiceFacts[];
  readonly targets: readonly TargetFacts[];
  readonly ledger: Ledger;
  readonly scenarios: readonly ScenarioFacts[];
  readonly version: string;
}
