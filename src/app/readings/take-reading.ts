/** A reading put in the place of a circle target's rule, and taken back: each a step that can be undone. */
import type { ServiceAreaRule } from "../../core/plan/judge/judge-service-area.ts";
import type { NormReading } from "../../core/plan/norm-readings.ts";
import { OWN_RULE_READING_ID, readingsOfPlan } from "../../core/plan/plan-reading.ts";
import { ruleOfReading, takeNormReading } from "../../core/plan/reading-rules.ts";
import type { Target } from "../../core/plan/target.ts";
import { readTargets } from "../select/target-results.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

/** What can be done with a reading for a target: `cannot` where one rule cannot hold it. */
export type ReadingUse = "in-use" | "restore" | "take" | "cannot";

/** `planned` is the target as the plan has it, `judged` as it is judged now. */
export function useOfReading(planned: Target, judged: Target | undefined, readingId: string): ReadingUse {
  const reading = findReading(readingId);
  if (planned.rule.kind !== "service-area" || !reading) return "cannot";
  if (ruleOfReading(planned.rule, reading) === null) return "cannot";
  if (isInUse(planned, judged, reading)) return "in-use";
  return readingId === OWN_RULE_READING_ID ? "restore" : "take";
}

/**
 * The plan's own reading takes the edit back; every other becomes the target's rule, its unit kept, its group unless land
 * is judged, which belongs to none, and its pass mark but where the reading gives one.
 */
export function takeReading(planned: Target, readingId: string): void {
  const project = useProject.getState();
  const others = currentEdits(project).targets.filter(({ id }) => id !== planned.id);
  if (readingId === OWN_RULE_READING_ID) {
    project.editPlan({ targets: others });
    return;
  }
  const judged = readTargets().find(({ id }) => id === planned.id) ?? planned;
  const reading = findReading(readingId);
  if (judged.rule.kind !== "service-area" || planned.rule.kind !== "service-area" || !reading) return;
  const { needs, reach, profileId, withPlaces = false } = planned.rule;
  // A pass mark that came with another reading goes with it; land that one judged took the group with it, and what
  // shares out no places the wish for them.
  const isOfReading = readNow().some((each) => each.passShare !== undefined && isInUse(planned, judged, each));
  const passShare = isOfReading ? planned.rule.passShare : judged.rule.passShare;
  const groupId = judged.rule.denominator === "land" ? planned.rule.groupId : judged.rule.groupId;
  const asksPlaces = judged.rule.withPlaces ?? (withPlaces && !canAskPlaces(judged.rule));
  const rule = {
    ...judged.rule,
    ...{ needs, reach, profileId, passShare, groupId },
    ...(asksPlaces ? { withPlaces: true } : {}),
  };
  const taken = takeNormReading({ ...judged, rule }, reading);
  if (taken) project.editPlan({ targets: [...others, taken] });
}

function canAskPlaces({ reach, denominator }: ServiceAreaRule): boolean {
  const isStraight = reach.kind === "distance" && reach.measure === "straight";
  return !isStraight && denominator !== "land";
}

function readNow(): readonly NormReading[] {
  return readingsOfPlan(currentEdits(useProject.getState()).circleReadings);
}

function findReading(readingId: string): NormReading | undefined {
  return readNow().find(({ id }) => id === readingId);
}

function isInUse(planned: Target, judged: Target | undefined, reading: NormReading): boolean {
  const now = judged?.rule;
  if (planned.rule.kind !== "service-area" || now?.kind !== "service-area") return false;
  const rule = ruleOfReading(planned.rule, reading);
  const asked = (each: ServiceAreaRule) => [
    ...circleOf(each),
    ...(reading.passShare === undefined ? [] : [each.passShare]),
  ];
  return rule !== null && JSON.stringify(asked(now)) === JSON.stringify(asked(rule));
}

/** What a reading says of a circle: group and unit are the target's own. */
function circleOf({ needs, reach, profileId, denominator = "people", otherWay }: ServiceAreaRule) {
  return [needs, reach, profileId, denominator, otherWay ? [otherWay.profileId, otherWay.reach] : null];
}
