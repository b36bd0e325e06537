/** How a run's parameters and a service's own defaults become one search. */
import { AnalysisError, checkPositive } from "./errors.ts";
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

export type AnySearch = ServiceSearch | DistanceSearch;

/** The pace of a search; a distance has one metre a second, so that its seconds are its metres. */
export function paceOf(search: AnySearch): Pace {
  return search.measure === "time" ? search.pace : { mode: search.travel.mode, metresPerSecond: 1 };
}

/** How far a search goes, in level metres (true metres for a distance). */
export function limitMetresOf(search: AnySearch): number {
  return search.measure === "time" ? search.limitSeconds * search.pace.metresPerSecond : search.limitMetres;
}

/** @throws AnalysisError for a pace or a limit that is not above 0. */
export function checkSearch(pace: Pace, limitSeconds: number): void {
  checkPositive("metresPerSecond", pace.metresPerSecond);
  checkPositive("limitSeconds", limitSeconds);
}

/** All that a search's costs depend on. */
export function keyOfSearch(search: AnySearch): string {
  const { serviceId, travel, snapRadiusMetres, facilityIndexes } = search;
  const counted = facilityIndexes === null ? "all" : facilityIndexes.join(",");
  const limit =
    search.measure === "time"
      ? `${search.pace.metresPerSecond} m/s ${search.limitSeconds} s`
      : `${search.limitMetres} m`;
  return `${serviceId} ${Object.values(travel).join(" ")} ${limit} ${snapRadiusMetres} ${counted}`;
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

/** Speeds that stand in the place of the profiles' own; a study's `profileSpeeds`. */
export type ProfileSpeeds = Study["profileSpeeds"];

/** The profile that a run uses where a service or a rule would have its own: at the run's speed, else the study's, else its own. */
export function resolveProfile(
  ownProfileId: ProfileId,
  parameters: AnalysisParameters,
  speeds: ProfileSpeeds = {},
): Profile {
  const profile = PROFILES[parameters.profileId ?? ownProfileId];
  const speedMetresPerSecond = parameters.speedMetresPerSecond ?? speeds[profile.id] ?? profile.speedMetresPerSecond;
  return { ...profile, speedMetresPerSecond };
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
export function searchOf(service: Service, parameters: AnalysisParameters, speeds?: ProfileSpeeds): ServiceSearch {
  const profile = resolveProfile(service.profileId, parameters, speeds);
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
