/**
 * A table's coordinates from one system into another, row by row: every other byte stays as it is. Each row that cannot be
 * moved is an issue with its number, and then nothing of what was handed on may be kept.
 */
import { columnFor, exampleNames, isSameHeader } from "../tables/column-names.ts";
import { isQuoted, spanText } from "../tables/csv-cells.ts";
import { type CsvRecord, CsvScanner } from "../tables/csv-scanner.ts";
import { type IssueList, shown } from "../tables/labelled-table.ts";
import { isInChina } from "./china-offsets.ts";
import type { CoordinateSystem } from "./coordinate-system.ts";
import { formatPosition } from "./format-position.ts";
import { parseCoordinate } from "./parse-coordinate.ts";

export interface CsvConversion {
  readonly from: CoordinateSystem;
  readonly to: CoordinateSystem;
  /** Names of the columns of x (longitude, easting) and y; null finds them by the names that are usual. */
  readonly xColumn: string | null;
  readonly yColumn: string | null;
}

interface FoundColumns {
  readonly x: number;
  readonly y: number;
  readonly names: readonly string[];
}

const BUFFER_BYTES = 1 << 20;
const ENCODER = new TextEncoder();

export class CsvConverter {
  private readonly conversion: CsvConversion;
  private readonly layer: string;
  private readonly issues: IssueList;
  private readonly hand: (bytes: Uint8Array) => void;
  private readonly scanner = new CsvScanner((record) => this.takeRecord(record));
  private readonly buffer = new Uint8Array(BUFFER_BYTES);
  private filled = 0;
  private columns: FoundColumns | null = null;
  private isHeaderRead = false;
  rowCount = 0;
  /** Rows outside China. */
  outsideCount = 0;

  /** @param hand takes the bytes of each full buffer, which is reused afterwards. */
  constructor(conversion: CsvConversion, layer: string, issues: IssueList, hand: (bytes: Uint8Array) => void) {
    this.conversion = conversion;
    this.layer = layer;
    this.issues = issues;
    this.hand = hand;
  }

  /** Takes a piece of the table in UTF-8. */
  push(chunk: Uint8Array): void {
    this.scanner.push(chunk);
  }

  /** Takes the last record, hands on what is left, and tells what is wrong with the table as a whole. */
  finish(): void {
    const { issues, layer, scanner } = this;
    scanner.finish();
    this.flush();
    if (scanner.openQuoteRow > 0) issues.error("bad-value", layer, { row: scanner.openQuoteRow, field: "quotes" });
    if (scanner.isOverlong) issues.error("unreadable-file", layer, { details: { format: "CSV" } });
    else if (!this.isHeaderRead || (this.columns !== null && this.rowCount === 0))
      issues.error("empty-file", layer, { details: { format: "CSV", rows: 0 } });
  }

  /** Names of the columns that were moved; null where they were not found. */
  get columnNames(): readonly [x: string, y: string] | null {
    const { columns } = this;
    return columns && [columns.names[columns.x] as string, columns.names[columns.y] as string];
  }

  private takeRecord(record: CsvRecord): void {
    if (record.isCut) this.scanner.isOverlong = true;
    else if (!record.hasContent && !record.hasQuotes) this.copy(record.bytes, record.from, record.to);
    else if (!this.isHeaderRead) {
      this.isHeaderRead = true;
      this.columns = this.findColumns(record);
      this.copy(record.bytes, record.from, record.to);
    } else if (this.columns !== null) this.moveRow(record, this.columns);
  }

  private findColumns(record: CsvRecord): FoundColumns | null {
    const names = Array.from({ length: record.count }, (_, cell) => spanText(record, cell));
    const columns = names.map((name) => ({ name, type: "String" as const, values: [] }));
    const find = (stated: string | null, meaning: "lon" | "lat"): number => {
      const usual = columnFor({ columns }, meaning)?.name;
      const wanted = stated ?? usual;
      const found = wanted === undefined ? -1 : names.findIndex((name) => isSameHeader(name, wanted));
      if (found < 0) {
        const details = { names: stated === null ? exampleNames(meaning) : shown(names.join(", ")) };
        const field = stated ?? (meaning === "lon" ? "lon, x" : "lat, y");
        this.issues.error("missing-column", this.layer, { row: record.row, field, details });
      }
      return found;
    };
    const { xColumn, yColumn } = this.conversion;
    const [x, y] = [find(xColumn, "lon"), find(yColumn, "lat")];
    if (x >= 0 && x === y)
      this.issues.error("bad-value", this.layer, { row: record.row, field: "columns", value: shown(names[x]) });
    return x < 0 || y < 0 || x === y ? null : { x, y, names };
  }

  private moveRow(record: CsvRecord, columns: FoundColumns): void {
    const { row } = record;
    this.rowCount++;
    for (let cell = columns.names.length; cell < record.count; cell++) {
      if (spanText(record, cell) === "") continue;
      const details = { expected: columns.names.length };
      this.issues.error("bad-value", this.layer, { row, field: "columns", value: String(record.count), details });
      break;
    }
    const [x, y] = [this.readCell(record, columns.x, columns), this.readCell(record, columns.y, columns)];
    if (Number.isNaN(x) || Number.isNaN(y)) return;
    const moved = this.movePosition(x, y, row);
    if (moved === null) return;
    const [first, second] = columns.x < columns.y ? [columns.x, columns.y] : [columns.y, columns.x];
    const textOf = (cell: number): string => (cell === columns.x ? moved[0] : moved[1]);
    const { bytes, starts, ends } = record;
    this.copy(bytes, record.from, starts[first] as number);
    this.write(textOf(first), isQuoted(record, first));
    this.copy(bytes, ends[first] as number, starts[second] as number);
    this.write(textOf(second), isQuoted(record, second));
    this.copy(bytes, ends[second] as number, record.to);
  }

  private readCell(record: CsvRecord, cell: number, { names }: FoundColumns): number {
    const text = spanText(record, cell);
    const value = parseCoordinate(text, this.conversion.from.unit);
    if (Number.isNaN(value)) {
      const details = { what: "not-a-number" };
      this.issues.error("bad-coordinate", this.layer, {
        row: record.row,
        field: names[cell],
        value: shown(text),
        details,
      });
    }
    return value;
  }

  private movePosition(x: number, y: number, row: number): [x: string, y: string] | null {
    const { from, to } = this.conversion;
    const refuse = (what: string, crs: string): null => {
      this.issues.error("bad-coordinate", this.layer, { row, value: `${x}, ${y}`, details: { what, crs } });
      return null;
    };
    const fault = from.faultOf(x, y);
    if (fault !== "") return refuse(fault, from.id);
    const [lon, lat] = from.toDegrees(x, y);
    if (!isInChina(lon, lat)) this.outsideCount++;
    const [movedX, movedY] = to.fromDegrees(lon, lat);
    if (to.faultOf(movedX, movedY) !== "") return refuse("outside-system", to.id);
    return formatPosition(to, lon, lat);
  }

  private write(text: string, quoted: boolean): void {
    const bytes = ENCODER.encode(quoted ? `"${text}"` : text);
    this.copy(bytes, 0, bytes.length);
  }

  private copy(bytes: Uint8Array, from: number, to: number): void {
    if (to - from > BUFFER_BYTES - this.filled) this.flush();
    if (to - from > BUFFER_BYTES) this.hand(bytes.subarray(from, to));
    else {
      this.buffer.set(bytes.subarray(from, to), this.filled);
      this.filled += to - from;
    }
  }

  private flush(): void {
    if (this.filled > 0) this.hand(this.buffer.subarray(0, this.filled));
    this.filled = 0;
  }
}
