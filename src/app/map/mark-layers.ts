/** Marks of explanations: straight lines, obstructions, remedies, numbered links. */
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { MEDIUM_FONT } from "./style-expressions.ts";

/** Shortfall and action of the page (tokens.css): what stands in the way, and what would help. */
const OBSTRUCTION_COLOUR = "#a3450f";
const REMEDY_COLOUR = "#1d4672";
const CHOSEN: ExpressionSpecification = ["==", ["get", "chosen"], 1];

/** The chosen one on top, then the better ones. */
const FLAG_ORDER: ExpressionSpecification = ["case", CHOSEN, 1000, ["-", 500, ["get", "order"]]];
/** Pixels by which the sign of a link stands above its line. */
const FLAG_SHIFT: [number, number] = [0, -17];

function isRole(...roles: string[]): ExpressionSpecification {
  return ["in", ["get", "role"], ["literal", roles]];
}

/** Over the streets, under facilities. */
export function markLineLayers(): LayerSpecification[] {
  return [
    {
      id: "mark-straight-casing",
      type: "line",
      source: "marks",
      filter: isRole("straight"),
      paint: { "line-color": "#ffffff", "line-width": 5, "line-opacity": 0.9 },
    },
    {
      id: "mark-straight",
      type: "line",
      source: "marks",
      filter: isRole("straight"),
      paint: { "line-color": OBSTRUCTION_COLOUR, "line-width": 2, "line-dasharray": [3, 2] },
    },
    {
      id: "mark-link-casing",
      type: "line",
      source: "marks",
      filter: isRole("link"),
      layout: { "line-cap": "round" },
      paint: { "line-color": "#ffffff", "line-width": ["case", CHOSEN, 11, 7], "line-opacity": 0.95 },
    },
    {
      id: "mark-link",
      type: "line",
      source: "marks",
      filter: isRole("link"),
      layout: { "line-cap": "round" },
      paint: { "line-color": REMEDY_COLOUR, "line-width": ["case", CHOSEN, 6, 3.4] },
    },
  ];
}

/** A new site without a number: one of many. */
const UNNUMBERED: ExpressionSpecification = ["==", ["get", "label"], ""];

/** New sites: numbered at any zoom, as no standing facility is. */
const NEW_SITES: readonly LayerSpecification[] = [
  {
    id: "mark-new-site",
    type: "circle",
    source: "marks",
    filter: isRole("new-site"),
    layout: { "circle-sort-key": FLAG_ORDER },
    paint: {
      "circle-radius": [
        "interpolate",
        ["linear"],
        ["zoom"],
        9,
        ["case", CHOSEN, 14, UNNUMBERED, 2, 11],
        11,
        ["case", CHOSEN, 14, UNNUMBERED, 4, 11],
      ],
      "circle-color": ["case", CHOSEN, OBSTRUCTION_COLOUR, REMEDY_COLOUR],
      "circle-stroke-width": [
        "interpolate",
        ["linear"],
        ["zoom"],
        9,
        ["case", UNNUMBERED, 0.5, 3],
        11,
        ["case", UNNUMBERED, 1, 3],
      ],
      "circle-stroke-color": "#ffffff",
    },
  },
  {
    id: "mark-new-site-number",
    type: "symbol",
    source: "marks",
    filter: isRole("new-site"),
    layout: {
      "text-field": ["to-string", ["get", "label"]],
      "text-font": MEDIUM_FONT,
      "text-size": 12,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
      "symbol-sort-key": FLAG_ORDER,
    },
    paint: { "text-color": "#ffffff" },
  },
];

/** Over everything but names. */
export function markPointLayers(): LayerSpecification[] {
  return [
    ...NEW_SITES,
    {
      id: "mark-passage",
      type: "circle",
      source: "marks",
      filter: isRole("passage", "home"),
      paint: {
        "circle-radius": 4.5,
        "circle-color": "#ffffff",
        "circle-stroke-width": 2,
        "circle-stroke-color": ["match", ["get", "role"], "home", OBSTRUCTION_COLOUR, "#5d6570"],
      },
    },
    {
      id: "mark-point",
      type: "circle",
      source: "marks",
      filter: isRole("obstruction", "site"),
      layout: { "circle-sort-key": ["get", "chosen"] },
      paint: {
        "circle-radius": ["case", CHOSEN, 12, isRole("obstruction"), 7, 9],
        "circle-color": ["case", isRole("obstruction"), OBSTRUCTION_COLOUR, CHOSEN, REMEDY_COLOUR, "#ffffff"],
        "circle-stroke-width": 2,
        "circle-stroke-color": ["case", ["any", isRole("obstruction"), CHOSEN], "#ffffff", REMEDY_COLOUR],
      },
    },
    {
      id: "mark-sign",
      type: "symbol",
      source: "marks",
      filter: isRole("obstruction", "site"),
      layout: {
        "text-field": ["case", isRole("obstruction"), "×", "+"],
        "text-font": MEDIUM_FONT,
        "text-size": 13,
        "text-allow-overlap": true,
        "text-ignore-placement": true,
        "symbol-sort-key": ["get", "chosen"],
      },
      paint: { "text-color": ["case", ["any", isRole("obstruction"), CHOSEN], "#ffffff", REMEDY_COLOUR] },
    },
    {
      id: "mark-flag",
      type: "circle",
      source: "marks",
      filter: isRole("link-end", "rank"),
      layout: { "circle-sort-key": FLAG_ORDER },
      paint: {
        "circle-radius": [
          "interpolate",
          ["linear"],
          ["zoom"],
          9,
          ["case", CHOSEN, 12, 5],
          11.5,
          ["case", CHOSEN, 12, 9],
        ],
        "circle-color": ["case", ["any", isRole("rank"), CHOSEN], REMEDY_COLOUR, "#ffffff"],
        "circle-stroke-width": 2,
        "circle-stroke-color": ["case", ["any", isRole("rank"), CHOSEN], "#ffffff", REMEDY_COLOUR],
        "circle-translate": FLAG_SHIFT,
      },
    },
    {
      id: "mark-flag-sign",
      type: "symbol",
      source: "marks",
      minzoom: 11,
      filter: isRole("link-end", "rank"),
      layout: {
        "text-field": ["case", isRole("rank"), ["to-string", ["get", "label"]], "⇄"],
        "text-font": MEDIUM_FONT,
        "text-size": ["case", isRole("rank"), 10, 13],
        "text-allow-overlap": true,
        "text-ignore-placement": true,
        "symbol-sort-key": FLAG_ORDER,
      },
      paint: {
        "text-color": ["case", ["any", isRole("rank"), CHOSEN], "#ffffff", REMEDY_COLOUR],
        "text-translate": FLAG_SHIFT,
      },
    },
  ];
}
