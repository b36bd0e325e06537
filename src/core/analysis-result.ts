/** The answer of one run: everything that map, tables, CSV files and documents print. */
import type { ServiceCoverage, SnapCounts } from "./coverage/coverage-result.ts";
import type { AnalysisParameters } from "./model/parameters.ts";
import type { TargetResult } from "./plan/target.ts";

export interface NetworkCounts {
  readonly nodes: number;
  readonly edges: number;
  readonly metres: number;
  /** Pieces not joined to the rest and too small to be trusted. */
  readonly islands: number;
}

export interface AnalysisResult {
  readonly parameters: AnalysisParameters;
  readonly services: readonly ServiceCoverage[];
  readonly targets: readonly TargetResult[];
  readonly counts: {
    readonly network: NetworkCounts;
    readonly demand: SnapCounts;
    /** By service id. */
    readonly facilities: Readonly<Record<string, SnapCounts>>;
    /** Demand points outside every community; they are counted in no unit. */
    readonly demandOutside: number;
  };
  /** Land shares stand for residential land, or for whole communities where the study has no residential land. */
  readonly landBasis: "residential" | "whole-community";
}

export interface Progress {
  readonly stage:
    | "reading"
    | "assembling"
    | "network"
    | "snapping"
    | "routing"
    | "coverage"
    | "isochrone"
    | "targets"
    | "siting"
    | "drawing"
    | "checking"
    | "writing";
  readonly done: number;
  readonly total: number;
}

/** Passed into long work: told of progress, asked whether to go on. */
export interface WorkControl {
  readonly onProgress?: (progress: Progress) => void;
  /** Checked between steps; when aborted the work throws AnalysisError("cancelled"). */
  readonly signal?: { readonly aborted: boolean };
}
