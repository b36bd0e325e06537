/** The scoreboard: every target of the plan, chapter by chapter, from baseline over now to what is asked for. */
import type { GroupId } from "../model/demand.ts";
import type { Rule, Target, TargetResult, Verdict } from "./target.ts";
import { mainFigure, type Trend, type TrendContext, traceTrend } from "./trend.ts";

export interface ScoreRow {
  readonly target: Target;
  /** Undefined until the run has judged it. */
  readonly result: TargetResult | undefined;
  readonly verdict: Verdict;
  /** What was found or stated, in the measure of the target, and its day; null where there is no figure. */
  readonly now: { readonly value: number; readonly date: string } | null;
  readonly trend: Trend;
}

export interface ScoreChapter {
  /** The plan's own word; "" in a study without a plan. */
  readonly chapter: string;
  readonly rows: readonly ScoreRow[];
}

/** Chapters in the plan's order, targets in the plan's order within them. */
export function listScoreboard(
  targets: readonly Target[],
  results: readonly TargetResult[],
  context: TrendContext,
): ScoreChapter[] {
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  return groupByChapter(targets).map(([chapter, members]) => ({
    chapter,
    rows: members.map((target): ScoreRow => {
      const result = resultsById.get(target.id);
      const value = result ? mainFigure(result) : null;
      return {
        target,
        result,
        verdict: result?.verdict ?? "not-testable",
        now: value === null ? null : { value, date: result?.stated?.date ?? context.dataDate },
        trend: traceTrend(target, result, context),
      };
    }),
  }));
}

export function countVerdicts(rows: readonly Pick<ScoreRow, "verdict">[]): Readonly<Record<Verdict, number>> {
  const counts = { met: 0, "not-met": 0, "no-number": 0, "not-testable": 0 };
  for (const { verdict } of rows) counts[verdict]++;
  return counts;
}

/** Whose people a rule counts; null where it counts none, and where it judges land. */
export function groupOfRule(rule: Rule): GroupId | null {
  if (rule.kind === "service-area" && rule.denominator === "land") return null;
  if (rule.kind === "service-area" || rule.kind === "ratio") return rule.groupId;
  return rule.kind === "at-least-per-unit" ? "all" : null;
}

/** Targets by chapter, chapters in the plan's order. */
export function groupByChapter(targets: readonly Target[]): [string, Target[]][] {
  const chapters = new Map<string, Target[]>();
  for (const target of targets) {
    const members = chapters.get(target.chapter) ?? [];
    members.push(target);
    chapters.set(target.chapter, members);
  }
  return [...chapters].sort(([, a], [, b]) => chapterNumber(a) - chapterNumber(b));
}

/** The number that most places of a chapter begin with ("10-3 #2" → 10): a baseline may stand in the plan's first chapter, and a line of the table at the front has none. */
function chapterNumber(members: readonly Target[]): number {
  const counts = new Map<number, number>();
  for (const { place } of members) {
    const chapter = Number.parseInt(place, 10);
    if (!Number.isNaN(chapter)) counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
  }
  const [first] = [...counts].sort(([a, times], [b, others]) => others - times || a - b);
  return first?.[0] ?? Infinity;
}
