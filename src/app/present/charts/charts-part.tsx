import { useEffect } from "react";
import { communitiesInScope, hasKinds, type Scope } from "../../../core/model/scope.ts";
import { unitTree } from "../../../core/model/unit-tree.ts";
import type { StudyView } from "../../../worker/protocol.ts";
import { Segmented } from "../../controls/segmented.tsx";
import { chooseService } from "../../coverage/service-list.tsx";
import { useAnalysis } from "../../store/analysis-store.ts";
import { currentChoices, useProject } from "../../store/project-store.ts";
import { useView } from "../../store/view-store.ts";
import { useText } from "../../strings/text.ts";
import { useChartQuestion } from "./ask-charts.ts";
import { scenarioOfSteps } from "./chart-question.ts";
import { useCharts } from "./charts-store.ts";

const LAID_OUT_MS = 150;

/** What the charts are about: the service on screen, where, in which units, and which scenario is told step by step. */
export function ChartsPart() {
  const { t, local } = useText();
  const study = useAnalysis((state) => state.study);
  const choices = useProject(currentChoices);
  const scopeOf = useCharts((state) => state.scopeOf);
  const stepsOf = useCharts((state) => state.stepsOf);
  const put = useCharts((state) => state.put);
  const question = useChartQuestion();
  useScopeOnMap(study, question?.scope);
  if (!study || !choices || !question) return null;
  const { counties } = unitTree(study);
  const hasScopes = counties.length > 1 || hasKinds(study);
  return (
    <section className="present-part" aria-label={t("present.charts")}>
      <p className="quiet">{t("charts.note")}</p>
      <label className="present-field">
        <span className="panel-label">{t("charts.service")}</span>
        <select
          value={question.serviceId}
          data-testid="charts-service"
          title={t("charts.service.note")}
          onChange={({ target }) => chooseService(target.value)}
        >
          {study.services
            .filter(({ circle }) => circle)
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {local(title)}
              </option>
            ))}
        </select>
      </label>
      {hasScopes && (
        <div className="present-field">
          <Segmented
            label={t("charts.scope")}
            options={(["page", "study"] as const).map((value) => ({ value, label: t(`charts.scope.${value}`) }))}
            value={scopeOf}
            onChange={(next) => put({ scopeOf: next, level: null })}
          />
        </div>
      )}
      {counties.length > 1 && (
        <div className="present-field">
          <Segmented
            label={t("charts.level")}
            options={(["county", "township"] as const).map((value) => ({ value, label: t(`charts.level.${value}`) }))}
            value={question.level}
            onChange={(level) => put({ level })}
          />
        </div>
      )}
      {choices.scenarios.length > 0 && (
        <label className="present-field">
          <span className="panel-label">{t("charts.steps")}</span>
          <select
            value={scenarioOfSteps(choices, stepsOf)?.name ?? ""}
            data-testid="charts-steps"
            onChange={({ target }) => put({ stepsOf: target.value })}
          >
            {choices.scenarios.map(({ id, name }) => (
              <option key={id} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
    </section>
  );
}

/** The map shows the communities that the charts are of, again whenever these become others. */
function useScopeOnMap(study: StudyView | null, scope: Scope | undefined): void {
  const key = JSON.stringify(scope);
  useEffect(() => {
    if (!study || key === undefined) return;
    const asked = JSON.parse(key) as Scope;
    const communityIndexes = communitiesInScope(study, asked);
    const isWhole = asked.areaId === "all" || communityIndexes.length === 0;
    // The map has taken its place beside the charts by then.
    const timer = setTimeout(
      () => useView.getState().fly(isWhole ? { kind: "study" } : { kind: "communities", communityIndexes }),
      LAID_OUT_MS,
    );
    return () => clearTimeout(timer);
  }, [study, key]);
}
