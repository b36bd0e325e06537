/** Streets as white lines with a thin dark edge, by rank and zoom. */

import { BASEMAP_COLOURS } from "../../report/map/basemap-colours.ts";
import { CASED_FROM, casingWidths, STREET_STYLES } from "../../report/map/street-styles.ts";
import type { LayerSpecification } from "./maplibre-door.ts";
import { byZoom } from "./style-expressions.ts";

/** Dark edges of all ranks, then the white lines on them, lanes first. */
export function streetLayers(): LayerSpecification[] {
  const casings: LayerSpecification[] = [];
  const lines: LayerSpecification[] = [];
  STREET_STYLES.forEach(({ from, widths, opacity }, rank) => {
    const common = { source: "streets", "source-layer": `rank${rank}`, type: "line" } as const;
    const layout = { "line-cap": "round", "line-join": "round" } as const;
    if (rank < 6) {
      casings.unshift({
        ...common,
        id: `street-casing-${rank}`,
        minzoom: Math.max(from, CASED_FROM[rank] ?? 0),
        layout,
        paint: {
          "line-color": BASEMAP_COLOURS.streetEdge,
          "line-opacity": 0.34,
          "line-width": byZoom(...casingWidths(widths)),
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
