/**
 * SQLite databases (file format 3, sqlite.org/fileformat2) written front to back: pages of 4096 bytes, tables as b-trees over
 * their row numbers, indexes that UNIQUE and PRIMARY KEY ask for. Rows are laid down once in order, so there is no journal, no
 * free page, and the same tables give the same bytes.
 */
import { SqlitePages, sortedEntries } from "./sqlite-pages.ts";
import { encodeRecord, type SqlValue } from "./sqlite-record.ts";

export interface SqliteTable {
  readonly name: string;
  /** Its CREATE TABLE statement. */
  readonly sql: string;
  /** In order; the n-th has row number n (from 1), a column that is INTEGER PRIMARY KEY null in the place of it. */
  readonly rows: Iterable<readonly SqlValue[]>;
  /** Row numbers where they are not 1, 2, 3 …: a primary key of its own, ascending. */
  readonly rowIds?: readonly number[];
  /** Columns of each UNIQUE or PRIMARY KEY constraint, in the order of the statement; none for INTEGER PRIMARY KEY. */
  readonly uniqueColumns?: readonly (readonly number[])[];
}

/** What stands in the schema and has no pages of its own: a virtual table, a trigger. */
export interface SqliteStatement {
  readonly kind: "table" | "trigger";
  readonly name: string;
  /** The table to which a trigger belongs; a virtual table's own name. */
  readonly tableName: string;
  readonly sql: string;
}

export interface SqliteDatabase {
  readonly applicationId: number;
  readonly userVersion: number;
  readonly tables: readonly SqliteTable[];
  readonly statements?: readonly SqliteStatement[];
}

const ROWS_A_STEP = 2000;
const SQLITE_VERSION = 3_040_001;
const SCHEMA_FORMAT = 4;
const UTF8 = 1;

/** Writes in steps; each yields how many rows are written. */
export function* writeSqlite({
  applicationId,
  userVersion,
  tables,
  statements = [],
}: SqliteDatabase): Generator<number, Uint8Array> {
  const pages = new SqlitePages();
  const schema: SqlValue[][] = [];
  let count = 0;
  for (const { name, sql, rows, rowIds, uniqueColumns = [] } of tables) {
    const tree = pages.openTable();
    const kept: (readonly SqlValue[])[] = [];
    let row = 0;
    for (const values of rows) {
      const rowId = rowIds?.[row] ?? row + 1;
      tree.add(rowId, encodeRecord(values));
      if (uniqueColumns.length > 0) kept.push(values);
      row++;
      if (++count % ROWS_A_STEP === 0) yield count;
    }
    schema.push(["table", name, name, tree.close(), sql]);
    uniqueColumns.forEach((columns, index) => {
      const keys = kept.map((values, at) => [
        ...columns.map((column) => values[column] ?? null),
        rowIds?.[at] ?? at + 1,
      ]);
      const root = pages.writeIndex(sortedEntries(keys).map(encodeRecord));
      schema.push(["index", `sqlite_autoindex_${name}_${index + 1}`, name, root, null]);
    });
  }
  for (const { kind, name, tableName, sql } of statements) schema.push([kind, name, tableName, 0, sql]);
  pages.writeSchema(schema.map(encodeRecord));
  return pages.finish((view, pageCount) => {
    view.setUint16(16, SqlitePages.pageBytes);
    view.setUint8(18, 1);
    view.setUint8(19, 1);
    view.setUint8(21, 64);
    view.setUint8(22, 32);
    view.setUint8(23, 32);
    view.setUint32(24, 1);
    view.setUint32(28, pageCount);
    view.setUint32(44, SCHEMA_FORMAT);
    view.setUint32(40, 1);
    view.setUint32(56, UTF8);
    view.setUint32(60, userVersion);
    view.setUint32(68, applicationId);
    view.setUint32(92, 1);
    view.setUint32(96, SQLITE_VERSION);
  });
}
