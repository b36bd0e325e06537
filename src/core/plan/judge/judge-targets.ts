/**
 * Judges every target of a study: by units (service areas, at least so many per unit)
 * or by one value of the whole (ratios, shares with a property, amounts added). The
 * other rules are listed with the data that they need. A target without a number is
 * tested and gets `no-number`; one that cannot be tested gets `not-testable`, never 0 %.
 */

import type { AnalysisSession } from "../../analysis-session.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Assumption } from "../assumption.ts";
import type { Rule, Target, TargetReadingResult, TargetResult, TargetUnit } from "../target.ts";
import { NO_UNITS, sumUnits, type UnitFigures } from "../unit-figures.ts";
import { judgeFigure } from "../verdict.ts";
import { describeRule } from "../words/assumption-sentences.ts";
import { describeLand } from "../words/circle-words.ts";
import { describeChanges, describeConfirmation } from "../words/target-changes.ts";
import { describeValue } from "../words/value-sentences.ts";
import { breakDown, listCounties } from "./break-down.ts";
import { judgeAtLeast } from "./judge-at-least.ts";
import { judgeServiceArea } from "./judge-service-area.ts";
import { type AmountRule, type MeasuredValue, measureAmount } from "./measure-amount.ts";
import { coverReach, coverUnits } from "./measure-coverage.ts";
import { findLandObstacle, findObstacle, type Obstacle, obstacle } from "./obstacles.ts";
import { unitsOf } from "./target-units.ts";

/** Units of kept results: those of some hundred targets in a city, at about 60 bytes each. */
const MOST_UNITS_KEPT = 1_000_000;

/**
 * Results in the order of the targets, each judged once for the same rule and parameters. The cutoff of the run
 * is not asked: a plan's reach is its own.
 */
export function judgeTargets(
  session: AnalysisSession,
  targets: readonly Target[],
  parameters: AnalysisParameters,
): TargetResult[] {
  const { serviceIds: _services, groupId: _group, cutoffSeconds: _cutoff, ...asked } = parameters;
  const conditions = JSON.stringify(asked);
  const kept = session.remember(
    "targets",
    () => new LatestValues<TargetResult>(MOST_UNITS_KEPT, ({ units }) => 10 + units.ids.length),
  );
  return targets.map((target) =>
    kept.find(`${conditions} ${JSON.stringify(target)}`, () => judgeTarget(session, target, parameters)),
  );
}

type Tallied = { readonly units: UnitFigures } | { readonly measured: MeasuredValue } | Obstacle;

function tallyRule(session: AnalysisSession, unit: TargetUnit, rule: Rule, parameters: AnalysisParameters): Tallied {
  if (rule.kind === "ratio" || rule.kind === "share-with-property" || rule.kind === "added-since") {
    const measured = session.remember(`amount ${JSON.stringify(rule)}`, () => measureAmount(session, rule));
    return "reason" in measured ? measured : { measured };
  }
  if (rule.kind !== "service-area" && rule.kind !== "at-least-per-unit") {
    return obstacle("rule-not-evaluated");
  }
  const found = findObstacle(session, rule.needs) ?? findLandObstacle(session, rule);
  if (found) return found;
  const units = unitsOf(session, unit);
  if (units.length === 0) return obstacle("no-units");
  const figures =
    rule.kind === "service-area"
      ? judgeServiceArea(session, rule, units, parameters)
      : judgeAtLeast(session, rule, units);
  return sumUnits(figures).unitsTested > 0
    ? { units: figures }
    : obstacle(figures.land ? "no-residential-land" : "no-people");
}

