/**
 * The quiet basemap and the layers of the answer, as one MapLibre style with
 * empty sources. No glyphs, sprite or tiles are fetched: labels are drawn from
 * the reader's own fonts, images in code, streets in memory.
 */

import { STREET_STYLES } from "../../report/map/street-styles.ts";
import { answerLayers, communityLayers, facilityLayers } from "./answer-layers.ts";
import { groundLayers, surroundingLayers, waterLayers } from "./basemap-layers.ts";
import { drawnLineLayers, drawnPointLayers } from "./drawn-layers.ts";
import { isochroneLayers, spokeLayers } from "./isochrone-layers.ts";
import { labelLayers, placeLayers } from "./label-layers.ts";
import type { StyleSpecification } from "./maplibre-door.ts";
import { markLineLayers, markPointLayers } from "./mark-layers.ts";
import { gainLayers, sitingMarkLayers } from "./siting-layers.ts";
import { streetLayers } from "./street-layers.ts";
import { STREET_TILES_MAXIMUM_ZOOM, streetTilesAddress } from "./street-tiles.ts";
import { NO_SHAPES } from "./study-shapes.ts";

const EMPTY_SOURCE = { type: "geojson", data: NO_SHAPES } as const;

/** Layers that each switch of the map shows and hides. */
export const SWITCHED_LAYERS = {
  communities: ["community-fill", "community-no-data", "community-outline"],
  hatching: ["community-not-met", "community-depends", "community-fragile"],
  facilities: [
    "facility-line-casing",
    "facility-line",
    "facility-cluster",
    "facility-cluster-count",
    "facility-icon",
    "facility-alone",
    "facility-overloaded",
    "facility-selected",
  ],
  streets: STREET_STYLES.flatMap((_, rank) =>
    rank < 6 ? [`street-${rank}`, `street-casing-${rank}`] : [`street-${rank}`],
  ).concat("street-name"),
  names: ["village-name", "community-name", "county-name", "township-name", "water-name"],
} as const;

/** Paint properties that carry the colour of the service on show. */
export const SERVICE_COLOUR_PROPERTIES = [
  ["isochrone-edge", "line-color"],
  ["isochrone-inner-edge", "line-color"],
  ["spoke-line", "line-color"],
  ["spoke-area", "line-color"],
  ["radius-fill", "fill-color"],
  ["radius-edge", "line-color"],
  ["facility-line", "line-color"],
  ["route-line", "line-color"],
  ["route-start", "circle-stroke-color"],
  ["facility-cluster", "circle-stroke-color"],
  ["facility-cluster-count", "text-color"],
  ["facility-selected", "circle-stroke-color"],
] as const;

/** The whole style, with nothing in it yet. */
export function createMapStyle(): StyleSpecification {
  return {
    version: 8,
    transition: { duration: 0, delay: 0 },
    sources: {
      streets: { type: "vector", tiles: [streetTilesAddress("none")], maxzoom: STREET_TILES_MAXIMUM_ZOOM, minzoom: 6 },
      communities: { type: "geojson", data: NO_SHAPES, maxzoom: 14, tolerance: 0.3, buffer: 32 },
      surroundings: { type: "geojson", data: NO_SHAPES, maxzoom: 14, tolerance: 0.4 },
      "community-names": { type: "geojson", data: NO_SHAPES, maxzoom: 14 },
      facilities: {
        type: "geojson",
        data: NO_SHAPES,
        cluster: true,
        clusterMaxZoom: 10,
        clusterRadius: 34,
        maxzoom: 14,
      },
      "facility-lines": { type: "geojson", data: NO_SHAPES, maxzoom: 15 },
      gain: { type: "geojson", data: NO_SHAPES, maxzoom: 13, tolerance: 0.3 },
      isochrone: { type: "geojson", data: NO_SHAPES, maxzoom: 15, tolerance: 0.3 },
      spokes: EMPTY_SOURCE,
      marks: EMPTY_SOURCE,
      drawn: EMPTY_SOURCE,
      radius: EMPTY_SOURCE,
      hovered: EMPTY_SOURCE,
      selected: EMPTY_SOURCE,
      "selected-name": EMPTY_SOURCE,
      route: EMPTY_SOURCE,
      "route-start": EMPTY_SOURCE,
    },
    layers: [
      ...groundLayers(),
      ...communityLayers(),
      ...isochroneLayers(),
      ...gainLayers(),
      ...waterLayers(),
      ...streetLayers(),
      ...surroundingLayers(),
      ...spokeLayers(),
      ...drawnLineLayers(),
      ...markLineLayers(),
      ...sitingMarkLayers(),
      ...answerLayers(),
      ...placeLayers(),
      ...facilityLayers(),
      ...labelLayers(),
      ...drawnPointLayers(),
      ...markPointLayers(),
    ],
  };
}
