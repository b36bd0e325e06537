/**
 * People, units and land that have what a target asks for. A circle is counted along
 * streets and straight on the costs that the verdict already has; only a circle that
 * the plan itself draws straight is searched once along streets. “At least N per unit”
 * has no distance: there the people and land of the units that have N are counted.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_TESTABLE } from "../../coverage/coverage-result.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { CoverageShares, TargetCoverage } from "../coverage-shares.ts";
import { sumUnits, type UnitFigures } from "../unit-figures.ts";
import { judgeServiceArea, type ServiceAreaRule } from "./judge-service-area.ts";
import { coverLand, landByCommunity } from "./land-sums.ts";
import { layOnStreets, layStraight } from "./straight-reach.ts";
import type { CountedUnit } from "./target-units.ts";

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
