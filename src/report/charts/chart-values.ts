/** Values and ticks of charts in words: per cent, amounts with their unit, minutes. */
import { formatCount, formatShare } from "../../core/model/format-number.ts";
import type { Chart } from "./chart.ts";
import { chartWords } from "./words/chart-words.ts";

const THIN_SPACE = "\u2009";

type ValueUnit = "share" | "people" | "minutes" | "count";
type ChartOfValues = Pick<Chart, "demandUnit" | "language">;
/** `label`: beside its bar or point, where the title says the unit; `amount`: in a sentence or a table. */
type ValueForm = "label" | "amount";

/** A value in the chart's language. */
export function writeValue(value: number, unit: ValueUnit, chart: ChartOfValues, form: ValueForm): string {
  if (unit === "share") return formatShare(value);
  if (unit === "people") return chartWords(chart.language).number[form](value, chart.demandUnit ?? "people");
  return formatCount(value);
}

/** What was gained or lost, with its sign. */
export function writeChange(change: number, chart: ChartOfValues, form: ValueForm): string {
  const amount = writeValue(Math.abs(change), "people", chart, form);
  return change < 0 ? `−${amount}` : change > 0 ? `+${amount}` : amount;
}

/** Ticks of an axis, short, all in one form: 40%, 2 万, 15. */
export function writeTicks(ticks: readonly number[], unit: ValueUnit, { language }: Pick<Chart, "language">): string[] {
  if (unit === "share") return ticks.map((tick) => `${Number((tick * 100).toFixed(1))}%`);
  if (unit !== "people") return ticks.map(String);
  const scale = chartWords(language).number.tickScale(Math.max(...ticks.map(Math.abs), 0));
  if (!scale) return ticks.map(formatCount);
  return ticks.map((tick) =>
    tick === 0 ? "0" : `${Number((tick / scale.factor).toFixed(2))}${THIN_SPACE}${scale.word}`,
  );
}
