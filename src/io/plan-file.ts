/**
 * plan.json: a plan's targets and inconsistencies, and what was added to it by hand. Read with every
 * fault found at once: shape by schema, then ids, links between the lists, and shares.
 */
import * as v from "valibot";
import { BadDataError, type Issue } from "../core/errors.ts";
import { mergeEdits, NO_EDITS, type PlanEdits } from "../core/plan/plan-edits.ts";
import { findStatedFaults } from "../core/plan/stated-value.ts";
import type { Inconsistency, Target } from "../core/plan/target.ts";
import { checkInconsistencies, inconsistency } from "./inconsistency-schema.ts";
import { planEdits, statedValue, target } from "./plan-schema.ts";

export interface PlanData {
  readonly targets: readonly Target[];
  readonly inconsistencies: readonly Inconsistency[];
  readonly edits: PlanEdits;
}

/** Values entered by hand stood beside the targets before there were other edits. */
const planSchema = v.object({
  targets: v.array(target),
  inconsistencies: v.array(inconsistency),
  statedValues: v.optional(v.array(statedValue), []),
  edits: v.optional(planEdits, {}),
});

/**
 * Reads plan.json. Throws BadDataError with every fault: `unreadable-file` where it is
 * not JSON, `bad-value` with the path of each field, `duplicate-id`, links that lead nowhere.
 */
export function parsePlan(content: string, layer = "plan.json"): PlanData {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw new BadDataError([{ code: "unreadable-file", severity: "error", layer }]);
  }
  const parsed = v.safeParse(planSchema, json);
  if (!parsed.success) {
    throw new BadDataError(
      parsed.issues.map((issue) => ({
        code: "bad-value",
        severity: "error",
        layer,
        field: v.getDotPath(issue) ?? "",
        value: String(issue.received).slice(0, 80),
      })),
    );
  }
  const { statedValues, edits, ...plan } = parsed.output;
  const issues = checkLinks({ ...plan, edits }, [...statedValues, ...edits.statedValues], layer);
  if (issues.length > 0) throw new BadDataError(issues);
  return { ...plan, edits: mergeEdits({ ...NO_EDITS, statedValues }, edits) };
}

function checkLinks(
  { targets, inconsistencies, edits }: PlanData,
  statedValues: PlanEdits["statedValues"],
  layer: string,
): Issue[] {
  const issues: Issue[] = [];
  const report = (code: Issue["code"], row: string, field: string, value: string): void => {
    issues.push({ code, severity: "error", layer, row, field, value });
  };
  const findDuplicates = (rows: readonly { readonly id: string }[]): void => {
    const seen = new Set<string>();
    for (const { id } of rows) {
      if (seen.has(id)) report("duplicate-id", id, "id", id);
      seen.add(id);
    }
  };
  findDuplicates(targets);
  findDuplicates(inconsistencies);
  const inconsistencyIds = new Set(inconsistencies.map(({ id }) => id));
  for (const { id, inconsistencyIds: linked, rule: own, target: promised } of targets) {
    for (const other of linked) if (!inconsistencyIds.has(other)) report("bad-value", id, "inconsistencyIds", other);
    const isShare = ["service-area", "at-least-per-unit", "share-with-property"].includes(own.kind);
    if (isShare && promised.value !== null && !(promised.value > 0 && promised.value <= 1)) {
      report("bad-value", id, "target.value", String(promised.value));
    }
    // A share of facilities with a property that is not named would be all of them.
    if (own.kind === "share-with-property" && own.need !== null && own.having.length === 0 && !own.partAmount)
      report("bad-value", id, "rule.having", "");
  }
  const targetsById = new Map(targets.map((each) => [each.id, each]));
  const stated = new Set<string>();
  for (const value of statedValues) {
    const own = targetsById.get(value.targetId);
    if (stated.has(value.targetId)) report("duplicate-id", value.targetId, "statedValues", value.targetId);
    stated.add(value.targetId);
    if (own === undefined) report("bad-value", value.targetId, "statedValues", value.targetId);
    else
      for (const field of findStatedFaults(value, own))
        report("bad-value", value.targetId, `statedValues.${field}`, String(value[field]));
  }
  issues.push(...checkInconsistencies(targets, inconsistencies, edits.choices, layer));
  return issues;
}
