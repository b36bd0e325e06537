/** From a first amount over gains and losses to a last one, in upright bars that hang on one another. */
import { scaleLinear } from "d3-scale";
import type { Mark } from "../scene/scene.ts";
import { wrapText } from "../scene/wrap-text.ts";
import type { WaterfallChart } from "./chart.ts";
import { drawFrame } from "./chart-frame.ts";
import {
  CHART_COLOURS,
  type ChartContext,
  drawBox,
  drawLine,
  drawText,
  LABEL_SIZE,
  lossHatch,
  nameGroup,
  type PlotArea,
  VALUE_SIZE,
  widestOf,
} from "./chart-style.ts";
import { writeChange, writeTicks, writeValue } from "./chart-values.ts";
import { chartWords } from "./words/chart-words.ts";

interface Column {
  readonly group: string;
  readonly name: string;
  readonly words: string;
  readonly kind: "total" | "gain" | "loss";
  readonly low: number;
  readonly high: number;
  /** Level at which it ends, where the next begins. */
  readonly end: number;
}

/** Where changes are less than this share of the amounts, the axis begins above nought, and says so. */
const SMALL_CHANGE = 0.3;
const MOST_NAME_LINES = 3;
const GAIN = "#4aa0b0";

export function drawWaterfall(chart: WaterfallChart, context: ChartContext): Mark[] {
  const { unit, measureText } = context;
  const frame = drawFrame(chart, context);
  const columns = listColumns(chart);
  const size = LABEL_SIZE * unit;
  const base = findBase(columns);
  const top = Math.max(...columns.map(({ high }) => high), base + 1);
  const scale = scaleLinear([base, top], [0, 1]).nice(4);
  const from = base === 0 ? 0 : scale.domain()[0]!;
  const ticks = scale.ticks(4);
  const tickWords = writeTicks(ticks, "people", chart);
  const left = frame.area.left + widestOf(tickWords, 0.9 * size, 400, measureText) + 1.4 * unit;
  const band = (frame.area.right - left) / columns.length;
  const names = columns.map(({ name }) =>
    wrapText(name, { widthMm: 0.92 * band, sizeMm: size, weight: 400, measureText, maxLines: MOST_NAME_LINES }),
  );
  const nameRows = Math.max(...names.map((lines) => lines.length));
  const noteRows = from > 0 ? 1.6 : 0;
  const area: PlotArea = {
    left,
    top: frame.area.top + 1.9 * VALUE_SIZE * unit,
    right: frame.area.right,
    bottom: frame.area.bottom - (nameRows * 1.3 + noteRows + 0.6) * size,
  };
  const y = scale.range([area.bottom, area.top]);
  const marks: Mark[] = [...frame.marks, drawAxis(y, ticks, tickWords, area, from, context)];
  columns.forEach((column, index) => {
    const x = area.left + index * band;
    const next = columns[index + 1];
    if (next)
      marks.push(
        drawLine([x + 0.84 * band, y(column.end), x + 1.16 * band, y(column.end)], CHART_COLOURS.axis, 0.2 * unit),
      );
    marks.push(nameGroup(column.group, drawColumn(column, names[index]!, x, band, y, area, from, context)));
  });
  if (from > 0) {
    const [start = ""] = writeTicks([from], "people", chart);
    const words = chartWords(chart.language).changes.axisFrom(start);
    marks.push(drawText(area.left, frame.area.bottom - 0.2 * size, words, 0.9 * size, { colour: CHART_COLOURS.quiet }));
  }
  return marks;
}

function listColumns(chart: WaterfallChart): Column[] {
  const total = (group: string, { name, value }: { readonly name: string; readonly value: number }): Column => ({
    group,
    name,
    words: writeValue(value, "people", chart, "label"),
    kind: "total",
    low: 0,
    high: value,
    end: value,
  });
  let level = chart.from.value;
  const steps = chart.steps.map(({ id, name, change }): Column => {
    const start = level;
    level += change;
    return {
      group: `bar:${id}`,
      name,
      words: writeChange(change, chart, "label"),
      kind: change < 0 ? "loss" : "gain",
      low: Math.min(start, level),
      high: Math.max(start, level),
      end: level,
    };
  });
  return [total("bar:from", chart.from), ...steps, total("bar:to", chart.to)];
}

