/** Targets, results and snapshots of a plan that exists nowhere, for tests of what is done with them. */
import { VERDICT_MET, VERDICT_NOT_MET } from "../../../src/core/coverage/coverage-result.ts";
import type { SnapshotFigure } from "../../../src/core/plan/snapshot.ts";
import type { Rule, Target, TargetResult } from "../../../src/core/plan/target.ts";
import { NO_UNITS } from "../../../src/core/plan/unit-figures.ts";

export const CIRCLE: Rule = {
  kind: "service-area",
  needs: [{ serviceIds: ["clinic"] }],
  reach: { kind: "time", seconds: 900 },
  profileId: "adult",
  groupId: "all",
  passShare: null,
};

export const AT_LEAST: Rule = { kind: "at-least-per-unit", needs: [{ serviceIds: ["clinic"] }], count: 1 };

export const BEDS: Rule = {
  kind: "ratio",
  what: "床位",
  need: { serviceIds: ["care-home"] },
  amount: { of: "sum", attribute: "beds" },
  groupId: "60+",
  per: 1000,
};

export function createTarget(id: string, change: Partial<Target> = {}): Target {
  return {
    id,
    chapter: "医疗卫生",
    place: "7-1 二",
    lines: [1],
    quotation: `${id} 的原文`,
    title: { zh: `目标 ${id}`, en: `Target ${id}` },
    serviceLabel: { zh: "医疗", en: "Health" },
    domain: "health",
    ruleClass: "A",
    unit: "community",
    rule: CIRCLE,
    readings: [],
    threshold: null,
    baseline: { value: null, text: "", year: null, measure: "" },
    target: { value: 1, text: "", measure: "share of communities" },
    binding: null,
    dataNeeded: { zh: "", en: "" },
    assumptions: [],
    inconsistencyIds: [],
    ...change,
  };
}

/** A result over units of 100 people each, `met` marks which are met. */
export function createUnitResult(
  targetId: string,
  met: Readonly<Record<string, boolean>>,
  change: Partial<TargetResult> = {},
): TargetResult {
  const ids = Object.keys(met);
  const unitsMet = ids.filter((id) => met[id]).length;
  return {
    targetId,
    readingId: "plan",
    unitsTested: ids.length,
    unitsMet,
    share: unitsMet / ids.length,
    value: null,
    peopleShort: 100 * (ids.length - unitsMet),
    verdict: unitsMet === ids.length ? "met" : "not-met",
    reason: null,
    missingServiceIds: [],
    missingAttributes: [],
    stated: null,
    assumptions: [],
    units: {
      ids,
      people: Float64Array.from(ids, () => 100),
      peopleShort: Float64Array.from(ids, (id) => (met[id] ? 0 : 100)),
      verdicts: Uint8Array.from(ids, (id) => (met[id] ? VERDICT_MET : VERDICT_NOT_MET)),
    },
    coverage: null,
    breakdown: [],
    readings: [],
    ...change,
  };
}

export function createValueResult(targetId: string, value: number, change: Partial<TargetResult> = {}): TargetResult {
  return {
    ...createUnitResult(targetId, { whole: true }),
    share: null,
    value,
    peopleShort: 0,
    units: NO_UNITS,
    ...change,
  };
}

export function createUntestable(targetId: string): TargetResult {
  return {
    ...createValueResult(targetId, 0),
    unitsTested: 0,
    unitsMet: 0,
    value: null,
    verdict: "not-testable",
    reason: "needs-other-data",
  };
}

export function createFigure(targetId: string, change: Partial<SnapshotFigure> = {}): SnapshotFigure {
  return {
    targetId,
    unitsTested: 4,
    unitsMet: 2,
    share: 0.5,
    value: null,
    peopleShort: 200,
    verdict: "not-met",
    ...change,
  };
}
