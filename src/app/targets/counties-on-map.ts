/**
 * A target's value of the whole city as the map shows it: every community in the class of its county. The plan asks the
 * whole alone, so a county is never met or not met; it reaches the value asked for, or most of it, or less.
 */
import type { BreakdownRow } from "../../core/plan/judge/break-down.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { createClassMap, type MapClassId } from "../map/class-map.ts";
import { type ColourClasses, NO_DATA } from "../map/colour-classes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargetResults, useTargets } from "../select/target-results.ts";
import { unitTree } from "../select/unit-tree.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";

/** From which part of the value asked for a county counts as near it. */
export const NEARLY = 0.8;

const BY_MARK = ["reaches", "nearly", "far-below"] as const satisfies readonly MapClassId[];
const BY_AMOUNT = ["has-some", "has-none"] as const satisfies readonly MapClassId[];

export type CountyClassId = (typeof BY_MARK)[number] | (typeof BY_AMOUNT)[number];

export interface CountiesOnMap {
  readonly target: Target;
  readonly result: TargetResult;
  /** The value that counties are compared with; null where they only have some or none. */
  readonly asked: number | null;
  readonly ids: readonly CountyClassId[];
  /** The row of each community's county, -1 where it has none. */
  readonly rowOfCommunity: Int16Array;
  /** Into `ids`, by row; NO_DATA where the county has no value. */
  readonly classOfRow: Int16Array;
  readonly classes: ColourClasses;
}

/** What each county is compared with; null for amounts added, which the plan asks of the whole, and where it gives no number. */
export function countyMark({ rule, target }: Pick<Target, "rule" | "target">): number | null {
  return rule.kind === "added-since" ? null : target.value;
}

/** Class of a county's value among BY_MARK or BY_AMOUNT. */
export function countyClass({ value }: Pick<BreakdownRow, "value">, asked: number | null): number {
  if (value === null) return NO_DATA;
  if (asked === null) return value > 0 ? 0 : 1;
  return value >= asked ? 0 : value >= NEARLY * asked ? 1 : 2;
}

export const layOutCounties = rememberLatest(
  (study: StudyView, target: Target, result: TargetResult): CountiesOnMap => {
    const asked = countyMark(target);
    const ids = asked === null ? BY_AMOUNT : BY_MARK;
    const rowOf = new Map(result.breakdown.map(({ unitId }, row) => [unitId, row]));
    const rowOfCommunity = Int16Array.from(unitTree(study).countyIds, (id) => (id === "" ? -1 : (rowOf.get(id) ?? -1)));
    const classOfRow = Int16Array.from(result.breakdown, (row) => countyClass(row, asked));
    const classOfCommunity = rowOfCommunity.map((row) => (row < 0 ? NO_DATA : (classOfRow[row] ?? NO_DATA)));
    return { target, result, asked, ids, rowOfCommunity, classOfRow, classes: createClassMap(ids, classOfCommunity) };
  },
);

export interface WholeOnMap extends Pick<CountiesOnMap, "target" | "result"> {
  readonly counties: CountiesOnMap | null;
}

/** The chosen target where it was judged and nothing of it stands unit by unit; its counties where it has any. */
export function useWholeOnMap(): WholeOnMap | null {
  const study = useAnalysis((state) => state.study);
  const targetId = useView((state) => (state.workspace === "targets" ? state.selectedTargetId : null));
  const target = useTargets().find(({ id }) => id === targetId);
  const result = useTargetResults().find((each) => each.targetId === targetId);
  if (!study || !target || !result || result.share !== null) return null;
  return { target, result, counties: result.breakdown.length > 0 ? layOutCounties(study, target, result) : null };
}
