/** What documents say of one service: sums, gaps, where they gather, how evenly people walk. */
import { measureEquity } from "../../core/access/equity.ts";
import type { AnalysisSession } from "../../core/analysis-session.ts";
import { summariseCoverage } from "../../core/coverage/coverage-answer.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import { gapRows } from "../../core/coverage/gap-rows.ts";
import { AnalysisError } from "../../core/errors.ts";
import type { Service } from "../../core/model/facility.ts";
import type { AnalysisParameters } from "../../core/model/parameters.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import { searchOf } from "../../core/service-search.ts";
import type { GapFacts, ServiceFacts } from "./report-facts.ts";
import { districtIdsOf, listDistricts, sumByDistrict, sumCoverage } from "./sum-coverage.ts";

/** @throws AnalysisError where the coverage is of a service that the study does not have. */
export function factsOfService(
  session: AnalysisSession,
  coverage: ServiceCoverage,
  parameters: AnalysisParameters,
): ServiceFacts {
  const { study } = session;
  const service = study.services.find(({ id }) => id === coverage.serviceId);
  if (!service) throw new AnalysisError("unknown-service", { serviceId: coverage.serviceId });
  const { passShare } = parameters;
  const everywhere = Array.from({ length: study.communities.count }, (_, index) => index);
  const { worstParents } = summariseCoverage(coverage, everywhere, study.communities.parentIds, passShare);
  const { unitsById } = unitTree(study);
  return {
    service,
    coverage,
    whole: sumCoverage(study, coverage, everywhere, passShare),
    districts: sumByDistrict(session, coverage, listDistricts(study), passShare),
    gaps: listGaps(session, coverage, everywhere, passShare),
    worstTownships: worstParents.map(({ parentId, peopleShort }) => ({
      id: parentId,
      name: unitsById.get(parentId)?.name || parentId,
      peopleShort,
    })),
    lorenz: measureWalks(session, service, coverage, parameters),
  };
}

function listGaps(
  { study }: AnalysisSession,
  coverage: ServiceCoverage,
  everywhere: readonly number[],
  passShare: number,
): GapFacts[] {
  const { unitsById, townshipIds } = unitTree(study);
  const districtIds = districtIdsOf(study);
  const layer = study.facilities.find(({ serviceId }) => serviceId === coverage.serviceId);
  const nameOf = (id: string | undefined): string => unitsById.get(id ?? "")?.name ?? "";
  const facilityName = (facility: number): string => layer?.names[facility] || layer?.ids[facility] || "";
  return gapRows(study, coverage, everywhere, passShare, "gaps")
    .map(
      ({ communityIndex: index, name, people, peopleShort, share, straightShare, medianSeconds, cause }): GapFacts => ({
        communityIndex: index,
        id: study.communities.ids[index] ?? "",
        name,
        districtName: nameOf(districtIds[index]),
        townshipName: nameOf(townshipIds[index]),
        people,
        peopleShort,
        share,
        straightShare,
        medianSeconds,
        nearestFacilityName: facilityName(coverage.nearestFacilityIndexes[index] ?? -1),
        cause: cause ?? "far",
      }),
    )
    .sort((a, b) => b.peopleShort - a.peopleShort || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/**
 * How unevenly minutes are spread over the people who get there within the search limit.
 * @param isWithin 1 for each community that is asked about; null: all
 */
export function measureWalks(
  session: AnalysisSession,
  service: Service,
  coverage: ServiceCoverage,
  parameters: AnalysisParameters,
  isWithin: Uint8Array | null = null,
): ServiceFacts["lorenz"] {
  const { demand, profileSpeeds } = session.study;
  const { seconds } = session.costs(searchOf(service, parameters, profileSpeeds)).demand;
  const group = demand.people[coverage.groupId] ?? demand.people.all;
  const isAsked = (community: number): boolean => community >= 0 && isWithin?.[community] !== 0;
  const isCounted = (point: number): boolean =>
    Number.isFinite(seconds[point]) && isAsked(demand.communityIndexes[point] as number);
  const people = group.map((count, point) => (isCounted(point) ? count : 0));
  const access = seconds.map((cost, point) => (isCounted(point) ? cost : Number.NaN));
  const { gini, lorenz, people: counted } = measureEquity({ people, access });
  if (!("value" in gini)) return null;
  return { people: counted, points: lorenz.map((share, cent) => [cent / 100, share] as const), gini: gini.value };
}
