/** The shape of a plan's inconsistencies: their options with typed effects, their arithmetic; and the links of both. */
import * as v from "valibot";
import type { Issue } from "../../core/errors.ts";
import { GROUP_IDS } from "../../core/model/demand.ts";
import { findArithmeticFaults } from "../../core/plan/arithmetic.ts";
import { chosenOption, findEffectFaults, type InconsistencyChoice } from "../../core/plan/inconsistency-choice.ts";
import type { Inconsistency, Target } from "../../core/plan/target.ts";
import { profileId, text, unit } from "./plan-schema.ts";

const id = v.pipe(v.string(), v.nonEmpty());
const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const name = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9]*$/));
const figure = v.pipe(v.number(), v.finite());
const format = v.optional(v.picklist(["number", "percent", "permille"]), "number");
const decimals = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6)), 0);
const NO_UNIT = { zh: "", en: "" };

const effect = v.strictObject({
  targetId: id,
  readingId: v.optional(id),
  baselineValue: v.optional(v.nullable(figure)),
  baselineText: v.optional(v.string()),
  targetValue: v.optional(v.nullable(figure)),
  targetText: v.optional(v.string()),
  unit: v.optional(unit),
  groupId: v.optional(v.picklist(GROUP_IDS)),
  profileId: v.optional(profileId),
  minimumPeople: v.optional(v.nullable(v.pipe(figure, v.gtValue(0)))),
});

const source = v.variant("kind", [
  v.object({ kind: v.literal("plan"), line }),
  v.object({ kind: v.literal("study-people"), groupId: v.picklist(GROUP_IDS) }),
  v.object({ kind: v.literal("outside"), note: text }),
]);

const arithmetic = v.object({
  operands: v.array(
    v.object({
      id: name,
      label: text,
      source,
      value: v.optional(figure),
      unit: v.optional(text, NO_UNIT),
      format,
      decimals,
    }),
  ),
  lines: v.array(
    v.object({
      id: name,
      label: text,
      formula: v.pipe(v.string(), v.nonEmpty(), v.maxLength(500)),
      unit: v.optional(text, NO_UNIT),
      format,
      decimals,
      rounded: v.optional(v.boolean(), false),
    }),
  ),
});

/** A plan of before has neither options nor arithmetic. */
export const inconsistency = v.object({
  id,
  title: text,
  evidence: text,
  lines: v.array(line),
  treatment: text,
  targetIds: v.array(v.string()),
  options: v.optional(v.array(v.object({ id, title: text, effects: v.array(effect) })), []),
  arithmetic: v.optional(v.nullable(arithmetic), null),
});

/** Every link that leads nowhere and every effect or formula that cannot stand; choices against the options that they name. */
export function checkInconsistencies(
  targets: readonly Target[],
  inconsistencies: readonly Inconsistency[],
  choices: readonly InconsistencyChoice[],
  layer: string,
): Issue[] {
  const issues: Issue[] = [];
  const report = (row: string, field: string, value: string, code: Issue["code"] = "bad-value"): void => {
    issues.push({ code, severity: "error", layer, row, field, value });
  };
  const targetsById = new Map(targets.map((target) => [target.id, target]));
  for (const each of inconsistencies) {
    for (const other of each.targetIds) if (!targetsById.has(other)) report(each.id, "targetIds", other);
    const optionIds = new Set<string>();
    for (const [option, { id: optionId, effects }] of each.options.entries()) {
      if (optionIds.has(optionId)) report(each.id, `options.${option}.id`, optionId, "duplicate-id");
      optionIds.add(optionId);
      for (const [index, change] of effects.entries()) {
        const path = `options.${option}.effects.${index}`;
        const target = targetsById.get(change.targetId);
        if (!target || !each.targetIds.includes(change.targetId)) report(each.id, `${path}.targetId`, change.targetId);
        else
          for (const field of findEffectFaults(change, target))
            report(each.id, `${path}.${field}`, String(change[field]));
      }
    }
    for (const { field, value } of each.arithmetic ? findArithmeticFaults(each.arithmetic) : [])
      report(each.id, `arithmetic.${field}`, value);
  }
  const decided = new Set<string>();
  for (const choice of choices) {
    const { inconsistencyId, optionId } = choice;
    if (decided.has(inconsistencyId)) report(inconsistencyId, "edits.choices", inconsistencyId, "duplicate-id");
    decided.add(inconsistencyId);
    if (!inconsistencies.some((each) => each.id === inconsistencyId))
      report(inconsistencyId, "edits.choices.inconsistencyId", inconsistencyId);
    else if (!chosenOption(choice, inconsistencies)) report(inconsistencyId, "edits.choices.optionId", optionId);
  }
  return issues;
}
