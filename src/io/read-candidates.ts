/** Places where something could be built, of a layer of any format of shapes: points, or a point inside each area. */
import type { Facilities } from "../core/model/facility.ts";
import type { SitePoints } from "../core/questions/siting/site-rows.ts";
import { type ChosenSystem, chooseLayerSystem } from "./crs/choose-system.ts";
import { projectTable } from "./crs/project-table.ts";
import { detectFormat } from "./import/detect-format.ts";
import { facilitiesFromTables } from "./parts/layer-from-features.ts";
import { PLACES, readOtherShapes } from "./read-other-shapes.ts";
import { decodeText } from "./tables/decode-text.ts";
import type { FeatureTable } from "./tables/feature-table.ts";
import type { IssueList, LabelledTable } from "./tables/labelled-table.ts";
import { detectVector } from "./vector/detect-vector.ts";
import { readGeojson } from "./vector/geojson.ts";
import type { NamedFile } from "./vector/group-vector-files.ts";
import { readFlatGeobuf } from "./vector/read-flatgeobuf.ts";

export interface LayerFile extends NamedFile {
  /** What lies beside it and belongs to it. */
  readonly parts?: readonly NamedFile[];
}

/** True for files that are read here; others are tables of points. */
export function isCandidateLayer(name: string, bytes: Uint8Array): boolean {
  const detected = bytes.length > 0 ? detectFormat(name, bytes) : null;
  if (detected?.kind === "unknown") return detectVector(name, bytes) !== null;
  return detected?.kind === "readable" && (detected.format === "flatgeobuf" || detected.format === "geojson");
}

/** The candidates of a layer; null where it cannot be read, `issues` then hold an error. */
export async function readCandidateLayer(
  { name, bytes, parts = [] }: LayerFile,
  crs: string | null,
  issues: IssueList,
): Promise<SitePoints | null> {
  const labelled = await readLayerTable({ name, bytes, parts }, issues);
  if (labelled === null) return null;
  if (labelled.table.count === 0) {
    issues.error("empty-file", name, { details: { format: labelled.format, features: 0 } });
    return null;
  }
  const placed = placeSites(labelled, crs, issues);
  if (placed === null || issues.hasErrors) return null;
  const { count, ids } = placed.layer;
  return { count, ids, coordinates: placed.coordinates };
}

export interface PlacedSites {
  readonly system: ChosenSystem;
  /** The whole layer in degrees. */
  readonly table: FeatureTable;
  readonly layer: Facilities;
  /** One position a site, interleaved lon, lat: a point of each area. */
  readonly coordinates: Float64Array;
}

/** A layer's features as sites, in degrees; null where its coordinate system cannot be known. Faults go to `issues`. */
export function placeSites(labelled: LabelledTable, crs: string | null, issues: IssueList): PlacedSites | null {
  const system = chooseLayerSystem(labelled.table, labelled.layer, crs, issues);
  if (!system) return null;
  const projected = projectTable(labelled, system.system, issues);
  const rows = Array.from({ length: projected.table.count }, (_, row) => row);
  const layer = facilitiesFromTables("candidate", [{ labelled: projected, rows }], issues);
  const coordinates = Float64Array.from({ length: 2 * layer.count }, (_, at) => {
    const first = layer.starts[at >> 1] as number;
    return layer.coordinates[2 * first + (at & 1)] as number;
  });
  return { system, table: projected.table, layer, coordinates };
}

/** The features of a file of shapes; null where it cannot be read, `issues` then hold an error. */
export async function readLayerTable(
  { name, bytes, parts = [] }: LayerFile,
  issues: IssueList,
): Promise<LabelledTable | null> {
  const detected = detectFormat(name, bytes);
  const others =
    detected.kind === "readable" ? undefined : await readOtherShapes([{ name, bytes }, ...parts], PLACES, issues);
  if (others !== undefined) return others;
  if (detected.kind === "readable" && detected.format === "flatgeobuf") {
    const table = readFlatGeobuf(bytes, name);
    return {
      layer: name,
      format: "FlatGeobuf",
      encoding: "",
      table,
      labels: Array.from({ length: table.count }, (_, row) => row + 1),
    };
  }
  const decoded = decodeText(bytes);
  if (decoded) return readGeojson(decoded.text, name, issues);
  issues.error("unreadable-file", name, { field: "encoding", details: { format: "GeoJSON" } });
  return null;
}
