/** “At least N per unit” rules: a unit is met when every need has N facilities inside it. No routing. */
import type { AnalysisSession } from "../analysis-session.ts";
import { countInCommunities } from "./facility-needs.ts";
import type { UnitTally } from "./judge-service-area.ts";
import type { Rule } from "./target.ts";
import type { CountedUnit } from "./target-units.ts";

export type AtLeastRule = Extract<Rule, { kind: "at-least-per-unit" }>;

/** Units below the rule's minimum of people are not tested; the people short are everybody in units that lack a need. */
export function judgeAtLeast(session: AnalysisSession, rule: AtLeastRule, units: readonly CountedUnit[]): UnitTally {
  const { demand, communities } = session.study;
  const people = session.remember("people by community", () => {
    const sums = new Float64Array(communities.count);
    demand.communityIndexes.forEach((community, point) => {
      if (community >= 0) sums[community]! += demand.people.all[point] as number;
    });
    return sums;
  });
  const counts = rule.needs.map((need) => countInCommunities(session, need));
  let unitsTested = 0;
  let unitsMet = 0;
  let peopleShort = 0;
  const unitIdsNotMet: string[] = [];
  for (const { id, communityIndexes } of units) {
    const inUnit = communityIndexes.reduce((sum, index) => sum + (people[index] as number), 0);
    if (inUnit < (rule.minimumPeople ?? 0)) continue;
    unitsTested++;
    const met = counts.every(
      (count) => communityIndexes.reduce((sum, index) => sum + (count[index] as number), 0) >= rule.count,
    );
    if (met) unitsMet++;
    else {
      unitIdsNotMet.push(id);
      peopleShort += inUnit;
    }
  }
  return { unitsTested, unitsMet, peopleShort, unitIdsNotMet };
}
