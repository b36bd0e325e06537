import { useMemo } from "react";
import { createColourClasses } from "./map/colour-classes.ts";
import { MapLegend } from "./map/legend.tsx";
import { useShownCoverage } from "./select/shown-coverage.ts";
import { mapMeasure, useView } from "./store/view-store.ts";

/** The legend beneath the map, where it would otherwise cover it. */
export function NarrowLegend() {
  const shown = useShownCoverage();
  const measure = useView(mapMeasure);
  const classification = useView((state) => state.classification);
  const show = useView((state) => state.show);
  const coverage = shown?.mapCoverage;
  const passShare = shown?.result.parameters.passShare ?? 1;
  const classes = useMemo(
    () => (coverage ? createColourClasses(coverage, measure, classification, passShare) : null),
    [coverage, measure, classification, passShare],
  );
  if (!shown || !coverage || !classes) return null;
  return (
    <div className="narrow-legend">
      <MapLegend
        coverage={coverage}
        classes={classes}
        demandUnit={shown.study.demand.unit}
        demonstration={shown.study.demonstration}
        passShare={passShare}
        classification={classification}
        onClassificationChange={(next) => show({ classification: next })}
      />
    </div>
  );
}
