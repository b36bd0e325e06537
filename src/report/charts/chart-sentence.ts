/** What a chart says, in a sentence: above it in the page, and in its place for whoever cannot see it. */
import { formatShare } from "../../core/model/format-number.ts";
import type { BarChart, Chart, LineChart, WaterfallChart } from "./chart.ts";
import { writeChange, writeValue } from "./chart-words.ts";

export function describeChart(chart: Chart): string {
  if (chart.kind === "bars") return describeBars(chart);
  if (chart.kind === "waterfall") return describeWaterfall(chart);
  if (chart.id.startsWith("lorenz:")) return describeLorenz(chart);
  if (chart.x.unit === "count") return describeGains(chart);
  return describeMinutes(chart);
}

function describeBars({ categories, series, mark }: BarChart): string {
  const known = categories.flatMap(({ name }, index) => {
    const value = series[0]?.values[index] ?? null;
    return value === null ? [] : [{ name, value }];
  });
  const [best] = known;
  const worst = known.at(-1);
  if (!best || !worst) return "各分区都没有这项设施的服务人群，不可检验。";
  if (known.length === 1) return `${best.name} ${formatShare(best.value)}。`;
  const below = mark ? known.filter(({ value }) => value < mark.value).length : 0;
  const told = mark ? `；${below === 0 ? "没有一个" : `${below} 个`}低于${mark.name}` : "";
  return `${known.length} 个分区中，最高为${best.name}，${formatShare(best.value)}；最低为${worst.name}，${formatShare(worst.value)}${told}。`;
}

const valueAt = (series: LineChart["series"][number] | undefined, x: number): number | undefined =>
  series?.points.find(([place]) => place === x)?.[1];

function describeMinutes({ series, mark }: LineChart): string {
  const at = mark?.value ?? 0;
  const [own, straight] = series;
  if (straight?.isDashed === true) {
    const [share, promised] = [valueAt(own, at), valueAt(straight, at)];
    const half = own?.points.find(([, value]) => value >= 0.5)?.[0];
    const middle = half === undefined ? "不到一半的人能在图示时间内到达" : `一半的人 ${half} 分钟内能到`;
    if (share === undefined || promised === undefined || Number.isNaN(share)) return `${middle}。`;
    return `${at} 分钟内 ${formatShare(share)} 可达，按直线会算成 ${formatShare(promised)}；${middle}。`;
  }
  const ranked = series
    .flatMap((each) => {
      const value = valueAt(each, at);
      return value === undefined || Number.isNaN(value) ? [] : [{ name: each.name, value }];
    })
    .sort((a, b) => b.value - a.value);
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (!best || !worst) return "没有可以比较的设施。";
  return `${at} 分钟内，${best.name}可达的人最多，${formatShare(best.value)}；${worst.name}最少，${formatShare(worst.value)}。`;
}

/** Both ends of the curve: those who walk least and most. */
function describeLorenz({ series }: LineChart): string {
  const curve = series.find(({ isDashed }) => !isDashed);
  const [half, most] = [valueAt(curve, 0.5), valueAt(curve, 0.9)];
  if (half === undefined || most === undefined) return "";
  return `路最短的一半人，只走了全部时间的 ${formatShare(half)}；路最长的一成人，走了 ${formatShare(1 - most)}。`;
}

function describeWaterfall(chart: WaterfallChart): string {
  const { from, to, steps } = chart;
  const net = to.value - from.value;
  const first = `由 ${writeValue(from.value, "people", chart)}到 ${writeValue(to.value, "people", chart)}，净变化 ${writeChange(net, chart)}`;
  const largest = [...steps].sort((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];
  if (!largest) return `方案不改变这项设施的覆盖，仍为 ${writeValue(from.value, "people", chart)}。`;
  return `${first}；影响最大的是“${largest.name}”，${writeChange(largest.change, chart)}。`;
}

function describeGains(chart: LineChart): string {
  const points = chart.series[0]?.points ?? [];
  const added = points.slice(1).map(([count, gained], at) => ({ count, more: gained - (points[at]?.[1] ?? 0) }));
  const [first] = added;
  const last = added.at(-1);
  if (!first || !last || first === last) return "";
  return `第 ${first.count} 处新增 ${writeValue(first.more, "people", chart)}，到第 ${last.count} 处只多 ${writeValue(last.more, "people", chart)}。`;
}
