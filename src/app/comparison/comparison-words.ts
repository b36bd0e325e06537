/** What a comparison says in words: names of its sides, of districts and units, and what it counts. */

import { formatCount } from "../../core/model/format-number.ts";
import { hasKinds } from "../../core/model/scope.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import type { TurnedUnits } from "../../core/plan/compare-plans.ts";
import type { ScenarioComparison, SideChange } from "../../core/questions/compare-scenarios.ts";
import type { TargetChange } from "../../core/questions/compare-side-targets.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { demandWords, scopeWords } from "../select/demand-words.ts";
import type { ShownCoverage } from "../select/shown-coverage.ts";
import { travelWord } from "../select/travel-word.ts";
import type { Text } from "../strings/text.ts";

export function sideName({ t }: Pick<Text, "t">, side: { readonly name: string | null } | null | undefined): string {
  return side?.name ?? t("scenarios.baseline");
}

export function districtName({ t }: Pick<Text, "t">, study: StudyView, unitId: string): string {
  return unitId === "" ? t("compare.noDistrict") : (unitTree(study).unitsById.get(unitId)?.name ?? unitId);
}

/** A community, or a unit above. */
export function unitName(study: StudyView, unitId: string): string {
  const { indexById, unitsById } = unitTree(study);
  const index = indexById.get(unitId);
  if (index !== undefined) return study.communities.names[index] || unitId;
  return unitsById.get(unitId)?.name ?? unitId;
}

/** Whether anybody lives on one side alone: their columns are shown then. */
export function hasMoved(changes: readonly SideChange[]): boolean {
  return changes.some(({ total }) => total.arrivedCovered > 0 || total.departedCovered > 0);
}

/** Communities of a district among those asked about; null: all of these. */
export function communitiesOfDistrict(study: StudyView, indexes: readonly number[], unitId: string | null): number[] {
  if (unitId === null) return [...indexes];
  const { counties, countyIds, townshipIds } = unitTree(study);
  const ids = counties.length > 0 ? countyIds : townshipIds;
  return indexes.filter((index) => (ids[index] ?? "") === unitId);
}

export function minutesOf({ cutoffSeconds }: Pick<ScenarioComparison, "cutoffSeconds">): number {
  return Number((cutoffSeconds / 60).toFixed(1));
}

/** Who is counted, within what, and where. */
export function askedWords(
  text: Text,
  comparison: ScenarioComparison,
  { study, scope, service }: ShownCoverage,
): string {
  const { t, local } = text;
  const coverage = comparison.sides[0]?.coverage;
  const area = scopeWords(t, scope.areaId, unitTree(study).unitsById.get(scope.areaId)?.name);
  return t("compare.asked", {
    group: demandWords(t, comparison.groupId, study.demand.unit),
    mode: t(travelWord(coverage?.profileId ?? "adult")),
    minutes: minutesOf(comparison),
    service: local(service.title),
    scope: hasKinds(study) && scope.kind !== "all" ? `${area} · ${t(`ask.kind.${scope.kind}`)}` : area,
    unit: t(`compare.unit.${study.demand.unit}`),
  });
}

/** How many targets turn, and how many change at all. */
export function countTargets(targets: readonly TargetChange[]): { met: number; lost: number; changed: number } {
  const turnedTo = (verdict: "met" | "not-met"): number =>
    targets.filter(({ isTurned, after }) => isTurned && after.verdict === verdict).length;
  return {
    met: turnedTo("met"),
    lost: turnedTo("not-met"),
    changed: targets.filter(({ hasChanged }) => hasChanged).length,
  };
}

/** "+3 / −1"; empty where no unit turns. */
export function turnedText({ met, lost }: TurnedUnits): string {
  return [
    ...(met.length > 0 ? [`+${formatCount(met.length)}`] : []),
    ...(lost.length > 0 ? [`−${formatCount(lost.length)}`] : []),
  ].join(" / ");
}
