/** A next plan in the making: a copy of the targets whose numbers, units and rules are changed. */
import type { Target } from "./target.ts";

export interface PlanDraft {
  readonly id: string;
  readonly title: string;
  /** ISO 8601. */
  readonly createdOn: string;
  readonly targets: readonly Target[];
}
