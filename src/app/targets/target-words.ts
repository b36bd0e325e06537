/** A target's baseline and goal as short as a table cell asks. */
import type { Target } from "../../core/plan/target.ts";
import { formatShare, NO_VALUE } from "../format-number.ts";

/** Baseline as a figure where it is one, else a dash. */
export function baselineText({ baseline }: Target): string {
  return figure(baseline.value, baseline.measure);
}

/** What is asked for by 2025, as a figure where the plan gives one, else a dash. */
export function askedText({ target }: Target): string {
  return figure(target.value, target.measure);
}

/** Shares are kept as 0–1; every other measure is printed as the plan gives it. */
function figure(value: number | null, measure: string): string {
  if (value === null) return NO_VALUE;
  const share = measure === "share" || measure.includes("%") || measure.startsWith("share");
  return share && value <= 1 ? formatShare(value) : String(value);
}
