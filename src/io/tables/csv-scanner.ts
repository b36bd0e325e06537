/**
 * CSV read from chunks of bytes, for tables of many millions of rows: no text is made
 * of a cell unless somebody asks. Quoted cells (commas, line breaks and doubled quotes within),
 * CRLF, a byte order mark, blanks around cells and blank lines are understood; the
 * separator is a comma, or the semicolon or tab that the header has instead.
 */

const [QUOTE, COMMA, SEMICOLON, TAB, LINE_FEED, RETURN, BLANK] = [34, 44, 59, 9, 10, 13, 32];

/** One record: the bytes of each cell, blanks and quotes taken off. Valid only while it is handed over. */
export interface CsvRecord {
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  /** 1-based; the header is row 1. Blank lines count. */
  readonly row: number;
}

const MOST_CELLS = 4096;
/** A record longer than this is none: the file is no table, or a quote was never closed. */
const MOST_RECORD_BYTES = 1 << 24;

export class CsvScanner {
  private waiting: Uint8Array = new Uint8Array(0);
  private separator = 0;
  private row = 0;
  private readonly starts = new Int32Array(MOST_CELLS);
  private readonly ends = new Int32Array(MOST_CELLS);
  private readonly takeRecord: (record: CsvRecord) => void;
  /** Row in which a quote was opened and never closed, 0 where there is none. */
  openQuoteRow = 0;
  /** True where a record has no end within reach: nothing more is read. */
  overlong = false;

  constructor(takeRecord: (record: CsvRecord) => void) {
    this.takeRecord = takeRecord;
  }

  push(chunk: Uint8Array): void {
    if (this.overlong) return;
    this.scan(this.withWaiting(chunk), false);
    this.overlong = this.waiting.length > MOST_RECORD_BYTES;
  }

  finish(): void {
    if (this.overlong) return;
    this.scan(this.waiting, true);
    this.waiting = new Uint8Array(0);
  }

  private withWaiting(chunk: Uint8Array): Uint8Array {
    if (this.waiting.length === 0) return chunk.slice();
    const bytes = new Uint8Array(this.waiting.length + chunk.length);
    bytes.set(this.waiting);
    bytes.set(chunk, this.waiting.length);
    return bytes;
  }

  private scan(bytes: Uint8Array, last: boolean): void {
    let at = 0;
    if (this.separator === 0) {
      if (!last && bytes.indexOf(LINE_FEED) < 0 && bytes.indexOf(RETURN) < 0) {
        this.waiting = bytes;
        return;
      }
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
      this.separator = chooseSeparator(bytes);
    }
    while (at < bytes.length) {
      const next = this.scanRecord(bytes, at, last);
      if (next < 0) break;
      at = next;
    }
    this.waiting = bytes.subarray(at);
  }

  /** Hands over the record that begins at `from`; answers where the next begins, -1 where the record is not whole yet. */
  private scanRecord(bytes: Uint8Array, from: number, last: boolean): number {
    const { starts, ends, separator } = this;
    const { length } = bytes;
    let count = 0;
    let at = from;
    let escaped = false;
    for (;;) {
      while (at < length && (bytes[at] === BLANK || bytes[at] === TAB) && bytes[at] !== separator) at++;
      let start = at;
      let end = at;
      if (at < length && bytes[at] === QUOTE) {
        start = ++at;
        for (;;) {
          while (at < length && bytes[at] !== QUOTE) at++;
          if (at + 1 >= length && !last) return -1;
          if (at >= length) {
            this.openQuoteRow = this.row + 1;
            break;
          }
          if (bytes[at + 1] !== QUOTE) break;
          escaped = true;
          at += 2;
        }
        end = at++;
        while (at < length && bytes[at] !== separator && bytes[at] !== LINE_FEED && bytes[at] !== RETURN) at++;
      } else {
        while (at < length && bytes[at] !== separator && bytes[at] !== LINE_FEED && bytes[at] !== RETURN) at++;
        end = at;
      }
      while (start < end && (bytes[start] === BLANK || bytes[start] === TAB)) start++;
      while (end > start && (bytes[end - 1] === BLANK || bytes[end - 1] === TAB)) end--;
      if (count < MOST_CELLS) {
        starts[count] = start;
        ends[count++] = end;
      }
      if (at >= length) {
        if (!last) return -1;
        break;
      }
      const mark = bytes[at++];
      if (mark === separator) continue;
      if (mark === RETURN) {
        if (at >= length && !last) return -1;
        if (bytes[at] === LINE_FEED) at++;
      }
      break;
    }
    if (escaped)
      for (let cell = 0; cell < count; cell++) ends[cell] = dropDoubledQuotes(bytes, starts[cell], ends[cell]);
    this.row++;
    if (hasContent(starts, ends, count)) this.takeRecord({ bytes, starts, ends, count, row: this.row });
    return at;
  }
}

