/** Which bands and which lines the map draws: the selected facility's own, else the service's where they are wanted. */
import { useMemo } from "react";
import type { IsochroneAnswer } from "../../worker/protocol.ts";
import { isochroneShapes, spokeShapes } from "../map/answer-shapes.ts";
import type { Shape } from "../map/study-shapes.ts";
import { useView } from "../store/view-store.ts";
import { useText } from "../strings/text.ts";
import type { ShownCoverage } from "./shown-coverage.ts";
import { useFacilityIsochrone, useIsochrone } from "./use-beside.ts";

export interface IsochroneOnMap {
  readonly bands: IsochroneAnswer["bands"];
  readonly shapes: readonly Shape[];
  readonly title: string;
  /** Drawn as ground in place of the communities' colours, else as edges over them. */
  readonly asGround: boolean;
}

/** Null where no bands are drawn, or none are there yet. A target on the map keeps them away. */
export function useIsochroneOnMap(shown: ShownCoverage | null, isHidden: boolean): IsochroneOnMap | null {
  const { t, local } = useText();
  const facilityIndex = useView((state) => state.selectedFacilityIndex);
  const { method, subject, showIsochrone } = useView();
  const ofService = useIsochrone(shown);
  const ofFacility = useFacilityIsochrone();
  const showsSpokes = method === "network" && subject === "catchment";
  const isOwn = facilityIndex !== null && !showsSpokes;
  const source = isOwn ? ofFacility : ofService;
  const bands = !isHidden && shown && (isOwn || showIsochrone) ? source.answer?.bands : undefined;
  const shapes = useMemo(() => (bands ? isochroneShapes(bands) : []), [bands]);
  if (!bands || !shown || shapes.length === 0) return null;
  const layer = shown.study.facilities.find(({ serviceId }) => serviceId === shown.service.id);
  const name = (isOwn && layer?.names[facilityIndex]) || local(shown.service.title);
  return {
    bands,
    shapes,
    title: t("isochrone.legend.facility", { name }),
    asGround: isOwn || method === "isochrone",
  };
}

const NO_SPOKES: readonly Shape[] = [];

/** Lines from communities to their main facility, while the map is about catchments. */
export function useSpokes(shown: ShownCoverage | null, isHidden: boolean): readonly Shape[] {
  const chosen = useView((state) => state.selectedFacilityIndex);
  const isWanted = useView(({ method, subject }) => method === "network" && subject === "catchment") && !isHidden;
  return useMemo(() => {
    const layer = shown?.study.facilities.find(({ serviceId }) => serviceId === shown.service.id);
    if (!isWanted || !shown || !layer) return NO_SPOKES;
    return spokeShapes(shown.study, layer, shown.coverage.nearestFacilityIndexes, shown.indexes, chosen);
  }, [shown, isWanted, chosen]);
}
