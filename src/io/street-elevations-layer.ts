/**
 * street-elevations.fgb: one 3D line a street, in the streets' order, with a vertex
 * at each of the street's own and at every sample between. The streets' layer stays
 * as it is, so that heights change no junction, vertex or length; a version that
 * does not know this layer opens the study without it. A height that is not known is NaN.
 */
import type { StreetElevations, Streets } from "../core/model/streets.ts";
import { placeBetween } from "./elevation/add-elevations.ts";
import { type FeatureTable, tableOfLines } from "./feature-table.ts";

export const STREET_ELEVATIONS_FILE = "street-elevations.fgb";

/** The layer as a table. */
export function streetElevationsTable(
  streets: Streets,
  elevations: StreetElevations,
  description: string,
): FeatureTable {
  const { coordinates, starts, count } = streets;
  const { metres, ofPosition } = elevations;
  const places = new Float64Array(2 * metres.length);
  const lineStarts = new Uint32Array(count + 1);
  for (let street = 0; street < count; street++) {
    const end = starts[street + 1] as number;
    for (let position = starts[street] as number; position < end; position++) {
      const lon = coordinates[2 * position] as number;
      const lat = coordinates[2 * position + 1] as number;
      const from = ofPosition[position] as number;
      places.set([lon, lat], 2 * from);
      if (position + 1 === end) {
        lineStarts[street + 1] = from + 1;
        break;
      }
      const pieces = (ofPosition[position + 1] as number) - from;
      const toLon = coordinates[2 * position + 2] as number;
      const toLat = coordinates[2 * position + 3] as number;
      for (let piece = 1; piece < pieces; piece++) {
        places.set(placeBetween(lon, lat, toLon, toLat, piece / pieces), 2 * (from + piece));
      }
    }
    if ((lineStarts[street + 1] as number) === 0) lineStarts[street + 1] = lineStarts[street] as number;
  }
  const table = tableOfLines(places, lineStarts, [], "街道高程 Street elevations", description);
  return { ...table, heights: metres };
}

/** The heights out of the layer, or the 1-based row of the first street that it does not fit. */
export function elevationsFromTable(
  streets: Streets,
  table: FeatureTable,
): StreetElevations | { readonly badRow: number } {
  const { coordinates, starts, count } = streets;
  const { heights } = table;
  if (table.count !== count || heights === null) return { badRow: 1 };
  const ofPosition = new Uint32Array(starts[count] ?? 0);
  for (let street = 0; street < count; street++) {
    let sample = table.starts[street] as number;
    const lineEnd = table.starts[street + 1] as number;
    const end = starts[street + 1] as number;
    for (let position = starts[street] as number; position < end; position++) {
      // Samples between two vertices lie strictly between them, so the next equal place is the next vertex.
      while (
        sample < lineEnd &&
        (table.coordinates[2 * sample] !== coordinates[2 * position] ||
          table.coordinates[2 * sample + 1] !== coordinates[2 * position + 1])
      ) {
        sample++;
      }
      if (sample >= lineEnd) return { badRow: street + 1 };
      ofPosition[position] = sample++;
    }
    if (sample !== lineEnd) return { badRow: street + 1 };
  }
  return { metres: heights, ofPosition };
}
