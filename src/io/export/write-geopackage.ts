/**
 * GeoPackage 1.3 (OGC 12-128r17): layers as tables of features, each with its shapes, its spatial index, its description (source,
 * licence, date, 演示数据) and its coordinate system. A layer without shapes is a table of attributes.
 */
import type { Progress } from "../../core/analysis-result.ts";
import type { CoordinateSystem } from "../crs/coordinate-system.ts";
import { WGS84 } from "../crs/coordinate-system.ts";
import { epsgCodeOf } from "../crs/find-coordinate-system.ts";
import {
  attributeAt,
  type Column,
  type ColumnType,
  type FeatureTable,
  LINE,
  MULTI_LINE,
  MULTI_POINT,
  MULTI_POLYGON,
  NO_GEOMETRY,
  POINT,
  POLYGON,
} from "../tables/feature-table.ts";
import type { ExportNotice } from "./export-notice.ts";
import { extentOf, GeopackageShapes } from "./geopackage-geometry.ts";
import { extensionsTable, indexLayer } from "./geopackage-index.ts";
import { NoticeList } from "./notice-list.ts";
import type { SqlValue } from "./sqlite-record.ts";
import { uniqueNames } from "./unique-names.ts";
import { type SqliteTable, writeSqlite } from "./write-sqlite.ts";
import { writeWkt } from "./write-wkt.ts";

/** "GPKG" */
const APPLICATION_ID = 0x47504b47;
const USER_VERSION = 10300;
/** Where a system without an EPSG code stands among the systems of the file. */
const OWN_SYSTEM_ID = 100_001;
const UNDEFINED_CARTESIAN = -1;
const ID_COLUMN = "fid";
const SHAPE_COLUMN = "geom";

const SYSTEMS_SQL =
  "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)";
const CONTENTS_SQL =
  "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))";
const SHAPES_SQL =
  "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))";

const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  Bool: "BOOLEAN",
  Short: "MEDIUMINT",
  UShort: "MEDIUMINT",
  Int: "MEDIUMINT",
  Float: "DOUBLE",
  Double: "DOUBLE",
  String: "TEXT",
  Json: "TEXT",
};
const WHOLE: ReadonlySet<ColumnType> = new Set(["Short", "UShort", "Int"]);
const SHAPE_NAMES = [
  "GEOMETRY",
  "POINT",
  "LINESTRING",
  "POLYGON",
  "MULTIPOINT",
  "MULTILINESTRING",
  "MULTIPOLYGON",
] as const;

const MULTIPLE_KINDS = [
  [POINT, MULTI_POINT],
  [LINE, MULTI_LINE],
  [POLYGON, MULTI_POLYGON],
] as const;

