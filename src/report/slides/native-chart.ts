/**
 * Charts as office programs know them: native, with the numbers behind them to edit. The deck keeps the sheet behind each
 * chart, in the order in which they are added.
 */
import type PptxGenJS from "pptxgenjs";
import type { BarChart, LineChart } from "../charts/chart.ts";
import { type ChartSheet, writeChartSheet } from "./chart-sheet.ts";
import { cleanText } from "./fit-slide-text.ts";
import type { Deck } from "./slide-deck.ts";
import { place } from "./slide-deck.ts";
import { type Box, HAIRLINE, INK, QUIET } from "./slide-look.ts";

/** Where the axes stand in a chart's box, as parts of it; marks laid over a chart rely on it. */
export interface PlotArea {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** As everywhere: 0 % and 100 % only where they are exact. */
const SHARE_CODE = "[=0]0%;[=1]100%;0.0%";
const THEME_FACE = "+mn-lt";
const FACES = {
  catAxisLabelFontFace: THEME_FACE,
  valAxisLabelFontFace: THEME_FACE,
  dataLabelFontFace: THEME_FACE,
  legendFontFace: THEME_FACE,
} as const;
const LOOK: PptxGenJS.IChartOpts = {
  ...FACES,
  chartArea: { roundedCorners: false },
  catAxisLabelColor: INK,
  catAxisLabelFontSize: 10,
  catAxisLineShow: true,
  catAxisMajorTickMark: "none",
  valAxisLabelColor: QUIET,
  valAxisLabelFontSize: 9,
  valAxisLineShow: false,
  valAxisMajorTickMark: "none",
  valGridLine: { color: HAIRLINE, size: 0.5, style: "solid" },
  dataLabelColor: INK,
  dataLabelFontSize: 9,
  legendColor: INK,
  legendFontSize: 10,
  displayBlanksAs: "gap",
};

/** Bars of one or two measures by category; a value that is not there leaves its place empty. */
export function addBarChart(deck: Deck, slide: PptxGenJS.Slide, chart: BarChart, box: Box, plot: PlotArea): void {
  const isShare = chart.unit === "share";
  const series = chart.series.map(({ name, values }) => ({ name, values }));
  const largest = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  addNative(
    deck,
    slide,
    "bar",
    chart,
    { categories: chart.categories.map(({ name }) => name), series, isShare },
    {
      ...LOOK,
      ...place(box),
      layout: plot,
      barDir: "bar",
      barGapWidthPct: series.length > 1 ? 60 : 45,
      // The first category stands on top; the types know only the other way round.
      catAxisOrientation: "maxMin" as "minMax",
      chartColors: chart.series.map(({ colour }) => colour.replace("#", "")),
      showValue: true,
      dataLabelFormatCode: isShare ? SHARE_CODE : "#,##0",
      valAxisHidden: true,
      valAxisMinVal: 0,
      // Room for the words at the longest bar's end.
      ...(isShare ? { valAxisMaxVal: 1.15 } : { valAxisMaxVal: largest * 1.2 || 1 }),
      valGridLine: { style: "none" },
      // Names of several series are written above the chart by its slide: legends are laid over long bars.
      showLegend: false,
    },
  );
}

/** Between two points of a line; office programs write each category under its axis, and more would not stand beside one another. */
export const LINE_STEP = 5;

/** Lines over minutes, with a category every five. */
export function addLineChart(deck: Deck, slide: PptxGenJS.Slide, chart: LineChart, box: Box, plot: PlotArea): void {
  const steps = Array.from({ length: Math.floor(chart.x.upTo / LINE_STEP) + 1 }, (_, step) => step * LINE_STEP);
  const series = chart.series.map(({ name, points }) => {
    const byStep = new Map(points.map(([x, y]) => [Math.round(x), y]));
    return { name, values: steps.map((step) => byStep.get(step) ?? null) };
  });
  const isShare = chart.y.unit === "share";
  addNative(
    deck,
    slide,
    "line",
    chart,
    { categories: steps, series, isShare },
    {
      ...LOOK,
      ...place(box),
      layout: plot,
      chartColors: chart.series.map(({ colour }) => colour.replace("#", "")),
      lineSize: 2.25,
      lineDataSymbol: "none",
      catLabelFormatCode: "0",
      catAxisMajorUnit: chart.x.upTo > 30 ? 5 : 2,
      catAxisLabelFontSize: 9,
      valAxisLabelFormatCode: isShare ? "0%" : "#,##0",
      valAxisMinVal: 0,
      ...(isShare ? { valAxisMaxVal: 1, valAxisMajorUnit: 0.2 } : {}),
      showLegend: false,
    },
  );
}

function addNative(
  deck: Deck,
  slide: PptxGenJS.Slide,
  kind: PptxGenJS.CHART_NAME,
  { title, basis }: { readonly title: string; readonly basis: string },
  sheet: ChartSheet,
  options: PptxGenJS.IChartOpts,
): void {
  const labels = sheet.categories.map((category) => cleanText(String(category)));
  slide.addChart(
    kind,
    sheet.series.map(({ name, values }) => ({
      name: cleanText(name),
      labels,
      // The writer leaves out what is null; its types do not say so.
      values: values as number[],
    })),
    { ...options, altText: cleanText(`${title}。${basis}`), objectName: cleanText(title) },
  );
  deck.sheets.push(writeChartSheet(sheet, deck.date));
}
