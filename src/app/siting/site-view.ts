/** What the map shows of one site. */
import type { Bounds, Position } from "../../core/model/geometry.ts";

/** Degrees around a site that the map shows: some 1.5 km. */
const AROUND = 0.014;

export function boundsAround([lon, lat]: Position): Bounds {
  return [lon - AROUND, lat - AROUND, lon + AROUND, lat + AROUND];
}
