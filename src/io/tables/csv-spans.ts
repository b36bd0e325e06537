/**
 * CSV from chunks of UTF-8 bytes, as spans of the bytes themselves: for whoever rewrites a cell and must leave all
 * others, with their quotes and blanks, as they are. The separator is a comma, or the semicolon or tab that the header has instead.
 */

const [QUOTE, COMMA, SEMICOLON, TAB, LINE_FEED, RETURN, BLANK] = [34, 44, 59, 9, 10, 13, 32];
const MOST_CELLS = 4096;
/** A record longer than this is none: the file is no table, or a quote was never closed. */
const MOST_RECORD_BYTES = 1 << 24;

/** One record: `from` to `to` with its line end; each cell with quotes and blanks. Valid only while it is handed over. */
export interface CsvSpans {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly count: number;
  /** 1-based; the header is row 1. Blank lines count. */
  readonly row: number;
  /** True where nothing but blanks and separators is in it. */
  readonly isBlank: boolean;
}

export class CsvSplitter {
  private waiting: Uint8Array = new Uint8Array(0);
  private separator = 0;
  private row = 0;
  private readonly starts = new Int32Array(MOST_CELLS);
  private readonly ends = new Int32Array(MOST_CELLS);
  private readonly take: (record: CsvSpans) => void;
  /** Row in which a quote was opened and never closed, 0 where there is none. */
  openQuoteRow = 0;
  /** True where a record has no end, or more cells, within reach: nothing more is read. */
  isOverlong = false;

  constructor(take: (record: CsvSpans) => void) {
    this.take = take;
  }

  push(chunk: Uint8Array): void {
    if (this.isOverlong) return;
    const bytes = new Uint8Array(this.waiting.length + chunk.length);
    bytes.set(this.waiting);
    bytes.set(chunk, this.waiting.length);
    this.split(bytes, false);
    if (this.waiting.length > MOST_RECORD_BYTES) this.isOverlong = true;
  }

  finish(): void {
    if (!this.isOverlong) this.split(this.waiting, true);
    this.waiting = new Uint8Array(0);
  }

  private split(bytes: Uint8Array, isLast: boolean): void {
    let at = 0;
    if (this.separator === 0) {
      if (!isLast && bytes.indexOf(LINE_FEED) < 0 && bytes.indexOf(RETURN) < 0) {
        this.waiting = bytes;
        return;
      }
      this.separator = separatorOf(bytes);
    }
    while (at < bytes.length && !this.isOverlong) {
      const next = this.splitRecord(bytes, at, isLast);
      if (next < 0) break;
      at = next;
    }
    this.waiting = bytes.subarray(at);
  }

  /** Hands over the record that begins at `from`; answers where the next begins, -1 where the record is not whole yet. */
  private splitRecord(bytes: Uint8Array, from: number, isLast: boolean): number {
    const { separator, starts, ends } = this;
    const { length } = bytes;
    let at = this.row === 0 && from === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : from;
    let count = 0;
    let isBlank = true;
    for (;;) {
      const start = at;
      while (at < length && (bytes[at] === BLANK || bytes[at] === TAB) && bytes[at] !== separator) at++;
      if (bytes[at] === QUOTE) {
        isBlank = false;
        at = quoteEnd(bytes, at, isLast);
        if (at < 0) return -1;
        if (at === length && bytes[at - 1] !== QUOTE) this.openQuoteRow = this.row + 1;
      }
      const behind = at;
      while (at < length && bytes[at] !== separator && bytes[at] !== LINE_FEED && bytes[at] !== RETURN) at++;
      if (at > behind) isBlank = false;
      if (count === MOST_CELLS) {
        this.isOverlong = true;
        return -1;
      }
      starts[count] = start;
      ends[count++] = at;
      if (at < length && bytes[at] === separator) at++;
      else break;
    }
    if (at >= length && !isLast) return -1;
    if (bytes[at] === RETURN) {
      if (at + 1 >= length && !isLast) return -1;
      at++;
    }
    if (bytes[at] === LINE_FEED) at++;
    this.row++;
    this.take({ bytes, from, to: at, starts, ends, count, row: this.row, isBlank });
    return at;
  }
}

/** Behind the quote that closes the one at `from`; the end of the bytes where there is none, -1 where it may still come. */
function quoteEnd(bytes: Uint8Array, from: number, isLast: boolean): number {
  for (let at = from + 1; ; at += 2) {
    while (at < bytes.length && bytes[at] !== QUOTE) at++;
    if (at + 1 >= bytes.length && !isLast) return -1;
    if (at >= bytes.length) return bytes.length;
    if (bytes[at + 1] !== QUOTE) return at + 1;
  }
}

/** The header's separator: a comma wherever it has one. */
function separatorOf(bytes: Uint8Array): number {
  let found = COMMA;
  for (const byte of bytes) {
    if (byte === LINE_FEED || byte === RETURN) break;
    if (byte === COMMA) return COMMA;
    if (byte === SEMICOLON || byte === TAB) found = byte;
  }
  return found;
}

const DECODER = new TextDecoder();

/** Whether a cell is quoted. */
export function isQuoted({ bytes, starts, ends }: CsvSpans, cell: number): boolean {
  let at = starts[cell] as number;
  while (at < (ends[cell] as number) && (bytes[at] === BLANK || bytes[at] === TAB)) at++;
  return at < (ends[cell] as number) && bytes[at] === QUOTE;
}

/** What a cell says, without quotes and the blanks around it; "" where the record has no such cell. */
export function spanText(record: CsvSpans, cell: number): string {
  if (cell >= record.count) return "";
  const text = DECODER.decode(record.bytes.subarray(record.starts[cell], record.ends[cell])).trim();
  return text.startsWith('"') ? text.replace(/^"|"$/g, "").replaceAll('""', '"').trim() : text;
}
