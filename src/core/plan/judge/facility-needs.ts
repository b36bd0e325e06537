/** Which facilities satisfy a rule's need, how far people are from them, and in which communities they stand. */
import type { AnalysisSession } from "../../analysis-session.ts";
import { AreaIndex } from "../../areas.ts";
import type { Facilities } from "../../model/facility.ts";
import type { AnalysisParameters, Profile, ProfileId } from "../../model/parameters.ts";
import { type AnySearch, resolveProfile, travelOf } from "../../service-search.ts";
import type { AttributeFilter, FacilityNeed, Reach } from "../target.ts";
import { locateNearCommunities } from "./near-communities.ts";
import type { PointKind } from "./reached-points.ts";

/** Indexes of the facilities that pass every filter; null when there is nothing to filter. */
export function passingFacilities(layer: Facilities, { filters = [] }: FacilityNeed): number[] | null {
  if (filters.length === 0) return null;
  return Array.from({ length: layer.count }, (_, index) => index).filter((index) =>
    passesFilters(layer, index, filters),
  );
}

/** Whether a facility has one of the values of every filter. */
export function passesFilters(layer: Facilities, index: number, filters: readonly AttributeFilter[]): boolean {
  return filters.every(({ attribute, oneOf }) => oneOf.includes(layer.attributes[attribute]?.[index] ?? null));
}

/** Who travels to a service under a rule: the rule's profile, else the service's own, each as the run has it. */
export function profileOfNeed(
  session: AnalysisSession,
  serviceId: string,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
): Profile {
  const own = session.study.services.find(({ id }) => id === serviceId)?.profileId ?? "adult";
  return resolveProfile(profileId ?? own, parameters, session.study.profileSpeeds);
}

/** What one service of a need costs every point, in the unit of `cutoffOf(reach)`. */
export interface NeedCosts {
  readonly serviceId: string;
  readonly profile: Profile;
  readonly costs: Float64Array;
  /** The facility that is nearest to each home, -1 where none is; null where it is not told: for straight lines and for land. */
  readonly facilityIndexes: Int32Array | null;
}

/** Costs by service of a need, for those services that have a layer. */
export function costsOfNeed(
  session: AnalysisSession,
  need: FacilityNeed,
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
  points: PointKind = "demand",
): NeedCosts[] {
  const isLand = points === "land";
  return need.serviceIds.flatMap((serviceId): NeedCosts[] => {
    const layer = session.facilities(serviceId);
    if (!layer) return [];
    const facilityIndexes = passingFacilities(layer, need);
    const profile = profileOfNeed(session, serviceId, profileId, parameters);
    const search = searchOfNeed(session, serviceId, reach, profileId, parameters);
    if (search === null) {
      const costs = isLand
        ? session.straightLandMetres(serviceId, facilityIndexes)
        : session.straightDemandMetres(serviceId, facilityIndexes);
      return [{ serviceId, profile, costs, facilityIndexes: null }];
    }
    const { demand, landSeconds } = session.costs({ ...search, facilityIndexes });
    return isLand
      ? [{ serviceId, profile, costs: landSeconds, facilityIndexes: null }]
      : [{ serviceId, profile, costs: demand.seconds, facilityIndexes: demand.sourceIndexes }];
  });
}

/** Cost of every home (or land sample) to the nearest facility that satisfies the need, in the unit of `cutoffOf(reach)`. */
export function measureNeed(
  session: AnalysisSession,
  need: FacilityNeed,
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
  points: PointKind = "demand",
): Float64Array {
  const [first, ...others] = costsOfNeed(session, need, reach, profileId, parameters, points).map(({ costs }) => costs);
  if (!first) return new Float64Array(countPoints(session, points)).fill(Infinity);
  if (others.length === 0) return first;
  return first.map((cost, point) => others.reduce((least, other) => Math.min(least, other[point] as number), cost));
}

function countPoints(session: AnalysisSession, points: PointKind): number {
  return points === "land" ? session.land.squareMetres.length : session.study.demand.count;
}

/** The search of all of a service's facilities that a rule asks for; null for straight lines, which need none. */
export function searchOfNeed(
  session: AnalysisSession,
  serviceId: string,
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
): AnySearch | null {
  if (reach.kind === "distance" && reach.measure === "straight") return null;
  const profile = profileOfNeed(session, serviceId, profileId, parameters);
  const base = {
    serviceId,
    travel: travelOf(profile, parameters),
    snapRadiusMetres: parameters.snapRadiusMetres,
    facilityIndexes: null,
  };
  if (reach.kind === "distance") return { ...base, measure: "distance", limitMetres: reach.metres };
  const pace = { mode: profile.mode, metresPerSecond: profile.speedMetresPerSecond };
  return { ...base, measure: "time", pace, limitSeconds: Math.max(reach.seconds, parameters.searchLimitSeconds) };
}

/** The largest cost that counts, in the unit of `measureNeed`. */
export function cutoffOf(reach: Reach): number {
  return reach.kind === "time" ? reach.seconds : reach.metres;
}

/**
 * Communities that each facility touches, for every facility that satisfies the need: one row per facility. With
 * `borderMetres` also those whose outline is no farther from it.
 */
export function locateNeed(session: AnalysisSession, need: FacilityNeed, borderMetres = 0): number[][] {
  return need.serviceIds.flatMap((serviceId) => {
    const layer = session.facilities(serviceId);
    if (!layer) return [];
    const inside = locateLayer(session, serviceId);
    const places = borderMetres > 0 ? locateNearCommunities(session, layer, inside, borderMetres) : inside;
    const passing = passingFacilities(layer, need);
    return passing === null ? places : passing.map((facility) => places[facility] as number[]);
  });
}

/** Communities that each facility of a service touches; empty without a layer. */
export function locateLayer(session: AnalysisSession, serviceId: string): number[][] {
  const layer = session.facilities(serviceId);
  if (!layer) return [];
  return session.remember(`facility communities ${serviceId}`, () => locateFacilities(session, layer));
}

function locateFacilities(session: AnalysisSession, layer: Facilities): number[][] {
  const areas = session.remember("community areas", () => new AreaIndex(session.study.communities.areas));
  return Array.from({ length: layer.count }, (_, facility) => {
    const touched = new Set<number>();
    const end = layer.starts[facility + 1] as number;
    for (let position = layer.starts[facility] as number; position < end; position++) {
      const index = areas.find(
        layer.coordinates[2 * position] as number,
        layer.coordinates[2 * position + 1] as number,
      );
      if (index >= 0) touched.add(index);
    }
    return [...touched].sort((a, b) => a - b);
  });
}
