/**
 * Why a unit does not meet a rule, out of what the run already knows: costs of the
 * searches that judged it, straight lines, attachments, facilities by unit. Nothing
 * is routed. The rule and its thresholds: docs/methods.md, “Problem ledger”.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { measureStraightDistances } from "../../coverage/straight-line.ts";
import { distanceMetres } from "../../geodesy.ts";
import type { Facilities } from "../../model/facility.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { chooseServices, searchOf, travelOf } from "../../service-search.ts";
import {
  costsOfNeed,
  cutoffOf,
  locateNeed,
  type NeedCosts,
  passingFacilities,
  profileOfNeed,
} from "../judge/facility-needs.ts";
import { type AtLeastRule, countByUnit } from "../judge/judge-at-least.ts";
import type { ServiceAreaRule } from "../judge/judge-service-area.ts";
import type { CountedUnit } from "../judge/target-units.ts";
import { waysOf } from "../judge/ways.ts";
import type { FacilityNeed } from "../target.ts";
import { knowPlaces } from "./know-places.ts";
import type { Cause, Gap, NearestFacility } from "./ledger-problem.ts";

/** A unit this close to the share that is asked for (in shares) misses it by little. */
const NEAR_MISS_SHARE = 0.05;
/** Streets that are this many times as long as the straight line are a detour; a town's own streets make 1.2 to 1.4. */
const DETOUR_FACTOR = 1.5;
/** Attachment is the cause where at least this share of those not reached has no street. */
const UNATTACHED_SHARE = 0.5;
const LONGEST_LINE_METRES = 200_000;

export interface Diagnosis {
  readonly gap: Gap;
  readonly cause: Cause;
}

/** Diagnoses a unit, given by its number among those that the rule counts. */
export type Diagnose = (unit: number) => Diagnosis;

/** Demand points of each community: `points` from `starts[community]` on. */
function homesByCommunity(session: AnalysisSession): { starts: Int32Array; points: Int32Array } {
  return session.remember("homes by community", () => {
    const { communityIndexes } = session.study.demand;
    const starts = new Int32Array(session.study.communities.count + 1);
    for (const community of communityIndexes) if (community >= 0) starts[community + 1]!++;
    for (let community = 0; community + 1 < starts.length; community++)
      starts[community + 1]! += starts[community] as number;
    const next = starts.slice();
    const points = new Int32Array(starts.at(-1) ?? 0);
    communityIndexes.forEach((community, point) => {
      if (community >= 0) points[next[community]!++] = point;
    });
    return { starts, points };
  });
}

/** Points of a unit where people of the group live, in the study's order within each community. */
function homesOf(session: AnalysisSession, { communityIndexes }: CountedUnit, people: Float64Array): number[] {
  const { starts, points } = homesByCommunity(session);
  const homes: number[] = [];
  for (const community of communityIndexes) {
    const end = starts[community + 1] as number;
    for (let at = starts[community] as number; at < end; at++) {
      const point = points[at] as number;
      if ((people[point] as number) > 0) homes.push(point);
    }
  }
  return homes;
}

function numberUnits(session: AnalysisSession, units: readonly CountedUnit[]): Int32Array {
  const unitOfCommunity = new Int32Array(session.study.communities.count).fill(-1);
  units.forEach(({ communityIndexes }, unit) => {
    for (const index of communityIndexes) unitOfCommunity[index] = unit;
  });
  return unitOfCommunity;
}

/** What one service of a need costs by one way, and the largest of it that counts. */
interface LimitedCosts extends NeedCosts {
  readonly cutoff: number;
}

/** A need as the run knows it: costs by service and way, straight metres by service, facilities in each unit. */
class NeedKnowledge {
  readonly costs: readonly LimitedCosts[];
  private readonly session: AnalysisSession;
  private readonly straight: readonly { readonly serviceId: string; readonly metres: Float64Array }[];

  constructor(session: AnalysisSession, need: FacilityNeed, costs: readonly LimitedCosts[]) {
    this.session = session;
    this.costs = costs;
    this.straight = need.serviceIds.flatMap((serviceId) => {
      const layer = session.facilities(serviceId);
      if (!layer) return [];
      return [{ serviceId, metres: session.straightDemandMetres(serviceId, passingFacilities(layer, need)) }];
    });
  }

  cost(home: number): number {
    return this.costs.reduce((least, { costs }) => Math.min(least, costs[home] as number), Infinity);
  }

  straightMetres(home: number): number {
    return this.straight.reduce((least, { metres }) => Math.min(least, metres[home] as number), Infinity);
  }

  /** Whether a home has a facility within the limit of any way. */
  isWithin(home: number): boolean {
    return this.costs.some(({ costs, cutoff }) => (costs[home] as number) <= cutoff);
  }

