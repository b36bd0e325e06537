/** What may be exported, into what: formats, their endings, how a file is called. Loads nothing, so that the page may offer the choices. */

/** Formats by the ending of their files; `zip` is a shapefile. */
export const EXPORT_FORMATS = ["geojson", "fgb", "gpkg", "zip", "csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Formats whose file holds several layers; several in another format go into a zip with a file (of a shapefile: a folder) each. */
const FORMATS_OF_SEVERAL: ReadonlySet<ExportFormat> = new Set(["gpkg", "xlsx"]);

/** The ending of a file of one layer, or of several. */
export function exportEnding(format: ExportFormat, isSeveral: boolean): string {
  return !isSeveral || FORMATS_OF_SEVERAL.has(format) || format === "zip" ? format : `${format}.zip`;
}

/** A format and whether it is in a zip by a file's name; null where the ending names none. */
export function formatOfName(name: string): { readonly format: ExportFormat; readonly isZipped: boolean } | null {
  const [ending = "", before = ""] = name.toLowerCase().split(".").reverse();
  const format = EXPORT_FORMATS.find((each) => each === ending);
  const inner = EXPORT_FORMATS.find((each) => each === before && !FORMATS_OF_SEVERAL.has(each) && each !== "zip");
  if (format === "zip" && inner) return { format: inner, isZipped: true };
  return format ? { format, isZipped: false } : null;
}

/** Formats by the names that people know. */
export const EXPORT_FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = {
  geojson: "GeoJSON",
  fgb: "FlatGeobuf",
  gpkg: "GeoPackage",
  zip: "Shapefile",
  csv: "CSV",
  xlsx: "XLSX",
};

/** Layers that every study may have, besides `facilities:SERVICE`. `boundary` are the borders of `context`. */
export const PLAIN_LAYERS = [
  "streets",
  "street-blocks",
  "communities",
  "units",
  "demand",
  "barriers",
  "context",
  "boundary",
] as const;

export type ExportLayerId = (typeof PLAIN_LAYERS)[number] | `facilities:${string}`;

/** True for a layer as `--layer` names it, whether a study has it or not. */
export function isExportLayerId(text: string): text is ExportLayerId {
  return PLAIN_LAYERS.some((layer) => layer === text) || /^facilities:./.test(text);
}

/** Datums that shift every position; a file in one of them says so in its name. */
const SHIFTED = ["gcj02", "bd09"];

/** `gcj02` or `bd09` where a system is one of them, else "". */
export function shiftOf(system: string): string {
  const plain = system.trim().toLowerCase().replaceAll("-", "");
  return SHIFTED.includes(plain) ? plain : "";
}

/** A layer's id as a file's name holds it. */
export function layerFileName(layer: string): string {
  return layer.replace(/[^A-Za-z0-9_-]+/g, "-");
}

/** `datong-facilities-clinic.gcj02.geojson`: study, layer (or `layers` for several), a shifted datum, the format's ending. */
export function exportFileName(
  studyId: string,
  layers: readonly string[],
  system: string,
  format: ExportFormat,
): string {
  const [only] = layers;
  const what = layers.length === 1 && only !== undefined ? layerFileName(only) : "layers";
  const shift = shiftOf(system);
  const ending = exportEnding(format, layers.length > 1);
  return [`${studyId}-${what}`, ...(shift === "" ? [] : [shift]), ending].join(".");
}
