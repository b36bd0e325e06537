import type { ReactNode } from "react";
import { dayOf } from "../../../core/model/calendar-day.ts";
import type { Chart } from "../../../report/charts/chart.ts";
import type { ChartFormat } from "../../../report/charts/chart-files.ts";
import { describeChart } from "../../../report/charts/chart-sentence.ts";
import { tabulateChart, writeCell } from "../../../report/charts/chart-table.ts";
import { FigureSource } from "../../figures/figure.tsx";
import { downloadBytes } from "../../frame/download.ts";
import { useText } from "../../strings/text.ts";
import { requestReport } from "../report-client.ts";
import { beginReportWork, ReportWork, useReportWork } from "../report-work.tsx";
import type { BarBox } from "./bar-boxes.ts";
import { ChartDrawing } from "./chart-drawing.tsx";
import { useCharts } from "./charts-store.ts";

const FORMATS: readonly ChartFormat[] = ["png", "svg", "csv"];

/** A chart as on a sheet of paper: what it says, the drawing, on what it rests, its numbers, and ways to take it along. */
export function ChartCard({
  chart,
  head,
  renderBar,
}: {
  readonly chart: Chart;
  readonly head?: ReactNode;
  readonly renderBar?: (bar: BarBox) => ReactNode;
}) {
  const { t } = useText();
  return (
    <section
      className="chart-card"
      lang={chart.language ?? "zh-CN"}
      aria-label={chart.title}
      data-figures
      data-chart={chart.id}
    >
      <header className="chart-head">
        <h3>{chart.title}</h3>
        {chart.isDemonstration && <span className="map-badge">{t("map.demonstration")}</span>}
      </header>
      <p className="chart-sentence">
        {describeChart(chart)} <FigureSource of={{ kind: "chart", chartId: chart.id }} about={chart.title} />
      </p>
      {head}
      {renderBar ? <ChartDrawing chart={chart} renderBar={renderBar} /> : <ChartDrawing chart={chart} />}
      <p className="chart-basis">{chart.basis}</p>
      <TakeAway chart={chart} />
      <NumberTable chart={chart} />
    </section>
  );
}

function TakeAway({ chart }: { readonly chart: Chart }) {
  const { t } = useText();
  const work = useReportWork("chart");
  const isTaken = useCharts(({ takenId }) => takenId === chart.id);
  const take = (format: ChartFormat): Promise<void> => {
    useCharts.getState().put({ takenId: chart.id });
    return beginReportWork("chart", async (control) => {
      const files = await requestReport(() => ({ kind: "chart", chart, format, date: dayOf(new Date()) }), control);
      for (const { name, bytes } of files) downloadBytes(name, bytes);
      return files;
    });
  };
  return (
    <div className="chart-take" role="group" aria-label={t("charts.take", { title: chart.title })}>
      {FORMATS.map((format) => (
        <button
          key={format}
          type="button"
          className="button"
          data-take={format}
          disabled={work.kind === "running"}
          onClick={() => void take(format)}
        >
          {format.toUpperCase()}
        </button>
      ))}
      {isTaken && <ReportWork name="chart" />}
    </div>
  );
}

function NumberTable({ chart }: { readonly chart: Chart }) {
  const { t } = useText();
  const { columns, rows } = tabulateChart(chart);
  return (
    <details className="chart-numbers">
      <summary>{t("charts.table")}</summary>
      <div
        className="chart-rows scrolls"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be open to the keyboard
        tabIndex={0}
        role="region"
        aria-label={t("charts.tableOf", { title: chart.title })}
      >
        <table>
          <thead>
            <tr>
              {columns.map(({ name, unit }) => (
                <th key={name} scope="col" data-number={unit !== null || undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, cells }) => (
              <tr key={id}>
                {columns.map((column, at) => {
                  const cell = cells[at] ?? null;
                  return (
                    <td
                      key={column.name}
                      data-number={column.unit !== null || undefined}
                      data-value={typeof cell === "number" ? cell : undefined}
                    >
                      {writeCell(cell, column, chart)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
