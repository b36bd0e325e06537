/** GeoPackage (OGC 12-128): every layer of shapes in it, and its tables without shapes as cells. */
import { BadDataError } from "../../core/errors.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

const FORMAT = "GeoPackage";
const MAGIC = "SQLite format 3\0";

/** True where the bytes begin as a database of SQLite does, which a GeoPackage is. */
function isSqlite(bytes: Uint8Array): boolean {
  return bytes.length >= MAGIC.length && Array.from(MAGIC).every((letter, at) => bytes[at] === letter.charCodeAt(0));
}

const IDS = new Set(["GPKG", "GP10", "GP11"]);

/** True where the bytes begin as a GeoPackage does: by its mark, or a database with that ending whose writer left it out. */
export function isGeopackage(bytes: Uint8Array, name: string): boolean {
  return isSqlite(bytes) && (IDS.has(String.fromCharCode(...bytes.subarray(68, 72))) || /\.gpkg$/i.test(name));
}

/**
 * A view that is defined by a query of its own (`WITH …`) may never end: SQLite would run it within one call that nothing
 * interrupts. Nothing that people export has one.
 */
function hasEndlessView(bytes: Uint8Array): boolean {
  const text = new TextDecoder("latin1");
  const step = 1 << 20;
  for (let at = 0; at < bytes.length; at += step) {
    const part = text.decode(bytes.subarray(at, at + step + 4096));
    if (/create\s+(temp\s+|temporary\s+)?view\s[^\0]{0,2000}?\bwith\b/i.test(part)) return true;
  }
  return false;
}

/** Reads a whole GeoPackage. Throws BadDataError where nothing of it can be read. */
export async function readGeopackage(bytes: Uint8Array, file: string): Promise<SourceLayer[]> {
  const fail = (details: Readonly<Record<string, string>>): BadDataError =>
    new BadDataError([{ code: "unreadable-file", severity: "error", layer: file, details }]);
  if (!isSqlite(bytes)) throw fail({ format: FORMAT });
  if (hasEndlessView(bytes)) throw fail({ what: "endless-view" });
  // GDAL believes the name's ending more than the content.
  const path = "/read/file.gpkg";
  return readWithGdal({ file, format: FORMAT, drivers: ["GPKG"], path, files: new Map([[path, bytes]]) });
}
