/** Facilities within whose snap radius there are streets on islands alone: small pieces that nothing joins with the rest. */
import { REFUSED_ON_ISLAND } from "../../network/snap.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type Finding, makeFinding } from "./finding.ts";
import { countServed, listRefused, listUnserved } from "./refused-facilities.ts";

function find(ground: CheckGround): Finding {
  return makeFinding({
    id: "facility-on-island",
    severity: "error",
    total: countServed(ground),
    items: listRefused(ground, REFUSED_ON_ISLAND, true),
    figureUnit: "metres",
    limitMetres: ground.snapRadiusMetres,
    untested: listUnserved(ground),
    remedy: "attach",
  });
}

export const checkFacilitiesOnIslands: Check = { id: "facility-on-island", find };
