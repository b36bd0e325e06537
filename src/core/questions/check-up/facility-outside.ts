/** Facilities outside the study: in none of its communities and with no street near. They count as facilities, yet nobody reaches them. */
import { type Check, type CheckGround, facilityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";
import { countServed, listUnserved } from "./refused-facilities.ts";

function find(ground: CheckGround): Finding {
  const items = ground.facilityGrounds.flatMap((own) =>
    Array.from(own.layer.ids).flatMap((facilityId, facility): CheckItem[] => {
      if (!ground.isOutside(own, facility)) return [];
      const { layer } = own;
      const edits = [{ kind: "close-facility", serviceId: layer.serviceId, facilityId } as const];
      return [facilityItem(layer, facility, { edits })];
    }),
  );
  return makeFinding({
    id: "facility-outside",
    severity: "error",
    total: countServed(ground),
    items,
    limitMetres: ground.snapRadiusMetres,
    untested: listUnserved(ground),
    remedy: "leave-out",
  });
}

export const checkOutsideFacilities: Check = { id: "facility-outside", find };
