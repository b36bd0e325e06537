/** A reading put in the place of a circle target's rule, and taken back: each a step that can be undone. */

import type { ServiceAreaRule } from "../../core/plan/judge/judge-service-area.ts";
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
  const isSame = now?.kind === "service-area" && JSON.stringify(circleOf(now)) === JSON.stringify(circleOf(rule));
  if (isSame) return "in-use";
  return readingId === "plan" ? "restore" : "take";
}

/** What a reading says of a circle: group and pass mark are the target's own. */
function circleOf({ needs, reach, profileId, denominator = "people", otherWay }: ServiceAreaRule) {
  return [needs, reach, profileId, denominator, otherWay ? [otherWay.profileId, otherWay.reach] : null];
}

/** The plan's own reading takes the edit back; every other becomes the target's rule, its unit and pass mark kept, and its group unless land is judged, which belongs to none. */
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
  // Land that an earlier reading judged took the group with it.
  const groupId = judged.rule.denominator === "land" ? planned.rule.groupId : judged.rule.groupId;
  const taken = takeNormReading(
    { ...judged, rule: { ...judged.rule, needs, reach, profileId, groupId } },
    normReading(readingId),
  );
  if (taken) project.editPlan({ targets: [...others, taken] });
}
