/** Facilities in none of the communities, though streets are near: no count “of its own community” has them. */
import { type Check, type CheckGround, facilityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";
import { countServed, listUnserved } from "./refused-facilities.ts";

function find(ground: CheckGround): Finding {
  const isTestable = ground.hasAreas;
  const items = !isTestable
    ? []
    : ground.facilityGrounds.flatMap((own) =>
        Array.from({ length: own.layer.count }, (_, facility) => facility).flatMap((facility): CheckItem[] =>
          ground.isInAnyCommunity(own.layer, facility) || ground.isOutside(own, facility)
            ? []
            : [facilityItem(own.layer, facility)],
        ),
      );
  return makeFinding({
    id: "facility-in-no-community",
    severity: "warning",
    total: isTestable ? countServed(ground) : 0,
    items,
    untested: isTestable ? listUnserved(ground) : ["communities"],
  });
}

export const checkFacilitiesInNoCommunity: Check = { id: "facility-in-no-community", find };
