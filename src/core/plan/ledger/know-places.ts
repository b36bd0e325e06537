/** Who of some homes is in reach and who has a place, out of the places that the judge shared out. */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import type { ServiceAreaRule } from "../judge/judge-service-area.ts";
import { shareOutPlaces } from "../judge/share-out-places.ts";

export interface KnownPlaces {
  readonly inReach: number;
  readonly served: number;
  /** Facilities that the homes reach, and the people whom these can take. */
  readonly facilities: number;
  readonly places: number;
}

/** Null where places are not known. */
export function knowPlaces(
  session: AnalysisSession,
  rule: ServiceAreaRule,
  people: Float64Array,
  parameters: AnalysisParameters,
): ((homes: readonly number[]) => KnownPlaces) | null {
  const shared = shareOutPlaces(session, rule, people, parameters);
  if (shared === null) return null;
  const { states, rows, sites } = shared;
  return (homes) => {
    const reached = new Set<number>();
    let [inReach, served] = [0, 0];
    for (const home of homes) {
      inReach += (states.served[home] as number) + (states.overCapacity[home] as number);
      served += states.served[home] as number;
      for (let at = rows.rowStarts[home] as number; at < (rows.rowStarts[home + 1] as number); at++)
        reached.add(rows.siteIndexes[at] as number);
    }
    const places = [...reached].reduce((sum, site) => sum + (sites.places[site] as number), 0);
    return { inReach, served, facilities: reached.size, places };
  };
}
