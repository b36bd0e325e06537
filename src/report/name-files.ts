/** What files of a report are called: the place, what it is, the day; plain characters that every system takes. */
import type { Study } from "../core/model/study.ts";
import type { ReportFormat } from "./report-request.ts";
import { wholeName } from "./words/answer-sentence.ts";

const LONGEST_PLACE = 40;

/** 大同市-公共服务覆盖评估-2026-11-29.pptx; a place without a plain character gives way to the study's id. */
export function reportFileName(
  study: Pick<Study, "id" | "title" | "units" | "communities">,
  what: string,
  date: string,
  format: ReportFormat | "csv",
): string {
  const place = [wholeName(study), study.id].map(plainName).find((name) => name !== "") ?? "study";
  const parts = [place, plainName(what), plainName(date)].filter((part) => part !== "");
  return `${parts.join("-")}.${format}`;
}

/** Letters, figures and marks alone, no longer than a name may be. */
function plainName(text: string): string {
  const plain = text
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}\p{M}_]+/gu, "-")
    .replace(/^-+|-+$/g, "");
  return [...plain].slice(0, LONGEST_PLACE).join("").replace(/-+$/, "");
}
