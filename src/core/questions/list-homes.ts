/**
 * The rows under a community's or a facility's figures: the homes that were counted, with their people, the time
 * to the nearest facility and the straight distance. The run's costs say it all, so nothing is searched.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { chooseServices, resolveGroup, searchOf } from "../service-search.ts";

/** Whose homes: all of a community's, or those within the cutoff for whom a facility is the nearest. */
export type HomesOf =
  | { readonly kind: "community"; readonly communityIndex: number }
  | { readonly kind: "facility"; readonly facilityIndex: number };

/** Parallel arrays, a home each, in the order of the demand layer. */
export interface HomeRows {
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
  /** Row of the home in the demand layer, from 0. */
  readonly pointIndexes: Int32Array;
  readonly communityIndexes: Int32Array;
  /** People of the run's group, in the study's demand unit. */
  readonly people: Float64Array;
  /** Seconds to the nearest facility; Infinity beyond the search limit or off the streets. */
  readonly seconds: Float64Array;
  /** Metres to the nearest facility in a straight line. */
  readonly straightMetres: Float64Array;
  /** The nearest facility on the streets; -1 where there is none. */
  readonly facilityIndexes: Int32Array;
  /** People of every group of the study, in the order of the same homes. */
  readonly groups: readonly { readonly groupId: GroupId; readonly people: Float64Array }[];
}

/** Homes with anybody in them; null for a service without a layer. Throws AnalysisError for an unknown service. */
export function listHomes(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  of: HomesOf,
): HomeRows | null {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  if (!service || !session.facilities(serviceId)?.count) return null;
  const { demand } = session.study;
  const { cutoffSeconds } = parameters;
  const groupId = resolveGroup(session.study, service, parameters);
  const people = demand.people[groupId] ?? demand.people.all;
  const { seconds, sourceIndexes } = session.costs(searchOf(service, parameters, session.study.profileSpeeds)).demand;
  const straight = session.straightDemandMetres(serviceId, null);
  const groups = (Object.keys(demand.people) as GroupId[]).flatMap((id) => {
    const members = demand.people[id];
    return members ? [{ groupId: id, members }] : [];
  });
  const points: number[] = [];
  for (let point = 0; point < demand.count; point++) {
    const isOwn =
      of.kind === "community"
        ? demand.communityIndexes[point] === of.communityIndex
        : sourceIndexes[point] === of.facilityIndex && (seconds[point] as number) <= cutoffSeconds;
    if (isOwn && groups.some(({ members }) => (members[point] as number) > 0)) points.push(point);
  }
  const take = (values: Float64Array): Float64Array => Float64Array.from(points, (point) => values[point] as number);
  return {
    groupId,
    cutoffSeconds,
    pointIndexes: Int32Array.from(points),
    communityIndexes: Int32Array.from(points, (point) => demand.communityIndexes[point] as number),
    people: take(people),
    seconds: take(seconds),
    straightMetres: take(straight),
    facilityIndexes: Int32Array.from(points, (point) => sourceIndexes[point] as number),
    groups: groups.map(({ groupId: id, members }) => ({ groupId: id, people: take(members) })),
  };
}
