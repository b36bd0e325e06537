/**
 * How far places that are no homes (one point for each community) are from the facilities of a
 * need: attached to streets as homes are, read from the field that was searched for the
 * homes. No search of its own.
 */
import type { AnalysisSession } from "../../analysis-session.ts";
import { measureStraightDistances } from "../../coverage/straight-line.ts";
import type { AnalysisParameters } from "../../model/parameters.ts";
import { measurePointCosts } from "../../routing/point-costs.ts";
import { limitMetresOf } from "../../service-search.ts";
import { STRAIGHT_LIMIT_METRES } from "../reach-limits.ts";
import type { FacilityNeed } from "../target.ts";
import { passingFacilities, searchOfNeed } from "./facility-needs.ts";
import type { ServiceAreaRule } from "./judge-service-area.ts";

export interface Places {
  /** The same name always stands for the same places of a study. */
  readonly name: string;
  /** Interleaved lon, lat. */
  readonly coordinates: Float64Array;
}

/**
 * Cost of each place to the nearest facility that satisfies a need of the rule, in the unit of `cutoffOf`; Infinity
 * beyond the search's limit and where the place meets no street.
 */
export function measureNeedAtPlaces(
  session: AnalysisSession,
  need: FacilityNeed,
  { reach, profileId }: Pick<ServiceAreaRule, "reach" | "profileId">,
  parameters: AnalysisParameters,
  { name, coordinates }: Places,
): Float64Array {
  const least = new Float64Array(coordinates.length / 2).fill(Infinity);
  for (const serviceId of need.serviceIds) {
    const layer = session.facilities(serviceId);
    if (!layer) continue;
    const facilityIndexes = passingFacilities(layer, need);
    const search = searchOfNeed(session, serviceId, reach, profileId, parameters);
    let costs: Float64Array;
    if (search === null) {
      const listed = facilityIndexes ?? Array.from({ length: layer.count }, (_, index) => index);
      costs = measureStraightDistances(coordinates, [{ layer, facilityIndexes: listed }], STRAIGHT_LIMIT_METRES);
    } else {
      const { field, sources } = session.costs({ ...search, facilityIndexes });
      const snaps = session.placeSnaps(name, coordinates, search.travel, search.snapRadiusMetres);
      costs = measurePointCosts(field, sources, snaps, limitMetresOf(search)).seconds;
    }
    costs.forEach((cost, place) => {
      if (cost < (least[place] as number)) least[place] = cost;
    });
  }
  return least;
}
