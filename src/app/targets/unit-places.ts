/** The units of a target by name and place: what they are called, which communities they are, how the map goes there. */

import { parentPath, unitTree } from "../../core/model/unit-tree.ts";
import type { TargetUnit } from "../../core/plan/target.ts";
import type { StudyView } from "../../worker/protocol.ts";
import { selectCommunity } from "../coverage/select-community.ts";
import { useView } from "../store/view-store.ts";
import { targetUnitId } from "./target-on-map.ts";

/** A unit's name and the units above it. */
export function unitNames(study: StudyView, id: string): [name: string, above: string] {
  const { unitsById, indexById } = unitTree(study);
  const index = indexById.get(id);
  if (index !== undefined) return [study.communities.names[index] ?? id, parentPath(study, index).join(" · ")];
  const unit = unitsById.get(id);
  return [unit?.name ?? id, unitsById.get(unit?.parentId ?? "")?.name ?? ""];
}

/** Communities of every unit that a target counts. */
export function communitiesOfUnits(study: StudyView, unit: TargetUnit): ReadonlyMap<string, readonly number[]> {
  const members = new Map<string, number[]>();
  for (let index = 0; index < study.communities.count; index++) {
    const id = targetUnitId(study, unit, index);
    if (id === "") continue;
    const list = members.get(id) ?? [];
    list.push(index);
    members.set(id, list);
  }
  return members;
}

/** Opens a community's card; moves the map to the communities of a larger unit. */
export function goToUnit(study: StudyView, members: ReadonlyMap<string, readonly number[]>, id: string): void {
  const index = unitTree(study).indexById.get(id);
  const communityIndexes = members.get(id) ?? [];
  if (index !== undefined) selectCommunity(index);
  else if (communityIndexes.length > 0) useView.getState().fly({ kind: "communities", communityIndexes });
}
