/** Lines over a numeric axis, each with its name at its end; a mark upwards with the value of each line there. */
import { scaleLinear } from "d3-scale";
import type { Mark } from "../scene/scene.ts";
import { wrapText } from "../scene/wrap-text.ts";
import type { LineChart } from "./chart.ts";
import { drawFrame } from "./chart-frame.ts";
import {
  CHART_COLOURS,
  type ChartContext,
  drawLine,
  drawText,
  LABEL_SIZE,
  nameGroup,
  type PlotArea,
  VALUE_SIZE,
  widestOf,
} from "./chart-style.ts";
import { writeTicks, writeValue } from "./chart-values.ts";
import { spreadLabels } from "./spread-labels.ts";
import { chartWords } from "./words/chart-words.ts";

type Series = LineChart["series"][number];
type Scale = ReturnType<typeof scaleLinear<number, number>>;

/** Points are drawn as dots where there are no more than these. */
const MOST_DOTS = 24;

export function drawLines(chart: LineChart, context: ChartContext): Mark[] {
  const { unit, measureText } = context;
  const frame = drawFrame(chart, context);
  const size = LABEL_SIZE * unit;
  const endings = chart.series.map((series) => endWords(chart, series));
  const labelWidth = Math.min(
    0.34 * (frame.area.right - frame.area.left),
    widestOf(
      endings.flatMap(({ name, value }) => [name, value]),
      VALUE_SIZE * unit,
      700,
      measureText,
    ),
  );
  const highest = Math.max(...chart.series.flatMap(({ points }) => points.map(([, y]) => y)), 0);
  const yScale = scaleLinear([0, chart.y.unit === "share" ? 1 : highest || 1], [0, 1]);
  if (chart.y.unit !== "share") yScale.nice(5);
  const yTicks = yScale.ticks(5);
  const yWords = writeTicks(yTicks, chart.y.unit, chart);
  const area: PlotArea = {
    left: frame.area.left + widestOf(yWords, 0.9 * size, 400, measureText) + 1.4 * unit,
    top: frame.area.top + (chart.mark ? 3.2 : 1.6) * size,
    right: frame.area.right - labelWidth - 2.4 * unit,
    bottom: frame.area.bottom - 3.4 * size,
  };
  const x = scaleLinear([0, chart.x.upTo], [area.left, area.right]);
  const y = yScale.range([area.bottom, area.top]);
  return [
    ...frame.marks,
    drawAxes(chart, x, y, yTicks, yWords, area, context),
    ...(chart.mark ? [drawMark(chart.mark, x, area, context)] : []),
    ...chart.series.map((series, index) => drawSeries(series, index, x, y, context)),
    ...(chart.mark ? drawMarkDots(chart, x, y, context) : []),
    drawEndings(chart, endings, labelWidth, x, y, area, context),
  ];
}

interface Ending {
  readonly name: string;
  /** Its value where the mark is; "" where it has no point there. */
  readonly value: string;
}

function endWords(chart: LineChart, series: Series): Ending {
  const at = chart.mark ? series.points.find(([x]) => x === chart.mark?.value) : undefined;
  if (!at) return { name: series.name, value: "" };
  const where = chart.x.unit === "minutes" ? chartWords(chart.language).number.atMinutes(at[0]) : "";
  return { name: series.name, value: where + writeValue(at[1], chart.y.unit, chart, "label") };
}

function drawAxes(
  chart: LineChart,
  x: Scale,
  y: Scale,
  yTicks: readonly number[],
  yWords: readonly string[],
  area: PlotArea,
  { unit }: ChartContext,
): Mark {
  const size = 0.9 * LABEL_SIZE * unit;
  const xTicks = x.ticks(6).filter((tick) => chart.x.unit !== "count" || Number.isInteger(tick));
  const xWords = writeTicks(xTicks, chart.x.unit, chart);
  return nameGroup("axis", [
    ...yTicks.flatMap((tick, index) => [
      drawLine(
        [area.left, y(tick), area.right, y(tick)],
        tick === 0 ? CHART_COLOURS.axis : CHART_COLOURS.hairline,
        (tick === 0 ? 0.25 : 0.18) * unit,
      ),
      drawText(area.left - 1.2 * unit, y(tick) + 0.36 * size, yWords[index]!, size, {
        anchor: "end",
        colour: CHART_COLOURS.quiet,
      }),
    ]),
    ...xTicks.flatMap((tick, index) => [
      drawLine([x(tick), area.bottom, x(tick), area.bottom + 0.8 * unit], CHART_COLOURS.axis, 0.2 * unit),
      drawText(x(tick), area.bottom + 0.8 * unit + 1.25 * size, xWords[index]!, size, {
        anchor: "middle",
        colour: CHART_COLOURS.quiet,
      }),
    ]),
    drawText(area.right, area.bottom + 0.8 * unit + 2.75 * size, chart.x.name, size, {
      anchor: "end",
      colour: CHART_COLOURS.quiet,
    }),
    drawText(area.left, area.top - (chart.mark ? 2.2 : 0.9) * size, chart.y.name, size, {
      colour: CHART_COLOURS.quiet,
    }),
  ]);
}

