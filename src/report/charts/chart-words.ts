/** Values and ticks of charts in words: per cent, amounts with 万, minutes. */
import { formatCount, formatDemand, formatShare } from "../../core/model/format-number.ts";
import type { Chart } from "./chart.ts";

const THIN_SPACE = "\u2009";

type ValueUnit = "share" | "people" | "minutes" | "count";

/** A value as it stands at its bar or point. */
export function writeValue(value: number, unit: ValueUnit, chart: Pick<Chart, "demandUnit">): string {
  if (unit === "share") return formatShare(value);
  if (unit === "people") return formatDemand(value, chart.demandUnit ?? "people", "zh-CN");
  return formatCount(value);
}

/** What was gained or lost, with its sign. */
export function writeChange(change: number, chart: Pick<Chart, "demandUnit">): string {
  const amount = writeValue(Math.abs(change), "people", chart);
  return change < 0 ? `−${amount}` : change > 0 ? `+${amount}` : amount;
}

/** Ticks of an axis, short, all in one form: 40%, 2 万, 15. */
export function writeTicks(ticks: readonly number[], unit: ValueUnit): string[] {
  if (unit === "share") return ticks.map((tick) => `${Number((tick * 100).toFixed(1))}%`);
  const largest = Math.max(...ticks.map(Math.abs), 0);
  if (unit !== "people" || largest < 10_000)
    return ticks.map((tick) => (unit === "people" ? formatCount(tick) : String(tick)));
  const isVast = largest >= 100_000_000;
  const [factor, word] = isVast ? [100_000_000, "亿"] : [10_000, "万"];
  return ticks.map((tick) => (tick === 0 ? "0" : `${Number((tick / factor).toFixed(2))}${THIN_SPACE}${word}`));
}
