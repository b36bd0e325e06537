/**
 * Layers whose coordinate system nobody is sure of: assumed, because neither a person nor the file nor the streets told it, or one whose
 * offset is not public. What is known of each file stands in the study's origins; of layers without any nothing can be said.
 */
import { titleOfOrigin } from "../../model/layer-origin.ts";
import type { Study } from "../../model/study.ts";
import type { Check, CheckGround } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";

function layersOf({ facilities }: Study): string[] {
  return ["streets", "communities", "demand", ...facilities.map(({ serviceId }) => `facilities:${serviceId}`)];
}

function find({ study }: CheckGround): Finding {
  const placed = study.origins.filter(({ system }) => system !== null);
  const items = placed.flatMap((origin): CheckItem[] => {
    const { layer, system } = origin;
    const isAssumed = system?.basis === "assumed" && !system.isConfirmed;
    if (!system || !(isAssumed || system.isApproximate)) return [];
    return [
      {
        layer,
        index: -1,
        id: titleOfOrigin(origin),
        name: system.title,
        position: null,
        figure: system.medianMetres,
        besideId: system.id,
        detail: isAssumed ? "assumed" : "approximate",
        edits: [],
      },
    ];
  });
  const recorded = new Set(study.origins.map(({ layer }) => layer));
  return makeFinding({
    id: "layer-system",
    severity: "warning",
    total: placed.length,
    items,
    figureUnit: "metres",
    untested: recorded.size === 0 ? ["origins"] : layersOf(study).filter((layer) => !recorded.has(layer)),
  });
}

export const checkSystems: Check = { id: "layer-system", find };
