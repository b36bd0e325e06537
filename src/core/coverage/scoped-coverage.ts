/** A service's coverage with everything outside the scope marked as not asked about, so that map, classes and legend count the scope alone. */
import { type ServiceCoverage, VERDICT_NOT_TESTABLE } from "./coverage-result.ts";

export function scopedCoverage(coverage: ServiceCoverage, indexes: readonly number[]): ServiceCoverage {
  const count = coverage.people.length;
  if (indexes.length === count) return coverage;
  const inside = new Uint8Array(count);
  for (const index of indexes) inside[index] = 1;
  const keep = (values: Float64Array, other: number): Float64Array =>
    values.map((value, index) => (inside[index] === 1 ? value : other));
  return {
    ...coverage,
    people: keep(coverage.people, Number.NaN),
    peopleCovered: keep(coverage.peopleCovered, 0),
    peopleCoveredStraight: keep(coverage.peopleCoveredStraight, 0),
    landShare: keep(coverage.landShare, Number.NaN),
    landShareStraight: keep(coverage.landShareStraight, Number.NaN),
    verdicts: coverage.verdicts.map((verdict, index) => (inside[index] === 1 ? verdict : VERDICT_NOT_TESTABLE)),
  };
}
