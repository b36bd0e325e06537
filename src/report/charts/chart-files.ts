/** A chart as a file: a picture with its title, basis and 演示数据 printed on it, or its numbers. */
import type { Issue } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { reportFileName } from "../name-files.ts";
import type { ReportFile } from "../report-request.ts";
import type { ReportTools } from "../report-tools.ts";
import { createTextCover } from "../scene/cover-text.ts";
import { paintPng } from "../scene/paint-png.ts";
import { paintSvg } from "../scene/paint-svg.ts";
import type { MeasureText } from "../scene/scene.ts";
import type { Chart } from "./chart.ts";
import { chartScene } from "./chart-scene.ts";
import { writeAlternative } from "./chart-sentence.ts";
import { CHART_COLOURS } from "./chart-style.ts";
import { writeChartCsv } from "./chart-table.ts";

export type ChartFormat = "png" | "svg" | "csv";

const WIDTH_MM = 200;
const HEIGHT_MM = 112;
const BAR_MM = 5.2;
const TALLEST_MM = 400;
/** Twice the pixels of a screen, so that it is sharp on a projector. */
const DOTS_PER_INCH = 192;
/** Spreadsheets read Chinese by it. */
const BYTE_ORDER_MARK = "\uFEFF";

export async function makeChartFile(
  study: Pick<Study, "id" | "title" | "units" | "communities">,
  chart: Chart,
  format: ChartFormat,
  date: string,
  tools: ReportTools,
  measureText: MeasureText,
  onIssue?: (issue: Issue) => void,
): Promise<ReportFile> {
  const { language } = chart;
  // English titles are too long for a name.
  const what = language === "en" ? chart.id : chart.title.replace(/（.*）$/, "");
  const name = reportFileName(study, what, date, format, language);
  if (format === "csv") return { name, bytes: new TextEncoder().encode(BYTE_ORDER_MARK + writeChartCsv(chart)) };
  const texts = createTextCover(tools.fonts);
  const drawn = texts.cover(chartScene(chart, WIDTH_MM, heightOf(chart), measureText));
  const scene = { ...drawn, background: CHART_COLOURS.paper };
  const issue = texts.issue(chart.title);
  if (issue) onIssue?.(issue);
  if (format === "png") return { name, bytes: await paintPng(scene, DOTS_PER_INCH, tools) };
  return { name, bytes: new TextEncoder().encode(paintSvg(scene, writeAlternative(chart))) };
}

/** Room for every bar. */
function heightOf(chart: Chart): number {
  if (chart.kind !== "bars") return HEIGHT_MM;
  return Math.min(TALLEST_MM, Math.max(HEIGHT_MM, 44 + BAR_MM * chart.categories.length * chart.series.length));
}
