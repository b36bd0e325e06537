/** What can be done with drafts of the next plan. Every step is an edit that can be undone. */
import { changeDraftTarget, type PlanDraft, setPresentBaselines } from "../../core/plan/plan-draft.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

/** Copies targets into a new draft, which is judged from now on. Made at another moment it is another draft, in whatever file it ends up. */
export function createDraft(title: string, now: Date, targets: readonly Target[]): PlanDraft {
  const { drafts } = currentEdits(useProject.getState());
  const id = `draft-${now.getTime().toString(36)}`;
  const draft: PlanDraft = { id, title, createdOn: now.toISOString().slice(0, 10), targets };
  useProject.getState().editPlan({ drafts: [...drafts, draft], draftId: id });
  return draft;
}

/** "" judges the current plan. */
export function judgeDraft(draftId: string): void {
  if (currentEdits(useProject.getState()).draftId !== draftId) useProject.getState().editPlan({ draftId });
}

/** A title of blanks changes nothing. */
export function renameDraft(draftId: string, title: string): void {
  const named = title.trim();
  if (named !== "") changeDraft(draftId, (draft) => ({ ...draft, title: named }));
}

export function changeTarget(draftId: string, target: Target): void {
  changeDraft(draftId, (draft) => changeDraftTarget(draft, target));
}

/** Sets every baseline of a draft to what was found now. */
export function rebaseDraft(draftId: string, results: readonly TargetResult[], dataDate: string): void {
  changeDraft(draftId, (draft) => ({ ...draft, targets: setPresentBaselines(draft.targets, results, dataDate) }));
}

/** Where the draft was judged, the current plan is judged again. */
export function removeDraft(draftId: string): void {
  const edits = currentEdits(useProject.getState());
  useProject.getState().editPlan({
    drafts: edits.drafts.filter(({ id }) => id !== draftId),
    draftId: edits.draftId === draftId ? "" : edits.draftId,
  });
}

function changeDraft(draftId: string, change: (draft: PlanDraft) => PlanDraft): void {
  const { drafts } = currentEdits(useProject.getState());
  useProject.getState().editPlan({ drafts: drafts.map((draft) => (draft.id === draftId ? change(draft) : draft)) });
}
