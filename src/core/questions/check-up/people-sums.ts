/**
 * Totals that do not add up: the people of all communities, of all townships and of all counties against the people of all homes, group
 * by group. They differ where homes lie in no community and where communities belong to no unit. A total from elsewhere (a census) is
 * not kept in a study; that comparison is made when the data is imported.
 */
import { CompensatedSums } from "../../compensated-sum.ts";
import type { GroupId } from "../../model/demand.ts";
import { unitTree } from "../../model/unit-tree.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";

const SAME_PEOPLE = 0.5;
const SAME_SHARE = 1e-9;

function find({ study }: CheckGround): Finding {
  const { demand, communities, units } = study;
  const tree = unitTree(study);
  const isIn: [level: string, holds: (community: number) => boolean][] = [
    ["communities", (community) => community < communities.count],
    ["townships", (community) => (tree.townshipIds[community] ?? "") !== ""],
    ["counties", (community) => (tree.countyIds[community] ?? "") !== ""],
  ];
  const levels = isIn.filter(
    ([level]) =>
      level === "communities" || units.some((unit) => unit.level === (level === "townships" ? "township" : "county")),
  );
  const groups = Object.entries(demand.people) as [GroupId, Float64Array][];
  const items = groups.flatMap(([groupId, people]) => {
    // Everybody, then those that each level holds.
    const sums = new CompensatedSums(1 + levels.length);
    people.forEach((amount, home) => {
      const community = demand.communityIndexes[home] as number;
      sums.add(0, amount);
      levels.forEach(([, holds], level) => {
        if (community >= 0 && holds(community)) sums.add(1 + level, amount);
      });
    });
    const total = sums.value(0);
    return levels.flatMap(([level], at): CheckItem[] => {
      const missing = total - sums.value(1 + at);
      if (!(Math.abs(missing) > SAME_PEOPLE + SAME_SHARE * total)) return [];
      const item = { layer: "demand", index: -1, id: groupId, name: "", position: null, besideId: "", edits: [] };
      return [{ ...item, figure: missing, detail: level }];
    });
  });
  return makeFinding({
    id: "people-sums",
    severity: "error",
    total: demand.count > 0 && communities.count > 0 ? groups.length * levels.length : 0,
    items: worstFirst(items),
    figureUnit: "demand",
    untested: ["control-total"],
  });
}

export const checkSums: Check = { id: "people-sums", find };
