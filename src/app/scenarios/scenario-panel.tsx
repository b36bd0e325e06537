import { useEffect, useState } from "react";
import { formatCount, formatDemand } from "../../core/model/format-number.ts";
import type { Scenario } from "../../core/model/scenario.ts";
import { useComparisonView } from "../comparison/comparison-view.ts";
import { type ShownCoverage, useShownCoverage } from "../select/shown-coverage.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { requestBaselineCoverage } from "../store/ask-worker.ts";
import { currentChoices, currentScenario, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import { beginScenario, closeFacility, copyScenario, moveScenario, renameScenario } from "./change-scenario.ts";
import { DrawPanel } from "./draw/draw-panel.tsx";
import { useDrawing } from "./draw/draw-store.ts";
import { ScenarioFiles } from "./scenario-files.tsx";
import { ScenarioSteps } from "./scenario-steps.tsx";
import { useScenarioTools } from "./scenario-tools.ts";
import { signed } from "./signed.ts";
import "./scenarios.css";

/** Scenarios of the open study: which one is on screen, its steps, and what it changes. */
export function ScenarioPanel() {
  const { t } = useText();
  const scenarios = useProject((state) => currentChoices(state)?.scenarios) ?? [];
  const scenario = useProject(currentScenario);
  const showScenario = useProject((state) => state.showScenario);
  const baseline = useAnalysis((state) => state.baseline);
  const shown = useShownCoverage();
  if (!baseline) return null;
  return (
    <section className="scenarios" aria-label={t("scenarios.heading")}>
      <h2>{t("scenarios.heading")}</h2>
      <p className="quiet">{t("scenarios.lead")}</p>
      <fieldset className="scenario-choice">
        <legend className="visually-hidden">{t("scenarios.heading")}</legend>
        {[null, ...scenarios].map((each) => (
          <label key={each?.id ?? ""}>
            <input
              type="radio"
              name="scenario"
              checked={each?.id === scenario?.id}
              onChange={() => showScenario(each?.id ?? null)}
            />
            <span>{each?.name ?? t("scenarios.baseline")}</span>
          </label>
        ))}
      </fieldset>
      <p className="scenario-begin">
        <button
          type="button"
          className={scenarios.length === 0 ? "button button-primary" : "button"}
          data-testid="new-scenario"
          onClick={() => beginScenario(`${t("scenarios.newName")} ${scenarios.length + 1}`)}
        >
          {t("scenarios.new")}
        </button>
        {scenarios.length > 0 && (
          <button
            type="button"
            className="button"
            data-testid="open-comparison"
            onClick={() => useComparisonView.getState().put({ isOpen: true })}
          >
            {t("compare.open")}
          </button>
        )}
      </p>
      {scenario && shown && (
        <>
          <ScenarioName key={scenario.id} scenario={scenario} />
          <ScenarioFigures shown={shown} />
          <ScenarioHand shown={shown} />
          <DrawPanel key={`draw ${scenario.id}`} shown={shown} scenario={scenario} />
          <h3>{t("scenarios.steps")}</h3>
          {scenario.edits.length === 0 ? <ServiceHint /> : <ScenarioSteps scenario={scenario} baseline={baseline} />}
        </>
      )}
      <ScenarioFiles />
    </section>
  );
}

function ServiceHint() {
  const { t, local } = useText();
  const shown = useShownCoverage();
  return <p className="quiet">{t("scenarios.noSteps", { service: shown ? local(shown.service.title) : "" })}</p>;
}

function ScenarioName({ scenario }: { readonly scenario: Scenario }) {
  const { t } = useText();
  const removeScenario = useProject((state) => state.removeScenario);
  const [draft, setDraft] = useState(scenario.name);
  useEffect(() => setDraft(scenario.name), [scenario.name]);
  return (
    <div className="scenario-name">
      <label>
        <span>{t("scenarios.name")}</span>
        <input
          type="text"
          value={draft}
          maxLength={200}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={() => renameScenario(scenario, draft)}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
      </label>
      <span>
        <span className="scenario-order">
          {([-1, 1] as const).map((by) => (
            <button
              key={by}
              type="button"
              className="link"
              aria-label={t(by < 0 ? "draw.step.up" : "draw.step.down", { name: scenario.name })}
              onClick={() => moveScenario(scenario, by)}
            >
              {by < 0 ? "↑" : "↓"}
            </button>
          ))}
        </span>
        <button type="button" className="link" onClick={() => copyScenario(scenario)}>
          {t("scenarios.copy")}
        </button>
        <button type="button" className="link" onClick={() => removeScenario(scenario.id)}>
          {t("scenarios.remove")}
        </button>
      </span>
    </div>
  );
}

/** People covered under the scenario, and against today. */
function ScenarioFigures({ shown }: { readonly shown: ShownCoverage }) {
  const { t, language } = useText();
  const today = useCoveredToday(shown);
  const { peopleCovered } = shown.answer;
  const unit = shown.study.demand.unit;
  const change = today === null ? null : peopleCovered - today;
  return (
    <dl className="scenario-figures">
      <div>
        <dt>{t("scenarios.now", { minutes: formatCount(shown.coverage.cutoffSeconds / 60) })}</dt>
        <dd>{formatDemand(peopleCovered, unit, language)}</dd>
      </div>
      <div>
        <dt>{t("scenarios.change")}</dt>
        <dd data-testid="scenario-change" data-better={change !== null && change > 0}>
          {change === null ? "…" : signed(change, (value) => formatDemand(value, unit, language))}
        </dd>
      </div>
    </dl>
  );
}

/** People covered in scope without the scenario, under the same parameters; null until it is known. */
function useCoveredToday({ service, result, indexes }: ShownCoverage): number | null {
  const { parameters } = result;
  const [covered, setCovered] = useState<{ readonly key: string; readonly value: Float64Array } | null>(null);
  const { serviceIds: _, ...others } = parameters;
  const key = JSON.stringify([service.id, others]);
  // The key says all that the question does.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new object with an equal key is no new question
  useEffect(() => {
    let isWanted = true;
    void requestBaselineCoverage(parameters, service.id).then((coverage) => {
      if (isWanted && coverage) setCovered({ key, value: coverage.peopleCovered });
    });
    return () => {
      isWanted = false;
    };
  }, [key]);
  if (covered?.key !== key) return null;
  return indexes.reduce((sum, index) => sum + (covered.value[index] ?? 0), 0);
}

/** What can be done on the map with the service on screen. */
function ScenarioHand({ shown }: { readonly shown: ShownCoverage }) {
  const { t, local } = useText();
  const isPlacing = useScenarioTools((state) => state.isPlacing);
  const show = useScenarioTools((state) => state.show);
  const selected = useView((state) => state.selectedFacilityIndex);
  const layer = shown.study.facilities.find(({ serviceId }) => serviceId === shown.service.id);
  const facilityId = selected === null ? undefined : layer?.ids[selected];
  const close = (): void => {
    if (facilityId === undefined) return;
    useView.getState().show({ selectedFacilityIndex: null });
    closeFacility(shown.service.id, facilityId);
  };
  useEffect(() => () => show({ isPlacing: false }), [show]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") show({ isPlacing: false });
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [show]);
  return (
    <div className="scenario-hand">
      <button
        type="button"
        className="button"
        aria-pressed={isPlacing}
        data-testid="place-facility"
        onClick={() => {
          useDrawing.getState().end();
          show({ isPlacing: !isPlacing });
        }}
      >
        {isPlacing ? t("scenarios.placing") : t("scenarios.place", { service: local(shown.service.title) })}
      </button>
      {facilityId !== undefined && (
        <button type="button" className="button" onClick={close}>
          {t("scenarios.close", { name: layer?.names[selected ?? -1] || facilityId })}
        </button>
      )}
      <p className="quiet">{t("scenarios.dragHint")}</p>
    </div>
  );
}
