/** The siting question on the map: candidates, excluded areas, and what the hand draws. */
import type { Position } from "../../core/model/geometry.ts";
import type { SiteForm } from "../../core/plan/site-form.ts";
import type { Shape } from "../map/study-shapes.ts";
import { rememberLatest } from "../select/remember-latest.ts";
import { useAnalysis } from "../store/analysis-store.ts";
import { useProject } from "../store/project-store.ts";
import { useView } from "../store/view-store.ts";
import { askSpot } from "./ask-spot.ts";
import { outlineArea } from "./site-area-words.ts";
import { changeForm, currentForm, useSiteForm } from "./site-form-store.ts";
import { requireSite } from "./site-required.tsx";
import { type SitingHand, useSiting } from "./siting-store.ts";

export interface SitingHandOnMap {
  readonly marks: readonly Shape[] | null;
  /** Borders of the area that is asked about. */
  readonly outlined: readonly Shape[] | undefined;
  readonly onPlace: ((position: Position) => void) | undefined;
}

/** More candidates than these would hide the map. */
const MOST_MARKED = 3000;

function pointOf(position: Position, role: string): Shape {
  return { type: "Feature", geometry: { type: "Point", coordinates: position }, properties: { role } };
}

function areaOf(corners: readonly Position[]): Shape {
  const ring = [...corners, ...corners.slice(0, 1)];
  return {
    type: "Feature",
    geometry: { type: "Polygon", coordinates: [ring] },
    properties: { role: "excluded" },
  };
}

function interleaved(coordinates: Float64Array, starts: ArrayLike<number>, count: number): Position[] {
  return Array.from({ length: Math.min(count, MOST_MARKED) }, (_, index) => {
    const at = 2 * (starts[index] as number);
    return [coordinates[at] ?? 0, coordinates[at + 1] ?? 0];
  });
}

type Layer = { readonly coordinates: Float64Array; readonly starts: Uint32Array; readonly count: number } | undefined;

function candidatesOf({ candidateKind, candidateFile, drawnSites }: SiteForm, layer: Layer): readonly Position[] {
  if (candidateKind === "drawn") return drawnSites;
  if (candidateKind === "file" && candidateFile) return candidateFile.positions.slice(0, MOST_MARKED);
  if (candidateKind === "layer" && layer) return interleaved(layer.coordinates, layer.starts, layer.count);
  return [];
}

const marksOf = rememberLatest(
  (
    ask: SiteForm,
    layer: Layer,
    sketch: readonly Position[],
    sites: readonly Shape[] | null,
  ): readonly Shape[] | null => {
    const areas = [
      ...ask.drawnAreas.map(areaOf),
      ...(ask.excludedFile?.areas ?? []).map(
        (geometry): Shape => ({ type: "Feature", geometry, properties: { role: "excluded" } }),
      ),
    ];
    const line: Shape[] =
      sketch.length > 1
        ? [
            {
              type: "Feature",
              geometry: { type: "LineString", coordinates: [...sketch] },
              properties: { role: "sketch" },
            },
          ]
        : [];
    const corners = sketch.map((position) => pointOf(position, "corner"));
    const required = ask.requiredSites.map((position) => pointOf(position, "required"));
    const candidates = candidatesOf(ask, layer).map((position) => pointOf(position, "candidate"));
    const all = [...areas, ...line, ...candidates, ...required, ...corners, ...(sites ?? [])];
    return all.length > 0 ? all : null;
  },
);

/** @param sites marks of the answer, which stand above. */
export function useSitingHand(sites: readonly Shape[] | null): SitingHandOnMap {
  const isOpen = useView(({ workspace }) => workspace === "siting");
  const ask = useSiteForm();
  const hand = useSiting((state) => state.hand);
  const sketch = useSiting((state) => state.sketch);
  const study = useAnalysis((state) => state.study);
  const layer = useAnalysis(({ study }) =>
    study?.facilities.find(({ serviceId }) => serviceId === ask.candidateServiceId),
  );
  if (!isOpen) return { marks: null, outlined: undefined, onPlace: undefined };
  const outlined = study && ask.areaKind !== "all" ? outlineArea(study, ask) : undefined;
  return { marks: marksOf(ask, layer, sketch, sites), outlined, onPlace: hand === null ? undefined : placeBy(hand) };
}

function placeBy(hand: NonNullable<SitingHand>): (position: Position) => void {
  return (position) => {
    const { sketch, put } = useSiting.getState();
    if (hand === "why") void askSpot(position);
    else if (hand === "required") requireSite(position);
    else if (hand === "site") {
      const { drawnSites } = currentForm(useProject.getState());
      changeForm({ drawnSites: [...drawnSites, position] });
    } else put({ sketch: [...sketch, position] });
  };
}
