/** 口径: on what the figures of a table, chart or map rest, in one line; what nobody chose is marked 默认. */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../../core/model/parameters.ts";
import type { Study } from "../../core/model/study.ts";
import { describeConditions } from "../../core/plan/words/condition-sentences.ts";
import { afterHan, demandName } from "./demand-words.ts";

export const DEMONSTRATION = "演示数据";
const DEFAULT_MARK = "（默认）";

const TRAVEL: Readonly<Record<ProfileId, string>> = {
  adult: "成人步行",
  elderly: "老年人步行",
  child: "儿童由成人陪同步行",
  wheelchair: "轮椅出行",
  cycle: "骑行",
};

/** How the answer sentence says that a profile gets about: 步行, 乘轮椅, 骑行. */
export function travelVerb(profileId: ProfileId): string {
  return profileId === "wheelchair" ? "乘轮椅" : PROFILES[profileId].mode === "cycle" ? "骑行" : "步行";
}

/** Without the noise of binary fractions. */
export function writePlain(value: number): string {
  return String(Number(value.toFixed(2)));
}

type BasisStudy = Pick<Study, "date" | "demonstration"> & {
  readonly demand: Pick<Study["demand"], "unit">;
  readonly streets: Pick<Study["streets"], "elevations">;
};

/** 沿街道老年人步行 15 分钟，0.8 m/s（默认）. */
export function reachLine(coverage: ServiceCoverage, { parameters }: Pick<AnalysisResult, "parameters">): string {
  const { profileId, speedMetresPerSecond, cutoffSeconds } = coverage;
  const isChosen =
    cutoffSeconds !== DEFAULT_PARAMETERS.cutoffSeconds ||
    parameters.profileId !== null ||
    speedMetresPerSecond !== PROFILES[profileId].speedMetresPerSecond;
  return `沿街道${TRAVEL[profileId]} ${writePlain(cutoffSeconds / 60)} 分钟，${writePlain(speedMetresPerSecond)} m/s${isChosen ? "" : DEFAULT_MARK}`;
}

/** 社区有 80% 以上的人在范围内为达标（默认）. */
export function passLine({ parameters }: Pick<AnalysisResult, "parameters">): string {
  const { passShare } = parameters;
  const mark = passShare === DEFAULT_PARAMETERS.passShare ? DEFAULT_MARK : "";
  return `社区有 ${writePlain(passShare * 100)}% 以上在范围内为达标${mark}`;
}

/** 数据日期 2020-11-01；演示数据. */
export function dateLine({ date, demonstration }: Pick<Study, "date" | "demonstration">): string {
  return [`数据日期 ${date || "未注明"}`, ...(demonstration ? [DEMONSTRATION] : [])].join("；");
}

/** Whom, how far, when a community passes, as of when, as parts that a document may lay out by itself. */
export function basisParts(
  study: BasisStudy,
  result: Pick<AnalysisResult, "parameters">,
  coverage: ServiceCoverage,
): string[] {
  const conditions = describeConditions(
    study.streets.elevations !== undefined,
    PROFILES[coverage.profileId],
    result.parameters,
    "time",
  );
  return [
    `统计对象为${afterHan(demandName(coverage.groupId, study.demand.unit))}`,
    reachLine(coverage, result),
    ...conditions.map(({ zh }) => zh),
    passLine(result),
    dateLine(study),
  ];
}

/** The same in one line, as it stands under a table, chart or map. */
export function basisLine(
  study: BasisStudy,
  result: Pick<AnalysisResult, "parameters">,
  coverage: ServiceCoverage,
): string {
  return `口径：${basisParts(study, result, coverage).join("；")}。`;
}
