/**
 * Delimited text → rows of cells, a piece of text at a time. Cells stay text; quotes, doubled quotes, line breaks within
 * quotes and all three line ends are understood. A quote that is never closed is taken as a letter, so that it costs one
 * cell and not the rest of the file.
 */
import { BadDataError } from "../../core/errors.ts";
import {
  A_LETTER,
  LINE_FEED,
  QUOTE,
  RETURN,
  RecordFinder,
  type TextUnits,
  UNDECIDED,
} from "../tables/record-finder.ts";
import { type CellValue, MOST_CELLS, MOST_COLUMNS } from "../tables/source-layer.ts";

export type Delimiter = "," | "\t" | ";" | "|" | "，";

/** Rows in one file, as many as a sheet of Excel has: more would not fit into a page's memory with what is made of them. */
export const MOST_ROWS = 1_048_576;
/** Four times what a spreadsheet's cell may hold; a longer one is a quote that was never closed. */
const MOST_CELL_LENGTH = 1 << 17;
const LONG_CELL_LENGTH = 2000;
const MOST_LINES_IN_CELL = 100;
/** Letters in which a loop finds a quote sooner than a call would. */
const NEAR = 64;
const MOST_RECORD_LENGTH = 1 << 22;
const NO_CELLS: readonly CellValue[] = Object.freeze([]);

/** What was odd about quotes or length, by row (1-based). */
export interface DelimitedFault {
  readonly row: number;
  readonly what: "open-quote" | "after-quote" | "columns";
}

export class DelimitedScanner {
  readonly rows: (readonly CellValue[])[] = [];
  readonly faults: DelimitedFault[] = [];
  private cellCount = 0;
  private waiting = "";
  private text = "";
  private units = new Uint16Array(0);
  private readonly delimiter: number;
  private readonly finder: RecordFinder;
  private readonly layer: string;

  constructor(delimiter: Delimiter, layer: string) {
    this.delimiter = delimiter.charCodeAt(0);
    this.finder = new RecordFinder(this.delimiter, MOST_COLUMNS, (units, open, length, isLast) =>
      this.closeQuote(units, open, length, isLast),
    );
    this.layer = layer;
  }

  /** @throws BadDataError (too-large) where a record, the rows or the cells exceed what can be held. */
  push(piece: string): void {
    this.scan(this.waiting + piece, false);
    if (this.waiting.length > MOST_RECORD_LENGTH) this.refuse("characters", MOST_RECORD_LENGTH);
  }

  finish(): void {
    this.scan(this.waiting, true);
    this.waiting = "";
    while (this.rows.length > 0 && this.rows.at(-1)?.length === 0) this.rows.pop();
  }

  private refuse(unit: string, limit: number): never {
    throw new BadDataError([
      { code: "too-large", severity: "error", layer: this.layer, row: this.rows.length + 1, details: { unit, limit } },
    ]);
  }

  private scan(text: string, isLast: boolean): void {
    const { finder, faults } = this;
    const { length } = text;
    const units = this.unitsOf(text);
    this.text = text;
    let at = 0;
    while (at < length) {
      const faultCount = faults.length;
      const next = finder.find(units, at, length, isLast);
      if (next < 0) {
        faults.length = faultCount;
        break;
      }
      this.takeRecord(text);
      at = next;
    }
    this.waiting = text.slice(at);
    this.text = "";
  }

  private unitsOf(text: string): Uint16Array {
    if (this.units.length < text.length) this.units = new Uint16Array(2 * text.length);
    const { units } = this;
    for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
    return units;
  }

  private takeRecord(text: string): void {
    const { finder } = this;
    const { count, hasQuotes, starts, ends, innerStarts, innerEnds } = finder;
    const cells: CellValue[] = new Array(count);
    let filled = 0;
    for (let index = 0; index < count; index++) {
      const start = starts[index] as number;
      const inner = innerStarts[index] as number;
      let cell: string;
      if (hasQuotes && inner > start && text.charCodeAt(inner - 1) === QUOTE) {
        const behind = (innerEnds[index] as number) + 1;
        cell = text.slice(inner, behind - 1).replaceAll('""', '"');
        const after = behind === ends[index] ? "" : text.slice(behind, ends[index]);
        if (after.trim() !== "") cell += after;
      } else cell = text.slice(start, ends[index]);
      cells[index] = cell === "" ? null : cell;
      if (cell !== "") filled = index + 1;
    }
    this.keep(cells, filled, finder.isContentCut);
  }

  private keep(cells: CellValue[], filled: number, dropped: boolean): void {
    if (dropped) this.faults.push({ row: this.rows.length + 1, what: "columns" });
    if (this.rows.length >= MOST_ROWS) this.refuse("rows", MOST_ROWS);
    this.cellCount += filled;
    if (this.cellCount > MOST_CELLS) this.refuse("cells", MOST_CELLS);
    cells.length = filled;
    this.rows.push(filled === 0 ? NO_CELLS : cells);
  }

