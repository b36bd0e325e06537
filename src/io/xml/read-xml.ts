/** A document of XML in any encoding as events, in steps: whoever waits for a message is not held up, and it can be called off midway. */
import type { WorkControl } from "../../core/analysis-result.ts";
import { BadDataError, type IssueCode } from "../../core/errors.ts";
import { Pace } from "../breathe.ts";
import { detectXmlEncoding } from "./xml-encoding.ts";
import { XmlFault } from "./xml-entities.ts";
import { type XmlBounds, XmlScanner, type XmlVisitor } from "./xml-scanner.ts";

export interface XmlReading extends XmlBounds {
  /** What issues call the document, and its format. */
  readonly layer: string;
  readonly format: string;
  /** Whether issues name the line, as they should where a document is a file that somebody can open. */
  readonly tellsLines: boolean;
}

const PIECE_BYTES = 1 << 18;
const LINE_FEED = 10;

/** The bytes of a document as UTF-8, a piece at a time; without a mark. */
function* piecesOf(bytes: Uint8Array): Generator<{ readonly piece: Uint8Array; readonly done: number }> {
  const { label, markLength } = detectXmlEncoding(bytes);
  const decoder = label === "utf-8" ? null : new TextDecoder(label);
  const encoder = new TextEncoder();
  for (let at = markLength; at < bytes.length; at += PIECE_BYTES) {
    const piece = bytes.subarray(at, at + PIECE_BYTES);
    const done = at + piece.length;
    yield { piece: decoder ? encoder.encode(decoder.decode(piece, { stream: done < bytes.length })) : piece, done };
  }
}

/** The line (from 1) in which a byte of the document stands, counted as UTF-8; the last where it lies beyond the end. */
function lineAt(bytes: Uint8Array, offset: number): number {
  let line = 1;
  let before = 0;
  for (const { piece } of piecesOf(bytes)) {
    const end = Math.min(piece.length, offset - before);
    for (let at = 0; at < end; at++) if (piece[at] === LINE_FEED) line++;
    before += piece.length;
    if (before >= offset) break;
  }
  return line;
}

/**
 * Visits the elements of a document.
 * @throws BadDataError (truncated-file, unreadable-file, and the code of an XmlFault that the visitor throws), AnalysisError("cancelled"),
 * and whatever else the visitor throws.
 */
export async function readXml(
  bytes: Uint8Array,
  reading: XmlReading,
  visitor: XmlVisitor,
  control: WorkControl = {},
): Promise<void> {
  const { layer, format, tellsLines } = reading;
  const fail = (code: IssueCode, value: string, offset: number): never => {
    const row = tellsLines ? { row: lineAt(bytes, offset) } : {};
    throw new BadDataError([{ code, severity: "error", layer, ...row, value, details: { format } }]);
  };
  const scanner = new XmlScanner(visitor, reading);
  const pace = new Pace(control);
  let rest: Uint8Array = new Uint8Array(0);
  /** Bytes (as UTF-8) before the piece that is scanned. */
  let before = 0;
  try {
    for (const { piece, done } of piecesOf(bytes)) {
      const whole = rest.length === 0 ? piece : joinBytes(rest, piece);
      const taken = scanner.scan(whole);
      rest = whole.subarray(taken);
      before += taken;
      await pace.step(done, bytes.length);
    }
  } catch (error) {
    if (error instanceof XmlFault) fail(error.code, error.message, before + scanner.at);
    throw error;
  }
  if (!scanner.hasBegun && rest.length === 0) fail("unknown-format", "", 0);
  if (rest.length > 0 || !scanner.isWhole) fail("truncated-file", "XML", Number.POSITIVE_INFINITY);
}

/** Without a copy where one lies behind the other in memory, as pieces of one file do. */
function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.buffer === second.buffer && first.byteOffset + first.length === second.byteOffset)
    return new Uint8Array(first.buffer, first.byteOffset, first.length + second.length);
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