/** Nought, or a level a little below all that changes where the changes would be too small to be seen. */
function findBase(columns: readonly Column[]): number {
  const ends = columns.flatMap(({ kind, low, high }) => (kind === "total" ? [high] : [low, high]));
  const least = Math.min(...ends);
  const most = Math.max(...ends);
  if (least <= 0 || most - least <= 0 || most - least > SMALL_CHANGE * most) return 0;
  return Math.max(0, least - 0.8 * (most - least));
}

function drawAxis(
  y: ReturnType<typeof scaleLinear<number, number>>,
  ticks: readonly number[],
  words: readonly string[],
  area: PlotArea,
  from: number,
  { unit }: ChartContext,
): Mark {
  const size = 0.9 * LABEL_SIZE * unit;
  return nameGroup("axis", [
    ...ticks.flatMap((tick, index) => [
      drawLine([area.left, y(tick), area.right, y(tick)], CHART_COLOURS.hairline, 0.18 * unit),
      drawText(area.left - 1.2 * unit, y(tick) + 0.36 * size, words[index]!, size, {
        anchor: "end",
        colour: CHART_COLOURS.quiet,
      }),
    ]),
    drawLine(
      [area.left, area.bottom, area.right, area.bottom],
      CHART_COLOURS.axis,
      0.25 * unit,
      from > 0 ? [1.2 * unit, 0.8 * unit] : undefined,
    ),
  ]);
}

function drawColumn(
  column: Column,
  nameLines: readonly string[],
  x: number,
  band: number,
  y: ReturnType<typeof scaleLinear<number, number>>,
  area: PlotArea,
  from: number,
  { unit, measureText }: ChartContext,
): Mark[] {
  const size = LABEL_SIZE * unit;
  const middle = x + band / 2;
  const width = Math.min(0.68 * band, 24 * unit);
  const high = y(column.high);
  const low = y(Math.max(from, column.low));
  const height = Math.max(0.25 * unit, low - high);
  const isLoss = column.kind === "loss";
  const colour = column.kind === "total" ? CHART_COLOURS.accent : GAIN;
  const box = isLoss
    ? [
        drawBox(middle - width / 2, high, width, height, { fill: { colour: "#f8ece3" } }),
        drawBox(middle - width / 2, high, width, height, {
          fill: { hatch: lossHatch(unit) },
          stroke: { colour: CHART_COLOURS.shortfall, widthMm: 0.25 * unit },
        }),
      ]
    : [drawBox(middle - width / 2, high, width, height, { fill: { colour } })];
  const broken: Mark[] = column.kind === "total" && from > 0 ? [drawBreak(middle, width, area.bottom, unit)] : [];
  const wanted = VALUE_SIZE * unit;
  const valueSize = Math.min(wanted, (wanted * 0.9 * band) / Math.max(0.01, measureText(column.words, wanted, 700)));
  return [
    ...box,
    ...broken,
    drawText(middle, high - 0.9 * unit, column.words, valueSize, {
      anchor: "middle",
      weight: 700,
      colour: isLoss ? CHART_COLOURS.shortfall : CHART_COLOURS.ink,
      halo: { colour: CHART_COLOURS.paper, widthMm: 0.4 * unit },
    }),
    ...nameLines.map((line, row) =>
      drawText(middle, area.bottom + (1.3 * row + 1.5) * size, line, size, { anchor: "middle" }),
    ),
  ];
}

/** A bar that does not begin at nought is cut near its foot. */
function drawBreak(middle: number, width: number, bottom: number, unit: number): Mark {
  const half = width / 2 + 0.6 * unit;
  const y = bottom - 2.4 * unit;
  return {
    kind: "path",
    parts: [
      [
        middle - half,
        y + 0.9 * unit,
        middle + half,
        y - 0.9 * unit,
        middle + half,
        y + 0.2 * unit,
        middle - half,
        y + 2 * unit,
      ],
    ],
    isClosed: true,
    fill: { colour: CHART_COLOURS.paper },
  };
}
