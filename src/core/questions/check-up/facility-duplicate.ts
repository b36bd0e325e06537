/** Facilities that were entered twice: same service, name and place, and every other column alike. All but the first can be dropped. */
import { type Check, type CheckGround, facilityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";
import { isSameEntry, listEarlierWithin, SAME_PLACE_METRES } from "./near-facilities.ts";

function find({ study, facilityCount }: CheckGround): Finding {
  const items = study.facilities.flatMap((layer) => {
    const { serviceId, ids } = layer;
    // An id that several have names none of them.
    const uses = new Map<string, number>();
    for (const id of ids) uses.set(id, (uses.get(id) ?? 0) + 1);
    return listEarlierWithin(layer, SAME_PLACE_METRES).flatMap((near, facility): CheckItem[] => {
      const twin = near.find((other) => isSameEntry(layer, facility, other.facility));
      if (!twin) return [];
      const facilityId = ids[facility] as string;
      const isNamed = uses.get(facilityId) === 1;
      return [
        facilityItem(layer, facility, {
          figure: twin.metres,
          besideId: ids[twin.facility] ?? "",
          edits: isNamed ? [{ kind: "close-facility", serviceId, facilityId }] : [],
        }),
      ];
    });
  });
  return makeFinding({
    id: "facility-duplicate",
    severity: "error",
    total: facilityCount,
    items,
    figureUnit: "metres",
    limitMetres: SAME_PLACE_METRES,
    remedy: "drop-duplicates",
  });
}

export const checkDuplicates: Check = { id: "facility-duplicate", find };
