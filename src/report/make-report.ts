import type { WorkControl } from "../core/analysis-result.ts";
import { AnalysisError } from "../core/errors.ts";
import type { Study } from "../core/model/study.ts";
import type { ReportFile, ReportRequest } from "./report-request.ts";
import type { ReportTools } from "./report-tools.ts";

export async function makeReport(
  _study: Study,
  _request: ReportRequest,
  _tools: ReportTools,
  _control: WorkControl = {},
): Promise<ReportFile[]> {
  throw new AnalysisError("cancelled");
}
