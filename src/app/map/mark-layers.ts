/** Marks of explanations: straight lines, obstructions, remedies, numbered links. */
import type { ExpressionSpecification, LayerSpecification } from "./maplibre-door.ts";
import { MEDIUM_FONT } from "./style-expressions.ts";

/** Shortfall and action of the page (tokens.css): what stands in the way, and what would help. */
const OBSTRUCTION_COLOUR = "#a3450f";
const REMEDY_COLOUR = "#1d4672";
const CHOSEN: ExpressionSpecification = ["==", ["get", "chosen"], 1];

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

/** Over everything but names. */
export function markPointLayers(): LayerSpecification[] {
  return [
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
      filter: isRole("obstruction", "site", "link-end", "rank"),
      layout: { "circle-sort-key": ["case", CHOSEN, 1000, ["-", 500, ["get", "order"]]] },
      paint: {
        "circle-radius": ["case", CHOSEN, 12, ["match", ["get", "role"], "obstruction", 7, "link-end", 7, 9]],
        "circle-color": [
          "case",
          isRole("obstruction"),
          OBSTRUCTION_COLOUR,
          ["case", CHOSEN, REMEDY_COLOUR, isRole("rank"), REMEDY_COLOUR, "#ffffff"],
        ],
        "circle-stroke-width": 2,
        "circle-stroke-color": ["case", ["any", isRole("obstruction", "rank"), CHOSEN], "#ffffff", REMEDY_COLOUR],
      },
    },
    {
      id: "mark-sign",
      type: "symbol",
      source: "marks",
      filter: isRole("obstruction", "site", "link-end", "rank"),
      layout: {
        "text-field": [
          "match",
          ["get", "role"],
          "obstruction",
          "×",
          "site",
          "+",
          "link-end",
          "⇄",
          ["to-string", ["get", "label"]],
        ],
        "text-font": MEDIUM_FONT,
        "text-size": ["case", isRole("rank"), 10, 13],
        "text-allow-overlap": true,
        "text-ignore-placement": true,
        "symbol-sort-key": ["case", CHOSEN, 1000, ["-", 500, ["get", "order"]]],
      },
      paint: { "text-color": ["case", ["any", isRole("obstruction", "rank"), CHOSEN], "#ffffff", REMEDY_COLOUR] },
    },
  ];
}
