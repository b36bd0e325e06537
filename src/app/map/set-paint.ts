import type { MapLibreMap } from "./maplibre-door.ts";

/** Sets a layer's paint where it differs: setting what is set already would cost a frame, with every layer evaluated anew. */
export function setPaint(map: MapLibreMap, ...change: Parameters<MapLibreMap["setPaintProperty"]>): void {
  const [layer, property, value] = change;
  if (map.getPaintProperty(layer, property) !== value) map.setPaintProperty(layer, property, value);
}
