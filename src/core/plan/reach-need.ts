/**
 * Who has a facility of a need within a rule's reach. A filter is answered from what each facility
 * reaches, searched once for a service and a reach: other values and other columns route nothing.
 */
import type { AnalysisSession, AnySearch } from "../analysis-session.ts";
import { measureStraightDistances } from "../coverage/straight-line.ts";
import { LatestValues } from "../latest-values.ts";
import type { Facilities } from "../model/facility.ts";
import type { AnalysisParameters, ProfileId } from "../model/parameters.ts";
import { travelOf } from "../service-search.ts";
import { cutoffOf, passingFacilities, profileOfNeed } from "./facility-needs.ts";
import { addPoint, createPointBits, findReachedPoints, type PointBits, type ReachingPoints } from "./reached-points.ts";
import type { FacilityNeed, Reach } from "./target.ts";

/** Straight distances to the facilities of a filter: 8 bytes a point each. */
const MOST_STRAIGHT_KEPT = 24;
/** Room above a straight distance for what the search on the plane and the distance on the ellipsoid differ by. */
const STRAIGHT_ROOM = 1.02;

/** The points that have a facility of the need within the reach: where people live, or samples of land. */
export function reachNeed(
  session: AnalysisSession,
  need: FacilityNeed,
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
  asked: ReachingPoints = "demand",
): PointBits {
  const { demand } = session.study;
  // Residential land is where the people's own cells are.
  const points = demand.landSquareMetres === null ? asked : "demand";
  const count = points === "land" ? session.land.squareMetres.length : demand.count;
  const cutoff = cutoffOf(reach);
  const bits = createPointBits(count);
  for (const serviceId of need.serviceIds) {
    const layer = session.facilities(serviceId);
    if (!layer) continue;
    const passing = passingFacilities(layer, need);
    const search = searchOfNeed(session, serviceId, reach, profileId, parameters);
    const reached = search && passing && findReachedPoints(session, search, cutoff, points);
    if (reached && passing) {
      reached.addTo(bits, passing);
      continue;
    }
    const costs = search
      ? costsOf(session, { ...search, facilityIndexes: passing }, points)
      : straightMetres(session, layer, passing, cutoff, points);
    for (let point = 0; point < count; point++) if ((costs[point] as number) <= cutoff) addPoint(bits, point);
  }
  return bits;
}

/** The search of all of a service's facilities that a rule asks for; null for straight lines, which need none. */
function searchOfNeed(
  session: AnalysisSession,
  serviceId: string,
  reach: Reach,
  profileId: ProfileId | null,
  parameters: AnalysisParameters,
): AnySearch | null {
  if (reach.kind === "distance" && reach.measure === "straight") return null;
  const profile = profileOfNeed(session, serviceId, profileId, parameters);
  const base = {
    serviceId,
    travel: travelOf(profile, parameters),
    snapRadiusMetres: parameters.snapRadiusMetres,
    facilityIndexes: null,
  };
  if (reach.kind === "distance") return { ...base, measure: "distance", limitMetres: reach.metres };
  const pace = { mode: profile.mode, metresPerSecond: profile.speedMetresPerSecond };
  return { ...base, measure: "time", pace, limitSeconds: Math.max(reach.seconds, parameters.searchLimitSeconds) };
}

function costsOf(session: AnalysisSession, search: AnySearch, points: ReachingPoints): Float64Array {
  const costs = search.measure === "time" ? session.costs(search) : session.distanceCosts(search);
  return points === "land" ? costs.landSeconds : costs.demand.seconds;
}

/** Straight metres to the nearest facility; where a filter makes distances of its own, no farther than they are asked for. */
function straightMetres(
  session: AnalysisSession,
  layer: Facilities,
  facilityIndexes: readonly number[] | null,
  cutoff: number,
  points: ReachingPoints,
): Float64Array {
  const { serviceId } = layer;
  if (facilityIndexes === null)
    return points === "land" ? session.straightLandMetres(serviceId) : session.straightDemandMetres(serviceId, null);
  const kept = session.remember("straight to some", () => new LatestValues<Float64Array>(MOST_STRAIGHT_KEPT));
  const { coordinates } = points === "land" ? session.land : session.study.demand;
  return kept.find(`${points} ${serviceId} ${cutoff} ${facilityIndexes.join(",")}`, () =>
    measureStraightDistances(coordinates, [{ layer, facilityIndexes }], cutoff * STRAIGHT_ROOM),
  );
}
