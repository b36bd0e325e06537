/** The chosen target's result as the map shows it: every community carries the verdict of the unit it belongs to. */
import { type ServiceCoverage, VERDICT_NOT_TESTABLE } from "../../core/coverage/coverage-result.ts";
import { COUNTY_PROPER, DEVELOPMENT_ZONE } from "../../core/model/community.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { Target, TargetResult, TargetUnit } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { firstLayerOf } from "./targets-of-service.ts";

export interface TargetOnMap {
  readonly target: Target;
  readonly result: TargetResult;
  /** Verdicts by community; its figures are those of the run's first service and are not shown. */
  readonly coverage: ServiceCoverage;
  /** The first service that the target looks for and the study has. */
  readonly serviceId: string | null;
}

/** The unit of a target that a community belongs to, "" where it belongs to none. As the engine counts units. */
export function targetUnitId(study: StudyView, unit: TargetUnit, communityIndex: number): string {
  const tree = unitTree(study);
  const { kinds, ids } = study.communities;
  const kind = kinds[communityIndex];
  const id = ids[communityIndex] ?? "";
  if (unit === "community") return id;
  if (unit === "urban-community") return kind === "urban" ? id : "";
  if (unit === "village") return kind === "village" ? id : "";
  if (unit === "township") return tree.townshipIds[communityIndex] ?? "";
  const countyId = tree.countyIds[communityIndex] ?? "";
  if (unit === "county-and-zone") return countyId;
  const type = tree.unitsById.get(countyId)?.type;
  if (unit === "county") return type === DEVELOPMENT_ZONE ? "" : countyId;
  if (unit === "county-proper") return type === COUNTY_PROPER ? countyId : "";
  if (unit === "development-zone") return type === DEVELOPMENT_ZONE ? countyId : "";
  return "";
}

/** Verdict of each community's unit under a target; not testable for units that were not tested. */
export function targetVerdicts(study: StudyView, target: Target, { units }: TargetResult): Uint8Array {
  const verdictOf = new Map(units.ids.map((id, unit) => [id, units.verdicts[unit] as number]));
  return Uint8Array.from(
    study.communities.ids,
    (_, index) => verdictOf.get(targetUnitId(study, target.unit, index)) ?? VERDICT_NOT_TESTABLE,
  );
}

/** Communities of no tested unit are not asked about. */
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
    serviceId: firstLayerOf(study, target.rule),
  }),
);

/** The chosen target while the targets workspace is open and the target was tested; else null. */
export function useTargetOnMap(): TargetOnMap | null {
  const study = useAnalysis((state) => state.study);
  const result = useAnalysis((state) => state.result);
  const targetId = useView((state) => (state.workspace === "targets" ? state.selectedTargetId : null));
  const basis = result?.services[0];
  const target = useTargets().find(({ id }) => id === targetId);
  const targetResult = result?.targets.find((each) => each.targetId === targetId);
  if (!study || !result || !basis || !target || !targetResult || targetResult.share === null) return null;
  return paint(study, target, targetResult, basis);
}
