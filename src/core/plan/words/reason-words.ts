/** Why a target cannot be tested, in words; files and documents say the same. */
import type { LocalizedText } from "../../model/facility.ts";
import type { NotTestableReason } from "../target.ts";

export const NOT_TESTABLE_WORDS: Readonly<Record<NotTestableReason, LocalizedText>> = {
  "no-facility-layer": { zh: "不可检验：缺少设施图层", en: "not testable: no facility layer" },
  "no-units": { zh: "不可检验：研究范围内没有这类单元", en: "not testable: the study has no such units" },
  "no-residential-land": {
    zh: "不可检验：没有居住用地数据",
    en: "not testable: no residential land in the data",
  },
  "no-such-facilities": {
    zh: "不可检验：图层中没有这类设施",
    en: "not testable: the layers hold no such facilities",
  },
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
