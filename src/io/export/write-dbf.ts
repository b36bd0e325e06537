/**
 * dBASE III tables as shapefiles carry them, text in UTF-8 (a .cpg beside them says so). Fields take what the columns need: text
 * up to 254 bytes, whole numbers and decimals up to 20 characters, yes and no as one letter. What does not fit is counted.
 */
import { BadDataError } from "../../core/errors.ts";
import type { AttributeValue } from "../../core/model/facility.ts";
import { attributeAt, type Column, type FeatureTable } from "../tables/feature-table.ts";
import type { NoticeList } from "./notice-list.ts";
import { byteLength, cutToBytes } from "./unique-names.ts";

export const MOST_NAME_BYTES = 10;
export const MOST_TEXT_BYTES = 254;
/** The widest number that readers of dBASE take. */
const MOST_NUMBER_WIDTH = 20;
const MOST_DECIMALS = 15;
const HEADER_BYTES = 32;
const FIELD_BYTES = 32;
const HEADER_END = 0x0d;
const FILE_END = 0x1a;
const SPACE = 0x20;
const DELETED_FLAG_BYTES = 1;

export interface DbfField {
  readonly name: string;
  readonly kind: "C" | "N" | "L";
  readonly width: number;
  readonly decimals: number;
}

const encoder = new TextEncoder();

/** The shortest text of a number without an exponent, "" for one that is not finite. */
function plainText(value: number): string {
  if (!Number.isFinite(value)) return "";
  if (Object.is(value, -0)) return "-0";
  const text = String(value);
  if (!text.includes("e")) return text;
  return value.toFixed(Math.min(100, MOST_DECIMALS));
}

function textOf(value: AttributeValue): string {
  return value === null ? "" : String(value);
}

/** The field that holds a column over those rows. */
export function fieldFor(column: Column, name: string, rows: readonly number[]): DbfField {
  if (column.type === "Bool") return { name, kind: "L", width: 1, decimals: 0 };
  if (column.type === "String" || column.type === "Json") {
    const width = rows.reduce((most, row) => Math.max(most, byteLength(textOf(attributeAt(column, row)))), 1);
    return { name, kind: "C", width: Math.min(MOST_TEXT_BYTES, width), decimals: 0 };
  }
  let [whole, decimals] = [1, 0];
  for (const row of rows) {
    const value = attributeAt(column, row);
    if (typeof value !== "number") continue;
    const [integer = "", fraction = ""] = plainText(value).split(".");
    whole = Math.max(whole, integer.length);
    decimals = Math.max(decimals, fraction.length);
  }
  whole = Math.min(whole, MOST_NUMBER_WIDTH);
  if (decimals === 0) return { name, kind: "N", width: whole, decimals: 0 };
  const room = Math.max(0, MOST_NUMBER_WIDTH - whole - 1);
  decimals = Math.min(decimals, MOST_DECIMALS, room);
  return {
    name,
    kind: "N",
    width: Math.min(MOST_NUMBER_WIDTH, whole + 1 + Math.max(decimals, Math.min(room, 17))),
    decimals,
  };
}

/** A number in its field: all digits where they fit, else as many as do. */
function numberText(value: number, { width, decimals }: DbfField): string {
  const text = plainText(value);
  if (text === "" || text === "-0") return text;
  const fixed = value.toFixed(decimals);
  if (fixed.length <= width && Number(fixed) === value) return fixed;
  if (text.length <= width && Number(text) === value) return text;
  const short = String(value);
  if (short.length <= width && Number(short) === value) return short;
  for (let digits = 17; digits > 0; digits--) {
    const rounded = value.toPrecision(digits);
    if (rounded.length <= width) return rounded;
  }
  return "";
}

function cellBytes(column: Column, row: number, field: DbfField, notices: NoticeList): Uint8Array {
  const value = attributeAt(column, row);
  if (field.kind === "L") return encoder.encode(value === null ? "?" : value ? "T" : "F");
  if (value === null) return new Uint8Array(0);
  if (field.kind === "N") {
    const text = numberText(value as number, field);
    if (Number.isFinite(value as number) && Number(text) !== value) notices.count("number-rounded", column.name);
    return encoder.encode(text.padStart(field.width));
  }
  const text = textOf(value);
  if (typeof value !== "string") notices.count("mixed-as-text", column.name);
  if (text === "") notices.count("empty-is-null", column.name);
  else if (text.endsWith(" ")) notices.count("blanks-dropped", column.name);
  if (byteLength(text) > MOST_TEXT_BYTES) notices.count("text-cut", column.name);
  return encoder.encode(cutToBytes(text, MOST_TEXT_BYTES));
}

/** More fields or longer rows than this are not read by all programs, or not at all. */
const MOST_FIELDS = 255;
const MOST_ROW_BYTES = 65_535;

/** Throws BadDataError (bad-value) where the columns are more than a shapefile takes. */
export function checkFields(fields: readonly DbfField[], layer: string): void {
  const bytes = fields.reduce((sum, { width }) => sum + width, DELETED_FLAG_BYTES);
  if (fields.length <= MOST_FIELDS && bytes <= MOST_ROW_BYTES) return;
  const expected = `${MOST_FIELDS} fields and ${MOST_ROW_BYTES} bytes a row at most (shapefile)`;
  const value = `${fields.length} fields, ${bytes} bytes`;
  throw new BadDataError([
    { code: "bad-value", severity: "error", layer, field: "columns", value, details: { expected } },
  ]);
}

/** The table of those rows. A table without columns gets a running number, which the format wants. */
export function writeDbf(
  { columns }: FeatureTable,
  fields: readonly DbfField[],
  rows: readonly number[],
  notices: NoticeList,
): Uint8Array {
  const written: readonly DbfField[] =
    fields.length > 0 ? fields : [{ name: "FID", kind: "N", width: 10, decimals: 0 }];
  const headerLength = HEADER_BYTES + FIELD_BYTES * written.length + 1;
  const recordLength = DELETED_FLAG_BYTES + written.reduce((sum, { width }) => sum + width, 0);
  const bytes = new Uint8Array(headerLength + recordLength * rows.length + 1).fill(SPACE, headerLength);
  const view = new DataView(bytes.buffer);
  bytes.set([0x03, 80, 1, 1]);
  view.setUint32(4, rows.length, true);
  view.setUint16(8, headerLength, true);
  view.setUint16(10, recordLength, true);
  written.forEach(({ name, kind, width, decimals }, index) => {
    const at = HEADER_BYTES + FIELD_BYTES * index;
    bytes.set(encoder.encode(name).subarray(0, MOST_NAME_BYTES), at);
    bytes[at + 11] = kind.charCodeAt(0);
    bytes[at + 16] = width;
    bytes[at + 17] = decimals;
  });
  bytes[headerLength - 1] = HEADER_END;
  rows.forEach((row, index) => {
    let at = headerLength + recordLength * index + DELETED_FLAG_BYTES;
    written.forEach((field, number) => {
      const column = columns[number];
      bytes.set(
        column ? cellBytes(column, row, field, notices) : encoder.encode(String(index + 1).padStart(field.width)),
        at,
      );
      at += field.width;
    });
  });
  bytes[bytes.length - 1] = FILE_END;
  return bytes;
}
