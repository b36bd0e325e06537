/** A file of places where something could be built (points, or a point inside each area) and of areas where nothing may be. */
import { BadDataError, type Issue } from "../core/errors.ts";
import type { AttributeValue } from "../core/model/facility.ts";
import type { AreaGeometry } from "../core/model/geometry.ts";
import { type CandidateTable, listNumberColumns } from "../core/questions/siting/site-candidates.ts";
import { chooseLayerSystem } from "./crs/choose-system.ts";
import { projectTable } from "./crs/project-table.ts";
import { detectFormat } from "./import/detect-format.ts";
import { facilitiesFromTables } from "./import/layer-from-features.ts";
import { isCandidateLayer, type LayerFile, readLayerTable } from "./read-candidates.ts";
import { readCsv } from "./tables/csv.ts";
import { geometryAt } from "./tables/feature-table.ts";
import { IssueList, type LabelledTable } from "./tables/labelled-table.ts";

export interface ReadSiteLayer {
  readonly name: string;
  readonly points: CandidateTable;
  readonly numberColumns: readonly string[];
  readonly areas: readonly AreaGeometry[];
  readonly issues: readonly Issue[];
}

/**
 * Reads a layer of any format of shapes, or a CSV with lon and lat.
 * @throws BadDataError with everything that is wrong in the file.
 */
export async function readSiteLayer(file: LayerFile, crs: string | null): Promise<ReadSiteLayer> {
  const { name } = file;
  const issues = new IssueList();
  const labelled = await readTable(file, issues);
  const chosen = labelled ? chooseLayerSystem(labelled.table, name, crs, issues) : null;
  if (!labelled || !chosen) throw new BadDataError(issues.all());
  if (labelled.format === "CSV" && chosen.basis === "assumed")
    issues.warn("assumed", name, { field: "datum", value: chosen.system.title, details: { what: "datum" } });
  const projected = projectTable(labelled, chosen.system, issues);
  const rows = Array.from({ length: projected.table.count }, (_, row) => row);
  const layer = facilitiesFromTables("candidate", [{ labelled: projected, rows }], issues);
  if (issues.hasErrors) throw new BadDataError(issues.all());
  const columns: Readonly<Record<string, readonly AttributeValue[]>> = layer.attributes;
  const coordinates = Float64Array.from({ length: 2 * layer.count }, (_, at) => {
    const first = layer.starts[at >> 1] as number;
    return layer.coordinates[2 * first + (at & 1)] as number;
  });
  const areas = rows.flatMap((row): AreaGeometry[] => {
    const geometry = geometryAt(projected.table, row);
    return geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? [geometry] : [];
  });
  const points = { count: layer.count, ids: layer.ids, coordinates, columns };
  return { name, points, numberColumns: listNumberColumns(points), areas, issues: issues.all() };
}

async function readTable(file: LayerFile, issues: IssueList): Promise<LabelledTable | null> {
  const { name, bytes } = file;
  const detected = bytes.length > 0 ? detectFormat(name, bytes) : null;
  const isCsv = detected?.kind === "readable" && detected.format === "csv";
  const isLayer = isCandidateLayer(name, bytes);
  if (!isCsv && !isLayer) {
    const readable = "CSV, GeoJSON, FlatGeobuf, shapefile, GeoPackage, KML";
    if (detected === null) issues.error("empty-file", name);
    else issues.error("unknown-format", name, { details: { found: "?", expected: readable, readable } });
    return null;
  }
  const labelled = isCsv ? readCsv(bytes, name, issues) : await readLayerTable(file, issues);
  if (labelled?.table.count !== 0) return labelled;
  issues.error("empty-file", name, { details: { format: labelled.format, features: 0 } });
  return null;
}
