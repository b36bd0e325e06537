/** The places within the chosen target's own reach, while that part of its page is unfolded: the states on the map. */

import type { Target } from "../../core/plan/target.ts";
import type { NeedStates } from "../../core/questions/measure-target-capacity.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { classifyStates, type ShownStates, type StatePeople } from "../select/capacity-states.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useTargets } from "../select/target-results.ts";
import { type Beside, useBeside } from "../select/use-beside.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import type { BesideAnswer } from "../store/beside-answers.ts";
import { currentEdits, currentParameters, useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { useTargetFold } from "./firmness-on-map.ts";
import { targetUnitId } from "./target-on-map.ts";

export interface ShownTargetStates {
  readonly target: Target;
  readonly people: StatePeople;
  readonly states: ShownStates;
  readonly overloaded: NeedStates["overloaded"];
}

export function useTargetCapacity(target: Target, wanted: boolean): Beside<BesideAnswer<"targetCapacity">> {
  const passShare = useProject((state) => currentParameters(state).passShare);
  const capacityNorms = useProject((state) => currentEdits(state).capacityNorms);
  return useBeside("targetCapacity", { target, passShare, capacityNorms }, wanted);
}

const layOut = rememberLatest(
  (study: StudyView, target: Target, need: NeedStates, passShare: number): ShownTargetStates => {
    const { communityPeople, served, overCapacity, notCovered } = need;
    const people = { people: communityPeople, served, overCapacity, notCovered };
    const counted = Array.from(communityPeople.keys()).filter(
      (community) => targetUnitId(study, target.unit, community) !== "",
    );
    return { target, people, states: classifyStates(people, counted, passShare), overloaded: need.overloaded };
  },
);

/** Of the first need whose places are known; null unless that part of the chosen target's page is unfolded. */
export function useShownTargetStates(): ShownTargetStates | null {
  const study = useAnalysis((state) => state.study);
  const part = useTargetFold();
  const targetId = useView((state) => state.selectedTargetId);
  const target = useTargets().find(({ id }) => id === targetId) ?? null;
  const passShare = useProject((state) => currentParameters(state).passShare);
  const capacityNorms = useProject((state) => currentEdits(state).capacityNorms);
  const { answer } = useBeside("targetCapacity", target && { target, passShare, capacityNorms }, false);
  const need = answer?.needs.find(({ states }) => states !== null)?.states;
  if (!study || !target || part !== "capacity" || !need) return null;
  const share = target.rule.kind === "service-area" ? (target.rule.passShare ?? passShare) : passShare;
  return layOut(study, target, need, share);
}