  /** The same in a straight line: within the metres, or within the time at the way's pace. */
  isNearStraight(home: number, isTime: boolean): boolean {
    return this.straight.some(({ serviceId, metres }) =>
      this.costs.some(
        ({ serviceId: id, cutoff, profile }) =>
          id === serviceId && (metres[home] as number) <= (isTime ? cutoff * profile.speedMetresPerSecond : cutoff),
      ),
    );
  }

  /** The facility of the median person at some homes: by cost, then straight, then the study's order. */
  nearest(homes: readonly number[], people: Float64Array, isTime: boolean): NearestFacility | null {
    const home = this.medianHome(homes, people);
    if (home < 0) return null;
    const reached = this.costs.find(({ costs }) => costs[home] === this.cost(home) && costs[home] !== Infinity);
    const facilityIndex = reached?.facilityIndexes?.[home] ?? -1;
    const layer = reached && this.session.facilities(reached.serviceId);
    const mode = (reached ?? this.costs[0])?.profile.mode ?? "walk";
    const straightest = this.straight.find(({ metres }) => metres[home] === this.straightMetres(home));
    const serviceId = reached?.serviceId ?? straightest?.serviceId;
    if (serviceId === undefined) return null;
    return {
      serviceId,
      facilityIndex,
      seconds: isTime && this.costs.length > 0 ? this.cost(home) : null,
      mode,
      straightMetres:
        layer && facilityIndex >= 0
          ? straightMetresTo(layer, facilityIndex, this.session.study.demand.coordinates, home)
          : this.straightMetres(home),
    };
  }

  private medianHome(homes: readonly number[], people: Float64Array): number {
    const keyed = homes.map((home) => ({ home, cost: this.cost(home), straight: this.straightMetres(home) }));
    keyed.sort((a, b) => compare(a.cost, b.cost) || compare(a.straight, b.straight) || a.home - b.home);
    const half = keyed.reduce((sum, { home }) => sum + (people[home] as number), 0) / 2;
    let sum = 0;
    for (const { home } of keyed) {
      sum += people[home] as number;
      if (sum >= half) return home;
    }
    return -1;
  }
}

/** Infinity less Infinity is no number. */
function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function straightMetresTo(layer: Facilities, facility: number, coordinates: Float64Array, home: number): number {
  const [lon, lat] = [coordinates[2 * home] as number, coordinates[2 * home + 1] as number];
  const [first, end] = [layer.starts[facility] as number, layer.starts[facility + 1] as number];
  if (end - first === 1)
    return distanceMetres(lon, lat, layer.coordinates[2 * first] as number, layer.coordinates[2 * first + 1] as number);
  const listed = [{ layer, facilityIndexes: [facility] }];
  return measureStraightDistances(Float64Array.of(lon, lat), listed, LONGEST_LINE_METRES)[0] as number;
}

/** Circles: the need that leaves most people short is looked at; of equal ones the first. */
export function diagnoseServiceArea(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
): Diagnose {
  const { demand } = session.study;
  const land = rule.denominator === "land" ? demand.landSquareMetres : null;
  // What the unit is judged by: people of the group, or m² of land.
  const people = land ?? demand.people[rule.groupId] ?? demand.people.all;
  const passShare = rule.passShare ?? parameters.passShare;
  const ways = waysOf(rule, parameters);
  const costsByAnyWay = (need: FacilityNeed): LimitedCosts[] =>
    ways.flatMap((way) =>
      costsOfNeed(session, need, way.reach, way.profileId, way.parameters).map((costs) => ({
        ...costs,
        cutoff: cutoffOf(way.reach),
      })),
    );
  const known = rule.needs.map((need) => new NeedKnowledge(session, need, costsByAnyWay(need)));
  const isTime = rule.reach.kind === "time";
  const unitOfCommunity = numberUnits(session, units);
  const inUnits = rule.needs.map((need) => countByUnit(locateNeed(session, need), unitOfCommunity, units.length));
  const isStraight = rule.reach.kind === "distance" && rule.reach.measure === "straight";
  const refusals = rule.needs.map(({ serviceIds: [serviceId = ""] }) => {
    if (isStraight) return null;
    return ways.map((way) => {
      const travel = travelOf(profileOfNeed(session, serviceId, way.profileId, way.parameters), parameters);
      return session.demandSnaps(travel, parameters.snapRadiusMetres).refusals;
    });
  });
  const count = (homes: readonly number[]): number => homes.reduce((sum, home) => sum + (people[home] as number), 0);
  const places = rule.withPlaces ? knowPlaces(session, rule, people, parameters) : null;

  return (unit) => {
    const homes = homesOf(session, units[unit] as CountedUnit, people);
    const beyond = known.map((need) => homes.filter((home) => !need.isWithin(home)));
    let needIndex = 0;
    for (const [index, each] of beyond.entries())
      if (count(each) > count(beyond[needIndex] as number[])) needIndex = index;
    const need = known[needIndex] as NeedKnowledge;
    const short = beyond[needIndex] as number[];
    const total = count(homes);
    const covered = homes.filter((home) => known.every((each) => each.isWithin(home)));
    const gap: Gap = land
      ? { kind: "land", squareMetres: total, shortSquareMetres: total - count(covered) }
      : { kind: "people" };
    const unattached = short.filter((home) => refusals[needIndex]?.every((codes) => codes[home]));
    if (short.length > 0 && count(unattached) >= UNATTACHED_SHARE * count(short))
      return { gap, cause: { kind: "not-attached", needIndex, people: count(unattached) } };
    const attached = new Set(unattached);
    const nearest = need.nearest(
      short.filter((home) => !attached.has(home)),
      people,
      isTime,
    );
    const full = places && total > 0 ? places(homes) : null;
    if (full && full.inReach >= passShare * total)
      return { gap, cause: { kind: "over-capacity", needIndex: 0, ...full } };
    if (count(covered) >= (passShare - NEAR_MISS_SHARE) * total)
      return { gap, cause: { kind: "near-miss", needIndex, nearest } };
    const straight = count(homes.filter((home) => need.isNearStraight(home, isTime)));
    const factor = nearest === null ? 0 : detourFactor(nearest, need, rule);
    if (nearest !== null && !isStraight && straight >= passShare * total && factor >= DETOUR_FACTOR)
      return { gap, cause: { kind: "detour", needIndex, straightShare: straight / total, factor, nearest } };
    return { gap, cause: { kind: "too-far", needIndex, inUnit: inUnits[needIndex]?.[unit] ?? 0, nearest } };
  };
}

