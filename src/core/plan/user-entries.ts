/** What was entered by hand, put into the results of a run: lists of projects, then values. Nothing is measured anew. */
import { withListedProjects } from "./listed-project.ts";
import type { PlanEdits } from "./plan-edits.ts";
import { withStatedUnits } from "./stated-units.ts";
import { withStatedValues } from "./stated-value.ts";
import type { Target, TargetResult } from "./target.ts";

/** A list of projects goes before a value for the same target: it is the value's detail. A value of the whole goes before those by county, which stand beside it. */
export function withUserEntries(
  results: readonly TargetResult[],
  targets: readonly Target[],
  { projects, statedValues, statedUnits }: Pick<PlanEdits, "projects" | "statedValues" | "statedUnits">,
): readonly TargetResult[] {
  const ofWhole = withStatedValues(withListedProjects(results, targets, projects), targets, statedValues);
  return withStatedUnits(ofWhole, targets, statedUnits);
}
