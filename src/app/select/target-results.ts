/** The run's targets as the page shows them: with the values entered by hand. Nothing is measured anew for one. */
import { useMemo } from "react";
import { withStatedValues } from "../../core/plan/stated-value.ts";
import type { TargetResult } from "../../core/plan/target.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, useProject } from "../store/project-store.ts";

const NO_RESULTS: readonly TargetResult[] = [];

/** Empty until the run has judged them. */
export function useTargetResults(): readonly TargetResult[] {
  const targets = useAnalysis((state) => state.study?.targets);
  const results = useAnalysis((state) => state.result?.targets ?? NO_RESULTS);
  const statedValues = useProject((state) => currentChoices(state)?.statedValues);
  return useMemo(
    () => (targets && statedValues ? withStatedValues(results, targets, statedValues) : results),
    [targets, results, statedValues],
  );
}
