/** What charts say of one service over some of the communities: the same sums as a report's, over fewer of them. */
import type { AnalysisSession } from "../../core/analysis-session.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { scopedCoverage } from "../../core/coverage/scoped-coverage.ts";
import { accumulateByMinute } from "../../core/coverage/walk-summary.ts";
import { AnalysisError } from "../../core/errors.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import { searchOf } from "../../core/service-search.ts";
import type { DistrictFacts, ServiceFacts } from "./report-facts.ts";
import { measureWalks } from "./service-facts.ts";
import { districtIdsOf, groupCommunities, sumCoverage } from "./sum-coverage.ts";

/** Which units a chart by district has a bar for. */
export type DistrictLevel = "county" | "township";

export type ScopedFacts = Pick<ServiceFacts, "service" | "coverage" | "lorenz"> & {
  /** Those that hold communities asked about. */
  readonly districts: readonly Omit<DistrictFacts, "facilities">[];
};

/**
 * @param indexes of the communities asked about
 * @throws AnalysisError where the coverage is of a service that the study does not have
 */
export function factsOfScope(
  session: AnalysisSession,
  coverage: ServiceCoverage,
  parameters: AnalysisParameters,
  indexes: readonly number[],
  level: DistrictLevel,
): ScopedFacts {
  const { study } = session;
  const service = study.services.find(({ id }) => id === coverage.serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId: coverage.serviceId });
  const isWithin = new Uint8Array(study.communities.count);
  for (const index of indexes) isWithin[index] = 1;
  const ids = level === "county" ? districtIdsOf(study) : unitTree(study).townshipIds;
  const search = searchOf(service, parameters, study.profileSpeeds);
  const { communityIndexes } = study.demand;
  const group = study.demand.people[coverage.groupId] ?? study.demand.people.all;
  const people = group.map((count, point) => (isWithin[communityIndexes[point] as number] === 1 ? count : 0));
  const straight = session.straightDemandMetres(service.id, null);
  const isWhole = indexes.length === study.communities.count;
  return {
    service,
    coverage: {
      ...scopedCoverage(coverage, indexes),
      curve: isWhole
        ? coverage.curve
        : {
            network: accumulateByMinute(communityIndexes, people, session.costs(search).demand.seconds),
            straight: accumulateByMinute(communityIndexes, people, straight, search.pace.metresPerSecond),
          },
    },
    districts: groupCommunities(study, ids, isWithin).map(({ id, name, communityIndexes: members }) => ({
      id,
      name,
      ...sumCoverage(study, coverage, members, parameters.passShare),
    })),
    lorenz: measureWalks(session, service, coverage, parameters, isWithin),
  };
}
