/** What files of a report are called: the place, what it is, the day; plain characters that every system takes. */
import type { Language } from "../core/model/format-number.ts";
import type { Study } from "../core/model/study.ts";
import type { ReportFormat } from "./report-request.ts";
import { wholeName } from "./words/answer-sentence.ts";

const LONGEST_PLACE = 40;

/**
 * 大同市-公共服务覆盖评估-2026-11-29.pptx; a place without a plain character gives way to the study's id.
 * In English the place is the study's English title, where it has one.
 */
export function reportFileName(
  study: Pick<Study, "id" | "title" | "units" | "communities">,
  what: string,
  date: string,
  format: ReportFormat | "csv",
  language: Language = "zh-CN",
): string {
  const places = [...(language === "en" ? [study.title.en] : []), wholeName(study), study.id];
  const place = places.map((text) => plainName(text, language)).find((name) => name !== "") ?? "study";
  const parts = [place, plainName(what, language), plainName(date, language)].filter((part) => part !== "");
  return `${parts.join("-")}.${format}`;
}

/** Letters, figures and marks alone, no longer than a name may be. */
function plainName(text: string, language: Language): string {
  const plain = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  const kept = [...plain].slice(0, LONGEST_PLACE).join("");
  // English words stay whole.
  const isCut = language === "en" && /[A-Za-z]$/.test(kept) && /^[A-Za-z]/.test(plain.slice(kept.length));
  return (isCut ? kept.replace(/-[A-Za-z]+$/, "") : kept).replace(/-+$/, "");
}
