/** What the cells of a scanned CSV say: as text, as numbers, as bytes to look up. */
import { type CsvRecord, CsvScanner } from "./csv-scanner.ts";
import { BLANK, QUOTE, TAB } from "./record-finder.ts";
import { spanNumber } from "./span-number.ts";

/**
 * A scanner of records with anything in them, whose cells are bare: `innerStarts` to `innerEnds` is what a cell says, without quotes and the
 * blanks around it, doubled quotes made one. The bytes of such a record are no longer those of the file.
 */
export function scanBareRecords(take: (record: CsvRecord) => void): CsvScanner {
  return new CsvScanner((record) => {
    if (bareCells(record)) take(record);
  });
}

/** Takes blanks and doubled quotes off what is quoted, in place; answers whether anything is left in the record. */
function bareCells(record: CsvRecord): boolean {
  if (!record.hasQuotes) return record.hasContent;
  const { bytes, innerStarts, innerEnds, count } = record;
  let hasContent = false;
  for (let cell = 0; cell < count; cell++) {
    let start = innerStarts[cell] as number;
    let end = innerEnds[cell] as number;
    if (isQuoted(record, cell)) {
      while (start < end && (bytes[start] === BLANK || bytes[start] === TAB)) start++;
      while (end > start && (bytes[end - 1] === BLANK || bytes[end - 1] === TAB)) end--;
      end = dropDoubledQuotes(bytes, start, end);
      innerStarts[cell] = start;
      innerEnds[cell] = end;
    }
    hasContent ||= end > start;
  }
  return hasContent;
}

/** Makes each doubled quote within a cell one, in place; answers the cell's new end. */
function dropDoubledQuotes(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && bytes[from] !== QUOTE) from++;
  let to = from;
  for (; from < end; from++) {
    bytes[to++] = bytes[from] as number;
    if (bytes[from] === QUOTE && bytes[from + 1] === QUOTE) from++;
  }
  return to;
}

const DECODER = new TextDecoder();

/** The text of a bare cell; "" where the record has no such cell. */
export function cellText(record: CsvRecord, cell: number): string {
  if (cell >= record.count) return "";
  return DECODER.decode(record.bytes.subarray(record.innerStarts[cell], record.innerEnds[cell]));
}

const SHORT = 32;

/** A coordinate is soon put together letter by letter: to call the decoder for it would take longer. */
function decodeSpan(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  if (end - start <= SHORT)
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      if (byte > 127) break;
      text += String.fromCharCode(byte);
    }
  return text.length === end - start ? text : DECODER.decode(bytes.subarray(start, end));
}

/** Whether a cell is quoted; only of records whose bytes are still as their file has them. */
export function isQuoted({ bytes, starts, innerStarts }: CsvRecord, cell: number): boolean {
  const inner = innerStarts[cell] as number;
  return inner > (starts[cell] as number) && bytes[inner - 1] === QUOTE;
}

/** What a cell says whose bytes are still as its file has them, with what stands behind its quotes; "" where the record has no such cell. */
export function spanText(record: CsvRecord, cell: number): string {
  if (cell >= record.count) return "";
  const text = decodeSpan(record.bytes, record.starts[cell] as number, record.ends[cell] as number).trim();
  return text.startsWith('"') ? text.replace(/^"|"$/g, "").replaceAll('""', '"').trim() : text;
}

/** The number in a bare cell, correctly rounded; NaN where it is no decimal number. */
export function cellNumber(record: CsvRecord, cell: number): number {
  if (cell >= record.count) return Number.NaN;
  return spanNumber(record.bytes, record.innerStarts[cell] as number, record.innerEnds[cell] as number);
}
