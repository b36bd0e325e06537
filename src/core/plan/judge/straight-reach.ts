/** A circle and its straight-line twin: the same reach measured along streets or as the crow flies. */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { profileOfNeed } from "./facility-needs.ts";
import type { ServiceAreaRule } from "./judge-service-area.ts";
import { type Way, waysOf } from "./ways.ts";

/**
 * The rule with its reach laid straight: its metres, or its time at the slowest pace of the kinds that count. Of two
 * ways the farther one, within which the other's straight reach lies whole.
 */
export function layStraight(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
): ServiceAreaRule {
  const { otherWay: _other, ...laid } = rule;
  const metres = Math.max(...waysOf(rule, parameters).map((way) => straightMetresOf(session, rule, way)));
  return { ...laid, reach: { kind: "distance", metres, measure: "straight" } };
}

function straightMetresOf(session: AnalysisSession, { needs }: ServiceAreaRule, way: Way): number {
  const { reach, profileId, parameters } = way;
  if (reach.kind === "distance") return reach.metres;
  const paces = needs.flatMap((need) =>
    need.serviceIds.map((id) => profileOfNeed(session, id, profileId, parameters).speedMetresPerSecond),
  );
  return reach.seconds * Math.min(...paces);
}

/** The rule along streets: itself, or a straight distance's metres as metres of street. */
export function layOnStreets(rule: ServiceAreaRule): ServiceAreaRule {
  const { reach } = rule;
  if (reach.kind === "time" || reach.measure === "network") return rule;
  return { ...rule, reach: { ...reach, measure: "network" } };
}
