/**
 * Service-area rules: a home counts when every need is met within the reach; a unit
 * is met when the pass share of its people counts, or of its residential land where the
 * rule judges land. The reach is the plan's own: the run's time slider does not change
 * what was promised. Where the rule asks for places, those count who also find one.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { CoveredSums } from "../../coverage/cover-communities.ts";
import { VERDICT_MET, VERDICT_NOT_MET } from "../../coverage/coverage-result.ts";
import { sumByCommunity } from "../../coverage/sum-by-community.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Rule } from "../target.ts";
import { layOutUnits, type UnitFigures } from "../unit-figures.ts";
import { coverLand, landByCommunity } from "./land-sums.ts";
import { hasPoint } from "./reached-points.ts";
import { shareOutPlaces } from "./share-out-places.ts";
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
  const { needs, reach, profileId, otherWay, groupId, withPlaces = false } = rule;
  const kept = session.remember("people reached", () => new LatestValues<CoveredSums>(MOST_SUMS_KEPT));
  const norms = withPlaces ? session.study.edits.capacityNorms : null;
  const asked = JSON.stringify([needs, reach, profileId, otherWay, groupId, norms, travelConditions(parameters)]);
  return kept.find(asked, () => {
    const { demand, communities } = session.study;
    const people = demand.people[groupId] ?? demand.people.all;
    const reached = countReached(session, rule, parameters);
    return {
      total: sumByCommunity(demand, communities.count, people),
      covered: sumByCommunity(demand, communities.count, reached),
    };
  });
}

/**
 * People of the rule's group at each demand point who are within reach of every need; where the rule asks for places,
 * those who also find one (nobody does where facilities do not say how many they can take).
 */
export function countReached(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
): Float64Array {
  const { demand } = session.study;
  const people = demand.people[rule.groupId] ?? demand.people.all;
  if (rule.withPlaces) {
    return shareOutPlaces(session, rule, people, parameters)?.states.served ?? new Float64Array(demand.count);
  }
  const reached = rule.needs.map((need) => reachByAnyWay(session, rule, need, parameters));
  return people.map((count, point) => (reached.every((bits) => hasPoint(bits, point)) ? count : 0));
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
