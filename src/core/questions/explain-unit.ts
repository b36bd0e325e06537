/**
 * Why a unit has or lacks what “at least so many per unit” asks for: each need with
 * what stands in the unit, and where the nearest others of the kind are. No routing:
 * distances are straight, from the middle of the unit's people.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { distanceMetres } from "../geodesy.ts";
import type { Position } from "../model/geometry.ts";
import { locateNeed, passingFacilities } from "../plan/judge/facility-needs.ts";
import { findObstacle } from "../plan/judge/obstacles.ts";
import { type CountedUnit, unitsOf } from "../plan/judge/target-units.ts";
import type { FacilityNeed, Target, TargetUnit } from "../plan/target.ts";
import { positionAt } from "./trace-walk.ts";

export interface KnownFacility {
  readonly serviceId: string;
  readonly facilityIndex: number;
  readonly position: Position;
  /** From the middle of the unit's people. */
  readonly straightMetres: number;
  /** Where it stands; -1 outside all communities. */
  readonly communityIndex: number;
}

export interface NeedExplanation {
  readonly serviceIds: readonly string[];
  /** Columns that a facility must have the right value in, e.g. 公办. */
  readonly filters: NonNullable<FacilityNeed["filters"]>;
  readonly inUnit: number;
  readonly missing: number;
  /** The nearest that do not stand in the unit. */
  readonly nearest: readonly KnownFacility[];
  /** Facilities of the kind in the unit that fail a filter. */
  readonly failing: number;
}

export interface UnitExplanation {
  readonly unit: TargetUnit;
  readonly unitId: string;
  readonly communityIndexes: readonly number[];
  readonly people: number;
  /** The target's least people for a unit to be tested; 0 where it has none. */
  readonly minimumPeople: number;
  readonly isTested: boolean;
  readonly isMet: boolean;
  /** How many of each the target asks for. */
  readonly count: number;
  readonly middle: Position;
  readonly needs: readonly NeedExplanation[];
}

const MOST_NEAREST = 3;

/** Null where the target asks for nothing of the kind, cannot be tested, or the community is in none of its units. */
export function explainUnit(session: AnalysisSession, target: Target, communityIndex: number): UnitExplanation | null {
  const { rule } = target;
  if (rule.kind !== "at-least-per-unit" || findObstacle(session, rule.needs) !== null) return null;
  const unit = unitsOf(session, target.unit).find(({ communityIndexes }) => communityIndexes.includes(communityIndex));
  if (!unit) return null;
  const { people, middle } = describePeople(session, unit, communityIndex);
  const minimumPeople = rule.minimumPeople ?? 0;
  const needs = rule.needs.map((need) => explainNeed(session, need, rule.count, unit, middle));
  return {
    unit: target.unit,
    unitId: unit.id,
    communityIndexes: unit.communityIndexes,
    people,
    minimumPeople,
    isTested: people >= minimumPeople,
    isMet: needs.every(({ missing }) => missing === 0),
    count: rule.count,
    middle,
    needs,
  };
}

function describePeople(
  session: AnalysisSession,
  unit: CountedUnit,
  communityIndex: number,
): { people: number; middle: Position } {
  const { communityIndexes, coordinates, people } = session.study.demand;
  const members = new Set(unit.communityIndexes);
  let [sum, lon, lat] = [0, 0, 0];
  communityIndexes.forEach((community, point) => {
    if (!members.has(community)) return;
    const count = people.all[point] as number;
    const [pointLon, pointLat] = positionAt(coordinates, point);
    sum += count;
    lon += count * pointLon;
    lat += count * pointLat;
  });
  const middle: Position =
    sum > 0 ? [lon / sum, lat / sum] : positionAt(session.study.communities.centres, communityIndex);
  return { people: sum, middle };
}

function explainNeed(
  session: AnalysisSession,
  need: FacilityNeed,
  count: number,
  unit: CountedUnit,
  middle: Position,
): NeedExplanation {
  const members = new Set(unit.communityIndexes);
  const others: KnownFacility[] = [];
  let inUnit = 0;
  let failing = 0;
  for (const serviceId of need.serviceIds) {
    const layer = session.facilities(serviceId);
    if (!layer) continue;
    const places = locateNeed(session, { serviceIds: [serviceId] });
    const passing = passingFacilities(layer, need);
    const counted = passing === null ? null : new Set(passing);
    places.forEach((communities, facilityIndex) => {
      const isInside = communities.some((community) => members.has(community));
      if (counted !== null && !counted.has(facilityIndex)) {
        if (isInside) failing++;
        return;
      }
      if (isInside) {
        inUnit++;
        return;
      }
      const position = nearestVertex(layer.coordinates, layer.starts, facilityIndex, middle);
      others.push({
        serviceId,
        facilityIndex,
        position,
        straightMetres: distanceMetres(...middle, ...position),
        communityIndex: communities[0] ?? -1,
      });
    });
  }
  others.sort((a, b) => a.straightMetres - b.straightMetres || a.facilityIndex - b.facilityIndex);
  return {
    serviceIds: need.serviceIds,
    filters: need.filters ?? [],
    inUnit,
    missing: Math.max(0, count - inUnit),
    nearest: others.slice(0, MOST_NEAREST),
    failing,
  };
}

function nearestVertex(coordinates: Float64Array, starts: Uint32Array, facility: number, to: Position): Position {
  let best = positionAt(coordinates, starts[facility] as number);
  for (let at = (starts[facility] as number) + 1; at < (starts[facility + 1] as number); at++) {
    const position = positionAt(coordinates, at);
    if (distanceMetres(...position, ...to) < distanceMetres(...best, ...to)) best = position;
  }
  return best;
}
