/**
 * Judges every target of a study. Service areas and “at least one per unit” are
 * evaluated; the other rules are listed with the data that they need. A target
 * without a number is tested and gets `no-number`; one that cannot be tested gets
 * `not-testable`, never 0 %.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { describeRule } from "./assumption-sentences.ts";
import { createDefaultTargets } from "./default-targets.ts";
import { findObstacle } from "./facility-needs.ts";
import { judgeAtLeast } from "./judge-at-least.ts";
import { judgeServiceArea, type UnitTally } from "./judge-service-area.ts";
import type {
  NotTestableReason,
  Rule,
  Target,
  TargetReadingResult,
  TargetResult,
  TargetUnit,
  Verdict,
} from "./target.ts";
import { listTargetUnits } from "./target-units.ts";

/** The targets that a study is judged by: its plan's, or one circle per service. */
function targetsOf(session: AnalysisSession): readonly Target[] {
  if (session.study.targets.length > 0) return session.study.targets;
  return session.remember("default targets", () => createDefaultTargets(session.study));
}

/** Results in the order of `targetsOf`. The cutoff of the run is not asked: a plan's reach is its own. */
export function judgeTargets(session: AnalysisSession, parameters: AnalysisParameters): TargetResult[] {
  const { serviceIds: _services, groupId: _group, cutoffSeconds: _cutoff, ...asked } = parameters;
  const key = `targets ${JSON.stringify(asked)}`;
  return session.remember(key, () => targetsOf(session).map((target) => judgeTarget(session, target, parameters)));
}

type Tallied = { readonly tally: UnitTally } | { readonly reason: NotTestableReason; readonly missing: string[] };

function tallyRule(session: AnalysisSession, unit: TargetUnit, rule: Rule, parameters: AnalysisParameters): Tallied {
  if (rule.kind !== "service-area" && rule.kind !== "at-least-per-unit") {
    return { reason: "rule-not-evaluated", missing: [] };
  }
  const obstacle = findObstacle(session, rule.needs);
  if (obstacle) return { reason: obstacle.reason, missing: obstacle.missingServiceIds };
  const units = listTargetUnits(session.study, unit);
  if (units.length === 0) return { reason: "no-units", missing: [] };
  const tally =
    rule.kind === "service-area"
      ? judgeServiceArea(session, rule, units, parameters)
      : judgeAtLeast(session, rule, units);
  return tally.unitsTested > 0 ? { tally } : { reason: "no-people", missing: [] };
}

function judgeTarget(session: AnalysisSession, target: Target, parameters: AnalysisParameters): TargetResult {
  const readings = target.readings.flatMap(({ id, rule, unit }): TargetReadingResult[] => {
    const tallied = tallyRule(session, unit ?? target.unit, rule, readingParameters(target, rule, parameters));
    return "tally" in tallied ? [{ readingId: id, ...figuresOf(tallied.tally) }] : [];
  });
  const tallied = tallyRule(session, target.unit, target.rule, parameters);
  const base = { targetId: target.id, readingId: "plan", readings };
  if (!("tally" in tallied)) {
    return {
      ...base,
      unitsTested: 0,
      unitsMet: 0,
      share: null,
      peopleShort: 0,
      verdict: "not-testable",
      reason: tallied.reason,
      missingServiceIds: tallied.missing,
      assumptions: target.assumptions,
      unitIdsNotMet: [],
    };
  }
  const figures = figuresOf(tallied.tally);
  return {
    ...base,
    ...figures,
    verdict: judgeShare(target, figures.share ?? 0),
    reason: null,
    missingServiceIds: [],
    assumptions: [
      ...describeRule(session.study, target.unit, figures.unitsTested, target.rule, parameters),
      ...target.assumptions,
    ],
    unitIdsNotMet: tallied.tally.unitIdsNotMet,
  };
}

/** A reading that names another way to travel than its target keeps it, at its own speed, whatever the run's choice. */
function readingParameters(target: Target, reading: Rule, parameters: AnalysisParameters): AnalysisParameters {
  const profileOf = (rule: Rule) => (rule.kind === "service-area" ? rule.profileId : null);
  const own = profileOf(reading);
  if (own === null || own === profileOf(target.rule)) return parameters;
  return { ...parameters, profileId: null, speedMetresPerSecond: null };
}

function figuresOf({ unitsTested, unitsMet, peopleShort }: UnitTally): Omit<TargetReadingResult, "readingId"> {
  return { unitsTested, unitsMet, share: unitsTested > 0 ? unitsMet / unitsTested : null, peopleShort };
}

/** Against the target's own share; “all of them” is a target of 1. */
function judgeShare(target: Target, share: number): Verdict {
  if (target.target.value === null) return "no-number";
  return share >= target.target.value ? "met" : "not-met";
}
