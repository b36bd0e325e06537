/**
 * CSV read from chunks of UTF-8, for tables of many millions of rows: each record as spans of its bytes, so that a row can be
 * written again with every byte as it is, and no text is made of a cell unless somebody asks (`csv-cells`). Quoted cells,
 * all line ends, a byte order mark and blanks around quotes are understood; the separator is a comma, or the semicolon or tab that the header has instead.
 */
import {
  COMMA,
  LINE_FEED,
  QUOTE,
  RETURN,
  RecordFinder,
  SEMICOLON,
  TAB,
  type TextUnits,
  UNDECIDED,
} from "./record-finder.ts";

/** One record: `from` to `to` with its line end. Valid, and its bytes the reader's own, only while it is handed over. */
export interface CsvRecord {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** Each cell with quotes and blanks. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** What stands between a cell's quotes, doubled ones as they are; of a cell without quotes what is left without the blanks around it. */
  readonly innerStarts: Int32Array;
  readonly innerEnds: Int32Array;
  readonly count: number;
  readonly hasQuotes: boolean;
  /** False where there is nothing but blanks, separators and empty quotes. */
  readonly hasContent: boolean;
  /** True where there are more cells than are counted. */
  readonly isCut: boolean;
  /** 1-based; the header is row 1. Blank lines count. */
  readonly row: number;
}

const MOST_CELLS = 4096;
/** A record longer than this is none: the file is no table, or a quote was never closed. */
const MOST_RECORD_BYTES = 1 << 24;
/** Units in which a loop finds a quote sooner than a call would. */
const NEAR = 64;

export class CsvScanner {
  private waiting: Uint8Array = new Uint8Array(0);
  private row = 0;
  private readonly finder = new RecordFinder(0, MOST_CELLS, (units, open, length, isLast) =>
    this.closeQuote(units, open, length, isLast),
  );
  private readonly take: (record: CsvRecord) => void;
  /** Row in which a quote was opened and never closed, 0 where there is none. */
  openQuoteRow = 0;
  /** True where a record has no end within reach, or the reader gave up: nothing more is read. */
  isOverlong = false;

  constructor(take: (record: CsvRecord) => void) {
    this.take = take;
  }

  push(chunk: Uint8Array): void {
    if (this.isOverlong) return;
    const bytes = new Uint8Array(this.waiting.length + chunk.length);
    bytes.set(this.waiting);
    bytes.set(chunk, this.waiting.length);
    this.scan(bytes, false);
    if (this.waiting.length > MOST_RECORD_BYTES) this.isOverlong = true;
  }

  finish(): void {
    if (!this.isOverlong) this.scan(this.waiting, true);
    this.waiting = new Uint8Array(0);
  }

  private scan(bytes: Uint8Array, isLast: boolean): void {
    const { finder } = this;
    if (finder.separator === 0) {
      if (!isLast && bytes.indexOf(LINE_FEED) < 0 && bytes.indexOf(RETURN) < 0) {
        this.waiting = bytes;
        return;
      }
      finder.separator = chooseSeparator(bytes);
    }
    const { starts, ends, innerStarts, innerEnds } = finder;
    let from = 0;
    // One for all records: to make one for each would cost more than to find it.
    const record = {
      bytes,
      from,
      to: 0,
      starts,
      ends,
      innerStarts,
      innerEnds,
      count: 0,
      hasQuotes: false,
      hasContent: false,
      isCut: false,
      row: 0,
    };
    while (from < bytes.length && !this.isOverlong) {
      const to = finder.find(bytes, this.row === 0 ? markLength(bytes) : from, bytes.length, isLast);
      if (to < 0) break;
      this.row++;
      record.from = from;
      record.to = to;
      record.count = finder.count;
      record.hasQuotes = finder.hasQuotes;
      record.hasContent = finder.hasContent;
      record.isCut = finder.isCut;
      record.row = this.row;
      this.take(record);
      from = to;
    }
    this.waiting = bytes.subarray(from);
  }

  /** A quote closes at the next one that is not doubled, however far that is. */
  private closeQuote(units: TextUnits, open: number, length: number, isLast: boolean): number {
    for (let at = open + 1; ; at += 2) {
      at = findQuote(units, at, length);
      if (at + 1 >= length && !isLast) return UNDECIDED;
      if (at >= length) {
        this.openQuoteRow = this.row + 1;
        return length;
      }
      if (at + 1 >= length || units[at + 1] !== QUOTE) return at;
    }
  }
}

/** The next quote from `from` on; `length` where there is none. */
function findQuote(units: TextUnits, from: number, length: number): number {
  const near = Math.min(length, from + NEAR);
  for (let at = from; at < near; at++) if (units[at] === QUOTE) return at;
  if (near >= length) return length;
  const found = units.indexOf(QUOTE, near);
  return found < 0 ? length : found;
}

function markLength(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** The header's separator: a comma wherever it has one. */
function chooseSeparator(bytes: Uint8Array): number {
  let found = COMMA;
  for (const byte of bytes) {
    if (byte === LINE_FEED || byte === RETURN) break;
    if (byte === COMMA) return COMMA;
    if (byte === SEMICOLON || byte === TAB) found = byte;
  }
  return found;
}
