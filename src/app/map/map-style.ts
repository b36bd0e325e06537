/**
 * The quiet basemap and the layers of the answer, as one MapLibre style with
 * empty sources. No glyphs, sprite or tiles are fetched: labels are drawn from
 * the reader's own fonts, images in code, streets in memory.
 */
import { BARE_COLOUR, INK_COLOUR } from "./colour-ramps.ts";
import { DOTS_IMAGE, HATCH_IMAGE } from "./map-images.ts";
import {
  type ExpressionSpecification,
  type LayerSpecification,
  type StyleSpecification,
  streetTilesAddress,
} from "./maplibre-door.ts";
import { STREET_TILES_MAXIMUM_ZOOM } from "./street-tiles.ts";
import { NO_SHAPES } from "./study-shapes.ts";

const GROUND = "#f1efe9";
const WATER = "#b9d3df";
const QUIET = "#6f6b62";
const HALO = "rgba(255, 255, 255, 0.92)";

/** Drawn by the browser as a CSS font family list; the first name only sets the weight. */
const SANS = ["Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "sans-serif"];
const REGULAR = SANS;
const MEDIUM = ["Map Medium", ...SANS];

function byZoom(...stops: readonly [zoom: number, value: number][]): ExpressionSpecification {
  return ["interpolate", ["exponential", 1.5], ["zoom"], ...stops.flat()] as ExpressionSpecification;
}

function kindIs(kind: string): ExpressionSpecification {
  return ["==", ["get", "kind"], kind];
}

/** A texture's strength: the community's flag (0 or 1), fainter in wide views where strokes would crowd. */
function stateByZoom(name: string, wideStrength: number): ExpressionSpecification {
  const flag: ExpressionSpecification = ["number", ["feature-state", name], 0];
  return ["interpolate", ["linear"], ["zoom"], 8, ["*", wideStrength, flag], 11, flag];
}

/** Of each rank: widest view drawn, width by zoom, opacity of the white line. */
const STREETS: readonly {
  readonly from: number;
  readonly widths: readonly [number, number][];
  readonly opacity: number;
}[] = [
  {
    from: 6,
    widths: [
      [6, 0.7],
      [10, 2],
      [12, 3.6],
      [14, 7],
      [18, 26],
    ],
    opacity: 1,
  },
  {
    from: 8,
    widths: [
      [8, 0.6],
      [11, 1.7],
      [12, 2.6],
      [14, 6],
      [18, 24],
    ],
    opacity: 0.95,
  },
  {
    from: 10,
    widths: [
      [10, 0.6],
      [12, 1.7],
      [14, 4.6],
      [18, 20],
    ],
    opacity: 0.9,
  },
  {
    from: 11,
    widths: [
      [11, 0.5],
      [12, 1],
      [14, 3.4],
      [18, 16],
    ],
    opacity: 0.8,
  },
  {
    from: 12.4,
    widths: [
      [12.4, 0.5],
      [13, 0.8],
      [14, 2],
      [16, 6],
      [18, 13],
    ],
    opacity: 0.75,
  },
  {
    from: 14,
    widths: [
      [14, 0.8],
      [16, 3],
      [18, 8],
    ],
    opacity: 0.75,
  },
  {
    from: 14.6,
    widths: [
      [14.6, 0.7],
      [16, 1.4],
      [18, 3],
    ],
    opacity: 0.8,
  },
];

/** Facilities from the smallest to the largest of their kind. */
function iconSize(scale: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["get", "size"], 0, 0.8 * scale, 0.5, 0.96 * scale, 1, 1.22 * scale];
}

function streetLayers(): LayerSpecification[] {
  const casings: LayerSpecification[] = [];
  const lines: LayerSpecification[] = [];
  STREETS.forEach(({ from, widths, opacity }, rank) => {
    const common = { source: "streets", "source-layer": `rank${rank}`, type: "line" } as const;
    const layout = { "line-cap": "round", "line-join": "round" } as const;
    if (rank < 6) {
      casings.unshift({
        ...common,
        id: `street-casing-${rank}`,
        minzoom: Math.max(from, rank < 2 ? 9 : rank < 4 ? 12 : 14),
        layout,
        paint: {
          "line-color": "#8f8a7d",
          "line-opacity": rank < 2 ? 0.34 : 0.26,
          "line-width": byZoom(
            ...widths.map(([zoom, width]): [number, number] => [zoom, width + (zoom < 12 ? 0.8 : 1.6)]),
          ),
        },
      });
    }
    lines.unshift({
      ...common,
      id: `street-${rank}`,
      minzoom: from,
      layout: rank === 6 ? {} : layout,
      paint: {
        "line-color": "#ffffff",
        "line-opacity": opacity,
        "line-width": byZoom(...widths),
        ...(rank === 6 ? { "line-dasharray": [2, 1.2] } : {}),
      },
    });
  });
  return [...casings, ...lines];
}