  /** A quote that never closes, or closes where that makes no sense, is a letter. */
  private closeQuote(units: TextUnits, open: number, length: number, isLast: boolean): number {
    const { text, delimiter } = this;
    const close = findClosingQuote(units, text, open, isLast);
    if (close === UNDECIDED) return UNDECIDED;
    if (close !== A_LETTER) {
      const stop = findCellEnd(units, length, close + 1, delimiter);
      if (stop >= length && !isLast) return UNDECIDED;
      const isAlone = stop === close + 1 || text.slice(close + 1, stop).trim() === "";
      if (isPlausible(text, open, close, isAlone)) {
        if (!isAlone) this.faults.push({ row: this.rows.length + 1, what: "after-quote" });
        return close;
      }
    }
    this.faults.push({ row: this.rows.length + 1, what: "open-quote" });
    return A_LETTER;
  }
}

/** Where the quote opened at `from` is closed, as far as the text goes. */
function findClosingQuote(units: TextUnits, text: string, from: number, isLast: boolean): number {
  const { length } = text;
  for (let at = from + 1; ; at += 2) {
    const near = Math.min(length, at + NEAR);
    while (at < near && units[at] !== QUOTE) at++;
    if (at === near && at < length) {
      at = text.indexOf('"', at);
      if (at < 0) at = length;
    }
    if (at - from > MOST_CELL_LENGTH && isTooLong(text, from, at)) return A_LETTER;
    if (at >= length) return isLast ? A_LETTER : UNDECIDED;
    if (at + 1 >= length && !isLast) return UNDECIDED;
    if (units[at + 1] !== QUOTE || at + 1 >= length) return at;
  }
}

/** A shape may be as long as a border, nothing else that was written into a cell. */
function isTooLong(text: string, from: number, at: number): boolean {
  return at - from > MOST_RECORD_LENGTH || !beginsShape(text, from + 1);
}

/** Whether two quotes belong together: not where lines lie between them and more text follows, nor with a whole table between. */
function isPlausible(text: string, open: number, close: number, isAlone: boolean): boolean {
  const isShort = close - open < LONG_CELL_LENGTH;
  if (isShort && isAlone) return true;
  let lines = 0;
  for (let at = text.indexOf("\n", open); at >= 0 && at < close; at = text.indexOf("\n", at + 1)) lines++;
  return lines <= (isShort ? 0 : MOST_LINES_IN_CELL);
}

/** Whether a cell begins as a shape in well-known text, which may be as long as a border. */
function beginsShape(text: string, from: number): boolean {
  return /^\s*(SRID=\d+;\s*)?(MULTI)?(LINESTRING|POLYGON|POINT)/i.test(text.slice(from, from + 40));
}

function findCellEnd(units: TextUnits, length: number, from: number, delimiter: number): number {
  let at = from;
  for (; at < length; at++) {
    const code = units[at];
    if (code === delimiter || code === LINE_FEED || code === RETURN) break;
  }
  return at;
}

const DELIMITERS: readonly Delimiter[] = [",", "\t", ";", "|"];
/** Taken only where nothing else divides the rows: it stands in texts too. */
const FULL_WIDTH_COMMA = "，";
const EXAMINED_ROWS = 60;

/** The delimiter with which most of the first rows have equally many cells; a first line `sep=;` says it outright. */
export function chooseDelimiter(sample: string): Delimiter {
  const stated = /^"?sep=([,;\t|])"?\s*[\r\n]/i.exec(sample)?.[1];
  if (stated) return stated as Delimiter;
  let best: { delimiter: Delimiter; share: number; cells: number } = { delimiter: ",", share: 0, cells: 1 };
  for (const delimiter of DELIMITERS) {
    const { share, cells } = agreement(sample, delimiter);
    const isBetter = share > best.share + 0.05 || (share > best.share - 0.05 && cells > best.cells);
    if (cells > 1 && isBetter) best = { delimiter, share, cells };
  }
  if (best.cells === 1 && agreement(sample, FULL_WIDTH_COMMA).cells > 2) return FULL_WIDTH_COMMA;
  return best.delimiter;
}

/** How many cells most rows have, and the share of rows that have so many. */
function agreement(sample: string, delimiter: Delimiter): { readonly share: number; readonly cells: number } {
  const code = delimiter.charCodeAt(0);
  const counts = new Map<number, number>();
  let rows = 0;
  let cells = 1;
  let isQuoted = false;
  let isBlank = true;
  for (let at = 0; at < sample.length && rows < EXAMINED_ROWS; at++) {
    const letter = sample.charCodeAt(at);
    if (letter === QUOTE) isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (letter === code) cells++;
    else if (letter === LINE_FEED || letter === RETURN) {
      if (!isBlank) {
        rows++;
        counts.set(cells, (counts.get(cells) ?? 0) + 1);
      }
      cells = 1;
      isBlank = true;
      continue;
    }
    isBlank = false;
  }
  if (!isBlank && rows === 0) counts.set(cells, ++rows);
  let most = { share: 0, cells: 1 };
  for (const [count, times] of counts)
    if (times / rows > most.share || (times / rows === most.share && count > most.cells))
      most = { share: times / rows, cells: count };
  return most;
}
