/** Opens a target in its workspace and moves the map to the units that do not meet it; urban communities are looked at in the core, a value of the whole in all counties. On a narrow screen its page is brought into view. */

import { communitiesInScope, hasCore } from "../../core/model/scope.ts";
import { unitIdsNotMet } from "../../core/plan/unit-figures.ts";
import { NARROW_SCREEN } from "../narrow-screen.ts";
import { readTargetResults, readTargets } from "../select/target-results.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { targetUnitId } from "./target-on-map.ts";

let stopWaiting: () => void = () => {};

export function chooseTarget(targetId: string | null): void {
  stopWaiting();
  const { show } = useView.getState();
  show({ workspace: "targets", selectedTargetId: targetId, selectedCountyId: null });
  if (targetId !== null && matchMedia(NARROW_SCREEN).matches) {
    requestAnimationFrame(() => document.getElementById("answer")?.scrollIntoView());
  }
  if (targetId === null || flyToTarget(targetId)) return;
  // Judged later: the map moves once its units are known, unless something else was chosen meanwhile.
  stopWaiting = useAnalysis.subscribe(() => {
    if (useView.getState().selectedTargetId !== targetId || flyToTarget(targetId)) stopWaiting();
  });
}

/** False while the target was not judged yet. */
function flyToTarget(targetId: string): boolean {
  const { fly } = useView.getState();
  const { study } = useAnalysis.getState();
  const target = readTargets().find(({ id }) => id === targetId);
  const verdict = readTargetResults().find((each) => each.targetId === targetId);
  if (!study || !target || !verdict) return false;
  if (verdict.share === null) {
    if (verdict.breakdown.length > 0) fly({ kind: "study" });
    return true;
  }
  if (target.unit === "urban-community" && hasCore(study)) {
    fly({ kind: "communities", communityIndexes: communitiesInScope(study, { areaId: "core", kind: "urban" }) });
    return true;
  }
  const notMet = new Set(unitIdsNotMet(verdict.units));
  const communityIndexes = study.communities.ids.flatMap((_, index) =>
    notMet.has(targetUnitId(study, target.unit, index)) ? [index] : [],
  );
  fly(communityIndexes.length > 0 ? { kind: "communities", communityIndexes } : { kind: "study" });
  return true;
}
