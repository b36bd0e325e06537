/** Faults of what a plan's edits set beside its targets, each with whose field it is: norms of capacity, readings of the circle. */
import type { Issue } from "../core/errors.ts";
import { findNormFaults, isSameNorm, type StatedNorm } from "../core/plan/capacity-norms.ts";
import { findReadingFaults, type PlanReading } from "../core/plan/plan-reading.ts";

/** A norm is named by its service and column. */
export function checkNorms(norms: readonly StatedNorm[], layer: string): Issue[] {
  return norms.flatMap((norm, index): Issue[] => {
    const row = `${norm.serviceId} ${norm.attribute}`;
    const place = { severity: "error", layer, row } as const;
    const isDouble = norms.slice(0, index).some((other) => isSameNorm(other, norm));
    return [
      ...(isDouble ? [{ ...place, code: "duplicate-id" as const, field: "edits.capacityNorms", value: row }] : []),
      ...findNormFaults(norm).map(({ field, code, value }) => ({
        ...place,
        code: "bad-value" as const,
        field: `edits.capacityNorms.${index}.${field}`,
        value,
        details: { what: code },
      })),
    ];
  });
}

export function checkReadings(readings: readonly PlanReading[], layer: string): Issue[] {
  return readings.flatMap((reading, index) =>
    findReadingFaults(reading, readings.slice(0, index), null).map(
      ({ field, code, value }): Issue => ({
        code: "bad-value",
        severity: "error",
        layer,
        row: reading.id,
        field: `edits.circleReadings.${index}.${field}`,
        value,
        details: { what: code },
      }),
    ),
  );
}
