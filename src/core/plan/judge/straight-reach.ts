/** A circle and its straight-line twin: the same reach measured along streets or as the crow flies. */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { profileOfNeed } from "./facility-needs.ts";
import type { ServiceAreaRule } from "./judge-service-area.ts";

/** The rule with its reach laid straight, within which nobody asks for places: its metres, or its time at the slowest pace of the kinds that count. */
export function layStraight(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
): ServiceAreaRule {
  const { reach } = rule;
  const paces = rule.needs.flatMap((need) =>
    need.serviceIds.map((id) => profileOfNeed(session, id, rule.profileId, parameters).speedMetresPerSecond),
  );
  const metres = reach.kind === "time" ? reach.seconds * Math.min(...paces) : reach.metres;
  const { withPlaces: _, ...laid } = rule;
  return { ...laid, reach: { kind: "distance", metres, measure: "straight" } };
}

/** The rule along streets: itself, or a straight distance's metres as metres of street. */
export function layOnStreets(rule: ServiceAreaRule): ServiceAreaRule {
  const { reach } = rule;
  if (reach.kind === "time" || reach.measure === "network") return rule;
  return { ...rule, reach: { ...reach, measure: "network" } };
}
