/**
 * What a scenario changes and what is being drawn, in one colour that nothing else on the map has: a line that is new is
 * solid, one that is closed dashed, one that stands in the way has teeth.
 */
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { MEDIUM_FONT } from "./style-expressions.ts";

/** As `--edit` in draw.css. */
const EDIT_COLOUR = "#8a1c5c";
const DRAFT: ExpressionSpecification = ["==", ["get", "draft"], 1];
/** One of very many: small where the whole city is in view. */
const CROWDED: ExpressionSpecification = ["==", ["get", "crowded"], 1];
const WHITE = "#ffffff";
const FOUND_RADIUS: ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 10, ["case", CROWDED, 3, 7], 13, 9];

export type DrawnRole =
  | "new-street"
  | "closed-street"
  | "new-barrier"
  | "new-estate"
  | "changed-facility"
  | "closed-facility"
  | "moved-from"
  | "vertex"
  | "pointer"
  /** Brought, and not yet part of the study. */
  | "brought"
  /** What a check of the data found. */
  | "found";

function isRole(...roles: readonly DrawnRole[]): ExpressionSpecification {
  return ["in", ["get", "role"], ["literal", [...roles]]];
}

function isLine(...roles: readonly DrawnRole[]): ExpressionSpecification {
  return ["all", isRole(...roles), ["==", ["geometry-type"], "LineString"]];
}

/** Over the streets, under facilities. */
export function drawnLineLayers(): LayerSpecification[] {
  return [
    {
      id: "drawn-area",
      type: "fill",
      source: "drawn",
      filter: ["all", isRole("new-estate", "found"), ["==", ["geometry-type"], "Polygon"]],
      paint: { "fill-color": EDIT_COLOUR, "fill-opacity": ["case", DRAFT, 0.12, 0.22] },
    },
    {
      id: "drawn-casing",
      type: "line",
      source: "drawn",
      filter: isRole("new-street", "closed-street", "new-barrier", "new-estate", "found"),
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": WHITE, "line-width": 7, "line-opacity": 0.95 },
    },
    {
      id: "drawn-line",
      type: "line",
      source: "drawn",
      filter: ["any", isRole("new-street", "new-estate", "found"), isLine("brought")],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": EDIT_COLOUR, "line-width": ["case", isRole("new-street"), 3.4, 1.8] },
    },
    {
      id: "drawn-closed",
      type: "line",
      source: "drawn",
      filter: isLine("closed-street"),
      paint: { "line-color": EDIT_COLOUR, "line-width": 3.4, "line-dasharray": [0.8, 1] },
    },
    {
      id: "drawn-barrier",
      type: "line",
      source: "drawn",
      filter: isLine("new-barrier"),
      paint: { "line-color": EDIT_COLOUR, "line-width": 1.6 },
    },
    {
      id: "drawn-barrier-teeth",
      type: "line",
      source: "drawn",
      filter: isLine("new-barrier"),
      paint: { "line-color": EDIT_COLOUR, "line-width": 9, "line-dasharray": [0.2, 0.8] },
    },
    {
      id: "drawn-moved",
      type: "line",
      source: "drawn",
      filter: isLine("moved-from"),
      paint: { "line-color": EDIT_COLOUR, "line-width": 1.4, "line-dasharray": [2, 2] },
    },
  ];
}

/** Over everything but the marks of an explanation. */
export function drawnPointLayers(): LayerSpecification[] {
  return [
    {
      id: "drawn-estate-point",
      type: "circle",
      source: "drawn",
      filter: ["all", isRole("new-estate"), ["==", ["geometry-type"], "Point"]],
      paint: {
        "circle-radius": 7,
        "circle-color": EDIT_COLOUR,
        "circle-stroke-width": 2,
        "circle-stroke-color": WHITE,
      },
    },
    {
      id: "drawn-facility",
      type: "circle",
      source: "drawn",
      filter: isRole("changed-facility", "closed-facility"),
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 10, ["case", CROWDED, 2.5, 11], 13, 11],
        "circle-opacity": 0,
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 10, ["case", CROWDED, 1, 2], 13, 2],
        "circle-stroke-color": EDIT_COLOUR,
      },
    },
    {
      id: "drawn-facility-closed",
      type: "symbol",
      source: "drawn",
      filter: isRole("closed-facility"),
      layout: {
        "text-field": "×",
        "text-font": MEDIUM_FONT,
        "text-size": 18,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": EDIT_COLOUR, "text-halo-color": WHITE, "text-halo-width": 1.5 },
    },
    {
      id: "drawn-brought",
      type: "circle",
      source: "drawn",
      filter: ["all", isRole("brought"), ["==", ["geometry-type"], "Point"]],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, 2.5, 14, 6],
        "circle-color": EDIT_COLOUR,
        "circle-opacity": 0.85,
        "circle-stroke-width": 1,
        "circle-stroke-color": WHITE,
      },
    },
    {
      id: "drawn-found-halo",
      type: "circle",
      source: "drawn",
      filter: ["all", isRole("found"), ["==", ["geometry-type"], "Point"]],
      paint: {
        "circle-radius": FOUND_RADIUS,
        "circle-opacity": 0,
        "circle-stroke-width": ["case", CROWDED, 2.4, 4.8],
        "circle-stroke-color": WHITE,
      },
    },
    {
      id: "drawn-found",
      type: "circle",
      source: "drawn",
      filter: ["all", isRole("found"), ["==", ["geometry-type"], "Point"]],
      paint: {
        "circle-radius": FOUND_RADIUS,
        "circle-color": EDIT_COLOUR,
        "circle-opacity": ["case", DRAFT, 0.55, 0.12],
        "circle-stroke-width": ["case", CROWDED, 1.2, 2.4],
        "circle-stroke-color": EDIT_COLOUR,
      },
    },
    {
      id: "drawn-vertex",
      type: "circle",
      source: "drawn",
      filter: isRole("vertex", "pointer"),
      paint: {
        "circle-radius": ["case", isRole("pointer"), 6, 4.5],
        "circle-color": ["case", isRole("pointer"), "rgba(255,255,255,0.4)", WHITE],
        "circle-stroke-width": 2,
        "circle-stroke-color": EDIT_COLOUR,
      },
    },
    {
      id: "drawn-name",
      type: "symbol",
      source: "drawn",
      filter: ["!=", ["coalesce", ["get", "name"], ""], ""],
      minzoom: 12.5,
      layout: {
        "text-field": ["get", "name"],
        "text-font": MEDIUM_FONT,
        "text-size": 12,
        "text-offset": [0, -1.2],
        "text-anchor": "bottom",
        "symbol-placement": "point",
      },
      paint: { "text-color": EDIT_COLOUR, "text-halo-color": WHITE, "text-halo-width": 2 },
    },
  ];
}
