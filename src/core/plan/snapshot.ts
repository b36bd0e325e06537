/**
 * The figures of a plan's targets on one day, kept to be compared with those of another.
 * With each figure stand the names of its rule (as the run judged it) and of its list of
 * units, so that two days are never compared over other rules or other communities.
 */
import { VERDICT_NOT_TESTABLE } from "../coverage/coverage-result.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Target, TargetResult } from "./target.ts";

export interface SnapshotFigure
  extends Pick<
    TargetResult,
    "targetId" | "unitsTested" | "unitsMet" | "share" | "value" | "peopleShort" | "landShortSquareMetres" | "verdict"
  > {
  /** Name of the rule with the run's parameters; absent where a value was stated or came from a file. */
  readonly ruleKey?: string;
  /** Name of the list of units tested; absent where there is none or it came from a file. */
  readonly unitsKey?: string;
}

export interface Snapshot {
  readonly id: string;
  readonly title: string;
  /** Date of the data, ISO 8601. */
  readonly dataDate: string;
  readonly figures: readonly SnapshotFigure[];
}

/** Whether two names of rules or of lists are both known and not the same. */
export function namesDiffer(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** Whether a target is judged by its units, so that its figure is a share of them. */
export function isJudgedByUnits({ rule }: Pick<Target, "rule">): boolean {
  return rule.kind === "service-area" || rule.kind === "at-least-per-unit";
}

/** What a result holds for one day. */
export function figureOf(target: Target, result: TargetResult, parameters: AnalysisParameters): SnapshotFigure {
  const { targetId, unitsTested, unitsMet, share, value, peopleShort, landShortSquareMetres, verdict, units } = result;
  const tested = units.ids.filter((_, unit) => units.verdicts[unit] !== VERDICT_NOT_TESTABLE);
  return {
    targetId,
    unitsTested,
    unitsMet,
    share,
    value,
    peopleShort,
    ...(landShortSquareMetres === undefined ? {} : { landShortSquareMetres }),
    verdict,
    ...(result.stated === null && verdict !== "not-testable" ? { ruleKey: nameRule(target, parameters) } : {}),
    ...(tested.length > 0 ? { unitsKey: fingerprint(tested.join("\n")) } : {}),
  };
}

/** Keeps the figures of a run under the date of its data. The same figures under the same title have the same id. */
export function takeSnapshot(
  title: string,
  dataDate: string,
  targets: readonly Target[],
  results: readonly TargetResult[],
  parameters: AnalysisParameters,
): Snapshot {
  const resultsById = new Map(results.map((result) => [result.targetId, result]));
  const figures = targets.flatMap((target) => {
    const result = resultsById.get(target.id);
    return result ? [figureOf(target, result, parameters)] : [];
  });
  return nameSnapshot(title, dataDate, figures);
}

export function nameSnapshot(title: string, dataDate: string, figures: readonly SnapshotFigure[]): Snapshot {
  return { id: `${dataDate}-${fingerprint(JSON.stringify([title, figures]))}`, title, dataDate, figures };
}

/** The rule and all of the run that bears on it. */
function nameRule({ unit, rule }: Target, parameters: AnalysisParameters): string {
  if (rule.kind !== "service-area") return fingerprint(JSON.stringify([unit, rule]));
  const { serviceIds: _services, groupId: _group, cutoffSeconds: _cutoff, passShare, ...asked } = parameters;
  return fingerprint(JSON.stringify([unit, { ...rule, passShare: rule.passShare ?? passShare }, asked]));
}
