/**
 * Where the records and cells of delimited text lie: separators, line ends, quotes. This alone takes text apart, for bytes of UTF-8
 * and for UTF-16 units alike, because every mark is one unit in both; it makes no text. What a quote means that does not close
 * where it should is up to whoever reads.
 */

/** Bytes of UTF-8, or UTF-16 units. */
export type TextUnits = Uint8Array | Uint16Array;

export const QUOTE = 34;
export const LINE_FEED = 10;
export const RETURN = 13;
export const COMMA = 44;
export const SEMICOLON = 59;
export const TAB = 9;
export const BLANK = 32;

/** More units are needed to tell where a quote is closed. */
export const UNDECIDED = -1;
/** A quote that is a letter like any other. */
export const A_LETTER = -2;

/**
 * Says where the quote at `open` is closed: the place of the closing quote, `length` where the cell runs on to the end of the text,
 * `UNDECIDED` or `A_LETTER`. `isLast`: no units come after `length`.
 */
export type CloseQuote = (units: TextUnits, open: number, length: number, isLast: boolean) => number;

export class RecordFinder {
  /** Each cell of the record found last, with quotes and blanks: from `starts` up to `ends`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** What stands between a cell's quotes, doubled ones as they are; of a cell without quotes what is left without the blanks around it. */
  readonly innerStarts: Int32Array;
  readonly innerEnds: Int32Array;
  /** Cells of the record found last, no more than there is room for. */
  count = 0;
  /** Whether a cell is quoted; whether anything but blanks stands between the separators, or anything at all between quotes. */
  hasQuotes = false;
  hasContent = false;
  /** Whether the record has more cells than that, and whether anything stands in those. */
  isCut = false;
  isContentCut = false;
  separator: number;
  private readonly closeQuote: CloseQuote;

  constructor(separator: number, mostCells: number, closeQuote: CloseQuote) {
    this.separator = separator;
    this.closeQuote = closeQuote;
    this.starts = new Int32Array(mostCells);
    this.ends = new Int32Array(mostCells);
    this.innerStarts = new Int32Array(mostCells);
    this.innerEnds = new Int32Array(mostCells);
  }

  /** Finds the record that begins at `from`; answers where the next begins, -1 where this one may go on beyond `length`. */
  find(units: TextUnits, from: number, length: number, isLast: boolean): number {
    const { separator, starts, ends, innerStarts, innerEnds } = this;
    // Most units are greater than every mark: one comparison passes over them.
    const greatest = Math.max(separator, RETURN);
    const room = starts.length;
    let count = 0;
    let hasContent = false;
    let at = from;
    this.hasQuotes = false;
    this.isCut = false;
    this.isContentCut = false;
    for (;;) {
      const start = at;
      let innerStart = start;
      let innerEnd = -1;
      // Blanks and quotes are the smallest marks: most cells begin with neither.
      if (at < length && (units[at] as number) <= QUOTE) {
        while (at < length && (units[at] === BLANK || units[at] === TAB) && units[at] !== separator) at++;
        innerStart = at;
        if (at < length && units[at] === QUOTE) {
          const close = this.closeQuote(units, at, length, isLast);
          if (close === UNDECIDED) return -1;
          if (close !== A_LETTER) {
            this.hasQuotes = true;
            innerStart = at + 1;
            innerEnd = close;
            at = close < length ? close + 1 : length;
          }
        }
      }
      for (; at < length; at++) {
        const unit = units[at] as number;
        if (unit <= greatest && (unit === separator || unit === LINE_FEED || unit === RETURN)) break;
      }
      if (at >= length && !isLast) return -1;
      if (innerEnd < 0) {
        innerEnd = at;
        while (innerEnd > innerStart && (units[innerEnd - 1] === BLANK || units[innerEnd - 1] === TAB)) innerEnd--;
      }
      hasContent ||= innerEnd > innerStart;
      if (count < room) {
        starts[count] = start;
        ends[count] = at;
        innerStarts[count] = innerStart;
        innerEnds[count++] = innerEnd;
      } else {
        this.isCut = true;
        this.isContentCut ||= at > start;
      }
      if (at >= length) break;
      const mark = units[at++];
      if (mark === separator) continue;
      if (mark === RETURN) {
        if (at >= length && !isLast) return -1;
        if (at < length && units[at] === LINE_FEED) at++;
      }
      break;
    }
    this.count = count;
    this.hasContent = hasContent;
    return at;
  }
}
