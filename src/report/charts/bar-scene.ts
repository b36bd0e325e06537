/** Level bars, one band a category: names at the left, values at the bars' ends, the mark across all of them. */
import { scaleLinear } from "d3-scale";
import type { Mark } from "../scene/scene.ts";
import { fitText } from "../scene/wrap-text.ts";
import type { BarChart } from "./chart.ts";
import { drawFrame, drawKey } from "./chart-frame.ts";
import {
  CHART_COLOURS,
  type ChartContext,
  drawBox,
  drawLine,
  drawText,
  LABEL_SIZE,
  nameGroup,
  type PlotArea,
  VALUE_SIZE,
  widestOf,
} from "./chart-style.ts";
import { writeTicks, writeValue } from "./chart-values.ts";
import { chartWords } from "./words/chart-words.ts";

const SMALLEST_BAND = 3.1;
const TALLEST_BAND = 13;

export function drawBars(chart: BarChart, context: ChartContext): Mark[] {
  const { unit, measureText } = context;
  const frame = drawFrame(chart, context);
  const marks: Mark[] = [...frame.marks];
  let { top } = frame.area;
  const { left, right } = frame.area;
  if (chart.series.length > 1) {
    const key = drawKey(
      chart.series.map(({ name, colour }) => ({
        name,
        patch: (x, y, width, height) => drawBox(x, y, width, height, { fill: { colour } }),
      })),
      left,
      top,
      right,
      context,
    );
    marks.push(...key.marks);
    top += key.height + 0.5 * unit;
  }
  if (chart.mark) top += 1.6 * LABEL_SIZE * unit;
  const bottom = frame.area.bottom - 1.9 * LABEL_SIZE * unit;
  const most = Math.max(1, Math.floor((bottom - top) / (SMALLEST_BAND * unit)));
  const isCut = chart.categories.length > most;
  const count = isCut ? most - 1 : chart.categories.length;
  const band = Math.min(TALLEST_BAND * unit, (bottom - top) / Math.max(1, isCut ? most : count));
  const size = Math.min(LABEL_SIZE * unit, 0.72 * band);

  const names = chart.categories.slice(0, count).map(({ name }) => name);
  const nameWidth = Math.min(0.3 * (right - left), widestOf(names, size, 400, measureText));
  const values = chart.series.flatMap(({ values: all }) => all).filter((value) => value !== null);
  const upTo = chart.unit === "share" ? 1 : Math.max(...values, chart.mark?.value ?? 0, 1);
  const valueWidth = widestOf(
    [...values.map((value) => writeValue(value, chart.unit, chart, "label")), "100%"],
    VALUE_SIZE * unit,
    700,
    measureText,
  );
  const area: PlotArea = {
    left: left + nameWidth + 1.6 * unit,
    top,
    right: right - valueWidth - 1.5 * unit,
    bottom: top + band * (isCut ? most : count),
  };
  const scale = scaleLinear([0, upTo], [area.left, area.right]);
  if (chart.unit !== "share") scale.nice(5);
  marks.push(...drawLevelAxis(chart, scale, area, context));

  const crossed: Extent[] = [];
  const markX = chart.mark ? scale(chart.mark.value) : null;
  for (let index = 0; index < count; index++) {
    const category = chart.categories[index]!;
    const y = area.top + index * band;
    const label = fitText(category.name, { widthMm: nameWidth + 0.01, sizeMm: size, weight: 400, measureText });
    const drawn = drawBand(chart, index, y, band, scale, context);
    if (markX !== null) crossed.push(...findCrossed(drawn, markX, context));
    marks.push(
      nameGroup(`bar:${category.id}`, [
        drawText(area.left - 1.6 * unit, y + band / 2 + 0.36 * size, label, size, { anchor: "end" }),
        ...drawn,
      ]),
    );
  }
  if (isCut) {
    const words = chartWords(chart.language).notListed(chart.categories.length - count);
    marks.push(drawText(area.left, area.bottom - band / 2 + 0.36 * size, words, size, { colour: CHART_COLOURS.quiet }));
  }
  if (chart.mark) marks.push(...drawLevelMark(chart.mark, chart, scale, area, crossed, context));
  return marks;
}

/** From above to below, where a line upwards would run through words. */
interface Extent {
  readonly top: number;
  readonly bottom: number;
}

