/**
 * Facilities of one service and name within 50 m of one another that are not the same entry: perhaps one entered twice, perhaps two
 * doors. Which one is right is not for a program to say. A name that is only the service's own says nothing.
 */
import type { Facilities } from "../../model/facility.ts";
import type { Study } from "../../model/study.ts";
import { type Check, type CheckGround, facilityItem, plainTitle } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding, worstFirst } from "./finding.ts";
import { isSameEntry, listEarlierWithin } from "./near-facilities.ts";

const NEAR_METRES = 50;

/** Names that stand for the kind of facility, not for one. */
function generalNames({ services }: Study, { serviceId }: Facilities): ReadonlySet<string> {
  const title = services.find(({ id }) => id === serviceId)?.title;
  return new Set(["", serviceId, title?.zh ?? "", title?.en ?? ""].map(plainTitle));
}

function find({ study, facilityCount }: CheckGround): Finding {
  const items = study.facilities.flatMap((layer) => {
    const general = generalNames(study, layer);
    const names = layer.names.map(plainTitle);
    return listEarlierWithin(layer, NEAR_METRES).flatMap((near, facility): CheckItem[] => {
      const name = names[facility] ?? "";
      if (general.has(name)) return [];
      const same = near.filter((other) => names[other.facility] === name);
      const [first] = same;
      if (!first || same.some((other) => isSameEntry(layer, facility, other.facility))) return [];
      return [facilityItem(layer, facility, { figure: first.metres, besideId: layer.ids[first.facility] ?? "" })];
    });
  });
  return makeFinding({
    id: "facility-same-name",
    severity: "warning",
    total: facilityCount,
    items: worstFirst(items).reverse(),
    figureUnit: "metres",
    limitMetres: NEAR_METRES,
  });
}

export const checkSameNames: Check = { id: "facility-same-name", find };
