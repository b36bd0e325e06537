/** The chosen target's result as the map shows it: every community carries the verdict of the unit it belongs to. */
import {
  type ServiceCoverage,
  VERDICT_MET,
  VERDICT_NOT_MET,
  VERDICT_NOT_TESTABLE,
} from "../../core/coverage/coverage-result.ts";
import type { Target, TargetResult, TargetUnit } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { unitTree } from "../select/unit-tree.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { servicesOfRule } from "./targets-of-service.ts";

export interface TargetOnMap {
  readonly target: Target;
  readonly result: TargetResult;
  /** Verdicts by community; its figures are those of the run's first service and are not shown. */
  readonly coverage: ServiceCoverage;
  /** The first service that the target looks for and the study has. */
  readonly serviceId: string | null;
}

/** The unit of a target that a community belongs to, "" where it belongs to none. */
export function targetUnitId(study: StudyView, unit: TargetUnit, communityIndex: number): string {
  const tree = unitTree(study);
  const { kinds, ids } = study.communities;
  const kind = kinds[communityIndex];
  if (unit === "community") return ids[communityIndex] ?? "";
  if (unit === "urban-community") return kind === "village" ? "" : (ids[communityIndex] ?? "");
  if (unit === "village") return kind === "village" ? (ids[communityIndex] ?? "") : "";
  if (unit === "township") return tree.townshipIds[communityIndex] ?? "";
  const countyId = tree.countyIds[communityIndex] ?? "";
  if (unit === "county") return countyId;
  if (unit === "county-proper") return tree.unitsById.get(countyId)?.type === "县" ? countyId : "";
  return "";
}

/** Verdict of each community's unit under a target. */
export function targetVerdicts(study: StudyView, target: Target, result: TargetResult): Uint8Array {
  const notMet = new Set(result.unitIdsNotMet);
  const verdicts = new Uint8Array(study.communities.count);
  for (let index = 0; index < verdicts.length; index++) {
    const id = targetUnitId(study, target.unit, index);
    verdicts[index] = id === "" ? VERDICT_NOT_TESTABLE : notMet.has(id) ? VERDICT_NOT_MET : VERDICT_MET;
  }
  return verdicts;
}

/** Communities of no unit of the target are not asked about. */
function paintedCoverage(
  study: StudyView,
  target: Target,
  result: TargetResult,
  basis: ServiceCoverage,
): ServiceCoverage {
  const verdicts = targetVerdicts(study, target, result);
  const people = basis.people.map((value, index) => (verdicts[index] === VERDICT_NOT_TESTABLE ? Number.NaN : value));
  return { ...basis, people, verdicts };
}

const paint = rememberLatest(
  (study: StudyView, target: Target, result: TargetResult, basis: ServiceCoverage): TargetOnMap => ({
    target,
    result,
    coverage: paintedCoverage(study, target, result, basis),
    serviceId:
      servicesOfRule(target.rule).find((id) => study.facilities.some(({ serviceId }) => serviceId === id)) ?? null,
  }),
);

/** The chosen target while the targets workspace is open and the target was tested; else null. */
export function useTargetOnMap(): TargetOnMap | null {
  const study = useAnalysis((state) => state.study);
  const result = useAnalysis((state) => state.result);
  const targetId = useView((state) => (state.workspace === "targets" ? state.selectedTargetId : null));
  const basis = result?.services[0];
  const target = study?.targets.find(({ id }) => id === targetId);
  const targetResult = result?.targets.find((each) => each.targetId === targetId);
  if (!study || !basis || !target || !targetResult || targetResult.share === null) return null;
  return paint(study, target, targetResult, basis);
}
