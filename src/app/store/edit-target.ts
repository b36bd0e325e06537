/** Edits of one target, wherever it is judged: in the plan, or in the draft of the next one that is being judged. Each can be undone. */
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import type { Target } from "../../core/plan/target.ts";
import { isSameTarget } from "../../core/plan/words/target-changes.ts";
import { useAnalysis } from "./analysis-store.ts";
import { currentEdits, useProject } from "./project-store.ts";

/** Puts a target in the place of the one with its id. Back at the plan's own words, the plan has no edit of it. */
export function editTarget(target: Target, mergeKey?: string): void {
  const project = useProject.getState();
  project.editPlan(placeTarget(currentEdits(project), target, planTarget(target.id)), mergeKey);
}

/** Takes every change of a target's rule back to what the plan says; a draft's target becomes the plan's. */
export function restoreTarget(targetId: string): void {
  const own = planTarget(targetId);
  if (own) editTarget(own);
}

/** The target as the plan of the open study has it. */
function planTarget(targetId: string): Target | undefined {
  return useAnalysis.getState().study?.targets.find(({ id }) => id === targetId);
}

/** What changes in the edits; `own` is the plan's target with the same id. */
function placeTarget(edits: PlanEdits, target: Target, own: Target | undefined): Partial<PlanEdits> {
  const { drafts, draftId, targets } = edits;
  const others = targets.filter(({ id }) => id !== target.id);
  if (!drafts.some(({ id }) => id === draftId))
    return { targets: own && isSameTarget(own, target) ? others : [...others, target] };
  return {
    drafts: drafts.map((draft) => {
      if (draft.id !== draftId) return draft;
      const isThere = draft.targets.some(({ id }) => id === target.id);
      return {
        ...draft,
        targets: isThere
          ? draft.targets.map((each) => (each.id === target.id ? target : each))
          : [...draft.targets, target],
      };
    }),
  };
}
