/**
 * Values entered by hand county by county, for targets of the whole that no map can test.
 * A county without one is not testable, never 0; the whole follows only where every county
 * has a value and the rule says how they add up.
 */
import { sumCompensated } from "../compensated-sum.ts";
import type { LocalizedText } from "../model/facility.ts";
import type { BreakdownRow, CountyPeople } from "./judge/break-down.ts";
import { mergeStated, type StatedValue, usableStated } from "./stated-value.ts";
import type { Rule, Target, TargetResult } from "./target.ts";
import { judgeFigure } from "./verdict.ts";

/** A stated value of one county. */
export interface StatedUnit extends StatedValue {
  readonly unitId: string;
}

/** One value a target and county out of two lists. */
export function mergeStatedUnits(first: readonly StatedUnit[], second: readonly StatedUnit[]): readonly StatedUnit[] {
  return mergeStated(first, second, ({ targetId, unitId }) => JSON.stringify([targetId, unitId]));
}

/** How values of counties make the whole: weighted by the people a ratio divides by, added, or not at all. */
export function wholeOfCounties({ kind }: Rule): "ratio" | "added" | "none" {
  if (kind === "ratio") return "ratio";
  return kind === "added-since" ? "added" : "none";
}

/** Results in which targets of the whole that cannot be tested have their counties as stated. Nothing is measured anew. */
export function withStatedUnits(
  results: readonly TargetResult[],
  targets: readonly Target[],
  statedUnits: readonly StatedUnit[],
): readonly TargetResult[] {
  if (statedUnits.length === 0) return results;
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  const usable = usableStated(statedUnits, targets);
  return results.map((result) => {
    const target = targetsById.get(result.targetId);
    const { counties = [] } = result;
    const statedById = new Map(
      usable
        .filter(({ targetId }) => targetId === result.targetId)
        .map((stated): [string, StatedUnit] => [stated.unitId, stated]),
    );
    const known = counties.flatMap(({ unitId }) => statedById.get(unitId) ?? []);
    return target && known.length > 0 ? withCounties(result, target, counties, statedById, known) : result;
  });
}

function withCounties(
  result: TargetResult,
  target: Target,
  counties: readonly CountyPeople[],
  statedById: ReadonlyMap<string, StatedUnit>,
  known: readonly StatedUnit[],
): TargetResult {
  const { rule } = target;
  const breakdown = counties.map(({ unitId, people }): BreakdownRow => {
    const value = statedById.get(unitId)?.value ?? null;
    const amount = value !== null && people !== null && rule.kind === "ratio" ? (value * people) / rule.per : null;
    return { unitId, facilities: null, amount, whole: people, value };
  });
  const detailed = { ...result, breakdown };
  const told = describeCounties(target, breakdown, known);
  if (result.verdict !== "not-testable") return { ...detailed, assumptions: [...result.assumptions, told] };
  const value = addUp(rule, breakdown);
  if (value === null) return { ...detailed, assumptions: [told, describeLack(rule), ...result.assumptions] };
  const verdict = judgeFigure(target, value);
  return {
    ...detailed,
    value,
    unitsTested: 1,
    unitsMet: verdict === "met" ? 1 : 0,
    verdict,
    reason: null,
    missingServiceIds: [],
    missingAttributes: [],
    stated: {
      targetId: target.id,
      value,
      date: known.map(({ date }) => date).sort()[0] as string,
      source: listOnce(known.map(({ source }) => source)),
      confirmedBy: known.every(({ confirmedBy }) => confirmedBy !== "")
        ? listOnce(known.map(({ confirmedBy }) => confirmedBy))
        : "",
      counties: known.length,
    },
    assumptions: [told, ...result.assumptions],
  };
}

/** The whole; null where a county has no value, or nothing says how they add up. */
function addUp(rule: Rule, breakdown: readonly BreakdownRow[]): number | null {
  const values = breakdown.flatMap(({ value }) => value ?? []);
  if (values.length < breakdown.length) return null;
  if (rule.kind === "added-since") return sumCompensated(values);
  if (rule.kind !== "ratio") return null;
  const people = breakdown.flatMap(({ whole }) => whole ?? []);
  const all = sumCompensated(people);
  if (people.length < breakdown.length || !(all > 0)) return null;
  return (sumCompensated(breakdown.flatMap(({ amount }) => amount ?? [])) * rule.per) / all;
}

function listOnce(texts: readonly string[]): string {
  return [...new Set(texts)].join("；");
}

/** How many counties have a value, how many of them hold, and where the values come from. */
function describeCounties(
  target: Target,
  breakdown: readonly BreakdownRow[],
  known: readonly StatedUnit[],
): LocalizedText {
  const missing = breakdown.length - known.length;
  const isAsked = target.rule.kind !== "added-since" && target.target.value !== null;
  const met = known.filter(({ value }) => judgeFigure(target, value) === "met").length;
  const sources = [...new Set(known.map(({ date, source }) => `${date} ${source}`))];
  const by = [...new Set(known.map(({ confirmedBy }) => confirmedBy))];
  return {
    zh: `分县区填报：${breakdown.length} 个县区中填了 ${known.length} 个${isAsked ? `，其中 ${met} 个达标` : ""}${missing > 0 ? `，${missing} 个未填，不可测` : ""}；来源：${sources.join("；")}；${by.includes("") ? "未经确认" : `确认：${by.join("、")}`}`,
    en: `Entered by county: ${known.length} of ${breakdown.length} counties${isAsked ? `, ${met} of them met` : ""}${missing > 0 ? `, ${missing} without a value and not testable` : ""}; sources: ${sources.join("; ")}; ${by.includes("") ? "not confirmed" : `confirmed by ${by.join(", ")}`}`,
  };
}

function describeLack(rule: Rule): LocalizedText {
  return wholeOfCounties(rule) === "none"
    ? {
        zh: "全市的数不能由分县区得出（分母不明），需另填全市数",
        en: "The whole does not follow from the counties, for what they are shares of is unknown: enter the whole too",
      }
    : {
        zh: "全市的数要各县区都填齐才能得出，或另填全市数",
        en: "The whole follows once every county has a value, or enter the whole too",
      };
}
