/**
 * People, units and land that have what a target asks for. A circle is counted along
 * streets and straight on the costs that the verdict already has; only a circle that
 * the plan itself draws straight is searched once along streets. “At least N per unit”
 * has no distance: there the people and land of the units that have N are counted.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_TESTABLE } from "../../coverage/coverage-result.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { CoverageShares, TargetCoverage } from "../coverage-shares.ts";
import { sumUnits, type UnitFigures } from "../unit-figures.ts";
import { judgeServiceArea, type ServiceAreaRule } from "./judge-service-area.ts";
import { reachNeed } from "./reach-need.ts";
import { hasPoint } from "./reached-points.ts";
import { layOnStreets, layStraight } from "./straight-reach.ts";
import type { CountedUnit } from "./target-units.ts";

/** A city's communities take 8 bytes each; so many circles are more than anybody compares. */
const MOST_SUMS_KEPT = 256;

/** `figures`: what the rule found in the units. Null where no unit could be tested. */
export function coverReach(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  units: readonly CountedUnit[],
  figures: UnitFigures,
  parameters: AnalysisParameters,
): TargetCoverage | null {
  if (sumUnits(figures).unitsTested === 0) return null;
  const sharesBy = (laid: ServiceAreaRule, own: UnitFigures): CoverageShares => ({
    ...sharesOfUnits(own),
    land: shareOfLand(session, units, own, coverLand(session, laid, parameters)),
  });
  const onStreets = layOnStreets(rule);
  const straight = layStraight(session, rule, parameters);
  const judge = (laid: ServiceAreaRule): UnitFigures => judgeServiceArea(session, laid, units, parameters);
  return {
    kind: "reach",
    network: sharesBy(onStreets, onStreets === rule ? figures : judge(onStreets)),
    straight: sharesBy(straight, onStreets === rule ? judge(straight) : figures),
  };
}

/** People are those of the rule's units, whoever they are; null where no unit was tested. */
export function coverUnits(
  session: AnalysisSession,
  units: readonly CountedUnit[],
  figures: UnitFigures,
): TargetCoverage | null {
  if (sumUnits(figures).unitsTested === 0) return null;
  const land = landByCommunity(session);
  const covered = new Float64Array(land.length);
  units.forEach(({ communityIndexes }, unit) => {
    if (figures.verdicts[unit] !== VERDICT_MET) return;
    for (const index of communityIndexes) covered[index] = land[index] as number;
  });
  return {
    kind: "in-units",
    inUnits: { ...sharesOfUnits(figures), land: shareOfLand(session, units, figures, covered) },
  };
}

function sharesOfUnits(figures: UnitFigures): Pick<CoverageShares, "people" | "units"> {
  const { unitsMet, unitsTested, peopleTested, peopleShort } = sumUnits(figures);
  return {
    people: peopleTested > 0 ? (peopleTested - peopleShort) / peopleTested : 0,
    units: unitsMet / unitsTested,
  };
}

/** Of the land of tested units; every piece of land counts once. */
function shareOfLand(
  session: AnalysisSession,
  units: readonly CountedUnit[],
  { verdicts }: UnitFigures,
  coveredByCommunity: Float64Array,
): number | null {
  const land = landByCommunity(session);
  let [all, covered] = [0, 0];
  units.forEach(({ communityIndexes }, unit) => {
    if (verdicts[unit] === VERDICT_NOT_TESTABLE) return;
    for (const index of communityIndexes) {
      all += land[index] as number;
      covered += coveredByCommunity[index] as number;
    }
  });
  return all > 0 ? covered / all : null;
}

function landByCommunity(session: AnalysisSession): Float64Array {
  return session.remember("land by community", () => sumLand(session, () => true));
}

/** m² of each community's land within the rule's reach: summed once for any pass mark, group and unit. */
function coverLand(session: AnalysisSession, rule: ServiceAreaRule, parameters: AnalysisParameters): Float64Array {
  const { needs, reach, profileId } = rule;
  const { serviceIds: _services, groupId: _group, cutoffSeconds: _cutoff, passShare: _pass, ...asked } = parameters;
  const kept = session.remember("land reached", () => new LatestValues<Float64Array>(MOST_SUMS_KEPT));
  return kept.find(JSON.stringify([needs, reach, profileId, asked]), () => {
    const reached = needs.map((need) => reachNeed(session, need, reach, profileId, parameters, "land"));
    return sumLand(session, (sample) => reached.every((bits) => hasPoint(bits, sample)));
  });
}

function sumLand(session: AnalysisSession, counts: (sample: number) => boolean): Float64Array {
  const { communityIndexes, squareMetres } = session.land;
  const sums = new Float64Array(session.study.communities.count);
  for (let sample = 0; sample < communityIndexes.length; sample++) {
    const community = communityIndexes[sample] as number;
    if (community >= 0 && counts(sample)) sums[community]! += squareMetres[sample] as number;
  }
  return sums;
}
