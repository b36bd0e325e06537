/** The question that stands on the map in the place of the run's coverage: readings compared, plans compared, or the chosen target. */
import { type ReactNode, useDeferredValue } from "react";
import type { ServiceCoverage } from "../core/coverage/coverage-result.ts";
import type { ColourClasses } from "../report/map/colour-classes.ts";
import type { MapMeasure } from "../report/map/map-measure.ts";
import type { StudyView } from "../worker/protocol.ts";
import { useDifferenceOverlay } from "./comparison/difference-on-map.tsx";
import { useSidesOverlay } from "./comparison/sides-on-map.tsx";
import type { Shape } from "./map/study-shapes.ts";
import { useTurnedOverlay } from "./plans/turned-on-map.tsx";
import { ReadingsLegend } from "./readings/readings-legend.tsx";
import { useReadingsOnMap } from "./readings/readings-on-map.ts";
import { useAnalysis } from "./store/analysis-store.ts";
import { useTargetOnMap } from "./targets/target-on-map.ts";
import { useTargetOverlay } from "./targets/target-overlay.tsx";
import { useWholeOverlay } from "./targets/whole-overlay.tsx";

/** What one map draws. */
export interface MapQuestion {
  /** The study that the question is about; absent: the one on screen. */
  readonly study?: StudyView;
  /** Whose facilities are drawn. */
  readonly serviceId: string | null;
  readonly measure: MapMeasure;
  readonly coverage: ServiceCoverage | null;
  readonly values: Float64Array | null;
  readonly classes?: ColourClasses | null;
  readonly describe?: (communityIndex: number) => readonly string[];
  readonly overloaded?: readonly number[];
  /** Outlined in the place of the selected community. */
  readonly outlined?: readonly Shape[];
  /** What a click on a community asks for; absent where it selects the community. */
  readonly onPick?: (communityIndex: number | null) => void;
  /** What a scenario changes, in the place of the one on screen. */
  readonly drawn?: readonly Shape[];
  /** Whose map it is, where there are two. */
  readonly sideName?: string;
}

export interface StageQuestion extends MapQuestion {
  /** On a second map, left of this one or under its left part. */
  readonly other?: MapQuestion;
  readonly legend: ReactNode;
}

/** Null while the map shows the run. */
export function useStageQuestion(study: StudyView | null): StageQuestion | null {
  const basis = useAnalysis((state) => state.result?.services[0]) ?? null;
  const sides = useSidesOverlay();
  const difference = useDifferenceOverlay();
  const readings = useReadingsOnMap();
  const turned = useTurnedOverlay(study);
  // The map follows the figures of an edited rule, it does not hold them up.
  const target = useDeferredValue(useTargetOnMap());
  const ofTarget = useTargetOverlay(target, study);
  const ofWhole = useWholeOverlay(study);
  const painted = { measure: "verdict", coverage: basis, values: null } as const;
  if (sides) return sides;
  if (difference) return difference;
  if (readings) {
    const { serviceId, coverage, values } = readings;
    const legend = <ReadingsLegend readings={readings} demonstration={study?.demonstration ?? false} />;
    return { serviceId, measure: "agreement", coverage, values, legend };
  }
  if (turned) return { ...painted, ...turned };
  if (target && ofTarget) {
    const { serviceId, coverage } = target;
    return { ...painted, ...ofTarget, serviceId, coverage };
  }
  return ofWhole && { ...painted, ...ofWhole };
}
