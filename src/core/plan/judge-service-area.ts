/**
 * Service-area rules: a home counts when every need is met within the reach; a unit
 * is met when the pass share of its people counts. The reach is the plan's own: the
 * run's time slider does not change what was promised.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../coverage/coverage-result.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { cutoffOf, measureNeed } from "./facility-needs.ts";
import type { Rule } from "./target.ts";
import type { CountedUnit } from "./target-units.ts";
import { layOutUnits, type UnitFigures } from "./unit-figures.ts";

export type ServiceAreaRule = Extract<Rule, { kind: "service-area" }>;

/** Units without people of the group are not tested. */
export function judgeServiceArea(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
): UnitFigures {
  const { demand, communities } = session.study;
  const people = demand.people[rule.groupId] ?? demand.people.all;
  const cutoff = cutoffOf(rule.reach);
  const needs = rule.needs.map((need) => measureNeed(session, need, rule.reach, rule.profileId, parameters));
  const total = new Float64Array(communities.count);
  const covered = new Float64Array(communities.count);
  for (let point = 0; point < demand.count; point++) {
    const community = demand.communityIndexes[point] as number;
    if (community < 0) continue;
    const count = people[point] as number;
    total[community]! += count;
    if (needs.every((costs) => (costs[point] as number) <= cutoff)) covered[community]! += count;
  }

  return judgeCovered(units, total, covered, rule.passShare ?? parameters.passShare);
}

/** Units by the people of their communities, in all and within reach. */
export function judgeCovered(
  units: readonly CountedUnit[],
  total: Float64Array,
  covered: Float64Array,
  passShare: number,
): UnitFigures {
  const figures = layOutUnits(units);
  for (const [unit, { communityIndexes }] of units.entries()) {
    const all = communityIndexes.reduce((sum, index) => sum + (total[index] as number), 0);
    if (all <= 0) continue;
    const reached = communityIndexes.reduce((sum, index) => sum + (covered[index] as number), 0);
    figures.people[unit] = all;
    figures.peopleShort[unit] = all - reached;
    figures.verdicts[unit] = reached >= passShare * all ? VERDICT_MET : VERDICT_NOT_MET;
  }
  return figures;
}
