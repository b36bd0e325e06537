/** What was entered by hand, put into the results of a run: lists of projects, then values. Nothing is measured anew. */
import { withListedProjects } from "./listed-project.ts";
import type { PlanEdits } from "./plan-edits.ts";
import { withStatedValues } from "./stated-value.ts";
import type { Target, TargetResult } from "./target.ts";

/** A list of projects goes before a value for the same target: it is the value's detail. */
export function withUserEntries(
  results: readonly TargetResult[],
  targets: readonly Target[],
  { projects, statedValues }: Pick<PlanEdits, "projects" | "statedValues">,
): readonly TargetResult[] {
  return withStatedValues(withListedProjects(results, targets, projects), targets, statedValues);
}
