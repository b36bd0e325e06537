/** assumptions.csv: on what every figure of a run rests, a row each, and which of them nobody chose. */
import type { AnalysisResult } from "../core/analysis-result.ts";
import type { LocalizedText } from "../core/model/facility.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../core/model/parameters.ts";
import type { Study } from "../core/model/study.ts";
import type { TargetResult } from "../core/plan/target.ts";
import { type CsvCell, formatCsv } from "./csv-writer.ts";

const COLUMNS = ["scope", "name", "value", "unit", "default", "zh", "en"];

const LABELS: Readonly<Record<keyof AnalysisParameters, LocalizedText & { readonly unit: string }>> = {
  serviceIds: { zh: "分析的服务（空为全部生活圈服务）", en: "Services analysed (empty: all with a circle)", unit: "" },
  profileId: { zh: "出行方式（空为各服务自己的）", en: "Who travels (empty: each service's own)", unit: "" },
  speedMetresPerSecond: { zh: "速度（空为出行方式自己的）", en: "Speed (empty: the profile's own)", unit: "m/s" },
  groupId: { zh: "统计人群（空为各服务自己的）", en: "Group (empty: each service's own)", unit: "" },
  cutoffSeconds: { zh: "时限（计划目标用自己的）", en: "Cutoff (targets have their own)", unit: "s" },
  passShare: { zh: "社区达标比例", en: "Share of a community's people that must be covered", unit: "0–1" },
  snapRadiusMetres: { zh: "离街道最远", en: "Farthest off the street", unit: "m" },
  searchLimitSeconds: { zh: "搜索上限", en: "Search limit", unit: "s" },
  slope: { zh: "计入坡度", en: "Slopes count", unit: "" },
  stairsFactor: { zh: "台阶用时倍数", en: "Time on steps against level street", unit: "×" },
  crossingSeconds: { zh: "每次过街等候", en: "Wait at each crossing", unit: "s" },
  night: { zh: "夜间通行条件", en: "Streets as at night", unit: "" },
  steepestIncline: { zh: "轮椅最大坡度（空为不限）", en: "Steepest incline for wheelchairs (empty: any)", unit: "m/m" },
};

/** Parameters of the run, speeds, the study's own assumptions, then those of each target; texts alone have no value. */
export function assumptionsCsv(study: Study, result: AnalysisResult, targets: readonly TargetResult[]): string {
  const sentence = (scope: string, { zh, en }: LocalizedText): CsvCell[] => [scope, "", "", "", "", zh, en];
  const marked: CsvCell[][] = study.demonstration
    ? [sentence("study", { zh: "演示数据：模拟，非实测", en: "Demonstration data: simulated, not surveyed" })]
    : [];
  const rows: CsvCell[][] = [
    ...marked,
    sentence("study", { zh: `数据日期 ${study.date}`, en: `Date of the data ${study.date}` }),
    ...study.assumptions.map((each) => sentence("study", each)),
    ...parameterRows(result.parameters),
    ...speedRows(result),
    ...targets.flatMap(({ targetId, assumptions }) => assumptions.map((each) => sentence(targetId, each))),
  ];
  return formatCsv(COLUMNS, rows, study.scenarioName);
}

function parameterRows(parameters: AnalysisParameters): CsvCell[][] {
  const names = Object.keys(LABELS) as (keyof AnalysisParameters)[];
  return names.map((name) => {
    const value = parameters[name];
    const { zh, en, unit } = LABELS[name];
    const isDefault = JSON.stringify(value) === JSON.stringify(DEFAULT_PARAMETERS[name]);
    const cell: CsvCell = typeof value === "number" ? { number: String(value) } : writeValue(value);
    return ["run", name, cell, unit, isDefault ? "yes" : "no", zh, en];
  });
}

function writeValue(value: string | boolean | readonly string[] | null): string {
  if (value === null) return "";
  return typeof value === "object" ? value.join(" ") : String(value);
}

/** The speed of every profile that the run used. */
function speedRows(result: AnalysisResult): CsvCell[][] {
  const speeds = new Map<ProfileId, number>();
  for (const { profileId, speedMetresPerSecond } of result.services) speeds.set(profileId, speedMetresPerSecond);
  return [...speeds].map(([profileId, speed]): CsvCell[] => [
    "run",
    `speed.${profileId}`,
    { number: String(speed) },
    "m/s",
    speed === PROFILES[profileId].speedMetresPerSecond ? "yes" : "no",
    "本次所用速度",
    "Speed used in this run",
  ]);
}
