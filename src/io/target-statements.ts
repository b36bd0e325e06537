/** The sentences that stand behind a target's figure in files: why it cannot be tested, which data it needs, on what it rests. */
import type { LocalizedText } from "../core/model/facility.ts";
import type { NotTestableReason, Target, TargetResult } from "../core/plan/target.ts";

const REASONS: Readonly<Record<NotTestableReason, LocalizedText>> = {
  "no-facility-layer": { zh: "不可检验：缺少设施图层", en: "not testable: no facility layer" },
  "no-units": { zh: "不可检验：研究范围内没有这类单元", en: "not testable: the study has no such units" },
  "no-people": { zh: "不可检验：没有该人群的人口数据", en: "not testable: no people of this group" },
  "needs-other-data": { zh: "不可检验：需要其他数据", en: "not testable: needs other data" },
  "data-too-old": {
    zh: "不可检验：数据日期不晚于起算日",
    en: "not testable: the data are no younger than the day from which the plan counts",
  },
  "rule-not-evaluated": {
    zh: "不可检验：地图数据无法检验该类规则",
    en: "not testable: no map data can test this kind of rule",
  },
};

/** All sentences, the reason first where a target is not testable. */
function statementsOf(result: TargetResult, target: Target | undefined): readonly LocalizedText[] {
  if (result.reason === null) return result.assumptions;
  const reason = REASONS[result.reason];
  const lacks = [
    ...result.missingServiceIds,
    ...result.missingAttributes.map(({ serviceId, attribute }) => `${serviceId}.${attribute}`),
  ];
  const missing = lacks.length > 0 ? ` (${lacks.join(", ")})` : "";
  const needed = target?.dataNeeded.zh
    ? [{ zh: `需要的数据：${target.dataNeeded.zh}`, en: `Data needed: ${target.dataNeeded.en}` }]
    : [];
  return [{ zh: `${reason.zh}${missing}`, en: `${reason.en}${missing}` }, ...needed, ...result.assumptions];
}

/** All sentences in Chinese, then all in English, as one cell. */
export function statementsCell(result: TargetResult, target: Target | undefined): string {
  const statements = statementsOf(result, target);
  return [...statements.map(({ zh }) => zh), ...statements.map(({ en }) => en)].join("; ");
}
