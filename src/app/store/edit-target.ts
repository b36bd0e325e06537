/** Edits of one target, wherever it is judged: in the plan, or in the draft of the next one that is being judged. Each can be undone. */
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import type { Target } from "../../core/plan/target.ts";
import { isJudgedAlike, isSameRule, isSameTarget } from "../../core/plan/words/target-changes.ts";
import { readTargets } from "../select/target-results.ts";
import { useAnalysis } from "./analysis-store.ts";
import { currentEdits, useProject } from "./project-store.ts";

/** Puts a target in the place of the one with its id. Back at the plan's own words, the plan has no edit of it. */
export function editTarget(target: Target, mergeKey?: string): void {
  const project = useProject.getState();
  const edits = currentEdits(project);
  const own = planTarget(target.id);
  project.editPlan(placeTarget(edits, withOwnRule(edits, target, own), own), mergeKey);
}

/** Where names alone were written, the plan's own words stay beside them: what was decided of its contradictions then holds on. */
function withOwnRule({ targets, drafts, draftId }: PlanEdits, target: Target, own: Target | undefined): Target {
  // A draft decides for itself.
  if (drafts.some(({ id }) => id === draftId)) return target;
  const shown = readTargets().find(({ id }) => id === target.id);
  const base = targets.find(({ id }) => id === target.id) ?? own;
  if (!own || !base || !shown || !isSameRule(own, base) || !isJudgedAlike(shown, target)) return target;
  const { bureau: _bureau, confirmation: _confirmed, ...words } = base;
  return {
    ...words,
    ...(target.bureau ? { bureau: target.bureau } : {}),
    ...(target.confirmation ? { confirmation: target.confirmation } : {}),
  };
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