export interface GeopackageLayer {
  /** The table's name, letters, digits and hyphens. */
  readonly name: string;
  readonly identifier: string;
  readonly description: string;
  readonly table: FeatureTable;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function sqlValueAt(column: Column, row: number): SqlValue {
  const value = attributeAt(column, row);
  if (value === null || typeof value === "string") return value;
  if (column.type === "String" || column.type === "Json") return String(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  return WHOLE.has(column.type) ? value : { real: value };
}

/** The kind of all shapes: the multiple kind where single and multiple ones stand together, `GEOMETRY` where others do; null where there are none. */
function shapeKind({ kinds }: FeatureTable): number | null {
  const found = new Set(kinds.filter((kind) => kind !== NO_GEOMETRY));
  const [only] = found;
  if (only === undefined) return null;
  if (found.size === 1) return only;
  for (const [single, multiple] of MULTIPLE_KINDS)
    if ([...found].every((kind) => kind === single || kind === multiple)) return multiple;
  return NO_GEOMETRY;
}

/** What the columns of rows and shapes are called: as everywhere, unless the layer has columns of that name. */
function ownColumns({ columns }: FeatureTable): { readonly idColumn: string; readonly shapeColumn: string } {
  const taken = columns.map(({ name }) => name);
  const [idColumn, shapeColumn] = uniqueNames([ID_COLUMN, SHAPE_COLUMN], taken) as [string, string];
  return { idColumn, shapeColumn };
}

/** Counts the values of mixed columns that are no text and are written as such. */
function tellMixed({ columns, count }: FeatureTable, names: readonly string[], notices: NoticeList): void {
  for (const [place, column] of columns.entries()) {
    if (column.type !== "Json") continue;
    for (let row = 0; row < count; row++) {
      const value = attributeAt(column, row);
      if (value !== null && typeof value !== "string") notices.count("mixed-as-text", names[place] as string);
    }
  }
}

function tableOfLayer({ name, table }: GeopackageLayer, systemId: number, notices: NoticeList): SqliteTable {
  const kind = shapeKind(table);
  const own = table.columns.map((column) => column.name);
  const names = uniqueNames(own, []);
  const { idColumn, shapeColumn } = ownColumns(table);
  notices.renamed(names, own);
  tellMixed(table, names, notices);
  const definitions = [
    `${quoted(idColumn)} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`,
    ...(kind === null ? [] : [`${quoted(shapeColumn)} ${SHAPE_NAMES[kind] ?? "GEOMETRY"}`]),
    ...table.columns.map(({ type }, index) => `${quoted(names[index] as string)} ${SQL_TYPES[type]}`),
  ];
  function* rows(): Generator<readonly SqlValue[]> {
    const shapes = new GeopackageShapes(table, systemId, kind);
    for (let row = 0; row < table.count; row++)
      yield [
        null,
        ...(kind === null ? [] : [shapes.at(row)]),
        ...table.columns.map((column) => sqlValueAt(column, row)),
      ];
  }
  return { name, sql: `CREATE TABLE ${quoted(name)} (${definitions.join(", ")})`, rows: rows() };
}

/** Systems of the file: those that every GeoPackage has, and the layers' own. */
function systemsTable(system: CoordinateSystem, systemId: number): SqliteTable {
  const wgs84 = writeWkt(WGS84, "ogc") ?? "undefined";
  const rows = new Map<number, readonly SqlValue[]>([
    [
      UNDEFINED_CARTESIAN,
      ["Undefined Cartesian SRS", null, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"],
    ],
    [0, ["Undefined geographic SRS", null, "NONE", 0, "undefined", "undefined geographic coordinate reference system"]],
    [
      4326,
      [
        "WGS 84 geodetic",
        null,
        "EPSG",
        4326,
        wgs84,
        "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid",
      ],
    ],
  ]);
  if (systemId !== 4326) {
    const organisation = systemId === OWN_SYSTEM_ID ? "NONE" : "EPSG";
    rows.set(systemId, [system.title, null, organisation, systemId, writeWkt(system, "ogc") ?? "undefined", system.id]);
  }
  const rowIds = [...rows.keys()].sort((a, b) => a - b);
  return { name: "gpkg_spatial_ref_sys", sql: SYSTEMS_SQL, rowIds, rows: rowIds.map((id) => rows.get(id) ?? []) };
}

function contentsTable(layers: readonly GeopackageLayer[], date: string, systemId: number): SqliteTable {
  const rows = layers.map(({ name, identifier, description, table }): SqlValue[] => {
    const isShaped = shapeKind(table) !== null;
    const extent =
      isShaped && table.coordinates.length > 0
        ? extentOf(table.coordinates).map((real) => ({ real }))
        : [null, null, null, null];
    return [
      name,
      isShaped ? "features" : "attributes",
      identifier,
      description,
      date,
      ...extent,
      isShaped ? systemId : null,
    ];
  });
  return { name: "gpkg_contents", sql: CONTENTS_SQL, rows, uniqueColumns: [[0], [2]] };
}

function shapesTable(layers: readonly GeopackageLayer[], systemId: number): SqliteTable {
  const rows = layers.flatMap(({ name, table }): SqlValue[][] => {
    const kind = shapeKind(table);
    return kind === null
      ? []
      : [[name, ownColumns(table).shapeColumn, SHAPE_NAMES[kind] ?? "GEOMETRY", systemId, 0, 0]];
  });
  return { name: "gpkg_geometry_columns", sql: SHAPES_SQL, rows, uniqueColumns: [[0, 1], [0]] };
}

/**
 * Writes in steps. Systems with an EPSG code are named by it; others stand in the file with their own definition.
 * @param date of the data, ISO; the file says no other, so that the same data give the same bytes
 */
export function* writeGeopackage(
  layers: readonly GeopackageLayer[],
  system: CoordinateSystem,
  date: string,
): Generator<Progress, { readonly bytes: Uint8Array; readonly notices: readonly ExportNotice[] }> {
  const systemId = epsgCodeOf(system.id) || OWN_SYSTEM_ID;
  const lists = layers.map(({ name }) => new NoticeList(name));
  const tables = layers.map((layer, index) => tableOfLayer(layer, systemId, lists[index] as NoticeList));
  const day = `${/^\d{4}-\d{2}-\d{2}/.exec(date)?.[0] ?? "1970-01-01"}T00:00:00.000Z`;
  const indexed = layers.flatMap(({ name, table }) =>
    shapeKind(table) === null ? [] : [{ name, table, ...ownColumns(table) }],
  );
  const indexes = indexed.map(indexLayer);
  const lastIds = layers.map(({ name, table }): SqlValue[] => [name, table.count]);
  const total = layers.reduce((sum, { table }) => sum + table.count, 0);
  const steps = writeSqlite({
    applicationId: APPLICATION_ID,
    userVersion: USER_VERSION,
    tables: [
      systemsTable(system, systemId),
      contentsTable(layers, day, systemId),
      shapesTable(layers, systemId),
      { name: "sqlite_sequence", sql: "CREATE TABLE sqlite_sequence(name,seq)", rows: lastIds },
      ...(indexed.length > 0 ? [extensionsTable(indexed)] : []),
      ...tables,
      ...indexes.flatMap((index) => index.tables),
    ],
    statements: indexes.flatMap((index) => index.statements),
  });
  for (;;) {
    const step = steps.next();
    if (step.done) return { bytes: step.value, notices: lists.flatMap((list) => list.all()) };
    yield { stage: "writing", done: step.value, total };
  }
}
