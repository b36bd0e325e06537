/** A table in WGS84 degrees as FlatGeobuf in any system, which the file names. */
import type { Progress } from "../../core/analysis-result.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { epsgCodeOf } from "../crs/find-coordinate-system.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import { type StatedCrs, writeFlatGeobuf } from "../vector/write-flatgeobuf.ts";
import { moveTable } from "./move-table.ts";
import { writeWkt } from "./write-wkt.ts";

/** What a FlatGeobuf says of its system. */
export function statedCrs(system: CoordinateSystem): StatedCrs {
  return { code: epsgCodeOf(system.id), name: system.title, wkt: writeWkt(system, "ogc") ?? "" };
}

/**
 * Writes in steps. Throws BadDataError (bad-coordinate) where the system does not reach.
 * @param layer its name in issues
 */
export function* writeMovedLayer(
  table: FeatureTable,
  layer: string,
  system: CoordinateSystem,
): Generator<Progress, Uint8Array> {
  return writeFlatGeobuf(yield* moveTable(table, layer, null, system), statedCrs(system));
}
