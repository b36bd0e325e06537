/** A next plan in the making: a copy of the targets whose numbers, units and rules are changed. */
import { isJudgedByUnits } from "./snapshot.ts";
import { isShareTarget } from "./stated-value.ts";
import type { Target, TargetResult } from "./target.ts";
import { mainFigure } from "./trend.ts";

export interface PlanDraft {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly createdOn: string;
  readonly targets: readonly Target[];
}

/** A draft in which a target stands in the place of the one with its id. */
export function changeDraftTarget(draft: PlanDraft, target: Target): PlanDraft {
  return { ...draft, targets: draft.targets.map((each) => (each.id === target.id ? target : each)) };
}

/** What a baseline set from the figures of now says of itself. */
const PRESENT_BASELINE_TEXT = "以现状为基期";

/**
 * Targets whose baselines are what was found (or stated) now, with the year of its day; where
 * there is no figure the baseline stays. `dataDate`: date of the study's data, ISO 8601.
 */
export function setPresentBaselines(
  targets: readonly Target[],
  results: readonly TargetResult[],
  dataDate: string,
): readonly Target[] {
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  return targets.map((target) => {
    const result = resultsById.get(target.id);
    const value = result ? mainFigure(result) : null;
    if (!result || value === null) return target;
    const year = /^\d{4}/.exec(result.stated?.date ?? dataDate)?.[0];
    const byUnits = isJudgedByUnits(target) && result.stated === null;
    return {
      ...target,
      baseline: {
        value,
        text: PRESENT_BASELINE_TEXT,
        // Of data without a date the year is not known.
        year: year === undefined ? null : Number(year),
        measure: target.target.measure || (isShareTarget(target) ? "share" : target.baseline.measure),
        ...(byUnits ? { unitsTested: result.unitsTested } : {}),
      },
    };
  });
}
