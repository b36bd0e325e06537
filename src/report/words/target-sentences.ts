/** What the plan asks for, what was found and what that is worth, in Chinese, a target at a time. */
import { columnWords } from "../../core/model/column-words.ts";
import { formatCount, formatDecimal, formatHectares, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import type { Study } from "../../core/model/study.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { amountUnit } from "../../core/plan/words/amount-words.ts";
import { UNIT_WORDS } from "../../core/plan/words/assumption-sentences.ts";
import { NOT_TESTABLE_WORDS } from "../../core/plan/words/reason-words.ts";
import type { TargetFacts } from "../facts/report-facts.ts";
import { afterHan, demandName, writeDemand } from "./demand-words.ts";
import { VERDICT_WORDS } from "./verdict-words.ts";

/** A figure of a target in its measure: 44.4%, 每 1 000 人 30.3 张, 12 公里; one decimal, two where a figure is below ten. */
function writeFigure(target: Target, value: number): string {
  if (isShareTarget(target)) return formatShare(value);
  const { rule } = target;
  const number = formatDecimal(Math.abs(value) < 10 ? value : Number(value.toFixed(1)));
  if (rule.kind !== "ratio" && rule.kind !== "added-since") return number;
  const unit = amountUnit(rule).zh;
  const amount = unit === "" ? number : `${number} ${unit}`;
  if (rule.kind === "added-since") return amount;
  if (rule.per === 1) return `人均 ${amount}`;
  const whom = rule.groupId === "all" ? "人" : `名${afterHan(demandName(rule.groupId, "people"))}`;
  return `每 ${formatCount(rule.per)} ${whom} ${amount}`;
}

/** What is asked for: a figure, else what the plan says in words, else that it says none. */
export function askedWords(target: Target): string {
  const { value, text } = target.target;
  if (value !== null) return writeFigure(target, value);
  return text === "" ? "计划未给数值" : `“${text}”，未给数值`;
}

/** Where the plan began, with its year; a dash where it says nothing. */
export function baselineWords(target: Target): string {
  const { value, year } = target.baseline;
  if (value === null) return NO_VALUE;
  return year === null ? writeFigure(target, value) : `${writeFigure(target, value)}（${year} 年）`;
}

/** Whose figure it is: measured, or entered by hand. */
export function sourceWords({ stated }: Pick<TargetResult, "stated">): string {
  if (!stated) return "模型计算";
  const who = stated.confirmedBy === "" ? "" : `，${stated.confirmedBy}确认`;
  return `填报：${stated.source}，${stated.date}${who}`;
}

/** The figure that was found: a value, else the share of units; a dash where there is none. */
export function foundWords({ target, result }: TargetFacts): string {
  if (result.value !== null) return writeFigure(target, result.value);
  return result.share === null ? NO_VALUE : formatShare(result.share);
}

/** 401 个城市社区中 178 个达标; "" for a value of the whole. */
export function unitsWords({ target, result }: TargetFacts, study: Pick<Study, "communities">): string {
  if (result.unitsTested === 0 || result.value !== null) return "";
  return `${formatCount(result.unitsTested)} 个${unitName(target, study)}中 ${formatCount(result.unitsMet)} 个达标`;
}

/** The units that a target counts, as a noun that follows a number. */
export function unitName({ unit }: Pick<Target, "unit">, { communities }: Pick<Study, "communities">): string {
  if (communities.kinds.length > 0 && communities.kinds.every((kind) => kind === "unit")) return "统计单元";
  if (unit === "township") return "街道（镇、乡）";
  if (unit === "community") return "社区和行政村";
  return UNIT_WORDS[unit].zh.replace(/（.*）$/, "");
}

/** Who or what is short; "" for a value of the whole and where nothing was tested. */
export function shortWords(
  { result }: TargetFacts,
  { demand }: { readonly demand: Pick<Study["demand"], "unit"> },
): string {
  if (result.verdict === "not-testable" || result.value !== null) return "";
  if (result.landShortSquareMetres !== undefined)
    return `${formatHectares(result.landShortSquareMetres, "zh-CN")}居住用地`;
  return result.peopleShort > 0 ? writeDemand(result.peopleShort, demand.unit) : "";
}

/** Why it cannot be tested, in general; "" where it was tested. */
export function notTestableReason({ result }: TargetFacts): string {
  return result.reason === null ? "" : NOT_TESTABLE_WORDS[result.reason].zh.replace(/^不可检验：/, "");
}

/** What is missing in the study, by name; "" where nothing is. */
function missingWords({ result }: TargetFacts, { services }: Pick<Study, "services">): string {
  const titles = new Map(services.map(({ id, title }) => [id, title.zh]));
  return [
    ...result.missingServiceIds.flatMap((id) => titles.get(id) ?? []),
    ...result.missingAttributes.map(
      ({ serviceId, attribute }) => `${titles.get(serviceId) ?? serviceId}的“${columnName(attribute)}”`,
    ),
  ].join("、");
}

/** The data that a test would need, as the plan's reader noted them, else what the study lacks; "" where neither is known. */
export function neededData(facts: TargetFacts, study: Pick<Study, "services">): string {
  return facts.target.dataNeeded.zh || missingWords(facts, study);
}

/** Why it cannot be tested, with what is missing by name and the data that are needed; "" where it was tested. */
export function whyNotTestable(facts: TargetFacts, study: Pick<Study, "services">): string {
  const reason = notTestableReason(facts);
  if (reason === "") return "";
  const lacks = missingWords(facts, study);
  const missing = lacks === "" ? "" : `（${lacks}）`;
  const { dataNeeded } = facts.target;
  return `${reason}${missing}${dataNeeded.zh === "" ? "" : `；需要的数据：${dataNeeded.zh}`}`;
}

/** The Chinese word of a column alone, where it has one. */
function columnName(attribute: string): string {
  return columnWords(attribute).zh.replace(` ${attribute}`, "");
}

/** A title between quotation marks; those inside it become single ones. */
export function quoteTitle(title: string): string {
  return `“${title.replaceAll("“", "‘").replaceAll("”", "’")}”`;
}

/** “社区养老服务设施全覆盖”：401 个城市社区中 178 个达标（44.4%），要求 100%，未达标；缺口 23.1 万人。 */
export function targetSentence(
  facts: TargetFacts,
  study: Pick<Study, "communities" | "services"> & { readonly demand: Pick<Study["demand"], "unit"> },
): string {
  const { target, result } = facts;
  const title = quoteTitle(target.title.zh);
  const why = whyNotTestable(facts, study);
  if (why !== "") return `${title}：${VERDICT_WORDS["not-testable"]}，${why}。`;
  const units = unitsWords(facts, study);
  const found = units === "" ? `现状${afterHan(foundWords(facts))}` : `${units}（${foundWords(facts)}）`;
  const asked = target.target.value === null ? askedWords(target) : `要求${afterHan(askedWords(target))}`;
  const short = shortWords(facts, study);
  const verdict = result.verdict === "no-number" ? "" : `，${VERDICT_WORDS[result.verdict]}`;
  return `${title}：${found}，${asked}${verdict}${short === "" ? "" : `；缺口 ${short}`}。`;
}
