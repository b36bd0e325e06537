/** Judges several plans on one study: the current one, drafts of the next. What two of them share is judged once. */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { judgeTargets } from "../plan/judge/judge-targets.ts";
import type { Target, TargetResult } from "../plan/target.ts";

/** Results of each plan in the order of its targets, without what is stated by hand. */
export function* judgePlans(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  plans: readonly (readonly Target[])[],
): Generator<Progress, readonly (readonly TargetResult[])[]> {
  const total = plans.reduce((sum, targets) => sum + targets.length, 0);
  const judged: TargetResult[][] = [];
  let done = 0;
  for (const targets of plans) {
    const results: TargetResult[] = [];
    for (const target of targets) {
      yield { stage: "targets", done: done++, total };
      results.push(...judgeTargets(session, [target], parameters));
    }
    judged.push(results);
  }
  return judged;
}
