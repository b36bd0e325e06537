/** Every link that is cheapest for its far place by one of a need's ways, each measured: what a search for the best is held to. */
import type { AnalysisSession } from "../../src/core/analysis-session.ts";
import { LINK_KINDS } from "../../src/core/model/link-kind.ts";
import type { AskedReach, ReachField } from "../../src/core/questions/asked-reach.ts";
import type { GainMeter } from "../../src/core/questions/gain-of-change.ts";
import { LinkFinder, layOutGround } from "../../src/core/questions/link-candidates.ts";
import { linkOf, type MeasuredLink } from "../../src/core/questions/search-links.ts";

/** A link that saves its far end less is not missing. */
const LEAST_SAVED_METRES = 100;

export function measureEveryLink(
  session: AnalysisSession,
  needs: readonly AskedReach[],
  need: number,
  meter: GainMeter,
): MeasuredLink[] {
  const ways = new Map<string, ReachField[]>();
  for (const field of needs[need]?.fields ?? []) {
    const key = JSON.stringify([field.search.travel, field.cutoff * field.metresPerUnit]);
    ways.set(key, [...(ways.get(key) ?? []), field]);
  }
  return [...ways.values()].flatMap((fields) => {
    const [field] = fields as [ReachField];
    const ground = layOutGround(session, field, null);
    const { places, ticks, ticksPerMetre } = ground;
    for (let place = 0; place < places.count; place++) {
      const at = { edge: places.edges[place] as number, fromStartMetres: places.fromStartMetres[place] as number };
      ticks[place] = meter.metresAt(need, at, fields) * ticksPerMetre;
    }
    const finder = new LinkFinder(ground);
    const limit = field.cutoff * field.metresPerUnit * ticksPerMetre;
    return Array.from({ length: places.count }, (_, far) => far).flatMap((far) => {
      const most = Math.min(limit, (ticks[far] as number) - LEAST_SAVED_METRES * ticksPerMetre);
      return finder.findEach(far, most, LINK_KINDS).map((link): MeasuredLink => {
        const gain = meter.ofLink(linkOf(places, link));
        return { link, gain, ground, need, limitShare: link.ticks / limit };
      });
    });
  });
}
