/** Ground, water and what else lies around the answer: greys and one paper tone. */
import { BASEMAP_COLOURS } from "../../report/map/basemap-colours.ts";
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { byZoom, kindIs } from "./style-expressions.ts";

/**
 * One kind of area in one colour. Its edge is smoothed by a line of that colour
 * rather than by MapLibre's own outline, which would be one more shader to compile.
 */
function areaLayers(kind: string, colour: string): LayerSpecification[] {
  const filter: ExpressionSpecification = ["all", kindIs(kind), ["==", ["geometry-type"], "Polygon"]];
  return [
    {
      id: `${kind}-area`,
      type: "fill",
      source: "surroundings",
      filter,
      paint: { "fill-color": colour, "fill-antialias": false },
    },
    {
      id: `${kind}-edge`,
      type: "line",
      source: "surroundings",
      filter,
      paint: { "line-color": colour, "line-width": 1 },
    },
  ];
}

/** Under the communities. */
export function groundLayers(): LayerSpecification[] {
  return [
    { id: "ground", type: "background", paint: { "background-color": BASEMAP_COLOURS.ground } },
    ...areaLayers("built-up", BASEMAP_COLOURS.builtUp),
    ...areaLayers("green", BASEMAP_COLOURS.green),
  ];
}

/** Over the communities, under the streets. */
export function waterLayers(): LayerSpecification[] {
  return [
    ...areaLayers("water", BASEMAP_COLOURS.water),
    {
      id: "water-line",
      type: "line",
      source: "surroundings",
      filter: ["all", kindIs("water"), ["!=", ["geometry-type"], "Polygon"]],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": BASEMAP_COLOURS.water, "line-width": byZoom(8, 0.8, 12, 1.8, 16, 5) },
    },
  ];
}

/** Walls, railways and borders, over the streets. */
export function surroundingLayers(): LayerSpecification[] {
  const line = { type: "line", source: "surroundings" } as const;
  return [
    {
      ...line,
      id: "wall",
      filter: kindIs("wall"),
      minzoom: 13.4,
      paint: {
        "line-color": BASEMAP_COLOURS.wall,
        "line-width": byZoom(13.4, 0.6, 15, 1.2, 17, 2),
        "line-opacity": 0.6,
      },
    },
    {
      ...line,
      id: "grand-wall",
      filter: kindIs("grand-wall"),
      minzoom: 10.5,
      layout: { "line-join": "miter", "line-cap": "square" },
      paint: { "line-color": BASEMAP_COLOURS.wall, "line-width": byZoom(10.5, 1.4, 13, 3, 17, 7) },
    },
    {
      ...line,
      id: "railway-bed",
      filter: kindIs("railway"),
      layout: { "line-join": "round" },
      paint: { "line-color": BASEMAP_COLOURS.railway, "line-width": byZoom(8, 0.6, 12, 2.6, 16, 5) },
    },
    {
      ...line,
      id: "railway-dashes",
      filter: kindIs("railway"),
      minzoom: 10.5,
      paint: {
        "line-color": "#ffffff",
        "line-width": byZoom(10.5, 0.8, 12, 1.3, 16, 3),
        "line-dasharray": [6, 6],
      },
    },
    {
      ...line,
      id: "county-border-band",
      filter: kindIs("county-border"),
      layout: { "line-join": "round" },
      paint: { "line-color": BASEMAP_COLOURS.countyBorder, "line-width": byZoom(7, 2.4, 12, 7), "line-opacity": 0.13 },
    },
    {
      ...line,
      id: "county-border",
      filter: kindIs("county-border"),
      layout: { "line-join": "round" },
      paint: { "line-color": BASEMAP_COLOURS.countyBorder, "line-width": byZoom(7, 0.6, 12, 1.1), "line-opacity": 0.7 },
    },
    {
      ...line,
      id: "city-border",
      filter: kindIs("city-border"),
      layout: { "line-join": "round" },
      paint: { "line-color": BASEMAP_COLOURS.cityBorder, "line-width": byZoom(7, 1.6, 12, 2.4), "line-opacity": 0.7 },
    },
  ];
}
