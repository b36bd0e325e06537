/** In what an amount is counted: 张, 处, 人, 平方米, 公里; and whether it comes in whole pieces. */
import type { LocalizedText } from "../../model/facility.ts";
import type { AmountRule } from "../judge/measure-amount.ts";

const PIECES = {
  beds: { zh: "张", en: "beds" },
  persons: { zh: "人", en: "people" },
  places: { zh: "个", en: "places" },
  facilities: { zh: "处", en: "facilities" },
} as const;
const SQUARE_METRES: LocalizedText = { zh: "平方米", en: "m²" };
const KILOMETRES: LocalizedText = { zh: "公里", en: "km" };
const UNNAMED: LocalizedText = { zh: "", en: "" };

/** What one unit of a rule's amount is, out of its column's name or of what it counts; empty where neither says. */
export function amountUnit(rule: AmountRule): LocalizedText {
  if (rule.amount.of === "length") return KILOMETRES;
  const name = rule.amount.of === "sum" ? rule.amount.attribute : rule.need === null ? subjectOf(rule) : "";
  if (name === "") return PIECES.facilities;
  if (/bed|床位/i.test(name)) return PIECES.beds;
  if (/area|m2|面积/i.test(name)) return SQUARE_METRES;
  if (/place|seat|学位/i.test(name)) return PIECES.places;
  if (/doctor|staff|enrol|people|医师|教师|人员|幼儿|学生/i.test(name)) return PIECES.persons;
  return rule.amount.of === "count" ? PIECES.facilities : UNNAMED;
}

/** What a rule counts, in the plan's words. */
export function subjectOf(rule: AmountRule): string {
  return rule.kind === "share-with-property" ? rule.of : rule.what;
}

/** Whether an amount comes in whole pieces, so that what is short of it is rounded up. */
export function isCountable(rule: AmountRule): boolean {
  return (Object.values(PIECES) as LocalizedText[]).includes(amountUnit(rule));
}
