/** Names: streets, water, villages, communities, places, and the community that is selected. */

import { BASEMAP_COLOURS } from "../../report/map/basemap-colours.ts";
import { INK_COLOUR } from "../../report/map/colour-ramps.ts";
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { byZoom, kindIs, LABEL_HALO, MEDIUM_FONT, NAME, REGULAR_FONT } from "./style-expressions.ts";

const STREET_NAME_COLOUR = "#6f6b62";

function placeLayer(id: string, order: number, sizes: readonly number[], colour: string): LayerSpecification {
  return {
    id,
    type: "symbol",
    source: "surroundings",
    maxzoom: 13,
    filter: ["all", kindIs("place"), ["==", ["get", "order"], order]],
    layout: {
      "text-field": NAME,
      "text-font": MEDIUM_FONT,
      "text-size": byZoom(...sizes),
      "text-letter-spacing": 0.06,
      "text-padding": 6,
      "text-max-width": 8,
      "text-variable-anchor": ["center", "bottom", "top", "left", "right"],
      "text-radial-offset": 1.1,
    },
    paint: { "text-color": colour, "text-halo-color": LABEL_HALO, "text-halo-width": 1.7 },
  };
}

/** Names of counties and townships; they stand aside for the counts of clustered facilities. */
export function placeLayers(): LayerSpecification[] {
  return [
    placeLayer("township-name", 1, [7, 10.5, 12, 12.5], "#565b60"),
    placeLayer("county-name", 0, [7, 12, 12, 15], "#2d333a"),
  ];
}

/** The last come first when names compete for a place. */
export function labelLayers(): LayerSpecification[] {
  const community = {
    type: "symbol",
    source: "community-names",
    paint: { "text-color": "#2d333a", "text-halo-color": LABEL_HALO, "text-halo-width": 1.7 },
  } as const;
  const communityLayout = {
    "text-field": NAME,
    "text-font": REGULAR_FONT,
    "text-max-width": 8,
    "text-padding": 8,
    "symbol-sort-key": ["get", "order"] as ExpressionSpecification,
  };
  return [
    {
      id: "street-name",
      type: "symbol",
      source: "streets",
      "source-layer": "names",
      minzoom: 14.5,
      layout: {
        "symbol-placement": "line",
        "text-field": NAME,
        "text-font": REGULAR_FONT,
        "text-size": 10.5,
        "symbol-spacing": 320,
        "text-padding": 12,
      },
      paint: { "text-color": STREET_NAME_COLOUR, "text-halo-color": LABEL_HALO, "text-halo-width": 1.4 },
    },
    {
      id: "water-name",
      type: "symbol",
      source: "surroundings",
      minzoom: 10.5,
      filter: ["all", kindIs("water"), ["!=", NAME, ""]],
      layout: {
        "symbol-placement": "line",
        "text-field": NAME,
        "text-font": MEDIUM_FONT,
        "text-size": 11.5,
        "text-letter-spacing": 0.2,
        "symbol-spacing": 420,
      },
      paint: {
        "text-color": BASEMAP_COLOURS.waterName,
        "text-halo-color": "rgba(222, 235, 241, 0.9)",
        "text-halo-width": 1.2,
      },
    },
    {
      ...community,
      id: "village-name",
      minzoom: 11.4,
      filter: ["!=", ["get", "kind"], "urban"],
      layout: { ...communityLayout, "text-size": byZoom(11, 10, 15, 12) },
    },
    {
      ...community,
      id: "community-name",
      minzoom: 12.6,
      filter: kindIs("urban"),
      layout: { ...communityLayout, "text-size": byZoom(12, 10.5, 15, 12.5) },
    },
    {
      id: "selected-name",
      type: "symbol",
      source: "selected-name",
      layout: {
        "text-field": NAME,
        "text-font": MEDIUM_FONT,
        "text-size": 13,
        "text-offset": [0, -1.1],
        "text-allow-overlap": true,
        "text-max-width": 9,
      },
      paint: { "text-color": INK_COLOUR, "text-halo-color": "#ffffff", "text-halo-width": 2 },
    },
  ];
}
