/**
 * The one door to exports: layers of a study → one file, in any format and coordinate system, with what the format could not
 * carry. Page and command line call the same door and get the same bytes.
 */
import type { AnalysisResult, Progress } from "../../core/analysis-result.ts";
import { BadDataError } from "../../core/errors.ts";
import type { Study } from "../../core/model/study.ts";
import { packZip } from "../archive/write-zip.ts";
import { unknownSystem } from "../crs/choose-system.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { MARK_COLUMN } from "../tables/own-columns.ts";
import { writeFlatGeobuf } from "../vector/write-flatgeobuf.ts";
import { coverageColumns } from "./coverage-columns.ts";
import { type ExportNotice, WHOLE_FILE } from "./export-notice.ts";
import { readmeOfSeveral } from "./export-readme.ts";
import { type ExportFormat, type ExportLayerId, layerFileName, shiftOf } from "./export-request.ts";
import { findExportSystem } from "./find-export-system.ts";
import { extentOf } from "./geopackage-geometry.ts";
import { type LayerToExport, layerToExport } from "./layer-table.ts";
import { moveTable } from "./move-table.ts";
import { type OfferedSystem, systemsForPlace } from "./systems-for-place.ts";
import { uniqueNames } from "./unique-names.ts";
import { writeGeojson } from "./write-geojson.ts";
import { type GeopackageLayer, writeGeopackage } from "./write-geopackage.ts";
import { writeLayerCsv } from "./write-layer-csv.ts";
import { writeLayerSheets } from "./write-layer-sheets.ts";
import { statedCrs } from "./write-moved-layer.ts";
import { writeShapefile } from "./write-shapefile.ts";

export interface ExportRequest {
  /** Several in a format that holds one go into a zip together. */
  readonly layers: readonly ExportLayerId[];
  readonly format: ExportFormat;
  /** Puts even one layer into a zip. */
  readonly isZipped?: boolean;
  /** `EPSG:4547`, `gcj02` … as `findCoordinateSystem` reads it. */
  readonly system: string;
  /** Columns to keep, by name; null keeps all. What marks simulated data and a scenario always stays. */
  readonly columns: readonly string[] | null;
  /** The run whose coverage is joined to the communities, and on what it rests in a sentence; null joins none. */
  readonly coverage: { readonly result: AnalysisResult; readonly assumptions: string } | null;
}

export interface ExportedFile {
  readonly bytes: Uint8Array;
  readonly notices: readonly ExportNotice[];
  /** Rows by layer, in the order asked. */
  readonly rows: readonly {
    readonly layer: ExportLayerId;
    readonly rows: number;
    readonly columns: readonly string[];
  }[];
}

/** A layer in the system asked for, ready for a writer. */
interface MovedLayer extends LayerToExport {
  readonly description: string;
}

const ALWAYS_KEPT: ReadonlySet<string> = new Set([MARK_COLUMN, "scenario"]);

/**
 * Exports in steps. Throws BadDataError: unknown-id (no such layer, or it is empty), missing-column, bad-value (system),
 * bad-coordinate (the system does not reach the study).
 */
export function* exportLayers(study: Study, request: ExportRequest): Generator<Progress, ExportedFile> {
  const issues = new IssueList();
  const system = findExportSystem(request.system) ?? unknownSystem(study.id, request.system, issues);
  const layers = request.layers.flatMap((id) => layerAsked(study, id, request, issues));
  if (!system || issues.hasErrors) throw new BadDataError(issues.all());
  const moved: MovedLayer[] = [];
  for (const layer of layers) {
    const table = yield* moveTable(layer.table, layer.id, layer.positions, system);
    const about = [...layer.about, `坐标系 Coordinate system: ${system.title} (${system.id})`];
    const description = about.join(" ");
    moved.push({ ...layer, about, table: { ...table, description }, description });
  }
  const { bytes, notices } = yield* writeFormat(study, moved, request, system);
  return {
    bytes,
    notices: [...systemNotices(moved, request, system), ...moved.flatMap((layer) => layer.notices), ...notices],
    rows: moved.map(({ id, table }) => ({
      layer: id,
      rows: table.count,
      columns: table.columns.map(({ name }) => name),
    })),
  };
}

/** What a form about a layer offers: its own columns, and systems for where the study lies; null where there is no such layer. */
export function choicesOfLayer(
  study: Study,
  id: ExportLayerId,
): { readonly columns: readonly string[]; readonly systems: readonly OfferedSystem[] } | null {
  const layer = layerToExport(study, id);
  if (!layer) return null;
  const [west, south, east, north] = extentOf(study.streets.coordinates);
  return {
    columns: layer.table.columns.map(({ name }) => name).filter((name) => !ALWAYS_KEPT.has(name)),
    systems: systemsForPlace((west + east) / 2, (south + north) / 2),
  };
}

