/**
 * Whether those who are within a circle's reach also find a place: the target's own reach,
 * profile, group and facilities, places shared out as `access/assign-places` does. Covered is
 * not sufficient; a unit may be met and most of its people without a place. Everybody of
 * the study competes, what is told is of the target's units.
 */
import type { StateFault } from "../access/access-result.ts";
import { buildCostRows, type CostRows } from "../access/cost-rows.ts";
import { countPeoplePlaces, type FacilityCapacity, findCapacity } from "../access/facility-capacity.ts";
import { searchRowsOnce } from "../access/kept-rows.ts";
import { splitCommunities } from "../access/measure-access.ts";
import { measureStates, type StateTotals } from "../access/measure-matrix.ts";
import { countReachedSites, findNearestSites } from "../access/nearest-sites.ts";
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { CompensatedSums, settleParts, sumCompensated } from "../compensated-sum.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { CapacityNorm, StatedNorm } from "../plan/capacity-norms.ts";
import { cutoffOf, passingFacilities, profileOfNeed } from "../plan/judge/facility-needs.ts";
import type { ServiceAreaRule } from "../plan/judge/judge-service-area.ts";
import { type CountedUnit, unitsOf } from "../plan/judge/target-units.ts";
import type { FacilityNeed, Target } from "../plan/target.ts";
import { type ServiceSearch, travelOf } from "../service-search.ts";

/** Why the states of a need are not given; capacity is shared out along streets only. */
export type TargetCapacityFault = StateFault | "straight-reach" | "two-ways";

/** The three states of one need's people. */
export interface NeedStates {
  /** Of the target's units; the three states add up to the people to the last bit. */
  readonly people: number;
  readonly totals: StateTotals;
  /** By community of the study. */
  readonly communityPeople: Float64Array;
  readonly served: Float64Array;
  readonly overCapacity: Float64Array;
  readonly notCovered: Float64Array;
  /** Units with the pass share of their people within reach, and those of them with fewer than that having a place. */
  readonly unitsCovered: number;
  readonly unitsCoveredWithoutPlaces: number;
  /** People that the facilities that count can take. */
  readonly capacity: number;
  readonly facilities: number;
  /** By service with a layer: facilities to which more people are nearest than they can take. */
  readonly overloaded: readonly { readonly serviceId: string; readonly facilityIndexes: readonly number[] }[];
}

/** A column of capacity and for how many people one of it stands. */
export interface CapacityColumn {
  readonly serviceId: string;
  readonly attribute: string;
  readonly kind: FacilityCapacity["kind"];
  /** null where a place is one person's, and where nobody says for how many one of staff stands. */
  readonly norm: CapacityNorm | null;
}

export interface NeedCapacity {
  readonly serviceIds: readonly string[];
  /** The columns that the capacity comes from, in the order of the services with a layer. */
  readonly attributes: readonly string[];
  /** For how many people a unit stands, where it is not one each. */
  readonly norms: readonly CapacityNorm[];
  /** The columns with their norms, one a service that has one. */
  readonly columns: readonly CapacityColumn[];
  readonly fault: TargetCapacityFault | null;
  readonly states: NeedStates | null;
}

export interface TargetCapacity {
  readonly targetId: string;
  readonly groupId: GroupId;
  readonly needs: readonly NeedCapacity[];
}

/** One entry a need of the rule; null for targets that are no circle. */
export function* measureTargetCapacity(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  target: Target,
  stated: readonly StatedNorm[] = session.study.edits.capacityNorms,
): Generator<Progress, TargetCapacity | null> {
  const { rule } = target;
  if (rule.kind !== "service-area") return null;
  const groupId = session.study.demand.people[rule.groupId] ? rule.groupId : "all";
  const units = unitsOf(session, target.unit);
  const needs: NeedCapacity[] = [];
  for (const need of rule.needs)
    needs.push(yield* measureNeedCapacity(session, parameters, rule, need, groupId, units, stated));
  return { targetId: target.id, groupId, needs };
}

