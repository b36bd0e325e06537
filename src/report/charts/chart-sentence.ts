/** What a chart says, in a sentence: above it in the page, and in its place for whoever cannot see it. */
import { formatShare } from "../../core/model/format-number.ts";
import type { BarChart, Chart, LineChart, WaterfallChart } from "./chart.ts";
import { writeChange, writeValue } from "./chart-values.ts";
import { chartWords, type Told } from "./words/chart-words.ts";

/** In the chart's language; "" where it has nothing to compare. */
export function describeChart(chart: Chart): string {
  if (chart.kind === "bars") return describeBars(chart);
  if (chart.kind === "waterfall") return describeWaterfall(chart);
  if (chart.id.startsWith("lorenz:")) return describeLorenz(chart);
  if (chart.x.unit === "count") return describeGains(chart);
  return describeMinutes(chart);
}

/** Title and sentence, in the place of a drawing. */
export function writeAlternative(chart: Chart): string {
  return chartWords(chart.language).followed(chart.title, describeChart(chart));
}

interface Known {
  readonly name: string;
  readonly value: number;
}

const tellShare = ({ name, value }: Known): Told => ({ name, value: formatShare(value) });

function describeBars({ categories, series, mark, language }: BarChart): string {
  const words = chartWords(language).districts;
  const known = categories.flatMap(({ name }, index) => {
    const value = series[0]?.values[index] ?? null;
    return value === null ? [] : [{ name, value }];
  });
  const [best] = known;
  const worst = known.at(-1);
  if (!best || !worst) return words.nothing;
  if (known.length === 1) return words.only(tellShare(best));
  const below = mark && { count: known.filter(({ value }) => value < mark.value).length, mark };
  return words.sentence(known.length, tellShare(best), tellShare(worst), below);
}

const valueAt = (series: LineChart["series"][number] | undefined, x: number): number | undefined =>
  series?.points.find(([place]) => place === x)?.[1];

function describeMinutes({ series, mark, language }: LineChart): string {
  const words = chartWords(language).minutes;
  const at = mark?.value ?? 0;
  const [own, straight] = series;
  if (straight?.isDashed === true) {
    const [share, promised] = [valueAt(own, at), valueAt(straight, at)];
    const half = words.half(own?.points.find(([, value]) => value >= 0.5)?.[0]);
    if (share === undefined || promised === undefined || Number.isNaN(share)) return words.halfAlone(half);
    return words.sentence(at, formatShare(share), formatShare(promised), half);
  }
  const ranked = series
    .flatMap((each) => {
      const value = valueAt(each, at);
      return value === undefined || Number.isNaN(value) ? [] : [{ name: each.name, value }];
    })
    .sort((a, b) => b.value - a.value);
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (!best || !worst) return words.nothing;
  return words.servicesSentence(at, tellShare(best), tellShare(worst));
}

/** Both ends of the curve: those who walk least and most. */
function describeLorenz({ series, language }: LineChart): string {
  const curve = series.find(({ isDashed }) => !isDashed);
  const [half, most] = [valueAt(curve, 0.5), valueAt(curve, 0.9)];
  if (half === undefined || most === undefined) return "";
  return chartWords(language).lorenz.sentence(formatShare(half), formatShare(1 - most));
}

function describeWaterfall(chart: WaterfallChart): string {
  const { from, to, steps } = chart;
  const words = chartWords(chart.language).changes;
  const [before, after] = [from, to].map(({ value }) => writeValue(value, "people", chart, "amount")) as [
    string,
    string,
  ];
  const largest = [...steps].sort((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];
  if (!largest) return words.nothing(before);
  return words.sentence(before, after, writeChange(to.value - from.value, chart, "amount"), {
    name: largest.name,
    value: writeChange(largest.change, chart, "amount"),
  });
}

function describeGains(chart: LineChart): string {
  const points = chart.series[0]?.points ?? [];
  const added = points.slice(1).map(([site, gained], at) => ({
    site,
    more: writeValue(gained - (points[at]?.[1] ?? 0), "people", chart, "amount"),
  }));
  const [first] = added;
  const last = added.at(-1);
  if (!first || !last || first === last) return "";
  return chartWords(chart.language).gains.sentence(first, last);
}
