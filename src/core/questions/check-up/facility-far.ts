/** Facilities of the study with no street of their travel within the run's snap radius: nobody reaches them on streets. */
import { REFUSED_TOO_FAR } from "../../network/snap.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type Finding, makeFinding } from "./finding.ts";
import { countServed, listRefused, listUnserved } from "./refused-facilities.ts";

function find(ground: CheckGround): Finding {
  return makeFinding({
    id: "facility-far",
    severity: "error",
    total: countServed(ground),
    items: listRefused(ground, REFUSED_TOO_FAR, true),
    figureUnit: "metres",
    limitMetres: ground.snapRadiusMetres,
    untested: listUnserved(ground),
    remedy: "attach",
  });
}

export const checkFarFacilities: Check = { id: "facility-far", find };