/** Metres on streets over straight ones; of people beyond a distance or the search limit, the least that it can be. */
function detourFactor(nearest: NearestFacility, need: NeedKnowledge, { reach }: ServiceAreaRule): number {
  if (reach.kind === "distance") return reach.metres / nearest.straightMetres;
  const profile = need.costs.find(
    (each) => each.serviceId === nearest.serviceId && each.profile.mode === nearest.mode,
  )?.profile;
  const seconds = nearest.seconds === null || nearest.seconds === Infinity ? reach.seconds : nearest.seconds;
  return (seconds * (profile?.speedMetresPerSecond ?? 0)) / nearest.straightMetres;
}

/** At least so many: the first need that lacks something is looked at. */
export function diagnoseAtLeast(
  session: AnalysisSession,
  rule: AtLeastRule,
  units: readonly CountedUnit[],
  parameters: AnalysisParameters,
): Diagnose {
  const people = session.study.demand.people.all;
  const unitOfCommunity = numberUnits(session, units);
  const found = rule.needs.map((need) => countByUnit(locateNeed(session, need), unitOfCommunity, units.length));
  const ofKind = rule.needs.map(({ serviceIds, filters = [] }) =>
    filters.length > 0 ? countByUnit(locateNeed(session, { serviceIds }), unitOfCommunity, units.length) : null,
  );
  const known = new Map<number, NeedKnowledge>();
  const knowledgeOf = (needIndex: number): NeedKnowledge => {
    const need = rule.needs[needIndex] as FacilityNeed;
    const costs = knownCosts(session, need, parameters).map((each) => ({ ...each, cutoff: Infinity }));
    const made = known.get(needIndex) ?? new NeedKnowledge(session, need, costs);
    known.set(needIndex, made);
    return made;
  };
  return (unit) => {
    const lacking = rule.needs.flatMap((_, needIndex) => {
      const there = found[needIndex]?.[unit] ?? 0;
      return there < rule.count ? [{ needIndex, found: there, missing: rule.count - there }] : [];
    });
    const gap: Gap = { kind: "facilities", lacking };
    const { needIndex, found: there } = lacking[0] ?? { needIndex: 0, found: 0 };
    if (there > 0) return { gap, cause: { kind: "too-few-in-unit", needIndex } };
    const others = ofKind[needIndex]?.[unit] ?? 0;
    if (others > 0) return { gap, cause: { kind: "not-qualifying", needIndex, others } };
    const homes = homesOf(session, units[unit] as CountedUnit, people);
    return {
      gap,
      cause: { kind: "none-in-unit", needIndex, nearest: knowledgeOf(needIndex).nearest(homes, people, true) },
    };
  };
}

/** Costs to a need out of the run's own circles; empty where the run does not route to all of it, or not to all that stand there. */
function knownCosts(session: AnalysisSession, need: FacilityNeed, parameters: AnalysisParameters): NeedCosts[] {
  const routed = new Map(chooseServices(session.study, parameters).map((service) => [service.id, service]));
  if ((need.filters ?? []).length > 0 || need.serviceIds.some((id) => !routed.has(id))) return [];
  return need.serviceIds.flatMap((serviceId) => {
    const service = routed.get(serviceId);
    if (!service || !session.facilities(serviceId)) return [];
    const { demand } = session.costs(searchOf(service, parameters, session.study.profileSpeeds));
    const profile = profileOfNeed(session, serviceId, null, parameters);
    return [{ serviceId, profile, costs: demand.seconds, facilityIndexes: demand.sourceIndexes }];
  });
}
