/** Facilities of one layer that have the same id: edits and lists that name it mean either. */
import { type Check, type CheckGround, facilityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

function find({ study, facilityCount }: CheckGround): Finding {
  const items = study.facilities.flatMap((layer): CheckItem[] => {
    const first = new Map<string, number>();
    return layer.ids.flatMap((id, facility) => {
      if (first.has(id)) return [facilityItem(layer, facility, { besideId: id })];
      first.set(id, facility);
      return [];
    });
  });
  return makeFinding({ id: "facility-duplicate-id", severity: "error", total: facilityCount, items });
}

export const checkFacilityIds: Check = { id: "facility-duplicate-id", find };
