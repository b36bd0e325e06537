/** The targets that are judged and their results, as the page shows them: with all that was changed and entered by hand. */
import { useMemo } from "react";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { withUserEntries } from "../../core/plan/user-entries.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { rememberLatest } from "./remember-latest.ts";

const NO_RESULTS: readonly TargetResult[] = [];
const NO_TARGETS: readonly Target[] = [];

/** One list as long as neither the study nor an edit changes. */
const listTargets = rememberLatest(judgedTargets);

/** The targets of the plan (or draft) that is judged; empty while no study is open, or where it has no plan. */
export function useTargets(): readonly Target[] {
  const study = useAnalysis((state) => state.study);
  const edits = useProject(currentEdits);
  return study && (study.targets.length > 0 || edits.drafts.length > 0) ? listTargets(study, edits) : NO_TARGETS;
}

/** Outside of a component. */
export function readTargets(): readonly Target[] {
  const { study } = useAnalysis.getState();
  return study ? listTargets(study, currentEdits(useProject.getState())) : NO_TARGETS;
}

/** Empty until the run has judged them. Nothing is measured anew for a value entered by hand. */
export function useTargetResults(): readonly TargetResult[] {
  const targets = useTargets();
  const results = useAnalysis((state) => state.result?.targets ?? NO_RESULTS);
  const projects = useProject((state) => currentEdits(state).projects);
  const statedValues = useProject((state) => currentEdits(state).statedValues);
  const statedUnits = useProject((state) => currentEdits(state).statedUnits);
  return useMemo(
    () => withUserEntries(results, targets, { projects, statedValues, statedUnits }),
    [targets, results, projects, statedValues, statedUnits],
  );
}
