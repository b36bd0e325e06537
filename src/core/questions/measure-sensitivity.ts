/**
 * How firmly a target's verdict stands: the same target with one assumption changed at a
 * time, and which units each change turns. A verdict, or a unit, that any of them turns
 * over is fragile. Nothing is judged by another rule than the target's own.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { type AtLeastRule, judgeAtLeast } from "../plan/judge/judge-at-least.ts";
import { judgeAtOnePoint } from "../plan/judge/judge-at-one-point.ts";
import { judgeServiceArea, type ServiceAreaRule } from "../plan/judge/judge-service-area.ts";
import { type AmountRule, measureAmount } from "../plan/judge/measure-amount.ts";
import { findLandObstacle, findObstacle } from "../plan/judge/obstacles.ts";
import { type CountedUnit, unitsOf } from "../plan/judge/target-units.ts";
import type { Target, Verdict } from "../plan/target.ts";
import { sumUnits, type UnitFigures } from "../plan/unit-figures.ts";
import { countTurned, judgeFirmness, type UnitFirmness } from "../plan/unit-firmness.ts";
import { judgeFigure } from "../plan/verdict.ts";
import {
  changeAmount,
  changeAtLeast,
  changeCircle,
  listChanges,
  type SensitivityChange,
} from "./sensitivity-changes.ts";

export interface SensitivityRow {
  readonly change: SensitivityChange;
  readonly unitsTested: number;
  readonly unitsMet: number;
  /** Share of units met, 0–1; null for a value of the whole, and where the change leaves no unit to test. */
  readonly share: number | null;
  /** For ratios, shares with a property and amounts added: the value; null otherwise. */
  readonly value: number | null;
  readonly peopleShort: number;
  /** Residential land beyond reach, where the rule judges land. */
  readonly landShortSquareMetres?: number;
  readonly verdict: Verdict;
  /** Whether the verdict is another than without the change; where the plan gives no number, or nothing is left to test, never. */
  readonly isTurned: boolean;
  /** Units that pass without the change and fail with it, and the other way round. */
  readonly unitsLost: number;
  readonly unitsGained: number;
  /** Communities whose point meets no street and that count as not reached; 0 but for everybody at one point. */
  readonly unattached: number;
}

export interface Sensitivity {
  /** The first row changes nothing. */
  readonly rows: readonly SensitivityRow[];
  /** Null where the target gives one value of the whole. */
  readonly units: UnitFirmness | null;
}

/**
 * Null where the target cannot be tested. The pace is changed by changing the time instead, which is the same as
 * long as no wait of fixed length counts.
 */
export function* measureSensitivity(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  target: Target,
): Generator<Progress, Sensitivity | null> {
  const { rule } = target;
  const changes = listChanges(session, rule, parameters);
  if (changes.length === 0) return null;
  if (rule.kind === "ratio" || rule.kind === "share-with-property" || rule.kind === "added-since") {
    return measureValueSensitivity(session, target, rule, changes);
  }
  if (rule.kind !== "service-area" && rule.kind !== "at-least-per-unit") return null;
  const units = unitsOf(session, target.unit);
  if (units.length === 0 || (findObstacle(session, rule.needs) ?? findLandObstacle(session, rule)) !== null)
    return null;
  const rows: SensitivityRow[] = [];
  const figures: UnitFigures[] = [];
  for (const [done, change] of changes.entries()) {
    yield { stage: "targets", done, total: changes.length };
    const judged = judgeChanged(session, rule, units, parameters, change);
    const { unitsTested, unitsMet, peopleShort, landShort } = sumUnits(judged.figures);
    if (figures.length === 0 && unitsTested === 0) return null;
    figures.push(judged.figures);
    const share = unitsTested > 0 ? unitsMet / unitsTested : null;
    const turned = countTurned(figures[0] as UnitFigures, judged.figures);
    rows.push({
      change,
      unitsTested,
      unitsMet,
      share,
      value: null,
      peopleShort,
      ...(judged.figures.land ? { landShortSquareMetres: landShort } : {}),
      ...judgeRow(target, share, rows[0]),
      unitsLost: turned.lost,
      unitsGained: turned.gained,
      unattached: judged.unattached,
    });
  }
  return { rows, units: judgeFirmness(figures) };
}

function judgeChanged(
  session: AnalysisSession,
  rule: ServiceAreaRule | AtLeastRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
  change: SensitivityChange,
): { readonly figures: UnitFigures; readonly unattached: number } {
  if (rule.kind === "at-least-per-unit") {
    const borderMetres = change.kind === "near-border" ? change.metres : 0;
    return { figures: judgeAtLeast(session, changeAtLeast(rule, change), units, borderMetres), unattached: 0 };
  }
  if (change.kind === "one-point") return judgeAtOnePoint(session, rule, units, parameters, change.point);
  const changed = changeCircle(session, rule, parameters, change);
  return { figures: judgeServiceArea(session, changed.rule, units, changed.parameters), unattached: 0 };
}

function measureValueSensitivity(
  session: AnalysisSession,
  target: Target,
  rule: AmountRule,
  changes: readonly SensitivityChange[],
): Sensitivity | null {
  const rows: SensitivityRow[] = [];
  for (const change of changes) {
    const measured = measureAmount(session, changeAmount(rule, change));
    const value = "reason" in measured ? null : measured.value;
    if (value === null && rows.length === 0) return null;
    const judged = judgeRow(target, value, rows[0]);
    rows.push({
      change,
      unitsTested: value === null ? 0 : 1,
      unitsMet: judged.verdict === "met" ? 1 : 0,
      share: null,
      value,
      peopleShort: 0,
      ...judged,
      ...{ unitsLost: 0, unitsGained: 0, unattached: 0 },
    });
  }
  return { rows, units: null };
}

function judgeRow(
  target: Target,
  figure: number | null,
  base: SensitivityRow | undefined,
): Pick<SensitivityRow, "verdict" | "isTurned"> {
  const verdict = figure === null ? "not-testable" : judgeFigure(target, figure);
  return { verdict, isTurned: base !== undefined && figure !== null && verdict !== base.verdict };
}
