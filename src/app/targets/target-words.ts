/** A target's baseline and goal: as a figure for a table cell, as worded for its page. */

import { formatCount, formatDecimal, formatShare, NO_VALUE } from "../../core/model/format-number.ts";
import { isShareTarget } from "../../core/plan/stated-value.ts";
import type { Rule, Target, TargetResult } from "../../core/plan/target.ts";
import { lineRanges } from "../../core/plan/words/line-ranges.ts";
import type { Language } from "../store/view-store.ts";
import type { Text, TextKey, Translate } from "../strings/text.ts";
import { zhCn } from "../strings/zh-cn.ts";

/** Baseline as a figure where it is one, else a dash. */
export function baselineText(target: Target): string {
  return figure(target, target.baseline.value, target.baseline.measure);
}

/** What is asked for by 2025, as a figure where the plan gives one, else a dash. */
export function askedText(target: Target): string {
  return figure(target, target.target.value, target.target.measure);
}

/** What the run found, as a figure in the measure of the target: a value, else the share of units; null where neither. */
export function nowText(target: Target, result: TargetResult | undefined): string | null {
  if (result?.value != null) return isShareTarget(target) ? formatShare(result.value) : formatDecimal(result.value);
  return result?.share == null ? null : formatShare(result.share);
}

/** A value that a rule gives, or asks for, with its measure: 每 1,000 人 35, 12.5 公里, 88 %. */
export function valueText(target: Target, rule: Rule, value: number, t: Translate): string {
  if (isShareTarget(target)) return formatShare(value);
  const number = formatDecimal(value);
  if (rule.kind === "ratio") {
    return rule.per === 1
      ? t("targets.value.person", { value: number })
      : t("targets.value.ratio", { value: number, per: formatCount(rule.per) });
  }
  return rule.kind === "added-since" ? t(`targets.value.${rule.amount.of}`, { value: number }) : number;
}

/** Shares are kept as 0–1; every other measure is printed as the plan gives it. */
function figure(target: Target, value: number | null, measure: string): string {
  if (value === null) return NO_VALUE;
  // A number that was entered has no measure of its own: it is in that of the rule.
  const isShare = measure === "" ? isShareTarget(target) : measure.startsWith("share");
  if (isShare && value <= 1) return formatShare(value);
  return Number.isInteger(value) ? formatCount(value) : String(value);
}

/**
 * A note of the plan file as the reader's language can use it. The notes mix both languages: in Chinese, those that are
 * mostly English say no more than the figure beside them and are left out, and so are English words in the others.
 */
export function noteText(note: string | null, language: Language): string {
  const plain = (note ?? "").replaceAll("**", "").trim();
  if (/^[—-]*$/.test(plain)) return "";
  if (language === "en") return plain;
  const han = plain.match(/\p{Script=Han}/gu)?.length ?? 0;
  const latin = plain.match(/[a-z]{2,}/gi)?.length ?? 0;
  if (latin > 0 && latin * 2 > han) return "";
  return plain
    .replaceAll(/[a-z]{3,}(?:[ -][a-z]+)*/gi, "")
    .replaceAll(/[,;]?\s*\)/g, ")")
    .replaceAll(/\(\s*\)/g, "")
    .trim();
}

type PlaceWord = "table" | "baseline" | "intro" | "end";

/** Where a target stands: its place, then its lines as ranges. A place that is only lines is not said twice. */
export function placeText(
  { place, lines }: Pick<Target, "place" | "lines">,
  { t, list }: Pick<Text, "t" | "list">,
): { readonly place: string; readonly lines: string } {
  const words = place.replaceAll(/\b(table|baseline|intro|end)\b/g, (word) => t(`targets.place.${word as PlaceWord}`));
  return { place: /^L\d/.test(place) ? "" : words, lines: list(lineRanges(lines)) };
}

/** Name of a chapter of the plan in the page's language; one that the catalogue does not know stands as it is. */
export function chapterText(t: Translate, chapter: string): string {
  const key = `chapter.${chapter}`;
  return key in zhCn ? t(key as TextKey) : chapter;
}
