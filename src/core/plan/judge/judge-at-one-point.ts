/**
 * A service-area rule at the grain of many plans: all people of a community stand at one
 * point, so a community is within reach as a whole or not at all. The point is the
 * people-weighted centre of its homes, or the point at which its name is written. Beside
 * the homes' own grain this tells how much of a verdict is the grain's.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { sumCompensated } from "../../compensated-sum.ts";
import type { GroupId } from "../../model/demand.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Study } from "../../model/study.ts";
import { travelOf } from "../../service-search.ts";
import type { UnitFigures } from "../unit-figures.ts";
import { cutoffOf, profileOfNeed } from "./facility-needs.ts";
import { judgeCovered, type ServiceAreaRule } from "./judge-service-area.ts";
import { measureNeedAtPlaces, type Places } from "./place-costs.ts";
import type { CountedUnit } from "./target-units.ts";
import { type Way, waysOf } from "./ways.ts";

export type CommunityPoint = "people-centre" | "label";

export interface OnePointFigures {
  readonly figures: UnitFigures;
  /** Communities with people whose point meets no street; they count as not reached. */
  readonly unattached: number;
}

interface CommunityPlaces extends Places {
  /** The community of each place; those without people of the group have none. */
  readonly communityIndexes: readonly number[];
  /** People of the group by community. */
  readonly people: Float64Array;
}

/** The rule judged with everybody of a community at its point. */
export function judgeAtOnePoint(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
  point: CommunityPoint,
): OnePointFigures {
  const groupId = session.study.demand.people[rule.groupId] ? rule.groupId : "all";
  const places = session.remember(`community points ${point} ${groupId}`, () =>
    placeCommunities(session.study, groupId, point),
  );
  const ways = waysOf(rule, parameters);
  const needs = rule.needs.map((need) =>
    ways.map((way) => ({
      cutoff: cutoffOf(way.reach),
      costs: measureNeedAtPlaces(session, need, way, way.parameters, places),
    })),
  );
  const covered = new Float64Array(places.people.length);
  places.communityIndexes.forEach((community, place) => {
    const isReached = needs.every((byWay) => byWay.some(({ costs, cutoff }) => (costs[place] as number) <= cutoff));
    if (isReached) covered[community] = places.people[community] ?? 0;
  });
  return {
    figures: judgeCovered(units, places.people, covered, rule.passShare ?? parameters.passShare),
    unattached: countUnattached(session, rule, units, parameters, places),
  };
}

function placeCommunities({ demand, communities }: Study, groupId: GroupId, point: CommunityPoint): CommunityPlaces {
  const people = demand.people[groupId] ?? demand.people.all;
  const members: number[][] = Array.from({ length: communities.count }, () => []);
  demand.communityIndexes.forEach((community, home) => {
    if (community >= 0 && (people[home] as number) > 0) members[community]?.push(home);
  });
  const communityIndexes: number[] = [];
  const coordinates: number[] = [];
  const totals = new Float64Array(communities.count);
  for (const [community, homes] of members.entries()) {
    if (homes.length === 0) continue;
    // In the order of the homes, as the rule itself adds them up.
    for (const home of homes) totals[community]! += people[home] as number;
    communityIndexes.push(community);
    const label = [communities.centres[2 * community] as number, communities.centres[2 * community + 1] as number];
    const hasLabel = label.every(Number.isFinite);
    coordinates.push(...(point === "label" && hasLabel ? label : weighCentre(demand.coordinates, homes, people)));
  }
  return {
    name: `${point} ${groupId}`,
    coordinates: Float64Array.from(coordinates),
    communityIndexes,
    people: totals,
  };
}

/** Σ people × position ÷ Σ people, in degrees; longitudes the short way round from the first home. */
function weighCentre(coordinates: Float64Array, homes: readonly number[], people: Float64Array): [number, number] {
  const origin = coordinates[2 * (homes[0] as number)] as number;
  const weights = homes.map((home) => people[home] as number);
  const total = sumCompensated(weights);
  const mean = (of: (home: number) => number): number =>
    sumCompensated(homes.map((home, index) => (weights[index] as number) * of(home))) / total;
  const east = mean((home) => turnShort((coordinates[2 * home] as number) - origin));
  return [turnShort(origin + east), mean((home) => coordinates[2 * home + 1] as number)];
}

function turnShort(degrees: number): number {
  return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

/** Communities of the units that find no street by either way, for some kind of the rule. */
function countUnattached(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
  places: CommunityPlaces,
): number {
  if (rule.reach.kind === "distance" && rule.reach.measure === "straight") return 0;
  const counted = new Set(units.flatMap(({ communityIndexes }) => communityIndexes));
  const [own, other] = waysOf(rule, parameters).map((way) => listUnattached(session, rule, way, places));
  let count = 0;
  for (const community of own ?? [])
    if (counted.has(community) && (other === undefined || other.has(community))) count++;
  return count;
}

function listUnattached(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  { profileId, parameters }: Way,
  places: CommunityPlaces,
): Set<number> {
  const refused = new Set<number>();
  for (const serviceId of rule.needs.flatMap(({ serviceIds }) => serviceIds)) {
    const travel = travelOf(profileOfNeed(session, serviceId, profileId, parameters), parameters);
    const snaps = session.placeSnaps(places.name, places.coordinates, travel, parameters.snapRadiusMetres);
    snaps.edgeIndexes.forEach((edge, place) => {
      if (edge < 0) refused.add(places.communityIndexes[place] as number);
    });
  }
  return refused;
}
