/**
 * Who has a facility of a need within a rule's reach. A filter is answered from what each facility
 * reaches, searched once for a service and a reach: other values and other columns route nothing.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import type { AnalysisParameters, ProfileId } from "../../model/parameters.ts";
import type { AnySearch } from "../../service-search.ts";
import type { FacilityNeed, Reach } from "../target.ts";
import { cutoffOf, passingFacilities, searchOfNeed } from "./facility-needs.ts";
import { addPoint, createPointBits, findReachedPoints, type PointBits, type PointKind } from "./reached-points.ts";
import { findStraightReachedPoints } from "./straight-reached-points.ts";

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
    const reached =
      passing &&
      (search
        ? findReachedPoints(session, search, cutoff, points)
        : findStraightReachedPoints(session, layer, cutoff, points));
    if (reached && passing) {
      reached.addTo(bits, passing);
      continue;
    }
    const costs = search
      ? costsOf(session, { ...search, facilityIndexes: passing }, points)
      : straightMetres(session, serviceId, passing, points);
    for (let point = 0; point < count; point++) if ((costs[point] as number) <= cutoff) addPoint(bits, point);
  }
  return bits;
}

function costsOf(session: AnalysisSession, search: AnySearch, points: PointKind): Float64Array {
  const costs = session.costs(search);
  return points === "land" ? costs.landSeconds : costs.demand.seconds;
}

/** Straight metres to the nearest facility. */
function straightMetres(
  session: AnalysisSession,
  serviceId: string,
  facilityIndexes: readonly number[] | null,
  points: PointKind,
): Float64Array {
  return points === "land"
    ? session.straightLandMetres(serviceId, facilityIndexes)
    : session.straightDemandMetres(serviceId, facilityIndexes);
}
