/** Age groups that lie within one another must not hold more people than what holds them; nor may groups that lie apart hold more than everybody. */
import type { GroupId } from "../../core/model/demand.ts";

const WITHIN: readonly (readonly [inner: GroupId, outer: GroupId])[] = [
  ["80+", "65+"],
  ["80+", "60+"],
  ["65+", "60+"],
  ["0-2", "all"],
  ["3-6", "all"],
  ["6-15", "all"],
  ["60+", "all"],
  ["65+", "all"],
  ["80+", "all"],
];

/** Beyond this share of the larger number a difference is no rounding. */
const ROUNDING = 1e-9;

export interface GroupFault {
  readonly inner: GroupId;
  readonly innerPeople: number;
  readonly outer: GroupId;
  readonly outerPeople: number;
}

/** The first group that holds more than the one around it; null where all agree. Unknown groups are NaN. */
export function findGroupFault(peopleOf: (groupId: GroupId) => number): GroupFault | null {
  for (const [inner, outer] of WITHIN) {
    const [innerPeople, outerPeople] = [peopleOf(inner), peopleOf(outer)];
    if (innerPeople > outerPeople * (1 + ROUNDING)) return { inner, innerPeople, outer, outerPeople };
  }
  return null;
}
