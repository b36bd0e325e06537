/** What the dark theme changes on the map: the ground around the answer, streets and names. Colours of the answer, and so its legend, stay. */
import { STREET_STYLES } from "../../report/map/street-styles.ts";
import { createMapStyle } from "./map-style.ts";
import type { MapLibreMap } from "./maplibre-door.ts";
import { setPaint } from "./set-paint.ts";

const WATER = "#5d8aa3";
const NAMES = ["county-name", "township-name", "community-name", "village-name", "street-name", "water-name"];

const DARK_GROUND: readonly (readonly [layer: string, property: string, colour: string])[] = [
  ["ground", "background-color", "#10161b"],
  ["built-up-area", "fill-color", "#1a2128"],
  ["built-up-edge", "line-color", "#1a2128"],
  ["green-area", "fill-color", "#18241e"],
  ["green-edge", "line-color", "#18241e"],
  ["water-area", "fill-color", WATER],
  ["water-edge", "line-color", WATER],
  ["water-line", "line-color", WATER],
  ...STREET_STYLES.map((_, rank) => [`street-${rank}`, "line-color", "#8f9aa5"] as const),
  ...NAMES.flatMap((layer) => [
    [layer, "text-color", "#eef1f4"] as const,
    [layer, "text-halo-color", "rgba(12, 17, 22, 0.86)"] as const,
  ]),
];

const lightColours = new Map<string, unknown>();

function lightColourOf(layer: string, property: string): unknown {
  if (lightColours.size === 0)
    for (const each of createMapStyle().layers)
      for (const [name, value] of Object.entries("paint" in each ? (each.paint ?? {}) : {}))
        lightColours.set(`${each.id} ${name}`, value);
  return lightColours.get(`${layer} ${property}`);
}

/** Paints the ground for a theme. */
export function paintGround(map: MapLibreMap, isDark: boolean): void {
  for (const [layer, property, dark] of DARK_GROUND) {
    const colour = isDark ? dark : lightColourOf(layer, property);
    setPaint(map, layer, property as Parameters<typeof setPaint>[2], colour as string);
  }
}

/** Lines between communities: fine gaps in the answer, or drawn ones where there is none. */
export function paintOutlines(map: MapLibreMap, isDark: boolean, hasAnswer: boolean): void {
  const [gap, drawn] = isDark ? ["rgba(16, 22, 27, 0.5)", "#39434d"] : ["#ffffff", "#dcd7cb"];
  setPaint(map, "community-outline", "line-color", hasAnswer ? gap : drawn);
}
