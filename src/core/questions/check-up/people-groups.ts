/**
 * Age groups that contradict one another in a community: 80+ ⊆ 65+ ⊆ 60+, and groups that share no year of age together at most
 * everybody (0–2, 3–6 and 60+; 0–2, 6–15 and 60+: those aged six are in both 3–6 and 6–15). Half a person is no contradiction:
 * people are spread over homes in fractions.
 */
import { CompensatedSums } from "../../compensated-sum.ts";
import type { GroupId } from "../../model/demand.ts";
import type { Study } from "../../model/study.ts";
import { type Check, type CheckGround, communityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";

/** The parts together are at most the whole. */
const RULES: readonly { readonly parts: readonly GroupId[]; readonly whole: GroupId }[] = [
  { parts: ["80+"], whole: "65+" },
  { parts: ["80+"], whole: "60+" },
  { parts: ["65+"], whole: "60+" },
  { parts: ["0-2", "3-6", "60+"], whole: "all" },
  { parts: ["0-2", "6-15", "60+"], whole: "all" },
  { parts: ["65+"], whole: "all" },
  { parts: ["80+"], whole: "all" },
];
const SAME_PEOPLE = 0.5;
/** Of the whole, for totals of millions that were added up in another order. */
const SAME_SHARE = 1e-9;

/** People of each group by community. */
function sumGroups({ demand, communities }: Study): ReadonlyMap<GroupId, Float64Array> {
  const sums = new Map<GroupId, Float64Array>();
  for (const [groupId, people] of Object.entries(demand.people) as [GroupId, Float64Array][]) {
    const own = new CompensatedSums(communities.count);
    demand.communityIndexes.forEach((community, home) => {
      if (community >= 0 && community < communities.count) own.add(community, people[home] as number);
    });
    sums.set(groupId, own.values());
  }
  return sums;
}

function find({ study }: CheckGround): Finding {
  const sums = sumGroups(study);
  // A rule holds for the parts that the study has; with none of them, or nothing to hold them against, there is nothing to test.
  const rules = RULES.flatMap(({ parts, whole }) => {
    const known = parts.filter((groupId) => sums.has(groupId));
    const wholePeople = sums.get(whole);
    return wholePeople && known.length > 0 ? [{ parts: known, whole, wholePeople }] : [];
  });
  const items: CheckItem[] = [];
  for (let community = 0; community < study.communities.count; community++) {
    const broken = rules.flatMap(({ parts, whole, wholePeople }) => {
      const most = wholePeople[community] as number;
      const excess = parts.reduce((sum, part) => sum + (sums.get(part)?.[community] ?? 0), 0) - most;
      return excess > SAME_PEOPLE + SAME_SHARE * most ? [{ excess, detail: `${parts.join(" + ")} > ${whole}` }] : [];
    });
    const worst = broken.sort((a, b) => b.excess - a.excess)[0];
    if (worst) items.push(communityItem(study, community, { figure: worst.excess, detail: worst.detail }));
  }
  return makeFinding({
    id: "people-groups",
    severity: "error",
    total: rules.length > 0 ? study.communities.count : 0,
    items: worstFirst(items),
    figureUnit: "demand",
  });
}

export const checkGroups: Check = { id: "people-groups", find };
