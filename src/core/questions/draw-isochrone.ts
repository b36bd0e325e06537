/**
 * The isochrone that a study's card or map shows: bands at thirds of the cutoff around
 * one facility, or around all of a service together, with the people and the land whose
 * points lie inside the outermost band. A cross-check of the counts on streets, which
 * it never replaces: a point inside may be farther to walk than its surroundings.
 */
import type { Progress } from "../analysis-result.ts";
import type { AnalysisSession } from "../analysis-session.ts";
import { type CoveredSums, sharesOf, sumCovered } from "../coverage/cover-communities.ts";
import { findInIsochrone } from "../coverage/find-in-isochrone.ts";
import { DEFAULT_GROUND } from "../isochrone/ground-options.ts";
import { type IsochroneBand, IsochroneMaker } from "../isochrone/isochrone.ts";
import type { AnalysisParameters } from "../model/parameters.ts";
import { chooseServices, resolveGroup, searchOf } from "../service-search.ts";

const BANDS = 3;
const PER_CENT = 100;

export interface DrawnIsochrone {
  /** By cutoff, ascending; each lies inside the next. */
  readonly bands: readonly IsochroneBand[];
  /** Whether any of the facilities meets the streets. */
  readonly attached: boolean;
  /** By community, of the run's group; null for a single facility. */
  readonly counted: { readonly peopleCovered: Float64Array; readonly landShare: Float64Array } | null;
}

/**
 * Bands of one facility, or (null) of all of a service, pausing between steps.
 * Throws AnalysisError for an unknown service or impossible parameters.
 */
export function* drawIsochrone(
  session: AnalysisSession,
  parameters: AnalysisParameters,
  serviceId: string,
  facilityIndex: number | null,
): Generator<Progress, DrawnIsochrone> {
  const [service] = chooseServices(session.study, { ...parameters, serviceIds: [serviceId] });
  if (!service) return { bands: [], attached: false, counted: null };
  const search = searchOf(service, parameters, session.study.profileSpeeds);
  yield { stage: "network", done: 0, total: 1 };
  const maker = new IsochroneMaker(session.searchGraph(search), session.ground(search.pace.mode, DEFAULT_GROUND));
  const sources = session.sourcesOf(search);
  const points = attachedPoints(sources, facilityIndex);
  yield { stage: "routing", done: 0, total: 1 };
  const cutoffs = Array.from({ length: BANDS }, (_, band) => (parameters.cutoffSeconds * (band + 1)) / BANDS);
  const steps = maker.makeInSteps(sources, points, cutoffs);
  let step = steps.next();
  for (; !step.done; step = steps.next()) {
    yield { stage: "isochrone", done: Math.round(PER_CENT * step.value), total: PER_CENT };
  }
  const { bands } = step.value;
  const attached = points.length > 0;
  if (facilityIndex !== null) return { bands, attached, counted: null };

  const { demand, communities } = session.study;
  const people = demand.people[resolveGroup(session.study, service, parameters)] ?? demand.people.all;
  const ground = (bands.at(-1) as IsochroneBand).geometry;
  const counting: Progress = { stage: "coverage", done: 0, total: 1 };
  yield counting;
  const insideDemand = findInIsochrone(ground, demand.coordinates);
  yield counting;
  const { land } = session;
  const sameHomes = land.coordinates === demand.coordinates;
  const insideLand = sameHomes ? insideDemand : findInIsochrone(ground, land.coordinates);
  const { communityIndexes } = demand;
  return {
    bands,
    attached,
    counted: {
      peopleCovered: sumInside(communities.count, communityIndexes, people, insideDemand).covered,
      landShare: sharesOf(sumInside(communities.count, land.communityIndexes, land.squareMetres, insideLand)),
    },
  };
}

function sumInside(
  communityCount: number,
  communityIndexes: Int32Array,
  weights: Float64Array,
  inside: Uint8Array,
): CoveredSums {
  const costs = Float64Array.from(inside, (flag) => 1 - flag);
  return sumCovered(communityCount, communityIndexes, weights, costs, 0);
}

function attachedPoints(
  { snaps, sourceOfPoint }: ReturnType<AnalysisSession["sourcesOf"]>,
  facilityIndex: number | null,
): Int32Array {
  const points: number[] = [];
  for (let point = 0; point < snaps.count; point++) {
    const counts = facilityIndex === null || sourceOfPoint[point] === facilityIndex;
    if (counts && (snaps.edgeIndexes[point] as number) >= 0) points.push(point);
  }
  return Int32Array.from(points);
}
