/** The plan's targets under two scenarios: verdict and value before and after, which units turn, who gains and who loses. */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { Demand, GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { listTurnedUnits, type TurnedUnits } from "../plan/compare-plans.ts";
import { judgeTargets } from "../plan/judge/judge-targets.ts";
import { countServed, type ServedPeople } from "../plan/judge/served-people.ts";
import { judgedTargets } from "../plan/judged-targets.ts";
import type { PlanEdits } from "../plan/plan-edits.ts";
import { figureOf, type SnapshotFigure } from "../plan/snapshot.ts";
import type { Target, TargetResult } from "../plan/target.ts";
import type { UnitFigures } from "../plan/unit-figures.ts";
import { withUserEntries } from "../plan/user-entries.ts";
import { type HomesOfSide, type PairedHomes, pairHomes } from "./pair-homes.ts";

export interface JudgedSide {
  readonly session: AnalysisSession;
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
  /**
   * People who have what the target asks for on the second side alone, and on the first alone, home by home: within a unit
   * they are not set off against each other. Of those who live on both sides, in units tested on both. Null where people
   * judge no units.
   */
  readonly gained: number | null;
  readonly lost: number | null;
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
    session,
    targets,
    results,
    figures: targets.map((target, index) => figureOf(target, results[index] as TargetResult, parameters)),
  };
}

/**
 * Both sides are of the same targets: a scenario changes the study, never the plan.
 * @param sharedCount demand points of the study as it is, which come first on both sides
 */
export function compareTargets(
  before: JudgedSide,
  after: JudgedSide,
  sharedCount: number,
  parameters: AnalysisParameters,
): TargetChange[] {
  const pairs = new Map<GroupId, PairedHomes>();
  const pairOf = (groupId: GroupId): PairedHomes => {
    const known = pairs.get(groupId);
    if (known) return known;
    const [one, other] = [homesOf(before, groupId), homesOf(after, groupId)];
    const paired = pairHomes(one, other, sharedCount);
    pairs.set(groupId, paired);
    return paired;
  };
  return before.targets.map((target, index) => {
    const [was, is] = [before.results[index] as TargetResult, after.results[index] as TargetResult];
    const servedBefore = countServed(before.session, target, was.units, parameters);
    const servedAfter = servedBefore && countServed(after.session, target, is.units, parameters);
    const moves =
      servedBefore && servedAfter
        ? countGained(servedBefore, servedAfter, after.session.study.demand, pairOf(servedBefore.groupId))
        : null;
    const figures = [before.figures[index] as SnapshotFigure, after.figures[index] as SnapshotFigure] as const;
    return compareTarget(target.id, [was, is], figures, moves);
  });
}

function homesOf({ session: { study } }: JudgedSide, groupId: GroupId): HomesOfSide {
  return { demand: study.demand, people: study.demand.people[groupId] ?? study.demand.people.all };
}

interface GainedPeople {
  readonly gained: number;
  readonly lost: number;
}

function countGained(
  before: ServedPeople,
  after: ServedPeople,
  { communityIndexes }: Demand,
  { pointBefore }: PairedHomes,
): GainedPeople {
  const sums = { gained: 0, lost: 0 };
  pointBefore.forEach((was, is) => {
    const community = communityIndexes[is] as number;
    if (was < 0 || before.isTested[community] !== 1 || after.isTested[community] !== 1) return;
    const change = (after.served[is] as number) - (before.served[was] as number);
    if (change > 0) sums.gained += change;
    else sums.lost -= change;
  });
  return sums;
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
  moves: GainedPeople | null,
): TargetChange {
  const units = { before: resultBefore.units, after: resultAfter.units };
  const turned = listTurnedUnits(units.before, units.after);
  const hasChanged =
    COMPARED.some((name) => !Object.is(before[name], after[name])) ||
    turned.met.length + turned.lost.length > 0 ||
    (moves !== null && moves.gained + moves.lost > 0);
  return {
    targetId,
    before,
    after,
    hasChanged,
    isTurned: before.verdict !== after.verdict,
    turned,
    gained: moves?.gained ?? null,
    lost: moves?.lost ?? null,
    units: hasChanged && units.after.ids.length > 0 ? units : null,
  };
}
