/**
 * What a column holds, told by its cells where its header says nothing (`F3`, `字段1`, `DM`): codes of divisions, names of communities,
 * townships, counties, facilities. Only a clear majority tells.
 */
import { type Column, textAt } from "./feature-table.ts";

export type Content = "codes" | "communities" | "townships" | "counties" | "facilities";

/** Cells that are looked at, spread over the column. */
const SAMPLED = 500;

/** Codes of villages and communities: province (GB/T 2260), 12 digits, or 15 or 19 in surveys. */
const DIVISION_CODE = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])\d{10}(?:\d{3}|\d{7})?$/;

/** A division's code that was written in groups (`140213 001 201`), as one number; other text as it is. */
export function joinDivisionCode(text: string): string {
  if (!/^\d[\d \u3000-]+\d$/.test(text)) return text;
  const joined = text.replace(/[^\d]/g, "");
  return DIVISION_CODE.test(joined) ? joined : text;
}

const ENDINGS: Readonly<Record<Exclude<Content, "codes">, RegExp>> = {
  communities: /.(?:社区|村|嘎查|居委会|村委会|居民委员会|村民委员会|家委会)$/,
  townships: /.(?:街道|街道办|街道办事处|镇|镇政府|乡|苏木)$/,
  counties: /.(?:(?<![社小校园片景辖])区|县|旗|市)$/,
  facilities:
    /(?:幼儿园|托儿所|托育园|学校|小学|中学|医院|卫生院|诊所|中心|服务站|站|室|馆|堂|场|厅|食堂|养老院|敬老院|福利院|公园|广场|步道)(?:[(（].*[)）])?$/,
};

/** One cell alone tells nothing of its column. */
const FEWEST_CELLS = 2;

/** How much of a column must look alike. */
const CLEAR_SHARE = 0.8;

function sampleOf(column: Column): readonly string[] {
  const { length } = column.values;
  const step = Math.max(1, Math.floor(length / SAMPLED));
  const texts: string[] = [];
  for (let row = 0; row < length; row += step) {
    const text = textAt(column, row).normalize("NFKC").trim();
    if (text !== "") texts.push(text);
  }
  return texts;
}

/** What most filled cells of a column hold; null where they hold nothing that is known. */
export function contentOf(column: Column): Content | null {
  if (column.type === "Bool" || column.type === "Json") return null;
  const texts = sampleOf(column);
  if (texts.length < FEWEST_CELLS) return null;
  const holds = (pattern: RegExp): boolean =>
    texts.filter((text) => text.length < 40 && pattern.test(text)).length >= CLEAR_SHARE * texts.length;
  if (holds(DIVISION_CODE)) return "codes";
  if (column.type !== "String") return null;
  for (const [content, pattern] of Object.entries(ENDINGS) as [Exclude<Content, "codes">, RegExp][])
    if (holds(pattern)) return content;
  return null;
}

/** The share from which a column tells its rows apart; what it then says twice is a fault. */
export const IDENTIFYING_SHARE = 0.9;

/** The share of a column's rows that are filled in and unlike all before them. */
export function distinctShare(column: Column): number {
  const { length } = column.values;
  const seen = new Set<string>();
  for (let row = 0; row < length; row++) {
    const text = textAt(column, row);
    if (text !== "") seen.add(text);
  }
  return length === 0 ? 0 : seen.size / length;
}
