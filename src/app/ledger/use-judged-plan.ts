/** The targets that are judged and their results, the default circles of a study without a plan among them. */
import { useMemo } from "react";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import { NO_EDITS, type PlanEdits } from "../../core/plan/plan-edits.ts";
import { withStatedValues } from "../../core/plan/stated-value.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

export interface JudgedPlan {
  readonly targets: readonly Target[];
  /** With what is stated by hand; empty until the run has judged them. */
  readonly results: readonly TargetResult[];
  /** The edits that bear on the judgement: not what is noted in the ledger. */
  readonly edits: PlanEdits;
}

const NO_RESULTS: readonly TargetResult[] = [];
const NO_TARGETS: readonly Target[] = [];

export function useJudgedPlan(): JudgedPlan {
  const study = useAnalysis((state) => state.study);
  const judged = useAnalysis((state) => state.result?.targets ?? NO_RESULTS);
  const changed = useProject((state) => currentEdits(state).targets);
  const statedValues = useProject((state) => currentEdits(state).statedValues);
  const drafts = useProject((state) => currentEdits(state).drafts);
  const draftId = useProject((state) => currentEdits(state).draftId);
  return useMemo(() => {
    const draft = drafts.filter(({ id }) => id === draftId);
    const edits: PlanEdits = { ...NO_EDITS, targets: changed, statedValues, drafts: draft, draftId };
    const targets = study ? judgedTargets(study, edits) : NO_TARGETS;
    return { targets, results: withStatedValues(judged, targets, statedValues), edits };
  }, [study, judged, changed, statedValues, drafts, draftId]);
}
