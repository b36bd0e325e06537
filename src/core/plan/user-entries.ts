/** What was entered by hand, put into the results of a run. Nothing is measured anew. */
import type { PlanEdits } from "./plan-edits.ts";
import { withStatedValues } from "./stated-value.ts";
import type { Target, TargetResult } from "./target.ts";

export function withUserEntries(
  results: readonly TargetResult[],
  targets: readonly Target[],
  { statedValues }: Pick<PlanEdits, "statedValues">,
): readonly TargetResult[] {
  return withStatedValues(results, targets, statedValues);
}
