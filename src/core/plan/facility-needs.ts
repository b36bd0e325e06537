/** Which facilities satisfy a rule's need, how far people are from them, and in which communities they stand. */
import type { AnalysisSession } from "../analysis-session.ts";
import { AreaIndex } from "../areas.ts";
import type { Facilities } from "../model/facility.ts";
import type { AnalysisParameters, Profile, ProfileId } from "../model/parameters.ts";
import { resolveProfile, travelOf } from "../service-search.ts";
import type { AttributeFilter, FacilityNeed, Reach } from "./target.ts";

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
  return resolveProfile(profileId ?? own, parameters);
}

/** Cost of every demand point to the nearest facility that satisfies the need, in the unit of `cutoffOf(reach)`. */
export function measureNeed(
  session: AnalysisSession,
  need: FacilityNeed,
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
): Float64Array {
  const costs = need.serviceIds.flatMap((serviceId) => {
    const layer = session.facilities(serviceId);
    if (!layer) return [];
    const facilityIndexes = passingFacilities(layer, need);
    if (reach.kind === "distance" && reach.measure === "straight") {
      return [session.straightDemandMetres(serviceId, facilityIndexes)];
    }
    const profile = profileOfNeed(session, serviceId, profileId, parameters);
    const base = {
      serviceId,
      travel: travelOf(profile, parameters),
      snapRadiusMetres: parameters.snapRadiusMetres,
      facilityIndexes,
    };
    if (reach.kind === "distance") {
      return [session.demandMetres({ ...base, measure: "distance", limitMetres: reach.metres })];
    }
    const pace = { mode: profile.mode, metresPerSecond: profile.speedMetresPerSecond };
    const limitSeconds = Math.max(reach.seconds, parameters.searchLimitSeconds);
    return [session.costs({ ...base, measure: "time", pace, limitSeconds }).demand.seconds];
  });
  const [first, ...others] = costs;
  if (!first) return new Float64Array(session.study.demand.count).fill(Infinity);
  if (others.length === 0) return first;
  return first.map((cost, point) => others.reduce((least, other) => Math.min(least, other[point] as number), cost));
}

/** The largest cost that counts, in the unit of `measureNeed`. */
export function cutoffOf(reach: Reach): number {
  return reach.kind === "time" ? reach.seconds : reach.metres;
}

/** Communities that each facility touches, for every facility that satisfies the need: one row per facility. */
export function locateNeed(session: AnalysisSession, need: FacilityNeed): number[][] {
  return need.serviceIds.flatMap((serviceId) => {
    const layer = session.facilities(serviceId);
    if (!layer) return [];
    const places = session.remember(`facility communities ${serviceId}`, () => locateFacilities(session, layer));
    const passing = passingFacilities(layer, need);
    return passing === null ? places : passing.map((facility) => places[facility] as number[]);
  });
}

/** Communities that each facility touches. */
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
