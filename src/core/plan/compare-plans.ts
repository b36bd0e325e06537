/** Two plans, or two days of one, side by side: what was changed in each target and what that does to its verdict. */
import { VERDICT_MET, VERDICT_NOT_MET } from "../coverage/coverage-result.ts";
import { namesDiffer, type SnapshotFigure } from "./snapshot.ts";
import type { Target, Verdict } from "./target.ts";
import type { UnitFigures } from "./unit-figures.ts";

/** One side: its targets (null for a snapshot, which keeps figures alone) and the figures under it. */
export interface ComparedSide {
  readonly targets: readonly Target[] | null;
  readonly figures: readonly SnapshotFigure[];
}

/** What of a target differs between two plans. */
export type ChangedPart = "target" | "baseline" | "unit" | "rule";

/** Why two figures of one target are not the same thing measured twice. */
export type OtherBasis = "units" | "rule";

export interface ComparedTarget {
  readonly targetId: string;
  /** Null where the side does not have the target, or keeps figures alone. */
  readonly before: Target | null;
  readonly after: Target | null;
  readonly beforeFigure: SnapshotFigure | null;
  readonly afterFigure: SnapshotFigure | null;
  readonly changes: readonly ChangedPart[];
  readonly isAdded: boolean;
  readonly isRemoved: boolean;
  /** Whether both sides have a verdict and it is another one. */
  readonly isTurned: boolean;
  /** People short after less before; null where either side counts none, and where either judges land. */
  readonly peopleShortChange: number | null;
  /** m² of residential land short after less before; null unless both sides judge land. */
  readonly landShortChange: number | null;
  /** Null where both figures are of the same rule and as many units. */
  readonly otherBasis: OtherBasis | null;
}

export interface PlanComparison {
  readonly rows: readonly ComparedTarget[];
  readonly turned: number;
  readonly turnedToMet: number;
  readonly turnedToNotMet: number;
  readonly changed: number;
  readonly added: number;
  readonly removed: number;
}

/** Rows in the order of the first side, then what only the second has. */
export function comparePlans(before: ComparedSide, after: ComparedSide): PlanComparison {
  const ids = new Set([before, after].flatMap(({ targets, figures }) => (targets ?? figures).map(idOf)));
  const [beforeTargets, afterTargets] = [before, after].map(({ targets }) => indexById(targets ?? []));
  const [beforeFigures, afterFigures] = [before, after].map(({ figures }) => indexById(figures));
  const rows = [...ids].map((targetId) =>
    compareTarget(
      targetId,
      beforeTargets?.get(targetId) ?? null,
      afterTargets?.get(targetId) ?? null,
      beforeFigures?.get(targetId) ?? null,
      afterFigures?.get(targetId) ?? null,
    ),
  );
  const turned = rows.filter(({ isTurned }) => isTurned);
  const turnedTo = (verdict: Verdict): number =>
    turned.filter(({ afterFigure }) => afterFigure?.verdict === verdict).length;
  return {
    rows,
    turned: turned.length,
    turnedToMet: turnedTo("met"),
    turnedToNotMet: turnedTo("not-met"),
    changed: rows.filter(({ changes }) => changes.length > 0).length,
    added: rows.filter(({ isAdded }) => isAdded).length,
    removed: rows.filter(({ isRemoved }) => isRemoved).length,
  };
}

function compareTarget(
  targetId: string,
  before: Target | null,
  after: Target | null,
  beforeFigure: SnapshotFigure | null,
  afterFigure: SnapshotFigure | null,
): ComparedTarget {
  const [inBefore, inAfter] = [before ?? beforeFigure, after ?? afterFigure];
  const [shortBefore, shortAfter] = [shortOf(beforeFigure), shortOf(afterFigure)];
  const [landBefore, landAfter] = [beforeFigure?.landShortSquareMetres, afterFigure?.landShortSquareMetres];
  return {
    targetId,
    before,
    after,
    beforeFigure,
    afterFigure,
    changes: before && after ? listChanges(before, after) : [],
    isAdded: inBefore === null,
    isRemoved: inAfter === null,
    isTurned: beforeFigure !== null && afterFigure !== null && beforeFigure.verdict !== afterFigure.verdict,
    peopleShortChange: shortBefore === null || shortAfter === null ? null : shortAfter - shortBefore,
    landShortChange: landBefore === undefined || landAfter === undefined ? null : landAfter - landBefore,
    otherBasis: beforeFigure && afterFigure ? findOtherBasis(beforeFigure, afterFigure) : null,
  };
}

/** People short where the figure is one of units that people judge: values of the whole have none. */
function shortOf(figure: SnapshotFigure | null): number | null {
  if (figure === null || figure.share === null || figure.landShortSquareMetres !== undefined) return null;
  return figure.peopleShort;
}

/** Which parts of a target are not the same in two plans. */
export function listChanges(before: Target, after: Target): ChangedPart[] {
  const parts: readonly (readonly [ChangedPart, unknown, unknown])[] = [
    ["target", before.target.value, after.target.value],
    ["baseline", [before.baseline.value, before.baseline.year], [after.baseline.value, after.baseline.year]],
    ["unit", before.unit, after.unit],
    ["rule", before.rule, after.rule],
  ];
  return parts.flatMap(([part, one, other]) => (JSON.stringify(one) === JSON.stringify(other) ? [] : [part]));
}

function findOtherBasis(before: SnapshotFigure, after: SnapshotFigure): OtherBasis | null {
  if (before.share === null || after.share === null) return null;
  if (before.unitsTested !== after.unitsTested || namesDiffer(before.unitsKey, after.unitsKey)) return "units";
  return namesDiffer(before.ruleKey, after.ruleKey) ? "rule" : null;
}

function idOf(item: Target | SnapshotFigure): string {
  return "id" in item ? item.id : item.targetId;
}

function indexById<Item extends Target | SnapshotFigure>(items: readonly Item[]): ReadonlyMap<string, Item> {
  return new Map(items.map((item) => [idOf(item), item]));
}

/** Ids of units that are met on one side alone. */
export interface TurnedUnits {
  readonly met: readonly string[];
  /** Met before and no more. */
  readonly lost: readonly string[];
}

/** In the order of the second side; units that were not tested on both sides are left out. */
export function listTurnedUnits(before: UnitFigures, after: UnitFigures): TurnedUnits {
  const verdicts = new Map(before.ids.map((id, unit) => [id, before.verdicts[unit]]));
  const turnedTo = (verdict: number, from: number): string[] =>
    after.ids.filter((id, unit) => after.verdicts[unit] === verdict && verdicts.get(id) === from);
  return { met: turnedTo(VERDICT_MET, VERDICT_NOT_MET), lost: turnedTo(VERDICT_NOT_MET, VERDICT_MET) };
}
