/**
 * dBASE tables (.dbf) as they come with shapefiles: columns of text, numbers, days and yes-or-no, in whatever encoding.
 * Rows that are marked as deleted are told. Numbers with more digits than a double holds stay text, for the whole column.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import type { AttributeValue } from "../../core/model/facility.ts";
import { Pace } from "../breathe.ts";
import type { Column } from "../tables/feature-table.ts";
import type { IssueList } from "../tables/labelled-table.ts";
import { chooseEncoding, encodingOfLanguage, FieldDecoder } from "./text-encoding.ts";

export interface DbfTable {
  readonly count: number;
  readonly columns: readonly Column[];
  /** 1 for each row that is marked as deleted. */
  readonly deleted: Uint8Array;
  readonly encoding: string;
}

interface Field {
  readonly nameBytes: Uint8Array;
  readonly type: string;
  /** From the start of a row. */
  readonly at: number;
  readonly length: number;
}

const HEADER_BYTES = 32;
const FIELD_BYTES = 32;
const NAME_BYTES = 11;
const END_OF_FIELDS = 0x0d;
const SAMPLED_ROWS = 20_000;
const DELETED = 0x2a;
/** Types whose cells are bytes: whole numbers, doubles, money, moments (FoxPro and what follows it). */
const BINARY = new Set(["I", "O", "+", "B", "Y", "T", "@"]);
/** Types whose texts stand in a file of their own (.dbt, .fpt); here are only their numbers. */
const OUTSIDE = new Set(["M", "G", "P", "W"]);
/** dBASE 7 describes its fields in another way. */
const isDbase7 = (version: number): boolean => (version & 7) === 4;

/** Columns as the header lists them; those that do not fit into a row are counted. */
function readFields(bytes: Uint8Array, headerLength: number, rowLength: number): { fields: Field[]; beyond: number } {
  const fields: Field[] = [];
  let beyond = 0;
  const end = Math.min(headerLength, bytes.length);
  let at = 1;
  for (let start = HEADER_BYTES; start + FIELD_BYTES <= end && bytes[start] !== END_OF_FIELDS; start += FIELD_BYTES) {
    const name = bytes.subarray(start, start + NAME_BYTES);
    const close = name.indexOf(0);
    const type = String.fromCharCode(bytes[start + 11] ?? 0);
    let length = bytes[start + 16] ?? 0;
    // Texts of more than 255 bytes keep the rest of their length where numbers keep their decimals.
    const high = 256 * (bytes[start + 17] ?? 0);
    if (type === "C" && high > 0 && at + length + high <= rowLength) length += high;
    if (at + length > rowLength) {
      beyond++;
      continue;
    }
    if (length > 0) fields.push({ nameBytes: close < 0 ? name : name.subarray(0, close), type, at, length });
    at += length;
  }
  return { fields, beyond };
}

/** Reads a table; what is wrong with it goes to `issues` under `layer`. Null where nothing can be read. Works column by column; throws AnalysisError("cancelled"). */
export async function readDbf(
  bytes: Uint8Array,
  layer: string,
  issues: IssueList,
  named: string | null,
  control: WorkControl = {},
): Promise<DbfTable | null> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES + 1) {
    issues.error("truncated-file", layer, { details: { format: "DBF" } });
    return null;
  }
  const expected = view.getUint32(4, true);
  const headerLength = view.getUint16(8, true);
  const rowLength = view.getUint16(10, true);
  if (headerLength <= HEADER_BYTES || rowLength === 0 || isDbase7(bytes[0] ?? 0)) {
    issues.error("unreadable-file", layer, { details: { format: "DBF" } });
    return null;
  }
  const present = Math.max(0, Math.floor((bytes.length - headerLength) / rowLength));
  const count = Math.min(expected, present);
  if (count < expected)
    issues.error("truncated-file", layer, { details: { format: "DBF", features: count, expected } });
  const { fields, beyond } = readFields(bytes, headerLength, rowLength);
  if (beyond > 0)
    issues.error("unreadable-file", layer, { field: "columns", details: { what: "columns-beyond", columns: beyond } });
  const { encoding, isAsNamed } = chooseEncoding(
    sampleTexts(bytes, fields, count, headerLength, rowLength),
    named ?? encodingOfLanguage(bytes[29] ?? 0),
  );
  if (!isAsNamed)
    issues.warn("assumed", layer, { field: "encoding", value: encoding, details: { what: "encoding-read" } });
  const decoder = new FieldDecoder(encoding);
  const deleted = Uint8Array.from({ length: count }, (_, row) =>
    bytes[headerLength + row * rowLength] === DELETED ? 1 : 0,
  );
  const columns: Column[] = [];
  const pace = new Pace(control);
  for (const [index, { field, name }] of nameColumns(fields, decoder).entries()) {
    await pace.step(index, fields.length);
    const start = headerLength + field.at;
    // Which cells are nothing, as bits of FoxPro's own.
    if (field.type === "0") continue;
    if (OUTSIDE.has(field.type) || (field.type === "B" && field.length !== 8)) {
      issues.warn("assumed", layer, { field: name, details: { what: "text-elsewhere" } });
      columns.push({ name, type: "String", values: listOf(count, () => null) });
      continue;
    }
    const isBinary = BINARY.has(field.type);
    const textAt = (row: number): string => {
      const from = start + row * rowLength;
      return isBinary ? readBinary(view, field, from) : decoder.decode(bytes, from, from + field.length);
    };
    columns.push(readColumn(name, field, count, textAt));
  }
  return { count, columns, deleted, encoding };
}

