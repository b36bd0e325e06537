/** Homes in none of the communities: their people are in the study's totals and in no community's figures. */
import { type Check, type CheckGround, homeItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";
import { amountOf } from "./refused-homes.ts";

function find(ground: CheckGround): Finding {
  const { study } = ground;
  const items: CheckItem[] = [];
  study.demand.communityIndexes.forEach((community, home) => {
    if (community < 0 || community >= study.communities.count) items.push(homeItem(study, home));
  });
  return makeFinding({
    id: "home-in-no-community",
    severity: "error",
    total: study.demand.count,
    items: worstFirst(items),
    figureUnit: "demand",
    amount: amountOf(ground, items),
  });
}

export const checkHomesInNoCommunity: Check = { id: "home-in-no-community", find };
