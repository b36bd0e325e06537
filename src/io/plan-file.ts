/**
 * plan.json: a plan's targets and inconsistencies. Read with every fault found at
 * once: shape by schema, then ids, links between the two lists, and shares.
 */
import * as v from "valibot";
import { BadDataError, type Issue } from "../core/errors.ts";
import { GROUP_IDS } from "../core/model/demand.ts";
import { findStatedFaults, type StatedValue } from "../core/plan/stated-value.ts";
import type { Inconsistency, Target } from "../core/plan/target.ts";

export interface PlanData {
  readonly targets: readonly Target[];
  readonly inconsistencies: readonly Inconsistency[];
  readonly statedValues: readonly StatedValue[];
}

const text = v.object({ zh: v.string(), en: v.string() });
const profileId = v.picklist(["adult", "elderly", "child", "wheelchair", "cycle"]);
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const unit = v.picklist([
  "urban-community",
  "village",
  "community",
  "township",
  "county",
  "county-proper",
  "development-zone",
  "city",
  "facility",
  "listed",
]);

const attributeName = v.pipe(v.string(), v.nonEmpty());
const filters = v.array(
  v.object({ attribute: attributeName, oneOf: v.array(v.union([v.string(), v.number(), v.boolean(), v.null()])) }),
);
const need = v.object({
  serviceIds: v.pipe(v.array(v.string()), v.minLength(1)),
  filters: v.optional(filters),
});
const needs = v.pipe(v.array(need), v.minLength(1));

const reach = v.variant("kind", [
  v.object({ kind: v.literal("time"), seconds: positive }),
  v.object({ kind: v.literal("distance"), metres: positive, measure: v.picklist(["network", "straight"]) }),
]);

const amount = v.variant("of", [
  v.object({ of: v.literal("count") }),
  v.object({ of: v.literal("sum"), attribute: attributeName }),
  v.object({ of: v.literal("length") }),
]);

const rule = v.variant("kind", [
  v.object({
    kind: v.literal("service-area"),
    needs,
    reach,
    profileId: v.nullable(profileId),
    groupId: v.picklist(GROUP_IDS),
    passShare: v.nullable(v.pipe(positive, v.maxValue(1))),
  }),
  v.object({
    kind: v.literal("at-least-per-unit"),
    needs,
    count: v.pipe(positive, v.integer()),
    minimumPeople: v.optional(positive),
  }),
  v.object({
    kind: v.literal("ratio"),
    what: v.string(),
    need: v.nullable(need),
    amount,
    groupId: v.picklist(GROUP_IDS),
    per: positive,
  }),
  v.object({
    kind: v.literal("share-with-property"),
    of: v.string(),
    property: v.string(),
    need: v.nullable(need),
    having: filters,
    amount,
    partAmount: v.optional(amount),
  }),
  v.object({
    kind: v.literal("added-since"),
    what: v.string(),
    need: v.nullable(need),
    amount,
    since: v.pipe(v.string(), v.isoDate()),
    dateAttribute: attributeName,
  }),
  v.object({ kind: v.literal("listed-projects"), what: v.string() }),
  v.object({ kind: v.literal("reported"), what: v.string() }),
]);

const target = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  chapter: v.string(),
  place: v.string(),
  lines: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  quotation: v.string(),
  title: text,
  serviceLabel: text,
  domain: v.picklist([
    "elderly",
    "education",
    "health",
    "sport",
    "culture",
    "social",
    "employment",
    "housing",
    "disability",
  ]),
  ruleClass: v.picklist(["A", "B", "C", "D", "E", "F"]),
  unit,
  rule,
  readings: v.array(v.object({ id: v.string(), title: text, rule, unit: v.optional(unit) })),
  threshold: v.nullable(v.string()),
  baseline: v.object({
    value: v.nullable(v.number()),
    text: v.string(),
    year: v.nullable(v.number()),
    measure: v.string(),
  }),
  target: v.object({ value: v.nullable(v.number()), text: v.string(), measure: v.string() }),
  binding: v.nullable(v.picklist(["binding", "expected"])),
  dataNeeded: text,
  assumptions: v.array(text),
  inconsistencyIds: v.array(v.string()),
});

const inconsistency = v.object({
  id: v.pipe(v.string(), v.nonEmpty()),
  title: text,
  evidence: text,
  lines: v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  treatment: text,
  targetIds: v.array(v.string()),
});

const statedValue = v.object({
  targetId: v.string(),
  value: v.pipe(v.number(), v.finite()),
  date: v.pipe(v.string(), v.isoDate()),
  source: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(500)),
  confirmedBy: v.pipe(v.string(), v.maxLength(200)),
});

const planSchema = v.object({
  targets: v.array(target),
  inconsistencies: v.array(inconsistency),
  statedValues: v.optional(v.array(statedValue), []),
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
  const issues = checkLinks(parsed.output, layer);
  if (issues.length > 0) throw new BadDataError(issues);
  return parsed.output;
}

function checkLinks({ targets, inconsistencies, statedValues }: PlanData, layer: string): Issue[] {
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
  const targetIds = new Set(targets.map(({ id }) => id));
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
  for (const { id, targetIds: linked } of inconsistencies) {
    for (const other of linked) if (!targetIds.has(other)) report("bad-value", id, "targetIds", other);
  }
  return issues;
}
