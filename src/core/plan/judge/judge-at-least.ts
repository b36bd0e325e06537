/**
 * “At least N per unit” rules: a unit is met when every need has N facilities inside
 * it. A line counts once in every unit that it touches. No routing.
 */

import type { AnalysisSession } from "../../analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../coverage/coverage-result.ts";
import { sumByCommunity } from "../../coverage/sum-by-community.ts";
import type { Rule } from "../target.ts";
import { layOutUnits, type UnitFigures } from "../unit-figures.ts";
import { locateNeed } from "./facility-needs.ts";
import type { CountedUnit } from "./target-units.ts";

export type AtLeastRule = Extract<Rule, { kind: "at-least-per-unit" }>;

/**
 * Units below the rule's minimum of people are not tested; the people short are everybody in units that lack a need.
 * With `borderMetres` a facility counts for a unit whose border is no farther from it, too.
 */
export function judgeAtLeast(
  session: AnalysisSession,
  rule: AtLeastRule,
  units: readonly CountedUnit[],
  borderMetres = 0,
): UnitFigures {
  const { demand, communities } = session.study;
  const people = session.remember("people by community", () =>
    sumByCommunity(demand, communities.count, demand.people.all),
  );
  const unitOfCommunity = new Int32Array(communities.count).fill(-1);
  units.forEach(({ communityIndexes }, unit) => {
    for (const index of communityIndexes) unitOfCommunity[index] = unit;
  });
  const counts = rule.needs.map((need) =>
    countByUnit(locateNeed(session, need, borderMetres), unitOfCommunity, units.length),
  );
  const figures = layOutUnits(units);
  for (const [unit, { communityIndexes }] of units.entries()) {
    const inUnit = communityIndexes.reduce((sum, index) => sum + (people[index] as number), 0);
    if (inUnit < (rule.minimumPeople ?? 0)) continue;
    const isMet = counts.every((count) => (count[unit] as number) >= rule.count);
    figures.people[unit] = inUnit;
    figures.peopleShort[unit] = isMet ? 0 : inUnit;
    figures.verdicts[unit] = isMet ? VERDICT_MET : VERDICT_NOT_MET;
  }
  return figures;
}

/** Facilities in each unit; one that touches several communities of a unit counts there once. */
export function countByUnit(places: readonly number[][], unitOfCommunity: Int32Array, unitCount: number): Int32Array {
  const counts = new Int32Array(unitCount);
  for (const communityIndexes of places) {
    for (const unit of new Set(communityIndexes.map((index) => unitOfCommunity[index] as number))) {
      if (unit >= 0) counts[unit]!++;
    }
  }
  return counts;
}
