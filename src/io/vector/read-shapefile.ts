/**
 * A shapefile from its files: shapes (.shp, .shx), attributes (.dbf), coordinate system (.prj) and code page (.cpg). Rows
 * that are marked as deleted are left out together with their shapes. What is missing beside the shapes is told.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { AttributeValue } from "../../core/model/facility.ts";
import { type Column, GeometryCollector } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import type { SourceLayer } from "../tables/source-layer.ts";
import { columnsAsCells } from "./columns-as-cells.ts";
import { renameByLegend } from "./field-legend.ts";
import { noteHeights, noteUnreadShapes } from "./layer-notes.ts";
import { outlineSurfaces } from "./outline-surfaces.ts";
import { type DbfTable, readDbf } from "./read-dbf.ts";
import { readShp } from "./read-shp.ts";
import { encodingOfCodePage } from "./text-encoding.ts";

/** The files of one shapefile; those that are not there are left out. */
export interface ShapefileParts {
  readonly shp?: Uint8Array;
  readonly shx?: Uint8Array;
  readonly dbf?: Uint8Array;
  readonly prj?: Uint8Array;
  readonly cpg?: Uint8Array;
  /** fields.csv, where the product wrote one beside it. */
  readonly legend?: Uint8Array;
}

const FORMAT = "Shapefile";

/** A definition ends with its last bracket; what editors leave behind it is no part of it. */
function textOf(bytes: Uint8Array | undefined): string {
  if (!bytes) return "";
  const text = new TextDecoder().decode(bytes.subarray(0, 65536));
  return text.replace(/[\0\uFEFF]/g, "").trim();
}

/** Puts together the rows that are not deleted: their columns, and their numbers from 1. */
function keepRows(dbf: DbfTable | null, count: number): { columns: readonly Column[]; kept: number[] } {
  const kept: number[] = [];
  for (let row = 0; row < count; row++) if (dbf?.deleted[row] !== 1) kept.push(row);
  if (!dbf || (kept.length === count && dbf.count === count)) return { columns: dbf?.columns ?? [], kept };
  const columns = dbf.columns.map((column): Column => {
    if (column.type === "Double")
      return { ...column, values: Float64Array.from(kept, (row) => Number(column.values[row] ?? Number.NaN)) };
    return { ...column, values: kept.map((row): AttributeValue => column.values[row] ?? null) };
  });
  return { columns, kept };
}

/** The shapes of some rows. */
function selectShapes(from: GeometryCollector, kept: readonly number[]): GeometryCollector {
  if (kept.length === from.kinds.length) return from;
  const into = new GeometryCollector();
  const all = from.positions.toArray();
  for (const row of kept) {
    for (let at = from.starts[row] ?? 0; at < (from.starts[row + 1] ?? 0); at++)
      into.positions.push(all[2 * at] as number, all[2 * at + 1] as number);
    into.finish(from.kinds[row] ?? 0, from.ringEnds[row] ?? null, from.polygonEnds[row] ?? null);
  }
  return into;
}

/**
 * Reads a shapefile, or a table alone as cells. `file` is what messages call it; `encoding` the user's word for how its
 * text is written. A file that cannot be read gives a layer without features whose issues say why.
 */
export async function readShapefile(
  parts: ShapefileParts,
  file: string,
  encoding: string | null = null,
  control: WorkControl = {},
): Promise<SourceLayer[]> {
  const issues = new IssueList();
  const declared = textOf(parts.cpg);
  const named = encoding ?? (declared === "" ? null : encodingOfCodePage(declared));
  if (declared !== "" && encoding === null && named === null)
    issues.warn("bad-value", file, { field: "encoding", value: declared.slice(0, 80) });
  const dbf = parts.dbf ? await readDbf(parts.dbf, file, issues, named, control) : null;
  if (!parts.shp) {
    if (!parts.dbf) {
      issues.error("missing-layer", file, { field: ".shp", details: { what: "shapes-missing" } });
    } else {
      const { columns, kept } = keepRows(dbf, dbf?.count ?? 0);
      const grid = columnsAsCells(renameByLegend(columns, parts.legend), kept.length);
      const described = { file, name: "", format: "DBF", encoding: dbf?.encoding ?? "", issues: issues.all() };
      return [{ ...described, kind: "cells", grid }];
    }
  }
  const shapes = parts.shp ? await readShp(parts.shp, parts.shx ?? null, file, issues, control) : null;
  const collector = shapes?.collector ?? new GeometryCollector();
  const count = collector.kinds.length;
  if (!parts.dbf && parts.shp) issues.warn("assumed", file, { field: ".dbf", details: { what: "attributes-missing" } });
  if (dbf && shapes && dbf.count !== count)
    issues.error("bad-value", file, {
      field: ".dbf",
      details: { what: "rows-differ", rows: dbf.count, features: count },
    });
  if (shapes?.hasHeights) noteHeights(file, issues);
  const { columns, kept } = keepRows(dbf, count);
  const flat = selectShapes(collector, kept).toTable(renameByLegend(columns, parts.legend));
  const placeOf = new Map(kept.map((row, place) => [row, place]));
  const surfaces = (shapes?.surfaceRows ?? []).flatMap((row) => placeOf.get(row) ?? []);
  const table = await outlineSurfaces(flat, surfaces, file, issues);
  const labels = kept.map((row) => row + 1);
  noteUnreadShapes(table, labels, file, issues);
  const crsText = textOf(parts.prj);
  const described = { file, name: "", format: FORMAT, encoding: dbf?.encoding ?? "", issues: issues.all() };
  return [{ ...described, kind: "shapes", table, labels, crsText }];
}