function* sampleTexts(
  bytes: Uint8Array,
  fields: readonly Field[],
  count: number,
  headerLength: number,
  rowLength: number,
): Generator<Uint8Array> {
  for (const { nameBytes } of fields) yield nameBytes;
  const texts = fields.filter(({ type }) => type === "C");
  const step = Math.max(1, Math.floor(count / SAMPLED_ROWS));
  for (let row = 0; row < count; row += step) {
    for (const { at, length } of texts) {
      const from = headerLength + row * rowLength + at;
      const field = bytes.subarray(from, from + length);
      const close = field.indexOf(0);
      yield close < 0 ? field : field.subarray(0, close);
    }
  }
}

/** Names as the file gives them; a second column of a name gets a number. */
function nameColumns(fields: readonly Field[], decoder: FieldDecoder): { field: Field; name: string }[] {
  const taken = new Set<string>();
  return fields.map((field, index) => {
    const given = decoder.decode(field.nameBytes, 0, field.nameBytes.length).trim() || `field_${index + 1}`;
    let name = given;
    for (let number = 2; taken.has(name); number++) name = `${given}_${number}`;
    taken.add(name);
    return { field, name };
  });
}

const DAY_MS = 86_400_000;
/** Julian day of 1970-01-01. */
const UNIX_DAY = 2_440_588;

/** A day number and the milliseconds of the day, as ISO; "" for none. */
function momentOf(day: number, milliseconds: number): string {
  const time = (day - UNIX_DAY) * DAY_MS + milliseconds;
  return day > 0 && Math.abs(time) < 8.64e15 ? new Date(time).toISOString().slice(0, 19) : "";
}

/** A value that is no text: a whole number, a double, money in ten-thousandths, a day with its milliseconds. */
function readBinary(view: DataView, { type, length }: Field, at: number): string {
  if ((type === "I" || type === "+") && length === 4) return String(view.getInt32(at, true));
  if (length !== 8) return "";
  if (type === "Y") return String(Number(view.getBigInt64(at, true)) / 10_000);
  if (type === "T" || type === "@") return momentOf(view.getInt32(at, true), view.getInt32(at + 4, true));
  return String(view.getFloat64(at, true));
}

function readColumn(name: string, field: Field, count: number, textAt: (row: number) => string): Column {
  switch (field.type) {
    case "N":
    case "F":
    case "I":
    case "O":
    case "+":
    case "B":
    case "Y":
      return readNumbers(name, count, textAt);
    case "L":
      return { name, type: "Bool", values: listOf(count, (row) => truthOf(textAt(row))) };
    case "D":
      return { name, type: "String", values: listOf(count, (row) => dayOf(textAt(row))) };
    default:
      return { name, type: "String", values: listOf(count, (row) => textAt(row) || null) };
  }
}

function listOf(count: number, valueAt: (row: number) => AttributeValue): AttributeValue[] {
  return Array.from({ length: count }, (_, row) => valueAt(row));
}

/** Blanks and asterisks (too wide for their field) are no number. */
function readNumbers(name: string, count: number, textAt: (row: number) => string): Column {
  const values = new Float64Array(count);
  let isExact = true;
  for (let row = 0; row < count; row++) {
    const text = textAt(row).trim();
    const value = text === "" || !/^[-+\d.]/.test(text) ? Number.NaN : Number(text.replace(",", "."));
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER && /^[-+]?\d+$/.test(text)) isExact = false;
    values[row] = value;
  }
  if (isExact) return { name, type: "Double", values };
  return { name, type: "String", values: listOf(count, (row) => textAt(row).trim() || null) };
}

function truthOf(text: string): boolean | null {
  if (/^[TtYy1]/.test(text)) return true;
  return /^[FfNn0]/.test(text) ? false : null;
}

/** `20240131` as ISO; a day of blanks or zeros is none. */
function dayOf(text: string): string | null {
  const trimmed = text.trim();
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(trimmed);
  if (match) return Number(trimmed) === 0 ? null : `${match[1]}-${match[2]}-${match[3]}`;
  return trimmed || null;
}
