/**
 * A run's coverage as columns of the communities, one group of columns a service (`clinic.peopleShare`): the figures of
 * communities.csv, wide. Shares are 0–1, times seconds; no value where there is none, never 0 in its place.
 */
import type { AnalysisResult } from "../../core/analysis-result.ts";
import { type ServiceCoverage, VERDICT_MET, VERDICT_NOT_MET } from "../../core/coverage/coverage-result.ts";
import type { Study } from "../../core/model/study.ts";
import type { Column } from "../tables/feature-table.ts";

function verdictName(code: number | undefined): string {
  if (code === VERDICT_MET) return "met";
  return code === VERDICT_NOT_MET ? "not-met" : "not-testable";
}

/** A number without its noise: as many decimals as communities.csv prints, NaN where there is none. */
function rounded(value: number, decimals: number): number {
  return Number.isFinite(value) ? Number(value.toFixed(decimals)) : Number.NaN;
}

function numbers(name: string, count: number, decimals: number, valueAt: (row: number) => number): Column {
  return {
    name,
    type: "Double",
    values: Float64Array.from({ length: count }, (_, row) => rounded(valueAt(row), decimals)),
  };
}

function columnsOfService(study: Study, coverage: ServiceCoverage): Column[] {
  const { serviceId } = coverage;
  const { count } = study.communities;
  const ids = study.facilities.find((layer) => layer.serviceId === serviceId)?.ids ?? [];
  const at = (values: Float64Array, row: number): number => values[row] ?? Number.NaN;
  const shareOf = (part: Float64Array, row: number): number =>
    at(coverage.people, row) > 0 ? at(part, row) / at(coverage.people, row) : Number.NaN;
  const texts = (name: string, textAt: (row: number) => string | null): Column => ({
    name: `${serviceId}.${name}`,
    type: "String",
    values: Array.from({ length: count }, (_, row) => textAt(row)),
  });
  const group = study.demand.unit === "people" ? coverage.groupId : study.demand.unit;
  return [
    texts("group", () => group),
    numbers(`${serviceId}.people`, count, 2, (row) => at(coverage.people, row)),
    numbers(`${serviceId}.peopleCovered`, count, 2, (row) => at(coverage.peopleCovered, row)),
    numbers(`${serviceId}.peopleShare`, count, 6, (row) => shareOf(coverage.peopleCovered, row)),
    numbers(`${serviceId}.landShare`, count, 6, (row) => at(coverage.landShare, row)),
    numbers(`${serviceId}.straightLineShare`, count, 6, (row) => shareOf(coverage.peopleCoveredStraight, row)),
    numbers(`${serviceId}.medianSeconds`, count, 1, (row) => at(coverage.medianSeconds, row)),
    texts("nearestFacilityId", (row) => ids[coverage.nearestFacilityIndexes[row] ?? -1] ?? null),
    texts("verdict", (row) => verdictName(coverage.verdicts[row])),
  ];
}

/** Columns to join to the communities, in the run's order of services. */
export function coverageColumns(study: Study, result: AnalysisResult): Column[] {
  return result.services.flatMap((coverage) => columnsOfService(study, coverage));
}
