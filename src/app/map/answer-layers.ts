/** The layers of the answer: communities by colour and texture, facilities, the radius, the walk. */
import { INK_COLOUR, NO_COLOUR, SHORTFALL_COLOUR } from "../../report/map/colour-ramps.ts";
import { DEPENDS_IMAGE, DOTS_IMAGE, FRAGILE_IMAGE, HATCH_IMAGE } from "./map-images.ts";
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { byZoom, MEDIUM_FONT } from "./style-expressions.ts";

/** A texture's strength: the community's flag (0 or 1), fainter in wide views where strokes would crowd. */
function stateByZoom(name: string, wideStrength: number): ExpressionSpecification {
  const flag: ExpressionSpecification = ["number", ["feature-state", name], 0];
  return ["interpolate", ["linear"], ["zoom"], 8, ["*", wideStrength, flag], 11, flag];
}

/** Communities are cut into tiles but not drawn while there is no answer to colour them with. */
const BEFORE_ANSWER = 0;
/** The textures are switched on with the other layers when the answer is painted, so that its colours come first. */
const AFTER_ANSWER = { visibility: "none" } as const;

/** Paint of the communities once there is an answer, or no answer to wait for. */
export const ANSWERED_PAINT = [
  ["community-fill", "fill-opacity", 1],
  ["community-outline", "line-opacity", 0.85],
] as const;

/** Colour and texture come as feature states, so a new answer cuts no tile again. */
export function communityLayers(): LayerSpecification[] {
  return [
    {
      id: "community-fill",
      type: "fill",
      source: "communities",
      paint: {
        "fill-color": ["to-color", ["feature-state", "colour"], NO_COLOUR],
        "fill-opacity": BEFORE_ANSWER,
        "fill-antialias": false,
      },
    },
    {
      id: "community-no-data",
      type: "fill",
      source: "communities",
      layout: AFTER_ANSWER,
      paint: { "fill-pattern": DOTS_IMAGE, "fill-opacity": stateByZoom("noData", 0.5), "fill-antialias": false },
    },
    {
      id: "community-not-met",
      type: "fill",
      source: "communities",
      layout: AFTER_ANSWER,
      paint: { "fill-pattern": HATCH_IMAGE, "fill-opacity": stateByZoom("notMet", 0.5), "fill-antialias": false },
    },
    {
      id: "community-depends",
      type: "fill",
      source: "communities",
      layout: AFTER_ANSWER,
      paint: { "fill-pattern": DEPENDS_IMAGE, "fill-opacity": stateByZoom("depends", 0.5), "fill-antialias": false },
    },
    {
      id: "community-fragile",
      type: "fill",
      source: "communities",
      layout: AFTER_ANSWER,
      paint: { "fill-pattern": FRAGILE_IMAGE, "fill-opacity": stateByZoom("fragile", 0.5), "fill-antialias": false },
    },
    {
      id: "community-outline",
      type: "line",
      source: "communities",
      layout: { "line-join": "round" },
      paint: {
        "line-color": "#ffffff",
        "line-width": byZoom(7, 0.25, 11, 0.7, 15, 1.6),
        "line-opacity": BEFORE_ANSWER,
      },
    },
  ];
}

/** Facilities from the smallest to the largest of their kind. */
function iconSize(scale: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["get", "size"], 0, 0.8 * scale, 0.5, 0.96 * scale, 1, 1.22 * scale];
}

const NO_FACILITY: ExpressionSpecification = ["==", ["get", "facilityIndex"], -1];

/** The facilities of a list, clusters never. */
export function onlyFacilities(facilityIndexes: readonly number[]): ExpressionSpecification {
  return ["in", ["to-number", ["get", "facilityIndex"], -1], ["literal", [...facilityIndexes]]];
}

/** From here on too many facilities stand apart for the names of places to move aside. */
const ICONS_BELOW_NAMES_ZOOM = 10.5;

function facilityIcon(
  id: string,
  range: { readonly minzoom: number } | { readonly maxzoom: number },
): LayerSpecification {
  return {
    id,
    ...range,
    type: "symbol",
    source: "facilities",
    filter: ["!", ["has", "point_count"]],
    layout: {
      "icon-image": "",
      "icon-allow-overlap": true,
      "icon-ignore-placement": "minzoom" in range,
      "icon-size": ["interpolate", ["linear"], ["zoom"], 9, iconSize(0.72), 12, iconSize(1)],
      "symbol-sort-key": ["get", "size"],
    },
  };
}

