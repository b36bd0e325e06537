/** Bands of an isochrone as ground under streets and names, or as edges over the communities; lines to main facilities. */
import { INK_COLOUR } from "../../report/map/colour-ramps.ts";
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { byZoom } from "./style-expressions.ts";

const OUTERMOST: ExpressionSpecification = ["==", ["get", "outermost"], 1];

const GROUND_LAYERS = ["isochrone-fill", "isochrone-rim"];
const EDGE_LAYERS = ["isochrone-casing", "isochrone-edge", "isochrone-inner-edge"];

/** Which layers draw bands as ground, and which draw them as edges over the communities. */
export function isochroneVisibility(asGround: boolean): (readonly [layer: string, visibility: "visible" | "none"])[] {
  return [
    ...GROUND_LAYERS.map((layer) => [layer, asGround ? "visible" : "none"] as const),
    ...EDGE_LAYERS.map((layer) => [layer, asGround ? "none" : "visible"] as const),
  ];
}

/** Over the communities, under water and streets. */
export function isochroneLayers(): LayerSpecification[] {
  return [
    {
      id: "isochrone-fill",
      type: "fill",
      source: "isochrone",
      layout: { "fill-sort-key": ["get", "order"], visibility: "none" },
      paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.95, "fill-antialias": false },
    },
    {
      id: "isochrone-rim",
      type: "line",
      source: "isochrone",
      layout: { "line-join": "round", visibility: "none" },
      paint: { "line-color": "#4aa0b0", "line-width": byZoom(9, 0.4, 14, 1.2), "line-opacity": 0.9 },
    },
    {
      id: "isochrone-casing",
      type: "line",
      source: "isochrone",
      filter: OUTERMOST,
      layout: { "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": byZoom(9, 1.6, 14, 4), "line-opacity": 0.85 },
    },
    {
      id: "isochrone-edge",
      type: "line",
      source: "isochrone",
      filter: OUTERMOST,
      layout: { "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": byZoom(9, 0.7, 14, 2) },
    },
    {
      id: "isochrone-inner-edge",
      type: "line",
      source: "isochrone",
      minzoom: 12.2,
      filter: ["!", OUTERMOST],
      layout: { "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": 0.9, "line-opacity": 0.8 },
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
