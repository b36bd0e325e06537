/** The plan's targets under two scenarios: verdict and value before and after, and which units turn. */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { VERDICT_NOT_TESTABLE } from "../coverage/coverage-result.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { listTurnedUnits, type TurnedUnits } from "../plan/compare-plans.ts";
import { judgeTargets } from "../plan/judge/judge-targets.ts";
import { judgedTargets } from "../plan/judged-targets.ts";
import type { PlanEdits } from "../plan/plan-edits.ts";
import { figureOf, type SnapshotFigure } from "../plan/snapshot.ts";
import type { Target, TargetResult } from "../plan/target.ts";
import type { UnitFigures } from "../plan/unit-figures.ts";
import { withUserEntries } from "../plan/user-entries.ts";

export interface JudgedSide {
  readonly targets: readonly Target[];
  /** With what was entered by hand, in the order of the targets. */
  readonly results: readonly TargetResult[];
  readonly figures: readonly SnapshotFigure[];
}

export interface TargetChange {
  readonly targetId: string;
  readonly before: SnapshotFigure;
  readonly after: SnapshotFigure;
  /** Whether verdict, value, units met or people short are not the same on both sides. */
  readonly hasChanged: boolean;
  readonly isTurned: boolean;
  /** Units met on one side alone. */
  readonly turned: TurnedUnits;
  /** People fewer short, added up over the units where fewer are; and more short where more are. Null where people judge no units. */
  readonly fewerShort: number | null;
  readonly moreShort: number | null;
  /** What was found in each unit; null where nothing changed or there are no units. */
  readonly units: { readonly before: UnitFigures; readonly after: UnitFigures } | null;
}

export function* judgeSide(
  session: AnalysisSession,
  edits: PlanEdits,
  parameters: AnalysisParameters,
): Generator<Progress, JudgedSide> {
  const targets = judgedTargets(session.study, edits);
  const measured: TargetResult[] = [];
  for (const [done, target] of targets.entries()) {
    yield { stage: "targets", done, total: targets.length };
    measured.push(...judgeTargets(session, [target], parameters));
  }
  const results = withUserEntries(measured, targets, edits);
  return {
    targets,
    results,
    figures: targets.map((target, index) => figureOf(target, results[index] as TargetResult, parameters)),
  };
}

/** Both sides are of the same targets: a scenario changes the study, never the plan. */
export function compareTargets(before: JudgedSide, after: JudgedSide): TargetChange[] {
  return before.targets.map((target, index) =>
    compareTarget(
      target.id,
      [before.results[index] as TargetResult, after.results[index] as TargetResult],
      [before.figures[index] as SnapshotFigure, after.figures[index] as SnapshotFigure],
    ),
  );
}

const COMPARED = [
  "verdict",
  "share",
  "value",
  "unitsTested",
  "unitsMet",
  "peopleShort",
  "landShortSquareMetres",
] as const;

function compareTarget(
  targetId: string,
  [resultBefore, resultAfter]: readonly [TargetResult, TargetResult],
  [before, after]: readonly [SnapshotFigure, SnapshotFigure],
): TargetChange {
  const units = { before: resultBefore.units, after: resultAfter.units };
  const turned = listTurnedUnits(units.before, units.after);
  const short = comparePeopleShort(units.before, units.after);
  const hasChanged =
    COMPARED.some((name) => !Object.is(before[name], after[name])) ||
    turned.met.length + turned.lost.length > 0 ||
    (short !== null && short.fewer + short.more > 0);
  return {
    targetId,
    before,
    after,
    hasChanged,
    isTurned: before.verdict !== after.verdict,
    turned,
    fewerShort: short?.fewer ?? null,
    moreShort: short?.more ?? null,
    units: hasChanged && units.after.ids.length > 0 ? units : null,
  };
}

/** Null where land judges, and where there are no units. */
function comparePeopleShort(before: UnitFigures, after: UnitFigures): { fewer: number; more: number } | null {
  if (before.ids.length === 0 || after.ids.length === 0 || before.land || after.land) return null;
  const shortBefore = new Map(
    before.ids.flatMap((id, unit) =>
      before.verdicts[unit] === VERDICT_NOT_TESTABLE ? [] : [[id, before.peopleShort[unit] as number] as const],
    ),
  );
  const sums = { fewer: 0, more: 0 };
  after.ids.forEach((id, unit) => {
    const was = shortBefore.get(id);
    if (was === undefined || after.verdicts[unit] === VERDICT_NOT_TESTABLE) return;
    const change = (after.peopleShort[unit] as number) - was;
    if (change < 0) sums.fewer -= change;
    else sums.more += change;
  });
  return sums;
}
