/**
 * The spatial index of a GeoPackage's layer (OGC 12-128r17, annex F.3): an r-tree in three tables, the virtual table over them, and
 * triggers that keep it true when a program edits the layer.
 */
import { type FeatureTable, NO_GEOMETRY } from "../tables/feature-table.ts";
import { extentOf } from "./geopackage-geometry.ts";
import { type BoundedRow, packRtree } from "./pack-rtree.ts";
import type { SqlValue } from "./sqlite-record.ts";
import type { SqliteStatement, SqliteTable } from "./write-sqlite.ts";

const EXTENSIONS_SQL =
  "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))";
const DEFINITION = "http://www.geopackage.org/spec120/#extension_rtree";

export interface IndexedLayer {
  readonly name: string;
  readonly shapeColumn: string;
  readonly idColumn: string;
  readonly table: FeatureTable;
}

export interface SpatialIndex {
  readonly tables: readonly SqliteTable[];
  readonly statements: readonly SqliteStatement[];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Rows that have a shape, numbered from 1 as the layer numbers them. */
function boundedRows({ coordinates, count, kinds, starts }: FeatureTable): BoundedRow[] {
  const rows: BoundedRow[] = [];
  for (let row = 0; row < count; row++) {
    const [from, to] = [starts[row] as number, starts[row + 1] as number];
    if (kinds[row] === NO_GEOMETRY || from === to) continue;
    const [west, south, east, north] = extentOf(coordinates, from, to);
    rows.push({ id: row + 1, box: [west, east, south, north] });
  }
  return rows;
}

/** The catalogue of the indexes of a file. */
export function extensionsTable(layers: readonly Pick<IndexedLayer, "name" | "shapeColumn">[]): SqliteTable {
  const rows = layers.map(({ name, shapeColumn }): SqlValue[] => [
    name,
    shapeColumn,
    "gpkg_rtree_index",
    DEFINITION,
    "write-only",
  ]);
  return { name: "gpkg_extensions", sql: EXTENSIONS_SQL, rows, uniqueColumns: [[0, 1, 2]] };
}

/** The index of one layer. */
export function indexLayer({ name, shapeColumn, idColumn, table }: IndexedLayer): SpatialIndex {
  const index = `rtree_${name}_${shapeColumn}`;
  const { nodes, parents, leafOfRow } = packRtree(boundedRows(table));
  const below = parents.flatMap((parent, at): [number, number][] => (parent === 0 ? [] : [[at + 1, parent]]));
  const tables: SqliteTable[] = [
    {
      name: `${index}_rowid`,
      sql: `CREATE TABLE ${quoted(`${index}_rowid`)}(rowid INTEGER PRIMARY KEY,nodeno)`,
      rowIds: leafOfRow.map(([rowId]) => rowId),
      rows: leafOfRow.map(([, node]) => [null, node]),
    },
    {
      name: `${index}_node`,
      sql: `CREATE TABLE ${quoted(`${index}_node`)}(nodeno INTEGER PRIMARY KEY,data)`,
      rows: nodes.map((node) => [null, node]),
    },
    {
      name: `${index}_parent`,
      sql: `CREATE TABLE ${quoted(`${index}_parent`)}(nodeno INTEGER PRIMARY KEY,parentnode)`,
      rowIds: below.map(([node]) => node),
      rows: below.map(([, parent]) => [null, parent]),
    },
  ];
  const virtual: SqliteStatement = {
    kind: "table",
    name: index,
    tableName: index,
    sql: `CREATE VIRTUAL TABLE ${quoted(index)} USING rtree(id, minx, maxx, miny, maxy)`,
  };
  return { tables, statements: [virtual, ...triggers(index, name, quoted(shapeColumn), quoted(idColumn))] };
}

function triggers(index: string, layer: string, shape: string, id: string): SqliteStatement[] {
  const [tree, table] = [quoted(index), quoted(layer)];
  const put = `INSERT OR REPLACE INTO ${tree} VALUES (NEW.${id}, ST_MinX(NEW.${shape}), ST_MaxX(NEW.${shape}), ST_MinY(NEW.${shape}), ST_MaxY(NEW.${shape}));`;
  const drop = `DELETE FROM ${tree} WHERE id = OLD.${id};`;
  const isShaped = `(NEW.${shape} NOTNULL AND NOT ST_IsEmpty(NEW.${shape}))`;
  const isEmpty = `(NEW.${shape} ISNULL OR ST_IsEmpty(NEW.${shape}))`;
  const [isSame, isOther] = [`OLD.${id} = NEW.${id}`, `OLD.${id} != NEW.${id}`];
  const dropBoth = `DELETE FROM ${tree} WHERE id IN (OLD.${id}, NEW.${id});`;
  const actions: readonly (readonly [name: string, event: string, condition: string, action: string])[] = [
    ["insert", "INSERT", isShaped, put],
    ["update1", `UPDATE OF ${shape}`, `${isSame} AND ${isShaped}`, put],
    ["update2", `UPDATE OF ${shape}`, `${isSame} AND ${isEmpty}`, drop],
    ["update3", "UPDATE", `${isOther} AND ${isShaped}`, `${drop} ${put}`],
    ["update4", "UPDATE", `${isOther} AND ${isEmpty}`, dropBoth],
    ["delete", "DELETE", `OLD.${shape} NOT NULL`, drop],
  ];
  return actions.map(([action, event, condition, sql]): SqliteStatement => {
    const name = `${index}_${action}`;
    const when = `AFTER ${event} ON ${table} WHEN ${condition}`;
    return { kind: "trigger", name, tableName: layer, sql: `CREATE TRIGGER ${quoted(name)} ${when} BEGIN ${sql} END` };
  });
}
