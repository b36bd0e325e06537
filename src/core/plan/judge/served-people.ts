/** Who has what a target asks for, home by home, where the verdict counts units by their people. */
import type { AnalysisSession } from "../../analysis-session.ts";
import { VERDICT_MET, VERDICT_NOT_TESTABLE } from "../../coverage/coverage-result.ts";
import type { GroupId } from "../../model/demand.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { Target } from "../target.ts";
import type { UnitFigures } from "../unit-figures.ts";
import { countReached } from "./judge-service-area.ts";
import { unitsOf } from "./target-units.ts";

export interface ServedPeople {
  readonly groupId: GroupId;
  /** People who have it, by demand point; in part where places are short. */
  readonly served: Float64Array;
  /** 1 where the community lies in a unit that was tested. */
  readonly isTested: Uint8Array;
}

/** Null for targets that judge the whole, and for those that judge land. */
export function countServed(
  session: AnalysisSession,
  { rule, unit }: Target,
  figures: UnitFigures,
  parameters: AnalysisParameters,
): ServedPeople | null {
  if (figures.ids.length === 0 || figures.land) return null;
  const { demand, communities } = session.study;
  const verdicts = new Uint8Array(communities.count).fill(VERDICT_NOT_TESTABLE);
  unitsOf(session, unit).forEach(({ communityIndexes }, at) => {
    for (const community of communityIndexes) verdicts[community] = figures.verdicts[at] as number;
  });
  const isTested = verdicts.map((verdict) => (verdict === VERDICT_NOT_TESTABLE ? 0 : 1));
  if (rule.kind === "service-area") {
    return { groupId: rule.groupId, served: countReached(session, rule, parameters), isTested };
  }
  if (rule.kind !== "at-least-per-unit") return null;
  const served = demand.people.all.map((count, point) =>
    verdicts[demand.communityIndexes[point] as number] === VERDICT_MET ? count : 0,
  );
  return { groupId: "all", served, isTested };
}
