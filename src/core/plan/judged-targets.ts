/** The targets that a study is judged by: its plan's (or the chosen draft's) with what was changed, or one circle per service. */
import type { Study } from "../model/study.ts";
import { createDefaultTargets } from "./default-targets.ts";
import type { PlanEdits } from "./plan-edits.ts";
import type { Target } from "./target.ts";

/** In the plan's order. */
export function judgedTargets(study: Pick<Study, "targets" | "services">, edits: PlanEdits): readonly Target[] {
  const draft = edits.drafts.find(({ id }) => id === edits.draftId);
  if (draft) return draft.targets;
  if (study.targets.length === 0) return createDefaultTargets(study.services);
  const edited = new Map(edits.targets.map((target) => [target.id, target]));
  return study.targets.map((target) => edited.get(target.id) ?? target);
}
