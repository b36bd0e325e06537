/**
 * A layer as the files of a shapefile: .shp, .shx, .dbf in UTF-8 with .cpg, .prj; fields.csv, the legend of its short field names; and
 * README.txt, which says what the data are. A layer of several kinds of shapes becomes a shapefile for each.
 */
import { strToU8 } from "fflate";
import type { Progress } from "../../core/analysis-result.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { type CsvCell, formatCsv } from "../tables/csv-writer.ts";
import type { FeatureTable } from "../tables/feature-table.ts";
import { describeNotice, type ExportNotice } from "./export-notice.ts";
import { NoticeList } from "./notice-list.ts";
import { uniqueNames } from "./unique-names.ts";
import { checkFields, type DbfField, fieldFor, MOST_NAME_BYTES, MOST_TEXT_BYTES, writeDbf } from "./write-dbf.ts";
import { type ShapeKind, shapeKindOf, writeShapes } from "./write-shp.ts";
import { writeWkt } from "./write-wkt.ts";

const MARK = "\uFEFF";

interface RowsOfKind {
  readonly kind: ShapeKind | null;
  readonly rows: number[];
}

/** Rows by kind of shape, in order of the first of each; rows without a shape join the first kind. */
function rowsByKind(table: FeatureTable): RowsOfKind[] {
  const byKind = new Map<ShapeKind, number[]>();
  const without: number[] = [];
  for (let row = 0; row < table.count; row++) {
    const kind = shapeKindOf(table, row);
    if (kind === null) without.push(row);
    else if (byKind.has(kind)) byKind.get(kind)?.push(row);
    else byKind.set(kind, [row]);
  }
  const [first] = byKind.values();
  if (!first) return [{ kind: null, rows: without }];
  if (without.length > 0) {
    first.push(...without);
    first.sort((a, b) => a - b);
  }
  return [...byKind].map(([kind, rows]) => ({ kind, rows }));
}

function legendCsv(table: FeatureTable, fields: readonly DbfField[]): string {
  const rows = fields.map(({ name, kind, width, decimals }, index): CsvCell[] => [
    name,
    table.columns[index]?.name ?? "",
    kind === "C" ? "text" : kind === "L" ? "boolean" : decimals > 0 ? "decimal" : "number",
    { number: String(width) },
    { number: String(decimals) },
  ]);
  return MARK + formatCsv(["field", "name", "type", "width", "decimals"], rows);
}

/** By name. */
export type NamedFiles = Readonly<Record<string, Uint8Array>>;

/**
 * Writes in steps, to be packed into a zip.
 * @param name of the files inside, letters, digits and hyphens
 */
export function* writeShapefile(
  table: FeatureTable,
  layer: string,
  name: string,
  about: readonly string[],
  system: CoordinateSystem,
): Generator<Progress, { readonly files: NamedFiles; readonly notices: readonly ExportNotice[] }> {
  const notices = new NoticeList(layer, { limit: MOST_TEXT_BYTES, unit: "bytes" });
  const own = table.columns.map((column) => column.name);
  const names = uniqueNames(own, [], MOST_NAME_BYTES);
  notices.renamed(names, own);
  const all = Array.from({ length: table.count }, (_, row) => row);
  const fields = table.columns.map((column, index) => fieldFor(column, names[index] as string, all));
  checkFields(fields, layer);
  const kinds = rowsByKind(table);
  const files: Record<string, Uint8Array> = {};
  const stems = kinds.map(({ kind }) => (kinds.length === 1 ? name : `${name}-${kind}`));
  for (const [index, { kind, rows }] of kinds.entries()) {
    yield { stage: "writing", done: index, total: kinds.length };
    const stem = stems[index] as string;
    const { shp, shx } = writeShapes(table, rows, kind);
    files[`${stem}.shp`] = shp;
    files[`${stem}.shx`] = shx;
    yield { stage: "writing", done: index, total: kinds.length };
    files[`${stem}.dbf`] = writeDbf(table, fields, rows, notices);
    files[`${stem}.cpg`] = strToU8("UTF-8");
    const wkt = writeWkt(system, "esri");
    if (wkt !== null) files[`${stem}.prj`] = strToU8(wkt);
  }
  if (kinds.length > 1) notices.add({ code: "split", layer, files: stems.map((stem) => `${stem}.shp`) });
  files["fields.csv"] = strToU8(legendCsv(table, fields));
  const lost = notices.all().flatMap((notice) => Object.values(describeNotice(notice)));
  files["README.txt"] = strToU8(`${MARK}${[...about, ...lost].join("\r\n")}\r\n`);
  yield { stage: "writing", done: kinds.length, total: kinds.length };
  return { files, notices: notices.all() };
}