/** The facilities of a need, one service after the other: places of each, 0 for those that do not count. */
interface NeedSites {
  readonly fault: TargetCapacityFault | null;
  readonly attributes: readonly string[];
  readonly norms: readonly CapacityNorm[];
  readonly columns: readonly CapacityColumn[];
  readonly places: Float64Array;
  readonly counted: number;
  /** Services with a layer, and where the sites of each begin. */
  readonly services: readonly { readonly serviceId: string; readonly first: number; readonly count: number }[];
}

function listSites(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  need: FacilityNeed,
  stated: readonly StatedNorm[],
): NeedSites {
  const places: number[] = [];
  const attributes: string[] = [];
  const norms: CapacityNorm[] = [];
  const columns: CapacityColumn[] = [];
  const services: { serviceId: string; first: number; count: number }[] = [];
  let counted = 0;
  let fault: TargetCapacityFault | null =
    rule.reach.kind === "distance" && rule.reach.measure === "straight" ? "straight-reach" : null;
  // Places are shared out by one distance; two ways have two.
  if (rule.otherWay) fault ??= "two-ways";
  if (session.study.demand.unit !== "people") fault ??= "demand-is-not-people";
  for (const serviceId of need.serviceIds) {
    const layer = session.facilities(serviceId);
    if (!layer) continue;
    const listed = passingFacilities(layer, need) ?? Array.from({ length: layer.count }, (_, index) => index);
    const capacity = findCapacity(layer, stated);
    services.push({ serviceId, first: places.length, count: layer.count });
    const own = new Float64Array(layer.count);
    const takes = capacity && countPeoplePlaces(capacity);
    for (const index of listed) own[index] = takes?.[index] ?? Number.NaN;
    places.push(...own);
    counted += listed.length;
    if (capacity) attributes.push(capacity.attribute);
    if (capacity?.norm) norms.push(capacity.norm);
    if (capacity) columns.push({ serviceId, attribute: capacity.attribute, kind: capacity.kind, norm: capacity.norm });
    if (capacity === null) fault ??= "no-capacity";
    else if (takes === null) fault ??= "capacity-is-staff";
    else if (own.some(Number.isNaN)) fault ??= "capacity-missing";
  }
  if (counted === 0) fault ??= "no-facilities";
  return { fault, attributes, norms, columns, places: Float64Array.from(places), counted, services };
}

function* measureNeedCapacity(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  rule: ServiceAreaRule,
  need: FacilityNeed,
  groupId: GroupId,
  units: readonly CountedUnit[],
  stated: readonly StatedNorm[],
): Generator<Progress, NeedCapacity> {
  const sites = listSites(session, rule, need, stated);
  const { attributes, norms, columns, fault } = sites;
  const base = { serviceIds: need.serviceIds, attributes, norms, columns, fault };
  if (sites.fault !== null) return { ...base, states: null };
  const parts: CostRows[] = [];
  const cutoff = cutoffOf(rule.reach);
  for (const { serviceId } of sites.services) {
    const search = searchAlongStreets(session, parameters, rule, need, serviceId);
    parts.push(yield* searchRowsOnce(session, search, cutoff));
  }
  const rows = joinRows(parts, sites);
  const { demand, communities } = session.study;
  const people = demand.people[groupId] ?? demand.people.all;
  const states = measureStates({ rows, people, capacity: sites.places, cutoff });
  yield { stage: "coverage", done: 0, total: 1 };
  const reached = countReachedSites(rows, cutoff);
  const split = splitCommunities(communities.count, demand.communityIndexes, people, reached, states);
  const [served, overCapacity] = [split.peopleServed as Float64Array, split.peopleOverCapacity as Float64Array];
  const byCommunity = { served, overCapacity, notCovered: split.peopleNotCovered };
  return {
    ...base,
    states: {
      ...sumUnitStates(units, split.people, byCommunity),
      communityPeople: split.people,
      ...byCommunity,
      ...countUnits(units, split.people, byCommunity, rule.passShare ?? parameters.passShare),
      capacity: sumCompensated(sites.places),
      facilities: sites.counted,
      overloaded: listOverloaded(rows, people, sites, cutoff),
    },
  };
}