function hasContent(starts: Int32Array, ends: Int32Array, count: number): boolean {
  for (let cell = 0; cell < count; cell++) if ((ends[cell] as number) > (starts[cell] as number)) return true;
  return false;
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

/** Makes each doubled quote within a cell one, in place; answers the cell's new end. */
function dropDoubledQuotes(bytes: Uint8Array, start: number | undefined, end: number | undefined): number {
  let to = start ?? 0;
  for (let from = start ?? 0; from < (end ?? 0); from++) {
    bytes[to++] = bytes[from] as number;
    if (bytes[from] === QUOTE && bytes[from + 1] === QUOTE) from++;
  }
  return to;
}

const DECODER = new TextDecoder();

/** The text of a cell. */
export function cellText(record: CsvRecord, cell: number): string {
  if (cell >= record.count) return "";
  return DECODER.decode(record.bytes.subarray(record.starts[cell], record.ends[cell]));
}

const POWERS = Array.from({ length: 23 }, (_, power) => 10 ** power);
const EXACT_DIGITS = 15;

/**
 * The number in a cell, correctly rounded; NaN where it is no decimal number. Fifteen digits and powers of ten up
 * to 22 are exact, so one multiplication or division rounds once (Clinger 1990); longer ones go through text.
 */
export function cellNumber(record: CsvRecord, cell: number): number {
  if (cell >= record.count) return Number.NaN;
  const { bytes } = record;
  const end = record.ends[cell] as number;
  let at = record.starts[cell] as number;
  const negative = bytes[at] === 45;
  if (negative || bytes[at] === 43) at++;
  let mantissa = 0;
  let digits = 0;
  let places = 0;
  let seen = false;
  let point = false;
  for (; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte >= 48 && byte <= 57) {
      seen = true;
      if (digits > 0 || byte !== 48) digits++;
      mantissa = mantissa * 10 + (byte - 48);
      if (point) places++;
    } else if (byte === 46 && !point) point = true;
    else break;
  }
  if (at < end) return parseDecimal(cellText(record, cell));
  if (!seen) return Number.NaN;
  if (digits > EXACT_DIGITS || places > 22)
    return Number(String.fromCharCode.apply(null, bytes.subarray(record.starts[cell], end) as unknown as number[]));
  const value = mantissa / (POWERS[places] as number);
  return negative ? -value : value;
}

/** A number as people write it: full-width digits, exponents; NaN for anything else. */
export function parseDecimal(text: string): number {
  const plain = text.normalize("NFKC").trim();
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : Number.NaN;
}

/** Chunks of text in any encoding that spreadsheets write, as UTF-8: by the mark, else UTF-8 where it is valid, else GB18030. */
export async function* decodeChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: TextDecoder | null | undefined;
  const encoder = new TextEncoder();
  for await (const chunk of chunks) {
    if (decoder === undefined && chunk.length > 0) decoder = chooseDecoder(chunk);
    yield decoder ? encoder.encode(decoder.decode(chunk, { stream: true })) : chunk;
  }
  if (decoder) yield encoder.encode(decoder.decode());
}

/** Null for UTF-8, which needs no decoding. */
function chooseDecoder(first: Uint8Array): TextDecoder | null {
  if (first[0] === 0xff && first[1] === 0xfe) return new TextDecoder("utf-16le");
  if (first[0] === 0xfe && first[1] === 0xff) return new TextDecoder("utf-16be");
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(first, { stream: true });
    return null;
  } catch {
    return new TextDecoder("gb18030");
  }
}
