/** What a sheet is made from: the study, its runs and the day. */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { Study } from "../../core/model/study.ts";

export interface SheetRun {
  /** "baseline" or a scenario's name. */
  readonly scenarioName: string;
  /** As the scenario makes it. */
  readonly study: Study;
  readonly result: AnalysisResult;
}

export interface SheetSource {
  readonly study: Study;
  /** The baseline, and those scenarios that maps ask for. */
  readonly runs: readonly SheetRun[];
  /** The day on which the sheet is made, ISO 8601. */
  readonly date: string;
}
