/**
 * Facilities whose capacity is missing, nothing, or out of all proportion to the others of their layer. One without a figure makes every
 * measure with capacity untestable, and it is not guessed here either. Layers without any column of capacity are named as not tested.
 */
import { findCapacity } from "../../access/facility-capacity.ts";
import { type Check, type CheckGround, facilityItem } from "./check-ground.ts";
import { type CheckItem, type Finding, makeFinding } from "./finding.ts";
import { medianOf } from "./median.ts";

/** Above so many times the layer's median, and above so many at all, a capacity is not believed. */
const OUT_OF_PROPORTION = 50;
const LEAST_HUGE = 2000;
/** A median of fewer says nothing. */
const FEWEST = 5;

function find({ study }: CheckGround): Finding {
  const untested: string[] = [];
  let total = 0;
  const items = study.facilities.flatMap((layer): CheckItem[] => {
    const capacity = findCapacity(layer, study.edits.capacityNorms);
    if (capacity === null) {
      untested.push(`facilities:${layer.serviceId}`);
      return [];
    }
    total += layer.count;
    const known = capacity.values.filter((value) => value > 0);
    const most = known.length < FEWEST ? Infinity : Math.max(LEAST_HUGE, OUT_OF_PROPORTION * medianOf(known));
    return Array.from(capacity.values).flatMap((value, facility): CheckItem[] => {
      const detail = Number.isNaN(value) ? "missing" : value === 0 ? "zero" : value > most ? "huge" : "";
      if (detail === "") return [];
      const figure = Number.isNaN(value) ? null : value;
      return [facilityItem(layer, facility, { figure, detail, besideId: capacity.attribute })];
    });
  });
  return makeFinding({ id: "facility-capacity", severity: "warning", total, items, figureUnit: "places", untested });
}

export const checkCapacities: Check = { id: "facility-capacity", find };
