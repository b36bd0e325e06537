/** Readings of the circle that a plan sets for itself: kept and deleted, each a step that can be undone. */
import type { PlanReading } from "../../core/plan/plan-reading.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

/** Puts a reading in the place of the one with its id, or after all others. */
export function keepReading(reading: PlanReading): void {
  const project = useProject.getState();
  const { circleReadings } = currentEdits(project);
  const isKnown = circleReadings.some(({ id }) => id === reading.id);
  project.editPlan({
    circleReadings: isKnown
      ? circleReadings.map((each) => (each.id === reading.id ? reading : each))
      : [...circleReadings, reading],
  });
}

/** A preset is as shipped again; any other reading is gone. A target that took it keeps its rule. */
export function deleteReading(readingId: string): void {
  const project = useProject.getState();
  const { circleReadings } = currentEdits(project);
  project.editPlan({ circleReadings: circleReadings.filter(({ id }) => id !== readingId) });
}
