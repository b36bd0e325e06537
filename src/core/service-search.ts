/** How a run's parameters and a service's own defaults become one search. */
import { AnalysisError } from "./errors.ts";
import type { GroupId } from "./model/demand.ts";
import type { Service } from "./model/facility.ts";
import { type AnalysisParameters, PROFILES, type Profile, type ProfileId } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import { type Travel, travelLevel } from "./network/travel.ts";
import type { Pace } from "./routing/search-graph.ts";

/** Whom a service is to reach, and by which of its facilities. */
interface SearchBase {
  readonly serviceId: string;
  /** Who travels and when, and what costs him extra time. */
  readonly travel: Travel;
  readonly snapRadiusMetres: number;
  /** Facilities that count; null means all. */
  readonly facilityIndexes: readonly number[] | null;
}

/** A service reached in time: at a pace, with all that slows it down, up to a limit in seconds. */
export interface ServiceSearch extends SearchBase {
  readonly measure: "time";
  readonly pace: Pace;
  readonly limitSeconds: number;
}

/** A service within true metres of street: what is closed stays closed, nothing costs extra. */
export interface DistanceSearch extends SearchBase {
  readonly measure: "distance";
  readonly limitMetres: number;
}

/** The services that a run covers: those asked for, else every circle service of the study. */
export function chooseServices(study: Study, parameters: AnalysisParameters): readonly Service[] {
  if (parameters.serviceIds === null) return study.services.filter((service) => service.circle);
  return parameters.serviceIds.map((serviceId) => {
    const service = study.services.find(({ id }) => id === serviceId);
    if (!service) throw new AnalysisError("unknown-service", { serviceId });
    return service;
  });
}

/** The profile that a run uses where a service or a rule would have its own, with the run's speed. */
export function resolveProfile(ownProfileId: ProfileId, parameters: AnalysisParameters): Profile {
  const profile = PROFILES[parameters.profileId ?? ownProfileId];
  return { ...profile, speedMetresPerSecond: parameters.speedMetresPerSecond ?? profile.speedMetresPerSecond };
}

/** What the run's parameters make of a profile's way to travel. */
export function travelOf(profile: Profile, parameters: AnalysisParameters): Travel {
  const { slope, stairsFactor, crossingSeconds, night, steepestIncline } = parameters;
  return {
    ...travelLevel(profile.mode),
    isWheelchair: profile.id === "wheelchair",
    atNight: night,
    slope,
    stairsFactor,
    crossingSeconds,
    steepestIncline,
  };
}

/** How people walk in a run, by which its network and homes are counted: in wheelchairs where these are asked for. */
export function travelOnFoot(parameters: AnalysisParameters): Travel {
  return travelOf(parameters.profileId === "wheelchair" ? PROFILES.wheelchair : PROFILES.adult, parameters);
}

/** The search that answers for a service under the run's parameters. */
export function searchOf(service: Service, parameters: AnalysisParameters): ServiceSearch {
  const profile = resolveProfile(service.profileId, parameters);
  return {
    serviceId: service.id,
    measure: "time",
    travel: travelOf(profile, parameters),
    pace: { mode: profile.mode, metresPerSecond: profile.speedMetresPerSecond },
    limitSeconds: Math.max(parameters.searchLimitSeconds, parameters.cutoffSeconds),
    snapRadiusMetres: parameters.snapRadiusMetres,
    facilityIndexes: null,
  };
}

/** The group asked for; a service's own group gives way to everybody where the study has no such figures. */
export function resolveGroup(study: Study, service: Service, parameters: AnalysisParameters): GroupId {
  const asked = parameters.groupId;
  if (asked !== null) {
    if (!study.demand.people[asked]) throw new AnalysisError("unknown-group", { groupId: asked });
    return asked;
  }
  return study.demand.people[service.groupId] ? service.groupId : "all";
}