function layerAsked(study: Study, id: ExportLayerId, request: ExportRequest, issues: IssueList): LayerToExport[] {
  const layer = layerToExport(study, id);
  if (!layer) {
    issues.error("unknown-id", study.id, { field: "layer", value: id.slice(0, 80), details: { file: study.id } });
    return [];
  }
  const { coverage, columns: kept } = request;
  const joined = coverage && id === "communities" ? coverageColumns(study, coverage.result) : [];
  const marks = layer.table.columns.filter(({ name }) => ALWAYS_KEPT.has(name));
  const own = layer.table.columns.filter(({ name }) => !ALWAYS_KEPT.has(name));
  const all = [...own, ...joined, ...marks];
  if (request.layers.length === 1) {
    const names = new Set(all.map(({ name }) => name));
    for (const name of kept ?? []) {
      if (!names.has(name))
        issues.error("missing-column", id, {
          field: name.slice(0, 80),
          details: { names: [...names].join(", ").slice(0, 2000) },
        });
    }
  }
  const columns = all.filter(({ name }) => kept === null || kept.includes(name) || ALWAYS_KEPT.has(name));
  const about =
    joined.length > 0 && coverage ? [...layer.about, `假设 Assumptions: ${coverage.assumptions}`] : layer.about;
  return [{ ...layer, about, table: { ...layer.table, columns } }];
}

/** What is to be said of the system: of the one layer, or of the file as a whole. */
function systemNotices(
  layers: readonly LayerToExport[],
  request: ExportRequest,
  system: CoordinateSystem,
): ExportNotice[] {
  const notices: ExportNotice[] = [];
  const layer = layers.length === 1 ? (layers[0]?.id ?? "") : WHOLE_FILE;
  if (request.format === "geojson" && system.id !== "EPSG:4326")
    notices.push({ code: "geojson-system", layer, system: system.title });
  if (system.isApproximate) notices.push({ code: "approximate-system", layer, system: system.title });
  if (shiftOf(system.id) !== "") notices.push({ code: "shifted", layer, system: system.title });
  return notices;
}

interface WrittenFile {
  readonly bytes: Uint8Array;
  readonly notices: readonly ExportNotice[];
}

function* writeFormat(
  study: Study,
  layers: readonly MovedLayer[],
  { format, isZipped = false }: ExportRequest,
  system: CoordinateSystem,
): Generator<Progress, WrittenFile> {
  const [layer] = layers;
  if (!layer) throw new RangeError("no layer to export");
  switch (format) {
    case "geojson":
    case "fgb":
    case "csv":
      return layers.length > 1 || isZipped
        ? yield* writeSeveral(layers, format, system)
        : yield* writeOne(layer, format, system);
    case "zip":
      return yield* writeShapefiles(layers, system);
    case "gpkg": {
      const named = layers.map((each) => ({
        name: layerFileName(each.id),
        identifier: each.table.title,
        description: each.description,
        table: each.table,
      }));
      return yield* writeGeopackage(uniqueIdentifiers(named), system, study.date);
    }
    case "xlsx": {
      const sheets = layers.map((each) => ({ ...each, title: each.title.zh || each.id }));
      const heading = `${study.title.zh || study.id} ${layers.length === 1 ? layer.title.zh : ""}`.trim();
      const mark = layers.find((each) => each.mark !== "")?.mark ?? "";
      return yield* writeLayerSheets(sheets, heading, study.date, mark, system);
    }
  }
}

/** A layer in a format whose file holds one. */
function* writeOne(
  { id, table, description }: MovedLayer,
  format: "geojson" | "fgb" | "csv",
  system: CoordinateSystem,
): Generator<Progress, WrittenFile> {
  switch (format) {
    case "geojson":
      return { bytes: yield* writeGeojson(table, table.title, description, system), notices: [] };
    case "fgb":
      return { bytes: writeFlatGeobuf(table, statedCrs(system)), notices: [] };
    case "csv":
      return yield* writeLayerCsv(table, id, system);
  }
}

/** A file a layer, and a README.txt that says what they are; a shifted datum stands in each file's name. */
function* writeSeveral(
  layers: readonly MovedLayer[],
  format: "geojson" | "fgb" | "csv",
  system: CoordinateSystem,
): Generator<Progress, WrittenFile> {
  const files: Record<string, Uint8Array> = {};
  const notices: ExportNotice[] = [];
  const shift = shiftOf(system.id);
  const named = layers.map((layer) => ({
    ...layer,
    file: [layerFileName(layer.id), ...(shift === "" ? [] : [shift]), format].join("."),
  }));
  for (const layer of named) {
    const written = yield* writeOne(layer, format, system);
    files[layer.file] = written.bytes;
    notices.push(...written.notices);
  }
  files["README.txt"] = readmeOfSeveral(named, notices);
  return { bytes: yield* packZip(Object.entries(files)), notices };
}

/** The shapefile of the one layer, or a folder with one for each. */
function* writeShapefiles(layers: readonly MovedLayer[], system: CoordinateSystem): Generator<Progress, WrittenFile> {
  const files: Record<string, Uint8Array> = {};
  const notices: ExportNotice[] = [];
  for (const { id, table, about } of layers) {
    const name = layerFileName(id);
    const written = yield* writeShapefile(table, id, name, about, system);
    const folder = layers.length > 1 ? `${name}/` : "";
    for (const [file, bytes] of Object.entries(written.files)) files[folder + file] = bytes;
    notices.push(...written.notices);
  }
  return { bytes: yield* packZip(Object.entries(files)), notices };
}

/** The catalogue of a GeoPackage wants each title once. */
function uniqueIdentifiers(layers: readonly GeopackageLayer[]): GeopackageLayer[] {
  const names = uniqueNames(
    layers.map(({ identifier }) => identifier),
    [],
  );
  return layers.map((layer, index) => ({ ...layer, identifier: names[index] as string }));
}
