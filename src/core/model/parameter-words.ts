/** What the parameters of a run are called wherever they are listed as assumptions, on screen and in files. */
import type { LocalizedText } from "./facility.ts";
import type { AnalysisParameters } from "./parameters.ts";

export interface ParameterWords extends LocalizedText {
  readonly unit: string;
  /** What an empty value means, or where the parameter does not count. */
  readonly note?: LocalizedText;
}

export const PARAMETER_WORDS: Readonly<Record<keyof AnalysisParameters, ParameterWords>> = {
  serviceIds: {
    zh: "分析的服务",
    en: "Services analysed",
    unit: "",
    note: { zh: "空为全部生活圈服务", en: "empty: all with a circle" },
  },
  profileId: {
    zh: "出行方式",
    en: "Who travels",
    unit: "",
    note: { zh: "空为各服务自己的", en: "empty: each service's own" },
  },
  speedMetresPerSecond: {
    zh: "速度",
    en: "Speed",
    unit: "m/s",
    note: { zh: "空为出行方式自己的", en: "empty: the profile's own" },
  },
  groupId: {
    zh: "统计人群",
    en: "Group",
    unit: "",
    note: { zh: "空为各服务自己的", en: "empty: each service's own" },
  },
  cutoffSeconds: {
    zh: "时限",
    en: "Cutoff",
    unit: "s",
    note: { zh: "计划目标用自己的", en: "targets have their own" },
  },
  passShare: { zh: "社区达标比例", en: "Share of a community's people that must be covered", unit: "0–1" },
  snapRadiusMetres: { zh: "离街道最远", en: "Farthest off the street", unit: "m" },
  searchLimitSeconds: { zh: "搜索上限", en: "Search limit", unit: "s" },
  slope: { zh: "计入坡度", en: "Slopes count", unit: "" },
  stairsFactor: { zh: "台阶用时倍数", en: "Time on steps against level street", unit: "×" },
  crossingSeconds: { zh: "每次过街等候", en: "Wait at each crossing", unit: "s" },
  night: { zh: "夜间通行条件", en: "Streets as at night", unit: "" },
  steepestIncline: {
    zh: "轮椅最大坡度",
    en: "Steepest incline for wheelchairs",
    unit: "m/m",
    note: { zh: "空为不限", en: "empty: any" },
  },
};
