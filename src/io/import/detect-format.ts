/**
 * What a file is, by its content; its name only says what it was meant to be. A
 * format that is known but not read is named, so that the message can say what
 * to do about it.
 */
import { unzipSync } from "fflate";
import { isZip } from "../archive/bounded-zip.ts";
import { isOsmPbf } from "../osm/osm-pbf.ts";
import { isOsmXml } from "../osm/osm-xml.ts";
import { detectEncoding } from "../spreadsheet/detect-encoding.ts";
import { isStudyFile } from "../study/study-file.ts";
import { detectVector } from "../vector/detect-vector.ts";
import { isFlatGeobuf } from "../vector/read-flatgeobuf.ts";
import { isGeopackage } from "../vector/read-geopackage.ts";
import { isShp } from "../vector/read-shp.ts";

export type ReadableFormat =
  | "study"
  | "osm-pbf"
  | "osm-xml"
  | "flatgeobuf"
  | "geojson"
  | "csv"
  | "xlsx"
  | "geotiff"
  | "plan";

/** Formats by the names that people know. */
export const FORMAT_NAMES: Readonly<Record<ReadableFormat, string>> = {
  study: "mscircle",
  "osm-pbf": "OSM PBF",
  "osm-xml": "OSM XML",
  flatgeobuf: "FlatGeobuf",
  geojson: "GeoJSON",
  csv: "CSV",
  xlsx: "XLSX",
  geotiff: "GeoTIFF",
  plan: "plan.json",
};

/** Formats that are read, as a message lists them. */
export const READABLE_FORMATS =
  ".mscircle, .osm.pbf, .osm, .shp (.zip), .gpkg, .gdb (.zip), .fgb, .geojson, .json (ESRI, TopoJSON), .kml, .kmz, .gpx, .csv, .xlsx, .tif, plan.json";

export type DetectedFormat =
  | { readonly kind: "readable"; readonly format: ReadableFormat }
  /** Begins as the format does and then stops. */
  | { readonly kind: "truncated"; readonly name: string }
  /** `found` names the format where it is recognised, else is ""; `expected` what the file's name promises, else "". */
  | { readonly kind: "unknown"; readonly found: string; readonly expected: string; readonly what?: ForeignKind };

/** What kind of foreign file it is, where there is advice for it (`core/model/foreign-file-words`). */
export type ForeignKind = "unpack-first" | "osm-change" | "osm-other" | "overpass-json" | "other-raster";

const ENDINGS: readonly (readonly [ending: RegExp, format: ReadableFormat])[] = [
  [/\.mscircle$/i, "study"],
  [/\.pbf$/i, "osm-pbf"],
  [/\.osm(\.xml)?$/i, "osm-xml"],
  [/\.fgb$/i, "flatgeobuf"],
  [/\.(geojson|json|geojsonl|geojsons|ndjson|esrijson|topojson)$/i, "geojson"],
  [/\.(csv|tsv|txt)$/i, "csv"],
  [/\.xlsx$/i, "xlsx"],
  [/\.tiff?$/i, "geotiff"],
];

/** The first key of a plan's JSON; GeoJSON has none of them. */
const PLAN_START = /^[\uFEFF\s]*\{\s*"(targets|inconsistencies|edits|statedValues)"\s*:/;

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** A TIFF or BigTIFF in either byte order. */
function isTiff(bytes: Uint8Array): boolean {
  return [
    [0x49, 0x49, 0x2a, 0x00],
    [0x49, 0x49, 0x2b, 0x00],
    [0x4d, 0x4d, 0x00, 0x2a],
    [0x4d, 0x4d, 0x00, 0x2b],
  ].some((start) => startsWith(bytes, ...start));
}

function ascii(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

const WORKBOOK = "Excel (.xlsx)";
const RASTER_ZIP = "zip (.tif)";

function formatInZip(bytes: Uint8Array): string {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: (file) => {
        if (names.length < 2000) names.push(file.name.toLowerCase().replaceAll("\\", "/"));
        return false;
      },
    });
  } catch {
    return "zip";
  }
  if (names.some((name) => name.endsWith(".shp"))) return "shapefile (.zip)";
  if (names.some((name) => name.includes(".gdb/"))) return "file geodatabase (.gdb.zip)";
  if (names.some((name) => name.startsWith("xl/"))) return WORKBOOK;
  if (names.some((name) => name.endsWith(".kml"))) return "KMZ";
  if (names.some((name) => name.startsWith("word/"))) return "Word (.docx)";
  if (names.some((name) => /\.tiff?$/.test(name))) return RASTER_ZIP;
  return "zip";
}

