/** Communities with one id, and communities of one name in the same township: rows of people and lists may have found the wrong one. */
import { type Check, type CheckGround, communityItem, plainTitle } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

function find({ study }: CheckGround): Finding {
  const { communities } = study;
  const byId = new Map<string, number>();
  const byName = new Map<string, number>();
  const items: CheckItem[] = [];
  for (let community = 0; community < communities.count; community++) {
    const id = communities.ids[community] as string;
    const name = plainTitle(communities.names[community] ?? "");
    const parentId = communities.parentIds[community] ?? "";
    // Without a township two of a name may well be two.
    const place = name === "" || parentId === "" ? null : `${parentId}\n${name}`;
    const sameName = place === null ? undefined : byName.get(place);
    const same = byId.get(id) ?? sameName;
    if (same !== undefined) {
      const detail = byId.has(id) ? "same-id" : "same-name";
      items.push(communityItem(study, community, { besideId: communities.ids[same] ?? "", detail }));
    }
    if (!byId.has(id)) byId.set(id, community);
    if (place !== null && sameName === undefined) byName.set(place, community);
  }
  return makeFinding({ id: "community-duplicate", severity: "error", total: communities.count, items });
}

export const checkCommunityNames: Check = { id: "community-duplicate", find };
