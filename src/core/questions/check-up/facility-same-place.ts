/**
 * Facilities of one service with different names in exactly one place: as a rule a place that was looked up by the name of the
 * community or township, not by the address. Where it is a community's own point they can be marked as standing there for want of a better place.
 */
import { distanceMetres } from "../../geodesy.ts";
import { APPROXIMATE_ATTRIBUTE, STANDS_IN_ATTRIBUTE } from "../../model/facility.ts";
import { type Check, type CheckGround, facilityItem, isPoint, placeOf, plainTitle } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, type RemedyEdit } from "./finding.ts";
import { listEarlierWithin, SAME_PLACE_METRES } from "./near-facilities.ts";

/** The id of the community whose point this is, "" where it is none's. */
function communityAt({ study: { communities } }: CheckGround, [lon, lat]: readonly [number, number]): string {
  for (let community = 0; community < communities.count; community++) {
    const centreLon = communities.centres[2 * community] as number;
    const centreLat = communities.centres[2 * community + 1] as number;
    // A metre is less than 1e-4° anywhere that streets are.
    if (Math.abs(centreLon - lon) > 1e-4 || Math.abs(centreLat - lat) > 1e-4) continue;
    if (distanceMetres(lon, lat, centreLon, centreLat) <= SAME_PLACE_METRES) return communities.ids[community] ?? "";
  }
  return "";
}

function find(ground: CheckGround): Finding {
  const items = ground.study.facilities.flatMap((layer): CheckItem[] => {
    const { serviceId, ids, attributes } = layer;
    const names = layer.names.map(plainTitle);
    const partners = new Map<number, number>();
    listEarlierWithin(layer, SAME_PLACE_METRES).forEach((near, facility) => {
      for (const other of near) {
        if (names[other.facility] === names[facility]) continue;
        partners.set(facility, other.facility);
        if (!partners.has(other.facility)) partners.set(other.facility, facility);
      }
    });
    return [...partners]
      .sort(([a], [b]) => a - b)
      .flatMap(([facility, partner]) => {
        // What is marked already says so in every figure.
        if (attributes[APPROXIMATE_ATTRIBUTE]?.[facility] === true) return [];
        const communityId = isPoint(layer, facility) ? communityAt(ground, placeOf(layer, facility)) : "";
        const edits: RemedyEdit[] =
          communityId === ""
            ? []
            : [
                {
                  kind: "resize-facility",
                  serviceId,
                  facilityId: ids[facility] as string,
                  attributes: { [APPROXIMATE_ATTRIBUTE]: true, [STANDS_IN_ATTRIBUTE]: communityId },
                },
              ];
        const detail = communityId === "" ? "" : "at-community";
        return [facilityItem(layer, facility, { besideId: ids[partner] ?? "", detail, edits })];
      });
  });
  return makeFinding({
    id: "facility-same-place",
    severity: "warning",
    total: ground.facilityCount,
    items,
    limitMetres: SAME_PLACE_METRES,
    remedy: "mark-approximate",
  });
}

export const checkSamePlaces: Check = { id: "facility-same-place", find };
