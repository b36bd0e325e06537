/** How a run's parameters and a service's own defaults become one search. */
import { AnalysisError } from "./errors.ts";
import type { GroupId } from "./model/demand.ts";
import type { Service } from "./model/facility.ts";
import { type AnalysisParameters, PROFILES, type Profile, type ProfileId } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import type { StreetEffort } from "./network/edge-factors.ts";
import type { StreetUse } from "./network/street-use.ts";
import type { Pace } from "./routing/search-graph.ts";

interface SearchTargets {
  readonly serviceId: string;
  /** Which streets are open. */
  readonly use: StreetUse;
  readonly snapRadiusMetres: number;
  /** Facilities that count; null means all. */
  readonly facilityIndexes: readonly number[] | null;
}

/** How a service is reached in time: at a pace, up to a limit, by some or all of its facilities. */
export interface ServiceSearch extends SearchTargets {
  readonly measure: "time";
  readonly pace: Pace;
  readonly effort: StreetEffort;
  readonly limitSeconds: number;
}

/**
 * How far a service is along open streets, in true metres. There is no speed, slope or wait in it, so that a
 * norm in metres and a norm in minutes cannot share a search.
 */
export interface DistanceSearch extends SearchTargets {
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

/** The streets that a profile uses in a run. */
export function streetUseOf(
  { mode, stepFree }: Profile,
  { steepestIncline, timeOfDay }: AnalysisParameters,
): StreetUse {
  return { mode, stepFree, steepestIncline, timeOfDay };
}

/** What slows people down in a run. */
export function effortOf({ slope, stairsFactor, crossingSeconds }: AnalysisParameters): StreetEffort {
  return { slope, stairsFactor, crossingSeconds };
}

/** The streets by which a run counts its homes and its network: those of its profile where that walks, else a walker's. */
export function homeUseOf(parameters: AnalysisParameters): StreetUse {
  const profile = PROFILES[parameters.profileId ?? "adult"];
  return streetUseOf(profile.mode === "walk" ? profile : PROFILES.adult, parameters);
}

/** The search that answers for a service under the run's parameters. */
export function searchOf(service: Service, parameters: AnalysisParameters): ServiceSearch {
  const profile = resolveProfile(service.profileId, parameters);
  return {
    measure: "time",
    serviceId: service.id,
    use: streetUseOf(profile, parameters),
    pace: { mode: profile.mode, metresPerSecond: profile.speedMetresPerSecond },
    effort: effortOf(parameters),
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
