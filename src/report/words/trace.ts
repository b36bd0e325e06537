/**
 * Where a document's numbers come from, as its last page prints it: study, dates of the data, inputs with their sha256,
 * parameters with those that nobody chose marked 默认, version, and the command line that makes the same numbers again.
 * Plain values in Chinese; each document lays them out in its own way.
 */
import { PARAMETER_WORDS } from "../../core/model/parameter-words.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../../core/model/parameters.ts";
import type { ReportFacts, ServiceFacts } from "../facts/report-facts.ts";
import type { ReportRequest } from "../report-request.ts";
import { reportCommand } from "./report-command.ts";

export interface TraceLine {
  readonly name: string;
  readonly value: string;
}

export interface TraceParameter extends TraceLine {
  /** False where a person chose the value: 默认 or 已选定. */
  readonly isDefault: boolean;
}

export interface TraceSource {
  /** Layer as the study names it; "*": all of them. */
  readonly layer: string;
  readonly source: string;
  readonly licence: string;
  /** ISO 8601, 未注明 where unknown. */
  readonly date: string;
  readonly isSimulated: boolean;
}

export interface Trace {
  /** 研究, 编号, 数据日期, 数据性质, 比较方案, 编制日期, 软件版本. */
  readonly study: readonly TraceLine[];
  readonly parameters: readonly TraceParameter[];
  readonly sources: readonly TraceSource[];
  /** In the order of their names. */
  readonly inputs: readonly { readonly name: string; readonly sha256: string }[];
  readonly command: string;
}

const NOT_STATED = "未注明";
const PROFILE_NAMES: Readonly<Record<ProfileId, string>> = {
  adult: "成人步行",
  elderly: "老年人步行",
  child: "儿童步行",
  wheelchair: "轮椅",
  cycle: "骑行",
};

/** What a trace is made of. */
export type TracedFacts = Pick<ReportFacts, "study" | "result" | "version"> & {
  readonly scenarios: readonly { readonly name: string }[];
  readonly services: readonly Pick<ServiceFacts, "coverage">[];
};

/** The trace of a document. */
export function traceOf(facts: TracedFacts, request: ReportRequest): Trace {
  const { study, scenarios, version } = facts;
  return {
    study: [
      { name: "研究", value: study.title.zh || study.id },
      { name: "研究编号", value: study.id },
      { name: "数据日期", value: study.date || NOT_STATED },
      { name: "数据性质", value: study.demonstration ? "演示数据：模拟生成，非实测" : "用户导入的数据" },
      ...(scenarios.length === 0 ? [] : [{ name: "比较方案", value: scenarios.map(({ name }) => name).join("、") }]),
      { name: "编制日期", value: request.date },
      { name: "软件版本", value: `民生圈 minsheng ${version}` },
    ],
    parameters: [...parametersOf(facts.result.parameters), ...speedsOf(facts)],
    sources: study.sources.map(({ layer, source, licence, date, simulated }) => ({
      layer,
      source,
      licence,
      date: date || NOT_STATED,
      isSimulated: simulated,
    })),
    inputs: Object.entries(request.inputs)
      .map(([name, sha256]) => ({ name, sha256 }))
      .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    command: reportCommand(study, request),
  };
}

function parametersOf(parameters: AnalysisParameters): TraceParameter[] {
  return (Object.keys(PARAMETER_WORDS) as (keyof AnalysisParameters)[]).map((name) => ({
    name: PARAMETER_WORDS[name].zh,
    value: WRITE_VALUE[name](parameters),
    isDefault: JSON.stringify(parameters[name]) === JSON.stringify(DEFAULT_PARAMETERS[name]),
  }));
}

const yesNo = (value: boolean): string => (value ? "是" : "否");
/** Without the noise of binary fractions. */
const plain = (value: number): string => String(Number(value.toFixed(4)));

const WRITE_VALUE: Readonly<Record<keyof AnalysisParameters, (parameters: AnalysisParameters) => string>> = {
  serviceIds: ({ serviceIds }) => serviceIds?.join("、") ?? "全部生活圈服务",
  profileId: ({ profileId }) => (profileId === null ? "各服务自己的" : PROFILE_NAMES[profileId]),
  speedMetresPerSecond: ({ speedMetresPerSecond: speed }) =>
    speed === null ? "出行方式自己的" : `${plain(speed)} m/s`,
  groupId: ({ groupId }) => (groupId === null ? "各服务自己的" : groupId),
  cutoffSeconds: ({ cutoffSeconds }) => `${plain(cutoffSeconds / 60)} 分钟`,
  passShare: ({ passShare }) => `${plain(passShare * 100)}%`,
  snapRadiusMetres: ({ snapRadiusMetres }) => `${plain(snapRadiusMetres)} m`,
  searchLimitSeconds: ({ searchLimitSeconds }) => `${plain(searchLimitSeconds / 60)} 分钟`,
  slope: ({ slope }) => yesNo(slope),
  stairsFactor: ({ stairsFactor }) => `${plain(stairsFactor)} 倍`,
  crossingSeconds: ({ crossingSeconds }) => `${plain(crossingSeconds)} 秒`,
  night: ({ night }) => yesNo(night),
  steepestIncline: ({ steepestIncline: incline }) =>
    incline === null ? "不限" : `${Number((incline * 100).toFixed(2))}%`,
};

/** The speed of every profile that the run used. */
function speedsOf({ services }: TracedFacts): TraceParameter[] {
  const speeds = new Map<ProfileId, number>();
  for (const { coverage } of services) speeds.set(coverage.profileId, coverage.speedMetresPerSecond);
  return [...speeds].map(([profileId, speed]) => ({
    name: `${PROFILE_NAMES[profileId]}速度`,
    value: `${plain(speed)} m/s`,
    isDefault: speed === PROFILES[profileId].speedMetresPerSecond,
  }));
}
