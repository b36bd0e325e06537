/** The targets that are judged and their results, the default circles of a study without a plan among them. */
import { useMemo } from "react";
import { useShallow } from "zustand/react/shallow";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { withUserEntries } from "../../core/plan/user-entries.ts";
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
/** The same arrays each time, so that a note in the ledger is no new plan. */
const NO_BEARING: Pick<PlanEdits, "ledgerNotes" | "choices" | "snapshots"> = {
  ledgerNotes: [],
  choices: [],
  snapshots: [],
};

export function useJudgedPlan(): JudgedPlan {
  const study = useAnalysis((state) => state.study);
  const judged = useAnalysis((state) => state.result?.targets ?? NO_RESULTS);
  const bearing: PlanEdits = useProject(useShallow((state) => ({ ...currentEdits(state), ...NO_BEARING })));
  return useMemo(() => {
    const edits = { ...bearing, drafts: bearing.drafts.filter(({ id }) => id === bearing.draftId) };
    const targets = study ? judgedTargets(study, edits) : NO_TARGETS;
    return { targets, results: withUserEntries(judged, targets, edits), edits };
  }, [study, judged, bearing]);
}
