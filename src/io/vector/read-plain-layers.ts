/** GeoJSON and FlatGeobuf, whose readers give tables, as layers with their issues. */

import type { WorkControl } from "../../core/analysis-result.ts";
import { decodeToUtf8 } from "../tables/decode-text.ts";
import { type FeatureTable, GeometryCollector, LINE, MULTI_LINE } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { readGeojsonInSteps } from "./geojson.ts";
import { noteHeights, noteMixedShapes, noteUnreadShapes } from "./layer-notes.ts";
import { outlineSurfaces } from "./outline-surfaces.ts";
import { readFlatGeobufInSteps } from "./read-flatgeobuf.ts";
import { readInSteps } from "./read-in-steps.ts";

/** GeoJSON, NDJSON or a text sequence. What names no system should be WGS84 (RFC 7946), which in practice is not sure. */
export async function readGeojsonLayers(
  bytes: Uint8Array,
  file: string,
  encoding: string | null = null,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const issues = new IssueList();
  const decoded = await decodeToUtf8(bytes, encoding ?? undefined, control);
  if (!decoded) issues.error("unreadable-file", file, { field: "encoding", details: { format: "GeoJSON" } });
  const read = decoded
    ? await readInSteps(readGeojsonInSteps(decoded.bytes, file, issues), decoded.bytes.length, control)
    : null;
  const table: FeatureTable = read?.table ?? new GeometryCollector().toTable([]);
  return [
    {
      file,
      name: "",
      format: "GeoJSON",
      encoding: decoded?.encoding ?? "",
      kind: "shapes",
      table,
      labels: read?.labels ?? [],
      crsText: table.crsText ?? "",
      issues: issues.all(),
    },
  ];
}

/** FlatGeobuf; heights of lines are kept, as streets may have them. Throws BadDataError where it cannot be read. */
export async function readFlatGeobufLayers(
  bytes: Uint8Array,
  file: string,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const issues = new IssueList();
  const read = await readInSteps(readFlatGeobufInSteps(bytes, file), bytes.length, control);
  const table = await outlineSurfaces(read, read.surfaceRows, file, issues);
  const labels = Array.from({ length: table.count }, (_, row) => row + 1);
  if (table.hasMeasures || (table.elevations && !table.kinds.some(isLine))) noteHeights(file, issues);
  noteUnreadShapes(table, labels, file, issues);
  noteMixedShapes(table.mixedRows, labels, file, issues);
  const described = { file, name: "", format: "FlatGeobuf", encoding: "", issues: issues.all() };
  return [{ ...described, kind: "shapes", table, labels, crsText: table.crsText ?? "" }];
}

function isLine(kind: number): boolean {
  return kind === LINE || kind === MULTI_LINE;
}
