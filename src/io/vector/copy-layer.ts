/**
 * One layer of a data set that GDAL has open → a table, by way of a format that we read ourselves. FlatGeobuf keeps every bit.
 * GeoJSON is the second way, for layers at which GDAL's writer of FlatGeobuf breaks; its positions hold to 1e-15 degrees. Types that
 * the copy loses are those that the layer was described with.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { type Column, type FeatureTable, GeometryCollector } from "../tables/feature-table.ts";
import { IssueList } from "../tables/labelled-table.ts";
import { readGeojsonInSteps } from "./geojson.ts";
import type { Gdal } from "./open-gdal.ts";
import { readFlatGeobufInSteps } from "./read-flatgeobuf.ts";
import { readInSteps } from "./read-in-steps.ts";

/** A layer as `ogrinfo -json` tells of it. */
export interface DescribedLayer {
  readonly name: string;
  readonly featureCount?: number;
  readonly geometryFields?: readonly {
    readonly type?: string;
    readonly coordinateSystem?: { readonly wkt?: string };
  }[];
  readonly fields?: readonly {
    readonly name: string;
    readonly type: string;
    readonly alias?: string;
    /** Of a list of the data set that says what its values may be. */
    readonly domainName?: string;
  }[];
}

export interface LayerCopy {
  readonly table: FeatureTable;
  /** Features of which only the shapes of the highest dimension were kept. */
  readonly mixedRows: readonly number[];
  /** Features that are surfaces in space; their polygons are faces as they lie on the plane. */
  readonly surfaceRows: readonly number[];
  /** False where GDAL told of a failure. */
  readonly isWhole: boolean;
}

/** Copies a layer; `title` is what messages call it, `shaping` what `ogr2ogr` is told about its shapes. Throws AnalysisError("cancelled"). */
export type CopyLayer = (
  gdal: Gdal,
  dataset: number,
  described: DescribedLayer,
  title: string,
  shaping: readonly string[],
  control: WorkControl,
) => Promise<LayerCopy>;

const TEXT_TYPES = "Integer64=String,StringList=String,IntegerList=String,Integer64List=String,RealList=String";

function copyTo(
  target: string,
  options: readonly string[],
  ...[gdal, dataset, described, , shaping]: Parameters<CopyLayer>
): { bytes: Uint8Array; isWhole: boolean } {
  gdal.makeFolder("/made");
  const types = ["-nln", "layer", "-mapFieldType", TEXT_TYPES];
  const isWhole = gdal.translate(target, dataset, [...options, ...types, ...shaping, described.name]);
  return { bytes: gdal.takeFile(target), isWhole };
}

/** To the bit. May throw whatever WebAssembly throws where the library breaks. */
export async function copyAsFlatGeobuf(...asked: Parameters<CopyLayer>): Promise<LayerCopy> {
  const [, , described, title, , control] = asked;
  const { bytes, isWhole } = copyTo("/made/layer.fgb", ["-f", "FlatGeobuf", "-lco", "SPATIAL_INDEX=NO"], ...asked);
  // The copy of a layer without features has no content, not even a header.
  if (bytes.length === 0) return { table: emptyTable(described), mixedRows: [], surfaceRows: [], isWhole };
  const table = await readInSteps(readFlatGeobufInSteps(bytes, title), bytes.length, control);
  const { mixedRows, surfaceRows } = table;
  return { table: mendTable(table, described), mixedRows, surfaceRows, isWhole };
}

/** Areas without rings are features without a shape. */
export async function copyAsGeojson(...asked: Parameters<CopyLayer>): Promise<LayerCopy> {
  const [, , described, title, , control] = asked;
  const { bytes, isWhole } = copyTo("/made/layer.json", ["-f", "GeoJSON", "-lco", "COORDINATE_PRECISION=17"], ...asked);
  const issues = new IssueList();
  const read = await readInSteps(readGeojsonInSteps(bytes, title, issues), bytes.length, control);
  if (!read) return { table: emptyTable(described), mixedRows: [], surfaceRows: [], isWhole };
  const mixed = new Set(
    issues
      .all()
      .flatMap(({ row, details }) => (details?.what === "mixed-collection" && row !== undefined ? [row] : [])),
  );
  const mixedRows = read.labels.flatMap((label, row) => (mixed.has(label) ? [row] : []));
  const columns = (described.fields ?? []).map(
    ({ name }): Column =>
      read.table.columns.find((column) => column.name === name) ?? {
        name,
        type: "String",
        values: Array(read.table.count).fill(null),
      },
  );
  return { table: mendTable({ ...read.table, columns }, described), mixedRows, surfaceRows: [], isWhole };
}

function emptyTable({ fields = [] }: DescribedLayer): FeatureTable {
  return new GeometryCollector().toTable(fields.map(({ name }): Column => ({ name, type: "String", values: [] })));
}

/** Whole numbers back from text where doubles hold them, days without an hour and hours without a day that they never had. */
function mendTable(table: FeatureTable, { name, fields = [] }: DescribedLayer): FeatureTable {
  const columns = table.columns.map((column, index): Column => {
    switch (fields[index]?.type) {
      case "Integer64":
        return numbersOf(column);
      case "Date":
        return textsOf(column, (text) => text.slice(0, 10).replaceAll("/", "-"));
      case "Time":
        return textsOf(column, (text) => text.slice(text.indexOf("T") + 1));
      case "DateTime":
        return textsOf(column, (text) => text.replace(/^(\d+)\/(\d+)\/(\d+) /, "$1-$2-$3T"));
      default:
        return column;
    }
  });
  return { ...table, columns, title: name };
}

function textsOf(column: Column, mend: (text: string) => string): Column {
  return { ...column, values: Array.from(column.values, (value) => (value === null ? null : mend(String(value)))) };
}

function numbersOf(column: Column): Column {
  const values = Float64Array.from(column.values, (value) => (value === null ? Number.NaN : Number(value)));
  const isExact = values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value));
  return isExact ? { ...column, type: "Double", values } : column;
}
