import { useState } from "react";
import type { StageView } from "../../core/model/presentation.ts";
import { BASELINE_NAME } from "../../core/model/scenario.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { currentChoices, currentPresentation, useProject } from "../store/project-store.ts";
import { type Text, useText } from "../strings/text.ts";
import { usePresent } from "./present-store.ts";
import { StageFile } from "./stage-file.tsx";
import { endViews, faultsOfView, recordView, showView } from "./stage-view.ts";

function editViews(change: (views: readonly StageView[]) => readonly StageView[], mergeKey?: string): void {
  const project = useProject.getState();
  project.editPresentation({ views: change(currentPresentation(project).views) }, mergeKey);
}

/** The sequence of views that the stage shows: made of what is on screen, worded, put in order, presented. */
export function StagePart() {
  const { t } = useText();
  const views = useProject((state) => currentPresentation(state).views);
  const viewId = usePresent((state) => state.viewId);
  const put = usePresent((state) => state.put);
  const isReady = useAnalysis((state) => state.result !== null);
  const record = (): void => {
    const view = recordView();
    if (!view) return;
    editViews((all) => [...all, view]);
    put({ viewId: view.id });
  };
  return (
    <section className="present-part" aria-label={t("present.stage")}>
      <p className="quiet">{t("present.stage.note")}</p>
      <div className="present-row">
        <button type="button" className="button" data-testid="stage-record" disabled={!isReady} onClick={record}>
          {t("present.stage.record")}
        </button>
        <button
          type="button"
          className="button button-primary"
          data-testid="stage-begin"
          disabled={views.length === 0 || !isReady}
          onClick={() =>
            put({
              stageIndex: Math.max(
                0,
                views.findIndex(({ id }) => id === viewId),
              ),
            })
          }
        >
          {t("present.stage.begin")}
        </button>
      </div>
      {views.length > 0 && <StageFile />}
      {views.length === 0 && <p className="present-empty">{t("present.stage.empty")}</p>}
      <ol className="stage-views" data-testid="stage-views">
        {views.map((view, place) => (
          <ViewItem key={view.id} view={view} place={place} count={views.length} isOpen={view.id === viewId} />
        ))}
      </ol>
    </section>
  );
}

/** What a view shows, in a line. */
function describeView({ t, local }: Text, view: StageView, title: Parameters<Text["local"]>[0] | undefined): string {
  const scenario = view.scenarioName === BASELINE_NAME ? t("present.baseline") : view.scenarioName;
  const before = view.beforeScenarioName === BASELINE_NAME ? t("present.baseline") : view.beforeScenarioName;
  return [
    title ? local(title) : view.serviceId,
    t(`present.measure.${view.measure}`),
    t("present.minutes", { minutes: Number(view.cutoffMinutes.toFixed(1)) }),
    before === null ? scenario : `${before} → ${scenario}`,
  ].join(" · ");
}

function ViewItem({
  view,
  place,
  count,
  isOpen,
}: {
  readonly view: StageView;
  readonly place: number;
  readonly count: number;
  readonly isOpen: boolean;
}) {
  const text = useText();
  const { t } = text;
  const put = usePresent((state) => state.put);
  const services = useAnalysis((state) => state.study?.services) ?? [];
  const scenarios = useProject((state) => currentChoices(state)?.scenarios) ?? [];
  const title = services.find(({ id }) => id === view.serviceId)?.title;
  const faults = faultsOfView(view, { serviceIds: services.map(({ id }) => id), scenarios });
  const change = (part: Partial<StageView>, field: string): void =>
    editViews((all) => all.map((each) => (each.id === view.id ? { ...each, ...part } : each)), `${view.id} ${field}`);
  const move = (by: number): void =>
    editViews((all) => {
      const others = all.filter(({ id }) => id !== view.id);
      const at = place + by;
      return [...others.slice(0, at), view, ...others.slice(at)];
    });
  const retake = (): void => {
    const now = recordView();
    if (!now) return;
    const { id, sentence, notes, beforeScenarioName } = view;
    change({ ...now, id, sentence, notes, beforeScenarioName }, "retake");
    useProject.getState().seal();
  };
  return (
    <li className="stage-view" data-open={isOpen}>
      <div className="stage-view-head">
        <span className="stage-view-place">{place + 1}</span>
        <button
          type="button"
          className="stage-view-name"
          aria-expanded={isOpen}
          onClick={() => {
            put({ viewId: isOpen ? null : view.id });
            if (isOpen || faults.includes("service")) endViews();
            else showView(view);
          }}
        >
          <strong>{view.sentence || t("present.view.answer")}</strong>
          <span className="quiet">{describeView(text, view, title)}</span>
        </button>
      </div>
      {faults.map((fault) => (
        <p key={fault} className="present-fault" role="alert">
          {t(`present.view.lacks.${fault}`)}
        </p>
      ))}
      {isOpen && (
        <div className="stage-view-form">
          <Words
            label={t("present.view.sentence")}
            hint={t("present.view.sentence.hint")}
            value={view.sentence}
            rows={2}
            testId="view-sentence"
            onChange={(sentence) => change({ sentence }, "sentence")}
          />
          <Words
            label={t("present.view.notes")}
            hint={t("present.view.notes.hint")}
            value={view.notes}
            rows={3}
            testId="view-notes"
            onChange={(notes) => change({ notes }, "notes")}
          />
          {scenarios.length > 0 && (
            <label className="present-field">
              <span className="panel-label">{t("present.view.before")}</span>
              <select
                value={view.beforeScenarioName ?? ""}
                data-testid="view-before"
                onChange={({ target }) => {
                  const beforeScenarioName = target.value === "" ? null : target.value;
                  change({ beforeScenarioName }, "before");
                  useProject.getState().seal();
                  showView({ ...view, beforeScenarioName });
                }}
              >
                <option value="">{t("present.view.before.none")}</option>
                {[BASELINE_NAME, ...scenarios.map(({ name }) => name)]
                  .filter((name) => name !== view.scenarioName)
                  .map((name) => (
                    <option key={name} value={name}>
                      {name === BASELINE_NAME ? t("present.baseline") : name}
                    </option>
                  ))}
              </select>
            </label>
          )}
          <div className="present-row">
            <button type="button" className="link" onClick={retake}>
              {t("present.view.retake")}
            </button>
            <button type="button" className="link" disabled={place === 0} onClick={() => move(-1)}>
              {t("present.view.up")}
            </button>
            <button type="button" className="link" disabled={place === count - 1} onClick={() => move(1)}>
              {t("present.view.down")}
            </button>
            <button
              type="button"
              className="link"
              onClick={() => {
                editViews((all) => all.filter(({ id }) => id !== view.id));
                put({ viewId: null });
                endViews();
              }}
            >
              {t("present.view.remove")}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}

function Words({
  label,
  hint,
  value,
  rows,
  testId,
  onChange,
}: {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly rows: number;
  readonly testId: string;
  readonly onChange: (value: string) => void;
}) {
  const [isWriting, setIsWriting] = useState(false);
  return (
    <label className="present-field">
      <span className="panel-label">{label}</span>
      <textarea
        rows={rows}
        value={value}
        placeholder={isWriting ? "" : hint}
        data-testid={testId}
        onFocus={() => setIsWriting(true)}
        onBlur={() => {
          setIsWriting(false);
          useProject.getState().seal();
        }}
        onChange={({ target }) => onChange(target.value)}
      />
    </label>
  );
}
