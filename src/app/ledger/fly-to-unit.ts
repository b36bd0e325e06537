/** Shows a row's unit on the map under the row's target; a community opens its card. */
import { selectCommunity } from "../coverage/select-community.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useView } from "../store/view-store.ts";
import { targetUnitId } from "../targets/target-on-map.ts";
import type { LedgerLine } from "./ledger-lines.ts";

export function flyToUnit({ row, place, target }: LedgerLine): void {
  const { study } = useAnalysis.getState();
  const { show, select, fly } = useView.getState();
  if (!study) return;
  if (target && study.targets.length > 0) show({ selectedTargetId: target.id });
  if (place && place.communityIndex >= 0) {
    selectCommunity(place.communityIndex);
    return;
  }
  select(null);
  const communityIndexes = target
    ? study.communities.ids.flatMap((_, index) =>
        targetUnitId(study, target.unit, index) === row.unitId ? [index] : [],
      )
    : [];
  fly(communityIndexes.length > 0 ? { kind: "communities", communityIndexes } : { kind: "study" });
}
