/**
 * What planners decided where the plan contradicts itself, put into its targets: figures, unit and rule
 * change as the chosen options say, in the order of the inconsistencies (of two that set the same field the
 * later holds). Each target says which of its inconsistencies are decided, by whom, when and why, and which
 * are not. A target that was edited by hand stays as edited and says so.
 */

import type { LocalizedText } from "../model/facility.ts";
import type { Assumption } from "./assumption.ts";
import type { ChoiceEffect, InconsistencyChoice } from "./inconsistency-choice.ts";
import type { Inconsistency, Reading, Rule, Target } from "./target.ts";

/** The id under which a target's rule stands among its readings once another took its place. */
const RULE_BEFORE_CHOICE = "before-choice";

/**
 * In the order given; nothing is lost where a choice names an option that the plan does not have: it counts as none.
 * The same target under the same choices is the same object again, so that an edit of one target changes no other.
 */
export function applyChoices(
  targets: readonly Target[],
  inconsistencies: readonly Inconsistency[],
  choices: readonly InconsistencyChoice[],
  editedIds: ReadonlySet<string> = new Set(),
): readonly Target[] {
  if (inconsistencies.length === 0) return targets;
  const chosen = new Map(choices.map((choice) => [choice.inconsistencyId, choice]));
  return targets.map((target) => {
    const isEdited = editedIds.has(target.id);
    const known = decidedTargets.get(target);
    if (known?.inconsistencies === inconsistencies && known.choices === choices && known.isEdited === isEdited)
      return known.decided;
    const decided = decide(target, inconsistencies, chosen, isEdited);
    decidedTargets.set(target, { inconsistencies, choices, isEdited, decided });
    return decided;
  });
}

interface Decided {
  readonly inconsistencies: readonly Inconsistency[];
  readonly choices: readonly InconsistencyChoice[];
  readonly isEdited: boolean;
  readonly decided: Target;
}

const decidedTargets = new WeakMap<Target, Decided>();

function decide(
  target: Target,
  inconsistencies: readonly Inconsistency[],
  chosen: ReadonlyMap<string, InconsistencyChoice>,
  isEdited: boolean,
): Target {
  const touching = inconsistenciesOf(target, inconsistencies);
  if (touching.length === 0) return target;
  const changed = isEdited
    ? target
    : touching
        .flatMap(({ id, options }) => options.find((option) => option.id === chosen.get(id)?.optionId)?.effects ?? [])
        .filter(({ targetId }) => targetId === target.id)
        .reduce(applyEffect, target);
  const sentences = touching.map((each) => describeChoice(each, chosen.get(each.id), isEdited));
  return { ...changed, assumptions: [...withoutChoices(changed, touching), ...sentences] };
}

/** The inconsistencies that touch a target, in the plan's order. */
export function inconsistenciesOf(
  target: Pick<Target, "id" | "inconsistencyIds">,
  inconsistencies: readonly Inconsistency[],
): readonly Inconsistency[] {
  return inconsistencies.filter(
    ({ id, targetIds }) => targetIds.includes(target.id) || target.inconsistencyIds.includes(id),
  );
}

/** One effect in one target. */
export function applyEffect(target: Target, effect: ChoiceEffect): Target {
  const { readingId, baselineValue, baselineText, targetValue, targetText, unit } = effect;
  const reading = target.readings.find(({ id }) => id === readingId);
  const read = reading ? takeReading(target, reading) : target;
  return {
    ...read,
    unit: unit ?? read.unit,
    rule: changeRule(read.rule, effect),
    baseline: {
      ...read.baseline,
      ...(baselineValue === undefined ? {} : { value: baselineValue, text: "" }),
      ...(baselineText === undefined ? {} : { text: baselineText }),
    },
    target: {
      ...read.target,
      ...(targetValue === undefined ? {} : { value: targetValue, text: "" }),
      ...(targetText === undefined ? {} : { text: targetText }),
    },
  };
}

/** The reading becomes the rule; the rule that it replaces stands beside it as a reading. */
function takeReading(target: Target, reading: Reading): Target {
  const before: Reading = {
    id: RULE_BEFORE_CHOICE,
    title: { zh: "未作选择时的口径", en: "The rule before the choice" },
    rule: target.rule,
    unit: target.unit,
  };
  return {
    ...target,
    rule: reading.rule,
    unit: reading.unit ?? target.unit,
    readings: [before, ...target.readings.filter(({ id }) => id !== reading.id && id !== RULE_BEFORE_CHOICE)],
  };
}

function changeRule(rule: Rule, { groupId, profileId, minimumPeople }: ChoiceEffect): Rule {
  if (rule.kind === "service-area") {
    const counted = { ...rule, groupId: groupId ?? rule.groupId };
    if (profileId === undefined) return counted;
    // One way that is decided on is the only one.
    const { otherWay: _other, ...travelled } = { ...counted, profileId };
    return travelled;
  }
  if (rule.kind === "ratio") return { ...rule, groupId: groupId ?? rule.groupId };
  if (rule.kind !== "at-least-per-unit" || minimumPeople === undefined) return rule;
  const { minimumPeople: _before, ...others } = rule;
  return minimumPeople === null ? others : { ...others, minimumPeople };
}

const opening = ({ id, title }: Pick<Inconsistency, "id" | "title">): LocalizedText => ({
  zh: `矛盾 ${id}（${title.zh}）：`,
  en: `Inconsistency ${id} (${title.en}): `,
});

/** Which option was chosen, by whom, when and why; or that none was. */
function describeChoice(
  inconsistency: Inconsistency,
  choice: InconsistencyChoice | undefined,
  isEdited = false,
): Assumption {
  const { zh, en } = opening(inconsistency);
  const option = inconsistency.options.find(({ id }) => id === choice?.optionId);
  if (!choice || !option) {
    const edited = isEdited ? { zh: "按手工修改的口径", en: "the rule edited by hand holds" } : NOT_DECIDED;
    return { zh: `${zh}未作选择，${edited.zh}`, en: `${en}no choice made, ${edited.en}`, isDefault: !isEdited };
  }
  const by = choice.decidedBy.trim();
  const why = choice.note.trim();
  const facts = {
    zh: [by === "" ? "未署名" : `决定：${by}`, choice.date, ...(why === "" ? ["未写理由"] : [`理由：${why}`])].join(
      "，",
    ),
    en: [
      by === "" ? "not signed" : `decided by ${by}`,
      choice.date,
      why === "" ? "no reason given" : `reason: ${why}`,
    ].join(", "),
  };
  const overruled = isEdited
    ? { zh: "；本目标已手工修改，所选不再改动它", en: "; this target was edited by hand and is not changed by it" }
    : { zh: "", en: "" };
  return {
    zh: `${zh}已选“${option.title.zh}”（${facts.zh}）${overruled.zh}`,
    en: `${en}“${option.title.en}” (${facts.en})${overruled.en}`,
    isDefault: false,
  };
}

const NOT_DECIDED = { zh: "按现有处理", en: "treated as it stands" };

/** A target copied after a choice carries its sentence: it is said once, as of now. */
function withoutChoices({ assumptions }: Target, touching: readonly Inconsistency[]): readonly Assumption[] {
  const openings = touching.map((each) => opening(each).zh);
  return assumptions.filter(({ zh }) => !openings.some((start) => zh.startsWith(start)));
}