function groundLayers(): LayerSpecification[] {
  const isArea: ExpressionSpecification = ["==", ["geometry-type"], "Polygon"];
  return [
    { id: "ground", type: "background", paint: { "background-color": GROUND } },
    {
      id: "built-up",
      type: "fill",
      source: "surroundings",
      filter: kindIs("built-up"),
      paint: { "fill-color": "#e9e5dc" },
    },
    { id: "green", type: "fill", source: "surroundings", filter: kindIs("green"), paint: { "fill-color": "#dfe6d4" } },
    {
      id: "community-fill",
      type: "fill",
      source: "communities",
      paint: { "fill-color": ["to-color", ["feature-state", "colour"], BARE_COLOUR], "fill-antialias": false },
    },
    {
      id: "community-no-data",
      type: "fill",
      source: "communities",
      paint: { "fill-pattern": DOTS_IMAGE, "fill-opacity": stateByZoom("noData", 0.5), "fill-antialias": false },
    },
    {
      id: "community-not-met",
      type: "fill",
      source: "communities",
      paint: { "fill-pattern": HATCH_IMAGE, "fill-opacity": stateByZoom("notMet", 0.5), "fill-antialias": false },
    },
    {
      id: "community-outline",
      type: "line",
      source: "communities",
      layout: { "line-join": "round" },
      paint: { "line-color": "#ffffff", "line-width": byZoom([7, 0.25], [11, 0.7], [15, 1.6]), "line-opacity": 0.85 },
    },
    {
      id: "water-area",
      type: "fill",
      source: "surroundings",
      filter: ["all", kindIs("water"), isArea],
      paint: { "fill-color": WATER },
    },
    {
      id: "water-line",
      type: "line",
      source: "surroundings",
      filter: ["all", kindIs("water"), ["!", isArea]],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": WATER, "line-width": byZoom([8, 1], [12, 3], [16, 14]) },
    },
  ];
}

function surroundingLayers(): LayerSpecification[] {
  const line = { type: "line", source: "surroundings" } as const;
  return [
    {
      ...line,
      id: "wall",
      filter: kindIs("wall"),
      minzoom: 11,
      layout: { "line-join": "miter" },
      paint: { "line-color": "#93856d", "line-width": byZoom([11, 1.6], [13, 3], [17, 7]) },
    },
    {
      ...line,
      id: "railway-bed",
      filter: kindIs("railway"),
      layout: { "line-join": "round" },
      paint: { "line-color": "#77736a", "line-width": byZoom([8, 0.9], [12, 2.6], [16, 5]) },
    },
    {
      ...line,
      id: "railway-dashes",
      filter: kindIs("railway"),
      minzoom: 10.5,
      paint: {
        "line-color": "#ffffff",
        "line-width": byZoom([10.5, 0.8], [12, 1.3], [16, 3]),
        "line-dasharray": [6, 6],
      },
    },
    {
      ...line,
      id: "county-border",
      filter: kindIs("county-border"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": "#7d786c",
        "line-width": byZoom([7, 0.8], [12, 1.6]),
        "line-dasharray": [4, 2, 1, 2],
        "line-opacity": 0.75,
      },
    },
    {
      ...line,
      id: "city-border",
      filter: kindIs("city-border"),
      layout: { "line-join": "round" },
      paint: { "line-color": "#5d594f", "line-width": byZoom([7, 1.6], [12, 2.4]), "line-opacity": 0.7 },
    },
  ];
}

function answerLayers(): LayerSpecification[] {
  return [
    {
      id: "radius-fill",
      type: "fill",
      source: "radius",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": INK_COLOUR, "fill-opacity": 0.07, "fill-antialias": false },
    },
    {
      id: "radius-edge",
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
      paint: { "line-color": "#ffffff", "line-opacity": 0.9, "line-width": byZoom([11, 3], [14, 6.5], [17, 11]) },
    },
    {
      id: "facility-line",
      type: "line",
      source: "facility-lines",
      minzoom: 11,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": INK_COLOUR, "line-width": byZoom([11, 1.6], [14, 3.4], [17, 6]) },
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
        "text-font": MEDIUM,
        "text-size": 11,
        "text-allow-overlap": true,
      },
      paint: { "text-color": INK_COLOUR },
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
      id: "facility-icon",
      type: "symbol",
      source: "facilities",
      filter: ["!", ["has", "point_count"]],
      layout: {
        "icon-image": "",
        "icon-allow-overlap": true,
        "icon-ignore-placement": true,
        "icon-size": ["interpolate", ["linear"], ["zoom"], 9, iconSize(0.72), 12, iconSize(1)],
        "symbol-sort-key": ["get", "size"],
      },
    },
  ];
}

