/** The sentences that say what a value of the whole study is made of, with its arithmetic. */
import type { LocalizedText } from "../../model/facility.ts";
import type { Study } from "../../model/study.ts";
import type { AmountRule, MeasuredValue } from "../judge/measure-amount.ts";
import type { Amount, FacilityNeed } from "../target.ts";
import { GROUP_WORDS, nameNeed } from "./assumption-sentences.ts";
import { filterWords } from "./filter-words.ts";
import { writeNumber } from "./rule-words.ts";

/** What was counted, what it was divided by, as of when, and what was missing. */
export function describeValue(study: Study, rule: AmountRule, measured: MeasuredValue): LocalizedText[] {
  const need = nameNeed(rule.need as FacilityNeed, study.services);
  const { date } = study;
  const sentences: LocalizedText[] = [
    {
      zh: `计入设施：${need.zh}，共 ${measured.facilities} 处；统计范围：研究范围内全部`,
      en: `Facilities that count: ${need.en}, ${measured.facilities} in all of the study`,
    },
    describeArithmetic(rule, measured),
    { zh: `数据日期：${date || "未注明"}`, en: `Date of the data: ${date || "not stated"}` },
  ];
  if (measured.facilitiesWithoutValue > 0)
    sentences.push({
      zh: `${measured.facilitiesWithoutValue} 处设施缺少该属性，按 0 计`,
      en: `${measured.facilitiesWithoutValue} facilities lack the attribute and count as 0`,
    });
  return sentences;
}

function describeArithmetic(rule: AmountRule, { amount, whole, value }: MeasuredValue): LocalizedText {
  const [number, of, result] = [amount, whole ?? 0, value].map(writeNumber);
  switch (rule.kind) {
    case "ratio": {
      const group = GROUP_WORDS[rule.groupId] as LocalizedText;
      const unit = unitOf(rule.amount);
      return {
        zh: `${number}${unit.zh} ÷ ${of} 人（${group.zh}）× ${rule.per} = ${result}`,
        en: `${number}${unit.en} ÷ ${of} people (${group.en}) × ${rule.per} = ${result}`,
      };
    }
    case "share-with-property": {
      const part = rule.partAmount?.of === "sum" ? [{ attribute: rule.partAmount.attribute, oneOf: [] }] : [];
      const property = filterWords([...rule.having, ...part]);
      const percent = `${writeNumber(value * 100)} %`;
      return {
        zh: `${number} ÷ ${of} = ${percent}（${property.zh}）`,
        en: `${number} ÷ ${of} = ${percent} (${property.en})`,
      };
    }
    case "added-since": {
      const unit = unitOf(rule.amount);
      return {
        zh: `${rule.since} 之后（按属性 ${rule.dateAttribute}）：${number}${unit.zh}`,
        en: `After ${rule.since} (by the attribute ${rule.dateAttribute}): ${number}${unit.en}`,
      };
    }
  }
}

function unitOf(amount: Amount): LocalizedText {
  if (amount.of === "count") return { zh: " 处", en: " facilities" };
  if (amount.of === "length") return { zh: " 公里", en: " km" };
  return { zh: `（${amount.attribute} 合计）`, en: ` (sum of ${amount.attribute})` };
}
