/** Targets for small studies: a circle, and at least so many, each with all that a target must say. */
import type { Rule, Target, TargetUnit } from "../../src/core/plan/target.ts";

const NOTHING = { zh: "", en: "" };

export function createTarget(id: string, unit: TargetUnit, rule: Rule, changes: Partial<Target> = {}): Target {
  return {
    id,
    chapter: "",
    place: "",
    lines: [],
    quotation: "",
    title: { zh: `目标 ${id}`, en: `Target ${id}` },
    serviceLabel: { zh: "医疗", en: "Health" },
    domain: "health",
    ruleClass: "A",
    unit,
    rule,
    readings: [],
    threshold: null,
    baseline: { value: null, text: "", year: null, measure: "" },
    target: { value: 1, text: "", measure: "share of units" },
    binding: null,
    dataNeeded: NOTHING,
    assumptions: [],
    inconsistencyIds: [],
    ...changes,
  };
}

/** A clinic within so many seconds, at the adult's 1.2 m/s, for all people. */
export function createCircle(id: string, seconds: number, unit: TargetUnit = "community"): Target {
  return createTarget(id, unit, {
    kind: "service-area",
    needs: [{ serviceIds: ["clinic"] }],
    reach: { kind: "time", seconds },
    profileId: "adult",
    groupId: "all",
    passShare: null,
  });
}

/** At least so many clinics in every unit. */
export function createAtLeast(id: string, count: number, unit: TargetUnit = "community"): Target {
  return createTarget(id, unit, { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic"] }], count });
}
