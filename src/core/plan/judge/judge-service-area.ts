/**
 * Service-area rules: a home counts when every need is met within the reach; a unit
 * is met when the pass share of its people counts, or of its residential land where the
 * rule judges land. The reach is the plan's own: the run's time slider does not change
 * what was promised.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { CoveredSums } from "../../coverage/cover-communities.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../coverage/coverage-result.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Rule } from "../target.ts";
import { layOutUnits, type UnitFigures } from "../unit-figures.ts";
import { coverLand, landByCommunity } from "./land-sums.ts";
import { hasPoint } from "./reached-points.ts";
import type { CountedUnit } from "./target-units.ts";
import { reachByAnyWay } from "./ways.ts";

export type ServiceAreaRule = Extract<Rule, { kind: "service-area" }>;

/** Units without people of the group (or without residential land, where land is judged) are not tested. */
export function judgeServiceArea(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
): UnitFigures {
  const { total, covered } = sumReached(session, rule, parameters);
  const passShare = rule.passShare ?? parameters.passShare;
  const figures = judgeCovered(units, total, covered, passShare);
  if (rule.denominator !== "land") return figures;
  const land = judgeCovered(units, landByCommunity(session), coverLand(session, rule, parameters), passShare);
  return { ...figures, verdicts: land.verdicts, land: { squareMetres: land.people, short: land.peopleShort } };
}

/** Units by the people (or m² of land) of their communities, in all and within reach. */
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

/** A city's communities take 16 bytes each; so many rules are more than anybody compares. */
const MOST_SUMS_KEPT = 256;

/** People of the rule's group by community, in all and within reach of every need: made once for any pass mark and unit. */
function sumReached(session: AnalysisSession, rule: ServiceAreaRule, parameters: AnalysisParameters): CoveredSums {
  const { needs, reach, profileId, otherWay, groupId } = rule;
  const kept = session.remember("people reached", () => new LatestValues<CoveredSums>(MOST_SUMS_KEPT));
  const asked = JSON.stringify([needs, reach, profileId, otherWay, groupId, travelConditions(parameters)]);
  return kept.find(asked, () => {
    const { demand, communities } = session.study;
    const people = demand.people[groupId] ?? demand.people.all;
    const reached = needs.map((need) => reachByAnyWay(session, rule, need, parameters));
    const sums = { total: new Float64Array(communities.count), covered: new Float64Array(communities.count) };
    for (let point = 0; point < demand.count; point++) {
      const community = demand.communityIndexes[point] as number;
      if (community < 0) continue;
      const count = people[point] as number;
      sums.total[community]! += count;
      if (reached.every((bits) => hasPoint(bits, point))) sums.covered[community]! += count;
    }
    return sums;
  });
}

/** All of a run's parameters on which it depends who is within reach. */
function travelConditions(parameters: AnalysisParameters): Partial<AnalysisParameters> {
  const {
    serviceIds: _services,
    groupId: _group,
    cutoffSeconds: _cutoff,
    passShare: _pass,
    ...conditions
  } = parameters;
  return conditions;
}
