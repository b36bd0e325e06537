/** A norm and a reading as a planner states them, whole and without fault; tests change what they are about. */
import type { StatedNorm } from "../../src/core/access/capacity-norms.ts";
import type { PlanReading } from "../../src/core/plan/plan-reading.ts";

/** 40 beds for every 1,000 older people. */
export const SAMPLE_NORM: StatedNorm = {
  serviceId: "elderly-day-care",
  attribute: "beds",
  value: 40,
  measure: "units-per-thousand",
  source: "市民政局函",
  date: "2026-03-01",
  confirmedBy: "王工",
};

/** 800 m along streets, older people's pace. */
export const SAMPLE_READING: PlanReading = {
  id: "own-1",
  title: "800 米",
  source: "市民政局函",
  profileId: "elderly",
  reach: { kind: "distance", metres: 800, measure: "network" },
  reaches: {},
  denominator: "people",
  passShare: 0.6,
  urbanOnly: false,
};
