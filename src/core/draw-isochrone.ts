/**
 * The isochrone that a study's card or map shows: bands at thirds of the cutoff around
 * one facility, or around all of a service together, with the people and the land whose
 * points lie inside the outermost band. A cross-check of the counts on streets, which
 * it never replaces: a point inside may be farther to walk than its surroundings.
 */
import type { Progress } from "./analysis-result.ts";
import type { AnalysisSession } from "./analysis-session.ts";
import { AreaIndex } from "./areas.ts";
import { sharesOf, sumCovered } from "./coverage/cover-communities.ts";
import { type IsochroneBand, IsochroneMaker } from "./isochrone/isochrone.ts";
import { DEFAULT_GROUND, OffStreetGround } from "./isochrone/off-street-ground.ts";
import type { MultiPolygonGeometry } from "./model/geometry.ts";
import type { AnalysisParameters } from "./model/parameters.ts";
import { chooseServices, resolveGroup, type ServiceSearch, searchOf } from "./service-search.ts";

const BANDS = 3;
const PER_CENT = 100;
/** Points that are placed inside or outside between two pauses. */
const POINTS_A_STEP = 20_000;

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
  const search = searchOf(service, parameters);
  yield { stage: "network", done: 0, total: 1 };
  const maker = isochroneMaker(session, search, facilityIndex === null ? "service" : "facility");
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
  const insideDemand = yield* placePoints(ground, demand.coordinates);
  const { land } = session;
  const insideLand =
    land.coordinates === demand.coordinates ? insideDemand : yield* placePoints(ground, land.coordinates);
  const sum = (communityIndexes: Int32Array, weights: Float64Array, outside: Float64Array) =>
    sumCovered(communities.count, communityIndexes, weights, outside, 0);
  return {
    bands,
    attached,
    counted: {
      peopleCovered: sum(demand.communityIndexes, people, insideDemand).covered,
      landShare: sharesOf(sum(land.communityIndexes, land.squareMetres, insideLand)),
    },
  };
}

/**
 * The maker of a pace: the ground beside the streets belongs to the mode, and is kept. A service
 * and a facility have makers of their own, for one may pause while the other works.
 */
function isochroneMaker(session: AnalysisSession, search: ServiceSearch, user: "service" | "facility"): IsochroneMaker {
  const { mode, metresPerSecond } = search.pace;
  const ground = session.remember(
    `ground ${mode}`,
    () => new OffStreetGround(session.network, mode, session.study.barriers, DEFAULT_GROUND),
  );
  const graph = session.searchGraph(search);
  return session.remember(
    `isochrones ${user} ${mode} ${metresPerSecond} ${graph.ticksPerMetre}`,
    () => new IsochroneMaker(graph, ground),
  );
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

/** 0 for points inside the area, 1 for points outside. */
function* placePoints(area: MultiPolygonGeometry, coordinates: Float64Array): Generator<Progress, Float64Array> {
  const count = coordinates.length / 2;
  const outside = new Float64Array(count).fill(1);
  const index = new AreaIndex([area]);
  for (let point = 0; point < count; point++) {
    if (point % POINTS_A_STEP === 0) yield { stage: "coverage", done: point, total: count };
    const [lon, lat] = [coordinates[2 * point] as number, coordinates[2 * point + 1] as number];
    if (index.find(lon, lat) >= 0) outside[point] = 0;
  }
  return outside;
}