function drawSeries(series: Series, index: number, x: Scale, y: Scale, { unit }: ChartContext): Mark {
  const line = series.points.flatMap(([px, py]) => [x(px), y(py)]);
  const dash = series.isDashed ? [1.6 * unit, 1.1 * unit] : undefined;
  const dots: Mark[] =
    series.points.length > MOST_DOTS || series.isDashed
      ? []
      : series.points.map(([px, py]) =>
          nameGroup(`point:${index}:${px}`, [
            { kind: "circle", x: x(px), y: y(py), radiusMm: 0.65 * unit, fill: { colour: series.colour } },
          ]),
        );
  return nameGroup(`line:${index}`, [
    ...(line.length > 2 ? [drawLine(line, series.colour, (series.isDashed ? 0.4 : 0.6) * unit, dash)] : []),
    ...dots,
  ]);
}

function drawMark(
  mark: { readonly value: number; readonly name: string },
  x: Scale,
  area: PlotArea,
  { unit, measureText }: ChartContext,
): Mark {
  const at = x(mark.value);
  const size = LABEL_SIZE * unit;
  const half = measureText(mark.name, size, 400) / 2;
  const middle = Math.min(area.right - half, Math.max(area.left + half, at));
  return nameGroup("mark", [
    drawLine([at, area.top - 0.8 * unit, at, area.bottom], CHART_COLOURS.shortfall, 0.3 * unit, [
      1.2 * unit,
      0.8 * unit,
    ]),
    drawText(middle, area.top - 1.5 * unit, mark.name, size, { anchor: "middle", colour: CHART_COLOURS.shortfall }),
  ]);
}

/** A ring where each line passes the mark. */
function drawMarkDots(chart: LineChart, x: Scale, y: Scale, { unit }: ChartContext): Mark[] {
  return chart.series.flatMap(({ points, colour }) => {
    const at = points.find(([px]) => px === chart.mark?.value);
    if (!at) return [];
    const ring: Mark = {
      kind: "circle",
      x: x(at[0]),
      y: y(at[1]),
      radiusMm: 0.95 * unit,
      fill: { colour: CHART_COLOURS.paper },
      stroke: { colour, widthMm: 0.45 * unit },
    };
    return [ring];
  });
}

/** Names at the right end, with the value at the mark below each; a hairline leads there where it had to move. */
function drawEndings(
  chart: LineChart,
  endings: readonly Ending[],
  labelWidth: number,
  x: Scale,
  y: Scale,
  area: PlotArea,
  { unit, measureText }: ChartContext,
): Mark {
  const reach = [area.top - 2 * LABEL_SIZE * unit, area.bottom + 1.5 * LABEL_SIZE * unit] as const;
  const drawn = chart.series.flatMap((series, index) => {
    const last = series.points.at(-1);
    return last ? [{ series, ...endings[index]!, endX: x(last[0]), endY: y(last[1]) }] : [];
  });
  const wrap = (name: string, sizeMm: number): string[] =>
    wrapText(name, { widthMm: labelWidth + 0.01, sizeMm, weight: 400, measureText, maxLines: 2 });
  const countRows = (sizeMm: number): number =>
    Math.max(1, ...drawn.map(({ name, value }) => wrap(name, sizeMm).length + (value === "" ? 0 : 1)));
  const heightOf = (sizeMm: number): number => (1.28 * countRows(sizeMm) + 0.5) * sizeMm;
  const wanted = LABEL_SIZE * unit;
  const room = (reach[1] - reach[0]) / Math.max(1, drawn.length);
  const size = wanted * Math.min(1, Math.max(0.6, room / heightOf(wanted)));
  const places = spreadLabels(
    drawn.map(({ endY }) => endY),
    heightOf(size),
    ...reach,
  );
  return nameGroup(
    "names",
    drawn.flatMap(({ series, name, value, endX, endY }, index) => {
      const lines = wrap(name, size);
      const left = area.right + 2.4 * unit;
      const words = value === "" ? lines : [...lines, value];
      const top = places[index]! - (words.length * 1.28 * size) / 2;
      return [
        drawLine(
          [endX + 0.4 * unit, endY, left - 1.4 * unit, places[index]!, left - 0.6 * unit, places[index]!],
          series.colour,
          0.2 * unit,
        ),
        ...words.map((word, row) =>
          drawText(left, top + (row + 0.86) * 1.28 * size, word, size, {
            weight: row === lines.length ? 700 : 400,
            colour: row === lines.length ? CHART_COLOURS.ink : darken(series.colour),
          }),
        ),
      ];
    }),
  );
}

/** A colour for letters: pale lines have darker names, so that these can be read. */
function darken(colour: string): string {
  const value = Number.parseInt(colour.slice(1), 16);
  const channels = [value >> 16, (value >> 8) & 255, value & 255];
  const lightness = (0.299 * channels[0]! + 0.587 * channels[1]! + 0.114 * channels[2]!) / 255;
  const share = Math.min(1, 0.4 / Math.max(0.01, lightness));
  return `#${channels
    .map((channel) =>
      Math.round(channel * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}
