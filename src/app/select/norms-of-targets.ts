/** The norms of capacity as the plan has them now, where any of some targets asks for places; undefined where none rests on them. */
import type { StatedNorm } from "../../core/access/capacity-norms.ts";
import type { Target } from "../../core/plan/target.ts";
import { asksPlaces } from "../../core/plan/target-places.ts";
import { currentEdits, useProject } from "../store/project-store.ts";

export function useNormsOf(targets: readonly Target[]): readonly StatedNorm[] | undefined {
  const norms = useProject((state) => currentEdits(state).capacityNorms);
  return targets.some(asksPlaces) ? norms : undefined;
}
