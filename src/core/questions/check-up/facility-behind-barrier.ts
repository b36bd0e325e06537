/** Facilities cut off from every street within the snap radius by water, a railway or a wall. A gate or a bridge may be missing: nothing that a program should guess. */
import { REFUSED_BEHIND_BARRIER } from "../../network/snap.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type Finding, makeFinding } from "./finding.ts";
import { countServed, listRefused, listUnserved } from "./refused-facilities.ts";

function find(ground: CheckGround): Finding {
  return makeFinding({
    id: "facility-behind-barrier",
    severity: "error",
    total: countServed(ground),
    items: listRefused(ground, REFUSED_BEHIND_BARRIER, false),
    figureUnit: "metres",
    limitMetres: ground.snapRadiusMetres,
    untested: listUnserved(ground),
  });
}

export const checkFacilitiesBehindBarriers: Check = { id: "facility-behind-barrier", find };
