/**
 * A target's figures over time: baseline, snapshots, what is stated, what was found now.
 * Only figures in the same measure, by the same rule and over the same list of units are
 * one line; every other one is told with the reason (a share of communities says nothing
 * beside one of a redrawn list: I11 of the plan's inconsistencies).
 */
import type { AnalysisParameters } from "../model/parameters.ts";
import { figureOf, isJudgedByUnits, namesDiffer, type Snapshot, type SnapshotFigure } from "./snapshot.ts";
import type { Target, TargetResult } from "./target.ts";

export interface TrendPoint {
  /** ISO 8601, or a year alone. */
  readonly date: string;
  /** In the measure of the target; shares are 0–1. */
  readonly value: number;
  readonly source: "baseline" | "snapshot" | "stated" | "now";
  /** Of the snapshot, else "". */
  readonly title: string;
  /** How many units a share is of; null where there are none or nobody knows. */
  readonly unitsTested: number | null;
}

/** `units-unknown`: a share of units without their list or number. */
export type Incomparable = "measure" | "units" | "units-unknown" | "rule";

export interface Trend {
  /** What can be compared, the earliest first. */
  readonly points: readonly TrendPoint[];
  readonly incomparable: readonly { readonly point: TrendPoint; readonly why: Incomparable }[];
}

/** What the figures of the moment rest on. */
export interface TrendContext {
  readonly parameters: AnalysisParameters;
  /** Date of the study's data, ISO 8601. */
  readonly dataDate: string;
  readonly snapshots: readonly Snapshot[];
}

interface Dated {
  readonly point: TrendPoint;
  readonly measure: string;
  readonly figure: Pick<SnapshotFigure, "ruleKey" | "unitsKey">;
}

/** A result's figure: a value, else the share of units; null where it has neither. */
export function mainFigure({ value, share }: Pick<SnapshotFigure, "value" | "share">): number | null {
  return value ?? share;
}

/** Figures are held against the one of now, else the latest snapshot, else the baseline. */
export function traceTrend(target: Target, result: TargetResult | undefined, context: TrendContext): Trend {
  const now = datedNow(target, result, context);
  const snapshots = context.snapshots
    .flatMap((snapshot) => datedSnapshot(target, snapshot))
    .sort((a, b) => compareDates(a.point, b.point));
  const baseline = datedBaseline(target);
  const reference = now ?? snapshots.at(-1) ?? baseline;
  if (!reference) return { points: [], incomparable: [] };
  const points: TrendPoint[] = [];
  const incomparable: { point: TrendPoint; why: Incomparable }[] = [];
  for (const dated of [baseline, ...snapshots, now]) {
    if (!dated) continue;
    const why = dated === reference ? null : findDifference(target, dated, reference);
    if (why !== null) incomparable.push({ point: dated.point, why });
    else if (dated === reference || !repeats(dated.point, reference.point)) points.push(dated.point);
  }
  return { points: points.sort(compareDates), incomparable };
}

function datedNow(target: Target, result: TargetResult | undefined, context: TrendContext): Dated | null {
  const value = result ? mainFigure(result) : null;
  if (!result || value === null) return null;
  const { stated } = result;
  return {
    point: {
      date: stated?.date ?? context.dataDate,
      value,
      source: stated ? "stated" : "now",
      title: "",
      unitsTested: isJudgedByUnits(target) && !stated ? result.unitsTested : null,
    },
    measure: target.target.measure,
    figure: figureOf(target, result, context.parameters),
  };
}

function datedSnapshot(target: Target, { title, dataDate, figures }: Snapshot): Dated[] {
  const figure = figures.find(({ targetId }) => targetId === target.id);
  const value = figure ? mainFigure(figure) : null;
  if (!figure || value === null) return [];
  const isCount = isJudgedByUnits(target) && figure.value === null;
  return [
    {
      point: { date: dataDate, value, source: "snapshot", title, unitsTested: isCount ? figure.unitsTested : null },
      measure: target.target.measure,
      figure,
    },
  ];
}

function datedBaseline(target: Target): Dated | null {
  const { value, year, measure, unitsTested } = target.baseline;
  if (value === null || year === null) return null;
  return {
    point: { date: String(year), value, source: "baseline", title: "", unitsTested: unitsTested ?? null },
    measure,
    figure: {},
  };
}

function findDifference(target: Target, one: Dated, other: Dated): Incomparable | null {
  if (one.measure !== "" && other.measure !== "" && !isJudgedByUnits(target) && one.measure !== other.measure)
    return "measure";
  if (isJudgedByUnits(target)) {
    if (one.point.unitsTested === null || other.point.unitsTested === null) return "units-unknown";
    if (one.point.unitsTested !== other.point.unitsTested) return "units";
    if (namesDiffer(one.figure.unitsKey, other.figure.unitsKey)) return "units";
  }
  return namesDiffer(one.figure.ruleKey, other.figure.ruleKey) ? "rule" : null;
}

/** Files hold figures to six decimals. */
const SAME_FIGURE = 1e-6;

/** A snapshot of the very figures of now says nothing new. */
function repeats(one: TrendPoint, other: TrendPoint): boolean {
  return one.date === other.date && Math.abs(one.value - other.value) < SAME_FIGURE;
}

function compareDates(one: TrendPoint, other: TrendPoint): number {
  return one.date < other.date ? -1 : one.date > other.date ? 1 : 0;
}
