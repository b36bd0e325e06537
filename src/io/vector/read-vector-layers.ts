/**
 * The door to every format of shapes: files as they were dropped together → their layers, group by group. Each group's
 * format is told by content. An archive is opened and what is in it treated as if it had been dropped. What is no data of
 * shapes is handed back untouched.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { detectVector, type VectorFormat } from "./detect-vector.ts";
import { LEGEND_FILE } from "./field-legend.ts";
import { type FileGroup, groupVectorFiles, type NamedFile } from "./group-vector-files.ts";
import { isArchiveOfShapes, unpackArchive } from "./unpack-archive.ts";

export interface VectorGroup {
  /** What messages call it. */
  readonly file: string;
  /** Names of the files that make it up. */
  readonly parts: readonly string[];
  readonly layers: readonly SourceLayer[];
  /** What kept it, or some of an archive, from being read; what is wrong with a layer stands with the layer. */
  readonly issues: readonly Issue[];
}

export interface VectorReading {
  readonly groups: readonly VectorGroup[];
  /** Files that hold no shapes as far as their content tells. */
  readonly others: readonly NamedFile[];
}

/** Readers come when they are needed: most people use one or two formats. */
async function readSingle(
  format: Exclude<VectorFormat, "zip">,
  { bytes, encoding }: NamedFile,
  file: string,
  control: WorkControl,
): Promise<SourceLayer[]> {
  switch (format) {
    case "flatgeobuf":
      return (await import("./read-plain-layers.ts")).readFlatGeobufLayers(bytes, file, control);
    case "geojson":
      return (await import("./read-plain-layers.ts")).readGeojsonLayers(bytes, file, encoding ?? null, control);
    case "esri-json":
      return (await import("./read-esri-json.ts")).readEsriJson(bytes, file, encoding ?? null, control);
    case "topojson":
      return (await import("./read-topojson.ts")).readTopojson(bytes, file, encoding ?? null, control);
    case "geopackage":
      return (await import("./read-geopackage.ts")).readGeopackage({ gpkg: bytes }, file, control);
    case "kml":
      return (await import("./read-kml.ts")).readKml(bytes, file, control);
    case "gpx":
      return (await import("./read-gpx.ts")).readGpx(bytes, file, control);
    case "shp":
      return (await import("./read-shapefile.ts")).readShapefile({ shp: bytes }, file, encoding ?? null, control);
    case "dxf":
      return (await import("./read-dxf.ts")).readDxf(bytes, file, control);
    case "mif":
    case "tab":
      return (await import("./read-mapinfo.ts")).readMapinfo(new Map([[format, bytes]]), format, file, control);
  }
}

async function readGroup(
  { kind, parts }: FileGroup,
  file: string,
  control: WorkControl,
): Promise<SourceLayer[] | null> {
  const bytesOf = (ending: string): Uint8Array | undefined => parts.get(ending)?.bytes;
  const bytes = new Map(Array.from(parts, ([ending, part]) => [ending, part.bytes] as const));
  switch (kind) {
    case "geodatabase":
      return (await import("./read-geodatabase.ts")).readGeodatabase(bytes, file, control);
    case "mapinfo": {
      const main = bytes.has("tab") ? "tab" : "mif";
      const { name = "", bytes: content } = parts.get(main) ?? {};
      // Tables of text with tabs have the same ending.
      if (!content || detectVector(name, content) !== main) return null;
      return (await import("./read-mapinfo.ts")).readMapinfo(bytes, main, file, control);
    }
    case "geopackage": {
      const { name = "", bytes: gpkg } = parts.get("gpkg") ?? {};
      if (!gpkg || detectVector(name, gpkg) !== "geopackage") return null;
      const database = { gpkg, log: bytes.get("gpkg-wal"), journal: bytes.get("gpkg-journal") };
      return (await import("./read-geopackage.ts")).readGeopackage(database, file, control);
    }
    case "shapefile": {
      const encoding = [...parts.values()].find((part) => part.encoding !== undefined)?.encoding ?? null;
      const [shp, shx, dbf, prj] = ["shp", "shx", "dbf", "prj"].map(bytesOf);
      const { readShapefile } = await import("./read-shapefile.ts");
      const cpg = bytesOf("cpg") ?? bytesOf("cst");
      return readShapefile({ shp, shx, dbf, prj, cpg, legend: bytesOf(LEGEND_FILE) }, file, encoding, control);
    }
    case "single": {
      const [only] = parts.values();
      const format = only ? detectVector(only.name, only.bytes) : null;
      return only && format !== null && format !== "zip" ? readSingle(format, only, file, control) : null;
    }
  }
}

/** Layers of a group as they are called within an archive. */
function nameWithin(archive: string, inner: string, layer: SourceLayer): SourceLayer {
  const name = [inner, layer.name].filter((part) => part !== "").join(" › ");
  return { ...layer, file: archive, name };
}

async function readArchive(
  file: NamedFile,
  control: WorkControl,
): Promise<{ readonly layers: SourceLayer[]; readonly issues: Issue[] }> {
  const { files, issues: told } = await unpackArchive(file, control);
  const groups = groupVectorFiles(files);
  // The one document of a KMZ is what the file is.
  const isAlone = groups.length === 1 && /\.kmz$/i.test(file.name);
  const layers: SourceLayer[] = [];
  const issues: Issue[] = [...told];
  for (const group of groups) {
    const name = isAlone ? "" : group.file;
    try {
      const read = await readGroup(group, isAlone ? file.name : `${file.name} › ${name}`, control);
      layers.push(...(read ?? []).map((layer) => nameWithin(file.name, name, layer)));
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      issues.push(...error.issues);
    }
  }
  if (layers.length === 0 && issues.length === 0)
    issues.push({ code: "empty-file", severity: "error", layer: file.name, details: { format: "zip" } });
  return { layers, issues };
}

/** Reads all that holds shapes, group by group; what keeps one from being read is told with it and stops no other. Throws AnalysisError("cancelled"). */
export async function readVectorLayers(files: readonly NamedFile[], control: WorkControl = {}): Promise<VectorReading> {
  const groups: VectorGroup[] = [];
  const others: NamedFile[] = [];
  for (const group of groupVectorFiles(files)) {
    const [only] = group.parts.values();
    const described = { file: group.file, parts: Array.from(group.parts.values(), ({ name }) => name) };
    try {
      if (group.kind === "single" && only && isArchiveOfShapes(only)) {
        groups.push({ ...described, ...(await readArchive(only, control)) });
        continue;
      }
      const layers = await readGroup(group, group.file, control);
      if (layers === null) others.push(...group.parts.values());
      else groups.push({ ...described, layers, issues: [] });
    } catch (error) {
      if (!(error instanceof BadDataError)) throw error;
      groups.push({ ...described, layers: [], issues: error.issues });
    }
  }
  return { groups, others };
}
