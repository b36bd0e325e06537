/**
 * The check-up of a study's data before any analysis: every check once, each by itself, in steps. Nothing of the study is changed.
 * Cost: attaching homes and facilities (shared with the runs of the session), then passes over homes, streets and facilities.
 */
import type { Progress } from "../../analysis-result.ts";
import type { AnalysisSession } from "../../analysis-session.ts";
import { checkParameters } from "../../check-parameters.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { checkIdleBarriers } from "./barrier-idle.ts";
import { type Check, CheckGround } from "./check-ground.ts";
import { checkCommunityNames } from "./community-duplicate.ts";
import { checkSizes } from "./community-size.ts";
import { checkOutlines } from "./community-without-outline.ts";
import { checkCommunitiesWithoutPeople } from "./community-without-people.ts";
import { checkCommunityStreets } from "./community-without-street.ts";
import { checkUnits } from "./community-without-unit.ts";
import { checkFacilitiesBehindBarriers } from "./facility-behind-barrier.ts";
import { checkCapacities } from "./facility-capacity.ts";
import { checkDuplicates } from "./facility-duplicate.ts";
import { checkFacilityIds } from "./facility-duplicate-id.ts";
import { checkFarFacilities } from "./facility-far.ts";
import { checkFacilitiesInNoCommunity } from "./facility-in-no-community.ts";
import { checkFacilitiesOnIslands } from "./facility-on-island.ts";
import { checkOutsideFacilities } from "./facility-outside.ts";
import { checkSameNames } from "./facility-same-name.ts";
import { checkSamePlaces } from "./facility-same-place.ts";
import { CHECK_IDS, type Finding } from "./finding.ts";
import { checkHomesBehindBarriers } from "./home-behind-barrier.ts";
import { checkFarHomes } from "./home-far.ts";
import { checkHomesInNoCommunity } from "./home-in-no-community.ts";
import { checkHomesOnIslands } from "./home-on-island.ts";
import { checkSystems } from "./layer-system.ts";
import { checkGroups } from "./people-groups.ts";
import { checkSums } from "./people-sums.ts";
import { checkGaps } from "./street-gap.ts";
import { checkPieces } from "./street-pieces.ts";

const CHECKS: readonly Check[] = [
  checkFacilityIds,
  checkDuplicates,
  checkSameNames,
  checkSamePlaces,
  checkOutsideFacilities,
  checkFarFacilities,
  checkFacilitiesOnIslands,
  checkFacilitiesBehindBarriers,
  checkFacilitiesInNoCommunity,
  checkCapacities,
  checkSystems,
  checkFarHomes,
  checkHomesOnIslands,
  checkHomesBehindBarriers,
  checkHomesInNoCommunity,
  checkGroups,
  checkSums,
  checkCommunityNames,
  checkOutlines,
  checkUnits,
  checkCommunitiesWithoutPeople,
  checkCommunityStreets,
  checkSizes,
  checkPieces,
  checkGaps,
  checkIdleBarriers,
];

/**
 * @param parameters the run's: its snap radius, and who travels how.
 * @param more checks that need what the core may not know (coordinate systems).
 * @returns a finding a check, in the order of CHECK_IDS.
 * @throws AnalysisError for impossible parameters.
 */
export function* checkStudy(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  more: readonly Check[] = [],
): Generator<Progress, readonly Finding[]> {
  checkParameters(parameters);
  const ground = new CheckGround(session, parameters);
  const checks = [...CHECKS, ...more];
  const findings: Finding[] = [];
  for (const _ of ground.prepare()) yield { stage: "checking", done: 0, total: checks.length };
  for (const { find } of checks) {
    const progress: Progress = { stage: "checking", done: findings.length, total: checks.length };
    yield progress;
    const found = find(ground);
    if ("state" in found) {
      findings.push(found);
      continue;
    }
    for (let step = found.next(); ; step = found.next()) {
      if (step.done) {
        findings.push(step.value);
        break;
      }
      yield progress;
    }
  }
  return findings.sort((a, b) => CHECK_IDS.indexOf(a.id) - CHECK_IDS.indexOf(b.id));
}
