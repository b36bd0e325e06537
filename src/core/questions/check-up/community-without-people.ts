/** Communities without anybody: shares of them are not testable, and a village that stands empty in the data is rarely so in fact. */
import { type Check, type CheckGround, communityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

function find({ study, communityPeople }: CheckGround): Finding {
  const { communities, demand } = study;
  const items = Array.from(communityPeople).flatMap((people, community): CheckItem[] =>
    people > 0 ? [] : [communityItem(study, community)],
  );
  const total = demand.count > 0 ? communities.count : 0;
  return makeFinding({ id: "community-without-people", severity: "warning", total, items: total > 0 ? items : [] });
}

export const checkCommunitiesWithoutPeople: Check = { id: "community-without-people", find };