/** The rule's travel as a search in time; a distance at one metre a second, where nothing costs extra. */
function searchAlongStreets(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  { reach, profileId }: ServiceAreaRule,
  need: FacilityNeed,
  serviceId: string,
): ServiceSearch {
  const layer = session.facilities(serviceId);
  const profile = profileOfNeed(session, serviceId, profileId, parameters);
  const travel = travelOf(profile, parameters);
  const isTime = reach.kind === "time";
  return {
    serviceId,
    measure: "time",
    travel: isTime ? travel : { ...travel, slope: false, stairsFactor: 1, crossingSeconds: 0 },
    pace: { mode: profile.mode, metresPerSecond: isTime ? profile.speedMetresPerSecond : 1 },
    limitSeconds: cutoffOf(reach),
    snapRadiusMetres: parameters.snapRadiusMetres,
    facilityIndexes: layer ? passingFacilities(layer, need) : null,
  };
}

/** The rows of all services as those of one, sites numbered on from service to service. */
function joinRows(parts: readonly CostRows[], { services, places }: NeedSites): CostRows {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const count = parts.reduce((sum, { costs }) => sum + costs.length, 0);
  const pairs = {
    count,
    demandIndexes: new Int32Array(count),
    siteIndexes: new Int32Array(count),
    costs: new Float64Array(count),
  };
  let at = 0;
  for (const [part, rows] of parts.entries()) {
    const first = services[part]?.first ?? 0;
    for (let home = 0; home < rows.demandCount; home++) {
      for (let pair = rows.rowStarts[home] as number; pair < (rows.rowStarts[home + 1] as number); pair++) {
        pairs.demandIndexes[at] = home;
        pairs.siteIndexes[at] = first + (rows.siteIndexes[pair] as number);
        pairs.costs[at++] = rows.costs[pair] as number;
      }
    }
  }
  return buildCostRows(pairs, parts[0]?.demandCount ?? 0, places.length);
}

/** Facilities with more people whose nearest they are than places, service by service. */
function listOverloaded(
  rows: CostRows,
  people: Float64Array,
  { services, places }: NeedSites,
  cutoff: number,
): NeedStates["overloaded"] {
  const load = new CompensatedSums(places.length);
  findNearestSites(rows, cutoff).siteIndexes.forEach((site, home) => {
    if (site >= 0) load.add(site, people[home] as number);
  });
  return services.map(({ serviceId, first, count }) => ({
    serviceId,
    facilityIndexes: Array.from({ length: count }, (_, index) => index).filter(
      (index) => load.value(first + index) > (places[first + index] as number),
    ),
  }));
}

type ByCommunity = Pick<NeedStates, "served" | "overCapacity" | "notCovered">;

function sumUnitStates(
  units: readonly CountedUnit[],
  people: Float64Array,
  { served, overCapacity, notCovered }: ByCommunity,
): Pick<NeedStates, "people" | "totals"> {
  const counted = units.flatMap(({ communityIndexes }) => communityIndexes);
  const total = sumCompensated(counted.map((community) => people[community] as number));
  const sums = new CompensatedSums(3);
  for (const community of counted) {
    sums.add(0, served[community] as number);
    sums.add(1, overCapacity[community] as number);
    sums.add(2, notCovered[community] as number);
  }
  const [all = 0, over = 0, out = 0] = settleParts(sums, total);
  return { people: total, totals: { served: all, overCapacity: over, notCovered: out } };
}

function countUnits(
  units: readonly CountedUnit[],
  people: Float64Array,
  { served, notCovered }: ByCommunity,
  passShare: number,
): Pick<NeedStates, "unitsCovered" | "unitsCoveredWithoutPlaces"> {
  const counts = { unitsCovered: 0, unitsCoveredWithoutPlaces: 0 };
  for (const { communityIndexes } of units) {
    const sum = (values: Float64Array): number =>
      communityIndexes.reduce((total, community) => total + (values[community] as number), 0);
    const all = sum(people);
    if (all <= 0 || all - sum(notCovered) < passShare * all) continue;
    counts.unitsCovered++;
    if (sum(served) < passShare * all) counts.unitsCoveredWithoutPlaces++;
  }
  return counts;
}
