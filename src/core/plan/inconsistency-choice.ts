/** What a planner decides where the plan contradicts itself: which reading holds, who decided, when and why. */
import type { GroupId } from "../model/demand.ts";
import type { LocalizedText } from "../model/facility.ts";
import type { ProfileId } from "../model/parameters.ts";
import type { Inconsistency, Target, TargetUnit } from "./target.ts";

/** What choosing an option changes in one target; fields left out stay as they are. */
export interface ChoiceEffect {
  readonly targetId: string;
  /** One of the target's readings takes the place of its rule. */
  readonly readingId?: string;
  /** In the target's own measure; shares are 0–1. null takes the figure away. */
  readonly baselineValue?: number | null;
  /** What stands beside the figure; where a value changes and no text is given, there is none. */
  readonly baselineText?: string;
  readonly targetValue?: number | null;
  readonly targetText?: string;
  readonly unit?: TargetUnit;
  /** Of rules that count a group. */
  readonly groupId?: GroupId;
  /** Of service areas. */
  readonly profileId?: ProfileId;
  /** Of “at least so many per unit”; null tests every unit. */
  readonly minimumPeople?: number | null;
}

/** One way to read a place where the plan contradicts itself. */
export interface InconsistencyOption {
  readonly id: string;
  readonly title: LocalizedText;
  /** Empty where no figure depends on it: the choice is recorded all the same. */
  readonly effects: readonly ChoiceEffect[];
}

export interface InconsistencyChoice {
  readonly inconsistencyId: string;
  /** One of the inconsistency's options. */
  readonly optionId: string;
  readonly decidedBy: string;
  /** ISO 8601. */
  readonly date: string;
  readonly note: string;
}

/** The option that a choice names; undefined where the plan has no such inconsistency or option (any more). */
export function chosenOption(
  { inconsistencyId, optionId }: Pick<InconsistencyChoice, "inconsistencyId" | "optionId">,
  inconsistencies: readonly Inconsistency[],
): InconsistencyOption | undefined {
  return inconsistencies.find(({ id }) => id === inconsistencyId)?.options.find(({ id }) => id === optionId);
}

/** Choices that the plan still has the options for: others may come from a plan that has changed since. */
export function usableChoices(
  choices: readonly InconsistencyChoice[],
  inconsistencies: readonly Inconsistency[],
): readonly InconsistencyChoice[] {
  return choices.filter((choice) => chosenOption(choice, inconsistencies) !== undefined);
}

/** Fields of an effect that its target has no place for: an unknown reading, a share beyond 1, a group where none is counted. */
export function findEffectFaults(effect: ChoiceEffect, target: Target): (keyof ChoiceEffect)[] {
  const faults: (keyof ChoiceEffect)[] = [];
  const reading = target.readings.find(({ id }) => id === effect.readingId);
  if (effect.readingId !== undefined && reading === undefined) faults.push("readingId");
  const rule = reading?.rule ?? target.rule;
  const isShare = ["service-area", "at-least-per-unit", "share-with-property"].includes(rule.kind);
  for (const field of ["baselineValue", "targetValue"] as const) {
    const value = effect[field] ?? null;
    if (isShare && value !== null && !(value > 0 && value <= 1)) faults.push(field);
  }
  const isLand = rule.kind === "service-area" && rule.denominator === "land";
  if (effect.groupId !== undefined && (!("groupId" in rule) || (isLand && effect.groupId !== "all")))
    faults.push("groupId");
  if (effect.profileId !== undefined && rule.kind !== "service-area") faults.push("profileId");
  if (effect.minimumPeople !== undefined && rule.kind !== "at-least-per-unit") faults.push("minimumPeople");
  return faults;
}
