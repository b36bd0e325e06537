import { lazy, memo, Suspense, useState } from "react";
import type { Target } from "../../../core/plan/target.ts";
import { describeTest } from "../../../core/plan/words/describe-test.ts";
import { listTargetChanges, type TargetChange } from "../../../core/plan/words/target-changes.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { restoreTarget } from "../../store/edit-target.ts";
import { currentParameters, useProject } from "../../store/project-store.ts";
import { type TextKey, useText } from "../../strings/text.ts";
import "./rule-editor.css";

const RuleForm = lazy(async () => ({ default: (await import("./rule-form.tsx")).RuleForm }));

/** What a target's rule tests, how it differs from the plan's own, and the form that changes it. */
export const RuleEditor = memo(function RuleEditor({
  study,
  target,
}: {
  readonly study: StudyView;
  readonly target: Target;
}) {
  const { t, local } = useText();
  const [isOpen, setOpen] = useState(false);
  const passShare = useProject((state) => currentParameters(state).passShare);
  const profileId = useProject((state) => currentParameters(state).profileId);
  const changes = listChanges(study, target);
  return (
    <section className="rule-editor">
      <p className="rule-test" data-testid="rule-test">
        <strong>{t("ruleEditor.tests")}</strong> {local(describeTest(target, study.services, { passShare, profileId }))}
      </p>
      <p className="rule-buttons">
        <button
          type="button"
          className="button"
          data-testid="open-rule-editor"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? "ruleEditor.close" : "ruleEditor.open")}
        </button>
        {changes.length > 0 && (
          <button type="button" className="link" onClick={() => restoreTarget(target.id)}>
            {t(MARKS[kindOf(changes)].restore)}
          </button>
        )}
      </p>
      {changes.length > 0 && <Changes changes={changes} />}
      {isOpen && (
        <Suspense fallback={null}>
          <RuleForm study={study} target={target} />
        </Suspense>
      )}
    </section>
  );
});

function Changes({ changes }: { readonly changes: readonly TargetChange[] }) {
  const { t, local } = useText();
  return (
    <div className="rule-changes" data-testid="rule-changes">
      <h3>{t(MARKS[kindOf(changes)].heading)}</h3>
      <dl className="card-rows">
        {changes.map(({ label, before, after }) => (
          <div key={label.en}>
            <dt>{local(label)}</dt>
            <dd>{t("ruleEditor.change", { before: local(before), after: local(after) })}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** A change of the rule outweighs all others; neither who answers for a target nor another reading of it is its rule. */
function kindOf(changes: readonly TargetChange[]): TargetChange["of"] {
  return (["rule", "reading"] as const).find((kind) => changes.some(({ of }) => of === kind)) ?? "bureau";
}

const MARKS = {
  rule: { mark: "ruleEditor.changed", heading: "ruleEditor.changes", restore: "ruleEditor.restore" },
  reading: {
    mark: "ruleEditor.changed.reading",
    heading: "ruleEditor.changes.reading",
    restore: "ruleEditor.restore.reading",
  },
  bureau: {
    mark: "ruleEditor.changed.bureau",
    heading: "ruleEditor.changes.bureau",
    restore: "ruleEditor.restore.bureau",
  },
} as const satisfies Record<TargetChange["of"], Record<string, TextKey>>;

/** Says where a target's rule is not the plan's own, or what else was changed in it. */
export function ChangedMark({ study, target }: { readonly study: StudyView | null; readonly target: Target }) {
  const { t } = useText();
  const changes = study ? listChanges(study, target) : [];
  if (changes.length === 0) return null;
  return <span className="rule-changed-mark">{t(MARKS[kindOf(changes)].mark)}</span>;
}

/** By target: list and page ask for the same while nothing is edited. */
const changesOf = new WeakMap<Target, { readonly own: Target; readonly changes: readonly TargetChange[] }>();

function listChanges({ targets, services }: StudyView, target: Target): readonly TargetChange[] {
  const own = targets.find(({ id }) => id === target.id);
  if (own === undefined || own === target) return [];
  const known = changesOf.get(target);
  if (known?.own === own) return known.changes;
  const changes = listTargetChanges(own, target, services);
  changesOf.set(target, { own, changes });
  return changes;
}