function foreignFormat(name: string, bytes: Uint8Array, text: string): string {
  if (isZip(bytes)) return formatInZip(bytes);
  if (isGeopackage(bytes, name)) return "GeoPackage (.gpkg)";
  if (ascii(bytes, 0, 15) === "SQLite format 3") return "SQLite";
  if (isShp(bytes)) return "shapefile (.shp)";
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return "Excel (.xls)";
  if (startsWith(bytes, 0x1f, 0x8b)) return "gzip";
  if (startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)) return "7-Zip";
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21)) return "RAR";
  if (startsWith(bytes, 0xff, 0xe0, 0x04) || startsWith(bytes, 0xff, 0xe0, 0x02)) return "o5m";
  if (startsWith(bytes, 0x89, 0x48, 0x44, 0x46) || ascii(bytes, 0, 3) === "CDF") return "netCDF / HDF5";
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47)) return "PNG";
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return "JPEG";
  if (ascii(bytes, 0, 15) === "EHFA_HEADER_TAG") return "ERDAS Imagine (.img)";
  if (/^\s*ncols\s+\d+\s+nrows\s+\d+/i.test(text)) return "ESRI ASCII (.asc)";
  if (/^[nwrc]\d+ v\d+ /.test(text)) return "OPL";
  if (startsWith(bytes, 0x42, 0x5a, 0x68)) return "bzip2";
  if (ascii(bytes, 0, 4) === "%PDF") return "PDF";
  const shapes = detectVector(name, bytes);
  if (shapes === "kml") return "KML";
  if (shapes === "tab" || shapes === "mif") return "MapInfo (.tab, .mif)";
  if (shapes === "dxf") return "DXF";
  if (shapes === "gpx") return "GPX";
  if (/<gml:/.test(text)) return "GML";
  if (/<osmChange/.test(text)) return "OSM change file";
  if (/^\s*</.test(text)) return "XML";
  return "";
}

const FOREIGN_KINDS: Readonly<Record<string, ForeignKind>> = {
  bzip2: "unpack-first",
  [RASTER_ZIP]: "unpack-first",
  "7-Zip": "unpack-first",
  RAR: "unpack-first",
  gzip: "unpack-first",
  "OSM change file": "osm-change",
  o5m: "osm-other",
  OPL: "osm-other",
  "netCDF / HDF5": "other-raster",
  PNG: "other-raster",
  JPEG: "other-raster",
  "ERDAS Imagine (.img)": "other-raster",
  "ESRI ASCII (.asc)": "other-raster",
};

function isText(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 4096);
  if (startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)) return true;
  return start.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d || byte === 0x1e);
}

/** Whether a file is a plan alone. */
export function isPlanFile(name: string, bytes: Uint8Array): boolean {
  const detected = detectFormat(name, bytes);
  return detected.kind === "readable" && detected.format === "plan";
}

/** Tells the format of a file that is not empty. */
export function detectFormat(fileName: string, bytes: Uint8Array): DetectedFormat {
  const name = fileName.replace(/\.gz$/i, "");
  const promised = ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? null;
  const expected = promised === null ? "" : FORMAT_NAMES[promised];
  if (isFlatGeobuf(bytes)) return { kind: "readable", format: "flatgeobuf" };
  if (isOsmPbf(bytes)) return { kind: "readable", format: "osm-pbf" };
  if (promised === "osm-pbf" && bytes.length < 15 && bytes[0] === 0 && bytes[1] === 0)
    return { kind: "truncated", name: expected };
  if (isZip(bytes) && (promised === "study" || isStudyFile(bytes))) return { kind: "readable", format: "study" };
  if (isZip(bytes) && formatInZip(bytes) === WORKBOOK) return { kind: "readable", format: "xlsx" };
  if (isTiff(bytes)) return { kind: "readable", format: "geotiff" };
  const text = new TextDecoder().decode(bytes.subarray(0, 4096));
  if (isOsmXml(bytes)) return { kind: "readable", format: "osm-xml" };
  const found = foreignFormat(name, bytes, text);
  if (found !== "") return { kind: "unknown", found, expected, what: FOREIGN_KINDS[found] };
  // What is called a table may be text in UTF-16, or damaged by a few zero bytes.
  if (promised === "csv" && !isText(bytes) && detectEncoding(bytes) !== null)
    return { kind: "readable", format: "csv" };
  if (!isText(bytes)) return { kind: "unknown", found: "", expected };
  if (/^[\uFEFF\s]*[{[]/.test(text.replaceAll("\u001e", ""))) {
    if (/"elements"\s*:|"osm3s"\s*:/.test(text) && !/"features"\s*:/.test(text))
      return { kind: "unknown", found: "Overpass JSON", expected, what: "overpass-json" };
    if (PLAN_START.test(text)) return { kind: "readable", format: "plan" };
    if (promised === null || promised === "geojson" || promised === "csv")
      return { kind: "readable", format: "geojson" };
    return { kind: "unknown", found: "JSON", expected };
  }
  const headed = /[,;\t|]/.test(text.split(/\r?\n/, 1)[0] ?? "");
  if (promised === "csv" || (promised === null && headed)) return { kind: "readable", format: "csv" };
  return { kind: "unknown", found: "text", expected };
}
