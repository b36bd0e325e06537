/** Communities without an outline: nothing is found to lie in them, and shares of their land are not testable. */
import { type Check, type CheckGround, communityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

function find({ study }: CheckGround): Finding {
  const { communities } = study;
  const items = communities.areas.flatMap((area, community): CheckItem[] =>
    area === null ? [communityItem(study, community)] : [],
  );
  return makeFinding({ id: "community-without-outline", severity: "warning", total: communities.count, items });
}

export const checkOutlines: Check = { id: "community-without-outline", find };
