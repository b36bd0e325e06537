/** Another kind of rule for a target, made of what the old one said as far as the new one has a place for it. */
import type { Service } from "../model/facility.ts";
import { unitsOfKind } from "./check-target.ts";
import { isShareTarget } from "./stated-value.ts";
import type { Amount, FacilityNeed, Rule, Target, TargetUnit } from "./target.ts";

const CIRCLE_SECONDS = 900;
const COUNT: Amount = { of: "count" };
/** The first day of the plan's own period less one. */
const BEFORE_PLAN = "2020-12-31";
const SHARE_KINDS: readonly Rule["kind"][] = ["service-area", "at-least-per-unit", "share-with-property"];

/** Numbers in another measure than the new rule's are taken away rather than misread. */
export function changeRuleKind(target: Target, kind: Rule["kind"], services: readonly Service[]): Target {
  if (kind === target.rule.kind) return target;
  const rule = createRule(target, kind, services);
  const units: readonly TargetUnit[] = unitsOfKind(kind);
  const unit = units.includes(target.unit) ? target.unit : units.includes("community") ? "community" : "city";
  const changed: Target = {
    ...target,
    rule,
    unit,
    // A reading without a unit of its own counted those of the target.
    readings: target.readings.map((reading) => ({ ...reading, unit: reading.unit ?? target.unit })),
  };
  const keepsMeasure =
    kind === "reported" || kind === "listed-projects" || SHARE_KINDS.includes(kind) === isShareTarget(target);
  if (keepsMeasure && (SHARE_KINDS.includes(kind) || isShareTarget(changed) === isShareTarget(target))) return changed;
  return {
    ...changed,
    target: { ...target.target, value: null, measure: "" },
    baseline: { ...target.baseline, value: null, measure: "" },
  };
}

function createRule({ rule, serviceLabel }: Target, kind: Rule["kind"], services: readonly Service[]): Rule {
  const needs = needsOf(rule);
  const [need = null] = needs;
  const what = wordsOf(rule) || serviceLabel.zh;
  const service = services.find(({ id }) => id === need?.serviceIds[0]);
  const groupId = rule.kind === "service-area" || rule.kind === "ratio" ? rule.groupId : (service?.groupId ?? "all");
  const amount = "amount" in rule ? rule.amount : COUNT;
  switch (kind) {
    case "service-area":
      return {
        kind,
        needs,
        reach: { kind: "time", seconds: CIRCLE_SECONDS },
        profileId: service?.profileId ?? "adult",
        groupId,
        passShare: null,
      };
    case "at-least-per-unit":
      return { kind, needs, count: 1 };
    case "ratio":
      return { kind, what, need, amount, groupId, per: 1000 };
    case "share-with-property":
      return { kind, of: what, property: "", need, having: [], amount };
    case "added-since":
      return { kind, what, need, amount, since: BEFORE_PLAN, dateAttribute: "opened" };
    case "listed-projects":
    case "reported":
      return { kind, what };
  }
}

function needsOf(rule: Rule): readonly FacilityNeed[] {
  if ("needs" in rule) return rule.needs;
  return "need" in rule && rule.need !== null ? [rule.need] : [];
}

function wordsOf(rule: Rule): string {
  if (rule.kind === "share-with-property") return rule.of;
  return "what" in rule ? rule.what : "";
}
