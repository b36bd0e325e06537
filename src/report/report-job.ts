/** What the page and the worker that makes documents say to each other. */
import type { Progress } from "../core/analysis-result.ts";
import type { CarriedFailure } from "../core/carried-failure.ts";
import type { Issue } from "../core/errors.ts";
import type { AnalysisParameters } from "../core/model/parameters.ts";
import type { MapLayout, StageView } from "../core/model/presentation.ts";
import type { Chart } from "./charts/chart.ts";
import type { ChartFormat } from "./charts/chart-files.ts";
import type { ChartQuestion } from "./charts/study-charts.ts";
import type { ReportFile, ReportRequest } from "./report-request.ts";
import type { SheetFormat } from "./sheet/make-sheets.ts";

/** A sheet, under which parameters and on which day. */
export interface SheetQuestion {
  readonly layout: MapLayout;
  readonly parameters: AnalysisParameters;
  readonly date: string;
}

export type ReportTask =
  /** A sheet as an SVG picture. */
  | ({ readonly kind: "draw" } & SheetQuestion)
  | ({ readonly kind: "sheet"; readonly formats: readonly SheetFormat[] } & SheetQuestion)
  | { readonly kind: "stage"; readonly views: readonly StageView[]; readonly request: ReportRequest }
  /** Charts of the page as plain values. */
  | { readonly kind: "charts"; readonly question: ChartQuestion }
  /** A chart as a file. */
  | { readonly kind: "chart"; readonly chart: Chart; readonly format: ChartFormat; readonly date: string }
  | { readonly kind: "report"; readonly request: ReportRequest };

/** One at a time; whoever gives up ends the worker. */
export interface ReportJob {
  readonly id: number;
  /** The study as a file; null: the one of the job before. */
  readonly study: Uint8Array | null;
  readonly task: ReportTask;
}

export type ReportNews =
  | { readonly kind: "progress"; readonly id: number; readonly progress: Progress }
  | { readonly kind: "drawn"; readonly id: number; readonly svg: string }
  | { readonly kind: "charts"; readonly id: number; readonly charts: readonly Chart[] }
  | {
      readonly kind: "files";
      readonly id: number;
      readonly files: readonly ReportFile[];
      readonly issues: readonly Issue[];
    }
  | { readonly kind: "failure"; readonly id: number; readonly failure: CarriedFailure };