function labelLayers(): LayerSpecification[] {
  const name: ExpressionSpecification = ["get", "name"];
  const community = {
    type: "symbol",
    source: "community-names",
    paint: { "text-color": "#3b4148", "text-halo-color": HALO, "text-halo-width": 1.5, "text-halo-blur": 0.3 },
  } as const;
  const communityLayout = {
    "text-field": name,
    "text-font": REGULAR,
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
        "text-field": name,
        "text-font": REGULAR,
        "text-size": 10.5,
        "symbol-spacing": 320,
        "text-padding": 12,
      },
      paint: { "text-color": QUIET, "text-halo-color": HALO, "text-halo-width": 1.4 },
    },
    {
      id: "water-name",
      type: "symbol",
      source: "surroundings",
      minzoom: 10.5,
      filter: ["all", kindIs("water"), ["!=", name, ""]],
      layout: {
        "symbol-placement": "line",
        "text-field": name,
        "text-font": MEDIUM,
        "text-size": 11.5,
        "text-letter-spacing": 0.2,
        "symbol-spacing": 420,
      },
      paint: { "text-color": "#4f7d93", "text-halo-color": "rgba(222, 235, 241, 0.9)", "text-halo-width": 1.2 },
    },
    {
      ...community,
      id: "village-name",
      minzoom: 11.4,
      filter: ["!=", ["get", "kind"], "urban"],
      layout: { ...communityLayout, "text-size": byZoom([11, 10], [15, 12]) },
    },
    {
      ...community,
      id: "community-name",
      minzoom: 12.6,
      filter: kindIs("urban"),
      layout: { ...communityLayout, "text-size": byZoom([12, 10.5], [15, 12.5]) },
    },
    {
      id: "place-name",
      type: "symbol",
      source: "surroundings",
      maxzoom: 13,
      filter: kindIs("place"),
      layout: {
        "text-field": name,
        "text-font": MEDIUM,
        "text-size": byZoom([7, 11.5], [12, 14]),
        "text-letter-spacing": 0.06,
        "text-padding": 6,
        "text-max-width": 8,
      },
      paint: { "text-color": "#33383f", "text-halo-color": HALO, "text-halo-width": 1.7 },
    },
    {
      id: "selected-name",
      type: "symbol",
      source: "selected-name",
      layout: {
        "text-field": name,
        "text-font": MEDIUM,
        "text-size": 13,
        "text-allow-overlap": true,
        "text-ignore-placement": false,
        "text-max-width": 9,
      },
      paint: { "text-color": INK_COLOUR, "text-halo-color": "#ffffff", "text-halo-width": 2 },
    },
  ];
}

const EMPTY_SOURCE = { type: "geojson", data: NO_SHAPES } as const;

/** Layers that each switch of the map shows and hides. */
export const SWITCHED_LAYERS = {
  communities: ["community-fill", "community-no-data", "community-outline"],
  hatching: ["community-not-met"],
  facilities: [
    "facility-line-casing",
    "facility-line",
    "facility-cluster",
    "facility-cluster-count",
    "facility-icon",
    "facility-selected",
  ],
  streets: STREETS.flatMap((_, rank) =>
    rank < 6 ? [`street-${rank}`, `street-casing-${rank}`] : [`street-${rank}`],
  ).concat("street-name"),
  names: ["village-name", "community-name", "place-name", "water-name"],
} as const;

/** Paint properties that carry the colour of the service on show. */
export const SERVICE_COLOUR_PROPERTIES = [
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
      radius: EMPTY_SOURCE,
      hovered: EMPTY_SOURCE,
      selected: EMPTY_SOURCE,
      "selected-name": EMPTY_SOURCE,
      route: EMPTY_SOURCE,
      "route-start": EMPTY_SOURCE,
    },
    layers: [...groundLayers(), ...streetLayers(), ...surroundingLayers(), ...answerLayers(), ...labelLayers()],
  };
}
