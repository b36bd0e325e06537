/** Formats of shapes that are one file, told by their content; a name counts only where content says little. */
import { isZip } from "../archive/bounded-zip.ts";
import { detectJson } from "./detect-json.ts";
import { isFlatGeobuf } from "./read-flatgeobuf.ts";
import { isGeopackage } from "./read-geopackage.ts";
import { isShp } from "./read-shp.ts";

export type VectorFormat =
  | "flatgeobuf"
  | "geojson"
  | "esri-json"
  | "topojson"
  | "geopackage"
  | "kml"
  | "gpx"
  | "shp"
  | "mif"
  | "tab"
  | "dxf"
  | "zip";

const GEOJSON_ENDING = /\.(geojson|geojsonl|geojsons|ndjson)$/i;
const GEOJSON_TYPE = /"type"\s*:\s*"(FeatureCollection|Feature|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"/;
const BINARY_DXF = "AutoCAD Binary DXF";

/** The beginning as text, whatever the byte order of its letters. */
function startOf(bytes: Uint8Array, length: number): string {
  const start = bytes.subarray(0, length);
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder("utf-16le").decode(start);
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder("utf-16be").decode(start);
  return new TextDecoder().decode(start);
}

/** A document without its outermost element, as old programs write it: told by its name as well. */
function isBareKml(name: string, start: string): boolean {
  return /\.km[lz]$/i.test(name) && /<(\w+:)?(Document|Folder|Placemark)[\s>]/.test(start);
}

/** The format of a file; null where it is none of shapes. A zip may hold anything. */
export function detectVector(name: string, bytes: Uint8Array): VectorFormat | null {
  if (isFlatGeobuf(bytes)) return "flatgeobuf";
  if (isGeopackage(bytes, name)) return "geopackage";
  if (isShp(bytes)) return "shp";
  if (isZip(bytes)) return "zip";
  const start = startOf(bytes, 4096);
  if (/^\uFEFF?\s*</.test(start) && (/<(\w+:)?kml[\s>]/.test(start) || isBareKml(name, start))) return "kml";
  if (/^\uFEFF?\s*</.test(start) && /<(\w+:)?gpx[\s>]/.test(start)) return "gpx";
  if (/^\s*!table\b/i.test(start)) return "tab";
  if (/^\s*version\s+\d+\s/i.test(start) && /\.mif$/i.test(name)) return "mif";
  if (start.startsWith(BINARY_DXF) || /^\uFEFF?(\s*999\r?\n.*\r?\n)*\s*0\r?\nSECTION\r?\n/.test(start)) return "dxf";
  if (!/^[\uFEFF\s]*\{/.test(start.replaceAll("\u001e", ""))) return null;
  const beginning = startOf(bytes, 65536);
  return detectJson(beginning) ?? (GEOJSON_ENDING.test(name) || GEOJSON_TYPE.test(beginning) ? "geojson" : null);
}
