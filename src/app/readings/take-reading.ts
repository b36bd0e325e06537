/** A reading put in the place of a circle target's rule, and taken back: each a step that can be undone. */
import { type NormReadingId, normReading } from "../../core/plan/norm-readings.ts";
import { ruleOfReading, takeNormReading } from "../../core/plan/reading-rules.ts";
import type { Target } from "../../core/plan/target.ts";
import { readTargets } from "../select/target-results.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

/** What can be done with a reading for a target: `cannot` where one rule cannot hold it. */
export type ReadingUse = "in-use" | "restore" | "take" | "cannot";

/** `planned` is the target as the plan has it, `judged` as it is judged now. */
export function useOfReading(planned: Target, judged: Target | undefined, readingId: NormReadingId): ReadingUse {
  if (planned.rule.kind !== "service-area") return "cannot";
  const rule = ruleOfReading(planned.rule, normReading(readingId));
  if (rule === null) return "cannot";
  const now = judged?.rule;
  const isSame =
    now?.kind === "service-area" &&
    JSON.stringify([now.needs, now.reach, now.profileId]) === JSON.stringify([rule.needs, rule.reach, rule.profileId]);
  if (isSame) return "in-use";
  return readingId === "plan" ? "restore" : "take";
}

/** The plan's own reading takes the edit back; every other becomes the target's rule, its group, unit and pass mark kept. */
export function takeReading(planned: Target, readingId: NormReadingId): void {
  const project = useProject.getState();
  const others = currentEdits(project).targets.filter(({ id }) => id !== planned.id);
  if (readingId === "plan") {
    project.editPlan({ targets: others });
    return;
  }
  const judged = readTargets().find(({ id }) => id === planned.id) ?? planned;
  if (judged.rule.kind !== "service-area" || planned.rule.kind !== "service-area") return;
  const { needs, reach, profileId } = planned.rule;
  const taken = takeNormReading(
    { ...judged, rule: { ...judged.rule, needs, reach, profileId } },
    normReading(readingId),
  );
  if (taken) project.editPlan({ targets: [...others, taken] });
}
