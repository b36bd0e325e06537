/** The targets that a study is judged by: its plan's (or the chosen draft's) with what was changed and decided, or one circle per service. */
import type { Study } from "../model/study.ts";
import { applyChoices } from "./apply-choices.ts";
import { createDefaultTargets } from "./default-targets.ts";
import type { PlanEdits } from "./plan-edits.ts";
import type { Target } from "./target.ts";
import { isSameRule } from "./words/target-changes.ts";

/** In the plan's order. A draft stands as it is: it decides for itself. */
export function judgedTargets(
  study: Pick<Study, "targets" | "services" | "inconsistencies">,
  edits: PlanEdits,
): readonly Target[] {
  const draft = edits.drafts.find(({ id }) => id === edits.draftId);
  if (draft) return draft.targets;
  if (study.targets.length === 0) return createDefaultTargets(study.services);
  const edited = new Map(edits.targets.map((target) => [target.id, target]));
  const targets = study.targets.map((target) => edited.get(target.id) ?? target);
  // A target of which only a name or another reading was written is not edited: what was decided still holds for it.
  const isEdited = (own: Target): boolean => {
    const edit = edited.get(own.id);
    return edit !== undefined && !isSameRule(own, edit);
  };
  const editedIds = new Set(study.targets.filter(isEdited).map(({ id }) => id));
  return applyChoices(targets, study.inconsistencies, edits.choices, editedIds);
}
