/**
 * People stated for whole townships or counties → their communities: what a unit states beyond its communities' own numbers is shared among
 * those that state none, in proportion to what is known of them (people of the same group, else of all; floor area; metres of street). The
 * parts add up to the unit's total.
 */
import { sumCompensated } from "../../core/compensated-sum.ts";
import type { GroupId } from "../../core/model/demand.ts";
import type { LocalizedText } from "../../core/model/facility.ts";
import { type IssueList, shown } from "../tables/labelled-table.ts";
import type { UnitIndex } from "./find-unit.ts";
import { shareExactly } from "./share-exactly.ts";
import type { CommunityTotals, Places } from "./spread-people.ts";

/** What a row states for a unit. */
export interface UnitStatement {
  readonly unit: number;
  readonly groupId: GroupId;
  readonly people: number;
  readonly layer: string;
  readonly label: string | number;
}

export interface SharedTotals {
  readonly totals: CommunityTotals;
  readonly assumptions: readonly LocalizedText[];
}

/** A total that differs from its communities' by more is told: half of its last digit is rounding, 3.92万 may be fifty more or less. */
const ROUNDING = 0.5;
/** Noughts at the end of a total are rounding as far as they are no more than this share of it. */
const MOST_ROUNDED_SHARE = 0.01;

function roundingOf(people: number): number {
  let digit = 1;
  while (
    Number.isInteger(people) &&
    people !== 0 &&
    people % (10 * digit) === 0 &&
    5 * digit <= MOST_ROUNDED_SHARE * people
  )
    digit *= 10;
  return ROUNDING * digit;
}

/** What speaks for each community: its places' people of a group, else of all; metres of street where they hold nothing. */
function weigh(groupId: GroupId, count: number, places: Places, streets: () => Places): Float64Array {
  const sumBy = ({ demand }: Places, group: GroupId): Float64Array => {
    const sums = new Float64Array(count);
    const amounts = demand.people[group];
    demand.communityIndexes.forEach((community, row) => {
      if (community >= 0 && amounts) sums[community] = (sums[community] as number) + (amounts[row] as number);
    });
    return sums;
  };
  for (const weights of [sumBy(places, groupId), sumBy(places, "all")])
    if (weights.some((weight) => weight > 0)) return weights;
  return sumBy(streets(), "all");
}

/** @param count of communities. @param streets their metres of street, asked for where places say nothing. */
export function shareUnitTotals(
  statements: readonly UnitStatement[],
  stated: CommunityTotals,
  count: number,
  index: UnitIndex,
  places: Places,
  streets: () => Places,
  issues: IssueList,
): SharedTotals {
  const totals = new Map([...stated].map(([groupId, amounts]) => [groupId, amounts.slice()]));
  const weightsOf = new Map<GroupId, Float64Array>();
  const deepestFirst = [...statements].sort((a, b) => (index.depths[b.unit] ?? 0) - (index.depths[a.unit] ?? 0));
  const sharedUnits = new Set<number>();
  const sharedCommunities = new Set<number>();
  for (const { unit, groupId, people, layer, label } of deepestFirst) {
    const members = index.members[unit] ?? [];
    const name = index.units[unit]?.name ?? "";
    const place = { row: label, value: shown(name) };
    if (members.length === 0) {
      issues.error("unknown-id", layer, { ...place, details: { what: "unit-without-communities" } });
      continue;
    }
    const amounts = totals.get(groupId) ?? new Float64Array(count).fill(Number.NaN);
    totals.set(groupId, amounts);
    const open = members.filter((community) => Number.isNaN(amounts[community]));
    const own = members.filter((community) => !Number.isNaN(amounts[community])).map((at) => amounts[at] as number);
    const sum = sumCompensated(own);
    const rest = sumCompensated([people, ...own.map((amount) => -amount)]);
    const details = { group: groupId, people, sum: Math.round(sum) };
    const rounding = roundingOf(people);
    if (rest < -rounding) {
      issues.error("bad-value", layer, { ...place, field: groupId, details: { what: "unit-below-parts", ...details } });
      continue;
    }
    if (open.length === 0) {
      if (rest > rounding)
        issues.warn("assumed", layer, { ...place, field: groupId, details: { what: "unit-above-parts", ...details } });
      continue;
    }
    const weights = weightsOf.get(groupId) ?? weigh(groupId, count, places, streets);
    weightsOf.set(groupId, weights);
    const known = open.map((community) => weights[community] as number);
    const parts = shareExactly(Math.max(0, rest), known.some((weight) => weight > 0) ? known : open.map(() => 1));
    open.forEach((community, part) => {
      amounts[community] = parts[part] as number;
      sharedCommunities.add(community);
    });
    sharedUnits.add(unit);
  }
  if (sharedUnits.size === 0) return { totals, assumptions: [] };
  const [units, communities] = [sharedUnits.size, sharedCommunities.size];
  issues.warn("assumed", "people", { field: "units", details: { what: "people-of-units", count: units, communities } });
  return {
    totals,
    assumptions: [
      {
        zh: `${units} 个街道、乡镇或区县只有总人数：按住处的多少分到 ${communities} 个社区，社区人数为推算`,
        en: `People of ${units} townships or counties are stated in total only; they are shared among ${communities} communities in proportion to their homes, so numbers of communities are estimates`,
      },
    ],
  };
}
