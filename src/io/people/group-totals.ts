/**
 * Age groups that lie within one another must not hold more people than what holds them, nor may groups that lie apart hold more
 * than everybody. What a planner states so is refused; what was already a study's is only told.
 */
import { CompensatedSums } from "../../core/compensated-sum.ts";
import type { Communities } from "../../core/model/community.ts";
import { type Demand, GROUP_IDS, type GroupId } from "../../core/model/demand.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import type { CommunityTotals } from "./spread-people.ts";

/** Groups that lie apart, and what holds them together. 3–6 and 6–15 share a year of age, so they never stand side by side. */
const WITHIN: readonly (readonly [inner: readonly GroupId[], outer: GroupId])[] = [
  [["80+"], "65+"],
  [["80+"], "60+"],
  [["65+"], "60+"],
  [["0-2"], "all"],
  [["3-6"], "all"],
  [["6-15"], "all"],
  [["60+"], "all"],
  [["65+"], "all"],
  [["80+"], "all"],
  [["0-2", "3-6", "60+"], "all"],
  [["0-2", "6-15", "60+"], "all"],
];

/** Beyond this share of the larger number a difference is no rounding. */
const ROUNDING = 1e-9;

interface GroupFault {
  readonly inner: string;
  readonly innerPeople: number;
  readonly outer: GroupId;
  readonly outerPeople: number;
}

/** The first groups that hold more than what is around them; null where all agree. Unknown groups are NaN. */
function findGroupFault(peopleOf: (groupId: GroupId) => number): GroupFault | null {
  for (const [inner, outer] of WITHIN) {
    const innerPeople = inner.reduce((sum, groupId) => sum + peopleOf(groupId), 0);
    const outerPeople = peopleOf(outer);
    if (innerPeople > outerPeople * (1 + ROUNDING))
      return { inner: inner.join(" + "), innerPeople, outer, outerPeople };
  }
  return null;
}

/** Refuses totals of a community that contradict one another, each with its numbers. */
export function checkGroupTotals(totals: CommunityTotals, communities: Communities, issues: IssueList): void {
  for (let community = 0; community < communities.count; community++) {
    const fault = findGroupFault((groupId) => totals.get(groupId)?.[community] ?? Number.NaN);
    if (!fault) continue;
    const { inner, innerPeople, outer, outerPeople } = fault;
    issues.error("bad-value", "people", {
      row: communities.ids[community],
      field: inner,
      value: `${communities.names[community]}: ${innerPeople}`,
      details: { what: "group-within", inner, outer, people: outerPeople },
    });
  }
}

/** Tells in how many communities the groups of a demand contradict one another. */
export function warnOfGroups(demand: Demand, communities: Communities, issues: IssueList): void {
  if (demand.unit !== "people") return;
  const sums = new Map(
    GROUP_IDS.flatMap((groupId) => {
      const people = demand.people[groupId];
      if (!people) return [];
      const bucket = new CompensatedSums(communities.count);
      demand.communityIndexes.forEach((community, row) => {
        if (community >= 0) bucket.add(community, people[row] as number);
      });
      return [[groupId, bucket.values()] as const];
    }),
  );
  let count = 0;
  let first: GroupFault | null = null;
  for (let community = 0; community < communities.count; community++) {
    const fault = findGroupFault((groupId) => sums.get(groupId)?.[community] ?? Number.NaN);
    if (!fault) continue;
    count++;
    first ??= fault;
  }
  if (first)
    issues.warn("assumed", "people", {
      field: "groups",
      value: first.inner,
      details: { what: "groups-apart", count, total: communities.count, outer: first.outer },
    });
}
