/** How a run's parameters and a service's own defaults become one search. */
import { AnalysisError } from "./errors.ts";
import type { GroupId } from "./model/demand.ts";
import type { Service } from "./model/facility.ts";
import { type AnalysisParameters, PROFILES, type Profile, type ProfileId } from "./model/parameters.ts";
import type { Study } from "./model/study.ts";
import type { Pace } from "./routing/search-graph.ts";

/** How a service is reached: at a pace, up to a limit, by some or all of its facilities. */
export interface ServiceSearch {
  readonly serviceId: string;
  readonly pace: Pace;
  readonly limitSeconds: number;
  readonly snapRadiusMetres: number;
  /** Facilities that count; null means all. */
  readonly facilityIndexes: readonly number[] | null;
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

/** The search that answers for a service under the run's parameters. */
export function searchOf(service: Service, parameters: AnalysisParameters): ServiceSearch {
  const profile = resolveProfile(service.profileId, parameters);
  return {
    serviceId: service.id,
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
