import { GROUP_IDS } from "../../core/model/demand.ts";
import { nameOfEdit } from "../../core/model/edit-words.ts";
import type { Scenario, ScenarioEdit } from "../../core/model/scenario.ts";
import type { EditIssue } from "../../core/scenario/edit-issue.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { moveEdit, removeEdit, switchEdit } from "./change-scenario.ts";

/** The edits of a scenario in their order: each can be switched off, moved and removed. */
export function ScenarioSteps({ scenario, baseline }: { readonly scenario: Scenario; readonly baseline: StudyView }) {
  const { t } = useText();
  const issues = useAnalysis((state) => state.editIssues);
  const last = scenario.edits.length - 1;
  return (
    <ol className="scenario-steps">
      {scenario.edits.map((edit, place) => {
        const step = wordsOf(t, edit, scenario, baseline);
        return (
          <li key={edit.id} data-off={edit.isOff}>
            <label>
              <input
                type="checkbox"
                checked={!edit.isOff}
                aria-label={t("scenarios.step.on", { step })}
                onChange={() => switchEdit(scenario, edit.id)}
              />
              <span>{step}</span>
            </label>
            <span className="scenario-step-tools">
              <button
                type="button"
                className="link"
                disabled={place === 0}
                aria-label={t("scenarios.step.up", { step })}
                onClick={() => moveEdit(scenario, edit.id, place - 1)}
              >
                ↑
              </button>
              <button
                type="button"
                className="link"
                disabled={place === last}
                aria-label={t("scenarios.step.down", { step })}
                onClick={() => moveEdit(scenario, edit.id, place + 1)}
              >
                ↓
              </button>
              <button
                type="button"
                className="link"
                aria-label={t("scenarios.step.remove", { step })}
                onClick={() => removeEdit(scenario, edit.id)}
              >
                ×
              </button>
            </span>
            {!edit.isOff && <StepIssues issues={issues.filter(({ editId }) => editId === edit.id)} />}
          </li>
        );
      })}
    </ol>
  );
}

/** What the step could not do, or does otherwise than asked: a line for each kind, with all that it is about. */
function StepIssues({ issues }: { readonly issues: readonly EditIssue[] }) {
  const { t, list } = useText();
  const codes = [...new Set(issues.map(({ code }) => code))];
  return codes.map((code) => {
    const own = issues.filter((issue) => issue.code === code);
    const groups = own.map(({ subject }) => {
      const groupId = GROUP_IDS.find((id) => id === subject);
      return groupId ? t(`group.${groupId}`) : subject;
    });
    const subject = list([...new Set(own.map((issue) => issue.subject))]);
    return (
      <p key={code} className="scenario-step-issue" data-testid="step-issue">
        {t(`draw.issue.${own[0]?.severity ?? "warning"}`)}
        {t(`draw.issue.${code}`, { subject, group: list(groups) })}
      </p>
    );
  });
}

/** What an edit does, as a few words. */
export function wordsOf(t: Text["t"], edit: ScenarioEdit, scenario: Scenario, baseline: StudyView): string {
  const name =
    edit.kind === "change-profile"
      ? `${t(`ask.profile.${edit.profileId}`)} ${edit.speedMetresPerSecond} m/s`
      : nameOfEdit(edit, scenario, baseline);
  return t(`scenarios.step.${edit.kind}`, { name });
}
