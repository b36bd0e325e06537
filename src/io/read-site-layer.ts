/** A file of places where something could be built (points, or a point inside each area) and of areas where nothing may be. */
import { BadDataError, type Issue } from "../core/errors.ts";
import type { AttributeValue } from "../core/model/facility.ts";
import type { AreaGeometry } from "../core/model/geometry.ts";
import { type CandidateTable, listNumberColumns } from "../core/questions/siting/site-candidates.ts";
import { detectFormat } from "./import/detect-format.ts";
import { layOutLayer, refuseUnplaced } from "./layers/lay-out-layer.ts";
import { isCandidateLayer, type LayerFile, placeSites, readLayerTable } from "./read-candidates.ts";
import { readDelimited } from "./spreadsheet/read-delimited.ts";
import { exampleNames } from "./tables/column-names.ts";
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
 * Reads a layer of any format of shapes, or delimited text with positions, understood as every planner's list is.
 * @throws BadDataError with everything that is wrong in the file.
 */
export async function readSiteLayer(file: LayerFile, crs: string | null): Promise<ReadSiteLayer> {
  const { name } = file;
  const issues = new IssueList();
  const isSheet = isDelimited(file);
  const labelled = isSheet ? await readSheet(file, issues) : await readTable(file, issues);
  const placed = labelled && placeSites(labelled, crs, issues);
  if (placed === null) throw new BadDataError(issues.all());
  const { system, table, layer, coordinates } = placed;
  if (isSheet && system.basis === "assumed")
    issues.warn("assumed", name, { field: "datum", value: system.system.title, details: { what: "datum" } });
  if (issues.hasErrors) throw new BadDataError(issues.all());
  const columns: Readonly<Record<string, readonly AttributeValue[]>> = layer.attributes;
  const areas = Array.from({ length: table.count }, (_, row) => geometryAt(table, row)).flatMap(
    (geometry): AreaGeometry[] => {
      return geometry?.type === "Polygon" || geometry?.type === "MultiPolygon" ? [geometry] : [];
    },
  );
  const points = { count: layer.count, ids: layer.ids, coordinates, columns };
  return { name, points, numberColumns: listNumberColumns(points), areas, issues: issues.all() };
}

function isDelimited({ name, bytes }: LayerFile): boolean {
  const detected = bytes.length > 0 ? detectFormat(name, bytes) : null;
  return detected?.kind === "readable" && detected.format === "csv";
}

/** Null where nothing in the sheet says where its rows are. Throws BadDataError where it is no text, or empty. */
async function readSheet({ name, bytes }: LayerFile, issues: IssueList): Promise<LabelledTable | null> {
  const [source] = await readDelimited(bytes, name);
  if (!source) return null;
  const laid = refuseUnplaced(await layOutLayer(source, {}));
  for (const issue of laid.issues.all()) issues.add(issue);
  if (laid.labelled.table.count === 0 && !laid.issues.hasErrors)
    issues.error("empty-file", name, { details: { format: source.format, rows: 0 } });
  else if (!laid.isPlaced)
    for (const field of ["lon", "lat"] as const)
      issues.error("missing-column", name, { row: 1, field, details: { names: exampleNames(field) } });
  return issues.hasErrors && !laid.isPlaced ? null : laid.labelled;
}

async function readTable(file: LayerFile, issues: IssueList): Promise<LabelledTable | null> {
  const { name, bytes } = file;
  if (!isCandidateLayer(name, bytes)) {
    const readable = "CSV, GeoJSON, FlatGeobuf, shapefile, GeoPackage, KML";
    if (bytes.length === 0) issues.error("empty-file", name);
    else issues.error("unknown-format", name, { details: { found: "?", expected: readable, readable } });
    return null;
  }
  const labelled = await readLayerTable(file, issues);
  if (labelled?.table.count !== 0) return labelled;
  issues.error("empty-file", name, { details: { format: labelled.format, features: 0 } });
  return null;
}
