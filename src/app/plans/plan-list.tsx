import { useId, useState } from "react";
import { formatCount } from "../../core/model/format-number.ts";
import { listChanges } from "../../core/plan/compare-plans.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { PlanDraft } from "../../core/plan/plan-draft.ts";
import type { Target } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useTargetResults } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import { useText } from "../strings/text.ts";
import { createDraft, judgeDraft, rebaseDraft, removeDraft, renameDraft } from "./edit-drafts.ts";

/** The current plan and the drafts of the next one; the chosen one is judged in all of the product. */
export function PlanList({ study, judged }: { readonly study: StudyView; readonly judged: readonly Target[] }) {
  const { t } = useText();
  const edits = useProject(currentEdits);
  const name = useId();
  const current = judgedTargets(study, { ...edits, draftId: "" });
  const base = edits.drafts.find(({ id }) => id === edits.draftId);
  const create = () => createDraft(t("plans.newTitle", { number: edits.drafts.length + 1 }), new Date(), judged);
  return (
    <section className="plan-list" aria-label={t("plans.list")}>
      <fieldset>
        <legend>{t("plans.judged")}</legend>
        <label className="plan-choice">
          <input type="radio" name={name} checked={edits.draftId === ""} onChange={() => judgeDraft("")} />
          <span>
            {t("plans.current")}
            <small>{t("plans.count", { count: formatCount(current.length) })}</small>
          </span>
        </label>
        {edits.drafts.map((draft) => (
          <DraftChoice
            key={draft.id}
            name={name}
            draft={draft}
            current={current}
            isJudged={draft.id === edits.draftId}
          />
        ))}
      </fieldset>
      <button type="button" className="button" onClick={create} data-testid="new-draft">
        {base ? t("plans.newFrom", { title: base.title }) : t("plans.new")}
      </button>
    </section>
  );
}

function DraftChoice({
  name,
  draft,
  current,
  isJudged,
}: {
  readonly name: string;
  readonly draft: PlanDraft;
  readonly current: readonly Target[];
  readonly isJudged: boolean;
}) {
  const { t } = useText();
  const study = useAnalysis((state) => state.study);
  const isDone = useAnalysis((state) => state.status === "done");
  const results = useTargetResults();
  const [title, setTitle] = useState<string | null>(null);
  const currentById = new Map(current.map((target) => [target.id, target]));
  const changed = draft.targets.filter((target) => {
    const before = currentById.get(target.id);
    return before === undefined || listChanges(before, target).length > 0;
  }).length;
  const commit = () => {
    if (title !== null) renameDraft(draft.id, title);
    setTitle(null);
  };
  return (
    <div className="plan-choice-group" data-judged={isJudged}>
      <label className="plan-choice">
        <input type="radio" name={name} checked={isJudged} onChange={() => judgeDraft(draft.id)} />
        <span>
          {draft.title}
          <small>{t("plans.draft.facts", { date: draft.createdOn, changed: formatCount(changed) })}</small>
        </span>
      </label>
      {title !== null && (
        <input
          type="text"
          className="plan-title"
          aria-label={t("plans.rename.label", { title: draft.title })}
          maxLength={200}
          value={title}
          ref={(element) => element?.focus()}
          onChange={(event) => setTitle(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") setTitle(null);
          }}
        />
      )}
      <div className="plan-actions">
        <button type="button" className="link" onClick={() => setTitle(draft.title)}>
          {t("plans.rename")}
        </button>
        {isJudged && (
          <button
            type="button"
            className="link"
            disabled={!isDone || results.length === 0}
            title={t("plans.rebase.hint")}
            onClick={() => study && rebaseDraft(draft.id, results, study.date)}
          >
            {t("plans.rebase")}
          </button>
        )}
        <button type="button" className="link" onClick={() => removeDraft(draft.id)}>
          {t("plans.remove")}
        </button>
      </div>
    </div>
  );
}
