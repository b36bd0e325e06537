/**
 * Who has a facility of a need within a rule's reach. A filter is answered from what each facility
 * reaches, searched once for a service and a reach: other values and other columns route nothing.
 */
import type { AnalysisSession } from "../analysis-session.ts";
import { measureStraightDistances } from "../coverage/straight-line.ts";
import { LatestValues } from "../latest-values.ts";
import type { Facilities } from "../model/facility.ts";
import type { AnalysisParameters, ProfileId } from "../model/parameters.ts";
import type { AnySearch } from "../service-search.ts";
import { cutoffOf, passingFacilities, searchOfNeed } from "./facility-needs.ts";
import { addPoint, createPointBits, findReachedPoints, type PointBits, type PointKind } from "./reached-points.ts";
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
  asked: PointKind = "demand",
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

function costsOf(session: AnalysisSession, search: AnySearch, points: PointKind): Float64Array {
  const costs = session.costs(search);
  return points === "land" ? costs.landSeconds : costs.demand.seconds;
}

/** Straight metres to the nearest facility; where a filter makes distances of its own, no farther than they are asked for. */
function straightMetres(
  session: AnalysisSession,
  layer: Facilities,
  facilityIndexes: readonly number[] | null,
  cutoff: number,
  points: PointKind,
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
