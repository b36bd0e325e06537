/** Counts of a service over the whole study and its districts. */
import type { AnalysisSession } from "../../core/analysis-session.ts";
import { summariseCoverage } from "../../core/coverage/coverage-answer.ts";
import type { ServiceCoverage } from "../../core/coverage/coverage-result.ts";
import type { Study } from "../../core/model/study.ts";
import { unitTree } from "../../core/model/unit-tree.ts";
import { locateLayer } from "../../core/plan/judge/facility-needs.ts";
import { NO_DISTRICT_WORD } from "../words/no-district-word.ts";
import type { CoverageSums, DistrictFacts } from "./report-facts.ts";

/** A part of the study that documents give a row of their own. */
export interface District {
  readonly id: string;
  readonly name: string;
  readonly communityIndexes: readonly number[];
}

/** The district of each community by its place in the study's order, "" where none is known: the county, or the township in a study without counties. */
export function districtIdsOf(study: Pick<Study, "communities" | "units">): readonly string[] {
  const { counties, countyIds, townshipIds } = unitTree(study);
  return counties.length > 0 ? countyIds : townshipIds;
}

/** Districts that hold communities, in the order of the study's units; communities of none last. */
export function listDistricts(study: Pick<Study, "communities" | "units">): District[] {
  return groupCommunities(study, districtIdsOf(study), null);
}

/**
 * Communities by the id of a unit of theirs, in the order of the study's units; those without one last.
 * @param unitIds by community
 * @param isWithin 1 for each community that counts; null: all
 */
export function groupCommunities(
  study: Pick<Study, "units">,
  unitIds: readonly string[],
  isWithin: Uint8Array | null,
): District[] {
  const members = new Map<string, number[]>();
  unitIds.forEach((id, index) => {
    if (isWithin?.[index] === 0) return;
    const list = members.get(id);
    if (list) list.push(index);
    else members.set(id, [index]);
  });
  const known = study.units.flatMap(({ id, name }): District[] => {
    const communityIndexes = members.get(id);
    return communityIndexes ? [{ id, name: name || id, communityIndexes }] : [];
  });
  const none = members.get("");
  return none ? [...known, { id: "", name: NO_DISTRICT_WORD, communityIndexes: none }] : known;
}

/** Sums over some communities. */
export function sumCoverage(
  study: Pick<Study, "communities">,
  coverage: ServiceCoverage,
  indexes: readonly number[],
  passShare: number,
): CoverageSums {
  const answer = summariseCoverage(coverage, indexes, study.communities.parentIds, passShare);
  const { people, peopleCovered, peopleCoveredStraight, tested, met, notMet, notTestable, land, landCovered } = answer;
  return { people, peopleCovered, peopleCoveredStraight, tested, met, notMet, notTestable, land, landCovered };
}

/** A service by district. */
export function sumByDistrict(
  session: AnalysisSession,
  coverage: ServiceCoverage,
  districts: readonly District[],
  passShare: number,
): DistrictFacts[] {
  const { study } = session;
  const { areas, count } = study.communities;
  const districtOf = new Int32Array(count).fill(-1);
  districts.forEach(({ communityIndexes }, district) => {
    for (const index of communityIndexes) districtOf[index] = district;
  });
  const facilities = new Int32Array(districts.length);
  for (const touched of locateLayer(session, coverage.serviceId)) {
    for (const district of new Set(touched.map((index) => districtOf[index] as number))) facilities[district]!++;
  }
  return districts.map(({ id, name, communityIndexes }, district) => ({
    id,
    name,
    ...sumCoverage(study, coverage, communityIndexes, passShare),
    facilities: communityIndexes.every((index) => areas[index]) ? (facilities[district] as number) : null,
  }));
}