function findCrossed(marks: readonly Mark[], x: number, { measureText, unit }: ChartContext): Extent[] {
  return marks.flatMap((mark) => {
    if (mark.kind !== "text") return [];
    const width = measureText(mark.text, mark.sizeMm, mark.weight);
    const isCrossed = x > mark.x - 0.4 * unit && x < mark.x + width + 0.4 * unit;
    return isCrossed ? [{ top: mark.y - 0.85 * mark.sizeMm, bottom: mark.y + 0.15 * mark.sizeMm }] : [];
  });
}

/** What is left between some extents, which come from above to below. */
function listGaps(top: number, bottom: number, taken: readonly Extent[]): Extent[] {
  const gaps: Extent[] = [];
  let from = top;
  for (const extent of taken) {
    if (extent.top > from) gaps.push({ top: from, bottom: extent.top });
    from = Math.max(from, extent.bottom);
  }
  return from < bottom ? [...gaps, { top: from, bottom }] : gaps;
}

type LevelScale = ReturnType<typeof scaleLinear<number, number>>;

/** Bars of one category: the first series is the thick one. */
function drawBand(
  chart: BarChart,
  index: number,
  y: number,
  band: number,
  scale: LevelScale,
  { unit }: ChartContext,
): Mark[] {
  const { notTestable } = chartWords(chart.language);
  const inner = 0.84 * band;
  const seriesCount = Math.max(1, chart.series.length);
  const height = inner / seriesCount;
  if (chart.series.every(({ values }) => (values[index] ?? null) === null)) {
    const size = Math.min(VALUE_SIZE * unit, 0.72 * band);
    const words = { colour: CHART_COLOURS.quiet };
    return [drawText(scale(0) + unit, y + band / 2 + 0.36 * size, notTestable, size, words)];
  }
  return chart.series.flatMap(({ values, colour }, series): Mark[] => {
    const value = values[index] ?? null;
    const barTop = y + (band - inner) / 2 + series * height;
    const isFirst = series === 0;
    const size = Math.min(VALUE_SIZE * unit, (seriesCount > 1 ? 1.15 : 0.8) * height);
    const baseline = barTop + height / 2 + 0.36 * size;
    if (value === null)
      return [drawText(scale(0) + unit, baseline, notTestable, size, { colour: CHART_COLOURS.quiet })];
    const end = scale(value);
    return [
      drawBox(scale(0), barTop + 0.04 * height, end - scale(0), 0.92 * height, { fill: { colour } }),
      drawText(end + 0.9 * unit, baseline, writeValue(value, chart.unit, chart, "label"), size, {
        weight: isFirst ? 700 : 400,
        colour: isFirst ? CHART_COLOURS.ink : CHART_COLOURS.quiet,
        halo: { colour: CHART_COLOURS.paper, widthMm: 0.15 * unit },
      }),
    ];
  });
}

function drawLevelAxis(chart: BarChart, scale: LevelScale, area: PlotArea, { unit }: ChartContext): Mark[] {
  const ticks = scale.ticks(5);
  const size = LABEL_SIZE * 0.9 * unit;
  const words = writeTicks(ticks, chart.unit, chart);
  return [
    nameGroup(
      "axis",
      ticks.flatMap((tick, index) => [
        drawLine(
          [scale(tick), area.top, scale(tick), area.bottom],
          tick === 0 ? CHART_COLOURS.axis : CHART_COLOURS.hairline,
          (tick === 0 ? 0.25 : 0.18) * unit,
        ),
        drawText(scale(tick), area.bottom + 1.5 * size, words[index]!, size, {
          anchor: "middle",
          colour: CHART_COLOURS.quiet,
        }),
      ]),
    ),
  ];
}

function drawLevelMark(
  mark: { readonly value: number; readonly name: string },
  chart: BarChart,
  scale: LevelScale,
  area: PlotArea,
  crossed: readonly Extent[],
  { unit, measureText, widthMm }: ChartContext,
): Mark[] {
  const x = scale(mark.value);
  const size = LABEL_SIZE * unit;
  const words = mark.name === "" ? writeValue(mark.value, chart.unit, chart, "label") : mark.name;
  const half = measureText(words, size, 400) / 2;
  const middle = Math.min(widthMm - 3 * unit - half, Math.max(area.left + half, x));
  return [
    nameGroup("mark", [
      ...listGaps(area.top - 0.8 * unit, area.bottom, crossed).map((gap) =>
        drawLine([x, gap.top, x, gap.bottom], CHART_COLOURS.shortfall, 0.3 * unit, [1.2 * unit, 0.8 * unit]),
      ),
      drawText(middle, area.top - 1.5 * unit, words, size, { anchor: "middle", colour: CHART_COLOURS.shortfall }),
    ]),
  ];
}
