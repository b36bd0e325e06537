/** The choices made in the page: read, recorded and taken back, each a step that can be undone. */

import { formatDecimal, formatShare } from "../../core/model/format-number.ts";
import type { EvaluatedLine } from "../../core/plan/arithmetic.ts";
import { evaluateArithmetic } from "../../core/plan/arithmetic.ts";
import type { ChoiceEffect, InconsistencyChoice, InconsistencyOption } from "../../core/plan/inconsistency-choice.ts";
import { chosenOption } from "../../core/plan/inconsistency-choice.ts";
import type { Inconsistency, TargetReadingResult, TargetResult } from "../../core/plan/target.ts";
import { describeEffect } from "../../core/plan/words/describe-effect.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { currentEdits, useProject } from "../store/project-store.ts";
import type { Text } from "../strings/text.ts";

/** The choice and its option; null where none is made that the plan has the option for. */
export function decisionOf(
  inconsistency: Inconsistency,
  choices: readonly InconsistencyChoice[],
): { readonly choice: InconsistencyChoice; readonly option: InconsistencyOption } | null {
  const choice = choices.find(({ inconsistencyId }) => inconsistencyId === inconsistency.id);
  const option = choice && chosenOption(choice, [inconsistency]);
  return choice && option ? { choice, option } : null;
}

export function recordChoice(choice: InconsistencyChoice): void {
  changeChoices(choice.inconsistencyId, [choice]);
}

export function withdrawChoice(inconsistencyId: string): void {
  changeChoices(inconsistencyId, []);
}

function changeChoices(inconsistencyId: string, made: readonly InconsistencyChoice[]): void {
  const project = useProject.getState();
  const others = currentEdits(project).choices.filter((each) => each.inconsistencyId !== inconsistencyId);
  project.editPlan({ choices: [...others, ...made] });
}

/** The lines of an inconsistency's arithmetic on the open study; none where there is nothing to compute. */
export function arithmeticOf({ arithmetic }: Inconsistency, { date, demand }: StudyView): readonly EvaluatedLine[] {
  return arithmetic ? evaluateArithmetic(arithmetic, { date, unit: demand.unit, totals: demand.totals }) : [];
}

/** 20,000 × 5 = 100,000 m² */
export function sumText({ t, local }: Pick<Text, "t" | "local">, line: EvaluatedLine): string {
  const unit = local(line.unit);
  const result = line.result === null ? t("inconsistency.arithmetic.none") : line.resultText;
  return `${line.expression} = ${result}${line.result === null || unit === "" ? "" : ` ${unit}`}`;
}

/** What the run found for the target now and under the reading that an effect takes; null where it takes none, or took it already. */
function resultOfReading(
  results: readonly TargetResult[],
  { targetId, readingId }: ChoiceEffect,
): { readonly now: string; readonly chosen: string } | null {
  const result = results.find((each) => each.targetId === targetId);
  const reading = result?.readings.find((each) => each.readingId === readingId);
  if (!result || !reading) return null;
  const figure = ({ value, share }: TargetReadingResult): string =>
    value === null ? formatShare(share ?? Number.NaN) : formatDecimal(value);
  return { now: figure(result), chosen: figure(reading) };
}

/** What an option would do, one line for all targets that change alike. */
export function effectTexts(
  { t, local, list }: Text,
  study: StudyView,
  { effects }: InconsistencyOption,
  results: readonly TargetResult[],
): string[] {
  if (effects.length === 0) return [t("inconsistency.effect.none")];
  const targetIdsByChange = new Map<string, string[]>();
  for (const effect of effects) {
    const target = study.targets.find(({ id }) => id === effect.targetId);
    if (!target) continue;
    const words = local(describeEffect(effect, target)) || t("inconsistency.effect.same");
    const found = resultOfReading(results, effect);
    const change = found === null ? words : t("inconsistency.effect.found", { change: words, ...found });
    targetIdsByChange.set(change, [...(targetIdsByChange.get(change) ?? []), effect.targetId]);
  }
  return [...targetIdsByChange].map(([change, ids]) => t("inconsistency.effect", { targets: list(ids), change }));
}