/** Over the basemap, under the names. */
export function answerLayers(): LayerSpecification[] {
  return [
    {
      id: "radius-fill",
      minzoom: 10,
      type: "fill",
      source: "radius",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": INK_COLOUR, "fill-opacity": 0.07, "fill-antialias": false },
    },
    {
      id: "radius-edge-casing",
      minzoom: 10,
      type: "line",
      source: "radius",
      paint: { "line-color": "#ffffff", "line-width": 3.4, "line-opacity": 0.85 },
    },
    {
      id: "radius-edge",
      minzoom: 10,
      type: "line",
      source: "radius",
      paint: { "line-color": INK_COLOUR, "line-width": 1.4, "line-dasharray": [3, 2.4], "line-opacity": 0.85 },
    },
    {
      id: "hovered-outline",
      type: "line",
      source: "hovered",
      layout: { "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": 1.2, "line-opacity": 0.75 },
    },
    {
      id: "selected-halo",
      type: "line",
      source: "selected",
      layout: { "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": 5, "line-opacity": 0.85 },
    },
    {
      id: "selected-outline",
      type: "line",
      source: "selected",
      layout: { "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": 2.2 },
    },
    {
      id: "facility-line-casing",
      type: "line",
      source: "facility-lines",
      minzoom: 11,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-opacity": 0.9, "line-width": byZoom(11, 3, 14, 6.5, 17, 11) },
    },
    {
      id: "facility-line",
      type: "line",
      source: "facility-lines",
      minzoom: 11,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": byZoom(11, 1.6, 14, 3.4, 17, 6) },
    },
    {
      id: "route-casing",
      type: "line",
      source: "route",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": 6.5, "line-opacity": 0.9 },
    },
    {
      id: "route-line",
      type: "line",
      source: "route",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": 3, "line-dasharray": [0.2, 1.9] },
    },
    {
      id: "route-start",
      type: "circle",
      source: "route-start",
      paint: {
        "circle-radius": 4.5,
        "circle-color": "#ffffff",
        "circle-stroke-width": 2.5,
        "circle-stroke-color": INK_COLOUR,
      },
    },
    {
      id: "facility-selected",
      type: "circle",
      source: "facilities",
      filter: ["==", ["get", "facilityIndex"], -1],
      paint: {
        "circle-radius": 16,
        "circle-color": "rgba(255,255,255,0.6)",
        "circle-stroke-width": 2,
        "circle-stroke-color": INK_COLOUR,
      },
    },
    {
      id: "facility-overloaded",
      type: "circle",
      source: "facilities",
      filter: NO_FACILITY,
      paint: {
        "circle-radius": byZoom(9, 7, 12, 10.5, 13.2, 17, 15, 19),
        "circle-color": "rgba(255,255,255,0.85)",
        "circle-stroke-width": 2,
        "circle-stroke-color": SHORTFALL_COLOUR,
      },
    },
    facilityIcon("facility-icon", { minzoom: ICONS_BELOW_NAMES_ZOOM }),
  ];
}

/** From afar: facilities that stand alone, and counts of those too close together; names of places give way to them. */
export function facilityLayers(): LayerSpecification[] {
  return [
    facilityIcon("facility-alone", { maxzoom: ICONS_BELOW_NAMES_ZOOM }),
    {
      id: "facility-cluster",
      type: "circle",
      source: "facilities",
      filter: ["has", "point_count"],
      paint: {
        "circle-color": "#ffffff",
        "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 9, 20, 13, 120, 18],
        "circle-stroke-width": 2,
        "circle-stroke-color": INK_COLOUR,
        "circle-opacity": 0.96,
      },
    },
    {
      id: "facility-cluster-count",
      type: "symbol",
      source: "facilities",
      filter: ["has", "point_count"],
      layout: {
        "text-field": ["to-string", ["get", "point_count"]],
        "text-font": MEDIUM_FONT,
        "text-size": 11,
        "text-padding": 9,
        "text-allow-overlap": true,
      },
      paint: { "text-color": INK_COLOUR },
    },
  ];
}
