/**
 * CSV and TSV files → one layer of cells. Encoding and delimiter are told by content unless stated; what could not be read as
 * it stands is an issue with its row. Works in steps: half a million rows do not hold up whoever waits for a message.
 */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type Issue } from "../../core/errors.ts";
import { breathe } from "../breathe.ts";
import { IssueList, shown } from "../tables/labelled-table.ts";
import { type CellLayer, type CellValue, MOST_COLUMNS } from "../tables/source-layer.ts";
import { chooseDelimiter, DelimitedScanner, type Delimiter, MOST_ROWS } from "./delimited-scanner.ts";
import { type DetectedEncoding, detectEncoding } from "./detect-encoding.ts";

export interface DelimitedOptions {
  /** Any label that TextDecoder knows (`gbk`, `utf-16le` …); told by content where it is left out. */
  readonly encoding?: string;
  /** Told by content where it is left out. */
  readonly delimiter?: Delimiter;
}

const PIECE_BYTES = 1 << 18;
const PIECES_A_BREATH = 4;
const SAMPLE_BYTES = 1 << 17;
const REPLACEMENT = "\uFFFD";
const NUL = "\u0000";

/**
 * Reads a delimited text. Issues of the layer: an encoding that is not certain (`assumed`), letters that the encoding does not
 * have, quotes that do not close, rows that are too wide (`bad-value`).
 * @throws BadDataError (empty-file, unreadable-file, too-large), AnalysisError("cancelled")
 */
export async function readDelimited(
  bytes: Uint8Array,
  file: string,
  options: DelimitedOptions = {},
  control: WorkControl = {},
): Promise<readonly CellLayer[]> {
  const refuse = (code: Issue["code"], rest: Partial<Issue>): never => {
    throw new BadDataError([{ code, severity: "error", layer: file, ...rest }]);
  };
  if (bytes.length === 0) refuse("empty-file", { details: { format: "CSV", rows: 0 } });
  const detected = detectEncoding(bytes, options.encoding);
  if (detected === null) {
    const value = options.encoding ?? "UTF-8, GB18030, UTF-16";
    return refuse("unreadable-file", {
      field: "encoding",
      value: shown(value),
      details: { format: "CSV", what: "encoding" },
    });
  }
  if (hasTooManyLines(bytes, detected.encoding)) refuse("too-large", { details: { unit: "rows", limit: MOST_ROWS } });
  const issues = new IssueList();
  noteEncoding(detected, file, issues);
  const sample = new TextDecoder(detected.encoding).decode(
    bytes.subarray(detected.markLength, detected.markLength + SAMPLE_BYTES),
    { stream: true },
  );
  const delimiter = options.delimiter ?? chooseDelimiter(sample);
  const scanner = new DelimitedScanner(delimiter, file);
  const decoder = new TextDecoder(detected.encoding);
  let [hasLost, hasNul] = [false, false];
  for (let at = detected.markLength, pieces = 0; at < bytes.length; at += PIECE_BYTES, pieces++) {
    if (pieces % PIECES_A_BREATH === 0) {
      control.onProgress?.({ stage: "reading", done: at, total: bytes.length });
      await breathe(control);
    }
    const piece = decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
    hasLost ||= piece.includes(REPLACEMENT);
    hasNul ||= piece.includes(NUL);
    scanner.push(piece);
  }
  const rest = decoder.decode();
  hasLost ||= rest !== "";
  scanner.push(rest);
  scanner.finish();
  const { rows } = scanner;
  if (rows.length === 0) refuse("empty-file", { details: { format: "CSV", rows: 0 } });
  for (const { row, what } of scanner.faults) {
    if (what === "columns")
      issues.error("bad-value", file, { row, field: "columns", details: { what, limit: MOST_COLUMNS } });
    else issues.warn("bad-value", file, { row, field: "quotes", details: { what } });
  }
  if (hasLost) reportLetters(rows, REPLACEMENT, "lost-letters", file, issues);
  const cleaned = hasNul ? dropNul(rows, file, issues) : rows;
  const format = delimiter === "\t" ? "TSV" : "CSV";
  return [
    {
      kind: "cells",
      file,
      name: "",
      format,
      encoding: detected.encoding,
      issues: issues.all(),
      grid: { rows: cleaned, merges: [] },
    },
  ];
}

const LARGE_BYTES = 1 << 25;
const [LINE_FEED, QUOTE] = [10, 34];

/** Until the first quote every line is a row: a file of far too many is refused before the first is read. */
function hasTooManyLines(bytes: Uint8Array, encoding: string): boolean {
  if (bytes.length < LARGE_BYTES || encoding.startsWith("utf-16")) return false;
  const quote = bytes.indexOf(QUOTE);
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0 && (quote < 0 || at < quote); at = bytes.indexOf(LINE_FEED, at + 1))
    if (++lines > MOST_ROWS) return true;
  return false;
}

/** Says in which encoding a text was read where that is not certain. */
export function noteEncoding({ encoding, certainty }: DetectedEncoding, file: string, issues: IssueList): void {
  if (certainty === "certain" || certainty === "stated") return;
  issues.warn("assumed", file, { field: "encoding", value: encoding, details: { what: "encoding", certainty } });
}

/** Names rows with a letter that no text has: the encoding's sign for what it does not have, or NUL. */
function reportLetters(
  rows: readonly (readonly CellValue[])[],
  letter: string,
  what: string,
  file: string,
  issues: IssueList,
): void {
  for (let index = 0; index < rows.length; index++) {
    for (const cell of rows[index] ?? []) {
      if (typeof cell !== "string" || !cell.includes(letter)) continue;
      const place = { row: index + 1, field: "encoding", value: shown(cell.replaceAll(NUL, "")) };
      issues.warn("bad-value", file, { ...place, details: { what } });
      break;
    }
  }
}

/** Cells without NUL characters; a last row that holds nothing else is left out. */
function dropNul(
  rows: readonly (readonly CellValue[])[],
  file: string,
  issues: IssueList,
): readonly (readonly CellValue[])[] {
  reportLetters(rows, NUL, "nul-letters", file, issues);
  const clean = (cell: CellValue): CellValue => (typeof cell === "string" ? cell.replaceAll(NUL, "") || null : cell);
  const cleaned = rows.map((row) =>
    row.some((cell) => typeof cell === "string" && cell.includes(NUL)) ? row.map(clean) : row,
  );
  while (cleaned.at(-1)?.every((cell) => cell === null)) cleaned.pop();
  return cleaned;
}
