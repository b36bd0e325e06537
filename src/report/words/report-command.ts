/** The command line that makes a document's numbers again, with every choice that is not a default. */
import { type AnalysisParameters, DEFAULT_PARAMETERS } from "../../core/model/parameters.ts";
import type { Study } from "../../core/model/study.ts";
import type { ReportRequest } from "../report-request.ts";

/** One line for a shell; the study is named as it was opened, else by its file or its id. */
export function reportCommand(study: Pick<Study, "id" | "title">, request: ReportRequest): string {
  const { formats, parameters, scenarioNames, title, organisation, stamp, date, layout } = request;
  const plan = request.origin?.plan ?? null;
  return [
    "minsheng report",
    quote(studyArgument(study, request)),
    `--format ${formats.join(",")}`,
    ...parameterOptions(parameters),
    ...scenarioNames.map((name) => `--scenario ${quote(name)}`),
    ...(plan === null ? [] : [`--plan ${quote(plan)}`]),
    ...(layout === null ? [] : [`--layout ${quote(layout.name)}`]),
    ...(title === "" ? [] : [`--title ${quote(title)}`]),
    ...(organisation === "" ? [] : [`--organisation ${quote(organisation)}`]),
    ...(stamp.kind === "reviewed" ? [`--review-number ${quote(stamp.number)}`] : []),
    `--date ${date}`,
    "--out DIR",
  ].join(" ");
}

function studyArgument({ id }: Pick<Study, "id">, { origin, inputs }: ReportRequest): string {
  if (origin) return origin.study;
  const files = Object.keys(inputs).filter((name) => name.endsWith(".mscircle"));
  return files.length === 1 ? (files[0] as string) : id;
}

function parameterOptions(parameters: AnalysisParameters): string[] {
  const { serviceIds, profileId, speedMetresPerSecond, groupId, cutoffSeconds, passShare } = parameters;
  const { slope, stairsFactor, crossingSeconds, night, steepestIncline } = parameters;
  const isDefault = (name: keyof AnalysisParameters): boolean => parameters[name] === DEFAULT_PARAMETERS[name];
  return [
    ...(serviceIds ?? []).map((id) => `--service ${quote(id)}`),
    ...(profileId === null ? [] : [`--profile ${profileId}`]),
    ...(speedMetresPerSecond === null ? [] : [`--speed ${speedMetresPerSecond}`]),
    ...(groupId === null ? [] : [`--group ${groupId}`]),
    ...(isDefault("cutoffSeconds") ? [] : [`--cutoff-minutes ${cutoffSeconds / 60}`]),
    ...(isDefault("passShare") ? [] : [`--pass-share ${passShare}`]),
    ...(slope ? ["--slope"] : []),
    ...(isDefault("stairsFactor") ? [] : [`--stairs-factor ${stairsFactor}`]),
    ...(isDefault("crossingSeconds") ? [] : [`--crossing-seconds ${crossingSeconds}`]),
    ...(night ? ["--night"] : []),
    ...(isDefault("steepestIncline") ? [] : [`--steepest-incline ${steepestIncline ?? "none"}`]),
  ];
}

/** An argument as shells take it: in double quotes where it holds more than letters, digits and plain signs. */
function quote(text: string): string {
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(text)) return text;
  return /["$`\\!]/.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : `"${text}"`;
}
