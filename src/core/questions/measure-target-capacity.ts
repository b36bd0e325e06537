/**
 * Whether those who are within a circle's reach also find a place: the target's own reach,
 * ways to travel, group and facilities, places shared out as `access/assign-places` does. Covered is
 * not sufficient; a unit may be met and most of its people without a place. Everybody of
 * the study competes, what is told is of the target's units.
 */

import type { CapacityNorm, StatedNorm } from "../access/capacity-norms.ts";
import type { CostRows } from "../access/cost-rows.ts";
import { splitCommunities } from "../access/measure-access.ts";
import { measureStates, type StateTotals } from "../access/measure-matrix.ts";
import { countReachedSites, findNearestSites } from "../access/nearest-sites.ts";
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { CompensatedSums, settleParts, sumCompensated } from "../compensated-sum.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { cutoffOf } from "../plan/judge/facility-needs.ts";
import type { ServiceAreaRule } from "../plan/judge/judge-service-area.ts";
import {
  type CapacityColumn,
  kindsOf,
  listNeedSites,
  type NeedSites,
  type PlacesFault,
  reachSites,
  searchWays,
} from "../plan/judge/need-places.ts";
import { type CountedUnit, unitsOf } from "../plan/judge/target-units.ts";
import type { FacilityNeed, Target } from "../plan/target.ts";

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

export interface NeedCapacity {
  readonly serviceIds: readonly string[];
  /** The columns that the capacity comes from, in the order of the services with a layer. */
  readonly attributes: readonly string[];
  /** For how many people a unit stands, where it is not one each. */
  readonly norms: readonly CapacityNorm[];
  /** The columns with their norms, one a service that has one. */
  readonly columns: readonly CapacityColumn[];
  readonly fault: PlacesFault | null;
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

function* measureNeedCapacity(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  rule: ServiceAreaRule,
  need: FacilityNeed,
  groupId: GroupId,
  units: readonly CountedUnit[],
  stated: readonly StatedNorm[],
): Generator<Progress, NeedCapacity> {
  const kinds = kindsOf(session, need);
  const sites = listNeedSites(session, kinds, rule, stated);
  const { attributes, norms, columns, fault } = sites;
  const base = { serviceIds: need.serviceIds, attributes, norms, columns, fault };
  if (fault !== null) return { ...base, states: null };
  const cutoff = cutoffOf(rule.reach);
  const rows = yield* reachSites(session, searchWays(session, kinds, rule, parameters), sites);
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
