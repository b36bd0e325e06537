/** Bands of an isochrone as ground under streets and names, or as edges over the communities; lines to main facilities. */
import { INK_COLOUR } from "./colour-ramps.ts";
import type { LayerSpecification } from "./maplibre-door.ts";
import { byZoom } from "./style-expressions.ts";

/** Over the communities, under water and streets. */
export function isochroneLayers(): LayerSpecification[] {
  return [
    {
      id: "isochrone-fill",
      type: "fill",
      source: "isochrone",
      layout: { "fill-sort-key": ["get", "order"], visibility: "none" },
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.92, "fill-antialias": false },
    },
    {
      id: "isochrone-casing",
      type: "line",
      source: "isochrone",
      layout: { "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": byZoom(9, 1.2, 14, 3.4), "line-opacity": 0.8 },
    },
    {
      id: "isochrone-edge",
      type: "line",
      source: "isochrone",
      layout: { "line-join": "round" },
      paint: {
        "line-color": INK_COLOUR,
        "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.5, 14, ["case", ["==", ["get", "band"], 2], 1.6, 0.9]],
        "line-opacity": 0.75,
      },
    },
  ];
}

/** Over streets, under facilities. */
export function spokeLayers(): LayerSpecification[] {
  return [
    {
      id: "spoke-area-halo",
      type: "line",
      source: "spokes",
      filter: ["!=", ["geometry-type"], "LineString"],
      layout: { "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": 4, "line-opacity": 0.8 },
    },
    {
      id: "spoke-area",
      type: "line",
      source: "spokes",
      filter: ["!=", ["geometry-type"], "LineString"],
      layout: { "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": 1.6 },
    },
    {
      id: "spoke-casing",
      type: "line",
      source: "spokes",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-cap": "round" },
      paint: {
        "line-color": "#ffffff",
        "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 13, ["+", 2.4, ["*", 1.6, ["get", "chosen"]]]],
        "line-opacity": 0.85,
      },
    },
    {
      id: "spoke-line",
      type: "line",
      source: "spokes",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-cap": "round" },
      paint: {
        "line-color": INK_COLOUR,
        "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.4, 13, ["+", 1, ["get", "chosen"]]],
      },
    },
  ];
}
