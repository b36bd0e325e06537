import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { nameOfEdit } from "../../core/model/edit-words.ts";
import { formatCount } from "../../core/model/format-number.ts";
import type { Scenario, ScenarioEdit } from "../../core/model/scenario.ts";
import type { EditIssue } from "../../core/scenario/edit-issue.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { moveEdit, removeEdit, switchEdit } from "./change-scenario.ts";

/** So many steps stand in the panel one below the other; more are scrolled in a frame of their own, and only those in view are in the page. */
const MOST_IN_ONE_PIECE = 60;
const STEP_HEIGHT = 54;
const FRAME_HEIGHT = 480;

interface StepsProps {
  readonly scenario: Scenario;
  readonly baseline: StudyView;
}

/** The edits of a scenario in their order: each can be switched off, moved and removed. */
export function ScenarioSteps({ scenario, baseline }: StepsProps) {
  if (scenario.edits.length > MOST_IN_ONE_PIECE) return <ManySteps scenario={scenario} baseline={baseline} />;
  return (
    <ol className="scenario-steps">
      {scenario.edits.map((edit, place) => (
        <Step key={edit.id} edit={edit} place={place} scenario={scenario} baseline={baseline} />
      ))}
    </ol>
  );
}

function ManySteps({ scenario, baseline }: StepsProps) {
  const { t } = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { edits } = scenario;
  const virtual = useVirtualizer({
    count: edits.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => STEP_HEIGHT,
    getItemKey: (place) => edits[place]?.id ?? place,
    overscan: 4,
  });
  return (
    <>
      <p className="quiet" data-testid="step-count">
        {t("scenarios.steps.count", { count: formatCount(edits.length) })}
      </p>
      <div ref={scroller} className="scenario-steps-frame" style={{ height: FRAME_HEIGHT }}>
        <ol className="scenario-steps" style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const edit = edits[index];
            return (
              edit && (
                <Step
                  key={key}
                  edit={edit}
                  place={index}
                  scenario={scenario}
                  baseline={baseline}
                  start={start}
                  measure={virtual.measureElement}
                />
              )
            );
          })}
        </ol>
      </div>
    </>
  );
}

function Step({
  edit,
  place,
  scenario,
  baseline,
  start,
  measure,
}: StepsProps & {
  readonly edit: ScenarioEdit;
  readonly place: number;
  /** Pixels from the first step, where the list is a long one. */
  readonly start?: number;
  readonly measure?: (element: HTMLLIElement | null) => void;
}) {
  const { t } = useText();
  const issues = useAnalysis((state) => state.editIssues);
  const step = wordsOf(t, edit, scenario, baseline);
  const count = scenario.edits.length;
  const isLong = start !== undefined;
  return (
    <li
      ref={measure}
      data-index={place}
      data-off={edit.isOff}
      aria-setsize={isLong ? count : undefined}
      aria-posinset={isLong ? place + 1 : undefined}
      style={isLong ? { position: "absolute", insetInline: 0, transform: `translateY(${start}px)` } : undefined}
    >
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
          disabled={place === count - 1}
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
