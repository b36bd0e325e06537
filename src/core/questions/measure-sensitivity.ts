/**
 * How firmly a circle's verdict stands: the same target with one assumption changed at a
 * time (time or distance, pass mark, distance off the street, straight lines, each kind
 * of facility left out). A verdict that any of them turns over is fragile.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { judgeServiceArea, type ServiceAreaRule } from "../plan/judge-service-area.ts";
import { findObstacle } from "../plan/obstacles.ts";
import { layStraight } from "../plan/straight-reach.ts";
import type { Target, Verdict } from "../plan/target.ts";
import { listTargetUnits } from "../plan/target-units.ts";
import { sumUnits } from "../plan/unit-figures.ts";
import { judgeFigure } from "../plan/verdict.ts";

/** What is changed: a factor on the pace (or on the metres of a distance), a share, metres, or the kind left out. */
export type SensitivityChange =
  | { readonly kind: "none" }
  | { readonly kind: "pace" | "distance"; readonly factor: number }
  | { readonly kind: "pass-share"; readonly passShare: number }
  | { readonly kind: "snap-radius"; readonly metres: number }
  | { readonly kind: "straight" }
  | { readonly kind: "without"; readonly serviceId: string };

export interface SensitivityRow {
  readonly change: SensitivityChange;
  readonly unitsTested: number;
  readonly unitsMet: number;
  /** Share of units met, 0–1. */
  readonly share: number;
  readonly peopleShort: number;
  readonly verdict: Verdict;
  /** Whether the verdict is another than without the change; where the plan gives no number, never. */
  readonly isTurned: boolean;
}

const FACTORS = [0.8, 0.9, 1.1, 1.2] as const;
const PASS_STEPS = [-0.1, 0.1] as const;
const SNAP_FACTORS = [0.5, 2] as const;

/**
 * The first row changes nothing. Null where the target is no circle or cannot be tested. The pace is
 * changed by changing the time instead, which is the same as long as no wait of fixed length counts.
 */
export function* measureSensitivity(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  target: Target,
): Generator<Progress, readonly SensitivityRow[] | null> {
  if (target.rule.kind !== "service-area") return null;
  const { rule } = target;
  const units = listTargetUnits(session.study, target.unit);
  if (units.length === 0 || findObstacle(session, rule.needs) !== null) return null;
  const changes = listChanges(session, rule, parameters);
  const rows: SensitivityRow[] = [];
  for (const [done, change] of changes.entries()) {
    yield { stage: "targets", done, total: changes.length };
    const changed = applyChange(session, rule, parameters, change);
    const figures = judgeServiceArea(session, changed.rule, units, changed.parameters);
    const { unitsTested, unitsMet, peopleShort } = sumUnits(figures);
    if (unitsTested === 0) return null;
    const share = unitsMet / unitsTested;
    const verdict = judgeFigure(target, share);
    const isTurned = rows[0] !== undefined && verdict !== rows[0].verdict;
    rows.push({ change, unitsTested, unitsMet, share, peopleShort, verdict, isTurned });
  }
  return rows;
}

function listChanges(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
): SensitivityChange[] {
  const { reach, needs } = rule;
  const passShare = rule.passShare ?? parameters.passShare;
  const isStraight = reach.kind === "distance" && reach.measure === "straight";
  // A kind may be left out where another one of its need has a layer.
  const removable = needs.flatMap(({ serviceIds }) => {
    const present = serviceIds.filter((id) => session.facilities(id) !== undefined);
    return present.length > 1 ? present : [];
  });
  return [
    { kind: "none" },
    ...FACTORS.map((factor) => ({ kind: reach.kind === "time" ? ("pace" as const) : ("distance" as const), factor })),
    ...PASS_STEPS.map((step) => Math.round((passShare + step) * 100) / 100)
      .filter((share) => share > 0 && share <= 1)
      .map((share) => ({ kind: "pass-share" as const, passShare: share })),
    ...(isStraight
      ? []
      : [
          ...SNAP_FACTORS.map((factor) => ({
            kind: "snap-radius" as const,
            metres: parameters.snapRadiusMetres * factor,
          })),
          { kind: "straight" as const },
        ]),
    ...[...new Set(removable)].map((serviceId) => ({ kind: "without" as const, serviceId })),
  ];
}

function applyChange(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
  change: SensitivityChange,
): { rule: ServiceAreaRule; parameters: AnalysisParameters } {
  const { reach } = rule;
  switch (change.kind) {
    case "none":
      return { rule, parameters };
    case "pace":
    case "distance":
      return {
        rule: {
          ...rule,
          reach:
            reach.kind === "time"
              ? { ...reach, seconds: reach.seconds * change.factor }
              : { ...reach, metres: reach.metres * change.factor },
        },
        parameters,
      };
    case "pass-share":
      return { rule: { ...rule, passShare: change.passShare }, parameters };
    case "snap-radius":
      return { rule, parameters: { ...parameters, snapRadiusMetres: change.metres } };
    case "straight":
      return { rule: layStraight(session, rule, parameters), parameters };
    case "without":
      return {
        rule: {
          ...rule,
          needs: rule.needs.map((need) =>
            need.serviceIds.length > 1
              ? { ...need, serviceIds: need.serviceIds.filter((id) => id !== change.serviceId) }
              : need,
          ),
        },
        parameters,
      };
  }
}
