import type { ReactNode } from "react";
import type { Chart } from "../../../report/charts/chart.ts";
import { Segmented } from "../../controls/segmented.tsx";
import { describeFailure } from "../../describe-error.ts";
import { ProgressLine } from "../../frame/progress-banner.tsx";
import { useSiting } from "../../siting/siting-store.ts";
import { useAnalysis } from "../../store/analysis-store.ts";
import { currentChoices, useProject } from "../../store/project-store.ts";
import { useView } from "../../store/view-store.ts";
import { type TextKey, useText } from "../../strings/text.ts";
import { useAskedCharts, useChartQuestion } from "./ask-charts.ts";
import { ChartCard } from "./chart-card.tsx";
import { gainOfSiting } from "./chart-question.ts";
import { useCharts } from "./charts-store.ts";
import { DistrictCard } from "./district-card.tsx";
import "./charts.css";

/** All charts of the service on screen, one under the other. */
export function ChartsPanel() {
  const { t, local } = useText();
  const question = useChartQuestion();
  useAskedCharts(question);
  const study = useAnalysis((state) => state.study);
  const charts = useCharts((state) => state.charts);
  const isStale = useCharts((state) => state.isStale);
  const progress = useCharts((state) => state.progress);
  const failure = useCharts((state) => state.failure);
  const lines = useCharts((state) => state.lines);
  if (!study || !question) return null;
  const { serviceId, scope, stepsOf } = question;
  const find = (start: string): Chart | undefined =>
    charts.find(({ id }) => id === start || id.startsWith(`${start}:`));
  const districts = find(`coverage-by-district:${serviceId}`);
  const ownMinutes = charts.find(({ id }) => id === `people-by-minutes:${serviceId}`);
  const allMinutes = charts.find(({ id }) => id === "people-by-minutes");
  const minutes = lines === "all" && allMinutes ? allMinutes : ownMinutes;
  const lorenz = find(`lorenz:${serviceId}`);
  const steps = charts.find(({ id }) => id.startsWith(`steps:${serviceId}:`));
  const isReady = ownMinutes !== undefined;
  const said = failure && describeFailure(failure);
  return (
    <div className="charts" aria-busy={isStale} data-testid="charts">
      <h2 className="visually-hidden">{t("present.charts")}</h2>
      {isStale && !said && (
        <div className="charts-waiting">
          <ProgressLine title={t("charts.waiting")} progress={progress} />
        </div>
      )}
      {said && (
        <p className="present-fault present-fault-plain" role="alert">
          {local(said.happened)} {local(said.todo)}
        </p>
      )}
      {districts?.kind === "bars" && <DistrictCard chart={districts} study={study} scope={scope} />}
      {minutes && <ChartCard chart={minutes} head={allMinutes && <LinesChoice />} />}
      {lorenz && <ChartCard chart={lorenz} />}
      {isReady && !lorenz && <NoChart title={t("equity.heading")}>{t("charts.lorenz.none")}</NoChart>}
      {steps && <ChartCard chart={steps} />}
      {isReady && !steps && !isStale && (
        <NoChart title={t("charts.steps.title")} leads>
          {t(stepsOf === null ? "charts.steps.none" : "charts.steps.empty")}
        </NoChart>
      )}
      {isReady && <GainCard charts={charts} serviceId={serviceId} communityCount={study.communities.count} />}
    </div>
  );
}

/** The service on screen, or all of them in one drawing. */
function LinesChoice() {
  const { t } = useText();
  const lines = useCharts((state) => state.lines);
  const put = useCharts((state) => state.put);
  return (
    <div className="chart-choice">
      <Segmented
        label={t("charts.lines")}
        hideLabel
        options={(["service", "all"] as const).map((value) => ({ value, label: t(`charts.lines.${value}`) }))}
        value={lines}
        onChange={(next) => put({ lines: next })}
      />
    </div>
  );
}

const GAIN_FAULTS = {
  none: "charts.gain.none",
  walk: "charts.gain.walk",
  stopped: "charts.gain.stopped",
} as const satisfies Record<string, TextKey>;

function GainCard({
  charts,
  serviceId,
  communityCount,
}: {
  readonly charts: readonly Chart[];
  readonly serviceId: string;
  readonly communityCount: number;
}) {
  const { t } = useText();
  const report = useSiting((state) => state.report);
  const askedQuestion = useSiting((state) => state.askedQuestion);
  const askedScenario = useSiting((state) => state.askedScenario);
  const gain = gainOfSiting({ report, askedQuestion, askedScenario }, serviceId, communityCount);
  const chart = charts.find(({ id }) => id === `marginal-gain:${serviceId}`);
  if (typeof gain !== "string") return chart ? <ChartCard chart={chart} /> : null;
  return (
    <NoChart title={t("charts.gain.title")} leads>
      {t(GAIN_FAULTS[gain])}
    </NoChart>
  );
}

/** Why a chart is not there, and where to go for it. */
function NoChart({
  title,
  leads = false,
  children,
}: {
  readonly title: string;
  readonly leads?: boolean;
  readonly children: ReactNode;
}) {
  const { t } = useText();
  const isOpen = useProject((state) => currentChoices(state) !== null);
  return (
    <section className="chart-card chart-none" aria-label={title}>
      <h3>{title}</h3>
      <p>{children}</p>
      {leads && isOpen && (
        <button type="button" className="button" onClick={() => useView.getState().show({ workspace: "siting" })}>
          {t("charts.gain.go")}
        </button>
      )}
    </section>
  );
}
