/** How firmly all targets stand: the sensitivity of each in turn, summed up in a line. Measured once for the same rule and run. */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { Target, Verdict } from "../plan/target.ts";
import { asksPlaces } from "../plan/target-places.ts";
import { FIRMLY_MET, FIRMLY_NOT_MET, FRAGILE, NEAR } from "../plan/unit-firmness.ts";
import { measureSensitivity, type Sensitivity } from "./measure-sensitivity.ts";
import type { SensitivityChange } from "./sensitivity-changes.ts";

export interface TargetRobustness {
  readonly targetId: string;
  readonly verdict: Verdict;
  /** How many changes were tried, and those that turn the verdict. */
  readonly changes: number;
  readonly turning: readonly SensitivityChange[];
  /** The least, the unchanged and the most of all shares or values. */
  readonly range: { readonly least: number; readonly base: number; readonly most: number };
  /** Units by how firmly they stand; null where the target gives one value of the whole. */
  readonly units: {
    readonly firmlyMet: number;
    readonly fragile: number;
    readonly near: number;
    readonly firmlyNotMet: number;
  } | null;
}

/** In the order of the targets; those that cannot be tested, or in which nothing can be changed, are left out. */
export function* measureRobustness(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  targets: readonly Target[],
): Generator<Progress, readonly TargetRobustness[]> {
  const { serviceIds: _services, groupId: _group, cutoffSeconds: _cutoff, ...asked } = parameters;
  const conditions = JSON.stringify(asked);
  const norms = JSON.stringify(session.study.edits.capacityNorms);
  const known = session.remember("robustness", () => new Map<string, TargetRobustness | null>());
  const found: TargetRobustness[] = [];
  for (const [done, target] of targets.entries()) {
    const key = `${conditions} ${asksPlaces(target) ? norms : ""} ${JSON.stringify(target)}`;
    let line = known.get(key);
    if (line === undefined) {
      const steps = measureSensitivity(session, parameters, target);
      for (let step = steps.next(); line === undefined; step = steps.next()) {
        if (step.done) line = step.value && step.value.rows.length > 1 ? summarise(target, step.value) : null;
        else yield { stage: "targets", done, total: targets.length };
      }
      known.set(key, line);
    }
    if (line !== null) found.push(line);
  }
  return found;
}

function summarise(target: Target, { rows, units }: Sensitivity): TargetRobustness {
  const figures = rows.flatMap(({ share, value }) => share ?? value ?? []);
  const count = (code: number): number => units?.codes.reduce((sum, each) => sum + (each === code ? 1 : 0), 0) ?? 0;
  return {
    targetId: target.id,
    verdict: rows[0]?.verdict ?? "not-testable",
    changes: rows.length - 1,
    turning: rows.filter(({ isTurned }) => isTurned).map(({ change }) => change),
    range: { least: Math.min(...figures), base: figures[0] ?? Number.NaN, most: Math.max(...figures) },
    units: units && {
      firmlyMet: count(FIRMLY_MET),
      fragile: count(FRAGILE),
      near: count(NEAR),
      firmlyNotMet: count(FIRMLY_NOT_MET),
    },
  };
}
