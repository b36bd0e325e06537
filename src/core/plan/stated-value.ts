/**
 * Values entered by hand for targets that no map can test: a number, its day, its source
 * and who confirmed it. They stand beside what is measured and never replace it.
 */
import { isDay } from "../model/calendar-day.ts";
import type { LocalizedText } from "../model/facility.ts";
import type { Target, TargetResult } from "./target.ts";
import { judgeFigure } from "./verdict.ts";

export interface StatedValue {
  readonly targetId: string;
  /** In the measure of the target; shares are 0–1. */
  readonly value: number;
  /** The day for which it holds, ISO 8601. */
  readonly date: string;
  /** Where it comes from: a report, a letter, a table. */
  readonly source: string;
  /** Who confirmed it; "" where nobody has yet. */
  readonly confirmedBy: string;
  /** Where it follows from values entered by county: of how many. Never kept in a file. */
  readonly counties?: number;
}

/** Whether a target's figures are shares (0–1). */
export function isShareTarget({ rule, target, baseline }: Target): boolean {
  return (
    ["service-area", "at-least-per-unit", "share-with-property"].includes(rule.kind) ||
    [target.measure, baseline.measure].some((measure) => measure.startsWith("share"))
  );
}

/** The fields of a stated value that cannot stand: a share beyond 1, no number, no day, no source. */
export function findStatedFaults(stated: StatedValue, target: Target): (keyof StatedValue)[] {
  const faults: (keyof StatedValue)[] = [];
  const most = isShareTarget(target) ? 1 : Number.MAX_SAFE_INTEGER;
  if (!(stated.value >= 0 && stated.value <= most)) faults.push("value");
  if (!isDay(stated.date)) faults.push("date");
  if (stated.source.trim() === "") faults.push("source");
  return faults;
}

/** Those that belong to one of the targets and can stand for it, or for a county of it: others may come from a plan that has changed since. */
export function usableStated<Stated extends StatedValue>(
  stated: readonly Stated[],
  targets: readonly Target[],
): readonly Stated[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  return stated.filter((each) => {
    const target = byId.get(each.targetId);
    return target !== undefined && findStatedFaults(each, target).length === 0;
  });
}

/** One value of a name out of two lists: the one with the later day, the second's on the same day. */
export function mergeStated<Stated extends StatedValue>(
  first: readonly Stated[],
  second: readonly Stated[],
  nameOf: (stated: Stated) => string,
): readonly Stated[] {
  const merged = new Map(first.map((stated) => [nameOf(stated), stated]));
  for (const stated of second) {
    const other = merged.get(nameOf(stated));
    if (other === undefined || stated.date >= other.date) merged.set(nameOf(stated), stated);
  }
  return [...merged.values()];
}

/** One value a target out of two lists. */
export function mergeStatedValues(
  first: readonly StatedValue[],
  second: readonly StatedValue[],
): readonly StatedValue[] {
  return mergeStated(first, second, ({ targetId }) => targetId);
}

/** Results in which targets that cannot be tested have the verdict of what is stated for them. Nothing is measured anew. */
export function withStatedValues(
  results: readonly TargetResult[],
  targets: readonly Target[],
  statedValues: readonly StatedValue[],
): readonly TargetResult[] {
  if (statedValues.length === 0) return results;
  const usable = usableStated(statedValues, targets);
  const byTarget = new Map(usable.map((stated) => [stated.targetId, stated]));
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  return results.map((result) => {
    const stated = byTarget.get(result.targetId);
    const target = targetsById.get(result.targetId);
    if (!stated || !target) return result;
    if (result.verdict !== "not-testable")
      return { ...result, assumptions: [...result.assumptions, describeUnused(stated, target)] };
    const verdict = judgeFigure(target, stated.value);
    return {
      ...result,
      value: stated.value,
      unitsTested: 1,
      unitsMet: verdict === "met" ? 1 : 0,
      verdict,
      reason: null,
      missingServiceIds: [],
      missingAttributes: [],
      stated,
      assumptions: [describeStated(stated, target), ...result.assumptions],
    };
  });
}

/** A value that was entered before the data could tell is not lost, and not used. */
function describeUnused(stated: StatedValue, target: Target): LocalizedText {
  const { zh, en } = describeStated(stated, target);
  return { zh: `未采用（数据已可检验）：${zh}`, en: `Not used, for the data can tell: ${en}` };
}

function describeStated({ value, date, source, confirmedBy }: StatedValue, target: Target): LocalizedText {
  const figure = isShareTarget(target) ? `${Math.round(value * 1e6) / 1e4} %` : String(value);
  return {
    zh: `人工填报 ${figure}，日期 ${date}，来源：${source}；${confirmedBy === "" ? "未经确认" : `确认：${confirmedBy}`}`,
    en: `Entered by hand: ${figure} on ${date}, source: ${source}; ${confirmedBy === "" ? "not confirmed" : `confirmed by ${confirmedBy}`}`,
  };
}
