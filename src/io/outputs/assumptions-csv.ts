/** assumptions.csv: on what every figure of a run rests, a row each, and which of them nobody chose. */

import { describeUnitWithoutNorm } from "../../core/access/capacity-norms.ts";
import { findCapacity } from "../../core/access/facility-capacity.ts";
import type { AnalysisResult } from "../../core/analysis-result.ts";
import { PARAMETER_WORDS } from "../../core/model/parameter-words.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES, type ProfileId } from "../../core/model/parameters.ts";
import type { Study } from "../../core/model/study.ts";
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import type { Assumption } from "../../core/plan/assumption.ts";
import { describePlanReading, readingsOfPlan } from "../../core/plan/plan-reading.ts";
import type { TargetResult } from "../../core/plan/target.ts";
import { type CsvCell, formatCsv } from "../tables/csv-writer.ts";

const COLUMNS = ["scope", "name", "value", "unit", "default", "zh", "en"];

/** Parameters of the run, speeds, norms of capacity, readings set for the plan, the study's own assumptions, then those of each target; texts alone have no value, and a fact is neither default nor chosen. */
export function assumptionsCsv(study: Study, result: AnalysisResult, targets: readonly TargetResult[]): string {
  return formatCsv(COLUMNS, listAssumptions(study, result, targets), study.scenarioName);
}

/** The rows of assumptions.csv: scope, name, value, unit, yes or no where it is a default or chosen, Chinese, English. */
export function listAssumptions(study: Study, result: AnalysisResult, targets: readonly TargetResult[]): CsvCell[][] {
  const sentence = (scope: string, { zh, en, isDefault }: Assumption): CsvCell[] => [
    scope,
    "",
    "",
    "",
    isDefault === undefined ? "" : isDefault ? "yes" : "no",
    zh,
    en,
  ];
  const marked: CsvCell[][] = study.demonstration
    ? [sentence("study", { zh: "演示数据：模拟，非实测", en: "Demonstration data: simulated, not surveyed" })]
    : [];
  return [
    ...marked,
    sentence("study", {
      zh: `数据日期 ${study.date || "未注明"}`,
      en: `Date of the data ${study.date || "not stated"}`,
    }),
    ...listStudyAssumptions(study).map((each) => sentence("study", each)),
    ...parameterRows(result.parameters),
    ...speedRows(result),
    ...normRows(study),
    ...readingRows(study),
    ...targets.flatMap(({ targetId, assumptions }) => assumptions.map((each) => sentence(targetId, each))),
  ];
}

/** What rests on no target, as one text: the run's parameters and the study's assumptions, each default marked. */
export function describeRunAssumptions(study: Study, result: AnalysisResult): string {
  const rows = [...parameterRows(result.parameters), ...speedRows(result)].map(
    ([, , value, unit, isDefault, zh, en]) => {
      const written = typeof value === "object" ? value.number : (value ?? "");
      const mark = isDefault === "yes" ? "默认 default" : "已选定 chosen";
      return `${String(zh)} ${String(en)} = ${`${written} ${String(unit)}`.trim() || "—"} [${mark}]`;
    },
  );
  return [...rows, ...listStudyAssumptions(study).map(({ zh, en }) => `${zh} ${en}`)].join("; ");
}

/** The parameters of a run that nobody chose, by name. */
export function namesOfDefaults(parameters: AnalysisParameters): string[] {
  return parameterRows(parameters).flatMap(([, name, , , isDefault]) => (isDefault === "yes" ? [String(name)] : []));
}

function parameterRows(parameters: AnalysisParameters): CsvCell[][] {
  const names = Object.keys(PARAMETER_WORDS) as (keyof AnalysisParameters)[];
  return names.map((name) => {
    const value = parameters[name];
    const { zh, en, unit, note } = PARAMETER_WORDS[name];
    const isDefault = JSON.stringify(value) === JSON.stringify(DEFAULT_PARAMETERS[name]);
    const cell: CsvCell = typeof value === "number" ? { number: String(value) } : writeValue(value);
    return [
      "run",
      name,
      cell,
      unit,
      isDefault ? "yes" : "no",
      note ? `${zh}（${note.zh}）` : zh,
      note ? `${en} (${note.en})` : en,
    ];
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

/** For how many people a unit of each service's capacity stands, and who said so. */
function normRows({ facilities, edits }: Study): CsvCell[][] {
  return facilities.flatMap((layer): CsvCell[][] => {
    const capacity = findCapacity(layer, edits.capacityNorms);
    if (capacity === null) return [];
    const { attribute, kind, norm } = capacity;
    const people = norm?.peoplePerUnit ?? (kind === "places" ? 1 : null);
    const { zh, en } = norm?.source ?? describeUnitWithoutNorm(attribute, kind);
    return [
      [
        "capacity",
        `peoplePerUnit.${layer.serviceId}`,
        { number: people === null ? "" : String(people) },
        `people / ${attribute}`,
        norm?.stated ? "no" : "yes",
        zh,
        en,
      ],
    ];
  });
}

/** Readings of the circle that the plan changed or added; presets as shipped are no assumption of a run. */
function readingRows({ edits }: Study): CsvCell[][] {
  return readingsOfPlan(edits.circleReadings)
    .filter(({ isOfPlan }) => isOfPlan)
    .map((reading): CsvCell[] => {
      const { zh, en } = describePlanReading(reading);
      return ["reading", reading.id, "", "", "no", zh, en];
    });
}