function judgeTarget(session: AnalysisSession, target: Target, parameters: AnalysisParameters): TargetResult {
  const readings = target.readings.flatMap(({ id, rule, unit }): TargetReadingResult[] => {
    const tallied = tallyRule(session, unit ?? target.unit, rule, readingParameters(target, rule, parameters));
    return "reason" in tallied ? [] : [{ readingId: id, ...figuresOf(target, tallied) }];
  });
  const tallied = tallyRule(session, target.unit, target.rule, parameters);
  const base = { targetId: target.id, readingId: "plan", readings, stated: null };
  if ("reason" in tallied) {
    return {
      ...base,
      ...NO_FIGURES,
      verdict: "not-testable",
      ...tallied,
      assumptions: [...markOpen(target), ...describeStanding(session, target)],
      units: NO_UNITS,
      breakdown: [],
      coverage: null,
      counties: session.remember(`listed ${JSON.stringify(target.rule)}`, () => listCounties(session, target.rule)),
    };
  }
  const figures = figuresOf(target, tallied);
  const { study } = session;
  return {
    ...base,
    ...figures,
    verdict: judgeFigure(target, figures.value ?? figures.share ?? 0),
    reason: null,
    missingServiceIds: [],
    missingAttributes: [],
    assumptions: [
      ...("measured" in tallied
        ? describeValue(study, target.rule as AmountRule, tallied.measured)
        : [
            ...describeRule(study, target.unit, figures.unitsTested, target.rule, parameters),
            ...describeLand(tallied.units),
          ]),
      ...markOpen(target),
      ...describeStanding(session, target),
    ],
    units: "units" in tallied ? tallied.units : NO_UNITS,
    breakdown: "measured" in tallied ? breakDownOnce(session, target.rule as AmountRule) : [],
    coverage: "units" in tallied ? coverTarget(session, target, tallied.units, parameters) : null,
  };
}

/** What the plan leaves open is settled by default until somebody confirms the rule. */
function markOpen({ assumptions, confirmation }: Target): Assumption[] {
  return assumptions.map((each) => ({ ...each, isDefault: each.isDefault ?? confirmation === undefined }));
}

/** How the rule stands to the plan's own, and whether somebody confirmed it. */
function describeStanding({ study }: AnalysisSession, target: Target): Assumption[] {
  const own = study.targets.find(({ id }) => id === target.id);
  return [
    ...(own === undefined ? [] : describeChanges(own, target, study.services)),
    describeConfirmation(target.confirmation),
  ];
}

function coverTarget(
  session: AnalysisSession,
  { rule, unit }: Target,
  figures: UnitFigures,
  parameters: AnalysisParameters,
): TargetResult["coverage"] {
  const units = unitsOf(session, unit);
  return rule.kind === "service-area"
    ? coverReach(session, rule, units, figures, parameters)
    : coverUnits(session, units, figures);
}

/** A reading that names another way to travel than its target keeps it, at its own speed, whatever the run's choice. */
function readingParameters(target: Target, reading: Rule, parameters: AnalysisParameters): AnalysisParameters {
  const profileOf = (rule: Rule) => (rule.kind === "service-area" ? rule.profileId : null);
  const own = profileOf(reading);
  if (own === null || own === profileOf(target.rule)) return parameters;
  return { ...parameters, profileId: null, speedMetresPerSecond: null };
}

type Figures = Omit<TargetReadingResult, "readingId">;

const NO_FIGURES: Figures = { unitsTested: 0, unitsMet: 0, share: null, value: null, peopleShort: 0 };

/** A value is one unit tested: the whole. Nobody in particular is short of it. */
function figuresOf(target: Target, tallied: Exclude<Tallied, Obstacle>): Figures {
  if ("measured" in tallied) {
    const { value } = tallied.measured;
    return { ...NO_FIGURES, unitsTested: 1, unitsMet: judgeFigure(target, value) === "met" ? 1 : 0, value };
  }
  const { unitsTested, unitsMet, peopleShort, landShort } = sumUnits(tallied.units);
  const share = unitsTested > 0 ? unitsMet / unitsTested : null;
  const figures = { unitsTested, unitsMet, share, value: null, peopleShort };
  return tallied.units.land ? { ...figures, landShortSquareMetres: landShort } : figures;
}

/** A value and its counties depend on the rule alone, not on the run. */
function breakDownOnce(session: AnalysisSession, rule: AmountRule): TargetResult["breakdown"] {
  return session.remember(`counties ${JSON.stringify(rule)}`, () => breakDown(session, rule));
}
