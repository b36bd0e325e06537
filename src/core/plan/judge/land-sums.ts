/** Square metres of each community's land, in all and within a circle: residential where the study knows it, else all. */
import type { AnalysisSession } from "../../analysis-session.ts";
import { LatestValues } from "../../latest-values.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { ServiceAreaRule } from "./judge-service-area.ts";
import { hasPoint } from "./reached-points.ts";
import { reachByAnyWay } from "./ways.ts";

/** A city's communities take 8 bytes each; so many circles are more than anybody compares. */
const MOST_SUMS_KEPT = 256;

export function landByCommunity(session: AnalysisSession): Float64Array {
  return session.remember("land by community", () => sumLand(session, () => true));
}

/** m² of each community's land within the rule's reach: summed once for any pass mark, group and unit. */
export function coverLand(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  parameters: AnalysisParameters,
): Float64Array {
  const { needs, reach, profileId, otherWay } = rule;
  const { serviceIds: _services, groupId: _group, cutoffSeconds: _cutoff, passShare: _pass, ...asked } = parameters;
  const kept = session.remember("land reached", () => new LatestValues<Float64Array>(MOST_SUMS_KEPT));
  return kept.find(JSON.stringify([needs, reach, profileId, otherWay, asked]), () => {
    const reached = needs.map((need) => reachByAnyWay(session, rule, need, parameters, "land"));
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
