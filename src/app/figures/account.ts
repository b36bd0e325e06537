/** How a figure came about: its formula with the operands, the rows that add up to it, what was assumed. */

import { PARAMETER_WORDS } from "../../core/model/parameter-words.ts";
import { type AnalysisParameters, DEFAULT_PARAMETERS, PROFILES } from "../../core/model/parameters.ts";
import { listStudyAssumptions } from "../../core/model/study-assumptions.ts";
import type { Assumption } from "../../core/plan/assumption.ts";
import type { StudyView } from "../../worker/protocol.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import type { Text } from "../strings/text.ts";

/** A cell: words, or a number with the words that print it. */
export type AccountCell = string | { readonly value: number; readonly text: string };

export interface AccountColumn {
  readonly id: string;
  readonly label: string;
  readonly isNumber: boolean;
  /** The figure of the whole under the column; absent where a sum would say nothing. */
  readonly sum?: AccountCell;
}

export interface AccountRow {
  readonly key: string;
  readonly cells: readonly AccountCell[];
  /** Where the row leads; absent where it leads nowhere. */
  readonly onOpen?: () => void;
}

export interface Account {
  readonly title: string;
  /** Sentences: the formula in words with its operands, what is counted, of whom, on which day. */
  readonly formula: readonly string[];
  readonly rowsTitle: string;
  readonly columns: readonly AccountColumn[];
  readonly rows: readonly AccountRow[];
  readonly assumptions: readonly Assumption[];
}

/** The parameters of a run with what they are, each marked as default or chosen. */
export function listParameters({ t }: Text, parameters: AnalysisParameters): Assumption[] {
  const names = Object.keys(PARAMETER_WORDS) as (keyof AnalysisParameters)[];
  const given = names.filter((name) => parameters[name] !== null && String(parameters[name]) !== "");
  return given.map((name) => {
    const value = parameters[name];
    const { zh, en, unit, note } = PARAMETER_WORDS[name];
    const isDefault = JSON.stringify(value) === JSON.stringify(DEFAULT_PARAMETERS[name]);
    const written =
      typeof value === "boolean"
        ? t(value ? "figure.yes" : "figure.no")
        : `${String(value)} ${unit === "0–1" ? "" : unit}`.trim();
    return {
      zh: `${zh}${note ? `（${note.zh}）` : ""}：${written}`,
      en: `${en}${note ? ` (${note.en})` : ""}: ${written}`,
      isDefault,
    };
  });
}

/** What a service's figures rest on: its travel and speed, the run's parameters, then what the study says of its data. */
export function listAssumptions(text: Text, { coverage, result, study }: ShownCoverage): Assumption[] {
  const { t } = text;
  const { profileId, speedMetresPerSecond, groupId } = coverage;
  const own: Assumption = {
    zh: t("figure.travel", {
      profile: t(`ask.profile.${profileId}`),
      speed: speedMetresPerSecond,
      group: study.demand.unit === "people" ? t(`group.${groupId}`) : t(`demand.${study.demand.unit}`),
    }),
    en: t("figure.travel", {
      profile: t(`ask.profile.${profileId}`),
      speed: speedMetresPerSecond,
      group: study.demand.unit === "people" ? t(`group.${groupId}`) : t(`demand.${study.demand.unit}`),
    }),
    isDefault:
      speedMetresPerSecond === PROFILES[profileId].speedMetresPerSecond &&
      result.parameters.profileId === null &&
      result.parameters.groupId === null,
  };
  return [own, ...listParameters(text, result.parameters), ...describeData(study)];
}

/** Of which day the data are, whether they are simulated, and what reading them assumed. */
export function describeData(study: StudyView): Assumption[] {
  return [
    ...(study.demonstration
      ? [{ zh: "演示数据：模拟，非实测", en: "Demonstration data: simulated, not surveyed" }]
      : []),
    ...(study.date ? [{ zh: `数据日期 ${study.date}`, en: `Date of the data ${study.date}` }] : []),
    ...listStudyAssumptions(study),
  ];
}
