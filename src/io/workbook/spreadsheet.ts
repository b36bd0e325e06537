/** A spreadsheet as data: sheets of typed columns over rows. `write-spreadsheet` turns it into a file. Plain values only. */

/**
 * `text` stays text whatever it begins with; `long` is text that wraps; `count` #,##0; `amount` #,##0.0; `decimal` 0.00;
 * `share` 0.0%, held as 0–1; `minutes` 0.0; `date` a day of ISO 8601; `number` as it is.
 */
export type CellKind = "text" | "long" | "count" | "amount" | "decimal" | "share" | "minutes" | "date" | "number";

/** `bad` is short of what is asked, `quiet` cannot be tested, `total` sums up others. */
export type CellTone = "plain" | "bad" | "quiet" | "total";

/** A number as text is written as it stands, so that its decimals are those of the CSV files; null leaves the cell empty. */
export type CellValue = string | number | boolean | { readonly number: string } | null;

export interface Column<Row> {
  readonly header: string;
  /** In characters of a Latin digit; a Chinese character is two. */
  readonly width: number;
  /** Of one row where a column holds figures of different measures. */
  readonly kind: CellKind | ((row: Row) => CellKind);
  readonly value: (row: Row) => CellValue;
  readonly tone?: (row: Row) => CellTone;
}

/** A table under a title and its basis, or (null) from the first row on, for programs to read: header row frozen, with a filter. */
export interface TableSheet<Row = unknown> {
  readonly name: string;
  readonly title: string | null;
  /** 单位, 口径; not written without a title. */
  readonly basis: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: Iterable<Row>;
  /** How many columns stay in view. */
  readonly frozenColumns: number;
}

/** A page of names and values. */
export interface NotesSheet {
  readonly name: string;
  readonly title: string;
  readonly sections: readonly {
    readonly heading: string;
    /** Two or three cells each. */
    readonly rows: readonly (readonly string[])[];
  }[];
}

export interface Spreadsheet {
  readonly title: string;
  readonly author: string;
  /** ISO 8601, of the document's properties. */
  readonly date: string;
  /** At the foot of every printed page. */
  readonly mark: string;
  readonly sheets: readonly (TableSheet | NotesSheet)[];
}

/** A table sheet whose rows are of one type, as one of a spreadsheet. */
export function tableSheet<Row>(sheet: TableSheet<Row>): TableSheet {
  return sheet as unknown as TableSheet;
}
