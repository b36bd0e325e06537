/** What a report is asked for. The clock, typefaces and files are the caller's. */
import type { AnalysisParameters } from "../core/model/parameters.ts";
import type { MapLayout, Stamp } from "../core/model/presentation.ts";

export type ReportFormat = "pptx" | "docx" | "xlsx" | "pdf" | "png" | "svg";
export const REPORT_FORMATS: readonly ReportFormat[] = ["pptx", "docx", "xlsx", "pdf", "png", "svg"];

export interface ReportRequest {
  readonly formats: readonly ReportFormat[];
  readonly parameters: AnalysisParameters;
  /** Scenarios held against the study as it is, by name; the first column of each comparison is the baseline. */
  readonly scenarioNames: readonly string[];
  /** "" takes the study's title. */
  readonly title: string;
  /** 编制单位; "" leaves the line to be filled by hand. */
  readonly organisation: string;
  readonly stamp: Stamp;
  /** The day on which the documents are made, ISO 8601. */
  readonly date: string;
  /** The sheet of PDF, PNG and SVG; null takes the default A3 sheet of the first service. */
  readonly layout: MapLayout | null;
  /** sha256 of each input file by name, for the last page. */
  readonly inputs: Readonly<Record<string, string>>;
  /** How the command line names the study, and the plan in the place of its own, for the last page; left out where it was not opened from a file. */
  readonly origin?: { readonly study: string; readonly plan: string | null };
}

export interface ReportFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}
