import { useMemo } from "react";
import { createColourClasses } from "../report/map/colour-classes.ts";
import { MapLegend } from "./map/legend.tsx";
import { StageLegends } from "./map-stage.tsx";
import { useIsochroneOnMap } from "./select/isochrone-on-map.ts";
import { useMapPaint } from "./select/map-paint.ts";
import { useShownCoverage } from "./select/shown-coverage.ts";
import { useView } from "./store/view-store.ts";

/** The legend beneath the map, where it would otherwise cover it. */
export function NarrowLegend() {
  const shown = useShownCoverage();
  const paint = useMapPaint(shown);
  const isochrone = useIsochroneOnMap(shown, false);
  const classification = useView((state) => state.classification);
  const show = useView((state) => state.show);
  const { coverage, measure, values } = paint;
  const passShare = shown?.result.parameters.passShare ?? 1;
  const classes = useMemo(
    () => (coverage ? createColourClasses(coverage, measure, classification, passShare, values) : null),
    [coverage, measure, classification, passShare, values],
  );
  if (!shown) return null;
  return (
    <div className="narrow-legend">
      <StageLegends shown={shown} paint={paint} isochrone={isochrone} />
      {coverage && classes && !paint.states && !isochrone?.asGround && (
        <MapLegend
          coverage={coverage}
          classes={classes}
          words={paint.words}
          demandUnit={shown.study.demand.unit}
          demonstration={shown.study.demonstration}
          passShare={passShare}
          classification={classification}
          onClassificationChange={(next) => show({ classification: next })}
        />
      )}
    </div>
  );
}
