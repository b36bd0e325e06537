/** The two sides of a comparison: the current plan, a draft of the next, or the figures of another day. */

import type { AnalysisParameters } from "../../core/model/parameters.ts";
import type { ComparedSide, PlanComparison } from "../../core/plan/compare-plans.ts";
import { judgedTargets } from "../../core/plan/judged-targets.ts";
import type { PlanEdits } from "../../core/plan/plan-edits.ts";
import { figureOf } from "../../core/plan/snapshot.ts";
import type { Target, TargetResult } from "../../core/plan/target.ts";
import { withUserEntries } from "../../core/plan/user-entries.ts";
import type { StudyView } from "../../worker/protocol.ts";

export const CURRENT_PLAN = "plan";

export interface Side {
  readonly id: string;
  readonly kind: "plan" | "draft" | "snapshot";
  /** "" for the current plan. */
  readonly title: string;
  /** Date of a snapshot's data, day on which a draft was made; "" for the current plan. */
  readonly date: string;
}

/** The id of a draft's side. */
export function sideOfDraft(draftId: string): string {
  return `draft ${draftId}`;
}

/** All that can be compared: the plan, then drafts, then snapshots. */
export function listSides({ drafts, snapshots }: Pick<PlanEdits, "drafts" | "snapshots">): Side[] {
  return [
    { id: CURRENT_PLAN, kind: "plan", title: "", date: "" },
    ...drafts.map(({ id, title, createdOn }): Side => ({ id: sideOfDraft(id), kind: "draft", title, date: createdOn })),
    ...snapshots.map(
      ({ id, title, dataDate }): Side => ({ id: `snapshot ${id}`, kind: "snapshot", title, date: dataDate }),
    ),
  ];
}

/** The targets of a side; null for a snapshot, which has figures alone. */
export function targetsOfSide(study: StudyView, edits: PlanEdits, sideId: string): readonly Target[] | null {
  if (sideId === CURRENT_PLAN) return judgedTargets(study, { ...edits, draftId: "" });
  return edits.drafts.find(({ id }) => sideOfDraft(id) === sideId)?.targets ?? null;
}

/** What is left of two sides after something was deleted: each that is gone gives way to the first that is not the other. */
export function keepSides(sides: readonly Side[], before: string, after: string): readonly [string, string] {
  const ids = sides.map(({ id }) => id);
  const kept = ids.includes(before) ? before : CURRENT_PLAN;
  return [kept, ids.includes(after) && after !== kept ? after : (ids.find((id) => id !== kept) ?? kept)];
}

interface Judged {
  readonly targets: readonly Target[];
  readonly results: readonly TargetResult[];
}

/** A side with its figures; null where it has yet to be judged. */
export function figuresOfSide(
  edits: PlanEdits,
  sideId: string,
  judged: Judged | null,
  parameters: AnalysisParameters,
): ComparedSide | null {
  const snapshot = edits.snapshots.find(({ id }) => `snapshot ${id}` === sideId);
  if (snapshot) return { targets: null, figures: snapshot.figures };
  if (!judged) return null;
  const { targets, results } = judged;
  const stated = new Map(withUserEntries(results, targets, edits).map((result) => [result.targetId, result]));
  const figures = targets.flatMap((target) => {
    const result = stated.get(target.id);
    return result ? [figureOf(target, result, parameters)] : [];
  });
  return { targets, figures };
}

/** As files write them: figures read back from one are rounded. */
const SHARE_DECIMALS = 6;
const PEOPLE_DECIMALS = 2;
/** Of square metres: four of a hectare. */
const LAND_DECIMALS = 0;

function differAsWritten(one: number | null | undefined, other: number | null | undefined, decimals: number): boolean {
  return one?.toFixed(decimals) !== other?.toFixed(decimals);
}

/** Rows in which something was changed, turned, added or taken away, or whose figures differ. */
export function differingRows(comparison: PlanComparison): PlanComparison["rows"] {
  return comparison.rows.filter(
    ({ changes, isAdded, isRemoved, isTurned, beforeFigure, afterFigure }) =>
      changes.length > 0 ||
      isAdded ||
      isRemoved ||
      isTurned ||
      differAsWritten(beforeFigure?.share, afterFigure?.share, SHARE_DECIMALS) ||
      differAsWritten(beforeFigure?.value, afterFigure?.value, SHARE_DECIMALS) ||
      differAsWritten(beforeFigure?.landShortSquareMetres, afterFigure?.landShortSquareMetres, LAND_DECIMALS) ||
      differAsWritten(beforeFigure?.peopleShort, afterFigure?.peopleShort, PEOPLE_DECIMALS),
  );
}
