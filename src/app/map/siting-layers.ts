/** The siting question on the map: what one more facility would gain, candidates, excluded areas, and a sketch. */
import { SHORTFALL_COLOUR } from "../../report/map/colour-ramps.ts";
import type { LayerSpecification } from "./maplibre-door.ts";

const CANDIDATE_COLOUR = "#1d4672";

/** Under the water and the streets. */
export function gainLayers(): LayerSpecification[] {
  return [
    {
      id: "gain-fill",
      type: "fill",
      source: "gain",
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.9, "fill-antialias": false },
    },
  ];
}

/** Over the streets, under facilities and the numbers of new sites. */
export function sitingMarkLayers(): LayerSpecification[] {
  return [
    {
      id: "mark-excluded",
      type: "fill",
      source: "marks",
      filter: ["==", ["get", "role"], "excluded"],
      paint: { "fill-color": SHORTFALL_COLOUR, "fill-opacity": 0.16 },
    },
    {
      id: "mark-excluded-edge",
      type: "line",
      source: "marks",
      filter: ["in", ["get", "role"], ["literal", ["excluded", "sketch"]]],
      paint: { "line-color": SHORTFALL_COLOUR, "line-width": 2, "line-dasharray": [3, 1.6] },
    },
    {
      id: "mark-candidate",
      type: "circle",
      source: "marks",
      filter: ["in", ["get", "role"], ["literal", ["candidate", "corner"]]],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 2.4, 12, 4.5],
        "circle-color": ["match", ["get", "role"], "corner", SHORTFALL_COLOUR, "#ffffff"],
        "circle-stroke-width": 1.6,
        "circle-stroke-color": ["match", ["get", "role"], "corner", "#ffffff", CANDIDATE_COLOUR],
      },
    },
    {
      id: "mark-required",
      type: "circle",
      source: "marks",
      filter: ["==", ["get", "role"], "required"],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 5, 12, 7.5],
        "circle-color": CANDIDATE_COLOUR,
        "circle-stroke-width": 2.4,
        "circle-stroke-color": "#ffffff",
      },
    },
  ];
}
