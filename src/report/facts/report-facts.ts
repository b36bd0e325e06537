/**
 * Every number that a document prints, made once from a run: slides, report, workbook and sheets read these and compute
 * nothing of their own, so that all agree with `communities.csv` to the digit. Plain values, in the study's demand unit and
 * SI units; words for readers are made by each document.
 */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Service } from "../../core/model/facility.ts";
import type { Study } from "../../core/model/study.ts";
import type { InconsistencyChoice, InconsistencyOption } from "../../core/plan/inconsistency-choice.ts";
import type { Ledger } from "../../core/plan/ledger/ledger-problem.ts";
import type { LedgerRow } from "../../core/plan/ledger/ledger-rows.ts";
import type { LedgerTexts } from "../../core/plan/ledger/ledger-texts.ts";
import type { Inconsistency, Target, TargetResult } from "../../core/plan/target.ts";
import type { CoverChange } from "../../core/questions/compare-scenarios.ts";
import type { EditIssue } from "../../core/scenario/edit-issue.ts";

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
  /** A county (a township where the study has none); "" for communities of no known one. */
  readonly id: string;
  readonly name: string;
  /** Facilities that stand in the district, a line in each that it touches; null where outlines do not tell. */
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
  /** In the order of the study's units; communities of none last. */
  readonly districts: readonly DistrictFacts[];
  /** All of them, the most people short first, then by id. */
  readonly gaps: readonly GapFacts[];
  /** Townships that hold half of the people short, the most first. */
  readonly worstTownships: readonly { readonly id: string; readonly name: string; readonly peopleShort: number }[];
  /**
   * Cumulative share of minutes walked against share of people, those who walk least first, and its Gini coefficient; of the
   * people within the search limit alone, of whom there are `people`. Null without any.
   */
  readonly lorenz: {
    readonly people: number;
    readonly points: readonly (readonly [share: number, share2: number])[];
    readonly gini: number;
  } | null;
}

/** A target, judged by the run or by what was entered by hand. */
export interface TargetFacts {
  readonly target: Target;
  readonly result: TargetResult;
}

/** A row of the problem ledger, in the ledger's order. */
export interface LedgerFacts {
  readonly row: LedgerRow;
  /** "" where unknown, and for the whole. */
  readonly districtName: string;
  readonly townshipName: string;
  readonly unitName: string;
  /** Undefined for a note whose target is no longer there. */
  readonly target: Target | undefined;
  readonly result: TargetResult | undefined;
  /** What stands in its cells, made when it is first read. */
  readonly texts: LedgerTexts;
}

/** Where the plan contradicts itself, and what was decided. */
export interface InconsistencyFacts {
  readonly inconsistency: Inconsistency;
  readonly choice: InconsistencyChoice | null;
  readonly option: InconsistencyOption | null;
}

/** A scenario held against the baseline, service by service. */
export interface ScenarioFacts {
  readonly name: string;
  readonly result: AnalysisResult;
  /** In the order of the baseline's services. */
  readonly services: readonly ServiceFacts[];
  /** Who gains cover and who loses it, home by home, in the same order. */
  readonly changes: readonly CoverChange[];
  /** Its edits in words, those that are switched off left out. */
  readonly edits: readonly string[];
  readonly issues: readonly EditIssue[];
}

export interface ReportFacts {
  readonly study: Study;
  readonly result: AnalysisResult;
  readonly services: readonly ServiceFacts[];
  /** In the plan's order. */
  readonly targets: readonly TargetFacts[];
  readonly inconsistencies: readonly InconsistencyFacts[];
  readonly ledger: Ledger;
  readonly ledgerRows: readonly LedgerFacts[];
  readonly scenarios: readonly ScenarioFacts[];
  readonly version: string;
}
