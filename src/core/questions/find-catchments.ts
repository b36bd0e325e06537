/**
 * The catchments of a service's facilities: everybody goes to the nearest one within the
 * cutoff. The cost field of the run says who that is, so nothing is searched; one pass over the people.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { type Catchments, sumCatchments } from "../coverage/catchment.ts";
import type { GroupId } from "../model/demand.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { chooseServices, resolveGroup, searchOf } from "../service-search.ts";

export interface ServiceCatchments extends Catchments {
  readonly groupId: GroupId;
  readonly cutoffSeconds: number;
}

/** People of the run's group by facility; null for a service without a layer. Throws AnalysisError for an unknown service. */
export function findCatchments(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
): ServiceCatchments | null {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  const layer = session.facilities(serviceId);
  if (!service || !layer) return null;
  const { demand } = session.study;
  const groupId = resolveGroup(session.study, service, parameters);
  const people = demand.people[groupId] ?? demand.people.all;
  const { seconds, sourceIndexes } = session.costs(searchOf(service, parameters, session.study.profileSpeeds)).demand;
  const { cutoffSeconds } = parameters;
  return { ...sumCatchments(people, seconds, sourceIndexes, cutoffSeconds, layer.count), groupId, cutoffSeconds };
}
