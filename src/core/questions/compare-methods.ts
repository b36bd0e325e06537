/**
 * Three ways to count who is covered, side by side: by each home's own walk on the
 * streets (exact, the product's number), by the drawn isochrone, and by the straight
 * line (the official norm). What they differ by is shown, never mixed.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { countInIsochrone } from "../coverage/count-in-isochrone.ts";
import { sumCovered } from "../coverage/cover-communities.ts";
import type { ServiceSearch } from "../service-search.ts";

/** People by community, in the study's order. */
export interface MethodComparison {
  readonly people: Float64Array;
  readonly onStreets: Float64Array;
  readonly inIsochrone: Float64Array;
  readonly straight: Float64Array;
}

/** Counts people (one weight a demand point) within a cutoff that the search's limit covers. */
export function compareMethods(
  session: AnalysisSession,
  search: ServiceSearch,
  cutoffSeconds: number,
  people: Float64Array,
): MethodComparison {
  const { demand, communities } = session.study;
  const { coordinates, communityIndexes } = demand;
  const { seconds } = session.costs(search).demand;
  const metres = session.straightDemandMetres(search.serviceId, search.facilityIndexes);
  const radiusMetres = cutoffSeconds * search.pace.metresPerSecond;
  const onStreets = sumCovered(communities.count, communityIndexes, people, seconds, cutoffSeconds);
  const straight = sumCovered(communities.count, communityIndexes, people, metres, radiusMetres);
  const [band] = session.isochrone(search, [cutoffSeconds]).bands;
  const drawn = band
    ? countInIsochrone(band.geometry, coordinates, communities.count, communityIndexes, people).covered
    : new Float64Array(communities.count);
  return { people: onStreets.total, onStreets: onStreets.covered, inIsochrone: drawn, straight: straight.covered };
}
