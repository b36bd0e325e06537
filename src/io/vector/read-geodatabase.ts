/** File geodatabases of ArcGIS (.gdb, version 9 and later): feature classes as shapes, tables as cells. Curves are stroked. */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Files of a geodatabase by name (`a00000001.gdbtable` …), without their folder; `file` is what messages call it. */
export async function readGeodatabase(
  parts: ReadonlyMap<string, Uint8Array>,
  file: string,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  // Locks are of the computer that the copy was made on.
  const kept = [...parts].filter(([name]) => !/\.lock$/i.test(name) && !/[\\/]/.test(name));
  const files = new Map(kept.map(([name, bytes]) => [`/read/data.gdb/${name}`, bytes]));
  const source = { file, format: "File Geodatabase", drivers: ["OpenFileGDB"], path: "/read/data.gdb", files };
  return readWithGdal(source, control);
}
