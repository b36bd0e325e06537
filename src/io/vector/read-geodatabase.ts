/**
 * File geodatabases of ArcGIS (.gdb, version 9 and later): feature classes as shapes, tables as cells. Curves are stroked. Tables that ArcGIS
 * compressed (.cdf in the place of .gdbtable) can be read by ArcGIS alone, and are told.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

const COMPRESSED = /^(a[0-9a-f]{8})\.cdf$/i;

/** Tables that are there in compressed form alone. */
function countCompressed(parts: ReadonlyMap<string, Uint8Array>): number {
  const plain = new Set([...parts.keys()].map((name) => name.toLowerCase()));
  return [...plain].filter((name) => {
    const stem = COMPRESSED.exec(name)?.[1];
    return stem !== undefined && !plain.has(`${stem}.gdbtable`);
  }).length;
}

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
  const count = countCompressed(parts);
  if (count === 0) return readWithGdal(source, control);
  const told: Issue = {
    code: "unreadable-file",
    severity: "error",
    layer: file,
    field: ".cdf",
    details: { what: "compressed-tables", count },
  };
  try {
    const layers = await readWithGdal(source, control);
    const read = layers.filter(({ issues }) => issues.every(({ severity }) => severity !== "error"));
    if (read.length === 0) throw new BadDataError([told]);
    return read.map((layer, at) => {
      const warning: Issue = { ...told, severity: "warning" };
      return at === 0 ? { ...layer, issues: [warning, ...layer.issues] } : layer;
    });
  } catch (error) {
    // What the library says of such a table helps nobody.
    throw error instanceof BadDataError ? new BadDataError([told]) : error;
  }
}
