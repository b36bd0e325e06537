/** The walk that stands for a community: from the home of its median walker to the facility nearest to there. */
import type { AnalysisSession } from "../analysis-session.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import type { WalkedRoute } from "../routing/trace-route.ts";
import { chooseServices, resolveGroup, searchOf } from "../service-search.ts";
import { traceWalk } from "./trace-walk.ts";

/**
 * The median walker of the service's group, among those who reach a facility.
 * Null where nobody of the community reaches one within the search limit.
 */
export function findWalkedRoute(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  communityIndex: number,
): WalkedRoute | null {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  if (!service) return null;
  const search = searchOf(service, parameters, session.study.profileSpeeds);
  const demandPeople = session.study.demand.people;
  const people = demandPeople[resolveGroup(session.study, service, parameters)] ?? demandPeople.all;
  const costs = session.costs(search);
  const { communityIndexes } = session.study.demand;
  const point = findMedianPoint(communityIndexes, people, costs.demand.seconds, communityIndex);
  if (point < 0) return null;
  const seconds = costs.demand.seconds[point] as number;
  const { metresPerSecond } = search.pace;
  const opposite = session.searchGraph(search, "onwards");
  const walk = traceWalk(session, { search, costs, opposite, metresPerUnit: metresPerSecond }, point, seconds);
  return walk && { facilityIndex: costs.demand.sourceIndexes[point] as number, seconds, ...walk };
}

/** The reached point at which half of the community's reached people have been counted, nearest first; -1 where none is reached. */
export function findMedianPoint(
  communityIndexes: Int32Array,
  people: Float64Array,
  seconds: Float64Array,
  communityIndex: number,
): number {
  const reached: number[] = [];
  let total = 0;
  for (let point = 0; point < communityIndexes.length; point++) {
    if (communityIndexes[point] !== communityIndex || seconds[point] === Infinity || (people[point] as number) <= 0)
      continue;
    reached.push(point);
    total += people[point] as number;
  }
  reached.sort((a, b) => (seconds[a] as number) - (seconds[b] as number) || a - b);
  let sum = 0;
  for (const point of reached) {
    sum += people[point] as number;
    if (sum >= total / 2) return point;
  }
  return -1;
}
