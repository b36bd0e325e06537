/**
 * The numbers of a target that a next plan changes: what is asked for, the baseline, the
 * unit, the reach, the pass mark, how many facilities and for how many people. One cell of
 * a table each; what cannot stand is refused with the name of the cell.
 */
import { MOST_STRAIGHT_METRES } from "./reach-limits.ts";
import { isShareTarget } from "./stated-value.ts";
import type { Rule, Target } from "./target.ts";

export type NumberField =
  | "target"
  | "baseline"
  | "baselineYear"
  | "minutes"
  | "metres"
  | "passShare"
  | "count"
  | "minimumPeople";

const LONGEST_MINUTES = 120;
const EARLIEST_YEAR = 1949;
const LATEST_YEAR = 2100;

/** The bounds of a field, both of them included unless `above`; null: the target has no such field. */
export interface NumberBounds {
  readonly least: number;
  readonly most: number;
  /** True where the least itself is not allowed. */
  readonly isAbove: boolean;
  readonly isWhole: boolean;
  /** Whether the cell may be empty: no number, the run's pass mark, units of any size. */
  readonly mayBeEmpty: boolean;
}

const NO_END = Number.MAX_SAFE_INTEGER;

/** What a field of this target may hold. Shares are 0–1. */
export function boundsOf({ rule, ...target }: Target, field: NumberField): NumberBounds | null {
  const bounds = (least: number, most: number, rest: Partial<NumberBounds> = {}): NumberBounds => ({
    least,
    most,
    isAbove: false,
    isWhole: false,
    mayBeEmpty: false,
    ...rest,
  });
  const mostOfMeasure = isShareTarget({ rule, ...target }) ? 1 : NO_END;
  switch (field) {
    case "target":
      return bounds(0, mostOfMeasure, { isAbove: true, mayBeEmpty: true });
    case "baseline":
      return bounds(0, mostOfMeasure, { mayBeEmpty: true });
    case "baselineYear":
      return bounds(EARLIEST_YEAR, LATEST_YEAR, { isWhole: true, mayBeEmpty: true });
    case "minutes":
      return rule.kind === "service-area" && rule.reach.kind === "time"
        ? bounds(0, LONGEST_MINUTES, { isAbove: true })
        : null;
    case "metres":
      return rule.kind === "service-area" && rule.reach.kind === "distance"
        ? bounds(0, MOST_STRAIGHT_METRES, { isAbove: true })
        : null;
    case "passShare":
      return rule.kind === "service-area" ? bounds(0, 1, { isAbove: true, mayBeEmpty: true }) : null;
    case "count":
      return rule.kind === "at-least-per-unit" ? bounds(1, NO_END, { isWhole: true }) : null;
    case "minimumPeople":
      return rule.kind === "at-least-per-unit" ? bounds(0, NO_END, { isAbove: true, mayBeEmpty: true }) : null;
  }
}

/** The number in a field, null where it is empty or the target has no such field. */
export function readNumber({ target, baseline, rule }: Target, field: NumberField): number | null {
  switch (field) {
    case "target":
      return target.value;
    case "baseline":
      return baseline.value;
    case "baselineYear":
      return baseline.year;
    case "minutes":
      return rule.kind === "service-area" && rule.reach.kind === "time" ? rule.reach.seconds / 60 : null;
    case "metres":
      return rule.kind === "service-area" && rule.reach.kind === "distance" ? rule.reach.metres : null;
    case "passShare":
      return rule.kind === "service-area" ? rule.passShare : null;
    case "count":
      return rule.kind === "at-least-per-unit" ? rule.count : null;
    case "minimumPeople":
      return rule.kind === "at-least-per-unit" ? (rule.minimumPeople ?? null) : null;
  }
}

/** Whether a number (or an empty cell, null) can stand in a field. */
export function fitsField(target: Target, field: NumberField, value: number | null): boolean {
  const bounds = boundsOf(target, field);
  if (bounds === null) return false;
  if (value === null) return bounds.mayBeEmpty;
  const { least, most, isAbove, isWhole } = bounds;
  return (isAbove ? value > least : value >= least) && value <= most && (!isWhole || Number.isInteger(value));
}

/** The target with another number in a field; null where it cannot stand there. */
export function changeNumber(target: Target, field: NumberField, value: number | null): Target | null {
  if (!fitsField(target, field, value)) return null;
  switch (field) {
    case "target":
      return { ...target, target: { ...target.target, value, measure: measureOf(target, value) } };
    case "baseline":
    case "baselineYear": {
      // A figure of one's own is of no list of units that the plan could know.
      const { unitsTested: _, ...baseline } = target.baseline;
      const changed = field === "baseline" ? { value, measure: measureOf(target, value) } : { year: value };
      return { ...target, baseline: { ...baseline, ...changed } };
    }
    default: {
      const rule = changeRule(target.rule, field, value);
      return rule === null ? null : { ...target, rule };
    }
  }
}

/** A share that had no measure yet gets one, so that it is printed in per cent. */
function measureOf(target: Target, value: number | null): string {
  const { measure } = target.target;
  return measure === "" && value !== null && isShareTarget(target) ? "share" : measure || target.baseline.measure;
}

function changeRule(rule: Rule, field: NumberField, value: number | null): Rule | null {
  if (rule.kind === "service-area") {
    if (field === "passShare") return { ...rule, passShare: value };
    if (value === null) return null;
    if (field === "minutes") return { ...rule, reach: { kind: "time", seconds: value * 60 } };
    if (field === "metres" && rule.reach.kind === "distance")
      return { ...rule, reach: { ...rule.reach, metres: value } };
  }
  if (rule.kind === "at-least-per-unit") {
    if (field === "count" && value !== null) return { ...rule, count: value };
    if (field === "minimumPeople") {
      const { minimumPeople: _, ...anySize } = rule;
      return value === null ? anySize : { ...anySize, minimumPeople: value };
    }
  }
  return null;
}
